"""Meetings that could change places without any difference: one order of them is enough to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.timetable.instances import Instance


def orders(instance: Instance, masks: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of meetings (sooner, later) that can be demanded without losing more than mirror images of solutions.

    Twins are participants who are wanted by the same people in the same slots and are free at the same times: any two
    of them can swap their days. Their meetings with one common partner are never at once, so the twins can be put in
    the order of these. A class of twins is left alone if one of its meetings belongs to another class already.
    """
    bound = {index for index, before in enumerate(instance.before) if before}
    bound.update(*instance.before)
    classes: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    mine = instance.meetings_of()
    for person, meetings in enumerate(mine):
        if meetings and not bound.intersection(meetings):
            classes[_looks(instance, masks, person, meetings)].append(person)
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for looks, twins in sorted(classes.items(), key=lambda one: (-len(one[1]), one[1])):
        touched = {index for person in twins for index in mine[person]}
        if len(twins) < 2 or touched & taken:
            continue
        taken |= touched
        partner = looks[0][0]
        chain = [next(index for index in mine[person] if partner in _people(instance, index)) for person in twins]
        found.extend(pairwise(chain))
    found.extend(_repeated(instance, masks, bound | taken))
    return found


def _people(instance: Instance, index: int) -> tuple[int, int]:
    return instance.meetings[index].one, instance.meetings[index].two


def _looks(
    instance: Instance, masks: Sequence[int], person: int, meetings: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Whom they meet and when they can: the same for twins (who do not meet each other then)."""
    return tuple(sorted((sum(_people(instance, index)) - person, masks[index]) for index in meetings))


def _repeated(instance: Instance, masks: Sequence[int], taken: set[int]) -> list[tuple[int, int]]:
    """Several meetings of the same two people."""
    same: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, mask in enumerate(masks):
        if index not in taken:
            one, two = sorted(_people(instance, index))
            same[one, two, mask].append(index)
    return [pair for held in same.values() for pair in pairwise(held)]
