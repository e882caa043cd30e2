"""Why an instance has no solution, for a person to read. Participants, meetings and slots are numbered from 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LIST = 12  # numbers that are named one by one


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind`: fixed, precedence, participant, tables, fairness or search (found by searching, no short reason)."""

    kind: str
    words: str
    meetings: tuple[int, ...] = ()
    participant: int | None = None
    slots: tuple[int, ...] = ()


def numbers(what: str, found: Iterable[int]) -> str:
    """``meetings 3, 5 and 9``; long lists are cut."""
    ordered = sorted(found)
    if len(ordered) == 1:
        return f"{what} {ordered[0]}"
    if len(ordered) > LONGEST_LIST:
        shown = ", ".join(map(str, ordered[:LONGEST_LIST]))
        return f"{what}s {shown} and {len(ordered) - LONGEST_LIST} more"
    return f"{what}s {', '.join(map(str, ordered[:-1]))} and {ordered[-1]}" if ordered else f"no {what}"
