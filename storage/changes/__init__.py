"""What a change of the event touches, what is written then, and the notices that people confirm."""

from __future__ import annotations

from storage.changes.affected import (
    desk_acts_since,
    joined,
    meetings_of_people,
    misfits,
    past_deadline,
    people_by_default,
    people_in,
    proposing,
    taken_places,
)
from storage.changes.floor import recut, rise, set_in_use, set_session
from storage.changes.notices import Kept, Unconfirmed, add, confirm, drop, newest_of, notice, unconfirmed, unread
from storage.changes.writing import (
    carry_unavailable,
    leave_sessions,
    lock_scheduled,
    new_bells,
    nothing_awaited,
    reseat,
    silence_people,
    silence_sessions,
    take_seats_off,
)

__all__ = [
    "Kept",
    "Unconfirmed",
    "add",
    "carry_unavailable",
    "confirm",
    "desk_acts_since",
    "drop",
    "joined",
    "leave_sessions",
    "lock_scheduled",
    "meetings_of_people",
    "misfits",
    "new_bells",
    "newest_of",
    "nothing_awaited",
    "notice",
    "past_deadline",
    "people_by_default",
    "people_in",
    "proposing",
    "recut",
    "reseat",
    "rise",
    "set_in_use",
    "set_session",
    "silence_people",
    "silence_sessions",
    "take_seats_off",
    "taken_places",
    "unconfirmed",
    "unread",
]
