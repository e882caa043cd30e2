"""The test's side of a live bot: its Telegram, its files, its lives."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.clock import RunningClock, SystemClock
from bot.domain.events import Event
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Stage
from bot.services.event_files import find_event_file, read_event_file
from bot.services.events import event as load_event
from bot.services.events import load_event_file
from bot.services.registration import load_attendees
from storage.database import Database
from storage.tables import announcements, inbox, outbox
from storage.unit_of_work import unit_of_work
from tests.floor import ORGANISER, TOKEN, Guest

ROOT = Path(__file__).parents[2]
BOOKING_OPEN = date(2022, 4, 12)  # of the event that comes with us: one may register and ask for meetings
QUICK = {"per_second": 200.0, "per_chat_per_second": 50.0, "chat_burst": 20, "first_retry_seconds": 0.1}
LISTENING = {"user_burst": 10_000, "user_per_second": 1000.0, "pending_cap": 10_000, "batch": 8}


@dataclass
class LiveBot:
    """One installation in `folder`, on the real clock, before `stage`."""

    folder: Path
    url: str
    stage: Stage
    server: StageServer
    event: Event
    database: Database
    sections: dict[str, dict[str, Any]]
    token: str = TOKEN
    pid: int | None = None
    _zygote: asyncio.subprocess.Process | None = None
    _ports: dict[str, int] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """What all lives said, on stdout and stderr."""
        return self.folder / "log.txt"

    async def begin(self, *, arguments: tuple[str, ...] = ("run",), fault: str = "", **how: Any) -> int:
        """A new life; its process id. `how`: see :mod:`tests.faults.live_bot`."""
        config = self.folder / "config.toml"
        config.write_text(toml(self.sections))
        told = {
            "arguments": ["--config", str(config), *arguments],
            "environment": {"MATCHBELL_TOKEN": self.token, "FAULT": fault},
            "log": str(self.log),
            **how,
        }
        self.pid = int(await self._ask(told))
        return self.pid

    async def ended(self) -> int:
        """Wait for the end of this life: its exit code, or minus the signal that ended it."""
        code = int(await self._ask("wait"))
        self.pid = None
        return code

    def kill(self) -> None:
        """kill -9, at once; again is no harm."""
        self._signal(signal.SIGKILL)

    def tell_to_stop(self) -> None:
        """SIGTERM."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def _ask(self, told: object) -> bytes:
        if self._zygote is None:
            self._zygote = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.faults.live_bot", cwd=ROOT, stdin=-1, stdout=-1
            )
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.write(json.dumps(told).encode() + b"\n")
        answer = await self._zygote.stdout.readline()
        assert answer, "the bot's parent process has died"
        return answer

    async def close(self) -> None:
        """Nothing of it runs any more."""
        if self.pid is not None:
            self.kill()
            await self.ended()
        if self._zygote is not None:
            assert self._zygote.stdin is not None
            self._zygote.stdin.close()
            await self._zygote.wait()

    # --- how things stand -------------------------------------------------------------------------------------------

    async def open_work(self) -> int:
        """Updates not handed over or not done, and notices not settled."""
        async with self.database.reading() as connection:
            updates = select(func.count()).where(inbox.c.state == "new")
            notices = select(func.count()).where(outbox.c.state.in_(("queued", "sending")))
            found = (await connection.execute(updates)).scalar_one() + (await connection.execute(notices)).scalar_one()
        return int(found) + self.stage.pending_updates

    async def under_way(self) -> int:
        """Announcements whose last numbers are still to be shown: the clock queues one more notice for each."""
        async with self.database.reading() as connection:
            query = select(func.count()).where(announcements.c.status == "sending")
            return int((await connection.execute(query)).scalar_one())

    async def in_flight(self) -> list[Any]:
        """The notices that were on their way (id, chat, announcement) when the last life ended."""
        async with self.database.reading() as connection:
            query = select(outbox.c.id, outbox.c.chat_id, outbox.c.announcement_id).where(outbox.c.state == "sending")
            return list((await connection.execute(query)).all())

    async def all_done(self, seconds: float = 120.0) -> None:
        """Until nothing is left to do."""
        calm = 0
        async with asyncio.timeout(seconds):
            while calm < 3:
                at_work = self.stage.busy() or await self.under_way() or await self.open_work()
                calm = 0 if at_work else calm + 1
                await asyncio.sleep(0.03)

    async def rows(self, query: Any) -> list[Any]:
        """What a query finds."""
        async with self.database.reading() as connection:
            return list((await connection.execute(query)).all())


@asynccontextmanager
async def live_bot(
    url: str, folder: Path, *, silent: int = 0, strict: bool = False, **sections: dict[str, Any]
) -> AsyncIterator[LiveBot]:
    """An installation with the Vilnius event a fortnight ahead and `silent` attendees who never write."""
    clock = RunningClock(SystemClock().now())
    stage = Stage(TOKEN, clock, strict=strict)
    server = StageServer(stage)
    await server.start()
    database = Database(url)
    file = folder / "event.toml"
    file.write_text(moved(find_event_file("vilnius-2022").read_text()))
    async with unit_of_work(database, clock.now()) as uow:
        loaded = await load_event_file(uow, read_event_file(file))
        event = await load_event(uow.connection, loaded.event_id)
        phones = [stage.add_person(f"Silent{n}", started=True) for n in range(silent)]
        guests = [Guest(phone.id, phone.user["first_name"]) for phone in phones]
        await load_attendees(uow, event, guests)
    settings: dict[str, dict[str, Any]] = {
        "telegram": {"api_url": server.base_url},
        "database": {"url": url},
        "health": {"port": 0},
        "log": {"format": "json", "level": "info"},
        "sending": dict(QUICK),
        "inbox": dict(LISTENING),
    }
    for name, section in sections.items():
        settings[name] = settings.get(name, {}) | section
    bot = LiveBot(folder, url, stage, server, event, database, settings)
    try:
        yield bot
    finally:
        await bot.close()
        await database.close()
        await server.stop()


def moved(text: str) -> str:
    """The event file with every day moved so that booking is open today; without a night, whenever the tests run."""
    by = SystemClock().now().date() - BOOKING_OPEN
    text = text.replace("[rules]", '[rules]\nquiet_from = "00:00"\nquiet_until = "00:00"', 1)
    return re.sub(r"2022-\d\d-\d\d(?=[\s,\]T])", lambda found: str(date.fromisoformat(found[0]) + by), text)


def toml(sections: dict[str, dict[str, Any]]) -> str:
    """The settings as a file; values are strings, numbers and booleans."""
    lines = []
    for name, section in sections.items():
        lines.append(f"[{name}]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in section.items()]
    lines += ["[[organisers]]", f"telegram_id = {ORGANISER}", 'role = "owner"', 'event = "*"', ""]
    return "\n".join(lines)
