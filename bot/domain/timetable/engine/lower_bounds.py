"""What no timetable with every meeting can be better than, person by person.

A person with d meetings takes d of the slots in which one of them may stand; the cheapest such choice is found exactly,
slot by slot, for breaks, for idle slots and for 3 x breaks + idle, each by itself. A meeting with one slot alone is
in it. Sums over people are bounds, as nobody's day can be cheaper than the least of their own; what people do to each
other only makes it dearer.
"""

from __future__ import annotations

from functools import lru_cache

from bot.domain.timetable.engine import Bounds
from bot.domain.timetable.problem import Problem, slots_in

BREAK = 3  # as bot.domain.timetable.checking.BREAK_WEIGHT
NEVER = 1 << 30
BEFORE, RUNNING, WAITING, OVER = range(4)  # of a block: no meeting yet, one just was, another will follow, none will


def least(problem: Problem) -> Bounds:
    """Bounds of all people together, if every meeting has a slot."""
    blocks = problem.block_masks()
    breaks = idle = gaps = 0
    for person, meetings in enumerate(problem.meetings_of()):
        open_, forced = 0, 0
        for number in meetings:
            meeting = problem.meetings[number]
            allowed = meeting.allowed
            if not meeting.fixed or meeting.at is None:
                for one in meeting.people:
                    allowed &= ~problem.people[one].blocked
            open_ |= allowed
            if allowed.bit_count() == 1:
                forced |= allowed
        blocked = problem.people[person].blocked & ~forced
        most = problem.most if problem.most is not None else NEVER
        least_of = _least(blocks, open_, forced, blocked, len(meetings), most)
        if least_of is None:
            continue  # these meetings cannot all be placed; whatever is left of them may be without a gap
        breaks, idle, gaps = breaks + least_of[0], idle + least_of[1], gaps + least_of[2]
    return Bounds(breaks, idle, max(gaps, BREAK * breaks + idle))


@lru_cache(maxsize=1 << 16)
def _least(
    blocks: tuple[int, ...], open_: int, forced: int, blocked: int, meetings: int, most: int
) -> tuple[int, int, int] | None:
    """Least breaks, least idle slots and least 3 x breaks + idle of one person; None: there is no choice at all."""
    found = []
    for price, length in ((1, 0), (0, 1), (BREAK, 1)):
        table = [0] + [NEVER] * meetings  # by the number of meetings so far
        for block in blocks:
            one = _block(block, open_, forced, blocked, meetings, most, price, length)
            table = [
                min((table[had] + one[total - had] for had in range(total + 1)), default=NEVER)
                for total in range(meetings + 1)
            ]
        if table[meetings] >= NEVER:
            return None
        found.append(table[meetings])
    return found[0], found[1], found[2]


@lru_cache(maxsize=1 << 16)
def _block(
    block: int, open_: int, forced: int, blocked: int, meetings: int, most: int, price: int, length: int
) -> list[int]:
    """The least cost of a block by the number of meetings in it: `price` for a break, `length` for an idle slot."""
    fixed = (forced & block).bit_count()
    limit = min(meetings, max(most, fixed))  # what is fixed alone may be more
    costs = {(BEFORE, 0): 0}
    for slot in slots_in(block):
        bit = 1 << slot
        after: dict[tuple[int, int], int] = {}
        for (state, number), cost in costs.items():
            if open_ & bit and state != OVER and number < limit:
                _keep(after, (RUNNING, number + 1), cost)
            if forced & bit:
                continue
            if blocked & bit or state in {BEFORE, OVER}:
                _keep(after, (state, number), cost)
            elif state == RUNNING:
                _keep(after, (OVER, number), cost)
                _keep(after, (WAITING, number), cost + price + length)
            else:
                _keep(after, (WAITING, number), cost + length)
        costs = after
    found = [NEVER] * (meetings + 1)
    for (state, number), cost in costs.items():
        if state != WAITING:
            found[number] = min(found[number], cost)
    return found


def _keep(costs: dict[tuple[int, int], int], key: tuple[int, int], cost: int) -> None:
    costs[key] = min(cost, costs.get(key, NEVER))
