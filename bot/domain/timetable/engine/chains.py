"""Kempe chains: what has to move with a meeting so that nobody ever has two at once.

The meetings of two slots, joined where they share a person, fall apart into chains (with groups: into webs). Moving all
of one chain to the other slot keeps everybody free of clashes; only people at its ends change the pattern of their day.
"""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import GROUP, LONGEST_CHAIN, NOT, Given, State
from bot.domain.timetable.engine.compiling import compiled
from bot.domain.timetable.engine.counting import meetings_in, repattern


@compiled
def follow(given: Given, state: State, person: int, a: int, b: int) -> tuple[int, int]:
    """The chain of slots a and b that begins with a person who has a meeting in a and none in b.

    Fills `state.chain` and `state.tips`; how many meetings and how many people they hold. (0, 0): it cannot move, as a
    meeting of it may not stand in the other slot, or it is longer than LONGEST_CHAIN.
    """
    length, here, there = 0, a, b
    x = person
    meeting = state.at[x, here]
    while meeting >= 0:
        other = given.other[meeting]
        if other == GROUP:
            return _web(given, state, person, a, b)
        if length >= LONGEST_CHAIN or given.may[meeting, there] == NOT:
            return 0, 0
        state.chain[length] = meeting
        length += 1
        x ^= other
        meeting = state.at[x, there]
        here, there = there, here
    state.tips[0] = person
    state.tips[1] = x if length & 1 else ~x
    return length, 2


@compiled
def _web(given: Given, state: State, person: int, a: int, b: int) -> tuple[int, int]:
    mark = state.stamp[-1] + 1
    state.stamp[-1] = mark
    state.chain[0] = state.at[person, a]
    state.stamp[state.chain[0]] = mark
    length, done, tips = 1, 0, 0
    while done < length:
        meeting = state.chain[done]
        done += 1
        here = state.slot[meeting]
        there = a + b - here
        if given.may[meeting, there] == NOT:
            return 0, 0
        for index in range(given.first[meeting], given.first[meeting + 1]):
            x = given.members[index]
            neighbour = state.at[x, there]
            if neighbour < 0:
                state.tips[tips] = x if here == a else ~x
                tips += 1
            elif state.stamp[neighbour] != mark:
                if length >= LONGEST_CHAIN:
                    return 0, 0
                state.stamp[neighbour] = mark
                state.chain[length] = neighbour
                length += 1
    return length, tips


@compiled
def in_order(given: Given, state: State, meeting: int, slot: int, a: int, b: int, length: int) -> bool:
    """Whether a meeting may take a slot by what comes before and after it, the first `length` of the chain swapped."""
    for index in range(given.before[meeting], given.before[meeting + 1]):
        theirs = _then(state, given.earlier[index], a, b, length)
        if theirs >= 0 and given.ends[theirs] > given.starts[slot]:
            return False
    for index in range(given.behind[meeting], given.behind[meeting + 1]):
        theirs = _then(state, given.later[index], a, b, length)
        if theirs >= 0 and given.ends[slot] > given.starts[theirs]:
            return False
    return True


@compiled
def _then(state: State, meeting: int, a: int, b: int, length: int) -> int:
    slot = state.slot[meeting]
    if slot in (a, b):
        for index in range(length):
            if state.chain[index] == meeting:
                return a + b - slot
    return slot


@compiled
def fits(given: Given, state: State, a: int, b: int, length: int, tips: int) -> bool:
    """Whether the chain just followed keeps places, order and the most meetings of a block when it moves."""
    if not given.mixed:
        if length & 1 or tips != 2:
            gain = 0
            for index in range(length):
                gain += 1 if state.slot[state.chain[index]] == a else -1
            row = given.may[state.chain[0], state.slot[state.chain[0]]]
            if gain > 0 and state.load[row, b] + gain > given.capacity[row, b]:
                return False
            if gain < 0 and state.load[row, a] - gain > given.capacity[row, a]:
                return False
    else:
        for row in range(1, 3):
            gain_a = gain_b = 0
            for index in range(length):
                meeting = state.chain[index]
                here = state.slot[meeting]
                leaves = given.may[meeting, here] == row
                comes = given.may[meeting, a + b - here] == row
                if here == a:
                    gain_a -= leaves
                    gain_b += comes
                else:
                    gain_b -= leaves
                    gain_a += comes
            if gain_a > 0 and state.load[row, a] + gain_a > given.capacity[row, a]:
                return False
            if gain_b > 0 and state.load[row, b] + gain_b > given.capacity[row, b]:
                return False
    if given.ordered:
        for index in range(length):
            meeting = state.chain[index]
            if not in_order(given, state, meeting, a + b - state.slot[meeting], a, b, length):
                return False
    if given.block[a] != given.block[b]:
        for index in range(tips):
            x = state.tips[index]
            if x >= 0 and meetings_in(given, state, x, given.block[b]) >= given.most:
                return False
            if x < 0 and meetings_in(given, state, ~x, given.block[a]) >= given.most:
                return False
    return True


@compiled
def strangers(given: Given, state: State, a: int, b: int, length: int) -> int:
    """How many more meetings of the chain would be away from the slot that their people know."""
    more = 0
    for index in range(length):
        meeting = state.chain[index]
        here, home = state.slot[meeting], given.home[meeting]
        more += (home == here) - (home == a + b - here)
    return more


@compiled
def swing(given: Given, state: State, a: int, b: int, length: int, tips: int) -> None:
    """Move the chain just followed, with everything that is counted."""
    for index in range(tips):
        x = state.tips[index]
        if x >= 0:
            repattern(given, state, x, a, b)
        else:
            repattern(given, state, ~x, b, a)
    if given.announced:
        state.totals[3] += strangers(given, state, a, b, length)
    for index in range(length):
        meeting = state.chain[index]
        here = state.slot[meeting]
        state.load[given.may[meeting, here], here] -= 1
        for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
            state.at[person, here] = -1
    for index in range(length):
        meeting = state.chain[index]
        there = a + b - state.slot[meeting]
        state.slot[meeting] = there
        state.load[given.may[meeting, there], there] += 1
        for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
            state.at[person, there] = meeting
