"""What there is between the reader and somebody whose card they look at."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.meetings import Meeting, Status
from bot.views.clocks import span_in_text
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.screens import Button
from bot.views.words import Html, Words


def standing(w: Words, event: Event, meeting: Meeting, me: AttendeeId) -> tuple[Html, Button | None]:
    """A line, and the button that opens the meeting; after one that was held there may be another: no button."""
    opens = MeetingTap(MeetingAct.SHOW, meeting.id, meeting.version).pack()
    match meeting.status:
        case Status.SCHEDULED if meeting.slot_id is not None:
            slot = event.slot(meeting.slot_id)
            when = span_in_text(w, slot.starts_at, slot.ends_at, event)
            day = w.day(slot.starts_at, event.zone)
            return w.say("🤝 <b>You meet {day}, {when}</b>", day=day, when=when), Button(
                w.plain("🤝 Open the meeting"), opens
            )
        case Status.ACCEPTED | Status.SCHEDULED:
            return w.say("🤝 <b>You have agreed to meet</b>"), Button(w.plain("🤝 Open the meeting"), opens)
        case Status.PENDING if meeting.turn_id == me:
            return w.say("❗ <b>They are waiting for your answer</b>"), Button(w.plain("❗ Answer the request"), opens)
        case Status.PENDING:
            return w.say("⏳ <b>Your request waits for their answer</b>"), Button(w.plain("⏳ Open the request"), opens)
        case _:
            return w.say("✅ You have met at this event"), None
