"""Looking around: the agenda, open requests, the language; saying something that nobody waits for; leaving."""

from __future__ import annotations

from bot.rehearsal.crowd.attendee import Attendee, Errand, Press, Say
from bot.rehearsal.crowd.kinds import Key, Kind
from bot.rehearsal.crowd.meeting import decide
from bot.rehearsal.crowd.registering import NONSENSE


def look_at_agenda(me: Attendee) -> Errand:
    """/agenda, and the calendar file now and then."""
    seen = yield Say("/agenda")
    calendar = seen.key(Key.CALENDAR) if seen else None
    if seen is not None and calendar is not None and me.dice.chance(me.crowd.habits.takes_calendar):
        yield Press(seen, calendar)


def look_at_requests(me: Attendee) -> Errand:
    """/requests, and an answer to the first that waits for one."""
    seen = yield Say("/requests")
    waiting = seen.key(Key.TO_ANSWER) if seen and seen.kind is Kind.REQUESTS else None
    if seen is not None and waiting is not None and me.dice.chance(0.7):
        shown = yield Press(seen, waiting)
        if shown is not None:
            yield from decide(me, shown)


def look_at_people(me: Attendee) -> Errand:
    """Those who fit, somebody waved away now and then; a page or two of all people, a card, back."""
    seen = yield Say("/people")
    if seen is not None and seen.kind is Kind.FOR_YOU:
        for key in (
            Key.MORE,
            Key.PERSON,
            *([Key.NOT_INTERESTED] if me.dice.chance(me.crowd.habits.waves_away) else [Key.FOR_YOU]),
        ):
            button = seen.key(key) if seen else None
            if seen is not None and button is not None:
                seen = yield Press(seen, button)
        everybody = seen.key(Key.ALL_PEOPLE) if seen else None
        seen = (yield Press(seen, everybody)) if seen is not None and everybody is not None else None
    for key in (Key.NEXT, Key.PERSON, Key.BACK_TO_LIST, Key.MENU):
        button = seen.key(key) if seen else None
        if seen is not None and button is not None:
            seen = yield Press(seen, button)


def try_languages(me: Attendee) -> Errand:
    """Choose another language, and English again before anything important comes."""
    seen = yield Say("/language")
    other = seen.key(Key.OTHER_LANGUAGE) if seen else None
    if seen is None or other is None:
        return
    seen = yield Press(seen, other)
    english = seen.key(Key.ENGLISH) if seen else None
    if seen is None or english is None:
        seen = yield Say("/language")
        english = seen.key(Key.ENGLISH) if seen else None
    if seen is not None and english is not None:
        yield Press(seen, english)
    me.crowd.ledger.deeds["languages changed"] += 1


def chatter(me: Attendee) -> Errand:
    """Write something that nobody waits for."""
    seen = yield Say(me.dice.pick(NONSENSE))
    button = seen.key(Key.AGENDA, Key.MENU) if seen else None
    if seen is not None and button is not None:
        yield Press(seen, button)
