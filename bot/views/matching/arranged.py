"""What the organisers have arranged for somebody: all of it in one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.events import Event
from bot.domain.matching import Suggestion
from bot.domain.meetings import Meeting
from bot.domain.people import Attendee
from bot.domain.typed_words import isolated
from bot.views.matching.for_you import person_line
from bot.views.matching.reasons import reason
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import shorten
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape, flag


@dataclass(frozen=True, slots=True)
class Arranged:
    """One meeting: with whom, and why."""

    meeting: Meeting
    other: Attendee
    why: Suggestion | None


def arranged(w: Words, event: Event, meetings: Sequence[Arranged], *, elsewhere: bool) -> Screen:
    """All new meetings of one person; a tap opens one, where it can be cancelled."""
    parts = [
        w.count(
            "🤝 <b>The organisers have arranged {n} meeting for you</b>",
            "🤝 <b>The organisers have arranged {n} meetings for you</b>",
            len(meetings),
        ),
        *([Html(escape(isolated(event.name)))] if elsewhere else []),
        Html(""),
    ]
    for one in meetings:
        parts.append(person_line(one.other))
        if one.why is not None and (said := reason(w, event, one.why)):
            parts.append(said)
        parts.append(Html(""))
    parts.append(w.say("You hear the time and the place later. Tap one to see it, or to cancel it."))
    buttons = tuple(
        (
            Button(
                shorten(f"{flag(one.other.country)} {isolated(one.other.name)} · {isolated(one.other.organisation)}"),
                MeetingTap(MeetingAct.SHOW, one.meeting.id, one.meeting.version).pack(),
            ),
        )
        for one in meetings
    )
    return Screen(Html("\n".join(parts)), (*buttons, (door_button(w, Door.AGENDA), menu_button(w))))
