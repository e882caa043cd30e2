"""A first timetable: every meeting where it makes the fewest gaps, by chains and by ejection where nothing is free.

A meeting that finds no slot first tries chains that free its people, or a place; then it turns out those meetings in its
way that have been turned out least so far (weights as in Voudouris and Tsang's guided local search), never one
of a higher priority.
"""

from __future__ import annotations

import numpy as np

from bot.domain.timetable.engine.arrays import NOT, Given, Ints, State
from bot.domain.timetable.engine.chains import fits, follow, swing
from bot.domain.timetable.engine.compiling import compiled
from bot.domain.timetable.engine.placing import below, may_stand, put, take, worsening

TRIES = 40  # random chains that may free a place in a full slot
FAR = 1 << 60


@compiled
def fill(given: Given, state: State, queue: Ints, ejections: int) -> int:
    """Place the meetings of a queue in its order; how many have no slot in the end.

    The best timetable on the way stays (most meetings of the highest priority, then of the next ...).
    """
    meetings = len(state.slot)
    pending = np.empty(meetings, np.int32)
    weights = np.ones(meetings, np.int32)
    found = np.empty(4096, np.int32)
    number = len(queue)
    owed = 0  # what is missed: a meeting of a higher priority outweighs all below it
    for index in range(number):
        meeting = queue[number - 1 - index]
        pending[index] = meeting
        owed += (meetings + 1) ** np.int64(given.priority[meeting])
    best, kept = FAR, state.slot.copy()
    while number > 0:
        number -= 1
        meeting = pending[number]
        worth = (meetings + 1) ** np.int64(given.priority[meeting])
        if insert(given, state, meeting) or by_chain(given, state, meeting):
            owed -= worth
        elif ejections > 0:
            ejections -= 1
            if owed < best:
                best = owed
                kept[:] = state.slot
            turned = turn_out(given, state, meeting, weights, found)
            if turned < 0:
                continue
            owed -= worth
            for index in range(turned):
                pending[number] = found[index]
                number += 1
                owed += (meetings + 1) ** np.int64(given.priority[found[index]])
    if owed > best:
        for meeting in range(meetings):
            if state.slot[meeting] >= 0 and not given.fixed[meeting]:
                take(given, state, meeting)
        for meeting in range(meetings):
            if kept[meeting] >= 0 and not given.fixed[meeting]:
                put(given, state, meeting, kept[meeting])
    left = 0
    for meeting in range(meetings):
        left += state.slot[meeting] < 0
    return left


@compiled
def insert(given: Given, state: State, meeting: int) -> bool:
    """Place a meeting in the free slot that makes the fewest gaps; of equals in the emptiest."""
    best, chosen = FAR, -1
    for slot in range(given.may.shape[1]):
        if may_stand(given, state, meeting, slot):
            row = given.may[meeting, slot]
            cost = worsening(given, state, meeting, slot) * 65536 - (given.capacity[row, slot] - state.load[row, slot])
            if cost < best:
                best, chosen = cost, slot
    if chosen < 0:
        return False
    put(given, state, meeting, chosen)
    return True


@compiled
def by_chain(given: Given, state: State, meeting: int) -> bool:
    """Place a meeting after moving others by chains: first what its people do in a slot, then what else is in a full one."""
    slots = given.may.shape[1]
    begin = below(state, slots)
    for step in range(slots):
        slot = (begin + step) % slots
        if given.may[meeting, slot] == NOT:
            continue
        freed = True
        for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
            if state.at[person, slot] >= 0 and not _freed(given, state, person, slot, meeting):
                freed = False
                break
        if not freed:
            continue
        if may_stand(given, state, meeting, slot) or _made_room(given, state, meeting, slot):
            put(given, state, meeting, slot)
            return True
    return False


@compiled
def _freed(given: Given, state: State, person: int, slot: int, meeting: int) -> bool:
    slots = given.may.shape[1]
    begin = below(state, slots)
    for step in range(slots):
        to = (begin + step) % slots
        if to == slot or state.at[person, to] >= 0:
            continue
        length, tips = follow(given, state, person, slot, to)
        if length == 0 or _comes_back(given, state, tips, meeting) or not fits(given, state, slot, to, length, tips):
            continue
        swing(given, state, slot, to, length, tips)
        return True
    return False


@compiled
def _comes_back(given: Given, state: State, tips: int, meeting: int) -> bool:
    """Whether the chain would make somebody of the meeting busy in the slot that is to be freed."""
    for index in range(tips):
        if state.tips[index] < 0:
            for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
                if person == ~state.tips[index]:
                    return True
    return False


