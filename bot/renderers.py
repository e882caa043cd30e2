"""The table of notices: which service draws what is owed to a phone, by the notice's name."""

from __future__ import annotations

from bot.services import after, announcements, meetings, registration, reminders
from bot.services.notices import Renderer

# One line a feature.
RENDERERS: dict[str, Renderer] = {
    **registration.NOTICES,
    **meetings.NOTICES,
    **reminders.NOTICES,
    **announcements.NOTICES,
    **after.NOTICES,
}
