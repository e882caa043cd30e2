"""Bells, digests and answers, drawn at the moment of sending; a bell for what has changed meanwhile is not owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId, SessionId, SlotId
from bot.domain.people import Person
from bot.domain.reminders import worth_a_digest
from bot.services.meetings.rendering import shown_to, words_for
from bot.services.notices import Renderer
from bot.services.reminders.answering import BellAnswer, answered_at
from bot.views import reminders as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import agenda, audit, events, meetings, people
from storage.database import Connection

Facts = Mapping[str, Any]


async def _bell(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or not shown.am_in or not answered_at(shown.meeting, facts["slot"]):
        return None
    return views.bell(words_for(person, shown), shown)


async def _session(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    event = await _event(connection, facts)
    session = next((s for s in event.sessions if s.id == SessionId(int(facts["session"]))), None)
    if session is None or session.starts_at <= now:
        return None
    return views.session_bell(_words(person, event), event, session, now)


async def _digest(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    event = await _event(connection, facts)
    day = date.fromisoformat(str(facts["day"]))
    me = await people.attendee(connection, AttendeeId(int(facts["to"])))
    entries = [e for e in await agenda.entries(connection, me.id, after=now) if event.day_of(e.starts_at) == day]
    waiting = await meetings.awaiting_answer(connection, me.id)
    if not worth_a_digest(event, me, day, entries=len(entries), waiting=waiting):
        return None
    elsewhere = person.current_event_id not in {None, event.id}
    today = event.day_of(now) == day
    return views.digest(_words(person, event), event, day, entries, waiting, today=today, elsewhere=elsewhere)


async def _answered(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or not shown.am_in or not answered_at(shown.meeting, facts["slot"]):
        return None
    who = next((one for one in shown.more if one.id == facts["who"]), shown.other)  # in a group it may be any of them
    return views.answered(words_for(person, shown), replace(shown, other=who), str(facts["answer"]))


async def _desk(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    who = AttendeeId(int(facts["who"]))
    shown = await shown_to(connection, {"meeting": facts["meeting"], "to": who}, now)
    if shown is None:
        return None
    return views.desk(words_for(person, shown), shown, str(facts["answer"]))


async def _tally(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    event = await _event(connection, facts)
    slot = event.slot(SlotId(int(facts["slot"])))
    here = await meetings.meeting_in(connection, slot.id)
    answers = await audit.acts_on(connection, [f"meeting:{m}" for m in here], list(BellAnswer))
    last = {(a.subject, a.person_id): a.act for a in answers if a.detail.get("slot") == slot.id}
    said = list(last.values())
    return views.tally(
        _words(person, event),
        event,
        slot,
        meetings=len(here),
        on_my_way=said.count(BellAnswer.ON_MY_WAY),
        late=said.count(BellAnswer.LATE),
    )


async def _event(connection: Connection, facts: Facts) -> Event:
    return await events.event(connection, EventId(int(facts["event"])))


def _words(person: Person, event: Event) -> Words:
    return Words(person.language, person.zone(event.timezone))


NOTICES: dict[str, Renderer] = {
    "reminders.bell": _bell,
    "reminders.session": _session,
    "reminders.evening": _digest,
    "reminders.morning": _digest,
    "reminders.answered": _answered,
    "reminders.desk": _desk,
    "reminders.tally": _tally,
}
