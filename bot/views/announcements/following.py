"""An announcement that is on its way, or will be: when, how far, and what came of it."""

from __future__ import annotations

from bot.domain.announcements import Announcement, AnnouncementStatus, Progress
from bot.domain.events import Event
from bot.views.announcements.taps import AnnouncementTap
from bot.views.announcements.wording import people, segment_text
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
    rows = (
        (
            Button(w.plain("Send now"), AnnouncementTap("now", found.id).pack()),
            Button(w.plain("Do not send"), AnnouncementTap("stop", found.id).pack()),
        ),
        (menu_button(w),),
    )
    return Screen(text, buttons=rows)


def progress_screen(w: Words, found: Announcement, progress: Progress) -> Screen:
    """How far it is; with a stop button while anything is left."""
    headline = {
        AnnouncementStatus.SENDING: w.say("📣 <b>Sending…</b>"),
        AnnouncementStatus.DONE: w.say("📣 <b>Sent.</b>"),
        AnnouncementStatus.STOPPED: w.say("📣 <b>Stopped.</b>"),
    }.get(found.status, w.say("📣 <b>Announcement</b>"))
    lines = [
        headline,
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
    again = Button(w.plain("Refresh"), AnnouncementTap("look", found.id).pack())
    stop = Button(w.plain("Stop sending"), AnnouncementTap("stop", found.id).pack())
    under_way = found.status is AnnouncementStatus.SENDING and progress.left
    return Screen(Html("\n".join(lines)), buttons=((again, stop) if under_way else (again,), (menu_button(w),)))


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
