"""A monkey with everybody's phones: it presses and types what no plan foresees, by a seed, and looks what broke.

After every few acts it looks at :mod:`tests.faults.soundness`; what fails says the last acts.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from bot.domain.people import Role
from bot.rehearsal.errors import PlayError
from bot.rehearsal.stage import Phone
from bot.views.help import command_list
from bot.views.words import Words
from storage.tables import attendees, places
from tests.faults.belongings import Belongings, changed
from tests.faults.listening import Broken, Listener
from tests.faults.oddities import LINKS, PNG, SHEET, TEXTS
from tests.faults.scenes import rows
from tests.floor import VILNIUS, Floor

WORDS = Words("en", VILNIUS)
STAYS = 0.6  # how often the next act is on the same phone: conversations have several steps
PATIENCE = 120.0  # seconds of the wall: a picture is drawn by a process of its own
ENGINE = ("tt:", "tp:", "rp:", "ra:", "ms:", "fy:")  # what is asked of the engine, and answered
PRESSES = 0.62  # the share of acts that are presses: without them nothing gets deep


class Monkey(Listener):
    """Plays on the phones of `floor`, the same for the same `seed`; it presses what begins with one of `likes` more."""

    def __init__(self, floor: Floor, seed: int, *, likes: tuple[str, ...] = ()) -> None:
        super().__init__(floor)
        self.likes = likes
        self.dice = random.Random(seed)
        self.pressed: Counter[str] = Counter()  # by kind; what was pressed seldom is what it likes
        self.holds = ""  # whose phone
        self.label = f"seed {seed}"

    async def play(self, steps: int, *, look_every: int = 4) -> None:
        """So many acts; :class:`Broken` as soon as something is found wrong."""
        with self.listening():
            for number in range(1, steps + 1):
                self.steps += 1
                self.floor.clock.advance(1)  # nobody is faster
                try:
                    await self._act()
                    await self.floor.settle(PATIENCE)
                    self.answered()
                except (AssertionError, TimeoutError) as error:
                    raise Broken(self.tell([f"{type(error).__name__}: {error}"])) from error
                if self.logged or self.refusals or number % look_every == 0 or number == steps:
                    await self.look()

    async def tries_everything(self, name: str, *, most: int | None = None, together: int = 5) -> int:
        """Somebody presses what was shown to others and never to them (`most`: so many at random): how many presses.

        Raises :class:`Broken` when a row of others has changed, or a button turns for ever.
        """
        phone = self.floor.people[name]
        phone.start()
        await self.floor.settle(PATIENCE)
        theirs = Belongings(self.floor, phone.id)
        strange = sorted(data for data, owners in self.seen.items() if phone.id not in owners)
        if most is not None and len(strange) > most:
            strange = sorted(self.dice.sample(strange, most))
        with self.listening():
            for start in range(0, len(strange), together):
                self.floor.clock.advance(2 * together)  # answers go out at a limited rate; nobody presses that fast
                await self.floor.settle(PATIENCE)
                before = await theirs.of_others()
                pressed = strange[start : start + together]
                for data in pressed:
                    self.acts.append(f"{name} presses {data}, of others")
                    tap = phone.tap_data(phone.last["message_id"], data)
                    await self.floor.settle(PATIENCE)
                    if tap.answer is None:
                        self.logged.append(f"the button turns for ever: {data}")
                moved = changed(before, await theirs.of_others())
                if moved:
                    raise Broken(self.tell([f"{name} pressed {pressed} and moved {moved}"]))
                await self.look()
        return len(strange)

    async def _act(self) -> None:
        roll = self.dice.random()
        if self.dice.random() > STAYS or not self.holds:
            self.holds = self.dice.choice([*self.floor.people, *["organiser"] * (12 if self.likes else 1)])
        name, phone = self.holds, self.floor.people[self.holds]
        if self.likes and name == "organiser" and roll >= PRESSES:
            roll = 0.7 if self.dice.random() < 0.5 else PRESSES * self.dice.random()  # to the desk, or a press
        try:
            if phone.blocked and self.dice.random() < 0.5:
                self.acts.append(f"{name} lets the bot write again")
                phone.unblock()
            elif roll < PRESSES:
                await self._press(name, phone)
            elif roll < 0.74:
                await self._command(name, phone)
            elif roll < 0.90:
                await self._type(name, phone)
            elif roll < 0.95:
                await self._send(name, phone)
            else:
                await self._turn()
        except PlayError as error:
            self.acts.append(f"{name} could not: {error}")

    async def _press(self, name: str, phone: Phone) -> None:
        shown = [m for m in phone.messages if m["from"]["is_bot"]]
        if not shown:
            phone.start()
            self.acts.append(f"{name} starts")
            return
        roll = self.dice.random()
        if roll < 0.08 and self.seen:
            data = self.dice.choice(sorted(self.seen))
            self.acts.append(f"{name} presses {data} of any phone, on {shown[-1]['message_id']}")
            self._tap(phone, shown[-1]["message_id"], data)
            return
        with_buttons = [m for m in shown if m.get("reply_markup", {}).get("inline_keyboard")]
        if not with_buttons:
            return
        messages = with_buttons[-1:] if roll < 0.5 else with_buttons[-12:]
        buttons = [
            (message, button)
            for message in messages
            for row in message["reply_markup"]["inline_keyboard"]
            for button in row
            if "callback_data" in button
        ]
        if not buttons:
            return
        weights = [self._weight(button["callback_data"]) for _, button in buttons]
        message, button = self.dice.choices(buttons, weights)[0]
        self.pressed[_kind(button["callback_data"])] += 1
        where = f"{button['text']!r} ({button['callback_data']}) on {message['message_id']}"
        self.acts.append(f"{name} presses {where}")
        self._tap(phone, message["message_id"], button["callback_data"])
        if roll > 0.94:
            self.acts.append(f"{name} presses {where} once more at once")
            self._tap(phone, message["message_id"], button["callback_data"])
        elif roll > 0.9:  # two at once, on two phones
            other_name = self.dice.choice(list(self.floor.people))
            other = self.floor.people[other_name]
            last = [m for m in other.messages if m["from"]["is_bot"]]
            if last:
                self.acts.append(f"{other_name} presses {button['callback_data']} at once")
                self._tap(other, last[-1]["message_id"], button["callback_data"])

    def _weight(self, data: str) -> float:
        seldom = 1.0 / (1 + self.pressed[_kind(data)]) ** 2
        return 20.0 * seldom if self.likes and data.startswith(self.likes) else seldom

    def _tap(self, phone: Phone, message_id: int, data: str) -> None:
        self.taps.append((self.acts[-1], phone.tap_data(message_id, data)))

    async def _command(self, name: str, phone: Phone) -> None:
        role = Role.OWNER if self.dice.random() < 0.4 or name == "organiser" else None
        command = self.dice.choice([*(c for c, _ in command_list(WORDS, role)), "cancel", "nosuch"])
        roll = self.dice.random()
        if roll < 0.12:
            text = f"/{command} {self.dice.choice(TEXTS)}"[:2000]
        elif roll < 0.3:
            text = f"/start {await self._link()}"
        else:
            text = "/desk" if self.likes and name == "organiser" else f"/{command}"
        self._say(name, phone, text)

    async def _link(self) -> str:
        roll = self.dice.random()
        if roll < 0.35:
            codes = await rows(self.floor, select(attendees.c.code).where(attendees.c.code.is_not(None)))
            if codes:
                return f"c_{self.dice.choice(codes).code}"
        elif roll < 0.6:
            tables = await rows(self.floor, select(places.c.code).where(places.c.code.is_not(None)))
            if tables:
                return f"t_{self.dice.choice(tables).code}"
        return self.dice.choice([*LINKS, *self.links])

    async def _type(self, name: str, phone: Phone) -> None:
        self._say(name, phone, self.dice.choice(TEXTS))

    def _say(self, name: str, phone: Phone, text: str) -> None:
        short = text if len(text) <= 60 else f"{text[:20]}... ({len(text)})"
        theirs = [m for m in phone.messages if m["from"]["is_bot"]]
        reply = self.dice.choice(theirs[-5:])["message_id"] if theirs and self.dice.random() < 0.08 else None
        self.acts.append(f"{name} says {short!a}{f' in reply to {reply}' if reply else ''}")
        phone.say(text, reply)
        self.spoken.append((self.acts[-1], phone))

    async def _send(self, name: str, phone: Phone) -> None:
        caption = self.dice.choice([None, None, "<b>caption</b>", "🙂 \u202e"])
        sends: dict[str, Callable[[], object]] = {
            "a photo": lambda: phone.send_photo(PNG, caption, "x.png"),
            "a sheet": lambda: phone.send_document("people.csv", SHEET, "text/csv", caption),
            "a file that is no sheet": lambda: phone.send_document("=1+1.xlsx", b"PK\x03\x04 no", "", caption),
            "a location": lambda: phone.share_location(self.dice.uniform(-90, 90), self.dice.uniform(-180, 180)),
            "a location in Vilnius": lambda: phone.share_location(54.69, 25.28),
            "a contact": phone.share_contact,
            "somebody's contact": lambda: phone.share_contact("+1", "<i>Else</i>", 42),
            "a correction": lambda: self._correct(phone),
        }
        if self.dice.random() < 0.08:
            sends = {"no more: the bot is blocked": phone.block}
        what = self.dice.choice(list(sends))
        self.acts.append(f"{name} sends {what}")
        sends[what]()
        if what not in {"a correction", "no more: the bot is blocked"}:
            self.spoken.append((self.acts[-1], phone))

    def _correct(self, phone: Phone) -> None:
        own = [m for m in phone.messages if m["from"]["id"] == phone.id and "text" in m]
        if own:
            phone.edit(self.dice.choice(own[-3:])["message_id"], self.dice.choice(TEXTS))

    async def _turn(self) -> None:
        if self.dice.random() < 0.8:
            ahead = timedelta(minutes=self.dice.choice([1, 2, 3, 5, 10, 15, 20, 25]))
        else:
            ahead = timedelta(hours=self.dice.choice([1, 2, 3, 12]))
        self.acts.append(f"the clock goes on by {ahead}")
        self.floor.app.jobs.ask()
        await self.floor.settle(PATIENCE)
        self.floor.clock.jump_to(self.floor.clock.now() + ahead)


def _kind(data: str) -> str:
    """What a button does, whoever and whatever it is about."""
    return re.sub(r"[0-9]+", "", ":".join(data.split(":")[:2]))
