"""Why two people should meet, in a line: *Offers food export, needs your packaging. Free at 10:20.*"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.events import Event, Slot
from bot.domain.matching import Fit, Suggestion, Wish
from bot.domain.typed_words import isolated
from bot.views.clocks import marked, own_clock_differs
from bot.views.people import shorten
from bot.views.words import Html, Words

MOST = 2  # things named of each kind
LONGEST = 40  # characters of one


def wish_name(w: Words, event: Event, wish: Wish) -> str:
    """A topic in the reader's language, or what somebody wrote themselves."""
    if wish.topic is not None:
        for topic in (*event.topics, *event.former_topics):
            if topic.id == wish.topic:
                return topic.label(w.language)
    return isolated(shorten(wish.words or "", LONGEST)) if wish.words else ""


def _names(w: Words, event: Event, wishes: Iterable[Wish]) -> str:
    names = [name for wish in wishes if (name := wish_name(w, event, wish))]
    return ", ".join(list(dict.fromkeys(names))[:MOST])


def _strongest(fits: Iterable[Fit]) -> list[Fit]:
    return sorted(fits, key=lambda fit: -fit.strength)


def reason(w: Words, event: Event, why: Suggestion) -> Html:
    """What they offer that the reader needs, and what of the reader's they need; empty where nothing is named."""
    offers = _names(w, event, (fit.theirs for fit in _strongest(why.they_offer)))
    needs = _names(w, event, (fit.mine for fit in _strongest(why.they_need)))
    if offers and needs:
        return w.say("Offers {offers}, needs your {needs}.", offers=offers, needs=needs)
    if offers:
        return w.say("Offers {offers}, which you need.", offers=offers)
    if needs:
        return w.say("Needs your {needs}.", needs=needs)
    return Html("")


def free_at(w: Words, event: Event, slot: Slot, now: datetime) -> Html:
    """``Free at 10:20``; the day where it is another one, the reader's own clock where it differs."""
    clock = w.time(slot.starts_at, event.zone)
    if own_clock_differs(w, event, slot.starts_at):
        clock = f"{clock} ({w.time(slot.starts_at)})"
    time = marked(clock, slot.starts_at)
    if event.day_of(slot.starts_at) == event.day_of(now):
        return w.say("Free at {time}.", time=time)
    return w.say("Free {day} at {time}.", day=w.day(slot.starts_at, event.zone), time=time)
