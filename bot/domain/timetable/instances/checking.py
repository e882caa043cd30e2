"""Is an assignment a solution, and how many breaks has it? Says nothing about how it was found, and shares no code
with those who find it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.timetable.instances.records import Instance, Session


def break_counts(instance: Instance, assignment: Sequence[int]) -> tuple[int, ...]:
    """The breaks of each participant: maximal runs of idle slots between two of their meetings."""
    busy: list[set[int]] = [set() for _ in range(instance.participants)]
    for meeting, slot in zip(instance.meetings, assignment, strict=True):
        busy[meeting.one].add(slot)
        busy[meeting.two].add(slot)
    counts = []
    for slots in busy:
        ordered = sorted(slots)
        counts.append(sum(later - sooner > 1 for sooner, later in pairwise(ordered)))
    return tuple(counts)


def instance_faults(instance: Instance, assignment: Sequence[int]) -> list[str]:
    """Every rule that the slots of the meetings (in order, from 1) break, in words; empty for a solution.

    Participants and meetings are numbered from 1 in the words, as in the file.
    """
    if len(assignment) != len(instance.meetings):
        return [f"{len(assignment)} slots for {len(instance.meetings)} meetings"]
    faults: list[str] = []
    seen: set[tuple[int, int]] = set()
    for number, (meeting, slot) in enumerate(zip(instance.meetings, assignment, strict=True), start=1):
        if not 1 <= slot <= instance.slots:
            faults.append(f"meeting {number} is in slot {slot} of {instance.slots}")
        if meeting.session is Session.MORNING and slot > instance.morning:
            faults.append(f"meeting {number} is not in the morning")
        if meeting.session is Session.AFTERNOON and slot <= instance.morning:
            faults.append(f"meeting {number} is not in the afternoon")
        fixed = instance.fixed[number - 1]
        if fixed and slot != fixed:
            faults.append(f"meeting {number} is not in slot {fixed}, where it is fixed")
        for person in (meeting.one, meeting.two):
            if slot in instance.forbidden[person]:
                faults.append(f"participant {person + 1} has a meeting in slot {slot}, which is forbidden")
            if (person, slot) in seen:
                faults.append(f"participant {person + 1} has two meetings in slot {slot}")
            seen.add((person, slot))
        faults.extend(
            f"meeting {sooner + 1} does not come before meeting {number}"
            for sooner in sorted(instance.before[number - 1])
            if assignment[sooner] >= slot
        )
    for slot, count in sorted(Counter(assignment).items()):
        if count > instance.tables:
            faults.append(f"{count} meetings in slot {slot} at {instance.tables} tables")
    counts = break_counts(instance, assignment)
    if counts and max(counts) - min(counts) > instance.fair:
        faults.append(f"one participant has {max(counts)} breaks and another {min(counts)}")
    return faults
