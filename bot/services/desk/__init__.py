"""The desk at work: looking, acting for participants, adding people, printing."""

from __future__ import annotations

from bot.services.desk import notices
from bot.services.desk.acting import (
    accept,
    add_to_meeting,
    at_place,
    at_slot,
    cancel,
    decline,
    free_tables,
    office,
    times,
    told,
    withdraw,
)
from bot.services.desk.adding import add, full, likely_countries, read_country, same_name
from bot.services.desk.asking import request_for, times_for
from bot.services.desk.looking import (
    changes_of,
    find,
    look,
    page_of_meetings,
    page_of_people,
    page_of_unconfirmed,
    participant,
    tables,
    told_everything,
)
from bot.services.desk.printing import print_agendas, print_all, print_table_codes, sheet_of
from bot.services.desk.removing import removable, remove

NOTICES = notices.NOTICES

__all__ = [
    "NOTICES",
    "accept",
    "add",
    "add_to_meeting",
    "at_place",
    "at_slot",
    "cancel",
    "changes_of",
    "decline",
    "find",
    "free_tables",
    "full",
    "likely_countries",
    "look",
    "office",
    "page_of_meetings",
    "page_of_people",
    "page_of_unconfirmed",
    "participant",
    "print_agendas",
    "print_all",
    "print_table_codes",
    "read_country",
    "removable",
    "remove",
    "request_for",
    "same_name",
    "sheet_of",
    "tables",
    "times",
    "times_for",
    "told",
    "told_everything",
    "withdraw",
]
