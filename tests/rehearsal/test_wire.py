"""The Bot API over HTTP: bodies of every kind, tokens, polling, files."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Phone, Stage
from tests.rehearsal.conftest import TOKEN, Wire, polled


async def test_parameters_come_as_json_form_query_or_multipart(wire: Wire, ann: Phone) -> None:
    url = f"{wire.server.base_url}/bot{TOKEN}/sendMessage"
    markup = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]})
    wish = {"chat_id": str(ann.id), "text": "ąž 😀", "reply_markup": markup, "disable_notification": "True"}
    multipart = aiohttp.FormData(default_to_multipart=True)
    for key, value in wish.items():
        multipart.add_field(key, value)
    wire.stage.rates.strict = False
    for how in ({"json": wish}, {"data": wish}, {"params": wish}, {"data": multipart}):
        async with wire.session.post(url, **how) as answer:
            body = await answer.json()
            assert body["ok"], body
            assert body["result"]["text"] == "ąž 😀"
            assert body["result"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "y"
    async with wire.session.get(url, params=wish) as answer:
        assert (await answer.json())["ok"]


async def test_broken_bodies_are_refused(wire: Wire) -> None:
    url = f"{wire.server.base_url}/bot{TOKEN}/getMe"
    kinds = [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b"[" * 100_000),
        ("application/x-www-form-urlencoded", b"text=%ff"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("text/plain", b"x"),
    ]
    for kind, body in kinds:
        async with wire.session.post(url, data=body, headers={"content-type": kind}) as answer:
            assert (await answer.json())["error_code"] == 400, kind
    assert (await wire.bot("getMe"))["ok"]


async def test_a_wrong_token_is_unauthorized_and_an_unknown_method_is_not_found(wire: Wire) -> None:
    async with wire.session.post(f"{wire.server.base_url}/bot2:other/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await wire.bot("sendTelepathy") == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert (await wire.bot("GETME"))["ok"]


async def test_a_long_poll_ends_with_the_first_update_and_confirms_with_the_next_offset(wire: Wire, ann: Phone) -> None:
    poll = asyncio.ensure_future(wire.bot("getUpdates", timeout=30))
    await polled(wire.stage)
    assert wire.stage.requests_in_flight == 0
    ann.say("hello")
    got = (await asyncio.wait_for(poll, 5))["result"]
    assert [update["message"]["text"] for update in got] == ["hello"]
    assert wire.stage.busy()
    again = (await wire.bot("getUpdates"))["result"]
    assert again == got
    assert (await wire.bot("getUpdates", offset=got[0]["update_id"] + 1))["result"] == []
    assert not wire.stage.busy()


async def test_a_long_poll_comes_back_empty_when_its_time_is_over(wire: Wire) -> None:
    assert (await wire.bot("getUpdates", timeout=1))["result"] == []


async def test_a_second_poll_ends_the_first_with_a_conflict(wire: Wire, ann: Phone) -> None:
    first = asyncio.ensure_future(wire.bot("getUpdates", timeout=30))
    await polled(wire.stage)
    second = asyncio.ensure_future(wire.bot("getUpdates", timeout=30))
    refused = await asyncio.wait_for(first, 5)
    assert refused["error_code"] == 409
    assert "terminated by other getUpdates request" in refused["description"]
    ann.say("hello")
    assert len((await asyncio.wait_for(second, 5))["result"]) == 1


async def test_a_webhook_ends_polling_with_a_conflict(wire: Wire) -> None:
    poll = asyncio.ensure_future(wire.bot("getUpdates", timeout=30))
    await polled(wire.stage)
    assert (await wire.bot("setWebhook", url="http://127.0.0.1:9/hook"))["ok"]
    assert (await asyncio.wait_for(poll, 5))["error_code"] == 409
    refused = await wire.bot("getUpdates")
    assert "can't use getUpdates method while webhook is active" in refused["description"]
    assert (await wire.bot("deleteWebhook"))["ok"]
    assert (await wire.bot("getUpdates"))["ok"]


async def test_a_poller_that_hangs_up_is_forgotten(wire: Wire, ann: Phone) -> None:
    poll = asyncio.ensure_future(wire.bot("getUpdates", timeout=30))
    await polled(wire.stage)
    poll.cancel()
    await polled(wire.stage, waiting=False)
    ann.say("hello")
    assert len((await wire.bot("getUpdates", timeout=5))["result"]) == 1


async def test_a_file_can_be_uploaded_and_downloaded_again(wire: Wire, ann: Phone) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(ann.id))
    form.add_field("document", "attach://part")
    form.add_field("part", b"BEGIN:VCALENDAR", filename="Meeting.ics", content_type="text/calendar")
    base = wire.server.base_url
    async with wire.session.post(f"{base}/bot{TOKEN}/sendDocument", data=form) as answer:
        document = (await answer.json())["result"]["document"]
    path = (await wire.bot("getFile", file_id=document["file_id"]))["result"]["file_path"]
    async with wire.session.get(f"{base}/file/bot{TOKEN}/{path}") as answer:
        assert (answer.status, await answer.read()) == (200, b"BEGIN:VCALENDAR")
    async with wire.session.get(f"{base}/file/bot{TOKEN}/documents/../x") as answer:
        assert answer.status == 404
    async with wire.session.get(f"{base}/file/bot2:x/{path}") as answer:
        assert answer.status == 401


async def test_a_part_that_nothing_names_is_refused(wire: Wire, ann: Phone) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(ann.id))
    form.add_field("document", "attach://part")
    form.add_field("other", b"x", filename="x")
    async with wire.session.post(f"{wire.server.base_url}/bot{TOKEN}/sendDocument", data=form) as answer:
        assert answer.status == 400


async def test_the_server_stops_at_once_with_a_poll_a_feed_and_a_tap_waiting(stage: Stage, ann: Phone) -> None:
    server = StageServer(stage)
    await server.start()
    stage.post(
        ann.chat, stage.profile.user, {"text": "x"}, {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    )
    async with aiohttp.ClientSession() as session:
        poll = asyncio.ensure_future(session.post(f"{server.base_url}/bot{TOKEN}/getUpdates", json={"timeout": 50}))
        feed = await session.get(f"{server.base_url}/api/v1/feed")
        await feed.content.readuntil(b"\n\n")
        await polled(stage)
        await asyncio.wait_for(server.stop(), 5)
        await feed.content.read()
        answer = await poll
        assert (await answer.json())["result"] == []
        feed.close()
        answer.close()
    await server.stop()


async def test_the_server_stops_without_a_word_while_a_tap_and_slow_answers_wait(
    stage: Stage, ann: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    server = StageServer(stage)
    await server.start()
    ann.say("x")
    stage.faults.set(slow=60)
    async with aiohttp.ClientSession() as session:
        wish = {"message_id": 1, "data": "y", "wait": 60}
        tap = asyncio.ensure_future(session.post(f"{server.base_url}/api/v1/persons/{ann.id}/tap", json=wish))
        slow = asyncio.ensure_future(session.post(f"{server.base_url}/bot{TOKEN}/getMe"))
        async with asyncio.timeout(5):
            while not (stage.requests_in_flight and stage.counters["taps"]):
                await asyncio.sleep(0.005)
        await asyncio.wait_for(server.stop(), 5)
        answer = await tap
        assert (await answer.json())["answer"] is None
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await slow
    assert caplog.records == []


async def test_what_cannot_be_written_in_utf8_is_refused_all_the_same(wire: Wire) -> None:
    body = b'{"\\ud800": 1}'
    headers = {"content-type": "application/json"}
    async with wire.session.post(f"{wire.server.base_url}/bot{TOKEN}/getMe", data=body, headers=headers) as answer:
        assert (await answer.json())["error_code"] == 400


async def test_after_logging_out_the_bot_is_told_so(wire: Wire) -> None:
    assert (await wire.bot("logOut"))["ok"]
    assert (await wire.bot("getMe"))["description"] == "Logged out"
