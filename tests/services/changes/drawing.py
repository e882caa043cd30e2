"""An event and attendees without a database, for rules that need none."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.events import Block, Event, Place, PlaceKind, Rules, Session, Slot
from bot.domain.ids import AttendeeId, BlockId, EventId, PersonId, PlaceId, SessionId, SlotId
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Mode
from tests.meetings import DAYS, TIMES, WEEK_BEFORE, at


def an_event(*, tables: int = 3, rooms: int = 1) -> Event:
    """Six slots of twenty minutes, a session at 11:00, so many tables and rooms."""
    slots = tuple(
        Slot(SlotId(n), BlockId(1), at(clock), at(clock) + timedelta(minutes=20)) for n, clock in enumerate(TIMES, 1)
    )
    places = [Place(PlaceId(n), PlaceKind.TABLE, n, "A" if n < 3 else "B") for n in range(1, tables + 1)]
    places += [Place(PlaceId(100 + n), PlaceKind.ROOM, n, None, "https://r.example.org") for n in range(1, rooms + 1)]
    return Event(
        id=EventId(1),
        slug="vilnius",
        name="Day",
        city="Vilnius",
        country="LT",
        timezone="Europe/Vilnius",
        days=DAYS,
        registration_opens_at=None,
        registration_closes_at=None,
        contact="desk@example.org",
        links={},
        series=None,
        rules=Rules(),
        consent_version="1",
        consent_text={"en": "text"},
        sessions=(Session(SessionId(1), "pitching", "Pitching", "pitch", at("11:00"), at("11:40"), "Hall"),),
        slots=slots,
        places=tuple(places),
        blocks=(Block(BlockId(1), "morning", at("10:00"), at("12:25"), 20, 5),),
    )


def an_attendee(number: int, mode: Mode = Mode.ONSITE) -> Attendee:
    """Somebody."""
    return Attendee(
        id=AttendeeId(number + 1),
        event_id=EventId(1),
        person_id=PersonId(number + 1),
        name=f"P{number}",
        organisation="O",
        type=AttendeeType.BUSINESS,
        country="LT",
        status=AttendeeStatus.REGISTERED,
        hidden=False,
        about=None,
        modes=dict.fromkeys(DAYS, mode),
        interests=(),
        registered_at=WEEK_BEFORE,
    )
