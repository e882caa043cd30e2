"""What the desk can say about one meeting to the engine."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.ids import AttendeeId
from bot.domain.meetings import AGREED, Meeting, Priority, Status
from bot.views.screens import Button
from bot.views.timetable.taps import PinAct, PinTap
from bot.views.words import Words


def meeting_buttons(w: Words, meeting: Meeting, of: AttendeeId | None) -> Sequence[Button]:
    """What the desk can say about a meeting to the engine, under the meeting."""
    if meeting.status not in AGREED:
        return ()
    found = []
    if meeting.fixed:
        found.append(Button(w.plain("📌 Let it move again"), PinTap(PinAct.UNPIN, meeting.id, of).pack()))
    elif meeting.status is Status.SCHEDULED:
        found.append(Button(w.plain("📌 Keep this time"), PinTap(PinAct.PIN, meeting.id, of).pack()))
    if meeting.priority is Priority.MUST:
        found.append(Button(w.plain("⭐ Like any other"), PinTap(PinAct.LIKE_OTHERS, meeting.id, of).pack()))
    else:
        found.append(Button(w.plain("⭐ Must happen"), PinTap(PinAct.MUST, meeting.id, of).pack()))
    return tuple(found)
