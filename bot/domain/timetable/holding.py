"""What may move at all: a problem in which everything that the options hold is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.timetable.board import Board
from bot.domain.timetable.options import Keep, Options
from bot.domain.timetable.problem import Meeting, Problem


def lawful(problem: Problem) -> list[int | None]:
    """The times that stand and keep every rule but that of the place: first what is fixed, then what is announced, by
    priority. The rest stand nowhere.
    """
    board = Board(problem)
    standing = [n for n, m in enumerate(problem.meetings) if m.at is not None and board.slots[n] is None]
    standing.sort(key=lambda n: (not problem.meetings[n].announced, -problem.meetings[n].priority, n))
    for number in standing:
        slot = problem.meetings[number].at
        if slot is not None and board.open(number) >> slot & 1:
            board.put(number, slot)
    return board.slots


def held(problem: Problem, options: Options, standing: Sequence[int | None]) -> Problem:
    """The same with as fixed what the options do not let move. `standing`: the times of :func:`lawful`; what has none
    there stands nowhere any more, and a place that cannot be used is forgotten.
    """
    closed = dict(problem.closed)

    def one(meeting: Meeting, slot: int | None) -> Meeting:
        if meeting.fixed and meeting.at is not None:
            return meeting
        if slot is None:
            return meeting if meeting.at is None else replace(meeting, at=None, spot=None)
        spot = meeting.spot
        if spot is not None:
            right = problem.places[spot].kind is meeting.kind(slot) and not closed.get(spot, 0) >> slot & 1
            spot = spot if right else None
        stays = options.only_unplaced or (options.keep is Keep.ALL and meeting.announced)
        return meeting if (spot, stays) == (meeting.spot, meeting.fixed) else replace(meeting, spot=spot, fixed=stays)

    meetings = tuple(one(meeting, slot) for meeting, slot in zip(problem.meetings, standing, strict=True))
    return replace(problem, meetings=meetings)


def announced_fixed(problem: Problem) -> Problem:
    """The same with everything fixed that people know of."""
    return replace(
        problem,
        meetings=tuple(replace(m, fixed=m.fixed or (m.announced and m.at is not None)) for m in problem.meetings),
    )


def only(problem: Problem, slots: Sequence[int | None]) -> Problem:
    """The problem of those meetings alone that have a time; in the same order, with numbers of their own."""
    if None not in slots:
        return problem
    number_of = {number: index for index, number in enumerate(n for n, slot in enumerate(slots) if slot is not None)}
    return replace(
        problem,
        meetings=tuple(
            replace(
                problem.meetings[number],
                after=tuple(number_of[earlier] for earlier in problem.meetings[number].after if earlier in number_of),
            )
            if problem.meetings[number].after
            else problem.meetings[number]
            for number in number_of
        ),
    )
