"""What an organiser is shown of the file they sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import EventId, FileId
from bot.domain.people import Person
from bot.services.imports.files import preview_of
from bot.services.notices import Renderer
from bot.views import imports as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import events
from storage.database import Connection


async def _preview(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    file_id = FileId(int(facts["file"]))
    preview = await preview_of(connection, file_id)
    if preview is None:
        return None
    words = Words(person.language, person.zone(event.timezone))
    if preview.error:
        return views.unreadable(words, preview.error, preview.facts or {})
    return views.preview(words, event, file_id, preview.people, preview.known, preview.faults, preview.unknown)


async def _not_fetched(
    connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime
) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    return views.not_fetched(Words(person.language, person.zone(event.timezone)))


NOTICES: dict[str, Renderer] = {"imports.preview": _preview, "imports.not_fetched": _not_fetched}
