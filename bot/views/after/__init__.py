"""What people see right after a meeting, and when somebody does not come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.after.contacts import contact_card, vcard, wants_contact, ways_to_reach
from bot.views.after.missing import (
    both_here,
    call_button,
    called,
    cant_come_noted,
    coming,
    coming_noted,
    desk,
    filled,
    missed,
    no_thanks,
    nobody_near,
    offer,
    offer_over,
    offering,
    taken,
    waiting,
)
from bot.views.after.outcomes import question
from bot.views.after.taps import AfterAct, AfterTap, GapAct, GapTap
from bot.views.screens import Screen
from bot.views.words import Words


def _not_over(w: Words, facts: Mapping[str, Any]) -> str:
    return w.say("The meeting is not over yet. Tell me when it is.")


def _not_begun(w: Words, facts: Mapping[str, Any]) -> str:
    time = w.time(facts["slot"].starts_at, facts["event"].zone)
    return w.say("Your meeting begins at {time}. If nobody is there then, tap again.", time=time)


def _slot_busy(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("You have a meeting at that time yourself.")


def _offer_over(w: Words, _facts: Mapping[str, Any]) -> Screen:
    return offer_over(w)


def _elsewhere(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("You do not take part in the same place today, so you cannot take this slot.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "not_over": _not_over,
    "not_begun": _not_begun,
    "slot_busy": _slot_busy,
    "offer_over": _offer_over,
    "elsewhere": _elsewhere,
}

__all__ = [
    "REFUSALS",
    "AfterAct",
    "AfterTap",
    "GapAct",
    "GapTap",
    "both_here",
    "call_button",
    "called",
    "cant_come_noted",
    "coming",
    "coming_noted",
    "contact_card",
    "desk",
    "filled",
    "missed",
    "no_thanks",
    "nobody_near",
    "offer",
    "offer_over",
    "offering",
    "question",
    "taken",
    "vcard",
    "waiting",
    "wants_contact",
    "ways_to_reach",
]
