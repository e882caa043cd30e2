"""SIGTERM in the middle of the work: what is in hand is finished in time, nothing is lost, the next start goes on."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import inbox, outbox
from tests.faults.live import live_bot
from tests.faults.players import Player, until
from tests.floor import ORGANISER

SILENT = 80
WRITERS = 12
NEWS = "Buses leave at six"
SECONDS = 20.0  # issue: everything in hand is finished within


@pytest.mark.fault
@pytest.mark.timeout(240)
async def test_told_to_stop_under_load_it_ends_well_and_in_time_and_the_next_start_goes_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with live_bot(sqlite_url, tmp_path, silent=SILENT, sending={"per_second": 40.0}) as bot:
        stage = bot.stage
        await bot.begin()
        rasa = Player(stage.add_person("Rasa", id=ORGANISER, started=True), random.Random(1))
        await rasa.announce(NEWS)
        writers = [stage.add_person(f"Writer{n}") for n in range(WRITERS)]
        in_hand = []
        for _ in range(2):
            await until(lambda: stage.tally["messages_sent"] > 20)
            for writer in writers:
                for n in range(10):
                    writer.say(f"hello {n}")
            stage.faults.set(slow=0.05, only_methods=["sendMessage"])  # so that there is something in hand
            handed, sent = stage.updates.handed, stage.tally["messages_sent"]
            await until(lambda h=handed, s=sent: stage.updates.handed > h and stage.tally["messages_sent"] > s)  # type: ignore[misc]
            in_hand.append(await bot.open_work())
            began = time.monotonic()
            bot.tell_to_stop()
            assert await bot.ended() == 0, bot.log.read_text()[-3000:]
            assert time.monotonic() - began < SECONDS
            assert await bot.in_flight() == []
            await bot.begin()
        assert min(in_hand) > 20, "it had nothing to do when it was told to stop"
        stage.faults.clear()
        await bot.all_done()
        bot.tell_to_stop()
        assert await bot.ended() == 0
        states = [tuple(row) for row in await bot.rows(select(inbox.c.state, func.count()).group_by(inbox.c.state))]
        assert states == [("done", 2 * 10 * WRITERS + rasa.updates)]
        rows = await bot.rows(select(outbox.c.chat_id, outbox.c.message_id).where(outbox.c.action == "send"))
        shown = sum(len(Player(phone, rasa.dice).heard()) for phone in stage.phones.values())
        assert shown == len(rows), "after an orderly stop nobody gets anything twice"
        parts = await bot.rows(select(outbox.c.state).where(outbox.c.announcement_id.is_not(None)))
        assert [part.state for part in parts] == ["sent"] * SILENT
        for writer in writers:
            answers = [m for m in writer.messages if m["from"]["is_bot"]]
            assert len(answers) == 20


@pytest.mark.fault
@pytest.mark.timeout(120)
async def test_told_to_stop_while_telegram_is_away_it_still_ends_in_time(sqlite_url: str, tmp_path: Path) -> None:
    async with live_bot(sqlite_url, tmp_path) as bot:
        bot.stage.faults.set(down=True)
        await bot.begin()
        await asyncio.sleep(0.5)  # it asks who it is, and gets no answer
        began = time.monotonic()
        bot.tell_to_stop()
        assert await bot.ended() == 0, bot.log.read_text()[-3000:]
        assert time.monotonic() - began < SECONDS
        bot.stage.faults.clear()
        ann = bot.stage.add_person("Ann")
        ann.say("/start")
        await bot.begin()
        await until(lambda: bot.stage.tally["messages_sent"] == 1)
        bot.stage.faults.set(down=True)
        ann.say("hello")
        await asyncio.sleep(0.3)
        began = time.monotonic()
        bot.tell_to_stop()
        assert await bot.ended() == 0, bot.log.read_text()[-3000:]
        assert time.monotonic() - began < SECONDS
        bot.stage.faults.clear()
        await bot.begin()
        await bot.all_done()
        assert bot.stage.tally["messages_sent"] == 2
