"""An announcement that is on its way, or will be: when, how far, and what came of it."""

from __future__ import annotations

from bot.domain.announcements import Announcement, AnnouncementStatus, AtNight, Progress
from bot.domain.events import Event
from bot.views.announcements.taps import AnnouncementTap, ReadersTap, VersionTap
from bot.views.announcements.wording import people, quoted, segment_text
from bot.views.menu import menu_button
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def scheduled_screen(w: Words, event: Event, found: Announcement, size: int) -> Screen:
    """It will go out at a time; it can be stopped until then."""
    assert found.send_at is not None
    text = w.say(
        "🕙 <b>It goes out {moment}</b> ({city} time).\n\n"
        "{segment}: <b>{people}</b> now; whoever fits when it goes out gets it.",
        moment=w.moment(found.send_at, event.zone),
        city=event.city,
        segment=segment_text(w, found.segment),
        people=people(w, size),
    )
    if found.at_night is AtNight.SILENT:
        text = Html(text + "\n" + w.say("It makes no sound."))
    text = Html(text + "\n\n" + quoted(w, found))
    a = found.id
    rows = (
        (
            Button(w.plain("Send now"), AnnouncementTap("now", a).pack()),
            Button(w.plain("Change the time"), AnnouncementTap("later", a).pack()),
        ),
        (
            Button(w.plain("Change the text"), VersionTap("list", a).pack()),
            Button(w.plain("Cancel the schedule"), AnnouncementTap("unschedule", a).pack()),
        ),
        (menu_button(w),),
    )
    return Screen(text, buttons=rows)


def unscheduled_screen(w: Words, found: Announcement) -> Screen:
    """Nothing goes out; the announcement is a draft again."""
    a = found.id
    rows = (
        (
            Button(w.plain("Send later…"), AnnouncementTap("later", a).pack()),
            Button(w.plain("Preview"), AnnouncementTap("preview", a).pack()),
        ),
        (Button(w.plain("Discard"), AnnouncementTap("discard", a).pack()), menu_button(w)),
    )
    text = w.say("<b>The schedule is cancelled. Nothing goes out.</b>\nIt is kept as a draft:")
    return Screen(Html(text + "\n\n" + quoted(w, found)), buttons=rows)


def progress_screen(w: Words, found: Announcement, progress: Progress) -> Screen:
    """How far it is; with a stop button while anything is left."""
    headline = {
        AnnouncementStatus.SENDING: w.say("📣 <b>Sending…</b>"),
        AnnouncementStatus.DONE: w.say("📣 <b>Sent.</b>"),
        AnnouncementStatus.STOPPED: w.say("📣 <b>Stopped.</b>"),
    }.get(
        AnnouncementStatus.DONE if found.status is AnnouncementStatus.SENDING and not progress.left else found.status,
        w.say("📣 <b>Announcement</b>"),
    )
    lines = [
        headline,
        quoted(w, found),
        w.say("To: {segment}", segment=segment_text(w, found.segment)),
        "",
        w.say("{bar} {done} of {total}", bar=_bar(progress), done=progress.total - progress.left, total=progress.total),
        w.say("Sent: <b>{n}</b>", n=progress.sent),
        w.say("Unreachable: <b>{n}</b>", n=progress.unreachable),
        w.say("Failed: <b>{n}</b>", n=progress.failed),
    ]
    if progress.uncertain:
        lines.append(w.say("Uncertain (perhaps arrived, not sent again): <b>{n}</b>", n=progress.uncertain))
    if progress.stopped:
        lines.append(w.say("Not sent: <b>{n}</b>", n=progress.stopped))
    lines.append(w.say("Left: <b>{n}</b>", n=progress.left))
    if found.read_button:
        lines.append(w.say("Pressed “Read”: <b>{n}</b>", n=progress.read))
    if found.corrected_at is not None:
        edits = progress.corrected + progress.correcting
        lines.append(w.say("Corrected: <b>{n}</b> of {total}", n=progress.corrected, total=edits))
        if progress.uncorrected:
            lines.append(w.say("Could not be corrected: <b>{n}</b>", n=progress.uncorrected))
    a = found.id
    rows: list[tuple[Button, ...]] = []
    if found.status is AnnouncementStatus.SENDING and progress.left:
        again = Button(w.plain("Refresh"), AnnouncementTap("look", a).pack())
        rows.append((again, Button(w.plain("Stop sending"), AnnouncementTap("stop", a).pack())))
    deeper = [Button(w.plain("Correct…"), VersionTap("correct", a).pack())]
    if found.read_button:
        deeper.append(Button(w.plain("Who read it"), ReadersTap(a, "yes", 0).pack()))
    rows += [tuple(deeper), (menu_button(w),)]
    return Screen(Html("\n".join(lines)), buttons=tuple(rows))


def discarded(w: Words) -> Screen:
    """Nothing goes out."""
    return Screen(w.say("Discarded. Nothing was sent."), buttons=((menu_button(w),),))


def up_to_date(w: Words) -> str:
    """A toast after *Refresh*: the numbers may be the same as before."""
    return w.plain("Up to date.")


def noted_read(w: Words) -> str:
    """A toast after *Read*."""
    return w.plain("Thank you, noted.")


def not_counted(w: Words) -> str:
    """A toast after *Read* by somebody who was not sent it: above all in the preview."""
    return w.plain("This button works for people who were sent it; your tap is not counted.")


def _bar(progress: Progress) -> str:
    done = 10 * (progress.total - progress.left) // progress.total if progress.total else 10
    return "▓" * done + "░" * (10 - done)
