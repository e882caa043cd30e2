"""The slots in which each meeting can be: session, forbidden slots, fixed ones and the order of meetings, followed to
their ends. Sets of slots are bit masks: bit t for slot t (bit 0 is unused).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.timetable.instances import Instance
from bot.domain.timetable.proving.reasons import Reason, numbers


class Infeasible(Exception):
    """No solution, and why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.words)


def members(mask: int) -> Iterator[int]:
    """The slots of a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def possible_slots(instance: Instance) -> list[int]:
    """A mask a meeting; raises :class:`Infeasible` with the reason where one stays without."""
    order = _in_order(instance)
    masks = _own_slots(instance)
    mine = instance.meetings_of()
    while True:
        before = list(masks)
        _follow_order(instance, order, masks)
        _keep_clear(instance, mine, masks)
        if masks == before:
            return masks


def _own_slots(instance: Instance) -> list[int]:
    away = [sum(1 << slot for slot in slots) for slots in instance.forbidden]
    masks = []
    for index, meeting in enumerate(instance.meetings):
        session = sum(1 << slot for slot in instance.session_slots(meeting.session))
        mask = session & ~away[meeting.one] & ~away[meeting.two]
        fixed = instance.fixed[index]
        if fixed and not mask >> fixed & 1:
            if not session >> fixed & 1:
                words = f"meeting {index + 1} is fixed in slot {fixed}, which is not in its session"
            else:
                who = (meeting.one if away[meeting.one] >> fixed & 1 else meeting.two) + 1
                words = f"meeting {index + 1} is fixed in slot {fixed}, which participant {who} has forbidden"
            raise Infeasible(Reason("fixed", words, (index + 1,), None, (fixed,)))
        if not mask:
            words = (
                f"meeting {index + 1} has no slot: participants {meeting.one + 1} and {meeting.two + 1} "
                f"have none in common in its session"
            )
            raise Infeasible(Reason("participant", words, (index + 1,)))
        masks.append(1 << fixed if fixed else mask)
    return masks


def _in_order(instance: Instance) -> list[int]:
    """The meetings, each behind those that must come before it."""
    waiting = [len(before) for before in instance.before]
    after: list[list[int]] = [[] for _ in instance.meetings]
    for index, before in enumerate(instance.before):
        for sooner in before:
            after[sooner].append(index)
    ready = [index for index, count in enumerate(waiting) if count == 0]
    for index in ready:
        for later in after[index]:
            waiting[later] -= 1
            if waiting[later] == 0:
                ready.append(later)
    if len(ready) < len(waiting):
        circle = _circle(instance, {index for index, count in enumerate(waiting) if count})
        words = f"{numbers('meeting', (one + 1 for one in circle))} must each come before the next, round in a circle"
        if len(circle) == 1:
            words = f"meeting {circle[0] + 1} must come before itself"
        raise Infeasible(Reason("precedence", words, tuple(one + 1 for one in circle)))
    return ready


def _circle(instance: Instance, stuck: set[int]) -> list[int]:
    path: list[int] = []
    at = min(stuck)
    while at not in path:
        path.append(at)
        at = min(instance.before[at] & stuck)
    return path[path.index(at) :][::-1]


def _follow_order(instance: Instance, order: Sequence[int], masks: list[int]) -> None:
    """Later than the earliest of those before, earlier than the latest of those after."""
    for index in order:
        for sooner in instance.before[index]:
            earliest = (masks[sooner] & -masks[sooner]).bit_length()  # the slot after it
            masks[index] = masks[index] >> earliest << earliest
        _check_order(index, masks)
    for index in reversed(order):
        latest = masks[index].bit_length() - 1
        for sooner in instance.before[index]:
            masks[sooner] &= (1 << latest) - 1
            _check_order(sooner, masks)


def _check_order(index: int, masks: Sequence[int]) -> None:
    if not masks[index]:
        words = f"the order of meetings and the slots they can have leave none for meeting {index + 1}"
        raise Infeasible(Reason("precedence", words, (index + 1,)))


def _keep_clear(instance: Instance, mine: Sequence[Sequence[int]], masks: list[int]) -> None:
    """A meeting with one slot left takes it from the others of both its people."""
    for index, meeting in enumerate(instance.meetings):
        mask = masks[index]
        if mask & (mask - 1):
            continue
        for person in (meeting.one, meeting.two):
            for other in mine[person]:
                if other != index and masks[other] & mask:
                    masks[other] &= ~mask
                    if not masks[other]:
                        slot = mask.bit_length() - 1
                        words = (
                            f"participant {person + 1}: {numbers('meeting', (index + 1, other + 1))} "
                            f"can only both be in slot {slot}"
                            if not instance.before[index] and not instance.before[other]
                            else f"participant {person + 1}: slot {slot} is wanted by "
                            f"{numbers('meeting', (index + 1, other + 1))}, and nothing else is left"
                        )
                        raise Infeasible(
                            Reason("participant", words, tuple(sorted((index + 1, other + 1))), person + 1, (slot,))
                        )
