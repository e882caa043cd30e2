"""Bells as rows: derived from agreed meetings and joined sessions, in the transaction that agrees or changes them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.events import Event, Session
from bot.domain.ids import AttendeeId
from bot.domain.meetings import Meeting, Party, Status
from bot.domain.people import Attendee
from bot.domain.reminders import bells, minutes_of
from storage import agenda, reminders
from storage.unit_of_work import UnitOfWork


async def ring_for(uow: UnitOfWork, event: Event, meeting: Meeting, parties: Iterable[Party]) -> None:
    """The bells of a meeting that has just got its slot, in the place of any it had."""
    await reminders.silence_meetings(uow.connection, [meeting.id])
    if meeting.status is not Status.SCHEDULED or meeting.slot_id is None:
        return
    starts_at = event.slot(meeting.slot_id).starts_at
    derived = [
        bell
        for party in parties
        for bell in bells(party.attendee.id, minutes_of(event, party.attendee), starts_at, uow.now)
    ]
    await reminders.add_bells(uow.connection, event.id, derived, meeting_id=meeting.id)


async def ring_for_one(uow: UnitOfWork, event: Event, meeting: Meeting, party: Party) -> None:
    """The bells of somebody who has joined a meeting that has its slot."""
    if meeting.slot_id is None:
        return
    starts_at = event.slot(meeting.slot_id).starts_at
    derived = bells(party.attendee.id, minutes_of(event, party.attendee), starts_at, uow.now)
    await reminders.add_bells(uow.connection, event.id, derived, meeting_id=meeting.id)


async def silence_one(uow: UnitOfWork, meeting: Meeting, attendee_id: AttendeeId) -> None:
    """Somebody who has left a group is not rung for it."""
    await reminders.silence_attendee(uow.connection, attendee_id, meeting_id=meeting.id)


async def silence(uow: UnitOfWork, *ended: Meeting) -> None:
    """Meetings that will not take place ring no bell."""
    await reminders.silence_meetings(uow.connection, [meeting.id for meeting in ended])


async def ring_for_session(
    uow: UnitOfWork, event: Event, attendee: Attendee, session: Session, *, joined: bool
) -> None:
    """An attendee joins a session (or leaves it): its bells come (or go)."""
    await reminders.silence_attendee(uow.connection, attendee.id, session_id=session.id)
    if joined:
        derived = bells(attendee.id, minutes_of(event, attendee), session.starts_at, uow.now, at_least_one=False)
        await reminders.add_bells(uow.connection, event.id, derived, session_id=session.id)


async def choose_bells(uow: UnitOfWork, event: Event, attendee: Attendee) -> None:
    """The attendee has chosen other minutes (already in `attendee`): every bell ahead is derived anew."""
    await reminders.silence_attendee(uow.connection, attendee.id)
    minutes = minutes_of(event, attendee)
    for entry in await agenda.entries(uow.connection, attendee.id, after=uow.now):
        derived = bells(attendee.id, minutes, entry.starts_at, uow.now, at_least_one=False)
        await reminders.add_bells(
            uow.connection, event.id, derived, meeting_id=entry.meeting_id, session_id=entry.session_id
        )
