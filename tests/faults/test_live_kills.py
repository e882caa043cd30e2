"""kill -9 at random moments of the whole live bot: nothing lost, nothing done twice, order kept, numbers add up."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.tables import announcements, attendees, audit, inbox, meetings, outbox, persons
from tests.faults.live import LiveBot, live_bot
from tests.faults.players import Player, plain, until, words
from tests.floor import ORGANISER

LIVES = 24
PLAYERS = 8
SILENT = 70
PARTNERS = 3  # each player asks so many
ANNOUNCED_IN = {6: "Lunch is served in the foyer", 15: "The pitching moves to the stage"}  # life -> words
WAYS = ("delay", "accepted", "before", "announced", "after")


@dataclass
class Run:
    """One whole test: who plays, which life it is, what was in doubt when lives ended."""

    bot: LiveBot
    dice: random.Random
    players: list[Player]
    organiser: Player
    life: int = 0
    over: bool = False
    in_doubt: Counter[int] = field(default_factory=Counter)  # notice -> how often it was in flight at a kill
    cut_short: int = 0

    async def play(self, number: int) -> None:
        """What one player does, in step with the lives."""
        player = self.players[number]
        await until(lambda: self.life >= min(2 * number, LIVES // 2) or self.over, seconds=300)
        await player.register()
        while not (self.over and len(player.asked) == PARTNERS):
            await asyncio.sleep(self.dice.random() * 0.12)
            if await player.accept():
                continue
            due = self.over or len(player.asked) * LIVES < PARTNERS * self.life
            partner = self.players[(number + len(player.asked) + 1) % PLAYERS]
            if len(player.asked) < PARTNERS and due and partner.registered:
                await player.ask(partner.name, await self._attendee(partner))
            elif not self.over:
                await player.chatter()

    async def late_requests(self) -> None:
        """What was asked while the others had finished is answered too."""
        for player in self.players:
            while await player.accept():
                pass

    async def announce(self) -> None:
        """The organiser announces, in the middle of it all."""
        for life, text in ANNOUNCED_IN.items():
            await until(lambda life=life: self.life >= life, seconds=300)  # type: ignore[misc]
            await self.organiser.announce(text)

    async def _attendee(self, player: Player) -> int:
        query = select(attendees.c.id).join(persons, attendees.c.person_id == persons.c.id)
        return int((await self.bot.rows(query.where(persons.c.telegram_id == player.phone.id)))[0].id)

    async def one_life(self, way: str) -> None:
        """Begin, let it work, kill it."""
        accepted = self.dice.randint(1, 25)
        how: dict[str, Any] = {"commit": [self.dice.randint(4, 40), way]} if way in {"before", "after"} else {}

        def happened(change: Any) -> None:
            nonlocal accepted
            counts = change.kind in {"message", "edit"} and change.body["message"]["from"]["is_bot"]
            if way == "announced" and counts and (6 < self.life < 9 or 15 < self.life < 18):
                counts = words(change.body["message"]) in ANNOUNCED_IN.values()
            if counts:
                accepted -= 1
                if accepted == 0:
                    self.bot.kill()  # Telegram has it, and its answer has not left yet

        forget = self.bot.stage.on_change(happened) if way in {"accepted", "announced"} else None
        pid = await self.bot.begin(**how)
        ended = asyncio.create_task(self.bot.ended())
        handed, said = self.bot.stage.updates.handed, self.bot.stage.tally["messages_sent"]
        try:
            async with asyncio.timeout(60):
                while self.bot.stage.updates.handed == handed and self.bot.stage.tally["messages_sent"] == said:
                    if ended.done():
                        break
                    await asyncio.sleep(0.005)
            seconds = self.dice.random() * 0.4 if way == "delay" else 4.0
            await asyncio.wait([ended], timeout=seconds)
            self.bot.kill()
            assert await ended == -9, f"life {self.life} ({pid}) ended by itself:\n{self.bot.log.read_text()[-3000:]}"
        finally:
            if forget is not None:
                forget()
        self.cut_short += bool(await self.bot.open_work())
        self.in_doubt.update(row.id for row in await self.bot.in_flight())


@pytest.mark.fault
@pytest.mark.timeout(400)
async def test_killed_at_any_moment_the_live_bot_loses_nothing_and_does_nothing_twice(
    sqlite_url: str, tmp_path: Path
) -> None:
    dice = random.Random(26042022)
    async with live_bot(sqlite_url, tmp_path, silent=SILENT, sending={"per_second": 60.0}) as bot:
        bot.stage.phones[next(iter(bot.stage.phones))].blocked = True  # one of the silent, long ago
        names = ["Ada", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal"][:PLAYERS]
        players = [Player(bot.stage.add_person(name), random.Random(name)) for name in names]
        run = Run(bot, dice, players, Player(bot.stage.add_person("Rasa", id=ORGANISER, started=True), dice))
        people = [asyncio.create_task(run.play(number)) for number in range(PLAYERS)]
        people.append(asyncio.create_task(run.announce()))
        try:
            for way, _ in zip(cycle(WAYS), range(LIVES), strict=False):
                await run.one_life(way)
                run.life += 1
                for task in people:
                    if task.done():
                        task.result()
            await bot.begin()
            run.over = True
            async with asyncio.timeout(150):
                await asyncio.gather(*people)
            await bot.all_done()
            await run.late_requests()
            await bot.all_done()
        finally:
            for task in people:
                task.cancel()
            await asyncio.gather(*people, return_exceptions=True)
        bot.tell_to_stop()
        assert await bot.ended() == 0
        assert run.cut_short >= 20, "too few of the kills came in the middle of the work"
        await check_updates(run)
        await check_effects(run)
        await check_messages(run)
        await check_announcements(run)


async def check_updates(run: Run) -> None:
    """Every update is done, and each led to its own reply, in the order in which it was sent."""
    bot = run.bot
    states = dict(map(tuple, await bot.rows(select(inbox.c.state, func.count()).group_by(inbox.c.state))))
    assert states == {"done": sum(player.updates for player in [*run.players, run.organiser])}
    for player in run.players:
        query = select(outbox.c.screen).where(outbox.c.chat_id == player.phone.id, outbox.c.kind == "reply")
        owed = [plain(row.screen) for row in await bot.rows(query.order_by(outbox.c.id))]
        assert len(owed) == len(player.expected), player.name
        for words_, expected in zip(owed, player.expected, strict=True):
            assert expected in words_, player.name


async def check_effects(run: Run) -> None:
    """Each registered once, as they said; each request and each acceptance counted once."""
    bot = run.bot
    query = select(attendees.c.name, attendees.c.organisation).where(attendees.c.name.like("% Player"))
    assert sorted(map(tuple, await bot.rows(query))) == sorted(
        (f"{player.name} Player", f"House of {player.name}") for player in run.players
    )
    asked = len(run.players) * PARTNERS
    assert Counter(row.status for row in await bot.rows(select(meetings.c.status))) == {"scheduled": asked}
    acts = Counter(row.act for row in await bot.rows(select(audit.c.act)))
    assert acts == {
        "load_event": 1,
        "register": len(run.players),
        "request": asked,
        "accept": asked,
        "announcement.send": len(ANNOUNCED_IN),
    }
    told = Counter(row.view for row in await bot.rows(select(outbox.c.view)))
    assert told["meetings.requested"] == told["meetings.scheduled"] == asked


async def check_messages(run: Run) -> None:
    """Every notice arrived; a second copy only of one that was in flight at a kill, and one copy for each kill."""
    bot = run.bot
    query = select(outbox.c.id, outbox.c.chat_id, outbox.c.message_id, outbox.c.action, outbox.c.state, outbox.c.reason)
    rows = await bot.rows(query)
    left = {(row.id, row.state, row.reason) for row in rows if row.state not in {"sent", "uncertain", "unreachable"}}
    assert not {one for one in left if one[1] != "dropped"}, left  # dropped: an edit of what is no longer owed
    shown = {
        (phone.id, message["message_id"])
        for phone in bot.stage.phones.values()
        for message in phone.messages
        if message["from"]["is_bot"]
    }
    sent = {(row.chat_id, row.message_id) for row in rows if row.state == "sent" and row.action == "send"}
    assert sent <= shown, "said to be sent, and on no phone"
    doubtful = Counter[int]()
    for row in rows:
        doubtful[row.chat_id] += run.in_doubt[row.id]
    extra = Counter(chat for chat, _ in shown - sent)
    assert not extra - doubtful, "a second copy of what was not in flight at a kill"


async def check_announcements(run: Run) -> None:
    """Nobody twice; what is written down adds up to the audience that was frozen, and is what the phones show."""
    bot = run.bot
    found = await bot.rows(select(announcements).order_by(announcements.c.id))
    assert [row.screen["text"] for row in found] == list(ANNOUNCED_IN.values())
    for row in found:
        query = select(outbox.c.id, outbox.c.chat_id, outbox.c.state).where(outbox.c.announcement_id == row.id)
        parts = await bot.rows(query)
        states = Counter(part.state for part in parts)
        assert row.audience == len(parts) == len({part.chat_id for part in parts})
        assert row.audience >= SILENT
        assert states.keys() <= {"sent", "uncertain", "unreachable"}
        (blocked,) = [part for part in parts if bot.stage.phones[part.chat_id].blocked]
        # Killed while Telegram was saying "blocked": then nobody knows, and it stays so.
        assert blocked.state == "unreachable" or run.in_doubt[blocked.id] == 1
        assert states["unreachable"] <= 1
        for part in parts:
            copies = [words(m) for m in bot.stage.phones[part.chat_id].messages].count(row.screen["text"])
            allowed = {"sent": {1}, "uncertain": {0, 1}, "unreachable": {0}}[part.state]
            assert copies in allowed, (part.chat_id, part.state)
            assert part.state != "uncertain" or run.in_doubt[part.id] == 1
