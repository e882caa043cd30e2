"""Who sits where after a repair: those at their old time keep their place, the others get the nearest that is free."""

from __future__ import annotations

from bot.domain.timetable.checking import OTHER_ZONE
from bot.domain.timetable.problem import Kind, Problem, Spot
from bot.domain.timetable.repairing.board import Board


def seat(board: Board) -> list[int | None]:
    """A place for each meeting with a time. There is one for each: the board counted them."""
    problem = board.problem
    closed = dict(problem.closed)
    spots: list[int | None] = [None] * len(problem.meetings)
    taken: set[tuple[int, int]] = set()
    looking = []
    order = sorted((n for n, slot in enumerate(board.slot) if slot >= 0), key=lambda n: (not board.held[n], n))
    for number in order:
        slot, meeting = board.slot[number], problem.meetings[number]
        spot = meeting.spot
        stays = spot is not None and slot == meeting.at and (spot, slot) not in taken
        if stays and spot is not None and not board.held[number]:
            stays = not closed.get(spot, 0) >> slot & 1 and problem.places[spot].kind is meeting.kind(slot)
        if stays and spot is not None:
            spots[number] = spot
            taken.add((spot, slot))
        else:
            looking.append(number)
    looking.sort(key=lambda n: (not board.held[n], -board.loss[n], n))
    free: dict[tuple[int, int], set[int]] = {}
    for number in looking:
        key = (board.slot[number], board.kind(number, board.slot[number]))
        if key not in free:
            free[key] = _free(problem, closed, taken, *key)
        if not free[key]:  # only where two that may not be moved have the same place
            board.set(number, -1)
            continue
        spots[number] = _nearest(board, spots, number, free[key])
        free[key].discard(spots[number] or 0)
    return spots


def _free(problem: Problem, closed: dict[int, int], taken: set[tuple[int, int]], slot: int, kind: int) -> set[int]:
    return {
        number
        for number, place in enumerate(problem.places)
        if place.kind == kind and not closed.get(number, 0) >> slot & 1 and (number, slot) not in taken
    }


def _nearest(board: Board, spots: list[int | None], number: int, free: set[int]) -> int:
    """Their old place; else the shortest walk from and to the people's meetings before and after."""
    problem = board.problem
    old = problem.meetings[number].spot
    if old in free:
        return old
    ends = [problem.places[spot] for spot in _around(board, spots, number)]
    if old is not None:
        ends = ends or [problem.places[old]]
    if problem.meetings[number].kind(board.slot[number]) is Kind.ROOM:
        ends = []
    return min(free, key=lambda spot: (sum(_walk(problem.places[spot], end) for end in ends), spot))


def _around(board: Board, spots: list[int | None], number: int) -> list[int]:
    slot, found = board.slot[number], []
    for person in board.people[number]:
        block = board.busy[person] & board.block[slot]
        earlier, later = block & (1 << slot) - 1, block >> slot + 1
        if earlier:
            found.append(board.sitting[person * board.slots + earlier.bit_length() - 1])
        if later:
            found.append(board.sitting[person * board.slots + slot + (later & -later).bit_length()])
    return [spot for one in found if (spot := spots[one]) is not None]


def _walk(one: Spot, other: Spot) -> int:
    if Kind.ROOM in {one.kind, other.kind}:
        return 0
    return abs(one.number - other.number) + (OTHER_ZONE if one.zone != other.zone else 0)
