"""Everything stored about one person, table by table."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, or_, select

from bot.domain.ids import PersonId
from storage.database import Connection
from storage.tables import (
    announcements,
    attendees,
    audit,
    change_notices,
    confirmations,
    conversations,
    events,
    files,
    gap_offers,
    inbox,
    interests,
    joined_sessions,
    meeting_members,
    meeting_outcomes,
    meetings,
    not_interested,
    organisers,
    outbox,
    persons,
    questions,
    reads,
    reminders,
    role_links,
    save_the_dates,
    seats,
    slots,
    suggestions,
    timetables,
    topics,
    unavailable_slots,
)

LEFT_OUT = {  # columns that are this installation's business and say nothing about the person
    "outbox": {"owner", "lease_until", "once_key", "target_subject", "screen", "facts"},
    "attendees": {"folded"},
    "role_links": {"code_hash"},
    "files": {"content"},
    "timetables": {"owner", "lease_until", "result"},  # a result is about everybody at the event
}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


async def everything(connection: Connection, person_id: PersonId | None, telegram_id: int) -> dict[str, Any]:
    """Rows by table, as JSON values; moments in UTC. The texts of messages that were sent are in the chat itself."""
    mine = select(attendees.c.id).where(attendees.c.person_id == person_id)
    of_event = select(events.c.id, events.c.slug)
    slugs = {row.id: row.slug for row in await connection.execute(of_event)}

    async def rows(table: Table, query: Select[Any]) -> list[dict[str, Any]]:
        found = (await connection.execute(query)).mappings().all()
        left_out = LEFT_OUT.get(table.name, set())
        out = []
        for row in found:
            values = {name: _value(value) for name, value in row.items() if name not in left_out}
            if "event_id" in values:
                values["event"] = slugs.get(values["event_id"])
            out.append(values)
        return out

    def of_attendee(table: Table) -> Select[Any]:
        return select(table).where(table.c.attendee_id.in_(mine))

    named = (
        select(interests.c.side, topics.c.key.label("topic"), interests.c.words, interests.c.attendee_id)
        .join_from(interests, topics, interests.c.topic_id == topics.c.id, isouter=True)
        .where(interests.c.attendee_id.in_(mine))
        .order_by(interests.c.attendee_id, interests.c.position)
    )
    held = (
        select(seats.c.meeting_id, slots.c.starts_at, slots.c.ends_at)
        .join_from(seats, slots, seats.c.slot_id == slots.c.id)
        .where(seats.c.attendee_id.in_(mine))
    )
    met = select(meetings).where(or_(meetings.c.requester_id.in_(mine), meetings.c.guest_id.in_(mine)))
    received = select(inbox.c.update_id, inbox.c.received_at, inbox.c.state, inbox.c.body).where(
        inbox.c.user_id == telegram_id
    )
    offered = select(gap_offers).where(
        or_(gap_offers.c.waiting_id.in_(mine), gap_offers.c.missing_id.in_(mine), gap_offers.c.taken_by_id.in_(mine))
    )
    asked = select(timetables).where(
        or_(
            timetables.c.made_by_id == person_id,
            (timetables.c.kind == "repair") & timetables.c.options["who"].as_integer().in_(mine),
        )
    )
    linked = select(role_links).where(or_(role_links.c.made_by_id == person_id, role_links.c.used_by_id == person_id))
    sent = select(outbox).where(or_(outbox.c.person_id == person_id, outbox.c.chat_id == telegram_id))
    messages = await rows(inbox, received.order_by(inbox.c.update_id))
    for message in messages:
        message["body"] = _parsed(message["body"])
    return {
        "person": await rows(persons, select(persons).where(persons.c.id == person_id)),
        "registrations": await rows(attendees, select(attendees).where(attendees.c.person_id == person_id)),
        "offers_and_needs": await rows(interests, named),
        "joined_sessions": await rows(joined_sessions, of_attendee(joined_sessions)),
        "unavailable_slots": await rows(unavailable_slots, of_attendee(unavailable_slots)),
        "not_interested": await rows(not_interested, of_attendee(not_interested).order_by(not_interested.c.said_at)),
        "suggested_to_you": await rows(suggestions, of_attendee(suggestions).order_by(suggestions.c.first_at)),
        "meetings": await rows(meetings, met.order_by(meetings.c.id)),
        "group_meetings": await rows(meeting_members, of_attendee(meeting_members)),
        "after_meetings": await rows(meeting_outcomes, of_attendee(meeting_outcomes)),
        "offers_of_free_slots": await rows(gap_offers, offered.order_by(gap_offers.c.id)),
        "changes_told": await rows(change_notices, of_attendee(change_notices).order_by(change_notices.c.id)),
        "asked_of_the_engine": await rows(timetables, asked.order_by(timetables.c.id)),
        "meeting_times": await rows(seats, held.order_by(slots.c.starts_at)),
        "confirmations": await rows(confirmations, of_attendee(confirmations)),
        "reminders": await rows(reminders, of_attendee(reminders).order_by(reminders.c.due_at)),
        "announcements_written": await rows(
            announcements, select(announcements).where(announcements.c.author_id == person_id)
        ),
        "announcements_read": await rows(reads, select(reads).where(reads.c.person_id == person_id)),
        "save_the_dates": await rows(
            save_the_dates, select(save_the_dates).where(save_the_dates.c.person_id == person_id)
        ),
        "questions": await rows(questions, select(questions).where(questions.c.person_id == person_id)),
        "files_sent": await rows(files, select(files).where(files.c.person_id == person_id)),
        "links_to_roles": await rows(role_links, linked.order_by(role_links.c.id)),
        "roles": await rows(organisers, select(organisers).where(organisers.c.telegram_id == telegram_id)),
        "acts": await rows(audit, select(audit).where(audit.c.person_id == person_id).order_by(audit.c.id)),
        "conversation": await rows(conversations, select(conversations).where(conversations.c.user_id == telegram_id)),
        "messages_received": messages,
        "messages_sent": await rows(outbox, sent.order_by(outbox.c.id)),
    }


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body
