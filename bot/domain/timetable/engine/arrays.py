"""A problem and a timetable of it as arrays: a `Board`, on which the kernels play.

Few arrays with named columns, as every array that a kernel gets makes it longer to compile. Slots of a block are one
64-bit word a person, so that idle slots are counted with a handful of instructions; a block of more than 62 slots is
counted slot by slot instead. A meeting's leave to stand in a slot is one byte: which of the four rows of places it
takes there (`NOT`, `TABLE`, `ROOM`, `OUTSIDE`: a fixed meeting at a place that is closed to others).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.domain.timetable.problem import Kind, Problem

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

NOT, TABLE, ROOM, OUTSIDE = 0, 1, 2, 3  # rows of places
WIDEST = 62  # slots of a block that a word holds; two bits are left for carries and the sign
GROUP = -1  # in `other`: a meeting of more than two people
PLENTY = 1 << 30  # places, where they are not counted
LONGEST_CHAIN = 256  # meetings; a longer one is not followed

# columns of Board.person
BREAKS, IDLE, SEAT = 0, 1, 2  # SEAT: where somebody with breaks stands among WAITING; -1: not there
BUSY, OPEN, BLOCKED = 3, 4, 5  # words of the first block; those of the next block are WORDS farther
WORDS = 3
# columns of Board.meeting
FIRST, EARLIER, LATER = 0, 1, 2  # where its people begin in `lists`, what comes before it, what after; then the next's
HOME, FIXED, PRIORITY, STAMP = 3, 4, 5, 6  # HOME: the slot that its people know, -1: none; STAMP: last web it was in
# columns of Board.time; OPENS is by block: its first slot
BLOCK, PLACE, STARTS, ENDS, LOW, HIGH, OPENS, LOAD, CAPACITY = 0, 1, 2, 3, 4, 5, 6, 8, 12
# columns of Board.queue
WAITING, MOVABLE = 0, 1  # people with breaks, in no order; people with a meeting that may move
# where people at the ends of a chain begin in Board.chain
TIPS = LONGEST_CHAIN
# places of Board.facts
ALL_BREAKS, ALL_IDLE, SQUARES, AWAY, ALL_WAITING, RANDOM, WEBS = 0, 1, 2, 3, 4, 5, 6
MOST, WIDE, MIXED, ORDERED, ANNOUNCED, BLOCKS, ALL_MOVABLE = 7, 8, 9, 10, 11, 12, 13


class Board(NamedTuple):
    """A timetable and what the problem says about it. P people, M meetings, S slots, B blocks."""

    at: Ints  # P x S: a person's meeting in a slot; -1: none
    slot: Longs  # M: -1: none
    other: Ints  # M: both people of a meeting, exclusive-or; GROUP for more than two
    may: Bytes  # M x S: the row of places that a meeting takes in a slot, or NOT
    person: Longs  # P x (3 + 3 B)
    meeting: Longs  # (M + 1) x 7
    time: Longs  # (S + 2) x 16: with places taken and places there are, by row
    lists: Longs  # people of meetings and what they wait for
    queue: Longs  # P x 2
    chain: Longs  # meetings of the chain just followed; from TIPS on: p goes from a to b, ~p from b to a
    shut: Bytes  # P x S: slots that are never idle (as the words BLOCKED), for wide blocks
    facts: Longs  # numbers and what kind of problem it is


def laid_out(problem: Problem, seed: int) -> Board:
    """The board of a problem with nothing on it. `BLOCKED` leaves out slots of one's fixed meetings."""
    people, meetings, slots = len(problem.people), len(problem.meetings), problem.slots
    fixed = np.array([m.fixed and m.at is not None for m in problem.meetings], bool)
    may = _may(problem)
    shut = _bits([guest.blocked for guest in problem.people], slots)
    openings = np.zeros((people, slots), dtype=np.uint8)
    for number, meeting in enumerate(problem.meetings):
        if fixed[number]:
            shut[list(meeting.people), meeting.at] = 0
        else:
            openings[list(meeting.people)] |= may[number] != NOT
    time = _time(problem)
    opens = time[: (int(time[:slots, BLOCK].max()) + 2 if slots else 1), OPENS]
    person = np.zeros((people, BUSY + WORDS * (len(opens) - 1)), np.int64)
    person[:, SEAT] = -1
    person[:, OPEN::WORDS], person[:, BLOCKED::WORDS] = _words(openings, opens), _words(shut, opens)
    meeting_rows, lists = _meetings(problem, fixed)
    other = [m.people[0] ^ m.people[1] if len(m.people) == 2 else GROUP for m in problem.meetings]
    movable = np.unique([p for m, stays in zip(problem.meetings, fixed, strict=True) if not stays for p in m.people])
    queue = np.zeros((people, 2), np.int64)
    queue[: len(movable), MOVABLE] = movable
    facts = np.zeros(16, np.int64)
    facts[RANDOM], facts[BLOCKS], facts[ALL_MOVABLE] = sown(seed), len(opens) - 1, len(movable)
    facts[MOST] = PLENTY if problem.most is None else problem.most
    facts[WIDE] = np.diff(opens).max(initial=0) > WIDEST
    facts[MIXED] = len(np.setdiff1d(np.unique(may), [NOT])) > 1
    facts[ORDERED] = any(m.after for m in problem.meetings)
    facts[ANNOUNCED] = (meeting_rows[:, HOME] >= 0).any()
    return Board(
        at=np.full((people, slots), -1, np.int32),
        slot=np.full(meetings, -1, np.int64),
        other=np.array(other, np.int32),
        may=may,
        person=person,
        meeting=meeting_rows,
        time=time,
        lists=lists,
        queue=queue,
        chain=np.zeros(TIPS + people + 2, np.int64),
        shut=shut if facts[WIDE] else shut[:0],
        facts=facts,
    )


