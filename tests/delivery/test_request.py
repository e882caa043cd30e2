"""The HTTP of the Bot API: which errors mean that nothing was sent, and no token in any of them."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator

import pytest
from telegram import InputFile
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.delivery.request import AnswerLost, Flooded, NotSent, ServerFault
from bot.delivery.telegram import make_bot
from tests.delivery.conftest import Pace
from tests.delivery.stand_in import TOKEN, StandIn, error, stand_in

SECRET = TOKEN.split(":")[1]


@pytest.fixture
async def bot(server: StandIn) -> AsyncIterator[ExtBot[None]]:
    made = make_bot(TOKEN, api_url=server.base_url, sending=Pace(answer_seconds=0.3, connect_seconds=0.5))
    yield made
    for request in made._request:
        await request.shutdown()


@pytest.mark.parametrize("fault", ["reset_before", "reset_after", "cut", "half"])
async def test_an_answer_that_does_not_come_whole_is_lost(bot: ExtBot[None], server: StandIn, fault: str) -> None:
    server.fault = lambda _m, _p: fault
    with pytest.raises(AnswerLost):
        await bot.send_message(1, "x")


async def test_a_silent_server_is_a_lost_answer(bot: ExtBot[None], server: StandIn) -> None:
    server.gate = asyncio.Event()
    with pytest.raises(AnswerLost):
        await bot.send_message(1, "x")
    server.gate.set()


async def test_a_refused_connection_and_an_unknown_host_mean_that_nothing_was_sent() -> None:
    async with stand_in() as gone:
        pass
    for address in (gone.base_url, "http://no-such-host.invalid"):
        bot = make_bot(TOKEN, api_url=address, sending=Pace())
        with pytest.raises(NotSent):
            await bot.send_message(1, "x")
        await bot.request.shutdown()


async def test_floods_faults_and_refusals_are_told_apart(bot: ExtBot[None], server: StandIn) -> None:
    server.fault = lambda _m, _p: error(429, "Too Many Requests", retry_after=13)
    with pytest.raises(Flooded) as flooded:
        await bot.send_message(1, "x")
    assert flooded.value.seconds == 13
    server.fault = lambda _m, _p: error(429, "no parameters at all")
    with pytest.raises(Flooded):
        await bot.send_message(1, "x")
    server.fault = lambda _m, _p: error(502, "Bad Gateway")
    with pytest.raises(ServerFault) as fault:
        await bot.send_message(1, "x")
    assert fault.value.status == 502
    server.fault = lambda _m, _p: error(400, "Bad Request: chat not found")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    server.fault = lambda _m, _p: error(401, "Unauthorized")
    with pytest.raises(InvalidToken):
        await bot.send_message(1, "x")


async def test_the_token_is_in_no_error_however_it_fails(bot: ExtBot[None], server: StandIn) -> None:
    faults = ("reset_before", "cut", "half", error(500, "x"), error(404, "Not Found"), (302, {"ok": False}))
    for fault in faults:
        server.fault = lambda _m, _p, fault=fault: fault  # type: ignore[misc]
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(1, "x")
        assert SECRET not in everything(caught.value)
    for address in ("http://127.0.0.1:1", "http://no-such-host.invalid", "ftp://x", "http://[::bad"):
        other = make_bot(TOKEN, api_url=address, sending=Pace())
        with pytest.raises(TelegramError) as caught:
            await other.send_message(1, "x")
        assert SECRET not in everything(caught.value)
        await other.request.shutdown()


async def test_files_go_up_as_they_are(bot: ExtBot[None], server: StandIn) -> None:
    await bot.send_document(1, InputFile("BEGIN:ė".encode(), filename="a.ics"), caption="<b>x</b>")
    method, params = server.said[0]
    assert method == "sendDocument"
    assert params["caption"] == "<b>x</b>"
    assert "BEGIN:ė".encode() in params.values()


def everything(failure: BaseException) -> str:
    """What any log could print of it, causes and contexts included."""
    seen, parts, left = set[int](), list[str](), [failure]
    while left:
        one = left.pop()
        if id(one) not in seen:
            seen.add(id(one))
            parts += [str(one), repr(one), repr(one.args), *traceback.format_exception(one)]
            left += [e for e in (one.__cause__, one.__context__) if e is not None]
    return "\n".join(parts)
