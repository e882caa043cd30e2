"""What the reader has just done about a meeting, above the meeting as it stands then."""

from __future__ import annotations

from bot.views.meetings.cards import card
from bot.views.meetings.lines import Shown, names
from bot.views.people import name_of
from bot.views.screens import Screen
from bot.views.words import Words


def sent(w: Words, shown: Shown) -> Screen:
    """The request is on its way."""
    return card(w, shown, news=w.say("✅ <b>Your request to {name} is sent</b>", name=name_of(w, shown.other)))


def suggested(w: Words, shown: Shown) -> Screen:
    """The counter-offer is on its way."""
    return card(w, shown, news=w.say("✅ <b>Your suggestion to {name} is sent</b>", name=name_of(w, shown.other)))


def agreed(w: Words, shown: Shown) -> Screen:
    """The reader has just said yes."""
    return card(w, shown, news=w.say("✅ <b>Agreed: you meet {name}</b>", name=names(w, shown)))


def moved(w: Words, shown: Shown) -> Screen:
    """The reader has just moved the meeting."""
    return card(w, shown, news=w.say("✅ <b>Moved: meeting with {name}</b>", name=names(w, shown)))
