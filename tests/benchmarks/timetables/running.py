"""The table of timetables: every size, use and way in one run, each in a process of its own, one after the other."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.results import Figure

MEETINGS = {500: 2_000, 2_000: 10_000, 10_000: 40_000}
SLOTS = 16
WAYS = ("engine", "construct", "greedy", "first shared slot", "cp-sat")
LARGEST_FOR_CP_SAT = 2_000  # people; a larger model does not fit its time before its search begins
COLUMNS = "event|way|placed|breaks|a person|idle|a person|worst|bound|seconds|of processor|MB"


async def measure(sizes: list[int], seconds: float, seed: int, ways: list[str]) -> AsyncIterator[Figure]:
    """A figure for each cell: breaks, with everything else in its note. Prints the table at the end.

    Raises RuntimeError when a way breaks a hard rule, or the engine leaves a meeting without a slot.
    """
    table = Table(title=f"Timetables, {seconds:g} s each, seed {seed}")
    for name in COLUMNS.split("|"):
        table.add_column(name, justify="left" if name in {"event", "way"} else "right")
    wrong: list[str] = []
    for people in sizes:
        for kind, use in (("random", 0.8), ("random", 0.95), ("planted", 0.8), ("planted", 0.95)):
            name = f"{kind} {people} x {MEETINGS[people]}, {use:.0%}"
            for way in ways:
                if way == "cp-sat" and people > LARGEST_FOR_CP_SAT:
                    continue
                found = await _one(kind, people, use, seed, way, seconds)
                table.add_row(name, way, *_cells(found, people))
                if found["faults"] or (way == "engine" and found["placed"] < found["meetings"]):
                    wrong.append(f"{name}, {way}: {found['faults']} faults, {found['placed']} placed")
                yield Figure(
                    f"timetable_{kind}_{people}_{use:.0%}_{way}".replace(" ", "_").replace("%", ""),
                    f"{name}: {way}",
                    "breaks",
                    [found["breaks"]],
                    json.dumps(found),
                    f"{found['bound_breaks']} (bound)",
                )
    Console(width=150).print(table)
    if wrong:
        raise RuntimeError("; ".join(wrong))


async def _one(kind: str, people: int, use: float, seed: int, way: str, seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.timetables", kind, people, MEETINGS[people], SLOTS, use, seed]
    process = await asyncio.create_subprocess_exec(
        *(str(part) for part in [*command, way, seconds]), stdout=asyncio.subprocess.PIPE
    )
    try:
        out, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        raise RuntimeError(f"{way} on {kind} {people}: exit code {process.returncode}")
    found: dict[str, Any] = json.loads(out)
    return found


def _cells(found: dict[str, Any], people: int) -> list[str]:
    if not found["placed"]:
        return ["nothing", *["-"] * 5, *_effort(found)]
    return [
        f"{found['placed']:,}" + ("" if found["placed"] == found["meetings"] else f" of {found['meetings']:,}"),
        f"{found['breaks']:,}",
        f"{found['breaks'] / people:.3f}",
        f"{found['idle']:,}",
        f"{found['idle'] / people:.3f}",
        str(found["worst"]),
        *_effort(found),
    ]


def _effort(found: dict[str, Any]) -> list[str]:
    return [
        f"{found['bound_breaks']:,} / {found['bound_idle']:,}",
        f"{found['seconds']:.1f}",
        f"{found['processor_seconds']:.1f}",
        f"{found['memory_mb']:.0f}",
    ]
