"""The published instances of the B2B meeting scheduling problem: ``python -m tests.benchmarks published``.

Optimum and best time are those of Bofill et al., *Constraint Solving Approaches to the Business-to-Business Meeting
Scheduling Problem*, JAIR 2022 (MaxSAT, one core of a Xeon E3-1220v2 at 3.1 GHz). Each instance is proved by the command
itself in a process of its own; the processor time of that and of those it starts is what is held against the published
one, start included; the seconds by the wall are in the note, with two processors at work where it is not easy.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.domain.timetable.instances import break_counts, instance_faults, read_instance
from tests.benchmarks.results import Figure

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "data" / "b2bsp"
PUBLISHED = {  # breaks, seconds
    "forum-13": (0, 2.5),
    "forum-13crafb": (6, 23.3),
    "forumt-14": (5, 0.5),
    "forumt-14crafc": (5, 0.9),
    "tic-12": (0, 0.1),
    "tic-13": (0, 0.4),
    "tic-13crafc": (4, 5.8),
    "tic-14crafa": (0, 1.0),
    "ticf-13crafc": (1, 3.7),
    "ticf-14crafa": (0, 7.6),
}


async def measure() -> AsyncIterator[Figure]:
    """A figure an instance and one for all; RuntimeError where one is not solved as published, or none is there."""
    if not FOLDER.is_dir():
        raise RuntimeError(f"the instances are not here ({os.path.relpath(FOLDER, ROOT)})")
    ours = wall = published = 0.0
    wrong: list[str] = []
    for name, (breaks, seconds) in PUBLISHED.items():
        path = FOLDER / f"{name}.original.dzn"
        proof, used = await _prove(path)
        fault = _fault(path, proof, breaks)
        if fault:
            wrong.append(f"{name}: {fault}")
        ours, wall, published = ours + used, wall + proof["seconds"], published + seconds
        found = f"{proof['status']}, {proof.get('objective')} breaks ({breaks} published)"
        note = f"{found}, {proof['seconds']:.1f} s by the wall"
        yield Figure(
            f"published.{name}", f"proof of {name}", "s", [used], f"{note}; ratio {used / seconds:.2f}", f"{seconds:g}"
        )
    note = f"{wall:.1f} s by the wall; ratio {ours / published:.2f}"
    yield Figure("published.total", "proof of all ten", "s", [ours], note, f"{published:g}")
    if wrong:
        raise RuntimeError("; ".join(wrong))


async def _prove(path: Path) -> tuple[dict[str, Any], float]:
    """What the command wrote, and the seconds of the processor that it took."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "proof.json"
        before = os.times()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "timetable", "--instance", str(path), "--json", str(out)),
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            code = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        after = os.times()
        if code:
            raise RuntimeError(f"{path.name}: exit code {code}")
        used = after.children_user + after.children_system - before.children_user - before.children_system
        return json.loads(out.read_text()), used


def _fault(path: Path, proof: dict[str, Any], breaks: int) -> str | None:
    if (proof["status"], proof.get("objective")) != ("optimal", breaks):
        return f"{proof['status']} with {proof.get('objective')} breaks"
    instance = read_instance(path)
    faults = instance_faults(instance, proof["assignment"])
    if faults:
        return faults[0]
    if sum(break_counts(instance, proof["assignment"])) != breaks:
        return "the breaks are counted wrongly"
    return None
