"""A problem as arrays: what stays the same (`Given`), and a timetable with everything derived from it (`State`).

Slots of a block are one 64-bit word a person, so that idle slots are counted with a handful of instructions; a block
of more than 62 slots is counted slot by slot instead. A meeting's leave to stand in a slot is one byte: which of the
four rows of places it takes there (`NOT`, `TABLE`, `ROOM`, `OUTSIDE`: a fixed meeting at a place that is closed to
others, or anywhere else where it takes no place from them).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.domain.timetable.problem import Kind, Problem

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

NOT, TABLE, ROOM, OUTSIDE = 0, 1, 2, 3
WIDEST = 62  # slots of a block that a word holds; two bits are left for carries and the sign
GROUP = -1  # in `other`: a meeting of more than two people
PLENTY = 1 << 30  # places, where they are not counted
LONGEST_CHAIN = 256  # meetings; a longer one is not followed


class Given(NamedTuple):
    """What a problem says. P people, M meetings, S slots, B blocks."""

    may: Bytes  # M x S: the row of places that a meeting takes in a slot, or NOT
    other: Ints  # M: both people of a meeting, exclusive-or; GROUP for more than two
    first: Ints  # M + 1: where a meeting's people begin
    members: Ints  # people of all meetings, one after the other
    block: Ints  # S: block of a slot
    place: Ints  # S: place of a slot within its block
    opens: Ints  # B + 1: first slot of a block
    starts: Ints  # S: minutes
    ends: Ints  # S: minutes
    blocked: Longs  # P x B: slots that are never idle; without those of one's fixed meetings
    shut: Bytes  # P x S: the same, slot by slot; empty if no block is wide
    open: Longs  # P x B: slots in which at least one of a person's movable meetings may stand
    capacity: Ints  # 4 x S: places of a row
    before: Ints  # M + 1: where the meetings begin that have to be over before this one
    earlier: Ints
    behind: Ints  # M + 1: where the meetings begin that wait for this one
    later: Ints
    home: Ints  # M: the slot that its people know; -1: none
    fixed: Bytes  # M
    priority: Bytes  # M
    movable: Ints  # people with at least one meeting that may move
    most: int  # meetings of one person in a block
    wide: bool  # some block has more than WIDEST slots
    mixed: bool  # some meeting takes different rows of places in different slots, or there is more than one row
    ordered: bool  # some meeting waits for another
    announced: bool  # some meeting has a home


class State(NamedTuple):
    """A timetable and what is derived from it."""

    slot: Ints  # M: -1: none
    at: Ints  # P x S: a person's meeting in a slot; -1: none
    busy: Longs  # P x B: slots with a meeting
    breaks: Ints  # P
    idle: Ints  # P
    load: Ints  # 4 x S: places taken
    waiting: Ints  # P: people with breaks, in no order
    seat: Ints  # P: where a person is in `waiting`; -1: not there
    totals: Longs  # breaks, idle, sum of squares of breaks, meetings away from home, people waiting
    random: Longs  # state of the generator
    chain: Ints  # meetings that would move
    tips: Ints  # people whose pattern would change: p from a to b, ~p from b to a
    stamp: Ints  # M: last proposal that reached a meeting


def given(problem: Problem) -> Given:
    """Arrays of a problem."""
    people, meetings, slots = len(problem.people), len(problem.meetings), problem.slots
    block = np.array([time.block for time in problem.times], dtype=np.int32)
    blocks = int(block.max()) + 1 if slots else 0
    opens = np.searchsorted(block, np.arange(blocks + 1)).astype(np.int32)
    place = (np.arange(slots) - opens[block]).astype(np.int32) if slots else np.zeros(0, np.int32)
    first, members = _lists([meeting.people for meeting in problem.meetings])
    other = np.array([m.people[0] ^ m.people[1] if len(m.people) == 2 else GROUP for m in problem.meetings], np.int32)
    fixed = np.array([m.fixed and m.at is not None for m in problem.meetings], np.uint8)
    may = _may(problem)
    shut = _bits([guest.blocked for guest in problem.people], slots)
    for number in np.flatnonzero(fixed):
        for person in problem.meetings[number].people:
            shut[person, problem.meetings[number].at] = 0
    openings = np.zeros((people, slots), dtype=np.uint8)
    for number in np.flatnonzero(fixed == 0):
        openings[list(problem.meetings[number].people)] |= may[number] != NOT
    capacity = np.zeros((4, slots), dtype=np.int32)
    capacity[TABLE], capacity[ROOM], capacity[OUTSIDE] = problem.room(Kind.TABLE), problem.room(Kind.ROOM), PLENTY
    before, earlier = _lists([m.after for m in problem.meetings])
    behind, later = _lists(_waiting_for(problem))
    home = np.array([m.at if m.announced and m.at is not None else -1 for m in problem.meetings], np.int32)
    return Given(
        may=may,
        other=other,
        first=first,
        members=members,
        block=block,
        place=place,
        opens=opens,
        starts=np.array([time.starts for time in problem.times], np.int32),
        ends=np.array([time.ends for time in problem.times], np.int32),
        blocked=_words(shut, opens),
        shut=shut,
        open=_words(openings, opens),
        capacity=capacity,
        before=before,
        earlier=earlier,
        behind=behind,
        later=later,
        home=home,
        fixed=fixed,
        priority=np.array([int(m.priority) for m in problem.meetings], np.uint8),
        movable=np.unique([p for m in problem.meetings if not (m.fixed and m.at is not None) for p in m.people]).astype(
            np.int32
        ),
        most=PLENTY if problem.most is None else problem.most,
        wide=bool(np.diff(opens).max(initial=0) > WIDEST),
        mixed=len(np.setdiff1d(np.unique(may), [NOT])) > 1,
        ordered=len(earlier) > 0,
        announced=bool((home >= 0).any()),
    )


def blank(problem: Given, seed: int) -> State:
    """The state of a timetable in which nothing has a slot."""
    (people, blocks), (meetings, slots) = problem.blocked.shape, problem.may.shape
    return State(
        slot=np.full(meetings, -1, np.int32),
        at=np.full((people, slots), -1, np.int32),
        busy=np.zeros((people, blocks), np.int64),
        breaks=np.zeros(people, np.int32),
        idle=np.zeros(people, np.int32),
        load=np.zeros((4, slots), np.int32),
        waiting=np.zeros(people, np.int32),
        seat=np.full(people, -1, np.int32),
        totals=np.zeros(8, np.int64),
        random=np.array([sown(seed)], np.int64),
        chain=np.zeros(LONGEST_CHAIN + 1, np.int32),
        tips=np.zeros(people + LONGEST_CHAIN + 1, np.int32),
        stamp=np.zeros(meetings + 1, np.int32),
    )


def sown(seed: int) -> int:
    """A first state of the generator that is never zero; near seeds give far states (splitmix64, Steele et al. 2014)."""
    mask = (1 << 64) - 1
    mixed = (seed * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & mask
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    return ((mixed ^ (mixed >> 31)) & ((1 << 63) - 1)) or 1


def answer(slots: Ints) -> tuple[int | None, ...]:
    """Slots as the rest of the bot has them."""
    return tuple(None if slot < 0 else slot for slot in slots.tolist())


def _may(problem: Problem) -> Bytes:
    slots = problem.slots
    blocked = _bits([guest.blocked for guest in problem.people], slots)
    may = TABLE * _bits([m.tables for m in problem.meetings], slots)
    may[_bits([m.rooms for m in problem.meetings], slots) > 0] = ROOM
    closed = dict(problem.closed)
    for number, meeting in enumerate(problem.meetings):
        if meeting.fixed and meeting.at is not None:
            may[number] = NOT
            may[number, meeting.at] = TABLE if meeting.kind(meeting.at) is Kind.TABLE else ROOM
            if meeting.spot is not None:
                row = TABLE if problem.places[meeting.spot].kind is Kind.TABLE else ROOM
                may[number, meeting.at] = OUTSIDE if closed.get(meeting.spot, 0) >> meeting.at & 1 else row
        else:
            for person in meeting.people:
                may[number, blocked[person] > 0] = NOT
    return may


def _waiting_for(problem: Problem) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in problem.meetings]
    for number, meeting in enumerate(problem.meetings):
        for earlier in meeting.after:
            found[earlier].append(number)
    return found


def _lists(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    first = np.zeros(len(lists) + 1, np.int32)
    np.cumsum([len(one) for one in lists], out=first[1:])
    return first, np.array([number for one in lists for number in one], np.int32)


def _bits(masks: Sequence[int], slots: int) -> Bytes:
    """A row of bytes for each mask, of any length."""
    width = (slots + 7) // 8
    raw = b"".join((mask & ((1 << slots) - 1)).to_bytes(width, "little") for mask in masks)
    rows = np.frombuffer(raw, np.uint8).reshape(len(masks), width)
    return np.ascontiguousarray(np.unpackbits(rows, axis=1, count=slots, bitorder="little"))


def _words(bits: Bytes, opens: Ints) -> Longs:
    """One word a block; wide blocks have none."""
    words = np.zeros((len(bits), len(opens) - 1), np.int64)
    for number, (low, high) in enumerate(zip(opens[:-1], opens[1:], strict=True)):
        if high - low <= WIDEST:
            words[:, number] = bits[:, low:high].astype(np.int64) @ (1 << np.arange(high - low, dtype=np.int64))
    return words
