"""Ringing: reminders whose moment has come become messages, many at once."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.events import Event
from bot.domain.ids import EventId
from bot.domain.notices import Lane, Notice
from bot.domain.reminders import ReminderKind, ReminderState, digests
from storage import backups, events, reminders
from storage.database import Connection
from storage.reminders import DueReminder
from storage.unit_of_work import UnitOfWork

AT_ONCE = 2_000  # reminders a transaction


async def ring_due(uow: UnitOfWork) -> datetime | None:
    """Queue what is due and still of use; what has begun is dropped with a record.

    Returns when the next is due: in the past while there are more than can be rung in one transaction.
    """
    current = {event.id: event for event in await events.open_events(uow.connection, uow.now)}
    await _make_digests(uow, current)
    due = await reminders.due(uow.connection, uow.now, AT_ONCE)
    late = [one for one in due if one.useful_until <= uow.now]
    useful = [one for one in due if one.useful_until > uow.now]
    days: dict[EventId, dict[tuple[ReminderKind, datetime], date]] = {}
    for one in useful:
        event = current.get(one.event_id) or await events.event(uow.connection, one.event_id)
        current[one.event_id] = event
        if one.event_id not in days:
            days[one.event_id] = {(d.kind, d.due_at): d.day for d in digests(event)}
        if one.telegram_id is not None:
            day = days[one.event_id].get((one.kind, one.due_at)) or event.day_of(one.due_at)
            uow.owe(_notice(one, one.telegram_id, day))
    await reminders.settle(uow.connection, [one.id for one in useful], ReminderState.QUEUED, uow.now)
    await reminders.settle(uow.connection, [one.id for one in late], ReminderState.DROPPED, uow.now, "begun")
    return await next_due(uow.connection, uow.now)


async def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the next bell or digest is due."""
    waiting = await reminders.next_due(connection)
    ahead = [d.due_at for event in await events.open_events(connection, now) for d in digests(event) if d.due_at > now]
    return min([*ahead, waiting] if waiting is not None else ahead, default=None)


async def _make_digests(uow: UnitOfWork, current: dict[EventId, Event]) -> None:
    for event in current.values():
        due = [digest for digest in digests(event) if digest.due_at <= uow.now < digest.useful_until]
        if not due:
            continue
        restored = await backups.restored_at(uow.connection)
        if restored is not None:  # one that fell due before has been sent since the backup: its rows were lost
            due = [digest for digest in due if digest.due_at > restored]
        made = await reminders.digests_made(uow.connection, event.id)
        for digest in due:
            if (digest.kind.value, digest.due_at) not in made:
                await reminders.add_digest(uow.connection, event.id, digest)


def _notice(one: DueReminder, chat_id: int, day: date) -> Notice:
    view, facts, subject = _what(one, day)
    return Notice(
        chat_id=chat_id,
        lane=Lane.BELL if one.kind is ReminderKind.BELL else Lane.NUDGE,
        kind="bell" if one.kind is ReminderKind.BELL else "digest",
        due_at=one.due_at,
        person_id=one.person_id,
        event_id=one.event_id,
        view=view,
        facts=facts,
        useful_until=one.useful_until,
        meeting_id=one.meeting_id,
        subject=subject,
        once_key=f"reminder:{one.id}",
        reachable=one.reachable,
    )


def _what(one: DueReminder, day: date) -> tuple[str, dict[str, object], str | None]:
    facts: dict[str, object] = {"to": one.attendee_id, "event": one.event_id}
    if one.meeting_id is not None:
        return "reminders.bell", facts | {"meeting": one.meeting_id, "slot": one.slot_id}, f"meeting:{one.meeting_id}"
    if one.session_id is not None:
        return "reminders.session", facts | {"session": one.session_id}, None
    return f"reminders.{one.kind.value}", facts | {"day": day.isoformat()}, None
