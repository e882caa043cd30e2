"""What somebody of the crowd wants to do: of their own accord once they are in, and when news come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.rehearsal.crowd import afterwards, looking, meeting
from bot.rehearsal.crowd.attendee import Attendee, Errand
from bot.rehearsal.crowd.habits import before_answering, occasions, span
from bot.rehearsal.crowd.kinds import Kind
from bot.rehearsal.crowd.vocabulary import Seen

if TYPE_CHECKING:
    from bot.rehearsal.crowd.crowd import Crowd

LAST_CALL = time(14, 30)
"""After that on the last day nobody looks for one more meeting."""


def plan(crowd: Crowd, who: Attendee) -> None:
    """Wishes for the time until the end of the event: one to three people to meet, some looking around."""
    dice, habits, now = who.dice, crowd.habits, crowd.clock.now()
    for moment in occasions(1 + dice.below(3), now, crowd.days, who.zone, dice):
        crowd.wish(who, moment, meeting.ask_somebody)
    looks: list[Callable[[Attendee], Errand]] = [looking.look_at_agenda, looking.look_at_requests]
    looks += [looking.look_at_agenda] * dice.chance(0.6) + [looking.look_at_people] * dice.chance(0.3)
    looks += [looking.try_languages] * dice.chance(habits.changes_language)
    looks += [looking.chatter] * dice.chance(habits.writes_nonsense)
    for moment, look in zip(occasions(len(looks), now, crowd.days, who.zone, dice), looks, strict=True):
        crowd.wish(who, moment, look)
    if dice.chance(habits.blocks):
        crowd.block_at(who, occasions(1, now, crowd.days, who.zone, dice)[0])


def react(crowd: Crowd, who: Attendee, seen: Seen) -> None:
    """News have come: will they do something about it, and when?"""
    dice, habits, now, message = who.dice, crowd.habits, crowd.clock.now(), seen.message_id
    last_call = datetime.combine(crowd.days[-1], LAST_CALL, tzinfo=who.zone)
    soon = now.astimezone(who.zone).date() in crowd.days
    match seen.kind:
        case Kind.REQUESTED | Kind.COUNTERED:
            if dice.chance(habits.accepts + habits.declines + habits.counters):
                crowd.wish(who, now + before_answering(dice, soon=soon), meeting.answering(message))
        case Kind.NUDGED:
            if dice.chance(habits.answers_nudge):
                crowd.wish(who, now + span(dice, 20, 1_200), meeting.answering(message))
        case Kind.AGREED:
            if dice.chance(habits.cancels):
                crowd.wish(who, now + span(dice, 300, 4 * 3_600), meeting.cancelling(message))
            elif dice.chance(habits.moves):
                crowd.wish(who, now + span(dice, 300, 4 * 3_600), meeting.moving(message))
        case Kind.CHANGED | Kind.THEY_CANCELLED | Kind.TIME_LOST:
            if dice.chance(habits.presses_got_it):
                crowd.wish(who, now + span(dice, 15, 1_800), meeting.noticing(message))
        case Kind.BELL:
            if dice.chance(habits.comes + habits.is_late + habits.cannot_come):
                crowd.wish(who, now + span(dice, 10, 480), meeting.coming(message))
            if dice.chance(habits.finds_nobody):
                crowd.wish(who, now + span(dice, 960, 1_260), afterwards.calling(message))
        case Kind.HOW_WAS_IT | Kind.WANTS_CONTACT:
            if dice.chance(habits.tells_how_it_was):
                crowd.wish(who, now + span(dice, 15, 3_600), afterwards.telling(message))
        case Kind.CALLED:
            if dice.chance(0.5):
                crowd.wish(who, now + span(dice, 20, 240), afterwards.going(message))
        case Kind.OFFER:
            if dice.chance(0.4):
                crowd.wish(who, now + span(dice, 10, 120), afterwards.going(message))
        case Kind.THEY_DECLINED | Kind.NO_ANSWER:
            if dice.chance(habits.asks_another) and now < last_call:
                crowd.wish(who, now + span(dice, 60, 3_600), meeting.ask_somebody)
        case Kind.MOVED_UP:
            who.registered = True
            crowd.plan(who)
        case _:
            pass
