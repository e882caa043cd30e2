"""Announcements on the screen: what arrives, whom it goes to, how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from babel import Locale

from bot.domain.announcements import Announcement, AnnouncementStatus, Progress
from bot.domain.events import Event
from bot.domain.people import AttendeeType, Mode
from bot.domain.segments import Condition, Segment
from bot.views.menu import menu_button
from bot.views.people import type_name
from bot.views.screens import Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, flag


@dataclass(frozen=True, slots=True)
class AnnouncementTap(Tap):
    """`act`: segment, preview, now, later, at, read_button, stop, look, discard, read; `at` in seconds since 1970."""

    prefix: ClassVar[str] = "an"
    act: str
    announcement: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class SegmentTap(Tap):
    """Switches one condition of a draft's segment, or opens the list of one (`value` empty)."""

    prefix: ClassVar[str] = "as"
    announcement: int
    condition: Condition
    value: str | None = None


LONGEST_LIST = 24  # countries or languages offered as buttons


def compose_screen(w: Words, event: Event) -> Screen:
    """Asks for the message."""
    return Screen(
        w.say(
            "<b>Write your announcement for {event}.</b>\n\n"
            "Send it as people shall see it: text with formatting, or one photo or document with a caption. "
            "Nothing goes out before you have seen a preview.",
            event=event.name,
        ),
        buttons=((menu_button(w),),),
    )


def cannot_announce_that(w: Words) -> Screen:
    """A sticker, a voice message and so on."""
    return Screen(w.say("Please send text, one photo, or one document. Nothing else can be announced yet."))


def segment_screen(w: Words, found: Announcement, size: int) -> Screen:
    """Whom it goes to, with the size; every tap changes it in place."""
    a = found.id

    def switch(label: str, condition: Condition, value: str | None, on: bool) -> Button:
        return Button(("✅ " if on else "") + label, SegmentTap(a, condition, value).pack())

    s = found.segment
    rows = [
        (
            switch(w.plain("In the hall"), Condition.MODE, Mode.ONSITE.value, s.mode is Mode.ONSITE),
            switch(w.plain("Online"), Condition.MODE, Mode.ONLINE.value, s.mode is Mode.ONLINE),
        ),
        (
            switch(w.plain("No meetings yet"), Condition.NO_MEETINGS, "1", s.no_meetings),
            switch(w.plain("Unanswered requests"), Condition.UNANSWERED, "1", s.unanswered),
        ),
        (
            switch(w.plain("Type…"), Condition.TYPE, None, s.type is not None),
            switch(w.plain("Country…"), Condition.COUNTRY, None, s.country is not None),
            switch(w.plain("Language…"), Condition.LANGUAGE, None, s.language is not None),
        ),
        (Button(w.plain("Preview"), AnnouncementTap("preview", a).pack()),),
        (Button(w.plain("Discard"), AnnouncementTap("discard", a).pack()),),
    ]
    text = w.say(
        "<b>Who shall get it?</b>\n\n{segment}: <b>{people}</b>", segment=segment_text(w, s), people=people(w, size)
    )
    return Screen(text, buttons=tuple(rows))


def choice_screen(
    w: Words, found: Announcement, condition: Condition, countries: Sequence[str], languages: Sequence[str]
) -> Screen:
    """The values of one condition, a tap each."""
    values: Sequence[tuple[str, str]] = {
        Condition.TYPE: [(kind.value, type_name(w, kind)) for kind in AttendeeType],
        Condition.COUNTRY: [(code, f"{flag(code)} {w.country(code)}") for code in countries[:LONGEST_LIST]],
        Condition.LANGUAGE: [(code, language_name(code)) for code in languages[:LONGEST_LIST]],
    }.get(condition, [])
    chosen = getattr(found.segment, condition.value)
    buttons = [
        Button(("✅ " if value == chosen else "") + label, SegmentTap(found.id, condition, value).pack())
        for value, label in values
    ]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    back = Button(w.plain("« Back"), AnnouncementTap("segment", found.id).pack())
    return Screen(w.say("<b>Who shall get it?</b>"), buttons=(*rows, (back,)))


def part(w: Words, found: Announcement) -> Screen:
    """What arrives: exactly what was composed, with the *Read* button if one was added."""
    screen = Screen.from_json(found.screen)
    if not found.read_button:
        return screen
    return replace(screen, buttons=((Button(w.plain("Read ✓"), AnnouncementTap("read", found.id).pack()),),))


