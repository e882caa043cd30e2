"""An instance of the B2B meeting scheduling problem as plain data, and what is said of a faulty file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

FAIR = 2  # the most by which the break counts of two participants may differ (d in the published experiments)


class Session(IntEnum):
    """When a meeting may be; the numbers of the file format."""

    MORNING = 1
    AFTERNOON = 2
    EITHER = 3


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting: two different participants (0-based) and the session they want."""

    one: int
    two: int
    session: Session


@dataclass(frozen=True, slots=True)
class Instance:
    """Participants and meetings are 0-based here, slots are 1 to `slots` as in the file.

    `forbidden[p]`: slots in which p meets nobody. `fixed[m]`: the slot of a meeting that has one already, else 0.
    `before[m]`: meetings that must come before m. `remarks`: what is odd about the file and does no harm.
    """

    participants: int
    tables: int
    slots: int
    morning: int  # the first so many slots
    meetings: tuple[Request, ...]
    forbidden: tuple[frozenset[int], ...]
    fixed: tuple[int, ...]
    before: tuple[frozenset[int], ...]
    fair: int = FAIR
    remarks: tuple[str, ...] = ()

    def session_slots(self, session: Session) -> range:
        """The slots of a session."""
        first = self.morning + 1 if session is Session.AFTERNOON else 1
        last = self.morning if session is Session.MORNING else self.slots
        return range(first, last + 1)

    def meetings_of(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each participant, in order."""
        found: list[list[int]] = [[] for _ in range(self.participants)]
        for index, meeting in enumerate(self.meetings):
            found[meeting.one].append(index)
            found[meeting.two].append(index)
        return tuple(tuple(one) for one in found)


class InstanceFault(Exception):
    """A file that is no instance: which file, key and line, and what is expected there."""

    def __init__(self, words: str, *, key: str | None = None, line: int | None = None, source: str = "") -> None:
        self.words = words
        self.key = key
        self.line = line
        self.source = source
        super().__init__(words)

    def __str__(self) -> str:
        where = ": ".join(
            part for part in (self.source, f"line {self.line}" if self.line else "", self.key or "") if part
        )
        return f"{where}: {self.words}" if where else self.words
