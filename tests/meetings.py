"""A floor for meetings: a two-day event with slots and places in a real database, and people who use it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.domain.events import Event, PlaceKind, Rules
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Meeting
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Interest, Mode
from bot.services import meetings as service
from storage import events, people
from storage import meetings as stored
from storage.database import Database
from storage.events import EventRows, rules_to_json
from storage.tables import outbox, reminders, seats
from storage.unit_of_work import UnitOfWork, unit_of_work
from tests.people import join

ZONE = ZoneInfo("Europe/Vilnius")
DAYS = (date(2022, 4, 26), date(2022, 4, 27))
WEEK_BEFORE = datetime(2022, 4, 20, 9, tzinfo=UTC)


def at(clock: str, day: int = 27, month: int = 4) -> datetime:
    """A moment of the event, by its own clock."""
    hours, minutes = clock.split(":")
    return datetime(2022, month, day, int(hours), int(minutes), tzinfo=ZONE).astimezone(UTC)


def rows(
    *,
    tables: int,
    rooms: int,
    times: Sequence[str],
    rules: Rules,
    days: Sequence[date] = DAYS,
    zone: str = "Europe/Vilnius",
    afternoon: str | None = None,
) -> EventRows:
    """An event as columns: meetings of twenty minutes on its last day, in one block or (from `afternoon` on) two."""
    tz = ZoneInfo(zone)

    def on(day: date, clock: str) -> datetime:
        hours, minutes = clock.split(":")
        return datetime(day.year, day.month, day.day, int(hours), int(minutes), tzinfo=tz).astimezone(UTC)

    last = days[-1]
    starts = [on(last, clock) for clock in times]
    noon = max(starts) + timedelta(days=1) if afternoon is None else on(last, afternoon)
    blocks = {"morning": [at for at in starts if at < noon], "afternoon": [at for at in starts if at >= noon]}
    return EventRows(
        event={
            "slug": "vilnius",
            "name": "Matchmaking <Day>",
            "city": "Vilnius",
            "country": "LT",
            "timezone": zone,
            "days": [day.isoformat() for day in days],
            "registration_opens_at": None,
            "registration_closes_at": None,
            "contact": "desk@example.org",
            "links": {},
            "series": None,
            "rules": rules_to_json(rules),
            "consent_version": "1",
            "consent_text": {"en": "We keep what you tell us."},
            "zones": {"A": "by the windows"},
        },
        sessions=[
            {
                "key": "pitching",
                "title": "Pitching & <prizes>",
                "kind": "pitch",
                "starts_at": on(last, "11:00"),
                "ends_at": on(last, "11:40"),
                "room": "Hall",
                "stream_url": None,
                "speaker": None,
            }
        ],
        blocks=[
            {
                "key": key,
                "starts_at": min(there),
                "ends_at": max(there) + timedelta(minutes=20),
                "slot_minutes": 20,
                "gap_minutes": 5,
            }
            for key, there in blocks.items()
            if there
        ],
        slots=[
            {"block_key": key, "starts_at": start, "ends_at": start + timedelta(minutes=20)}
            for key, there in blocks.items()
            for start in there
        ],
        places=[
            {"kind": PlaceKind.TABLE.value, "number": n, "zone": "A" if n <= 3 else "B", "link": None}
            for n in range(1, tables + 1)
        ]
        + [
            {"kind": PlaceKind.ROOM.value, "number": n, "zone": None, "link": f"https://rooms.example.org/{n}"}
            for n in range(1, rooms + 1)
        ],
        topics=[{"key": "food", "labels": {"en": "agri-food", "lt": "maistas"}}],
    )


TIMES = ("10:00", "10:25", "10:50", "11:15", "11:40", "12:05")


@dataclass
class Hall:
    """People at an event, and a clock that the test sets."""

    database: Database
    event: Event
    now: datetime = WEEK_BEFORE
    ids: dict[str, AttendeeId] = field(default_factory=dict)

    @classmethod
    async def open(
        cls,
        database: Database,
        *,
        tables: int = 3,
        rooms: int = 2,
        times: Sequence[str] = TIMES,
        now: datetime = WEEK_BEFORE,
        days: Sequence[date] = DAYS,
        zone: str = "Europe/Vilnius",
        afternoon: str | None = None,
        **rules: Any,
    ) -> Hall:
        """Load the event."""
        async with database.writing() as connection:
            wanted = rows(
                tables=tables,
                rooms=rooms,
                times=times,
                rules=Rules(**rules),
                days=days,
                zone=zone,
                afternoon=afternoon,
            )
            saved = await events.save(connection, wanted, now)
            return cls(database, await events.event(connection, saved.event_id), now)

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[UnitOfWork]:
        """One transaction at the hall's moment."""
        async with unit_of_work(self.database, self.now) as uow:
            yield uow

    async def join(
        self,
        *names: str,
        mode: Mode = Mode.ONSITE,
        modes: Mapping[date, Mode] | None = None,
        type: AttendeeType = AttendeeType.BUSINESS,  # noqa: A002
        status: AttendeeStatus = AttendeeStatus.REGISTERED,
        topics: Sequence[Interest] = (),
    ) -> None:
        """People register."""
        async with self.database.writing() as connection:
            for name in names:
                self.ids[name] = await join(
                    connection,
                    self.event,
                    name,
                    type=type,
                    status=status,
                    modes=modes or dict.fromkeys(self.event.days, mode),
                    topics=topics,
                )

    async def who(self, name: str) -> Attendee:
        """The attendee of that name."""
        async with self.database.reading() as connection:
            return await people.attendee(connection, self.ids[name])

    def slot(self, clock: str) -> SlotId:
        """The slot that begins then (event time)."""
        return next(
            s.id for s in self.event.slots if s.starts_at.astimezone(self.event.zone).strftime("%H:%M") == clock
        )

    def table(self, number: int) -> PlaceId:
        """The table of that number."""
        return next(p.id for p in self.event.places if p.kind is PlaceKind.TABLE and p.number == number)

    async def request(self, asker: str, guest: str, clock: str | None = None, note: str | None = None) -> Meeting:
        """Ask for a meeting."""
        me = await self.who(asker)
        async with self.acting() as uow:
            slot = None if clock is None else self.slot(clock)
            outcome = await service.request(uow, self.event, me, self.ids[guest], proposed=slot, note=note)
            return outcome.meeting

    async def accept(self, meeting: Meeting, by: str, clock: str | None = None) -> service.Outcome:
        """Say yes."""
        me = await self.who(by)
        async with self.acting() as uow:
            slot = None if clock is None else self.slot(clock)
            return await service.accept(uow, meeting.id, by=me, slot=slot)

    async def agreed(self, one: str, two: str, clock: str | None = None) -> Meeting:
        """A scheduled meeting."""
        outcome = await self.accept(await self.request(one, two, clock), two)
        assert outcome.changed, outcome
        return outcome.meeting

    async def meeting(self, meeting_id: MeetingId) -> Meeting:
        """As it stands in the database."""
        async with self.database.reading() as connection:
            found = await stored.load(connection, meeting_id)
            assert found is not None
            return found

    async def seats_of(self, meeting: Meeting) -> list[tuple[int, int]]:
        """(slot, attendee) of a meeting."""
        async with self.database.reading() as connection:
            found = await connection.execute(
                select(seats.c.slot_id, seats.c.attendee_id)
                .where(seats.c.meeting_id == meeting.id)
                .order_by(seats.c.attendee_id)
            )
            return [(s, a) for s, a in found]

    async def notices(self, name: str | None = None) -> list[Any]:
        """Rows of the outbox, to everybody or to one."""
        query = select(outbox).order_by(outbox.c.id)
        if name is not None:
            async with self.database.reading() as connection:
                person = await people.person_of(connection, self.ids[name])
            query = query.where(outbox.c.person_id == person.id)
        async with self.database.reading() as connection:
            return list((await connection.execute(query)).all())

    async def views(self, name: str) -> list[str]:
        """What somebody is owed, edits of earlier messages left out."""
        return [n.view for n in await self.notices(name) if n.action == "send"]

    async def bells(self, meeting: Meeting | None = None) -> list[Any]:
        """Reminder rows, of all or of one meeting."""
        query = select(reminders).order_by(reminders.c.due_at, reminders.c.attendee_id)
        if meeting is not None:
            query = query.where(reminders.c.meeting_id == meeting.id)
        async with self.database.reading() as connection:
            return list((await connection.execute(query)).all())
