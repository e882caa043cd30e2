"""kill -9 at random moments of intake and handling: nothing lost, nothing twice, nobody's order changed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import func, select

from storage.database import Database
from storage.tables import conversations, facts, inbox, outbox
from tests.faults import intake_life
from tests.intake.office import said
from tests.intake.telegram_side import TelegramSide

LIVES = 25
USERS = 9
EACH_LIFE = 40  # updates that arrive in one life


@asynccontextmanager
async def telegram(side: TelegramSide) -> AsyncIterator[str]:
    """getUpdates over HTTP; its address."""

    async def get_updates(request: web.Request) -> web.Response:
        status, body = await side.do_request(str(request.url), "GET")
        return web.Response(status=status, body=body, content_type="application/json")

    app = web.Application()
    app.router.add_get("/bot1:none/getUpdates", get_updates)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.fault
async def test_killed_at_any_moment_every_update_takes_effect_once_and_in_order(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))  # where the fork server finds what it preloads
    dice = random.Random(20220426)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.faults.intake_life"])
    side = TelegramSide()
    whose: dict[int, int] = {}
    database = Database(sqlite_url)

    async def done() -> int:
        async with database.reading() as connection:
            query = select(func.count()).where(inbox.c.state == "done")
            return (await connection.execute(query)).scalar_one()

    cut_short = 0
    async with telegram(side) as address:
        for life in range(LIVES + 1):
            for n in range(EACH_LIFE):
                number, user = life * EACH_LIFE + n + 1, dice.randint(1, USERS)
                text = "/begin" if user not in whose.values() else "on"
                whose[number] = user
                side.put(said(user, text, number=number))
            process = processes.Process(target=intake_life.live, args=(sqlite_url, address), daemon=True)
            process.start()
            before = await done()
            async with asyncio.timeout(60):
                while await done() <= before and life < LIVES:  # it has begun to work
                    await asyncio.sleep(0.005)
                if life == LIVES:
                    while await done() < len(whose):
                        await asyncio.sleep(0.02)
            await asyncio.sleep(dice.random() * 0.15)
            cut_short += await done() < len(whose)
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
            await asyncio.to_thread(process.join)

    assert cut_short >= 20, "too few of the kills came in the middle of the work"
    async with database.reading() as connection:
        states = (await connection.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))).all()
        assert [tuple(row) for row in states] == [("done", len(whose))]
        said_to = (await connection.execute(select(outbox.c.chat_id, outbox.c.screen).order_by(outbox.c.id))).all()
        marked = (await connection.execute(select(func.count()).where(facts.c.name != "intake.heard_at"))).scalar_one()
        assert marked == len(whose)
        for user in range(1, USERS + 1):
            theirs = [number for number, who in whose.items() if who == user]
            assert [int(screen["text"]) for chat, screen in said_to if chat == user] == theirs
        drafts = (await connection.execute(select(conversations.c.user_id, conversations.c.draft))).all()
        counted = {user: draft["count"] for user, draft in drafts}
        assert counted == {user: list(whose.values()).count(user) for user in range(1, USERS + 1)}
    await database.close()
