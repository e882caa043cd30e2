"""An instance as clauses. After the MaxSAT encoding of Bofill et al. (JAIR 2022): a variable for each meeting and slot,
one for each participant and slot, the two implied counts, and the meetings of a slot counted by stars.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.timetable.instances import Instance
from bot.domain.timetable.proving.domains import members
from bot.domain.timetable.proving.formula import Formula


@dataclass(frozen=True, slots=True)
class Encoding:
    """`at[m, t]`: meeting m is in slot t. `breaks`: at bound K no more than K of these literals may be true."""

    formula: Formula
    at: Mapping[tuple[int, int], int]
    breaks: tuple[int, ...]

    def assignment(self, model: Sequence[int], meetings: int) -> list[int]:
        """The slots of the meetings in a model."""
        true = {literal for literal in model if literal > 0}
        slots = [0] * meetings
        for (meeting, slot), variable in self.at.items():
            if variable in true:
                slots[meeting] = slot
        return slots


def encode(instance: Instance, masks: Sequence[int], *, somebody_has_none: bool) -> Encoding:
    """The clauses of an instance whose meetings have these possible slots.

    `somebody_has_none`: only solutions in which the least number of breaks is 0, so that nobody has more than the
    fairness allows. That is no restriction where somebody cannot have a break, or below as many breaks as people.
    """
    formula = Formula()
    at = {(index, slot): formula.new() for index, mask in enumerate(masks) for slot in members(mask)}
    for index, mask in enumerate(masks):
        mine = [at[index, slot] for slot in members(mask)]
        formula.add(*mine)
        formula.at_most_one(mine)
    busy = _busy(instance, masks, formula, at)
    counts = _breaks(instance, masks, formula, busy, instance.fair + 1 if somebody_has_none else instance.slots)
    if somebody_has_none:
        for counted in counts:
            if len(counted) > instance.fair:
                formula.add(-counted[instance.fair])
        breaks = [literal for counted in counts for literal in counted[: instance.fair]]
    else:
        _fair(instance, formula, counts)
        breaks = [literal for counted in counts for literal in counted]
    _tables(instance, masks, formula, at, busy)
    _order(instance, masks, formula, at)
    return Encoding(formula, at, tuple(breaks))


def _busy(
    instance: Instance, masks: Sequence[int], formula: Formula, at: Mapping[tuple[int, int], int]
) -> list[dict[int, int]]:
    """For each participant, the literal for each slot in which they may have a meeting; one meeting at most."""
    busy: list[dict[int, int]] = []
    for mine in instance.meetings_of():
        union = 0
        for index in mine:
            union |= masks[index]
        slots: dict[int, int] = {}
        for slot in members(union):
            here = [at[index, slot] for index in mine if masks[index] >> slot & 1]
            slots[slot] = formula.any_of(here)
            formula.at_most_one(here)
        if len(mine) > 1:
            formula.exactly(list(slots.values()), len(mine))  # implied
        busy.append(slots)
    return busy


def _breaks(
    instance: Instance, masks: Sequence[int], formula: Formula, busy: Sequence[Mapping[int, int]], most: int
) -> list[list[int]]:
    """For each participant, literals for *at least 1 break*, *at least 2*, ... up to `most`.

    A break is counted in its last slot: idle here, a meeting before, a meeting in the next.
    """
    found: list[list[int]] = []
    for slots in busy:
        ends: list[int] = []
        begun = 0  # a meeting in this slot or before
        for slot in range(min(slots, default=1), max(slots, default=1)):
            here, following = slots.get(slot), slots.get(slot + 1)
            if here is not None:
                begun = formula.any_of([begun, here]) if begun else here
            if begun == here or following is None:
                continue  # the first slot, or no meeting can follow
            end = formula.new()
            idle = [-here] if here is not None else []
            formula.add(*(-literal for literal in (*idle, following, begun)), end)
            for literal in (*idle, following, begun):
                formula.add(-end, literal)
            ends.append(end)
        found.append(formula.count(ends, most, exact=True))
    return found


def _fair(instance: Instance, formula: Formula, counts: Sequence[Sequence[int]]) -> None:
    """Whoever has k + d breaks has them only where everybody has at least k."""
    for level in range(1, max((len(counted) for counted in counts), default=0) + 1 - instance.fair):
        everybody = formula.new()
        for counted in counts:
            if len(counted) >= level:
                formula.add(-everybody, counted[level - 1])
            else:
                formula.add(-everybody)
            if len(counted) >= level + instance.fair:
                formula.add(-counted[level + instance.fair - 1], everybody)


def _tables(
    instance: Instance,
    masks: Sequence[int],
    formula: Formula,
    at: Mapping[tuple[int, int], int],
    busy: Sequence[Mapping[int, int]],
) -> None:
    """No more meetings in a slot than tables. The meetings of a participant there are at most one: a star of them is
    counted as one literal, so that fewer are counted. Implied: nor more people than two a table.
    """
    mine = instance.meetings_of()
    for slot in range(1, instance.slots + 1):
        rest = {index for index, mask in enumerate(masks) if mask >> slot & 1}
        if len(rest) <= instance.tables:
            continue
        stars: list[int] = []
        while rest:
            degrees: Counter[int] = Counter()
            for index in rest:
                degrees[instance.meetings[index].one] += 1
                degrees[instance.meetings[index].two] += 1
            centre = max(degrees, key=lambda person: (degrees[person], -person))
            star = [index for index in mine[centre] if index in rest]
            whole = len(star) == sum(masks[index] >> slot & 1 for index in mine[centre])
            stars.append(busy[centre][slot] if whole else formula.any_of([at[index, slot] for index in star]))
            rest.difference_update(star)
        formula.at_most(stars, instance.tables)
        formula.at_most([slots[slot] for slots in busy if slot in slots], 2 * instance.tables)


def _order(instance: Instance, masks: Sequence[int], formula: Formula, at: Mapping[tuple[int, int], int]) -> None:
    """Each meeting later than those before it: where it is in slot t or sooner, they are sooner than t."""
    until: dict[int, dict[int, int]] = {}
    asked = [(sooner, later) for later, before in enumerate(instance.before) for sooner in sorted(before)]
    for sooner, later in asked:
        if sooner not in until:
            until[sooner] = _until(formula, at, sooner, masks[sooner])
        done = until[sooner]  # slot -> the literal "in this slot or before"
        for slot in members(masks[later]):
            behind = [one for one in done if one < slot]
            if behind and behind[-1] == max(done):
                continue
            formula.add(-at[later, slot], *([done[behind[-1]]] if behind else []))


def _until(formula: Formula, at: Mapping[tuple[int, int], int], index: int, mask: int) -> dict[int, int]:
    found: dict[int, int] = {}
    held = 0
    for slot in members(mask):
        held = formula.any_of([held, at[index, slot]]) if held else at[index, slot]
        found[slot] = held
    return found
