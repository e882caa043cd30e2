"""From a loaded event to a proposal: the engine's work in a process of its own, and its result by ids of the database.

Also the same from the command line, where nobody waits for the event loop but the reader.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.apart import Say, run_apart
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.timetable import Keep, Numbers, Options, Problem, Progress, Solution, solve
from bot.services.timetable.deciding import Move
from bot.services.timetable.loading import Loaded

PORTION = 1_000  # meetings pickled before others have their turn on the event loop
AFTER = 300.0  # seconds of patience beyond what the engine was given
FIELDS = 5  # numbers a move takes in a flat list


@dataclass(frozen=True, slots=True)
class Outcome:
    """A proposal: where meetings go, and the numbers that the organisers look at first.

    `summary` is small: ``before`` and ``after`` (the fields of :class:`Numbers`), ``of`` meetings, counts of what
    changes, ``people`` who would get a notice, ``bound``, ``seconds``. `reasons`: meeting, code, who of its people.
    `movers` have a time and would get another time or place, or none.
    """

    moves: tuple[Move, ...]
    reasons: tuple[tuple[MeetingId, str, tuple[AttendeeId, ...]], ...]
    movers: tuple[MeetingId, ...]
    summary: Mapping[str, Any]


def options_of(kept: Mapping[str, Any]) -> Options:
    """The engine's options, as they are kept with a proposal."""
    return Options(
        seconds=kept.get("seconds"),
        work=kept.get("work"),
        seed=int(kept.get("seed", 1)),
        keep=Keep(kept.get("keep", Keep.FEW.value)),
        only_unplaced=bool(kept.get("only_unplaced", False)),
    )


async def work_out(loaded: Loaded, options: Options, tell: Callable[[Progress], None], stop: asyncio.Event) -> Solution:
    """The engine's answer. Raises NotInstalled (or ImportError) where its libraries are missing, TimeoutError and
    :class:`bot.apart.Ended` when its process hangs or dies.
    """
    portions = await _portions(loaded.problem)
    patience = None if options.seconds is None else options.seconds + AFTER
    return await run_apart(solve_portions, portions, options, patience=patience, tell=tell, stop=stop)


async def _portions(problem: Problem) -> list[bytes]:
    """The problem in pieces, so that no piece holds the event loop."""
    shell = (problem.times, problem.places, problem.people, problem.most, problem.closed)
    found = [pickle.dumps(shell)]
    for start in range(0, len(problem.meetings), PORTION):
        await asyncio.sleep(0)
        found.append(pickle.dumps(problem.meetings[start : start + PORTION]))
    return found


def solve_portions(portions: Sequence[bytes], options: Options, say: Say) -> Solution:
    """In the other process: put the problem together and solve it."""
    times, places, people, most, closed = pickle.loads(portions[0])  # noqa: S301 - our own words
    meetings = tuple(m for portion in portions[1:] for m in pickle.loads(portion))  # noqa: S301 - our own words
    return solve(Problem(times, places, people, meetings, most, closed), options, say)


async def outcome_of(loaded: Loaded, solution: Solution, *, first: bool) -> Outcome:
    """The engine's answer in ids; `first`: no timetable was published before, so that everybody hears."""
    moves: list[Move] = []
    movers: list[MeetingId] = []
    people: set[int] = set()
    new = moved = elsewhere = dropped = 0
    for number, meeting in enumerate(loaded.problem.meetings):
        if number % PORTION == 0:
            await asyncio.sleep(0)
        slot, spot = solution.table.slots[number], solution.table.spots[number]
        if number in loaded.gone or (slot is not None and (slot, spot) == (meeting.at, meeting.spot)):
            continue
        if slot is not None or meeting.at is not None or first:
            people.update(meeting.people)
            moves.append(_move(loaded, number, slot, spot))
        if meeting.at is None:
            new += slot is not None
            continue
        movers.append(loaded.meetings[number])
        dropped += slot is None
        moved += slot not in {None, meeting.at}
        elsewhere += slot == meeting.at
    reasons = tuple(
        (loaded.meetings[m], reason.code.value, tuple(loaded.attendees[p] for p in reason.people))
        for m, reason in solution.reasons
        if m not in loaded.gone
    )
    summary = {
        "before": numbers_of(solution.numbers_before, len(loaded.gone)),
        "after": numbers_of(solution.numbers, len(loaded.gone)),
        "of": len(loaded.meetings) - len(loaded.gone),
        "new": new,
        "moved": moved,
        "elsewhere": elsewhere,
        "dropped": dropped,
        "unplaced": len(reasons),
        "people": len(people),
        "bound": solution.bound,
        "gaps": solution.numbers.gaps,
        "short": solution.shortage.meetings,
        "seconds": round(solution.seconds, 1),
        "work": solution.work,
        "seed": solution.seed,
        "stopped": solution.stopped,
    }
    return Outcome(tuple(moves), reasons, tuple(movers), summary)


def numbers_of(numbers: Numbers, gone: int = 0) -> dict[str, Any]:
    """The numbers as JSON values; `all` have a time, those that are over or under way not counted."""
    return asdict(numbers) | {"placed": list(numbers.placed), "all": sum(numbers.placed) - gone}


def _move(loaded: Loaded, number: int, slot: int | None, spot: int | None) -> Move:
    return Move(
        loaded.meetings[number],
        loaded.versions[number],
        None if slot is None else loaded.slots[slot],
        None if spot is None else loaded.places[spot],
        pinned=number in loaded.pinned,
    )


async def to_json(outcome: Outcome) -> dict[str, Any]:
    """What is kept of it, as one flat list of numbers: quick to write and to read, however many meetings there are."""
    flat: list[int] = []
    for turn, move in enumerate(outcome.moves):
        flat += (move.meeting, move.version, move.slot or 0, move.place or 0, int(move.pinned))
        if turn % PORTION == 0:
            await asyncio.sleep(0)
    reasons = [[meeting, code, list(people)] for meeting, code, people in outcome.reasons]
    return {"moves": flat, "reasons": reasons, "movers": list(outcome.movers)}


async def moves_from(kept: Mapping[str, Any]) -> list[Move]:
    """The moves that :func:`to_json` kept."""
    flat, found = kept.get("moves", []), []
    for start in range(0, len(flat), FIELDS):
        meeting, version, slot, place, pinned = flat[start : start + FIELDS]
        found.append(
            Move(
                MeetingId(meeting),
                version,
                SlotId(slot) if slot else None,
                PlaceId(place) if place else None,
                bool(pinned),
            )
        )
        if start % (PORTION * FIELDS) == 0:
            await asyncio.sleep(0)
    return found
