"""Words for what cannot be done with a timetable, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views.menu import menu_button
from bot.views.refusals import Refusal
from bot.views.screens import Button, Screen
from bot.views.timetable.taps import PlanAct, PlanTap
from bot.views.words import Html, Words

Facts = Mapping[str, Any]


def _screen(w: Words, text: Html) -> Screen:
    return Screen(text, ((Button(w.plain("🧩 Timetable"), PlanTap(PlanAct.OPEN).pack()),), (menu_button(w),)))


def no_timetable(w: Words, _facts: Facts) -> Screen:
    """The button belongs to another event's, or to one that is not there."""
    return _screen(w, w.say("This timetable does not belong to the event you are at. See how it stands:"))


def nothing_to_place(w: Words, _facts: Facts) -> Screen:
    """Everything has a time, or nothing is agreed."""
    return _screen(w, w.say("There is nothing to place: every agreed meeting has a time."))


def no_times_left(w: Words, _facts: Facts) -> Screen:
    """The last slot has begun, or begins in a moment."""
    return _screen(w, w.say("All meeting times have passed or begin in a moment."))


REFUSALS: dict[str, Refusal] = {
    "no_timetable": no_timetable,
    "nothing_to_place": nothing_to_place,
    "no_times_left": no_times_left,
}
