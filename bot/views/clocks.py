"""One moment on two clocks: the event's, and the reader's where it differs."""

from __future__ import annotations

from datetime import datetime

from bot.domain.events import Event
from bot.views.words import Html, Words


def two_clocks(w: Words, moment: datetime, event: Event) -> Html:
    """``Thu 14 April, 23:59 (Vilnius)``, and the reader's own day and time after it if their zone shows another."""
    there = w.moment(moment, event.zone)
    said = w.say("{moment} ({city} time)", moment=there, city=event.city)
    here = w.moment(moment)
    if here == there or w.zone.key == "UTC":
        return said
    own = w.say("{moment} (your time)", moment=here)
    return Html(f"{said} / {own}")


def days(w: Words, event: Event) -> str:
    """``Tue 26 April – Wed 27 April``; one day alone."""
    first, last = w.day(event.days[0]), w.day(event.days[-1])
    return first if first == last else f"{first} – {last}"
