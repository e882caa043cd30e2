"""Phones over the whole way of a tap: people of a hall tap and type, and see what the bot shows them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.clock import RunningClock
from bot.services import meetings, reminders
from bot.views.screens import Button, Screen
from storage import people
from storage.database import Database
from storage.tables import outbox
from tests.intake.office import Office, an_office, said, tapped
from tests.meetings import WEEK_BEFORE, Hall

RENDERERS = {**meetings.NOTICES, **reminders.NOTICES}
TAGS = re.compile(r"<[^>]+>")


@dataclass
class Phones:
    """Everybody's phone at once; names as in the hall."""

    hall: Hall
    office: Office

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.office.clock.now()

    def jump(self, moment: datetime) -> None:
        """Turn the clock."""
        assert isinstance(self.office.clock, RunningClock)
        self.office.clock.jump_to(moment)
        self.hall.now = self.now

    async def tap(self, name: str, label: str) -> None:
        """Press the newest button whose label contains this."""
        await self.office.take(tapped(await self._telegram_id(name), await self.data(name, label)))

    async def press(self, name: str, data: str) -> None:
        """Press a button with this data."""
        await self.office.take(tapped(await self._telegram_id(name), data))

    async def type(self, name: str, text: str) -> None:
        """Write a message."""
        await self.office.take(said(await self._telegram_id(name), text))

    async def data(self, name: str, label: str) -> str:
        """The data of the newest button whose label contains this."""
        for screen in reversed(await self.screens(name)):
            for button in buttons(screen):
                if label in button.label and button.data:
                    return button.data
        raise AssertionError(f"{name} sees no {label!r}: {await self.read(name)}")

    async def read(self, name: str) -> str:
        """The newest message, without formatting."""
        return TAGS.sub("", (await self.screens(name))[-1].text)

    async def labels(self, name: str) -> list[str]:
        """The buttons under the newest message."""
        return [button.label for button in buttons((await self.screens(name))[-1])]

    async def toasts(self) -> list[str]:
        """What was said over the chats."""
        return [text for _, text, _ in self.office.answers if text]

    async def screens(self, name: str) -> list[Screen]:
        """What stands on a phone, in order of showing; notices that are no longer owed are left out."""
        async with self.hall.database.reading() as connection:
            person = await people.person_of(connection, self.hall.ids[name])
            rows = (
                await connection.execute(select(outbox).where(outbox.c.person_id == person.id).order_by(outbox.c.id))
            ).mappings()
            shown = []
            for row in rows.all():
                if row["screen"] is not None:
                    shown.append(Screen.from_json(row["screen"]))
                    continue
                screen = await RENDERERS[row["view"]](connection, person, row["facts"] or {}, self.now)
                if screen is not None:
                    shown.append(screen)
            return shown

    async def _telegram_id(self, name: str) -> int:
        async with self.hall.database.reading() as connection:
            found = (await people.person_of(connection, self.hall.ids[name])).telegram_id
            assert found is not None
            return found


def buttons(screen: Screen) -> list[Button]:
    """Every button of a screen."""
    return [button for row in screen.buttons for button in row]


@asynccontextmanager
async def some_phones(
    database: Database, *names: str, now: datetime = WEEK_BEFORE, **hall: Any
) -> AsyncIterator[Phones]:
    """A hall, its people, and the bot at work."""
    opened = await Hall.open(database, now=now, **hall)
    await opened.join(*names)
    async with an_office(database, clock=RunningClock(now, speed=0)) as office:
        yield Phones(opened, office)
