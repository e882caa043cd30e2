"""Long polling: committed before confirmed, and no trouble of one update or of the network stops the rest."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from structlog.testing import capture_logs
from telegram.error import NetworkError
from telegram.ext import MessageHandler
from telegram.ext.filters import TEXT

from bot.clock import RunningClock
from bot.intake.absence import Absence
from bot.intake.polling import ALLOWED_UPDATES, Poller
from bot.views.screens import Screen
from handlers.context import Context
from storage import people
from storage.database import Database
from storage.tables import organisers
from tests.intake.office import START, Office, an_office, said
from tests.intake.telegram_side import TelegramSide
from tests.people import add_event

TOKEN = "123456:CANARY-token-of-nobody"


async def echo(update: Any, context: Context) -> None:
    context.show(Screen(update.message.text))


class Pauses:
    """Takes no real time, and remembers how long it should have."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def polling(office: Office, side: TelegramSide, pauses: Pauses | None = None) -> AsyncIterator[Poller]:
    poller = Poller(
        office.database,
        office.clock,
        office.receiver,
        side,
        api_url="http://127.0.0.1:1/",
        token=lambda: TOKEN,
        poll_seconds=25,
        absence=Absence(office.database, office.clock),
        sleep=pauses or Pauses(),
    )
    poller.start()
    try:
        yield poller
    finally:
        await poller.stop()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.005)


async def test_an_update_is_confirmed_only_after_it_is_committed(both_databases: Database) -> None:
    async with an_office(both_databases, [MessageHandler(TEXT, echo)]) as office:
        side = TelegramSide()
        side.put(said(1, "hello", number=100), said(2, "hello too", number=101))
        async with polling(office, side) as poller:
            await until(lambda: len(side.asked) == 2)
            assert "offset" not in side.asked[0]
            assert side.asked[1]["offset"] == "102"
            assert [row["update_id"] for row in await office.inbox()] == [100, 101]
            assert json.loads(side.asked[0]["allowed_updates"]) == list(ALLOWED_UPDATES)
            assert poller.ready
        await office.work()
        assert await office.texts() == ["hello", "hello too"]


async def test_what_cannot_be_committed_is_not_confirmed(database: Database) -> None:
    async with an_office(database, [MessageHandler(TEXT, echo)]) as office:
        side = TelegramSide()
        side.put(said(1, "hello", number=100))
        whole, times = database.writing, [0]

        def away() -> Any:
            times[0] += 1
            if times[0] <= 2:
                raise OSError("disk full")
            return whole()

        database.writing = away  # type: ignore[method-assign]
        async with polling(office, side) as poller:
            await until(lambda: "102" in {query.get("offset") for query in side.asked} or len(side.asked) == 4)
            assert ["offset" in query for query in side.asked[:4]] == [False, False, False, True]
            assert poller.trouble is None


async def test_a_new_process_goes_on_where_the_database_stands(both_databases: Database) -> None:
    async with an_office(both_databases) as office:
        await office.receiver.receive([said(1, "hello", number=500)])
        side = TelegramSide()
        async with polling(office, side):
            await until(lambda: len(side.asked) == 1)
            assert side.asked[0]["offset"] == "501"
        office.turn(timedelta(days=7).total_seconds())
        side = TelegramSide()
        side.put(said(1, "again", number=3))  # after a week of silence Telegram may number anew, and lower
        async with polling(office, side):
            await until(lambda: len(side.asked) == 2)
            assert "offset" not in side.asked[0]
        assert {row["update_id"] for row in await office.inbox()} == {3, 500}


async def test_what_is_no_update_is_parked_and_the_others_go_on(both_databases: Database) -> None:
    async with an_office(both_databases, [MessageHandler(TEXT, echo)]) as office:
        side = TelegramSide()
        side.put("nonsense", {"no": "number"}, {"update_id": "12"}, {"update_id": True}, said(1, "hello", number=9))
        pauses = Pauses()
        async with polling(office, side, pauses):
            await until(lambda: len(pauses.seconds) >= 3)  # the unnumbered come again and again; not at full speed
        await office.work()
        assert await office.texts() == ["hello"]
        rows = await office.inbox()
        assert [row["state"] for row in rows] == ["poison"] * 4 + ["done"]
        assert all(row["update_id"] < 0 for row in rows[:4])
        assert {row["reason"] for row in rows[:4]} == {"no update_id"}


async def test_the_network_may_fail_in_any_way_and_the_token_is_never_said(database: Database) -> None:
    async with an_office(database, [MessageHandler(TEXT, echo)]) as office:
        side = TelegramSide()
        flood = NetworkError("flooded")
        flood.seconds = 17.0  # type: ignore[attr-defined]
        side.instead = [
            NetworkError(f"https://api.telegram.org/bot{TOKEN}/getUpdates"),
            OSError("reset"),
            TimeoutError(),
            (200, b"<html>"),
            (200, b"[]"),
            (200, b'{"ok":true,"result":{}}'),
            (502, b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'),
            (409, b'{"ok":false,"error_code":409,"description":"Conflict"}'),
            (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}'),
            flood,
        ]
        side.put(said(1, "hello", number=9))
        pauses = Pauses()
        with capture_logs() as logs:
            async with polling(office, side, pauses) as poller:
                await until(lambda: poller.ready)
        assert len(pauses.seconds) == 10
        assert pauses.seconds[-1] == 17.0
        assert all(0 < seconds <= 30 for seconds in pauses.seconds)
        said_aloud = [entry["trouble"] for entry in logs if entry["log_level"] == "error"]
        assert any("409" in trouble and "another program" in trouble for trouble in said_aloud)
        assert any("401" in trouble and "token" in trouble for trouble in said_aloud)
        assert "CANARY" not in repr(logs)
        assert "CANARY" not in repr(vars(poller))


async def test_stopping_drops_the_open_poll_and_keeps_what_was_read(database: Database) -> None:
    async with an_office(database) as office:
        side = TelegramSide()
        async with polling(office, side) as poller:
            await until(lambda: len(side.asked) == 1)
            async with asyncio.timeout(2):
                await poller.stop()
        assert await office.inbox() == []


@pytest.mark.parametrize(("hours", "told"), [(23, 0), (25, 1)])
async def test_organisers_hear_once_when_the_bot_was_away_for_more_than_a_day(
    both_databases: Database, hours: int, told: int
) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        owner = {"event_id": event.id, "role": "owner", "given_at": START, "source": "configuration"}
        await connection.execute(insert(organisers), [owner | {"telegram_id": 1}, owner | {"telegram_id": 2}])
        await people.add_person(
            connection,
            telegram_id=1,
            name="Owner",
            username=None,
            language="en",
            timezone=None,
            consent_version="1",
            consent_at=START,
            event_id=event.id,
            now=START,
        )
    clock = RunningClock(START, speed=0)
    absence = Absence(both_databases, clock)
    await absence.heard()
    clock.advance(3 * 86_400)
    await absence.heard()  # the clock jumped while all was well: no absence
    clock.advance(hours * 3600)
    for _ in range(2):
        await Absence(both_databases, clock).heard()  # a new process
    async with an_office(both_databases, clock=clock) as office:
        texts = await office.texts(1)
        assert len(texts) == told == len(await office.owed())
        assert all("more than 24 hours" in text for text in texts)
