"""When an announcement shall go: the time in words, and the quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.announcements import Announcement
from bot.domain.events import Event
from bot.views.announcements.taps import AnnouncementTap
from bot.views.screens import Button, Screen
from bot.views.words import Words


def when_screen(w: Words, event: Event, found: Announcement) -> Screen:
    """Asks for a time in words; *back* shows again what the message showed before."""
    back = Button(w.plain("« Back"), AnnouncementTap("confirm", found.id).pack())
    text = w.say(
        "<b>When should it go out?</b>\n\nWrite it in {city} time, for example: <i>tomorrow 8:30</i>", city=event.city
    )
    return Screen(text, buttons=((back,),))


def time_choice(w: Words, event: Event, announcement: int, moments: Sequence[datetime], now: datetime) -> Screen:
    """The times that were understood, each a button: nothing is scheduled before a tap."""
    rows = [
        (Button(_dated(w, event, moment, now), AnnouncementTap("at", announcement, int(moment.timestamp())).pack()),)
        for moment in moments
    ]
    back = (Button(w.plain("« Back"), AnnouncementTap("preview", announcement).pack()),)
    return Screen(w.say("<b>Is this the time?</b> ({city} time)", city=event.city), buttons=(*rows, back))


def _dated(w: Words, event: Event, moment: datetime, now: datetime) -> str:
    """A day and a time; with the year where somebody might take it for this one's."""
    text, year = w.moment(moment, event.zone), moment.astimezone(event.zone).year
    return text if year == now.astimezone(event.zone).year else f"{text} ({year})"


def time_past(w: Words) -> Screen:
    """What was typed is a time, but one that has gone."""
    return Screen(w.say("That time has gone. Write a later one, for example <i>tomorrow 8:30</i>."))


def time_of_day_missing(w: Words, day: date) -> Screen:
    """A day was typed, and no time."""
    return Screen(
        w.say("At what time on {day}? Write both together, for example <i>tomorrow 8:30</i>.", day=w.day(day))
    )


def time_unclear(w: Words) -> Screen:
    """What was typed is no time."""
    return Screen(
        w.say("I could not read a time in that. Try for example <i>tomorrow 8:30</i> or <i>27.04. 14:15</i>.")
    )


def night_screen(
    w: Words, event: Event, found: Announcement, morning: datetime, *, at: datetime | None, now: datetime
) -> Screen:
    """The moment falls into the quiet hours: in the morning, without a sound, or as it was wished. `at` None is now."""
    seconds = None if at is None else int(at.timestamp())
    today = event.day_of(now)
    day = event.day_of(morning)
    clock = w.time(morning, event.zone)
    if day == today:
        label = w.plain("Today {time}", time=clock)
    elif day == today + timedelta(days=1):
        label = w.plain("Tomorrow {time}", time=clock)
    else:
        label = _dated(w, event, morning, now)
    if at is None:
        silent, loud = w.plain("Now, without a sound"), w.plain("Now")
    else:
        moment = _dated(w, event, at, now)
        silent, loud = w.plain("{moment}, without a sound", moment=moment), moment
    rows = (
        (Button(label, AnnouncementTap("at", found.id, int(morning.timestamp())).pack()),),
        (Button(silent, AnnouncementTap("silent", found.id, seconds).pack()),),
        (Button(loud, AnnouncementTap("loud", found.id, seconds).pack()),),
        (Button(w.plain("« Back"), AnnouncementTap("confirm", found.id).pack()),),
    )
    text = w.say(
        "🌙 <b>That is at night.</b>\n\nFrom {start} to {end} ({city} time) people are not to be woken. "
        "When should it go out?",
        start=event.rules.quiet_from,
        end=event.rules.quiet_until,
        city=event.city,
    )
    return Screen(text, buttons=rows)
