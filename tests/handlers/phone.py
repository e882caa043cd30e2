"""One phone before an office: say, tap, read."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import RunningClock
from storage.database import Database
from tests.intake.office import Office, an_office, said, tapped
from tests.people import EARLY

_users = itertools.count(700_000_001)


@dataclass
class Phone:
    """A private chat with the bot. `language` is what Telegram says the phone speaks."""

    office: Office
    user_id: int
    name: str = "Ann Onyte"
    username: str | None = None
    language: str | None = "en"

    async def _take(self, *updates: dict[str, Any]) -> str:
        self.office.turn(2 * len(updates))  # nobody is that quick, and a flood is another test
        await self.office.take(*(self._signed(update) for update in updates))
        return await self.text()

    def _signed(self, update: dict[str, Any]) -> dict[str, Any]:
        user = (update.get("message") or update["callback_query"])["from"]
        user |= {"first_name": self.name}
        if self.username:
            user["username"] = self.username
        user.pop("language_code", None)
        if self.language:
            user["language_code"] = self.language
        return update

    async def say(self, text: str) -> str:
        """Send words or a command; what is shown then."""
        return await self._take(said(self.user_id, text))

    async def send_photo(self) -> str:
        """Send a picture; what is shown then."""
        update = said(self.user_id, "x")
        del update["message"]["text"]
        update["message"]["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
        return await self._take(update)

    async def share_contact(self, number: str, *, of: int | None = None) -> str:
        """Send a contact, one's own unless it is `of` somebody; what is shown then."""
        update = said(self.user_id, "x")
        del update["message"]["text"]
        contact = {"phone_number": number, "first_name": self.name, "user_id": of or self.user_id}
        update["message"]["contact"] = contact
        return await self._take(update)

    async def tap(self, label: str, *, times: int = 1) -> str:
        """Press the first button of the last screen whose label has `label` in it; what is shown then."""
        data = await self.data(label)
        return await self._take(*(tapped(self.user_id, data) for _ in range(times)))

    async def press(self, data: str) -> str:
        """Press a button with this data, whoever it was for; what is shown then."""
        return await self._take(tapped(self.user_id, data))

    async def screen(self) -> dict[str, Any]:
        """The last screen, as JSON."""
        screens = [row["screen"] for row in await self.office.owed() if row["chat_id"] == self.user_id]
        return next((screen for screen in reversed(screens) if screen), {"text": ""})

    async def text(self) -> str:
        """The last screen's text."""
        return str((await self.screen())["text"])

    async def labels(self) -> list[str]:
        """The labels of the last screen's buttons."""
        return [button["label"] for row in (await self.screen()).get("buttons", []) for button in row]

    async def data(self, label: str) -> str:
        """What the button with `label` in its label says."""
        buttons = [button for row in (await self.screen()).get("buttons", []) for button in row]
        for button in buttons:
            if label in button["label"]:
                return str(button["data"])
        raise AssertionError(f"no button {label!r} among {[button['label'] for button in buttons]}")

    def toast(self) -> str:
        """What the last tap was answered with."""
        return self.office.answers[-1][1] or ""

    async def register(self, **changes: str) -> str:
        """Answer every question of the event `vilnius`; what is shown at the end."""
        await self.say(changes.get("begin", "/start vilnius"))
        await self.tap("I agree")
        await self.say(changes.get("organisation", "Sea Cluster"))
        await self.tap(changes.get("type", "Business"))
        await self.say(changes.get("country", "Lithuania"))
        await self.tap(changes.get("mode", "All days in the hall"))
        await self.tap("Done")
        await self.tap("Skip")
        await self.tap("Skip")
        return await self.tap("Register")


def phone(office: Office, name: str = "Ann Onyte", **more: Any) -> Phone:
    """A new phone."""
    return Phone(office, next(_users), name, **more)


@asynccontextmanager
async def an_early_office(database: Database, now: datetime = EARLY) -> AsyncIterator[Office]:
    """An office while registration is open."""
    async with an_office(database, clock=RunningClock(now, speed=0)) as office:
        yield office
