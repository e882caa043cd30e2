"""When an attendee can be met: the event's slots, marked free or not free by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.events import Event, Slot
from bot.domain.ids import BlockId, MeetingId, SlotId
from bot.domain.people import Attendee, Mode
from bot.domain.refusals import Refused
from bot.domain.slots import overlap
from bot.services.people import may_take_part
from storage import agenda, availability, meetings, slots
from storage.unit_of_work import UnitOfWork


class Use(StrEnum):
    """What an attendee does in a slot."""

    FREE = "free"
    AWAY = "away"  # marked by themselves
    MEETING = "meeting"
    SESSION = "session"  # joined; in its time nobody can ask them


@dataclass(frozen=True, slots=True)
class SlotUse:
    """One slot ahead, with the meeting that sits in it."""

    slot: Slot
    use: Use
    meeting_id: MeetingId | None = None
    version: int = 0
    name: str | None = None  # of the other person, or the session's title


@dataclass(frozen=True, slots=True)
class FreeDay:
    """The slots ahead on one event day; `absent`: they do not take part that day at all."""

    day: date
    absent: bool
    slots: tuple[SlotUse, ...]


async def days(uow: UnitOfWork, event: Event, me: Attendee) -> tuple[FreeDay, ...]:
    """The event days that still have slots ahead. Refused: not_registered."""
    may_take_part(me)
    diary = (await slots.diaries(uow.connection, [me]))[me.id]
    entries = await agenda.entries(uow.connection, me.id, after=uow.now)
    meeting_at = {entry.starts_at: entry for entry in entries if entry.meeting_id is not None}
    joined = [s for s in (*event.sessions, *event.former_sessions) if s.id in diary.sessions]
    by_day: dict[date, list[SlotUse]] = {}
    for slot in event.slots:
        if slot.starts_at <= uow.now:
            continue
        entry = meeting_at.get(slot.starts_at)
        session = next((one for one in joined if overlap(slot, one)), None)
        if slot.id in diary.seats:
            found = SlotUse(
                slot,
                Use.MEETING,
                entry.meeting_id if entry else None,
                entry.version if entry else 0,
                entry.title if entry else None,
            )
        elif session is not None:
            found = SlotUse(slot, Use.SESSION, name=session.title)
        else:
            found = SlotUse(slot, Use.AWAY if slot.id in diary.unavailable else Use.FREE)
        by_day.setdefault(event.day_of(slot.starts_at), []).append(found)
    return tuple(FreeDay(day, me.mode_on(day) is Mode.ABSENT, tuple(by_day[day])) for day in sorted(by_day))


async def set_slots(uow: UnitOfWork, event: Event, me: Attendee, wanted: Iterable[SlotId], *, free: bool) -> None:
    """Mark slots ahead free or not free; those that have passed and those with a meeting stay as they are.

    Twice is once. Refused: not_registered, no_such_slot (none of them is a slot of this event).
    """
    ids = set(wanted)
    known = [slot for slot in event.slots if slot.id in ids]
    if not known:
        raise Refused("no_such_slot")
    # The same lock as a booking takes: a request sees either the old diary or the new one.
    party = (await meetings.parties(uow.connection, [me.id], lock=True))[me.id]
    may_take_part(party.attendee)
    ahead = [slot.id for slot in known if slot.starts_at > uow.now]
    if free:
        await availability.mark_free(uow.connection, me.id, ahead)
        return
    diary = (await slots.diaries(uow.connection, [me]))[me.id]
    await availability.mark_away(uow.connection, me.id, [slot_id for slot_id in ahead if slot_id not in diary.seats])


async def set_block(uow: UnitOfWork, event: Event, me: Attendee, block: BlockId, day: date, *, free: bool) -> None:
    """The same for a whole block of one day. Refused: not_registered, no_such_slot."""
    of_block = [s.id for s in event.slots if s.block_id == block and event.day_of(s.starts_at) == day]
    await set_slots(uow, event, me, of_block, free=free)


async def all_free(uow: UnitOfWork, event: Event, me: Attendee) -> None:
    """Every slot ahead is free again. Refused: not_registered, no_such_slot (an event without slots)."""
    await set_slots(uow, event, me, [slot.id for slot in event.slots], free=True)
