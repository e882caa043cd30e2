"""Bells and digests: when they ring, and until when they are of use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, AttendeeStatus, Mode

SHORTEST, LONGEST = 5, 120  # minutes that an attendee may choose
OFFERED = (5, 10, 15, 30, 60, 120)  # a tap each; others are typed
MOST_BELLS = 6  # before one meeting


class ReminderKind(StrEnum):
    """What kind of reminder a row is."""

    BELL = "bell"
    EVENING = "evening"
    MORNING = "morning"


class ReminderState(StrEnum):
    """Where a reminder stands; those of a moved or cancelled meeting are deleted."""

    WAITING = "waiting"
    QUEUED = "queued"  # handed to the outbox
    DROPPED = "dropped"  # it came too late; `reason` says why


@dataclass(frozen=True, slots=True)
class Bell:
    """One ring for one attendee."""

    attendee_id: AttendeeId
    due_at: datetime
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """One day's overview for everybody at the event: sent at `due_at`, pointless from `useful_until` on."""

    kind: ReminderKind
    day: date
    due_at: datetime
    useful_until: datetime


def minutes_of(event: Event, attendee: Attendee) -> tuple[int, ...]:
    """How many minutes before: the attendee's own choice, else the event's default; longest first."""
    chosen = event.rules.bell_minutes if attendee.bell_minutes is None else attendee.bell_minutes
    return tuple(sorted(set(chosen), reverse=True))


def bells(
    attendee_id: AttendeeId, minutes: Iterable[int], starts_at: datetime, now: datetime, *, at_least_one: bool = True
) -> tuple[Bell, ...]:
    """The bells for something that starts at `starts_at`, as they are derived at `now`.

    Those whose moment has passed are left out, unless all have: then one rings at once, so that nobody goes without
    (not so with `at_least_one` False: it has rung already). Nothing rings for what has begun.
    """
    moments = sorted({starts_at - timedelta(minutes=n) for n in minutes})
    if not moments or starts_at <= now:
        return ()
    ahead = [moment for moment in moments if moment >= now] or ([now] if at_least_one else [])
    return tuple(Bell(attendee_id, moment, starts_at) for moment in ahead)


MORNING_USEFUL = timedelta(hours=3)


def digests(event: Event) -> tuple[Digest, ...]:
    """The evening before each event day and each event morning, in order of time (18:00 and 08:00 event time).

    The evening's is of use until the morning's; the morning's for three hours (MORNING_USEFUL): later in the day the
    bells say what comes next, and somebody who has just registered has read it all.
    """
    found = []
    for day in event.days:
        evening = _at(event, day - timedelta(days=1), event.rules.digest_evening)
        morning = _at(event, day, event.rules.digest_morning)
        found.append(Digest(ReminderKind.EVENING, day, evening, morning))
        found.append(Digest(ReminderKind.MORNING, day, morning, morning + MORNING_USEFUL))
    return tuple(sorted(found, key=lambda digest: (digest.due_at, digest.kind.value)))


def worth_a_digest(event: Event, attendee: Attendee, day: date, *, entries: int, waiting: int) -> bool:
    """Whether a digest of that day says something: something is agreed, somebody waits, or it is a day to meet people.

    On a day with slots in which they take part, an empty agenda is worth a word too: there is still time to ask.
    """
    if attendee.status is not AttendeeStatus.REGISTERED or not attendee.digests:
        return False
    if entries or waiting:
        return True
    matchmaking = any(event.day_of(slot.starts_at) == day for slot in event.slots)
    return matchmaking and attendee.mode_on(day) is not Mode.ABSENT


def _at(event: Event, day: date, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return datetime.combine(day, time(int(hours), int(minutes)), tzinfo=event.zone)
