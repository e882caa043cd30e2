"""The table of notices: which service draws what is owed to a phone, by the notice's name."""

from __future__ import annotations

from bot.services import (
    after,
    announcements,
    changes,
    checkin,
    desk,
    exports,
    imports,
    matching,
    meetings,
    questions,
    registration,
    reminders,
    repairs,
    roles,
    stats,
    timetable,
)
from bot.services.notices import Renderer

# One line a feature.
RENDERERS: dict[str, Renderer] = {
    **registration.NOTICES,
    **meetings.NOTICES,
    **reminders.NOTICES,
    **announcements.NOTICES,
    **questions.NOTICES,
    **after.NOTICES,
    **changes.NOTICES,
    **desk.NOTICES,
    **repairs.NOTICES,
    **roles.NOTICES,
    **checkin.NOTICES,
    **exports.NOTICES,
    **imports.NOTICES,
    **stats.NOTICES,
    **timetable.NOTICES,
    **matching.NOTICES,
}
