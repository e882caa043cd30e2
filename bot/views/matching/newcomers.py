"""Once a day: who new fits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Event
from bot.domain.typed_words import isolated
from bot.views.matching.for_you import Line, person_button, person_line
from bot.views.matching.reasons import reason
from bot.views.matching.taps import for_you_button
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Screen
from bot.views.words import Html, Words, escape


def newcomers(w: Words, event: Event, lines: Sequence[Line], *, elsewhere: bool) -> Screen:
    """Up to three people who have come since, with the reason for each. `elsewhere`: the reader is at another event
    just now, so that the buttons would not lead to these people.
    """
    head = w.count("✨ <b>New, and fits you: {n} person</b>", "✨ <b>New, and fit you: {n} people</b>", len(lines))
    parts = [head, *([Html(escape(isolated(event.name)))] if elsewhere else []), Html("")]
    for one in lines:
        parts += [person_line(one.attendee), reason(w, event, one.why), Html("")]
    if elsewhere:
        return Screen(Html("\n".join(parts[:-1])), ((door_button(w, Door.EVENTS), menu_button(w)),))
    people = tuple((person_button(one.attendee),) for one in lines)
    parts.append(w.say("<i>Once a day at most; /reminders turns it off.</i>"))
    return Screen(Html("\n".join(parts)), (*people, (for_you_button(w), menu_button(w))))
