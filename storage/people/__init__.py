"""Persons and attendees: who is behind an update, who is at an event, and what is kept about them."""

from __future__ import annotations

from storage.people.places_left import first_waiting, lock_registration, place_in_line, seats_taken
from storage.people.reading import (
    attendee,
    attendee_of,
    attendees,
    load_actor,
    person,
    person_by_telegram,
    person_of,
    persons_of,
)
from storage.people.searching import PAGE, countries, search
from storage.people.writing import (
    add_attendee,
    add_person,
    change_attendee,
    change_person,
    insert_attendees,
    mark_reachable,
    mark_unreachable,
    set_interests,
)

__all__ = [
    "PAGE",
    "add_attendee",
    "add_person",
    "attendee",
    "attendee_of",
    "attendees",
    "change_attendee",
    "change_person",
    "countries",
    "first_waiting",
    "insert_attendees",
    "load_actor",
    "lock_registration",
    "mark_reachable",
    "mark_unreachable",
    "person",
    "person_by_telegram",
    "person_of",
    "persons_of",
    "place_in_line",
    "search",
    "seats_taken",
    "set_interests",
]
