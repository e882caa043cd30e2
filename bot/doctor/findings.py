"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How it is."""

    OK = "ok"
    WARNING = "warning"  # it runs, and may not always
    FAILURE = "failure"  # it will not run, or not safely


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: the thing, how it is, and what mends it."""

    name: str
    state: State
    text: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody else's clock, and ours at the same moment; `tolerance` is how exact theirs is, in seconds."""

    whose: str
    theirs: datetime
    ours: datetime
    tolerance: float
