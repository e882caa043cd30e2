"""Words for what cannot be changed, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views.refusals import Refusal
from bot.views.words import Words

Facts = Mapping[str, Any]


def session_gone(w: Words, _facts: Facts) -> str:
    """The session is no longer part of the programme."""
    return w.say("This session is no longer in the programme.")


def session_is_over(w: Words, _facts: Facts) -> str:
    """Nothing is to be changed about what is past."""
    return w.say("This session is over: there is nothing to change any more.")


def ends_before_start(w: Words, _facts: Facts) -> str:
    """The end is before the start."""
    return w.say("The end must be later than the start. Choose another time.")


def off_event_days(w: Words, _facts: Facts) -> str:
    """Outside the event's days."""
    return w.say("It must begin and end on the same day of the event. Choose another time.")


def over_already(w: Words, _facts: Facts) -> str:
    """Everything of it would be past."""
    return w.say("It would be over already. Choose a later time.")


def plenary_in_block(w: Words, facts: Facts) -> str:
    """A plenary is for everybody: no meetings at the same time."""
    return w.say(
        "“{title}” is for everybody and cannot be at the same time as meetings ({span}). Change the other one first.",
        title=facts["title"],
        span=_span(w, facts),
    )


def block_gone(w: Words, _facts: Facts) -> str:
    """The block is no longer there."""
    return w.say("These meeting times are no longer part of the event.")


def blocks_overlap(w: Words, facts: Facts) -> str:
    """Two blocks at the same time."""
    return w.say(
        "At that time there are other meeting times already ({span}). Change them first.", span=_span(w, facts)
    )


def block_without_slot(w: Words, facts: Facts) -> str:
    """Too short for one slot."""
    return w.count(
        "One meeting takes {n} minute: there must be room for at least one.",
        "One meeting takes {n} minutes: there must be room for at least one.",
        int(facts["minutes"]),
    )


def no_such_table(w: Words, _facts: Facts) -> str:
    """A number that no table has."""
    return w.say("There is no such table.")


def no_time_instead(w: Words, _facts: Facts) -> str:
    """The meeting cannot go anywhere else."""
    return w.say("There is no other time that suits you both. Keep the meeting, or cancel it from your agenda.")


def no_changes(w: Words, _facts: Facts) -> str:
    """The notice is gone, with the registration it belonged to."""
    return w.say("There is nothing to confirm any more.")


def _span(w: Words, facts: Facts) -> str:
    event, block = facts["event"], facts["block"]
    return f"{w.time(block.starts_at, event.zone)}–{w.time(block.ends_at, event.zone)}"


REFUSALS: dict[str, Refusal] = {
    "session_gone": session_gone,
    "session_is_over": session_is_over,
    "ends_before_start": ends_before_start,
    "off_event_days": off_event_days,
    "over_already": over_already,
    "plenary_in_block": plenary_in_block,
    "block_gone": block_gone,
    "blocks_overlap": blocks_overlap,
    "block_without_slot": block_without_slot,
    "no_such_table": no_such_table,
    "no_time_instead": no_time_instead,
    "no_changes": no_changes,
}
