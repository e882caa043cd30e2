"""Persons and attendees: who is behind an update, who is at an event, and what is kept about them."""

from __future__ import annotations

from storage.people.carried_over import EarlierProfile, earlier_profile
from storage.people.places_left import agreed_starts, first_waiting, lock_registration, place_in_line, seats_taken
from storage.people.reading import (
    attendee,
    attendee_of,
    attendees,
    attendees_of_person,
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
    "EarlierProfile",
    "add_attendee",
    "add_person",
    "agreed_starts",
    "attendee",
    "attendee_of",
    "attendees",
    "attendees_of_person",
    "change_attendee",
    "change_person",
    "countries",
    "earlier_profile",
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
