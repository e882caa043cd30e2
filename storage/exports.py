"""The rows behind an export, a portion at a time: the event loop goes on between."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Row

from bot.domain.events import Event
from bot.domain.exports import Value
from bot.domain.people import Side
from storage.database import Connection
from storage.people.reading import interests_of
from storage.tables import (
    attendees,
    audit,
    gap_offers,
    meeting_members,
    meeting_outcomes,
    meetings,
    persons,
    places,
    questions,
    slots,
)

PORTION = 500  # rows a statement

ATTENDEE_COLUMNS = (
    "id", "name", "organisation", "type", "country", "status", "mode", "languages", "interpreter", "offers", "needs",
    "about", "email", "phone", "telegram", "reachable", "hidden", "checked_in", "registered",
)  # fmt: skip
MEETING_COLUMNS = (
    "id", "status", "requester", "requester_organisation", "guest", "guest_organisation", "others", "starts", "ends",
    "place", "zone", "purpose", "note", "requested", "answer_by", "changed", "reason",
)  # fmt: skip
ANSWER_COLUMNS = ("kind", "about", "who", "organisation", "at", "happened", "result", "text", "answer", "answered")
AUDIT_COLUMNS = ("id", "at", "act", "subject", "role", "who", "detail")


async def _rows(connection: Connection, query: Select[Any], key: Any) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    last = 0
    while True:
        rows = (await connection.execute(query.where(key > last).order_by(key).limit(PORTION))).all()
        found.extend(rows)
        if len(rows) < PORTION:
            return found
        last = rows[-1][0]
        await asyncio.sleep(0)


async def attendee_rows(connection: Connection, event: Event) -> list[tuple[Value, ...]]:
    """Everybody who ever registered, as ATTENDEE_COLUMNS; those who asked to be forgotten have no name any more."""
    query = (
        select(attendees, persons.c.username, persons.c.telegram_id, persons.c.reachable)
        .join(persons, persons.c.id == attendees.c.person_id)
        .where(attendees.c.event_id == event.id)
    )
    rows = await _rows(connection, query, attendees.c.id)
    topics: dict[int | None, str] = {topic.id: topic.label("en") for topic in (*event.topics, *event.former_topics)}
    wanted = await interests_of(connection, [row.id for row in rows])
    found: list[tuple[Value, ...]] = []
    for row in rows:
        named: dict[Side, list[str]] = {Side.OFFER: [], Side.NEED: []}
        for one in wanted.get(row.id, []):
            named[one.side].append(one.words or topics.get(one.topic_id, ""))
        found.append(
            (
                row.id,
                row.name,
                row.organisation,
                row.type,
                row.country,
                row.status,
                "; ".join(f"{day} {mode}" for day, mode in sorted(row.modes.items())),
                ", ".join(row.languages),
                row.interpreter,
                "; ".join(named[Side.OFFER]),
                "; ".join(named[Side.NEED]),
                row.about,
                row.email,
                row.phone,
                f"@{row.username}" if row.username else "yes" if row.telegram_id is not None else "no",
                bool(row.telegram_id is not None and row.reachable),
                row.hidden,
                row.checked_in_at,
                row.registered_at,
            )
        )
    return found


async def meeting_rows(connection: Connection, event: Event) -> list[tuple[Value, ...]]:
    """Every meeting and request, as MEETING_COLUMNS."""
    one, two = attendees.alias(), attendees.alias()
    others: dict[int, list[str]] = {}
    members = (
        select(meeting_members.c.meeting_id, attendees.c.name, meeting_members.c.status)
        .join(attendees, attendees.c.id == meeting_members.c.attendee_id)
        .where(attendees.c.event_id == event.id)
    )
    for meeting_id, name, status in await connection.execute(members):
        others.setdefault(meeting_id, []).append(f"{name} ({status})")
    query = (
        select(
            meetings,
            one.c.name.label("one_name"),
            one.c.organisation.label("one_organisation"),
            two.c.name.label("two_name"),
            two.c.organisation.label("two_organisation"),
            slots.c.starts_at,
            slots.c.ends_at,
            places.c.kind,
            places.c.number,
            places.c.zone,
        )
        .join(one, one.c.id == meetings.c.requester_id)
        .join(two, two.c.id == meetings.c.guest_id)
        .outerjoin(slots, slots.c.id == meetings.c.slot_id)
        .outerjoin(places, places.c.id == meetings.c.place_id)
        .where(meetings.c.event_id == event.id)
    )

    def make(row: Row[Any]) -> tuple[Value, ...]:
        return (
            row.id,
            row.status,
            row.one_name,
            row.one_organisation,
            row.two_name,
            row.two_organisation,
            "; ".join(others.get(row.id, ())),
            row.starts_at,
            row.ends_at,
            f"{row.kind} {row.number}" if row.kind else None,
            row.zone,
            row.purpose,
            row.note,
            row.created_at,
            row.answer_by,
            row.changed_at,
            row.ended_reason,
        )

    return [make(row) for row in await _rows(connection, query, meetings.c.id)]


async def answer_rows(connection: Connection, event: Event) -> list[tuple[Value, ...]]:
    """What people said after meetings, who was missed, and questions with their answers, as ANSWER_COLUMNS."""
    said = (
        select(meeting_outcomes, attendees.c.name, attendees.c.organisation)
        .join(meetings, meetings.c.id == meeting_outcomes.c.meeting_id)
        .join(attendees, attendees.c.id == meeting_outcomes.c.attendee_id)
        .where(meetings.c.event_id == event.id, meeting_outcomes.c.happened.is_not(None))
        .order_by(meeting_outcomes.c.meeting_id, meeting_outcomes.c.attendee_id)
    )
    found: list[tuple[Value, ...]] = [
        (
            "outcome",
            f"meeting {row.meeting_id}",
            row.name,
            row.organisation,
            row.said_at,
            row.happened,
            row.result,
            None,
            None,
            None,
        )
        for row in await connection.execute(said)
    ]
    missed = (
        select(gap_offers, attendees.c.name, attendees.c.organisation)
        .join(attendees, attendees.c.id == gap_offers.c.missing_id)
        .where(gap_offers.c.event_id == event.id)
        .order_by(gap_offers.c.id)
    )
    found += [
        (
            "called",
            f"meeting {row.meeting_id}",
            row.name,
            row.organisation,
            row.pinged_at,
            None,
            row.state,
            None,
            None,
            row.settled_at,
        )
        for row in await connection.execute(missed)
    ]
    asked = (
        select(questions, persons.c.name)
        .join(persons, persons.c.id == questions.c.person_id)
        .where(questions.c.event_id == event.id)
        .order_by(questions.c.id)
    )
    found += [
        ("question", row.state, row.name, None, row.asked_at, None, None, row.text, row.answer, row.answered_at)
        for row in await connection.execute(asked)
    ]
    return found


async def audit_rows(connection: Connection, event: Event) -> list[tuple[Value, ...]]:
    """Every act at the event, as AUDIT_COLUMNS."""
    query = (
        select(audit, persons.c.name)
        .outerjoin(persons, persons.c.id == audit.c.person_id)
        .where(audit.c.event_id == event.id)
    )

    def make(row: Row[Any]) -> tuple[Value, ...]:
        detail = ", ".join(f"{name}: {value}" for name, value in row.detail.items() if value is not None)
        return (row.id, row.at, row.act, row.subject, row.role, row.name or row.role, detail)

    return [make(row) for row in await _rows(connection, query, audit.c.id)]
