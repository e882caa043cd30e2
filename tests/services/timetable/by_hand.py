"""An engine that works by hand, in this process: for tests of what happens around the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.domain.timetable import Options, Progress, Solution, Timetable, measure
from bot.domain.timetable.books import Books
from bot.domain.timetable.capacity import Shortage
from bot.domain.timetable.reasons import reasons
from bot.services.timetable import Loaded


async def by_hand(loaded: Loaded, options: Options, tell: Callable[[Progress], None], stop: asyncio.Event) -> Solution:
    """Meetings stay where they are, the others take the first time that suits them."""
    problem = loaded.problem
    books = Books(problem)
    for number, meeting in enumerate(problem.meetings):
        if meeting.at is not None and meeting.spot is not None:
            books.sit(number, meeting.at, meeting.spot)
    for number, seat in enumerate(books.where):
        found = books.best(number) if seat is None else None
        if found is not None:
            books.sit(number, *found)
    table = Timetable(
        tuple(seat[0] if seat else None for seat in books.where),
        tuple(seat[1] if seat else None for seat in books.where),
    )
    numbers = measure(problem, table)
    placed = sum(numbers.placed)
    tell(Progress(1.5, numbers, max(0, numbers.gaps - 3), 0.5, placed, len(problem.meetings), Shortage()))
    before = measure(problem, problem.as_it_stands())
    why = reasons(problem, table.slots)
    return Solution(table, before, numbers, 0, why, Shortage(), 1.5, options.seed, 7, stop.is_set())


async def until_stopped(
    loaded: Loaded, options: Options, tell: Callable[[Progress], None], stop: asyncio.Event
) -> Solution:
    """The same, and then it searches on until somebody stops it."""
    found = await by_hand(loaded, options, tell, stop)
    await stop.wait()
    return found


async def not_there(
    _loaded: Loaded, _options: Options, _tell: Callable[[Progress], None], _stop: asyncio.Event
) -> Solution:
    """Nobody has installed it."""
    raise ModuleNotFoundError("No module named 'numba'")
