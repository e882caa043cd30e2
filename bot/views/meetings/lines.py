"""Lines that every screen about a meeting is made of: who, when, where, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.meetings import AGREED, Meeting, Purpose
from bot.domain.people import Attendee, AttendeeStatus, Person, Side
from bot.domain.typed_words import isolated
from bot.views.clocks import marked, own_clock_differs, span
from bot.views.people import name_of, type_name
from bot.views.people.card import interest_names
from bot.views.words import Html, Words, flag

TOPICS_SHOWN = 6  # of each side, on a card; all of them are in the profile


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting as somebody who is in it (or asked into it, or was in it) sees it."""

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


def when(w: Words, event: Event, slot: Slot) -> Html:
    """Day and time at the event; where the reader's clock differs, that one too."""
    day = w.day(slot.starts_at, event.zone)
    time = marked(f"{day}, {span(w, slot.starts_at, slot.ends_at, event)}", slot.starts_at)
    if not own_clock_differs(w, event, slot.starts_at):
        return w.say("🕙 <b>{time}</b>", time=time)
    mine = f"{w.time(slot.starts_at)}–{w.time(slot.ends_at)}"
    if w.day(slot.starts_at) != day:
        mine = f"{w.day(slot.starts_at)}, {mine}"
    return w.say(
        "🕙 <b>{time}</b> {city} time\n🕙 <b>{mine}</b> your time",
        time=time,
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
    """A slot in a list: day and start, event time; or that any time is fine, or that it follows."""
    return no_time(w, event) if slot is None else slot_label(w, event, slot, with_day=True)


def no_time(w: Words, event: Event) -> str:
    """What stands for a time in a list where there is none."""
    return w.plain("time follows") if event.awaits_timetable else w.plain("any time")


def any_time(w: Words, event: Event) -> Html:
    """What stands for the time of a request that names none."""
    if event.awaits_timetable:
        return w.say("🕙 The time follows in the organisers’ timetable.")
    return w.say("🕙 <b>Any time that suits you both</b>")


def times_follow(w: Words) -> Html:
    """Who sets the times, and when."""
    return w.say("The organisers set the time of all meetings when they publish the timetable.")


def mark_times(w: Words) -> Html:
    """What one can do for a good time meanwhile."""
    return w.say("Mark the times that do not suit you: /availability")


def is_forgotten(one: Attendee) -> bool:
    """Whether they asked to be forgotten: nothing can be said of them."""
    return one.status is AttendeeStatus.FORGOTTEN


def who(w: Words, event: Event, other: Attendee) -> Html | None:
    """Organisation, type and country of somebody, in one line; None for somebody forgotten."""
    if is_forgotten(other):
        return None
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


def names(w: Words, shown: Shown) -> str:
    """Whom the reader meets: the other, and how many more in a group."""
    name = name_of(w, shown.other)
    return f"{name} +{len(shown.more)}" if shown.more else name


def group(w: Words, shown: Shown) -> Html | None:
    """Who else is in a group, and who is asked; None for two."""
    everyone = [shown.other, *shown.more]
    found = [
        w.say("👥 {people}", people=", ".join(_with_organisation(w, one) for one in everyone)) if shown.more else None,
        w.say("⏳ Asked too: {people}", people=", ".join(name_of(w, one) for one in shown.invited))
        if shown.invited
        else None,
    ]
    return lines(*found) if any(found) else None


def _with_organisation(w: Words, one: Attendee) -> str:
    return name_of(w, one) if is_forgotten(one) else f"{name_of(w, one)} ({isolated(one.organisation)})"


def note(w: Words, shown: Shown) -> Html | None:
    """What it is for and the requester's note, if there are such; under its author's name, for a counter-offer is by
    the other side.
    """
    meeting = shown.meeting
    purpose = None
    if meeting.purpose in {one.value for one in Purpose}:
        purpose = w.say("🎯 {purpose}", purpose=purpose_name(w, Purpose(meeting.purpose)))
    text = meeting.note
    if not text:
        return purpose
    if meeting.is_group:
        said = w.say("💬 “{note}”", note=isolated(text))
    elif shown.i_asked:
        said = w.say("💬 You wrote: “{note}”", note=isolated(text))
    else:
        said = w.say("💬 {name} wrote: “{note}”", name=name_of(w, shown.other), note=isolated(text))
    return lines(purpose, said)


def purpose_name(w: Words, purpose: Purpose) -> str:
    """What a meeting is for, in a word or two."""
    return {
        Purpose.COOPERATION: w.plain("Explore cooperation"),
        Purpose.PROJECT: w.plain("Joint project"),
        Purpose.TRADE: w.plain("Buy or sell"),
        Purpose.RESEARCH: w.plain("Research topic"),
        Purpose.INVESTMENT: w.plain("Investment"),
        Purpose.OTHER: w.plain("Something else"),
    }[purpose]


def reason(w: Words, shown: Shown) -> Html | None:
    """Why it was declined or cancelled, in the words of whoever did."""
    meeting = shown.meeting
    if not meeting.ended_note:
        return None
    if meeting.ended_by_id == shown.me.id:
        return w.say("💬 You wrote: “{note}”", note=isolated(meeting.ended_note))
    by = next((one for one in (shown.other, *shown.more) if one.id == meeting.ended_by_id), shown.other)
    return w.say("💬 {name} wrote: “{note}”", name=name_of(w, by), note=isolated(meeting.ended_note))


def contact(w: Words, shown: Shown) -> Html | None:
    """How to reach them, as far as they told us; only once both have agreed, as the profile promises."""
    if shown.meeting.status not in AGREED or is_forgotten(shown.other):
        return None
    name, email, phone = shown.other_person.username, shown.other.email, shown.other.phone
    found = [
        w.say("Write to them: @{username}", username=name) if name else None,
        w.say("E-mail: {email}", email=email) if email else None,
        w.say("Phone: {phone}", phone=phone) if phone else None,
    ]
    return lines(*found) if any(found) else None


def offline(w: Words, shown: Shown) -> Html | None:
    """That the other side has no Telegram, and who tells them; None for everybody else."""
    if shown.other_person.telegram_id is not None or shown.other.status is AttendeeStatus.FORGOTTEN:
        return None
    return w.say("📵 They have no Telegram: the desk tells them and answers for them.")


def starts_in(now: datetime, slot: Slot) -> int:
    """Whole minutes until the slot begins, rounded to the nearest; 0 when it has begun."""
    return max(0, round((slot.starts_at - now) / timedelta(minutes=1)))


def _first(labels: Sequence[str]) -> str:
    more = len(labels) - TOPICS_SHOWN
    return ", ".join(labels[:TOPICS_SHOWN]) + (f" +{more}" if more > 0 else "")
