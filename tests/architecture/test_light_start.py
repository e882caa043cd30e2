"""What is heavy waits until somebody wants it, and then works in a process of its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"numba", "llvmlite", "numpy", "scipy", "pysat", "ortools", "matplotlib", "openpyxl", "pandas"}
ROOMS = ("bot", "handlers", "storage")


def _imported_at_once(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_heavy_library_is_loaded_by_the_bot_itself() -> None:
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    heavy = {_name(path) for path in sources if HEAVY & set(_imported_at_once(path))}
    assert all(name.startswith("bot.domain.timetable.") for name in heavy), heavy
    # What builds on a kernel (a module of the engine) is the worker's too; everything else is in a running bot.
    light = sorted(
        _name(path)
        for path in sources
        if _name(path) not in heavy
        and not _name(path).startswith(("bot.domain.timetable.engine.", "bot.rehearsal"))
        and path.name != "__main__.py"
    )
    assert "bot.app" in light
    assert "bot.domain.timetable.solving" in light
    script = f"import importlib, sys\nfor name in {light!r}: importlib.import_module(name)\nprint(*sys.modules)"
    said = subprocess.run(
        (sys.executable, "-W", "ignore", "-c", script), cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in said.stdout.split()}
    assert "sqlalchemy" in loaded
    assert not loaded & HEAVY
