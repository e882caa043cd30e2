"""Health, numbers, answers to taps, and what services owe."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import RunningClock
from bot.domain.ids import PersonId
from bot.domain.notices import Lane
from bot.domain.people import Person
from bot.health import HealthServer, answers, health_app, says
from bot.metrics import Metrics
from bot.services.notices import notify
from storage.database import Database
from storage.unit_of_work import UnitOfWork, unit_of_work
from tests.delivery.conftest import START, Floor
from tests.delivery.stand_in import TOKEN, StandIn, error


async def test_readiness_names_every_reason_and_numbers_are_there(floor: Floor) -> None:
    floor.server.fault = lambda _m, _p: error(401, "Unauthorized")
    await floor.owe(floor.say("bell", lane=Lane.BELL, kind="bell"))
    sender = floor.sender()
    await floor.quiet(sender)
    app = health_app(
        database=floor.database,
        clock=floor.clock,
        metrics=floor.metrics,
        checks={"database": answers(floor.database), "sender": says(sender.trouble)},
    )
    server = HealthServer(app, host="127.0.0.1", port=0)
    port = await server.start()
    floor.clock.advance(30)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        async with session.get("/livez") as response:
            assert response.status == 200
        async with session.get("/readyz") as response:
            assert response.status == 503
            assert (await response.json())["reasons"] == {"sender": "Telegram does not accept the token"}
        async with session.get("/metrics") as response:
            numbers = await response.text()
        assert 'matchbell_outbox_oldest_seconds{lane="bell"} 30.0' in numbers
        assert 'matchbell_outbox_notices{lane="bell",state="queued"} 1.0' in numbers
        floor.server.fault = lambda _m, _p: None
        floor.clock.advance(31)
        await floor.quiet(sender)
        async with session.get("/readyz") as response:
            assert response.status == 200
        async with session.get("/metrics") as response:
            numbers = await response.text()
        assert 'matchbell_bell_lateness_seconds_bucket{le="60.0"} 0.0' in numbers
        assert 'matchbell_bell_lateness_seconds_bucket{le="120.0"} 1.0' in numbers
        assert 'matchbell_deliveries_total{lane="bell",outcome="sent"} 1.0' in numbers
    await server.stop()


async def test_a_port_that_is_taken_is_said_and_ends_nothing(floor: Floor) -> None:
    app = health_app(database=floor.database, clock=floor.clock, metrics=Metrics(), checks={})
    first = HealthServer(app, host="127.0.0.1", port=0)
    port = await first.start()
    with pytest.raises(OSError, match="in use"):
        await HealthServer(app, host="127.0.0.1", port=port).start()
    await first.stop()


async def test_a_database_without_its_tables_is_not_ready(tmp_path: Path) -> None:
    broken = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert await answers(broken)() == "fails (OperationalError)"
    await broken.close()


async def test_taps_are_answered_at_once_and_a_failure_hurts_nobody(floor: Floor) -> None:
    sender = floor.sender()
    assert floor.answers is not None
    floor.answers.answer("q1", "x" * 300, True)
    floor.answers.answer("q2")
    assert sender.busy()
    await floor.quiet(sender)
    (_, first), (_, second) = sorted(floor.server.said, key=lambda said: said[1]["callback_query_id"])
    assert (first["callback_query_id"], len(first["text"]), first["show_alert"]) == ("q1", 200, True)
    assert "text" not in second
    floor.server.fault = lambda _m, _p: error(429, "x", retry_after=5)
    floor.answers.answer("q3")
    await floor.until(lambda: floor.pauses.wait(floor.clock.monotonic()) == 5)
    floor.answers.answer("q4")
    await floor.quiet(sender)
    assert b'matchbell_callback_answers_total{outcome="left_out"} 1.0' in floor.metrics.text()
    await floor.answers.stop(1)


async def test_the_token_is_in_no_log_of_the_sender(
    floor: Floor, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    for n, fault in enumerate(("reset_before", "cut", "half", error(401, "Unauthorized"), error(500, "x")), start=1):
        floor.server.fault = lambda _m, _p, fault=fault: fault  # type: ignore[misc]
        await floor.owe(floor.say("secret words", n))
        sender = floor.sender()
        await floor.quiet(sender)
        await sender.stop(1)
        floor.pauses.answered()
        floor.pauses.until = 0.0
    printed = caplog.text + "".join(capsys.readouterr())
    assert "notice" in printed
    assert TOKEN.split(":")[1] not in printed
    assert "secret words" not in printed


async def test_a_service_owes_only_to_those_who_have_telegram_and_counts_the_unreachable(database: Database) -> None:
    def someone(telegram_id: int | None, reachable: bool = True) -> Person:
        return Person(PersonId(telegram_id or 0), telegram_id, "x", None, "en", None, reachable)

    uow: UnitOfWork
    async with unit_of_work(database, START) as uow:
        later = START + timedelta(hours=1)
        made = notify(uow, someone(5), "meetings.moved", {"meeting": 1}, lane=Lane.BELL, kind="change", due_at=later)
        assert made is not None
        assert (made.chat_id, made.view, made.facts, made.due_at) == (5, "meetings.moved", {"meeting": 1}, later)
        assert notify(uow, someone(None), "x", lane=Lane.BELL, kind="change") is None
        gone = notify(uow, someone(6, reachable=False), "x", lane=Lane.BELL, kind="change")
        assert gone is not None
        assert not gone.reachable
        assert len(uow.owed) == 2
        uow.owed.clear()


@pytest.mark.postgres
async def test_two_senders_on_one_database_take_turns(postgres_url: str, server: StandIn) -> None:
    database = Database(postgres_url)
    floor = Floor(database, server, RunningClock(START, speed=0))
    first = floor.sender()
    await floor.owe(floor.say("one"))
    await floor.until(lambda: len(floor.server.said) == 1)
    await floor.quiet(first)
    second = floor.sender()
    await floor.quiet(second)
    assert not second._leadership.held
    await first.stop(2)
    await floor.owe(floor.say("two"))
    await floor.until(lambda: len(floor.server.said) == 2)
    await floor.quiet(second)
    assert floor.server.texts() == ["one", "two"]
    await floor.close()
    await database.close()


async def test_a_hint_given_before_the_sender_has_started_is_not_lost(floor: Floor) -> None:
    assert isinstance(floor.clock, RunningClock)
    sender = floor.sender(start=False)
    sender.look()
    await floor.owe(floor.say("x"))
    sender.start()
    await asyncio.sleep(0)
    await floor.quiet(sender)
    assert floor.server.texts() == ["x"]
