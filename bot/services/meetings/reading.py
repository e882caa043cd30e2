"""Meetings as somebody sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import Meeting, Status
from bot.domain.people import Attendee, Person
from bot.domain.refusals import Refused
from bot.views.meetings import Shown
from storage import events, meetings, people
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


async def shown(uow: UnitOfWork, meeting_id: MeetingId, me: Attendee) -> Shown:
    """The meeting as this side sees it now. Refused: no_such_meeting, not_yours."""
    meeting = await meetings.load(uow.connection, meeting_id)
    if meeting is None:
        raise Refused("no_such_meeting")
    if me.id not in meeting.sides and meeting.member(me.id) is None:
        raise Refused("not_yours")
    return (await seen_by(uow.connection, [meeting], me.id, uow.now))[0]


async def side_of_person(
    uow: UnitOfWork, meeting_id: MeetingId, person: Person, likely: Attendee | None = None
) -> Attendee:
    """The side of a meeting that this person is (or the one they are asked to be, or were), at whichever event it is;
    `likely` is who they are at their current one. Refused: no_such_meeting, not_yours.
    """
    meeting = await meetings.load(uow.connection, meeting_id)
    if meeting is None:
        raise Refused("no_such_meeting")
    found = likely
    if found is None or found.event_id != meeting.event_id:
        found = await people.attendee_of(uow.connection, person.id, meeting.event_id)
    if found is None or (found.id not in meeting.sides and meeting.member(found.id) is None):
        raise Refused("not_yours")
    return found


async def guest(uow: UnitOfWork, attendee_id: AttendeeId) -> Attendee:
    """Somebody to ask. Refused: gone."""
    found = await people.attendees(uow.connection, [attendee_id])
    if attendee_id not in found:
        raise Refused("gone")
    return found[attendee_id]


async def open_requests(uow: UnitOfWork, me: Attendee) -> tuple[list[Shown], list[Shown]]:
    """What waits for this attendee's answer (invitations to groups too), and what they wait for; the soonest deadline
    first.
    """
    pending = await meetings.live_of(uow.connection, me.id, {Status.PENDING})
    invitations = await meetings.invitations_of(uow.connection, me.id)
    found = sorted((*invitations, *pending), key=lambda one: answer_by(one, me.id) or uow.now)
    every = await seen_by(uow.connection, found, me.id, uow.now)
    return [one for one in every if one.my_turn], [one for one in every if not one.my_turn]


def answer_by(meeting: Meeting, me: AttendeeId) -> datetime | None:
    """Until when this attendee can answer, a request or an invitation."""
    member = meeting.member(me)
    return member.answer_by if member is not None else meeting.answer_by


async def seen_by(connection: Connection, found: Sequence[Meeting], me: AttendeeId, now: datetime) -> list[Shown]:
    """These meetings of `me`, in this order, with everybody in them."""
    sides = {side for meeting in found for side in (*meeting.concerned, me)}
    attendees = await people.attendees(connection, sides)
    persons = await people.persons_of(connection, sides)
    at = {event_id: await events.event(connection, event_id) for event_id in {m.event_id for m in found}}
    return [
        Shown(
            event=at[meeting.event_id],
            meeting=meeting,
            me=attendees[me],
            other=attendees[meeting.other(me)],
            other_person=persons[meeting.other(me)],
            now=now,
            more=tuple(attendees[one] for one in meeting.others(me) if one != meeting.other(me)),
            invited=tuple(attendees[one] for one in meeting.invited if one != me),
        )
        for meeting in found
    ]
