"""What goes wrong on demand goes wrong for real: on the connection itself."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.rehearsal.errors import PlayError
from bot.rehearsal.stage import Phone
from tests.rehearsal.conftest import TOKEN, Wire, polled

# A connection that breaks off, as aiohttp reports it.
BROKEN = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


async def test_an_outage_breaks_every_connection_until_it_ends(wire: Wire, ann: Phone) -> None:
    wire.stage.faults.set(down=True)
    for _ in range(3):
        with pytest.raises(BROKEN):
            await wire.bot("sendMessage", chat_id=ann.id, text="x")
    assert ann.messages == []
    assert (await wire.get("/faults"))["down"] is True
    await wire.post("/faults", down=False)
    assert (await wire.bot("sendMessage", chat_id=ann.id, text="x"))["ok"]


async def test_an_outage_ends_a_long_poll_that_is_waiting(wire: Wire) -> None:
    poll = asyncio.ensure_future(wire.bot("getUpdates", timeout=30))
    await polled(wire.stage)
    wire.stage.faults.set(down=True)
    with pytest.raises(BROKEN):
        await asyncio.wait_for(poll, 5)


async def test_a_reset_before_leaves_no_trace_and_a_reset_after_does(wire: Wire, ann: Phone) -> None:
    wire.stage.faults.set(reset_before=1, reset_after=1)
    with pytest.raises(BROKEN):
        await wire.bot("sendMessage", chat_id=ann.id, text="before")
    assert ann.messages == []
    with pytest.raises(BROKEN):
        await wire.bot("sendMessage", chat_id=ann.id, text="after")
    assert [message["text"] for message in ann.messages] == ["after"]
    assert (await wire.bot("sendMessage", chat_id=ann.id, text="well"))["ok"]
    assert wire.stage.counters["faults_struck"] == 2


async def test_a_cut_answer_has_its_header_and_half_of_its_body(wire: Wire, ann: Phone) -> None:
    wire.stage.faults.set(cut_answers=1)
    url = f"{wire.server.base_url}/bot{TOKEN}/sendMessage"
    async with wire.session.post(url, json={"chat_id": ann.id, "text": "x"}) as answer:
        assert answer.status == 200
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()
    assert len(ann.messages) == 1


async def test_errors_and_floods_strike_the_methods_chosen_and_as_often_as_said(wire: Wire, ann: Phone) -> None:
    await wire.post("/faults", errors_500=1, flood=[2, 7], only_methods=["sendMessage"])
    assert (await wire.bot("getMe"))["ok"]
    first = await wire.bot("sendMessage", chat_id=ann.id, text="x")
    assert first == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    for _ in range(2):
        flooded = await wire.bot("sendMessage", chat_id=ann.id, text="x")
        assert flooded["error_code"] == 429
        assert flooded["parameters"] == {"retry_after": 7}
    assert (await wire.bot("sendMessage", chat_id=ann.id, text="x"))["ok"]
    assert len(ann.messages) == 1
    assert wire.stage.counters["errors_429"] == 2


async def test_a_slow_answer_takes_its_time_and_others_do_not_wait_for_it(wire: Wire, ann: Phone) -> None:
    await wire.post("/faults", slow=0.3, only_methods=["sendMessage"])
    loop = asyncio.get_running_loop()
    begun = loop.time()
    slow = asyncio.ensure_future(wire.bot("sendMessage", chat_id=ann.id, text="x"))
    async with asyncio.timeout(5):
        while not wire.stage.requests_in_flight:
            await asyncio.sleep(0.005)
    await wire.bot("getMe")
    assert not slow.done()
    assert wire.stage.busy()
    await slow
    assert loop.time() - begun >= 0.3
    assert not wire.stage.busy()


async def test_nonsense_is_refused_and_changes_nothing(wire: Wire) -> None:
    for wish in (
        {"down": 1},
        {"slow": -1},
        {"reset_before": True},
        {"flood": 3},
        {"colour": 1},
        {"only_methods": ["x"]},
    ):
        refused = await wire.post("/faults", 400, **{"down": True, **wish})
        assert refused["error"]
        assert refused["expected"]
    assert wire.stage.faults.body()["down"] is False
    with pytest.raises(PlayError, match="unknown fault"):
        wire.stage.faults.set(colour="red")
    wire.stage.faults.set(down=True, slow=1)
    wire.stage.faults.clear()
    assert wire.stage.faults.strike("getMe") is None
