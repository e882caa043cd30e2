"""People at a live bot: they register, tap and write, and remember what each of their updates must have led to."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.stage.phones import Phone
from bot.views.people import RequestTap

SAYINGS = {  # what they say at any time -> what the answer begins with
    "/help": "Find people, agree meetings",
    "/privacy": "Stored about you",
    "/profile": "Others see you like this",
    "/menu": "What would you like to do",
    "/language": "Which language?",
    "blah": "I did not understand that",
}
REGISTERING: tuple[tuple[str, str], ...] = (  # (label, what it leads to)
    ("I agree", "Which organisation"),
    ("Business", "Which country"),
    ("All days in the hall", "Which languages"),
    ("Done", "What do you offer?"),
    ("Done", "What do you need?"),
    ("Skip", "Is this right?"),
    ("Name", "What is your name?"),
    ("Register", "You are registered"),
)
LOOK = 0.01  # seconds between looks at the phone


@dataclass
class Player:
    """One person with a phone. `expected`: the beginning of each reply that is owed to them, in order."""

    phone: Phone
    dice: random.Random
    expected: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    registered: bool = False
    updates: int = 0

    @property
    def name(self) -> str:
        """The first name."""
        return str(self.phone.user["first_name"])

    async def register(self) -> None:
        """All of it; two languages are typed without waiting for the answer between."""
        await self.say(("/start vilnius-2022", "To arrange your meetings"))
        await self.tap(*REGISTERING[0])
        await self.say((f"House of {self.name}", "What describes you"))
        await self.tap(*REGISTERING[1])
        await self.say(("lv", "How do you take part?"))
        await self.tap(*REGISTERING[2])
        await self.say(("suomi", "Which languages"), ("lt", "Which languages"))
        await self.tap(*REGISTERING[3])
        await self.say((f"things of {self.name}", "What do you offer?"))
        for label, leads_to in REGISTERING[4:-1]:
            await self.tap(label, leads_to)
        await self.say((f"{self.name} Player", "Is this right?"))
        await self.tap(*REGISTERING[-1])
        self.registered = True

    async def chatter(self) -> None:
        """Two to five things in a row, faster than anybody answers."""
        await self.say(*self.dice.sample(sorted(SAYINGS.items()), self.dice.randint(2, 5)))

    async def ask(self, name: str, attendee_id: int) -> None:
        """Ask somebody for a meeting."""
        await self.say(("/menu", SAYINGS["/menu"]))
        self.tap_data(self.newest(SAYINGS["/menu"]), RequestTap(attendee_id).pack())  # type: ignore[arg-type]
        await self._shown("When would you like to meet")
        await self.tap("Any time", "A short note for")
        await self.tap("Send without", "is sent")
        self.asked.append(name)

    async def accept(self) -> bool:
        """Accept a request that has come in; False when there is none."""
        for message, button in self.buttons("Accept"):
            meeting = button["callback_data"].split(":")[2]
            if meeting not in self.accepted:
                self.accepted.add(meeting)
                self.tap_data(message["message_id"], button["callback_data"])
                await self._shown("Agreed: you meet", message["message_id"])
                return True
        return False

    async def announce(self, text: str) -> None:
        """As an organiser: to everybody, now."""
        await self.say(("/announce", "Write your announcement"))
        await self.say((text, "Who gets it?"))
        await self.tap("Preview", "exactly what arrives")
        await self.tap("Send now", "Send")

    async def say(self, *pairs: tuple[str, str]) -> None:
        """Say each, and wait for the answer to the last."""
        for text, leads_to in pairs:
            said = self.phone.say(text)
            self.updates += 1
            self.expected.append(leads_to)
        await until(lambda: self._since(said["message_id"], pairs[-1][1]), lambda: self._missing(pairs[-1][1]))

    async def tap(self, label: str, leads_to: str) -> None:
        """Press the newest button with that label and wait for what it leads to."""
        message, button = self.buttons(label)[0]
        self.tap_data(message["message_id"], button["callback_data"])
        await self._shown(leads_to, message["message_id"])

    def tap_data(self, message_id: int, data: str) -> None:
        """Press; nobody waits."""
        self.phone.tap_data(message_id, data)
        self.updates += 1
        self._tapped = message_id

    async def _shown(self, leads_to: str, message_id: int | None = None) -> None:
        self.expected.append(leads_to)
        tapped = self._tapped if message_id is None else message_id
        await until(lambda: self._since(tapped - 1, leads_to), lambda: self._missing(leads_to))

    def _missing(self, text: str) -> str:
        newest = [(m["message_id"], words(m)[:80]) for m in self.phone.messages[-6:]]
        return f"{self.name} waits for {text!r} and sees {newest}"

    def _since(self, message_id: int, text: str) -> bool:
        for message in reversed(self.phone.messages):
            if message["message_id"] <= message_id:
                return False
            if message["from"]["is_bot"] and text in words(message):
                return True
        return False

    def newest(self, text: str) -> int:
        """The newest message of the bot with these words."""
        return next(int(m["message_id"]) for m in reversed(self.phone.messages) if text in words(m))

    def buttons(self, label: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Every message with a button of that label, the newest first."""
        return [
            (message, button)
            for message in reversed(self.phone.messages)
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if label in button["text"]
        ]

    def heard(self) -> list[dict[str, Any]]:
        """What the bot has said, each message once."""
        return [message for message in self.phone.messages if message["from"]["is_bot"]]


def words(message: dict[str, Any]) -> str:
    """What a message says."""
    return str(message.get("text") or message.get("caption") or "")


async def until(true: Callable[[], bool], why: Callable[[], str] = str, seconds: float = 60.0) -> None:
    """Look until it is so; AssertionError with `why` when it never comes to be."""
    try:
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(LOOK)
    except TimeoutError:
        raise AssertionError(why()) from None


def plain(screen: Any) -> str:
    """The words of a stored screen, without their marks."""
    text = (screen if isinstance(screen, dict) else json.loads(screen or "{}")).get("text", "")
    for mark in ("<b>", "</b>", "<i>", "</i>"):
        text = text.replace(mark, "")
    return str(text)
