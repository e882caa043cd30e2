"""The event in numbers, as text at once and as a picture that is drawn when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.apart import run_apart
from bot.domain.events import Event
from bot.domain.ids import EventId
from bot.domain.notices import Lane
from bot.domain.people import Person, Role
from bot.domain.stats import COUNTRIES_NAMED, Stats, kind_counted, most_first, over_time, slot_use
from bot.services.notices import Renderer, notify
from bot.services.stats.drawing import draw
from bot.views import stats as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import events, organisers, stats
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

__all__ = ["NOTICES", "count", "draw", "order_picture"]

ONE_EVERY = 10  # seconds: a picture a tap would draw the same again and again
PATIENCE = 45.0  # seconds; shorter than the sender's lease of a notice


async def count(connection: Connection, event: Event) -> Stats:
    """Everything there is to tell, as it stands now."""
    by_status = await stats.statuses(connection, event.id)
    checked_in, reachable = await stats.people_now(connection, event.id)
    return Stats(
        registered=by_status.get("registered", 0),
        statuses=by_status,
        checked_in=checked_in,
        reachable=reachable,
        by_day=over_time(event, await stats.registered_at(connection, event.id)),
        by_country=most_first(await stats.countries(connection, event.id), COUNTRIES_NAMED),
        by_type=most_first(await stats.types(connection, event.id), 10),
        meetings=await stats.meetings_by_status(connection, event.id),
        slots=slot_use(event, await stats.taken(connection, event, kind_counted(event))),
        outcomes=await stats.outcomes(connection, event.id),
        without_meeting=await stats.without_meeting(connection, event.id),
    )


def order_picture(uow: UnitOfWork, event: Event, person: Person) -> None:
    """The picture follows as a message of its own. The caller has checked the role."""
    notify(
        uow,
        person,
        "stats.picture",
        {"event": event.id},
        lane=Lane.REPLY,
        kind="stats",
        event_id=event.id,
        once_key=f"stats:{event.id}:{person.id}:{int(uow.now.timestamp()) // ONE_EVERY}",
    )


async def _picture(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    if person.telegram_id is None or await organisers.role_in(connection, person.telegram_id, event.id) not in {
        Role.OWNER,
        Role.DESK,
    }:
        return None  # no longer an organiser
    words = Words(person.language, person.zone(event.timezone))
    numbers = await count(connection, event)
    panels = views.panels(words, event, numbers)
    data = await run_apart(draw, views.picture_title(words, event, now), panels, patience=PATIENCE)
    return views.picture(words, event, data)


NOTICES: dict[str, Renderer] = {"stats.picture": _picture}
