"""The disk is full: nothing is told to Telegram that is not written, and with room again everything goes on."""

from __future__ import annotations

import asyncio
import resource
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import inbox, outbox
from tests.faults.live import live_bot
from tests.faults.players import until
from tests.faults.scenes import rows
from tests.floor import Floor

pytestmark = [pytest.mark.fault, pytest.mark.timeout(200)]


async def test_with_no_page_left_in_the_file_updates_wait_at_telegram_and_take_effect_later(floor: Floor) -> None:
    ann = await floor.attendee("Ann")
    await floor.says("Ann", "/menu")
    async with floor.app.database.writing() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    for n in range(60):
        ann.say(f"{n} {'x' * 4000}")
    await until(lambda: _in_trouble(floor))
    await asyncio.sleep(0.2)
    (row,) = await rows(floor, select(func.count().label("number")).select_from(inbox))
    assert row.number + floor.stage.pending_updates >= 61, "an update was confirmed and is nowhere"
    async with floor.app.database.writing() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count=1000000000")
    await until(lambda: floor.stage.pending_updates == 0)
    for _ in range(3):
        floor.clock.advance(60)
        await floor.settle(60)
    answers = floor.everything("Ann").count("did not understand")
    states = {row.state: row.number for row in await rows(floor, _by_state())}
    assert sum(states.values()) == 61
    assert states.keys() <= {"done", "shed"}
    assert answers == states["done"] - 1
    assert await rows(floor, select(outbox.c.id).where(outbox.c.state.not_in(("sent", "dropped")))) == []


def _in_trouble(floor: Floor) -> bool:
    return floor.stage.pending_updates > 0 and floor.stage.updates.handed > 2


def _by_state() -> object:
    return select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state)


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits are set on Linux only")
async def test_a_live_bot_that_may_write_no_more_loses_nothing_and_goes_on_by_itself(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with live_bot(sqlite_url, tmp_path, silent=3) as bot:
        pid = await bot.begin()
        ann = bot.stage.add_person("Ann")
        ann.say("/start")
        await until(lambda: bot.stage.tally["messages_sent"] == 1)
        log = tmp_path / "matchbell.sqlite3-wal"
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (log.stat().st_size + 30_000, resource.RLIM_INFINITY))
        for n in range(40):
            ann.say(f"{n} {'x' * 4000}")
        await until(lambda: "trouble" in bot.log.read_text() or "failed" in bot.log.read_text())
        await asyncio.sleep(0.5)
        kept = sum(row.number for row in await bot.rows(_by_state()))
        assert bot.stage.pending_updates > 0
        assert kept + bot.stage.pending_updates >= 41, "an update was confirmed and is nowhere"
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await bot.all_done()
        assert {row.state: row.number for row in await bot.rows(_by_state())} == {"done": 41}
        answers = [m for m in ann.messages if m["from"]["is_bot"]]
        assert len(answers) == 41, "something is missing, or was said twice"
        bot.tell_to_stop()
        assert await bot.ended() == 0
