"""What a rehearsal can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class RehearseOptions:
    """What was asked for on the command line.

    `speed` is event seconds to one second of the wall, or "max": from one thing to the next without waiting. `at` is
    aware; None: shortly before the matchmaking day, or, headless, two days before registration closes. `keep` is the
    database file to use and leave; None: a passing one.
    """

    port: int = 8080
    speed: float | Literal["max"] = 1.0
    crowd: int = 0
    event: Path | None = None
    seed: int = 1
    at: datetime | None = None
    keep: Path | None = None
    headless: bool = False
