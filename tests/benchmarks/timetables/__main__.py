"""One event and one way to make its timetable, in a process of its own: its memory is nobody else's.

``python -m tests.benchmarks.timetables KIND PEOPLE MEETINGS SLOTS USE SEED WAY SECONDS`` prints a line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from bot.domain.timetable import engine, faults, measure
from tests.benchmarks.timetables import peers
from tests.benchmarks.timetables.generator import as_timetable, planted_event, random_event


def main() -> None:
    """Make the event, solve it, check it, say what it is worth."""
    kind, way = sys.argv[1], sys.argv[7]
    people, meetings, slots, seed = (int(sys.argv[index]) for index in (2, 3, 4, 6))
    use, seconds = float(sys.argv[5]), float(sys.argv[8])
    make = random_event if kind == "random" else planted_event
    problem = make(people, meetings, slots, use, seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    engine.prepared(problem)  # machine code and arrays: made before an event, not during it
    began, worked = time.perf_counter(), time.process_time()
    proposals = 0
    if way == "engine":
        made = engine.prepared(problem)
        first = made.construct(seed=seed)
        found = made.improve(first, seed=seed, seconds=seconds - (time.perf_counter() - began))
        proposals = made.proposals
    elif way == "construct":
        found = engine.construct(problem, seed=seed)
    elif way == "cp-sat":
        found = peers.constraint_solver(problem, seconds, seed)
    else:
        found = {"greedy": peers.greedy, "first shared slot": peers.first_shared_slot}[way](problem, seed)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    table = as_timetable(problem, found)
    numbers = measure(problem, table)
    bound = engine.bounds(problem)
    result = {
        "meetings": len(problem.meetings),
        "placed": sum(numbers.placed),
        "breaks": numbers.breaks,
        "idle": numbers.idle,
        "worst": numbers.worst,
        "bound_breaks": bound.breaks,
        "bound_idle": bound.idle,
        "seconds": took,
        "processor_seconds": worked,
        "proposals": proposals,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "memory_before_mb": before / 1024,
        "faults": len(faults(problem, table)),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
