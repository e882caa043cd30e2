"""Fewer places, or fewer free slots, than meetings: how many have to be left out, and which, fairly.

First what can be proved in a moment (it is told before the search begins), then the order in which meetings get their
chance: by priority, and among equals water-filling: always the meeting whose people have the fewest so far, so that
nobody is left with none while others are full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.timetable.board import Board
from bot.domain.timetable.problem import Kind, Priority, Problem, slots_in


@dataclass(frozen=True, slots=True)
class Diary:
    """A person with more meetings than fit. `fits` of `meetings` at most; `rule`: the most per block is why."""

    person: int
    meetings: int
    fits: int
    rule: bool


@dataclass(frozen=True, slots=True)
class Shortage:
    """What cannot be placed whatever is done. `meetings`: so many at least are left out, which is the larger of
    `places` (so many for want of places in the slots they may take) and what the full diaries ask for.
    """

    meetings: int = 0
    places: int = 0
    diaries: tuple[Diary, ...] = ()


def shortage(problem: Problem) -> Shortage:
    """How many meetings have to be left out at least, and why. Looks at places and at each person on their own."""
    board = Board(problem)
    moving = [n for n, slot in enumerate(board.slots) if slot is None]
    masks = [board.both_free(n) for n in moving]
    missing = _without_place(board, [(n, mask) for n, mask in zip(moving, masks, strict=True)])
    diaries = overfull(problem)
    excess = {diary.person: diary.meetings - diary.fits for diary in diaries}
    # Leaving out a meeting helps each of its people by one: the fewest that can make up for all excess.
    helps = sorted((sum(p in excess for p in problem.meetings[n].people) for n in moving), reverse=True)
    wanted, left_out = sum(excess.values()), 0
    while wanted > 0 and left_out < len(helps):
        wanted -= helps[left_out]
        left_out += 1
    return Shortage(max(missing, left_out, *excess.values(), 0), missing, diaries)


def overfull(problem: Problem) -> tuple[Diary, ...]:
    """The people who have more meetings than they can hold, whatever the others do."""
    board = Board(problem)
    found = []
    for person, meetings in enumerate(problem.meetings_of()):
        moving = [n for n in meetings if board.slots[n] is None]
        masks = [board.both_free(n) for n in moving]
        room = [
            problem.slots if problem.most is None else max(0, problem.most - (board.busy[person] & block).bit_count())
            for block in board.blocks
        ]
        if min(room, default=0) >= len(moving) and all(n < m.bit_count() for n, m in enumerate(_narrow_first(masks))):
            continue  # each finds a slot that those before it leave
        fits = _matching(masks, board.blocks, room)
        if fits < len(moving):
            free = [problem.slots] * len(room)
            rule = problem.most is not None and fits < _matching(masks, board.blocks, free)
            found.append(Diary(person, len(meetings), len(meetings) - len(moving) + fits, rule))
    return tuple(found)


def _narrow_first(masks: Iterable[int]) -> list[int]:
    return sorted(masks, key=int.bit_count)


def _matching(masks: Sequence[int], blocks: Sequence[int], room: Sequence[int]) -> int:
    """How many of one person's meetings can have a slot each, with at most `room` in a block: augmenting paths."""
    holder: dict[int, int] = {}  # slot -> meeting
    block_of = {slot: block for block, mask in enumerate(blocks) for slot in slots_in(mask)}
    left = list(room)

    def seat(number: int, seen: set[int]) -> bool:
        for slot in slots_in(masks[number]):
            if slot in seen:
                continue
            seen.add(slot)
            block = block_of[slot]
            other = holder.get(slot)
            if other is None and left[block] > 0:
                left[block] -= 1
                holder[slot] = number
                return True
            if other is not None and seat(other, seen):
                holder[slot] = number
                return True
            if other is None:  # the block is full: somebody of it goes elsewhere, and this slot takes their share
                for taken in slots_in(blocks[block]):
                    if taken in holder and taken not in seen:
                        seen.add(taken)
                        if seat(holder[taken], seen):
                            del holder[taken]
                            holder[slot] = number
                            return True
        return False

    return sum(seat(number, set()) for number in range(len(masks)))


