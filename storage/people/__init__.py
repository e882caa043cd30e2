"""Persons and attendees: who is behind an update, who is at an event, and what is kept about them."""

from __future__ import annotations

from storage.people.approvals import applied_until, deciding, first_in_time, number_with, role_in, with_status
from storage.people.carried_over import EarlierProfile, earlier_profile
from storage.people.dates import ask_date, asked_dates, events_asked_for, mark_told, to_be_told, unask_date
from storage.people.freedom import PAGE, free_people, held_together, known_to
from storage.people.places_left import agreed_starts, first_waiting, lock_registration, place_in_line, seats_taken
from storage.people.reading import (
    attendee,
    attendee_of,
    attendees,
    attendees_of_person,
    languages_of,
    load_actor,
    person,
    person_by_telegram,
    person_of,
    persons_of,
)
from storage.people.searching import countries, languages, search
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
    "applied_until",
    "ask_date",
    "asked_dates",
    "attendee",
    "attendee_of",
    "attendees",
    "attendees_of_person",
    "change_attendee",
    "change_person",
    "countries",
    "deciding",
    "earlier_profile",
    "events_asked_for",
    "first_in_time",
    "first_waiting",
    "free_people",
    "held_together",
    "insert_attendees",
    "known_to",
    "languages",
    "languages_of",
    "load_actor",
    "lock_registration",
    "mark_reachable",
    "mark_told",
    "mark_unreachable",
    "number_with",
    "person",
    "person_by_telegram",
    "person_of",
    "persons_of",
    "place_in_line",
    "role_in",
    "search",
    "seats_taken",
    "set_interests",
    "to_be_told",
    "unask_date",
    "with_status",
]
