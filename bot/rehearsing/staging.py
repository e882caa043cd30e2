"""App, stage, crowd and clock, put together and kept going."""

from __future__ import annotations

import asyncio
import math
import os
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.clock import RunningClock, SystemClock, WallPacedClock
from bot.config import Settings
from bot.domain.events import Event
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.personas import Persona, personas
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Stage
from bot.rehearsing.options import RehearseOptions
from bot.services.event_files import find_event_file, read_event_file
from bot.services.events import event as load_event
from bot.services.events import load_event_file
from bot.services.registration import load_attendees
from bot.services.tallies import tallies
from storage import counting
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import unit_of_work

TOKEN = "7236150:" + "R" * 35  # the stage's, made up
EPOCH = datetime.fromtimestamp(0, UTC)
ORGANISER = 700_000_001
ATTENDEES = 200
EVENING_BEFORE = time(16, 30)  # shortly before the matchmaking day, with time to ask for meetings
A_MOMENT = timedelta(seconds=2)
LEAST_STEP = timedelta(seconds=1)
STALLED = 20  # turns of the clock at the same moment before it is pushed on
UNLIMITED = 10_000.0  # messages per second: no limits at all
CROWD_GRID = 120  # seconds: played without waiting, people act together every so often, as they share transactions
LOOK_AGAIN = 0.0005  # seconds of the wall between looks while something is in hand


