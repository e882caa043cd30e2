"""Finding a free place without going through the taken ones: every question is a look into an index."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, exists, select, union_all
from sqlalchemy.sql.expression import ColumnElement

from bot.domain.events import Place, PlaceKind
from bot.domain.ids import PlaceId, SlotId
from bot.domain.slots import RoomLeft
from storage.database import Connection
from storage.tables import free_places, slots

NONE: dict[PlaceKind, int] = dict.fromkeys(PlaceKind, 0)


async def room_left(connection: Connection, slot_ids: Sequence[SlotId]) -> RoomLeft:
    """For each slot and kind of place 1 where any is free, else 0; places out of use are not."""
    rows = await connection.execute(_room_left(), {"slots": list(slot_ids)})
    found = {SlotId(i): {PlaceKind.TABLE: int(table), PlaceKind.ROOM: int(room)} for i, table, room in rows}
    return {slot_id: found.get(slot_id, NONE) for slot_id in slot_ids}


async def is_free(connection: Connection, slot_id: SlotId, place_id: PlaceId) -> bool:
    """Whether this place can be taken in this slot."""
    return (await connection.execute(_is_free(), {"slot": slot_id, "place": place_id})).first() is not None


async def near(connection: Connection, slot_id: SlotId, kind: PlaceKind, places: Sequence[Place]) -> list[PlaceId]:
    """The free places of a slot among which the one nearest to all of `places` is; without any, the lowest number.

    Walking grows with the difference of numbers, so within a zone the best is the first free one on either side of
    the middle of their numbers; a zone where none of them lies is worth looking at only for the best of all zones.
    """
    numbers = sorted(place.number for place in places)
    middle = numbers[(len(numbers) - 1) // 2] if numbers else 0
    zones = sorted({place.zone or "" for place in places})
    values: dict[str, Any] = {"slot": slot_id, "kind": kind.value, "middle": middle}
    values |= {f"zone_{n}": zone for n, zone in enumerate(zones)}
    rows = await connection.execute(_near(len(zones)), values)
    return [PlaceId(i) for i in dict.fromkeys(rows.scalars())]


# Put together once: that costs more than running them.


@cache
def _room_left() -> Select[Any]:
    def any_left(kind: PlaceKind) -> ColumnElement[bool]:
        return exists().where(free_places.c.slot_id == slots.c.id, free_places.c.kind == kind.value).correlate(slots)

    return select(slots.c.id, any_left(PlaceKind.TABLE), any_left(PlaceKind.ROOM)).where(
        slots.c.id.in_(bindparam("slots", expanding=True))
    )


@cache
def _is_free() -> Select[Any]:
    return select(free_places.c.place_id).where(
        free_places.c.slot_id == bindparam("slot"), free_places.c.place_id == bindparam("place")
    )


@cache
def _near(zones: int) -> CompoundSelect[Any]:
    table = free_places.c
    middle = bindparam("middle", type_=Integer)
    found = []
    for zone in (None, *range(zones)):
        here = [table.slot_id == bindparam("slot"), table.kind == bindparam("kind")]
        if zone is not None:
            here.append(table.zone == bindparam(f"zone_{zone}"))
        up = select(table.place_id).where(*here, table.number >= middle).order_by(table.number).limit(1)
        down = select(table.place_id).where(*here, table.number < middle).order_by(table.number.desc()).limit(1)
        found += [select(up.subquery()), select(down.subquery())]
    return union_all(*found)
