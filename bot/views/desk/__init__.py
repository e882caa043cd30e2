"""The desk on the screen: numbers, lists, people and meetings as organisers see them, printed pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.desk.files import agenda_file, agenda_text, codes_file, coming
from bot.views.desk.lists import ask_name, meetings, people, tables, unconfirmed
from bot.views.desk.meeting import (
    Office,
    ask_to_add,
    choose_table,
    choose_time,
    said_with_the_silent,
    sure_to_cancel,
)
from bot.views.desk.meeting import card as meeting_card
from bot.views.desk.overview import back_to_desk, countries, overview, types
from bot.views.desk.participant import ask_when, ask_with, card, changes_of, found_for, removed, sure_to_remove
from bot.views.desk.taps import AddAct, AddTap, AskAct, AskTap, DeskAct, DeskTap, OfficeAct, OfficeTap
from bot.views.screens import Screen
from bot.views.words import Words

__all__ = [
    "REFUSALS",
    "AddAct",
    "AddTap",
    "AskAct",
    "AskTap",
    "DeskAct",
    "DeskTap",
    "Office",
    "OfficeAct",
    "OfficeTap",
    "agenda_file",
    "agenda_text",
    "ask_name",
    "ask_to_add",
    "ask_when",
    "ask_with",
    "back_to_desk",
    "card",
    "changes_of",
    "choose_table",
    "choose_time",
    "codes_file",
    "coming",
    "countries",
    "found_for",
    "meeting_card",
    "meetings",
    "overview",
    "people",
    "removed",
    "said_with_the_silent",
    "sure_to_cancel",
    "sure_to_remove",
    "tables",
    "types",
    "unconfirmed",
]

REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "incomplete_newcomer": lambda w, _f: w.say("Something is still missing. Begin again at the desk, please."),
    "nobody_offline": lambda w, _f: w.say("Everybody has Telegram: there is nothing to print for all."),
    "no_tables": lambda w, _f: w.say("This event has no tables."),
}
