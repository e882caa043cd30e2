"""Calls for somebody missing, and the offers that follow, as rows. The first tap has the slot: one UPDATE decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.after import GapOffer, OfferState
from bot.domain.events import Slot
from bot.domain.ids import AttendeeId, EventId, GapOfferId, MeetingId
from bot.domain.meetings import LIVE, Status
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.tables import (
    attendees,
    gap_offers,
    joined_sessions,
    meetings,
    persons,
    seats,
    sessions,
    slots,
    unavailable_slots,
)

LOOKED_AT = 300  # people who are free, of whom the nearest are chosen
_NAMES = [field.name for field in fields(GapOffer)]


async def _read(connection: Connection, query: Select[Any]) -> list[GapOffer]:
    found = (await connection.execute(query)).mappings()
    return [GapOffer(**{n: row[n] for n in _NAMES} | {"state": OfferState(row["state"])}) for row in found]


async def add_call(connection: Connection, offer: GapOffer) -> bool:
    """Write a new call down; False when there was one for this meeting."""
    values = {n: getattr(offer, n) for n in _NAMES if n != "id"} | {"state": offer.state.value}
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = await connection.execute(
        insert(gap_offers).values(values).on_conflict_do_nothing().returning(gap_offers.c.id)
    )
    return made.first() is not None


async def load_call(connection: Connection, offer_id: GapOfferId) -> GapOffer | None:
    """The call of that number."""
    found = await _read(connection, select(gap_offers).where(gap_offers.c.id == offer_id))
    return found[0] if found else None


async def by_meeting(connection: Connection, meeting_id: MeetingId) -> GapOffer | None:
    """The call for a meeting, if somebody has called."""
    found = await _read(connection, select(gap_offers).where(gap_offers.c.meeting_id == meeting_id))
    return found[0] if found else None


async def calls_due(connection: Connection, now: datetime, limit: int) -> list[GapOffer]:
    """Calls that nobody answered in time, locked."""
    query = (
        select(gap_offers)
        .where(gap_offers.c.state == OfferState.PINGED.value, gap_offers.c.offer_at <= now)
        .order_by(gap_offers.c.offer_at, gap_offers.c.id)
    )
    return await _read(connection, query.limit(limit).with_for_update(skip_locked=True))


async def over_calls(connection: Connection, now: datetime, limit: int) -> list[GapOffer]:
    """Offers that nobody has taken before the slot was over, locked."""
    query = (
        select(gap_offers)
        .join(slots, slots.c.id == gap_offers.c.slot_id)
        .where(gap_offers.c.state == OfferState.OFFERED.value, slots.c.ends_at <= now)
        .order_by(gap_offers.c.id)
    )
    return await _read(connection, query.limit(limit).with_for_update(of=gap_offers, skip_locked=True))


async def next_call(connection: Connection) -> datetime | None:
    """When the next call falls due, or the next offer is over."""
    due = select(func.min(gap_offers.c.offer_at)).where(gap_offers.c.state == OfferState.PINGED.value)
    over = (
        select(func.min(slots.c.ends_at))
        .join_from(gap_offers, slots, slots.c.id == gap_offers.c.slot_id)
        .where(gap_offers.c.state == OfferState.OFFERED.value)
    )
    moments = [(await connection.execute(query)).scalar_one() for query in (due, over)]
    return min((moment for moment in moments if moment is not None), default=None)


async def close_call(connection: Connection, offer_id: GapOfferId, now: datetime, *, was: OfferState) -> bool:
    """They came, or it is over; False when it no longer stood so."""
    return await _settle(connection, offer_id, was, state=OfferState.CLOSED.value, settled_at=now)


async def offer_call(connection: Connection, offer_id: GapOfferId) -> bool:
    """The slot is offered from now on."""
    return await _settle(connection, offer_id, OfferState.PINGED, state=OfferState.OFFERED.value)


async def take_call(connection: Connection, offer_id: GapOfferId, by: AttendeeId, now: datetime) -> bool:
    """This one has it; False when somebody was faster."""
    values = {"state": OfferState.TAKEN.value, "taken_by_id": by, "settled_at": now}
    return await _settle(connection, offer_id, OfferState.OFFERED, **values)


async def name_meeting(connection: Connection, offer_id: GapOfferId, meeting_id: MeetingId) -> None:
    """Which meeting came of it."""
    await connection.execute(update(gap_offers).where(gap_offers.c.id == offer_id).values(new_meeting_id=meeting_id))


async def _settle(connection: Connection, offer_id: GapOfferId, was: OfferState, **values: object) -> bool:
    changed = await connection.execute(
        update(gap_offers)
        .where(gap_offers.c.id == offer_id, gap_offers.c.state == was.value)
        .values(**values)
        .returning(gap_offers.c.id)
    )
    return changed.first() is not None


async def free_people(
    connection: Connection, event_id: EventId, slot: Slot, without: Sequence[AttendeeId], waiting: AttendeeId
) -> list[AttendeeId]:
    """Who is free for the rest of the slot, can be reached, and has nothing yet with the one who waits."""
    met = exists().where(
        or_(
            and_(meetings.c.requester_id == waiting, meetings.c.guest_id == attendees.c.id),
            and_(meetings.c.guest_id == waiting, meetings.c.requester_id == attendees.c.id),
        ),
        meetings.c.status.in_([*(status.value for status in LIVE), Status.HELD.value, Status.DECLINED.value]),
    )
    listening = exists().where(
        joined_sessions.c.attendee_id == attendees.c.id,
        joined_sessions.c.session_id == sessions.c.id,
        sessions.c.removed.is_(False),
        sessions.c.starts_at < slot.ends_at,
        sessions.c.ends_at > slot.starts_at,
    )
    query = (
        select(attendees.c.id)
        .join(persons, persons.c.id == attendees.c.person_id)
        .where(
            attendees.c.event_id == event_id,
            attendees.c.status == AttendeeStatus.REGISTERED.value,
            attendees.c.hidden.is_(False),
            attendees.c.id.not_in(without),
            persons.c.telegram_id.is_not(None),
            persons.c.reachable,
            ~exists().where(seats.c.slot_id == slot.id, seats.c.attendee_id == attendees.c.id),
            ~exists().where(unavailable_slots.c.slot_id == slot.id, unavailable_slots.c.attendee_id == attendees.c.id),
            ~met,
            ~listening,
        )
        .order_by(attendees.c.checked_in_at.is_(None), attendees.c.id)
        .limit(LOOKED_AT)
    )
    return [AttendeeId(i) for i in (await connection.execute(query)).scalars()]