def confirm_screen(w: Words, found: Announcement, size: int) -> Screen:
    """Below the preview: to whom, and the buttons that send."""
    a = found.id
    label = w.plain("Read button: on") if found.read_button else w.plain("Read button: off")
    rows = [
        (Button(w.plain("Send now to {people}", people=people(w, size)), AnnouncementTap("now", a).pack()),),
        (
            Button(w.plain("Send later…"), AnnouncementTap("later", a).pack()),
            Button(label, AnnouncementTap("read_button", a).pack()),
        ),
        (
            Button(w.plain("« Who shall get it"), AnnouncementTap("segment", a).pack()),
            Button(w.plain("Discard"), AnnouncementTap("discard", a).pack()),
        ),
    ]
    if size == 0:
        rows = rows[1:]
    text = w.say(
        "⬆️ <b>This is exactly what arrives.</b>\n\n{segment}: <b>{people}</b>",
        segment=segment_text(w, found.segment),
        people=people(w, size),
    )
    return Screen(text, buttons=tuple(rows))


def when_screen(w: Words, found: Announcement) -> Screen:
    """Asks for a time in words."""
    back = Button(w.plain("« Back"), AnnouncementTap("preview", found.id).pack())
    return Screen(
        w.say("<b>When shall it go out?</b>\n\nWrite it, for example: <i>tomorrow 8:30</i>"), buttons=((back,),)
    )


def time_choice(w: Words, event: Event, announcement: int, moments: Sequence[datetime]) -> Screen:
    """The times that were understood, each a button: nothing is scheduled before a tap."""
    rows = [
        (Button(w.moment(moment, event.zone), AnnouncementTap("at", announcement, int(moment.timestamp())).pack()),)
        for moment in moments
    ]
    back = (Button(w.plain("« Back"), AnnouncementTap("preview", announcement).pack()),)
    return Screen(w.say("<b>Is this the time?</b> ({city} time)", city=event.city), buttons=(*rows, back))


def time_unclear(w: Words) -> Screen:
    """What was typed is no time to come."""
    return Screen(
        w.say("I could not read a time to come in that. Try for example <i>tomorrow 8:30</i> or <i>27.04. 14:15</i>.")
    )


def progress_screen(w: Words, found: Announcement, progress: Progress, event: Event | None = None) -> Screen:
    """How far it is; with a stop button while anything is left."""
    headline = {
        AnnouncementStatus.SENDING: w.say("📣 <b>Sending…</b>"),
        AnnouncementStatus.DONE: w.say("📣 <b>Sent.</b>"),
        AnnouncementStatus.STOPPED: w.say("📣 <b>Stopped.</b>"),
    }.get(found.status, w.say("📣 <b>Announcement</b>"))
    lines = [
        headline,
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


def scheduled_screen(w: Words, event: Event, found: Announcement, size: int) -> Screen:
    """It will go out at a time; it can be stopped until then."""
    assert found.send_at is not None
    text = w.say(
        "🕙 <b>It goes out {moment}</b> ({city} time).\n\n{segment}: <b>{people}</b> now; who is in it then gets it.",
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


def discarded(w: Words) -> Screen:
    """Nothing goes out."""
    return Screen(w.say("Discarded. Nothing was sent."), buttons=((menu_button(w),),))


def noted_read(w: Words) -> str:
    """A toast after *Read*."""
    return w.plain("Thank you, noted.")


def people(w: Words, n: int) -> str:
    """A number of people, for sentences and buttons."""
    return str(w.count("{n} person", "{n} people", n))


def segment_text(w: Words, segment: Segment) -> str:
    """A segment in words."""
    if segment.everybody:
        return w.plain("Everybody")
    words = []
    if segment.mode is Mode.ONSITE:
        words.append(w.plain("In the hall"))
    if segment.mode is Mode.ONLINE:
        words.append(w.plain("Online"))
    if segment.type is not None:
        words.append(type_name(w, segment.type))
    if segment.country is not None:
        words.append(w.country(segment.country))
    if segment.language is not None:
        words.append(language_name(segment.language))
    if segment.no_meetings:
        words.append(w.plain("No meetings yet"))
    if segment.unanswered:
        words.append(w.plain("Unanswered requests"))
    return " + ".join(words)


def language_name(code: str) -> str:
    """A language's name for itself."""
    try:
        return str(Locale.parse(code).get_display_name()).capitalize()
    except ValueError:
        return code


def _bar(progress: Progress) -> str:
    done = 10 * (progress.total - progress.left) // progress.total if progress.total else 10
    return "▓" * done + "░" * (10 - done)


def _no_announcement(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This announcement is not there any more. Start a new one with /announce.")


def _announcement_sent(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("It has been sent already, so it cannot be changed. Start a new one with /announce.")


def _send_time_past(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("That time has gone. Choose a later one, or send it now.")


def _announcement_too_long(w: Words, facts: Mapping[str, Any]) -> str:
    return w.say(
        "That is too long to be announced: with a picture or file at most {limit} characters. Send it again, shorter.",
        limit=facts.get("limit", 1024),
    )


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str]] = {
    "no_announcement": _no_announcement,
    "announcement_sent": _announcement_sent,
    "send_time_past": _send_time_past,
    "announcement_too_long": _announcement_too_long,
}