class Rehearsal:
    """App, stage, crowd and clock together; ``await open()`` ... ``await close()``."""

    def __init__(self, settings: Settings, options: RehearseOptions) -> None:
        self.options = options
        self._settings = settings
        self._stack = AsyncExitStack()
        self._opened = False
        self.event: Event
        self.clock: RunningClock
        self.stage: Stage
        self.server: StageServer
        self.app: App
        self.crowd: Crowd

    @property
    def _at_once(self) -> bool:
        """Played from one thing to the next: Telegram's limits on messages per second are lifted on both sides."""
        return self.options.speed == "max"

    @property
    def _event_paced(self) -> bool:
        return self.options.headless or self._at_once

    async def open(self) -> None:
        """Load the event and its attendees, put phones on the stage, start everything."""
        options = self.options
        file = read_event_file(options.event or find_event_file("vilnius-2022"))
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="matchbell-", dir=_memory()))
        path = options.keep.resolve() if options.keep else Path(folder) / "rehearsal.sqlite3"
        url = f"sqlite:///{path}"
        await migrate(url)
        database = Database(url)
        try:
            async with unit_of_work(database, datetime.fromisoformat("2022-01-01T00:00:00+00:00")) as uow:
                loaded = await load_event_file(uow, file)
                self.event = await load_event(uow.connection, loaded.event_id)
            async with database.reading() as connection:
                kept = await counting.last_moment(connection)
            self.clock = RunningClock(max(options.at or kept or self._opening(), kept or EPOCH), speed=0)
            first_update, first_message = await self._numbers(database)
            self.stage = Stage(
                TOKEN,
                self.clock,
                strict=not self._at_once,
                rate_clock=None if self._event_paced else SystemClock().monotonic,
                first_update_id=first_update,
                first_message_id=first_message,
            )
            cast = personas(max(ATTENDEES, options.crowd), options.seed)
            await self._people(database, cast)
        finally:
            await database.close()
        self.crowd = Crowd(self.stage, cast, self.clock, options.seed, days=self.event.days)
        self.server = StageServer(
            self.stage,
            port=options.port if not options.headless else 0,
            next_thing=self.next_thing,
            crowd=self.crowd,
            extra_counters=self.counters,
            event={"name": self.event.name, "city": self.event.city, "zone": self.event.timezone},
        )
        await self.server.start()
        self._stack.push_async_callback(self.server.stop)
        self.app = App(
            self._live(url),
            clock=self.clock,
            pace=None if self._event_paced else WallPacedClock(self.clock),
            patience=None if options.speed == "max" else 0.2,
        )
        self._stack.push_async_callback(self.app.stop)
        await self.app.start()
        self._opened = True

    async def close(self) -> None:
        """End everything; the passing database is deleted."""
        if self._opened:
            await self.crowd.stop()
        await self._stack.aclose()

    def _opening(self) -> datetime:
        """Headless the crowd registers itself, so it begins before registration closes."""
        event = self.event
        closes = event.registration_closes_at
        if self.options.headless and closes is not None:
            return closes - timedelta(days=2)
        day = event.days[-1] - timedelta(days=1)
        return datetime.combine(day, EVENING_BEFORE, tzinfo=event.zone)

    async def _numbers(self, database: Database) -> tuple[int, int]:
        """The first update id and message id that a kept database has not seen."""
        async with database.reading() as connection:
            return await counting.next_numbers(connection)

    async def _people(self, database: Database, cast: list[Persona]) -> None:
        """An organiser, and the attendees: registered already, unless the crowd is to do it in the chat."""
        stage = self.stage
        organiser = stage.add_person("Rasa", "Organiser", id=ORGANISER, role="organiser", zone=self.event.timezone)
        shown = {self._first(cast, "en"), self._first(cast, "lt")}
        for persona in cast:
            stage.add_person(
                persona.first_name,
                persona.last_name,
                username=persona.username,
                language_code="en" if self.options.headless else persona.language_code,
                id=persona.telegram_id,
                role="participant" if persona in shown and not self.options.headless else None,
                zone=self.event.timezone,
                started=not self.options.headless,
            )
        if not self.options.headless:
            async with unit_of_work(database, self.clock.now()) as uow:
                known = await counting.known_phones(uow.connection)
                await load_attendees(uow, self.event, [each for each in cast if each.telegram_id not in known])
            for phone in (organiser, *(stage.person(persona.telegram_id) for persona in cast if persona in shown)):
                phone.say("/start")

    def _first(self, cast: list[Persona], language: str) -> Persona:
        """Whose phone is shown: the first in the hall who speaks that language."""
        here = [persona for persona in cast if persona.modes[-1] == "onsite"] or cast
        return next((persona for persona in here if persona.language_code == language), here[0])

    def _live(self, url: str) -> Settings:
        """The settings of a bot that talks to the stage."""
        settings = self._settings
        organiser = {"telegram_id": ORGANISER, "role": "owner", "event": "*"}
        return Settings.model_validate(
            {
                "telegram": {"token": SecretStr(TOKEN), "api_url": self.server.base_url},
                "database": {"url": url},
                "sending": settings.sending.model_copy(update={"per_second": UNLIMITED})
                if self._at_once
                else settings.sending,
                "inbox": settings.inbox,
                "health": {"port": 0},
                "log": settings.log,
                "process": settings.process,
                "organisers": [organiser],
            }
        )

    # --- the clock --------------------------------------------------------------------------------------------------

    def busy(self) -> bool:
        """Whether anything at all is in hand."""
        return self.stage.busy() or self.app.busy()

    async def quiet(self) -> None:
        """Until nothing is in hand, and still nothing after everybody had a turn."""
        calm = 0
        while calm < 2:
            calm = 0 if self.busy() else calm + 1
            await asyncio.sleep(0 if calm else LOOK_AGAIN)

    async def next_thing(self) -> datetime | None:
        """When something is due next: for the bot, for the crowd, or for whoever waits on the clock."""
        self.app.jobs.ask()
        await self.quiet()
        acts = self.crowd.next_act()
        if acts is not None and self.options.speed == "max":
            acts = datetime.fromtimestamp(math.ceil(acts.timestamp() / CROWD_GRID) * CROWD_GRID, UTC)
        moments = (self.clock.next_sleeper(), self.app.jobs.next_thing(), acts)
        return min((moment for moment in moments if moment is not None), default=None)

    async def play(self, until: datetime) -> None:
        """From one thing to the next, without waiting, until that moment."""
        stalled = 0
        while self.clock.now() < until:
            await self.quiet()
            if self.crowd.act_due():
                continue
            before = self.clock.now()
            sleeper = self.clock.next_sleeper()
            if sleeper is not None and sleeper - before <= A_MOMENT:  # messages that wait for their turn
                self.clock.jump_to(sleeper)
                continue
            following = min(await self.next_thing() or until, until)
            stalled = stalled + 1 if following <= before else 0
            self.clock.jump_to(max(following, before + (LEAST_STEP if stalled > STALLED else timedelta())))
            self.app.sender.look()
        await self.quiet()

    async def counters(self) -> dict[str, Any]:
        """The bot's own numbers, beside the stage's."""
        async with self.app.database.reading() as connection:
            return await tallies(connection, self.event.id)


def _memory() -> str | None:
    """A passing database lives in memory where the system offers that; it is deleted at the end anyway."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of our own is made in it
