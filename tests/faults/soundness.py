"""What must hold in the whole bot at any quiet moment, whatever people did: looked up in the database itself."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import or_, select

from storage.tables import (
    attendees,
    inbox,
    joined_sessions,
    meeting_members,
    meetings,
    outbox,
    placings,
    reminders,
    seats,
    sessions,
    slots,
)
from tests.faults.engine_soundness import of_the_engine
from tests.faults.scenes import rows
from tests.floor import Floor

PLACED = {"scheduled", "held", "missed"}
SORRY = ("that did not work", "Klaida mūsų")


async def faults_in(floor: Floor) -> list[str]:
    """Everything that is wrong, in words; empty when all is well."""
    return [
        *_of_the_process(floor),
        *_on_phones(floor),
        *await _of_the_flow(floor),
        *await _of_meetings(floor),
        *await _of_attendees(floor),
        *await of_the_engine(floor),
    ]


def _of_the_process(floor: Floor) -> list[str]:
    app, wrong = floor.app, []
    if app.jobs.failures:
        wrong.append(f"{app.jobs.failures} jobs failed")
    if app.worker.trouble:
        wrong.append(f"the worker: {app.worker.trouble}")
    if app.sender.trouble():
        wrong.append(f"the sender: {app.sender.trouble()}")
    return wrong


def _on_phones(floor: Floor) -> list[str]:
    wrong = []
    for name, phone in floor.people.items():
        for message in phone.messages[-6:]:
            text = str(message.get("text") or message.get("caption") or "")
            if message["from"]["is_bot"] and any(sorry in text for sorry in SORRY):
                wrong.append(f"{name} reads {text[:80]!r}")
    return wrong


async def _of_the_flow(floor: Floor) -> list[str]:
    query = select(inbox.c.update_id, inbox.c.state, inbox.c.reason, inbox.c.body)
    updates = await rows(floor, query.where(or_(inbox.c.state == "poison", inbox.c.attempts > 0)))
    wrong = [f"update {u.state}: {u.reason}; {u.body[:300]}" for u in updates if u.state != "done"]
    notices = await rows(
        floor,
        select(outbox.c.id, outbox.c.state, outbox.c.view, outbox.c.kind, outbox.c.reason, outbox.c.facts).where(
            or_(outbox.c.state == "dead", outbox.c.reason.like("rendering%"), outbox.c.state == "uncertain")
        ),
    )
    wrong += [f"notice {n.id} ({n.kind}, {n.view}) is {n.state}: {n.reason}; {n.facts}" for n in notices]
    return wrong


async def _of_meetings(floor: Floor) -> list[str]:
    wrong = []
    found = {row.id: row for row in await rows(floor, select(meetings))}
    seated: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for seat in await rows(floor, select(seats)):
        seated[seat.meeting_id].add((seat.slot_id, seat.attendee_id))
    placed: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for row in await rows(floor, select(placings)):
        placed[row.meeting_id].add((row.slot_id, row.place_id))
    members: dict[int, set[int]] = defaultdict(set)
    for member in await rows(floor, select(meeting_members).where(meeting_members.c.status == "accepted")):
        members[member.meeting_id].add(member.attendee_id)
    for meeting in found.values():
        what = f"meeting {meeting.id} ({meeting.status}, group {meeting.is_group})"
        if meeting.status == "scheduled":
            people = {meeting.requester_id, meeting.guest_id} | members[meeting.id]
            if seated[meeting.id] != {(meeting.slot_id, one) for one in people}:
                wrong.append(f"{what} has seats {seated[meeting.id]}, slot {meeting.slot_id}, people {people}")
            if placed[meeting.id] != {(meeting.slot_id, meeting.place_id)}:
                wrong.append(
                    f"{what} has placings {placed[meeting.id]}, slot and place {meeting.slot_id, meeting.place_id}"
                )
        if meeting.status not in PLACED and (seated[meeting.id] or placed[meeting.id]):
            wrong.append(f"{what} keeps seats {seated[meeting.id]} or a place {placed[meeting.id]}")
        if meeting.status == "pending" and meeting.turn_id not in {meeting.requester_id, meeting.guest_id}:
            wrong.append(f"{what} waits for {meeting.turn_id}")
    bells = await rows(
        floor, select(reminders).where(reminders.c.state == "waiting", reminders.c.meeting_id.is_not(None))
    )
    for bell in bells:
        meeting = found[bell.meeting_id]
        people = {meeting.requester_id, meeting.guest_id} | members[meeting.id]
        if meeting.status != "scheduled" or bell.attendee_id not in people:
            wrong.append(f"a bell of meeting {meeting.id} ({meeting.status}) waits for {bell.attendee_id} of {people}")
    return wrong


async def _of_attendees(floor: Floor) -> list[str]:
    wrong = []
    everybody: dict[int, Any] = {row.id: row for row in await rows(floor, select(attendees))}
    overlaps = (
        select(joined_sessions.c.attendee_id, sessions.c.key, meetings.c.id)
        .join(sessions, sessions.c.id == joined_sessions.c.session_id)
        .join(seats, seats.c.attendee_id == joined_sessions.c.attendee_id)
        .join(slots, slots.c.id == seats.c.slot_id)
        .join(meetings, meetings.c.id == seats.c.meeting_id)
        .where(
            meetings.c.status == "scheduled",
            sessions.c.removed.is_(False),
            sessions.c.starts_at < slots.c.ends_at,
            slots.c.starts_at < sessions.c.ends_at,
        )
    )
    for row in await rows(floor, overlaps):
        wrong.append(f"attendee {row.attendee_id} joined {row.key!r} over meeting {row.id}")
    open_ones = select(meetings).where(meetings.c.status.in_(("pending", "accepted", "scheduled")))
    for meeting in await rows(floor, open_ones):
        for one in (meeting.requester_id, meeting.guest_id):
            if everybody[one].status != "registered":
                wrong.append(f"meeting {meeting.id} is {meeting.status} with {everybody[one].status} attendee {one}")
    joined: dict[int, int] = defaultdict(int)
    for row in await rows(floor, select(joined_sessions.c.session_id)):
        joined[row.session_id] += 1
    for session in await rows(floor, select(sessions).where(sessions.c.seats.is_not(None))):
        if joined[session.id] > session.seats:
            wrong.append(f"session {session.key!r} has {joined[session.id]} on {session.seats} seats")
    return wrong
