"""Until when a request can be answered, when it is brought to mind, and when the time left is said anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.events import Event, Rules, Slot

# What a message says of the time left is drawn anew when so much is left: few edits, the more exact the nearer.
SAID_ANEW = tuple(timedelta(minutes=minutes) for minutes in (12 * 60, 6 * 60, 3 * 60, 60, 30, 15, 5))


def answer_by(event: Event, now: datetime, proposed: Slot | None) -> datetime:
    """When a request made (or countered) at `now` closes itself (product.md, rule 3).

    24 h from now before the event and 2 h on one of its days (``Rules``), never past the start of the proposed slot,
    never past the start of the event's last slot.
    """
    on_day = event.day_of(now) in event.days
    hours = event.rules.answer_hours_on_day if on_day else event.rules.answer_hours_before
    latest = proposed.starts_at if proposed else max((slot.starts_at for slot in event.slots), default=None)
    # Hours of the wall would gain or lose one at a change to summer time; these are hours that pass.
    until = now + timedelta(hours=hours)
    return min(until, latest) if latest else until


def nudge_at(rules: Rules, asked_at: datetime, until: datetime) -> datetime:
    """When two thirds (``Rules.nudge_after_share``) of the time to answer are gone."""
    return asked_at + (until - asked_at) * rules.nudge_after_share


def next_countdown(until: datetime, now: datetime) -> datetime | None:
    """The next moment, later than `now`, at which the time left until `until` is said anew; None when there is none."""
    return min((until - left for left in SAID_ANEW if until - left > now), default=None)
