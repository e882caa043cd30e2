"""The floor of an event, for tests: the whole bot, a strict stand-in for Telegram over real HTTP, phones, a clock.

Time stands still until a test turns the clock; ``settle`` returns when everything has been dealt with.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import App
from bot.clock import RunningClock
from bot.config import Settings
from bot.domain.events import Event
from bot.domain.meetings import Meeting
from bot.domain.people import Attendee
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Stage
from bot.rehearsal.stage.phones import Phone
from bot.services import meetings
from bot.services.event_files import find_event_file, read_event_file
from bot.services.events import event as load_event
from bot.services.events import load_event_file
from bot.services.registration import load_attendees
from storage import people
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import unit_of_work

TOKEN = "7236150:" + "F" * 35
VILNIUS = ZoneInfo("Europe/Vilnius")
MATCHMAKING_DAY = datetime(2022, 4, 27, 9, 0, tzinfo=VILNIUS)
ORGANISER = 700_000_001


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to register at once, without the conversation."""

    telegram_id: int
    full_name: str
    organisation: str = "Invented Foods"
    username: str | None = None
    language_code: str = "en"
    attendee_type: str = "business"
    country: str = "LT"
    modes: tuple[str, ...] = ("onsite", "onsite")
    offers: tuple[str, ...] = ("food-export",)
    needs: tuple[str, ...] = ("packaging",)
    about: str = "We invent foods."


