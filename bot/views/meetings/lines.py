"""Lines that every screen about a meeting is made of: who, when, where, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.meetings import AGREED, Meeting
from bot.domain.people import Attendee, Person, Side
from bot.domain.typed_words import isolated
from bot.views.people import name_of, type_name
from bot.views.people.card import interest_names
from bot.views.words import Html, Words, flag

TOPICS_SHOWN = 6  # of each side, on a card; all of them are in the profile


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting as one side sees it."""

    event: Event
    meeting: Meeting
    me: Attendee
    other: Attendee
    other_person: Person
    now: datetime
    more: tuple[Attendee, ...] = ()  # of a group: who else is in it
    invited: tuple[Attendee, ...] = ()  # of a group: who else is asked

    @property
    def my_turn(self) -> bool:
        """Whether this side is to answer, a request or an invitation."""
        return self.meeting.turn_id == self.me.id or self.am_invited

    @property
    def am_invited(self) -> bool:
        """Whether the reader is asked into the group."""
        return self.me.id in self.meeting.invited

    @property
    def am_in(self) -> bool:
        """Whether the reader is in the meeting."""
        return self.me.id in self.meeting.sides

    @property
    def answer_by(self) -> datetime | None:
        """Until when the answer that is awaited can be given."""
        member = self.meeting.member(self.me.id)
        return member.answer_by if member is not None else self.meeting.answer_by

    @property
    def i_asked(self) -> bool:
        """Whether this side made the request."""
        return self.meeting.requester_id == self.me.id

    @property
    def slot(self) -> Slot | None:
        """The slot agreed on, else the one proposed."""
        slot_id = self.meeting.slot_id or self.meeting.proposed_slot_id
        return None if slot_id is None else self.event.slot(slot_id)

    @property
    def place(self) -> Place | None:
        """The place, once there is one."""
        return None if self.meeting.place_id is None else self.event.place(self.meeting.place_id)


def lines(*parts: Html | str | None) -> Html:
    """Lines below each other; None is left out, an empty one stays."""
    return Html("\n".join(part for part in parts if part is not None))


def own_clock_differs(w: Words, event: Event, moment: datetime) -> bool:
    """Whether the reader's clock shows another time than the event's at that moment."""
    return moment.astimezone(w.zone).utcoffset() != moment.astimezone(event.zone).utcoffset()


def when(w: Words, event: Event, slot: Slot) -> Html:
    """Day and time at the event; where the reader's clock differs, that one too."""
    span = f"{w.time(slot.starts_at, event.zone)}–{w.time(slot.ends_at, event.zone)}"
    day = w.day(slot.starts_at, event.zone)
    if not own_clock_differs(w, event, slot.starts_at):
        return w.say("🕙 <b>{day}, {span}</b>", day=day, span=span)
    mine = f"{w.time(slot.starts_at)}–{w.time(slot.ends_at)}"
    if w.day(slot.starts_at) != day:
        mine = f"{w.day(slot.starts_at)}, {mine}"
    return w.say(
        "🕙 <b>{day}, {span}</b> {city} time\n🕙 <b>{mine}</b> your time",
        day=day,
        span=span,
        city=event.city,
        mine=mine,
    )


def where(w: Words, event: Event, place: Place) -> Html:
    """Table and zone with how to find it, or the virtual room's link."""
    if place.kind is PlaceKind.ROOM:
        if place.link:
            return w.say("📍 Virtual room {number}: {link}", number=place.number, link=place.link)
        return w.say("📍 Virtual room {number}", number=place.number)
    if not place.zone:
        return w.say("📍 <b>Table {number}</b>", number=place.number)
    find = event.zones.get(place.zone)
    if find:
        return w.say("📍 <b>Table {number}</b>, {zone} ({find})", number=place.number, zone=place.zone, find=find)
    return w.say("📍 <b>Table {number}</b>, {zone}", number=place.number, zone=place.zone)


def slot_label(w: Words, event: Event, slot: Slot, *, with_day: bool = False) -> str:
    """A slot on a button: event time, and the reader's own in brackets where it differs."""
    label = w.time(slot.starts_at, event.zone)
    if own_clock_differs(w, event, slot.starts_at):
        label = f"{label} ({w.time(slot.starts_at)})"
    return f"{w.day(slot.starts_at, event.zone)}, {label}" if with_day else label


def short_when(w: Words, event: Event, slot: Slot | None) -> str:
    """A slot in a list: day and start, event time; or that any time is fine."""
    return w.plain("any time") if slot is None else slot_label(w, event, slot, with_day=True)


def until(w: Words, event: Event, moment: datetime, now: datetime) -> Html:
    """A deadline in the reader's time: only the clock when it is today."""
    today = now.astimezone(w.zone).date() == moment.astimezone(w.zone).date()
    # Never later than it is: a deadline with seconds is shown by its full minute.
    text = w.time(moment) if today else w.moment(moment)
    if own_clock_differs(w, event, moment):
        return w.say("<b>{moment}</b> (your time)", moment=text)
    return w.say("<b>{moment}</b>", moment=text)


def who(w: Words, event: Event, other: Attendee) -> Html:
    """Organisation, type and country of somebody, in one line."""
    return w.say(
        "{organisation} · {type} · {flag} {country}",
        organisation=isolated(other.organisation),
        type=type_name(w, other.type),
        flag=flag(other.country),
        country=w.country(other.country),
    )


def topics(w: Words, event: Event, other: Attendee) -> Html | None:
    """What somebody offers and needs, a line each; None when they named nothing."""
    offers = _first(interest_names(w, event, other.interests, Side.OFFER))
    needs = _first(interest_names(w, event, other.interests, Side.NEED))
    found = [
        w.say("<b>Offers:</b> {topics}", topics=offers) if offers else None,
        w.say("<b>Needs:</b> {topics}", topics=needs) if needs else None,
    ]
    return lines(*found) if any(found) else None


def about(w: Words, event: Event, other: Attendee) -> Html:
    """Everything that helps to decide: who they are, what they bring and look for, their line about themselves."""
    own = w.say("<i>{about}</i>", about=isolated(other.about)) if other.about else None
    return lines(who(w, event, other), topics(w, event, other), own)


def note(w: Words, shown: Shown) -> Html | None:
    """The requester's note, if there is one, under its author's name: a counter-offer is by the other side."""
    text = shown.meeting.note
    if not text:
        return None
    if shown.i_asked:
        return w.say("💬 You wrote: “{note}”", note=isolated(text))
    return w.say("💬 {name} wrote: “{note}”", name=name_of(w, shown.other), note=isolated(text))


def contact(w: Words, shown: Shown) -> Html | None:
    """How to write to them; only once both have agreed."""
    name = shown.other_person.username
    if name is None or shown.meeting.status not in AGREED:
        return None
    return w.say("Write to them: @{username}", username=name)


def starts_in(now: datetime, slot: Slot) -> int:
    """Whole minutes until the slot begins, rounded to the nearest; 0 when it has begun."""
    return max(0, round((slot.starts_at - now) / timedelta(minutes=1)))


def _first(labels: Sequence[str]) -> str:
    more = len(labels) - TOPICS_SHOWN
    return ", ".join(labels[:TOPICS_SHOWN]) + (f" +{more}" if more > 0 else "")
