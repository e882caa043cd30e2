"""Too many meetings for too few slots, found by matching (Hall's theorem): for each participant, and for the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.timetable.instances import Instance
from bot.domain.timetable.proving.domains import Infeasible, members
from bot.domain.timetable.proving.reasons import Reason, numbers


@dataclass(frozen=True, slots=True)
class Crowd:
    """Meetings (indices into what was given) that have only these slots between them, and not enough room there."""

    meetings: tuple[int, ...]
    slots: tuple[int, ...]


def crowd(masks: Sequence[int], room: int) -> Crowd | None:
    """A crowd among meetings with these possible slots where a slot has room for `room` of them; None: all fit."""
    held: dict[int, list[int]] = {}
    for index in range(len(masks)):
        seen: dict[int, int] = {}  # slot -> the meeting from which it was reached
        if _place(index, masks, held, room, seen):
            continue
        reached = sum(1 << slot for slot in seen)
        inside = (one for one, mask in enumerate(masks) if mask & ~reached == 0)
        return Crowd(tuple(inside), tuple(sorted(seen)))
    return None


def _place(start: int, masks: Sequence[int], held: dict[int, list[int]], room: int, seen: dict[int, int]) -> bool:
    """Breadth first along slots and the meetings that hold them, to a slot with room left."""
    queue = [start]
    came: dict[int, int] = {}  # meeting -> the slot it would leave
    for meeting in queue:
        for slot in members(masks[meeting]):
            if slot in seen:
                continue
            seen[slot] = meeting
            there = held.setdefault(slot, [])
            if len(there) < room:
                _shift(slot, seen, came, held)
                return True
            for other in there:
                if other not in came:
                    came[other] = slot
                    queue.append(other)
    return False


def _shift(slot: int, seen: dict[int, int], came: dict[int, int], held: dict[int, list[int]]) -> None:
    while True:
        meeting = seen[slot]
        held[slot].append(meeting)
        if meeting not in came:
            return
        slot = came[meeting]
        held[slot].remove(meeting)


def check_crowds(instance: Instance, masks: Sequence[int]) -> None:
    """Raises :class:`Infeasible` where a participant's meetings, or all of them at the tables, cannot fit."""
    for person, mine in enumerate(instance.meetings_of()):
        found = crowd([masks[index] for index in mine], 1)
        if found:
            meetings = tuple(mine[index] + 1 for index in found.meetings)
            words = (
                f"participant {person + 1} has {len(meetings)} meetings ({numbers('meeting', meetings)}) "
                f"for {numbers('slot', found.slots)}"
            )
            raise Infeasible(Reason("participant", words, meetings, person + 1, found.slots))
    found = crowd(masks, instance.tables)
    if found:
        meetings = tuple(index + 1 for index in found.meetings)
        words = (
            f"{len(meetings)} of the meetings can only be in {numbers('slot', found.slots)}, "
            f"which take {instance.tables * len(found.slots)} (tables: {instance.tables})"
        )
        raise Infeasible(Reason("tables", words, meetings, None, found.slots))