@dataclass
class Floor:
    """One event with its phones."""

    url: str
    clock: RunningClock
    stage: Stage
    server: StageServer
    app: App
    event: Event
    people: dict[str, Phone] = field(default_factory=dict)
    toasts: dict[str, str] = field(default_factory=dict)  # what was said over the chat after their last tap
    _reading: dict[str, int] = field(default_factory=dict)

    # --- people -----------------------------------------------------------------------------------------------------

    def newcomer(self, name: str, **more: Any) -> Phone:
        """A phone that has not written yet."""
        self.people[name] = self.stage.add_person(name, **more)
        return self.people[name]

    async def attendee(self, name: str, **more: Any) -> Phone:
        """A phone whose owner is registered."""
        language = more.get("language_code", "en")
        phone = self.stage.add_person(name, "Tester", language_code=language, started=True)
        self.people[name] = phone
        guest = Guest(phone.user["id"], f"{name} Tester", **more)
        async with unit_of_work(self.app.database, self.clock.now()) as uow:
            await load_attendees(uow, self.event, [guest])
        return phone

    def organiser(self) -> Phone:
        """The organiser named in the configuration."""
        if "organiser" not in self.people:
            self.people["organiser"] = self.stage.add_person("Rasa", id=ORGANISER, started=True)
        return self.people["organiser"]

    def phone(self, name: str) -> Phone:
        """Somebody's phone."""
        return self.people[name]

    async def attendee_of(self, name: str) -> Attendee:
        """The registration of somebody."""
        async with self.app.database.reading() as connection:
            person = await people.person_by_telegram(connection, self.people[name].user["id"])
            assert person is not None
            found = await people.attendee_of(connection, person.id, self.event.id)
            assert found is not None
            return found

    async def agreed_meeting(self, one: str, two: str, *, at: str) -> Meeting:
        """A meeting of these two on the matchmaking day ("10:00", the event's clock), asked for and accepted."""
        asker, guest = await self.attendee_of(one), await self.attendee_of(two)
        slot = next(s for s in self.event.slots if f"{s.starts_at.astimezone(VILNIUS):%H:%M}" == at)
        async with unit_of_work(self.app.database, self.clock.now()) as uow:
            asked = await meetings.request(uow, self.event, asker, guest.id, proposed=slot.id)
        async with unit_of_work(self.app.database, self.clock.now()) as uow:
            agreed = await meetings.accept(uow, asked.meeting.id, by=guest)
        self.app.sender.look()
        self.app.jobs.changed()
        await self.settle()
        return agreed.meeting

    # --- what they do -----------------------------------------------------------------------------------------------

    async def says(self, name: str, text: str) -> str:
        """They type; what their newest message then shows."""
        self.people[name].say(text)
        self._reading.pop(name, None)
        await self.settle()
        return self.reads(name)

    async def taps(self, name: str, label: str, *, message: int | None = None) -> str:
        """They press the button whose label contains `label`: on their newest message that has it, or on `message`."""
        phone = self.people[name]
        for shown in reversed(phone.messages):
            if message is not None and shown["message_id"] != message:
                continue
            for row in shown.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"] and "callback_data" in button:
                        before = json.dumps(shown, sort_keys=True, default=str)
                        newest = phone.last["message_id"] if phone.last else 0
                        tapped = phone.tap_data(shown["message_id"], button["callback_data"])
                        await self.settle()
                        self.toasts[name] = str((tapped.answer or {}).get("text") or "")
                        self._reading.pop(name, None)
                        for now in phone.messages:
                            same = now["message_id"] == shown["message_id"]
                            if same and json.dumps(now, sort_keys=True, default=str) != before:
                                self._reading[name] = now["message_id"]
                        if name not in self._reading and phone.last and phone.last["message_id"] == newest:
                            self._reading[name] = shown["message_id"]  # nothing changed: they still look at it
                        return self.reads(name)
        raise AssertionError(f"{name} has no button {label!r}; they see: {self.screen(name)}")

    def reads(self, name: str) -> str:
        """The text of their newest message."""
        shown = self._shown(name)
        return str(shown.get("text") or shown.get("caption") or "")

    def _shown(self, name: str) -> dict[str, Any]:
        """The message they look at: the one that their tap changed, else the newest."""
        phone = self.people[name]
        for message in phone.messages:
            if message["message_id"] == self._reading.get(name):
                return dict(message)
        return dict(phone.last or {})

    def latest(self, name: str) -> str:
        """The text of the message that came last, whatever they were looking at."""
        last = self.people[name].last or {}
        return str(last.get("text") or last.get("caption") or "")

    def everything(self, name: str) -> str:
        """The texts of all messages they see, oldest first."""
        return "\n---\n".join(
            str(m.get("text") or m.get("caption") or "") for m in self.people[name].messages if m["from"]["is_bot"]
        )

    def buttons(self, name: str) -> list[str]:
        """The labels under their newest message."""
        rows = self._shown(name).get("reply_markup", {}).get("inline_keyboard", [])
        return [str(button["text"]) for row in rows for button in row]

    def screen(self, name: str) -> str:
        """Their newest message with its buttons, for a failed test to show."""
        return f"{self.reads(name)!r} {self.buttons(name)}"

    # --- time -------------------------------------------------------------------------------------------------------

    def busy(self) -> bool:
        """Whether anything is in hand."""
        return self.stage.busy() or self.app.busy()

    async def settle(self, seconds: float = 30.0) -> None:
        """Until all is quiet; the clock goes on only by what the sender's rates ask for (at most a minute)."""
        async with asyncio.timeout(seconds):
            horizon = self.clock.now() + timedelta(minutes=1)
            while True:
                calm = 0
                while calm < 3:
                    calm = 0 if self.busy() else calm + 1
                    await asyncio.sleep(0.001)
                waiting = self.clock.next_sleeper()
                if waiting is None or waiting > horizon or not await self._owes():
                    return
                self.clock.jump_to(waiting)

    async def _owes(self) -> bool:
        from sqlalchemy import func, select

        from storage.tables import outbox

        async with self.app.database.reading() as connection:
            query = select(func.count()).where(
                outbox.c.state.in_(("queued", "sending")), outbox.c.due_at <= self.clock.now() + timedelta(minutes=1)
            )
            return bool((await connection.execute(query)).scalar_one())

    async def digests_come(self) -> None:
        """Let the morning's digest come to everybody registered now, and not in the middle of what follows."""
        self.app.jobs.look_at_all()
        await self.settle()

    async def clock_strikes(self, moment: str | datetime) -> None:
        """Turn the clock to a time of the matchmaking day ("09:45", the event's clock), and let everything happen."""
        if isinstance(moment, str):
            hours, minutes = map(int, moment.split(":"))
            day = max(self.clock.now().astimezone(VILNIUS).date(), MATCHMAKING_DAY.date())
            moment = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=VILNIUS)
        await self.settle()
        self.app.jobs.ask()
        await self.settle()
        self.clock.jump_to(moment)
        await self.settle()


@asynccontextmanager
async def open_floor(
    url: str,
    *,
    at: datetime = MATCHMAKING_DAY,
    event_file: Path | None = None,
    strict: bool = True,
    **sections: Any,
) -> AsyncIterator[Floor]:
    """Everything running, on the database at `url`; `sections` are sections of the settings."""
    await migrate(url)
    clock = RunningClock(at, speed=0)
    database = Database(url)
    async with unit_of_work(database, clock.now()) as uow:
        loaded = await load_event_file(uow, read_event_file(event_file or find_event_file("vilnius-2022")))
        event = await load_event(uow.connection, loaded.event_id)
    await database.close()
    stage = Stage(TOKEN, clock, strict=strict)
    server = StageServer(stage)
    await server.start()
    settings = Settings.model_validate(
        {
            "telegram": {"token": SecretStr(TOKEN), "api_url": server.base_url},
            "database": {"url": url},
            "health": {"port": 0},
            "organisers": [{"telegram_id": ORGANISER, "role": "owner", "event": "*"}],
        }
        | sections
    )
    app = App(settings, clock=clock, patience=None)
    try:
        await app.start()
        floor = Floor(url, clock, stage, server, app, event)
        await floor.settle()
        yield floor
    finally:
        await app.stop()
        await server.stop()
