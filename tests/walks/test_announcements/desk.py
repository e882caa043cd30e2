"""An organiser's hands and eyes: composing, pressing without waiting for the end, and what arrives where, in order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.app import App
from bot.rehearsal.stage.phones import Phone
from bot.services.registration import load_attendees
from storage.unit_of_work import unit_of_work
from tests.floor import Floor, Guest

STEP = 1 / 30 + 1e-4  # seconds of the clock in which one more message may go
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0f01f0005050201d1d8a6920000000049454e44ae426082"
)


async def crowd(floor: Floor, number: int, prefix: str = "P", **more: Any) -> list[str]:
    """That many registered people at once; their names."""
    names = [f"{prefix}{n}" for n in range(number)]
    for name in names:
        floor.people[name] = floor.stage.add_person(name, "Tester", started=True)
    guests = [Guest(floor.phone(name).id, f"{name} Tester", **more) for name in names]
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        await load_attendees(uow, floor.event, guests)
    floor.app.jobs.look_at_all()  # the morning's digests go now, not in the middle of something
    await floor.settle()
    return names


async def composed(floor: Floor, text: str = "Lunch is served.") -> None:
    """The organiser has written an announcement and looks at the choice of a segment."""
    floor.organiser()
    await floor.says("organiser", "/announce")
    await floor.says("organiser", text)


async def previewed(floor: Floor, text: str = "Lunch is served.") -> None:
    """The organiser looks at the preview and the buttons that send."""
    await composed(floor, text)
    await floor.taps("organiser", "Preview")
    floor.clock.advance(5)  # they read it


def newest_with(phone: Phone, label: str) -> tuple[int, str]:
    """The newest message with such a button, and what the button says."""
    for shown in reversed(phone.messages):
        for row in shown.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if label in button["text"]:
                    return shown["message_id"], button["callback_data"]
    raise AssertionError(f"no button {label!r}")


async def calm(floor: Floor) -> None:
    """Until everything that can happen at this moment has happened; the clock stands."""
    async with asyncio.timeout(30):
        quiet = 0
        while quiet < 3:
            quiet = 0 if floor.busy() else quiet + 1
            await asyncio.sleep(0.001)


async def press(floor: Floor, name: str, label: str, times: int = 1) -> None:
    """Press a button; only what can happen at this moment happens."""
    message, data = newest_with(floor.phone(name), label)
    for _ in range(times):
        floor.phone(name).tap_data(message, data)
    await calm(floor)


async def go_on(floor: Floor, messages: int) -> None:
    """The clock goes on by as long as so many messages take."""
    for _ in range(messages):
        floor.app.jobs.ask()
        await calm(floor)
        floor.clock.advance(STEP)
        await calm(floor)


async def restart(floor: Floor) -> None:
    """The process ends and another begins on the same database."""
    await floor.app.stop()
    floor.app = App(floor.app.settings, clock=floor.clock, patience=None)
    await floor.app.start()


@dataclass
class Watch:
    """What arrives on phones, in order, with the moment."""

    floor: Floor
    arrived: list[tuple[datetime, str, str]] = field(default_factory=list)
    edits: list[tuple[datetime, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names = {phone.id: name for name, phone in self.floor.people.items()}
        self.floor.stage.on_change(self._changed)

    def _changed(self, change: Any) -> None:
        if change.kind not in {"message", "edit"}:
            return
        message = change.body["message"]
        if not message["from"]["is_bot"]:
            return
        name = self._names.get(change.body["person_id"], "?")
        where = self.arrived if change.kind == "message" else self.edits
        where.append((self.floor.clock.now(), name, str(message.get("text") or message.get("caption"))))

    def who_got(self, text: str) -> list[str]:
        """The names in order of arrival."""
        return [name for _, name, said in self.arrived if text in said]


def numbers(floor: Floor) -> dict[str, int]:
    """The lines of the newest progress screen: ``{"Sent": 3, ...}``."""
    texts = [m.get("text", "") for m in floor.phone("organiser").messages if "📣" in m.get("text", "")]
    lines = [line.rsplit(": ", 1) for line in texts[-1].splitlines() if ": " in line and not line.startswith("To:")]
    return {name: int(number) for name, number in lines}


async def a_little_later(floor: Floor) -> None:
    """Everything has gone, and the progress was brought up to date."""
    for _ in range(2):
        floor.app.jobs.ask()
        await floor.settle()
        floor.clock.advance(4)
        await floor.settle()


async def moments(floor: Floor, number: int = 3) -> None:
    """So many times a second and a bit goes by at once: a chat gets its messages, others hardly any."""
    for _ in range(number):
        floor.clock.advance(1.1)
        await calm(floor)