def _without_place(board: Board, meetings: Iterable[tuple[int, int]]) -> int:
    """How many find no place in any of their slots, at least: a flow of meetings with like wishes into slots."""
    problem, slots = board.problem, board.problem.slots
    left = [max(0, free) for free in (*board.free[Kind.TABLE], *board.free[Kind.ROOM])]
    wishes: dict[int, int] = {}
    for number, mask in meetings:
        rooms = mask & problem.meetings[number].rooms
        wish = mask & ~rooms | rooms << slots
        wishes[wish] = wishes.get(wish, 0) + 1
    flows: list[dict[int, int]] = [{} for _ in left]  # cell -> wish -> how many of it
    missing, tight = 0, 0
    for wish, many in sorted(wishes.items(), key=lambda item: item[0].bit_count()):
        rest = many
        while rest and wish & ~tight:
            path = _path(wish & ~tight, left, flows)
            if isinstance(path, int):
                tight |= path
                break
            rest -= _push(path, wish, rest, left, flows)
        missing += rest
    return missing


def _path(wish: int, left: Sequence[int], flows: Sequence[dict[int, int]]) -> list[tuple[int, int]] | int:
    """Cells from one of the wish's to one with room, each with the wish that moves on to the next; or all that can be
    reached, which are full for ever.
    """
    came: dict[int, tuple[int, int] | None] = dict.fromkeys(slots_in(wish))
    queue = sorted(came, key=lambda cell: -left[cell])
    reached = wish
    for cell in queue:  # it grows while we go through it
        if left[cell] > 0:
            path: list[tuple[int, int]] = []
            step: tuple[int, int] | None = (cell, 0)
            while step is not None:
                path.append(step)
                step = came[step[0]]
            return path[::-1]
        for other in flows[cell]:
            for further in slots_in(other & ~reached):
                came[further] = (cell, other)
                queue.append(further)
            reached |= other
    return reached


def _push(path: list[tuple[int, int]], wish: int, rest: int, left: list[int], flows: Sequence[dict[int, int]]) -> int:
    """Send as many as fit along the path; how many."""
    last = path[-1][0]
    # `path[i]` has the wish that moves from its cell to the next one's.
    amount = min(rest, left[last], *(flows[cell][moving] for cell, moving in path[:-1]))
    if len(path) == 1 and amount > 1:
        amount = max(1, amount // 2)  # leave some room for others, so that few paths are longer
    carried = wish
    for cell, moving in path:
        flows[cell][carried] = flows[cell].get(carried, 0) + amount
        if cell != last:
            flows[cell][moving] -= amount
            if not flows[cell][moving]:
                del flows[cell][moving]
            carried = moving
    left[last] -= amount
    return amount


def in_fair_order(
    problem: Problem, board: Board, *, diaries: Iterable[Diary] = (), dice: Sequence[int] = ()
) -> list[int]:
    """The meetings without a time, in the order in which they should get one.

    By priority; among equals the one whose people have the fewest meetings so far, the poorest first (water-filling),
    then the smaller one, then the one whose people have the fewest chances left. Those of people whose diary is full
    by then come last.
    `diaries`: those of :func:`overfull`; `dice`: one number a meeting, for ties.
    """
    count = [0] * len(problem.people)
    chances = [0] * len(problem.people)
    for number, meeting in enumerate(problem.meetings):
        for person in meeting.people:
            count[person] += board.slots[number] is not None
            chances[person] += board.slots[number] is None
    most = [1 << 30] * len(problem.people)
    for diary in diaries:
        most[diary.person] = diary.fits
    order: list[int] = []
    for priority in sorted(Priority, reverse=True):
        mine = [n for n, slot in enumerate(board.slots) if slot is None and problem.meetings[n].priority is priority]
        ties = {
            n: (
                len(problem.meetings[n].people),  # large groups stand in the way of more others
                min(chances[person] for person in problem.meetings[n].people),
                dice[n] if dice else 0,
                n,
            )
            for n in mine
        }
        order += _poured(problem, ties, count, most)
    return order


def _poured(problem: Problem, ties: Mapping[int, tuple[int, ...]], count: list[int], most: Sequence[int]) -> list[int]:
    """Water-filling: the meetings of those who have none, then of those who have one ...; changes `count`."""
    levels: dict[tuple[int, int], list[int]] = defaultdict(list)

    def level_of(number: int) -> tuple[int, int]:
        has = [count[person] for person in problem.meetings[number].people]
        return min(has), max(has)

    for number in ties:
        levels[level_of(number)].append(number)
    order, last = [], []
    while levels:
        level = min(levels)
        for number in sorted(levels.pop(level), key=ties.__getitem__):
            people = problem.meetings[number].people
            now = level_of(number)
            if any(count[person] >= most[person] for person in people):
                last.append(number)
            elif now > level:
                levels[now].append(number)
            else:
                order.append(number)
                for person in people:
                    count[person] += 1
    return order + last