@compiled
def _made_room(given: Given, state: State, meeting: int, slot: int) -> bool:
    people, slots = state.at.shape
    row = given.may[meeting, slot]
    if state.load[row, slot] < given.capacity[row, slot]:
        return False  # it is not for want of places
    for _ in range(TRIES):
        person, to = below(state, people), below(state, slots)
        if to == slot or state.at[person, slot] < 0 or state.at[person, to] >= 0:
            continue
        length, tips = follow(given, state, person, slot, to)
        if length == 0 or _comes_back(given, state, tips, meeting) or not fits(given, state, slot, to, length, tips):
            continue
        before = state.load[row, slot]
        leaves = 0
        for index in range(length):
            other = state.chain[index]
            if state.slot[other] == slot:
                leaves += given.may[other, slot] == row
            else:
                leaves -= given.may[other, slot] == row
        if leaves <= 0 or before - leaves >= given.capacity[row, slot]:
            continue
        swing(given, state, slot, to, length, tips)
        if may_stand(given, state, meeting, slot):
            return True
    return False


@compiled
def turn_out(given: Given, state: State, meeting: int, weights: Ints, found: Ints) -> int:
    """Place a meeting instead of others, which are left in `found`; how many; -1: nothing that stands there may go."""
    slots = given.may.shape[1]
    best, chosen = FAR, -1
    begin = below(state, slots)
    for step in range(slots):
        slot = (begin + step) % slots
        if given.may[meeting, slot] != NOT:
            number = _in_the_way(given, state, meeting, slot, weights, found)
            cost = 0 if number >= 0 else FAR
            for index in range(number):
                cost += weights[found[index]]
            if cost < best:
                best, chosen = cost, slot
    if chosen < 0:
        return -1
    number = _in_the_way(given, state, meeting, chosen, weights, found)
    if number < 0:
        return -1
    for index in range(number):
        weights[found[index]] += 1
        take(given, state, found[index])
    put(given, state, meeting, chosen)
    return number


@compiled
def _in_the_way(given: Given, state: State, meeting: int, slot: int, weights: Ints, found: Ints) -> int:
    """Meetings that must go if a meeting is to stand in a slot; -1: one of them stays for good."""
    number = 0
    block = given.block[slot]
    for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
        number = _add(given, state, meeting, state.at[person, slot], found, number)
        here = 0
        for near in range(given.opens[block], given.opens[block + 1]):
            here += state.at[person, near] >= 0 and not _holds(found, number, state.at[person, near])
        while here >= given.most and number >= 0:
            number = _add_lightest(given, state, meeting, person, block, weights, found, number)
            here -= 1
    if given.ordered:
        for index in range(given.before[meeting], given.before[meeting + 1]):
            near = state.slot[given.earlier[index]]
            if near >= 0 and given.ends[near] > given.starts[slot]:
                number = _add(given, state, meeting, given.earlier[index], found, number)
        for index in range(given.behind[meeting], given.behind[meeting + 1]):
            near = state.slot[given.later[index]]
            if near >= 0 and given.ends[slot] > given.starts[near]:
                number = _add(given, state, meeting, given.later[index], found, number)
    row = given.may[meeting, slot]
    over = state.load[row, slot] + 1 - given.capacity[row, slot]
    for index in range(number):
        over -= state.slot[found[index]] == slot and given.may[found[index], slot] == row
    if over > 1:
        return -1
    if over == 1 and number >= 0:
        number = _add_lightest_of_all(given, state, meeting, slot, weights, found, number)
    return number


@compiled
def _holds(found: Ints, number: int, meeting: int) -> bool:
    for index in range(number):
        if found[index] == meeting:
            return True
    return False


@compiled
def _add(given: Given, state: State, meeting: int, other: int, found: Ints, number: int) -> int:
    if number < 0 or other < 0 or _holds(found, number, other):
        return number
    if given.fixed[other] or given.priority[other] > given.priority[meeting] or number >= len(found):
        return -1
    found[number] = other
    return number + 1


@compiled
def _add_lightest(
    given: Given, state: State, meeting: int, person: int, block: int, weights: Ints, found: Ints, number: int
) -> int:
    best, chosen = FAR, -1
    for slot in range(given.opens[block], given.opens[block + 1]):
        other = state.at[person, slot]
        if other >= 0 and weights[other] < best and not given.fixed[other] and not _holds(found, number, other):
            best, chosen = weights[other], other
    return -1 if chosen < 0 else _add(given, state, meeting, chosen, found, number)


@compiled
def _add_lightest_of_all(
    given: Given, state: State, meeting: int, slot: int, weights: Ints, found: Ints, number: int
) -> int:
    meetings, row = len(state.slot), given.may[meeting, slot]
    begin = below(state, meetings)
    best, chosen = FAR, -1
    for step in range(meetings):
        other = (begin + step) % meetings
        if (
            state.slot[other] == slot
            and given.may[other, slot] == row
            and not given.fixed[other]
            and given.priority[other] <= given.priority[meeting]
            and weights[other] < best
            and not _holds(found, number, other)
        ):
            best, chosen = weights[other], other
    return -1 if chosen < 0 else _add(given, state, meeting, chosen, found, number)
