"""``python -m bot.domain.timetable.engine.warm``: compile every kernel, so that the first timetable starts at once."""

from __future__ import annotations

from bot.domain.timetable.engine import prepared
from bot.domain.timetable.problem import Guest, Kind, Meeting, Problem, Spot, Time


def main() -> None:
    """Compile the kernels, or find them in the cache."""
    times = tuple(Time(0, 0, 20 * slot, 20 * slot + 15) for slot in range(3))
    meetings = (Meeting((0, 1), 0b111), Meeting((1, 2), 0b111))
    made = prepared(Problem(times, (Spot(Kind.TABLE, 1),), (Guest(),) * 3, meetings))
    made.improve(made.construct(), work=100)


if __name__ == "__main__":
    main()
