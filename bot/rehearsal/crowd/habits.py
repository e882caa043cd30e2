"""How people are with their phones: how often they do what, and how long it takes them. All spans are event time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.personas.dice import Dice

WAKES, SLEEPS = time(7, 0), time(22, 30)
# When there is time for the phone: before the opening, coffee, lunch, after the last session, in the evening.
PAUSES = (
    (time(8, 0), time(9, 0)),
    (time(11, 30), time(12, 0)),
    (time(13, 30), time(14, 30)),
    (time(17, 0), time(18, 0)),
    (time(20, 0), time(21, 0)),
)
PAUSES_LAST_DAY = ((time(7, 30), time(9, 0)), (time(9, 0), time(10, 0)), (time(12, 30), time(13, 15)))
"""Before there is nobody left to ask."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares (0 to 1) of people, or of the occasions, on which something is done."""

    refuses_consent_first: float = 0.05
    writes_nonsense: float = 0.06
    goes_back: float = 0.10
    changes_answer: float = 0.08
    stops_half_way: float = 0.04
    filters: float = 0.55
    searches: float = 0.15
    takes_suggestion: float = 0.6
    waves_away: float = 0.3
    any_time: float = 0.45
    types_time: float = 0.15
    writes_note: float = 0.30
    accepts: float = 0.62
    declines: float = 0.14
    counters: float = 0.13
    answers_nudge: float = 0.55
    withdraws: float = 0.10
    cancels: float = 0.04
    moves: float = 0.03
    presses_got_it: float = 0.85
    comes: float = 0.62
    is_late: float = 0.10
    cannot_come: float = 0.03
    takes_calendar: float = 0.25
    blocks: float = 0.02
    comes_back: float = 0.5
    changes_language: float = 0.03
    asks_another: float = 0.35
    tells_how_it_was: float = 0.6
    finds_nobody: float = 0.0  # a slot taken over is a meeting nobody asked for: the ledger does not count those yet


def span(dice: Dice, least: float, most: float) -> timedelta:
    """Between `least` and `most` seconds, nearer to the least."""
    share = dice.below(1_000) / 1_000
    return timedelta(seconds=least + (most - least) * share * share)


def thinking(dice: Dice) -> timedelta:
    """From one screen to the next tap."""
    return span(dice, 3, 25)


def before_answering(dice: Dice, *, soon: bool) -> timedelta:
    """From a request to its answer: minutes mostly, hours now and then; `soon` on an event day."""
    longest = dice.weighted(((900, 0.6), (3_600, 0.28), (9_000 if soon else 6 * 3_600, 0.12)))
    return span(dice, 20, longest)


def awake(moment: datetime, zone: ZoneInfo, dice: Dice) -> datetime:
    """`moment`, or some time of the next morning when it falls into the night."""
    local = moment.astimezone(zone)
    if WAKES <= local.time() < SLEEPS:
        return moment
    day = local.date() + timedelta(days=1) if local.time() >= SLEEPS else local.date()
    return datetime.combine(day, WAKES, tzinfo=zone) + span(dice, 60, 2.5 * 3_600)


def occasions(count: int, now: datetime, days: Sequence[date], zone: ZoneInfo, dice: Dice) -> list[datetime]:
    """When somebody looks at people, requests and agenda: in pauses, with a phone at hand.

    A fifth of it soon, most on the day before the last, a quarter on the last day until its last meetings.
    """
    last = days[-1]
    eve = last - timedelta(days=1)
    soon = (now, min(now + timedelta(hours=20), datetime.combine(eve, PAUSES[0][0], tzinfo=zone)))
    found = []
    for _ in range(count):
        day = dice.weighted(((None, 0.22), (eve, 0.55), (last, 0.23)))
        begins, ends = soon if day is None else _pause(day, PAUSES if day == eve else PAUSES_LAST_DAY, zone, dice)
        begins = max(begins, now)
        if ends <= begins:
            # That time has passed: they make the best of what is left of the day.
            closes = datetime.combine(last, time(15, 30), tzinfo=zone)
            ends = max(begins + timedelta(minutes=20), min(closes, begins + timedelta(hours=3)))
        found.append(awake(begins + (ends - begins) * (dice.below(1_000) / 1_000), zone, dice))
    return sorted(found)


def _pause(day: date, pauses: Sequence[tuple[time, time]], zone: ZoneInfo, dice: Dice) -> tuple[datetime, datetime]:
    begins, ends = dice.pick(pauses)
    return datetime.combine(day, begins, tzinfo=zone), datetime.combine(day, ends, tzinfo=zone)
