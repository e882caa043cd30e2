"""Why a meeting has no time. The reasons are tried in the order of :class:`Why`; the first that holds is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.timetable.board import Board
from bot.domain.timetable.capacity import Diary, overfull
from bot.domain.timetable.problem import Kind, Problem, slots_in


class Why(StrEnum):
    """What stands in the way.

    NO_SHARED_SLOT: there is no slot in which all of its people may meet. `people`: all of them.
    NO_SUCH_PLACE: there are such slots (`slots`), and no place of the kind wanted can be used in any of them.
    HELD: in all slots they share (`slots`) one of `people` has a meeting which may not move.
    FULL_DIARY: `people` of it have more meetings than slots in which to hold them.
    MOST_PER_BLOCK: `people` of it have more meetings than the most per block lets them hold; or, each slot in which
    all are free (`slots`) is in a block in which one of `people` has as many as are allowed.
    ORDER: in each slot in which all are free (`slots`) it would come too early or too late for a meeting which has to
    end before it or begin after it.
    PLACES_FULL: in each slot that is open to them (`slots`) all places of the kind wanted are taken.
    OTHERS_INSTEAD: in each slot they share (`slots`) one of `people` has another meeting, which came first.
    """

    NO_SHARED_SLOT = "no_shared_slot"
    NO_SUCH_PLACE = "no_such_place"
    HELD = "held"
    FULL_DIARY = "full_diary"
    MOST_PER_BLOCK = "most_per_block"
    ORDER = "order"
    PLACES_FULL = "places_full"
    OTHERS_INSTEAD = "others_instead"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a meeting has no time: what, who of its people, and in which slots (a bit mask)."""

    code: Why
    people: tuple[int, ...] = ()
    slots: int = 0


def reasons(problem: Problem, slots: Sequence[int | None]) -> tuple[tuple[int, Reason], ...]:
    """A reason for every meeting without a time. `problem` should have as fixed whatever was not to move."""
    missing = [number for number, slot in enumerate(slots) if slot is None]
    if not missing:
        return ()
    empty, board = Board(problem), Board(problem, slots)
    full = {diary.person: diary for diary in overfull(problem)}
    rooms = {kind: problem.room(kind) for kind in Kind}
    return tuple((number, _reason(empty, board, rooms, full, number)) for number in missing)


def _reason(
    empty: Board, board: Board, rooms: Mapping[Kind, Sequence[int]], full: Mapping[int, Diary], number: int
) -> Reason:
    meeting = board.problem.meetings[number]
    allowed = meeting.allowed
    if not allowed:
        return Reason(Why.NO_SHARED_SLOT, meeting.people)
    if not any(rooms[meeting.kind(slot)][slot] for slot in slots_in(allowed)):
        return Reason(Why.NO_SUCH_PLACE, (), allowed)
    if not empty.both_free(number):
        return Reason(Why.HELD, _busy_in(empty, number, allowed), allowed)
    for rule, code in ((False, Why.FULL_DIARY), (True, Why.MOST_PER_BLOCK)):
        people = tuple(p for p in meeting.people if p in full and full[p].rule is rule)
        if people:
            return Reason(code, people, allowed)
    shared = board.both_free(number)
    if not shared:
        return Reason(Why.OTHERS_INSTEAD, _busy_in(board, number, allowed), allowed)
    if not shared & board.not_too_many(number):
        return Reason(Why.MOST_PER_BLOCK, _at_the_most(board, number, shared), shared)
    if not shared & board.in_order(number):
        return Reason(Why.ORDER, (), shared)
    return Reason(Why.PLACES_FULL, (), shared & board.in_order(number) & board.not_too_many(number))


def _busy_in(board: Board, number: int, mask: int) -> tuple[int, ...]:
    return tuple(person for person in board.problem.meetings[number].people if board.busy[person] & mask)


def _at_the_most(board: Board, number: int, mask: int) -> tuple[int, ...]:
    most = board.problem.most
    blocks = [block for block in board.blocks if block & mask]
    return tuple(
        person
        for person in board.problem.meetings[number].people
        if most is not None and any((board.busy[person] & block).bit_count() >= most for block in blocks)
    )
