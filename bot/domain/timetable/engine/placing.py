"""One meeting takes a slot, or gives it up; and the generator of random numbers that all kernels share."""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import NOT, Given, Ints, State
from bot.domain.timetable.engine.chains import in_order
from bot.domain.timetable.engine.compiling import compiled
from bot.domain.timetable.engine.counting import BREAK, change, meetings_in, repattern


@compiled
def draw(state: State) -> int:
    """The next random number of 62 bits (xorshift64*, Vigna 2016)."""
    x = state.random[0]
    x ^= (x >> 12) & 0x000FFFFFFFFFFFFF
    x ^= x << 25
    x ^= (x >> 27) & 0x0000001FFFFFFFFF
    state.random[0] = x
    return ((x * 0x2545F4914F6CDD1D) >> 2) & 0x3FFFFFFFFFFFFFFF


@compiled
def below(state: State, number: int) -> int:
    """A random number from 0 to `number` - 1, for numbers of up to 30 bits."""
    return ((draw(state) & 0x7FFFFFFF) * number) >> 31


@compiled
def may_stand(given: Given, state: State, meeting: int, slot: int) -> bool:
    """Whether a meeting without a slot can have this one at once."""
    row = given.may[meeting, slot]
    if row == NOT or state.load[row, slot] >= given.capacity[row, slot]:
        return False
    for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
        if state.at[person, slot] >= 0:
            return False
        if meetings_in(given, state, person, given.block[slot]) >= given.most:
            return False
    return not given.ordered or in_order(given, state, meeting, slot, -1, -1, 0)


@compiled
def worsening(given: Given, state: State, meeting: int, slot: int) -> int:
    """By how much 3 x breaks + idle grows if a meeting comes to a slot."""
    more = 0
    for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
        breaks, idle = change(given, state, person, -1, slot)
        more += BREAK * breaks + idle
    return more


@compiled
def put(given: Given, state: State, meeting: int, slot: int) -> None:
    """Give a meeting a slot, whatever the rules say."""
    for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
        if state.at[person, slot] < 0:
            repattern(given, state, person, -1, slot)
        state.at[person, slot] = meeting
    state.slot[meeting] = slot
    state.load[given.may[meeting, slot], slot] += 1
    state.totals[3] += given.home[meeting] >= 0 and given.home[meeting] != slot


@compiled
def take(given: Given, state: State, meeting: int) -> None:
    """Take a meeting's slot away."""
    slot = state.slot[meeting]
    for person in given.members[given.first[meeting] : given.first[meeting + 1]]:
        repattern(given, state, person, slot, -1)
        state.at[person, slot] = -1
    state.slot[meeting] = -1
    state.load[given.may[meeting, slot], slot] -= 1
    state.totals[3] -= given.home[meeting] >= 0 and given.home[meeting] != slot


@compiled
def lay(given: Given, state: State, slots: Ints) -> int:
    """Put fixed meetings where they stay and the others where `slots` says, if they may stand there; how many may not."""
    refused = 0
    for meeting in range(len(slots)):
        if given.fixed[meeting]:
            for slot in range(given.may.shape[1]):
                if given.may[meeting, slot] != NOT:
                    put(given, state, meeting, slot)
    for meeting in range(len(slots)):
        if slots[meeting] >= 0 and not given.fixed[meeting]:
            if may_stand(given, state, meeting, slots[meeting]):
                put(given, state, meeting, slots[meeting])
            else:
                refused += 1
    return refused