def fresh(board: Board, seed: int) -> Board:
    """The same problem with nothing on the board; what does not change is shared."""
    person, time, facts = board.person.copy(), board.time.copy(), board.facts.copy()
    person[:, [BREAKS, IDLE]], person[:, SEAT], person[:, BUSY::WORDS] = 0, -1, 0
    time[:, LOAD : LOAD + 4] = 0
    facts[:RANDOM], facts[RANDOM], facts[WEBS] = 0, sown(seed), 0
    meeting = board.meeting.copy()
    meeting[:, STAMP] = 0
    return board._replace(
        at=np.full_like(board.at, -1),
        slot=np.full_like(board.slot, -1),
        person=person,
        meeting=meeting,
        time=time,
        queue=board.queue.copy(),
        chain=board.chain.copy(),
        facts=facts,
    )


def sown(seed: int) -> int:
    """A first state of the generator, never zero; near seeds give far states (splitmix64, Steele et al. 2014)."""
    mask = (1 << 64) - 1
    mixed = (seed * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & mask
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    return ((mixed ^ (mixed >> 31)) & ((1 << 63) - 1)) or 1


def answer(slots: Longs) -> tuple[int | None, ...]:
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


def _time(problem: Problem) -> Longs:
    rows = np.zeros((problem.slots + 2, 16), np.int64)
    for slot, time in enumerate(problem.times):
        rows[slot, [BLOCK, STARTS, ENDS]] = time.block, time.starts, time.ends
    block = rows[: problem.slots, BLOCK]
    blocks = int(block.max()) + 1 if problem.slots else 0
    rows[: blocks + 1, OPENS] = np.searchsorted(block, np.arange(blocks + 1))
    for slot in range(problem.slots):
        rows[slot, [LOW, HIGH]] = rows[block[slot], OPENS], rows[block[slot] + 1, OPENS]
        rows[slot, PLACE] = slot - rows[slot, LOW]
    rows[: problem.slots, CAPACITY + TABLE] = problem.room(Kind.TABLE)
    rows[: problem.slots, CAPACITY + ROOM] = problem.room(Kind.ROOM)
    rows[: problem.slots, CAPACITY + OUTSIDE] = PLENTY
    return rows


def _meetings(problem: Problem, fixed: npt.NDArray[np.bool_]) -> tuple[Longs, Longs]:
    """Board.meeting and Board.lists."""
    waiting: list[list[int]] = [[] for _ in problem.meetings]
    for number, meeting in enumerate(problem.meetings):
        for earlier in meeting.after:
            waiting[earlier].append(number)
    rows = np.zeros((len(problem.meetings) + 1, 7), np.int64)
    lists: list[int] = []
    for column, parts in (
        (FIRST, [m.people for m in problem.meetings]),
        (EARLIER, [m.after for m in problem.meetings]),
        (LATER, waiting),
    ):
        for number, part in enumerate(parts):
            rows[number, column] = len(lists)
            lists += part
        rows[-1, column] = len(lists)
    for number, meeting in enumerate(problem.meetings):
        home = meeting.at if meeting.announced and meeting.at is not None else -1
        rows[number, [HOME, FIXED, PRIORITY]] = home, fixed[number], meeting.priority
    rows[-1, HOME] = -1
    return rows, np.array(lists, np.int64)


def _bits(masks: Sequence[int], slots: int) -> Bytes:
    """A row of bytes for each mask, of any length."""
    width = (slots + 7) // 8
    raw = b"".join((mask & ((1 << slots) - 1)).to_bytes(width, "little") for mask in masks)
    rows = np.frombuffer(raw, np.uint8).reshape(len(masks), width)
    return np.ascontiguousarray(np.unpackbits(rows, axis=1, count=slots, bitorder="little"))


def _words(bits: Bytes, opens: Longs) -> Longs:
    """One word a block; wide blocks have none."""
    words = np.zeros((len(bits), len(opens) - 1), np.int64)
    for number, (low, high) in enumerate(pairwise(opens.tolist())):
        if high - low <= WIDEST:
            words[:, number] = bits[:, low:high].astype(np.int64) @ (1 << np.arange(high - low, dtype=np.int64))
    return words
