"""Times that people are given for the first time: read as their timetable, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.events import Event, Place, PlaceKind
from bot.domain.meetings import Status
from bot.domain.typed_words import isolated
from bot.views.clocks import own_clock_differs, span_in_text
from bot.views.people import name_of
from bot.views.words import Html, Words, escape

if TYPE_CHECKING:
    from bot.views.changes.notice import Line


def is_given(line: Line) -> bool:
    """Whether the line is of a meeting that had no time before."""
    return line.item["kind"] == "meeting" and not line.item.get("starts") and line.shown is not None


def timetable(w: Words, event: Event, found: Sequence[Line], room: int) -> tuple[list[Html], int]:
    """A paragraph a day, ``09:00–09:20, table 3`` and below with whom; then what has no time yet. `room` is for how
    many characters there is room; how many lines did not fit comes with it.
    """
    days: dict[date, list[Html]] = {}
    waiting: list[Html] = []
    shown = 0
    for line in sorted(found, key=_moment):
        said = _line(w, event, line)
        room -= len(said[1]) + 1
        if room < 0:
            break
        shown += 1
        (waiting if said[0] is None else days.setdefault(said[0], [])).append(said[1])
    parts = [Html("\n".join([f"📅 <b>{escape(w.day(day))}</b>", *lines])) for day, lines in sorted(days.items())]
    if waiting:
        parts.append(Html("\n".join([*waiting, w.say("Choose one together: tap below, or see your agenda.")])))
    if any(_elsewhere(w, event, line) for line in found):
        parts.insert(0, w.say("Times of {city}; yours stand in brackets.", city=event.city))
    return parts, len(found) - shown


def _line(w: Words, event: Event, line: Line) -> tuple[date | None, Html]:
    """The day, if it has a time, and what is said."""
    shown = line.shown
    if shown is None:
        return None, Html("")
    slot, place, name = shown.slot, shown.place, name_of(w, shown.other)
    match shown.meeting.status:
        case Status.SCHEDULED if slot is not None:
            time = span_in_text(w, slot.starts_at, slot.ends_at, event)
            who = w.say("🤝 {name}, {organisation}", name=name, organisation=isolated(shown.other.organisation))
            return event.day_of(slot.starts_at), Html(f"<b>{time}</b>{_place(w, place)}\n{who}")
        case Status.ACCEPTED:
            return None, w.say("❗ {name}: no time was free for all of you", name=name)
        case Status.CANCELLED:
            return None, w.say("❌ {name}: cancelled", name=name)
    return None, w.say("🤝 {name}", name=name)


def _place(w: Words, place: Place | None) -> Html:
    if place is None:
        return Html("")
    if place.kind is PlaceKind.ROOM:
        return Html(f", {w.say('virtual room {number}', number=place.number)}")
    at = w.say("table {number}", number=place.number)
    return Html(f", {at}, {escape(isolated(place.zone))}" if place.zone else f", {at}")


def _elsewhere(w: Words, event: Event, line: Line) -> bool:
    slot = line.shown.slot if line.shown is not None else None
    return slot is not None and own_clock_differs(w, event, slot.starts_at)


def _moment(line: Line) -> tuple[bool, float]:
    slot = line.shown.slot if line.shown is not None else None
    return slot is None, slot.starts_at.timestamp() if slot is not None else 0.0
