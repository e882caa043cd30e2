"""A small event and its people, put straight into the database."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from bot.domain.events import Event, Rules, Topic
from bot.domain.ids import AttendeeId, EventId, TopicId
from bot.domain.people import AttendeeStatus, AttendeeType, Interest, Mode
from storage import people
from storage.database import Connection
from storage.events import rules_to_json
from storage.tables import events, topics

DAYS = (date(2022, 4, 26), date(2022, 4, 27))
OPENS = datetime(2022, 3, 1, 7, tzinfo=UTC)
CLOSES = datetime(2022, 4, 14, 21, 59, tzinfo=UTC)
EARLY = datetime(2022, 4, 10, 9, tzinfo=UTC)
TOPICS = {"food": {"en": "agri-food", "lt": "žemės ūkis ir maistas"}, "laser": {"en": "laser micromachining"}}
_telegram_ids = itertools.count(5_000_000_001)


async def add_event(connection: Connection, slug: str = "vilnius", series: str | None = None, **rules: Any) -> Event:
    """An event of two days in Vilnius with two topics, its registration closing on 14 April."""
    consent = {"en": "We keep what you tell us for this event.", "lt": "Saugome, ką mums pasakote."}
    row = await connection.execute(
        insert(events)
        .values(
            slug=slug,
            name="Matchmaking <Day>",
            city="Vilnius",
            country="LT",
            timezone="Europe/Vilnius",
            days=[day.isoformat() for day in DAYS],
            registration_opens_at=OPENS,
            registration_closes_at=CLOSES,
            contact="desk@example.org",
            links={},
            series=series,
            rules=rules_to_json(Rules(**rules)),
            consent_version="2022-1",
            consent_text=consent,
            revision=1,
            loaded_at=EARLY,
        )
        .returning(events.c.id)
    )
    event_id = EventId(row.scalar_one())
    made = []
    for key, labels in TOPICS.items():
        row = await connection.execute(
            insert(topics).values(event_id=event_id, key=key, labels=labels).returning(topics.c.id)
        )
        made.append(Topic(TopicId(row.scalar_one()), key, labels))
    return Event(
        id=event_id,
        slug=slug,
        name="Matchmaking <Day>",
        city="Vilnius",
        country="LT",
        timezone="Europe/Vilnius",
        days=DAYS,
        registration_opens_at=OPENS,
        registration_closes_at=CLOSES,
        contact="desk@example.org",
        links={},
        series=series,
        rules=Rules(**rules),
        consent_version="2022-1",
        consent_text=consent,
        topics=tuple(made),
    )


async def join(
    connection: Connection,
    event: Event,
    name: str,
    *,
    telegram_id: int | None = None,
    organisation: str = "Org",
    type: AttendeeType = AttendeeType.BUSINESS,  # noqa: A002
    country: str = "LT",
    status: AttendeeStatus = AttendeeStatus.REGISTERED,
    modes: Mapping[date, Mode] | None = None,
    topics: Sequence[Interest] = (),
    now: datetime = EARLY,
) -> AttendeeId:
    """Someone registered."""
    person_id = await people.add_person(
        connection,
        telegram_id=telegram_id or next(_telegram_ids),
        name=name,
        username=None,
        language="en",
        timezone=None,
        consent_version=event.consent_version,
        consent_at=now,
        event_id=event.id,
        now=now,
    )
    return await people.add_attendee(
        connection,
        event_id=event.id,
        person_id=person_id,
        name=name,
        organisation=organisation,
        type=type,
        country=country,
        status=status,
        modes=modes or dict.fromkeys(event.days, Mode.ONSITE),
        topics=topics,
        about=None,
        now=now,
    )
