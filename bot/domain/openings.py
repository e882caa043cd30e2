"""When others would have to be free to meet somebody: their own free time, turned into questions about a slot.

People are many and slots few, so the database is asked once for everybody: who takes part in this way that day and is
free in at least one of these slots?
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.events import Event, PlaceKind, Slot
from bot.domain.ids import SlotId
from bot.domain.people import Attendee, AttendeeType, Mode
from bot.domain.slots import Diary, RoomLeft, free_slots


@dataclass(frozen=True, slots=True)
class Opening:
    """Whoever takes part on `day` in this `mode` has a chance in `slots`: the asker is free, and a place is left."""

    day: date
    mode: Mode
    slots: tuple[SlotId, ...]
    most: int | None = None  # meetings that one person may have in the block of such a slot


def openings(
    event: Event, me: Diary, left: RoomLeft, now: datetime, *, only: Collection[SlotId] | None = None
) -> tuple[Opening, ...]:
    """The openings of an attendee from now on; `only` looks at no other slots than these.

    Agrees with :func:`bot.domain.slots.shared_slots`: who is found here shares a slot with the attendee.
    """
    by_day: dict[date, list[Slot]] = {}
    for slot in free_slots(event, me, now):
        if only is None or slot.id in only:
            by_day.setdefault(event.day_of(slot.starts_at), []).append(slot)
    found = []
    for day, slots in by_day.items():
        for mode in (Mode.ONSITE, Mode.ONLINE):
            here = mode is Mode.ONSITE and me.attendee.mode_on(day) is Mode.ONSITE
            kind = PlaceKind.TABLE if here else PlaceKind.ROOM
            fitting = tuple(slot.id for slot in slots if left.get(slot.id, {}).get(kind, 0) > 0)
            if fitting:
                found.append(Opening(day, mode, fitting, event.rules.meetings_per_block))
    return tuple(found)


def runs(
    event: Event, slots: Sequence[Slot], busy: Sequence[tuple[datetime, datetime]]
) -> tuple[tuple[Slot, ...], ...]:
    """Free slots as stretches of time: slots of one block that follow each other, with nothing agreed in between."""
    order = {slot.id: number for number, slot in enumerate(event.slots)}
    found: list[list[Slot]] = []
    for slot in sorted(slots, key=lambda s: s.starts_at):
        last = found[-1][-1] if found else None
        together = (
            last is not None
            and last.block_id == slot.block_id
            and order.get(slot.id, -2) == order.get(last.id, -4) + 1
            and not any(last.ends_at <= start < slot.starts_at for start, _ in busy)
        )
        if together:
            found[-1].append(slot)
        else:
            found.append([slot])
    return tuple(tuple(run) for run in found)


def types_to_ask(event: Event, me: Attendee) -> tuple[AttendeeType, ...]:
    """The attendee types that the organiser lets this one ask for a meeting."""
    closed = event.rules.closed_type_pairs
    return tuple(kind for kind in AttendeeType if frozenset({me.type.value, kind.value}) not in closed)
