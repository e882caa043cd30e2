"""What the desk reads: numbers, lists, people of every status, agendas of many; all by few indexed statements."""

from __future__ import annotations

from storage.desk.agendas import booked_at, people_without_telegram, sittings
from storage.desk.checking_in import (
    attendee_by_code,
    check_in,
    give_codes,
    give_table_codes,
    place_by_code,
    table_codes,
    undo_check_in,
)
from storage.desk.meetings import (
    confirm_changes,
    meetings_of,
    page_of_meetings,
    page_of_unconfirmed,
    unconfirmed_in,
    waiting_for,
)
from storage.desk.numbers import numbers, tables_taken
from storage.desk.people import find, page_of_people, participant, same_name

__all__ = [
    "attendee_by_code",
    "booked_at",
    "check_in",
    "confirm_changes",
    "find",
    "give_codes",
    "give_table_codes",
    "meetings_of",
    "numbers",
    "page_of_meetings",
    "page_of_people",
    "page_of_unconfirmed",
    "participant",
    "people_without_telegram",
    "place_by_code",
    "same_name",
    "sittings",
    "table_codes",
    "tables_taken",
    "unconfirmed_in",
    "undo_check_in",
    "waiting_for",
]
