"""Figures, the machine they were taken on, and how they are shown and kept."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured thing: every run's value, the unit, what belongs to it. `aim` is what was hoped for."""

    key: str
    what: str
    unit: str
    values: Sequence[float]
    note: str = ""
    aim: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "key": self.key,
            "what": self.what,
            "unit": self.unit,
            "median": median(self.values),
            "runs": [round(value, 4) for value in self.values],
            "note": self.note,
            "aim": self.aim,
        }


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def machine() -> dict[str, Any]:
    """What the figures depend on; nothing that names the machine."""
    load = os.getloadavg() if hasattr(os, "getloadavg") else (0.0, 0.0, 0.0)
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
        "load_1_5_15_min": [round(value, 2) for value in load],
    }


@dataclass
class Report:
    """What a run of the benchmarks found."""

    command: str
    before: dict[str, Any] = field(default_factory=machine)
    figures: list[Figure] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def show(self, console: Console) -> None:
        """The table."""
        facts = ", ".join(f"{name} {value}" for name, value in self.before.items())
        table = Table(title="Matchbell, measured", caption=f"{self.command}\n{facts}")
        for name in ("what", "median", "unit", "runs", "aim", "note"):
            table.add_column(name, justify="right" if name in {"median", "runs"} else "left", overflow="fold")
        for figure in self.figures:
            runs = " ".join(_short(value) for value in figure.values) if len(figure.values) > 1 else ""
            table.add_row(figure.what, _short(median(figure.values)), figure.unit, runs, figure.aim, figure.note)
        console.print(table)
        for failure in self.failures:
            console.print(f"[red]failed:[/red] {failure}", markup=True)

    def keep(self, folder: Path, now: datetime) -> Path:
        """Write the JSON file; its path."""
        folder.mkdir(exist_ok=True)
        path = folder / f"bench-{now:%Y%m%d-%H%M%S}.json"
        body = {
            "command": self.command,
            "taken_at": now.isoformat(),
            "machine": self.before,
            "load_after": machine()["load_1_5_15_min"],
            "argv": sys.argv[1:],
            "figures": [figure.to_json() for figure in self.figures],
            "failures": self.failures,
        }
        path.write_text(json.dumps(body, indent=2) + "\n")
        return path


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
