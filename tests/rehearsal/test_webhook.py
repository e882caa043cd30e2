"""Updates by webhook: real POSTs, with the secret, in order per chat, again until they are taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.rehearsal.stage import Phone, Stage
from tests.rehearsal.conftest import Wire

Json = dict[str, Any]


class Hook:
    """A bot's webhook that takes what `judge` lets it take."""

    def __init__(self) -> None:
        self.url = ""
        self.taken: list[str] = []
        self.tries: list[str] = []
        self.secrets: set[str | None] = set()
        self.judge: Callable[[str], web.Response | None] = lambda _: None
        self.came = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        body: Json = await request.json()
        text: str = body["message"]["text"]
        self.tries.append(text)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        verdict = self.judge(text)
        if verdict is None or verdict.status < 300:
            self.taken.append(text)
            self.came.set()
        return verdict or web.Response()

    async def has(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.taken) < count:
                self.came.clear()
                await self.came.wait()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    application = web.Application()
    application.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def settled(stage: Stage) -> None:
    async with asyncio.timeout(10):
        while stage.busy():
            await asyncio.sleep(0.005)


async def test_what_waited_and_what_comes_is_posted_with_the_secret(wire: Wire, hook: Hook, ann: Phone) -> None:
    ann.say("early")
    assert (await wire.bot("setWebhook", url=hook.url, secret_token="s-1_A"))["ok"]
    ann.say("late")
    await hook.has(2)
    await settled(wire.stage)
    assert hook.taken == ["early", "late"]
    assert hook.secrets == {"s-1_A"}
    assert wire.stage.pending_updates == 0


async def test_a_refused_update_is_tried_again_and_holds_back_its_own_chat_only(
    wire: Wire, hook: Hook, ann: Phone
) -> None:
    bo = wire.stage.add_person("Bo", started=True)
    left = [3]

    def judge(text: str) -> web.Response | None:
        if text == "ann 0" and left[0]:
            left[0] -= 1
            return web.Response(status=503)
        return None

    hook.judge = judge
    await wire.bot("setWebhook", url=hook.url)
    for number in range(4):
        ann.say(f"ann {number}")
        bo.say(f"bo {number}")
    await hook.has(8)
    await settled(wire.stage)
    assert [text for text in hook.taken if text.startswith("ann")] == [f"ann {n}" for n in range(4)]
    assert [text for text in hook.taken if text.startswith("bo")] == [f"bo {n}" for n in range(4)]
    assert hook.taken.index("bo 3") < hook.taken.index("ann 0")
    assert hook.tries.count("ann 0") == 4
    info = (await wire.bot("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 0


async def test_a_webhook_that_is_not_there_is_tried_until_it_is(wire: Wire, hook: Hook, ann: Phone) -> None:
    await wire.bot("setWebhook", url="http://127.0.0.1:9/hook")
    ann.say("hello")
    async with asyncio.timeout(10):
        while not wire.stage.webhook.last_error_message:
            await asyncio.sleep(0.005)
    assert wire.stage.pending_updates == 1
    await wire.bot("setWebhook", url=hook.url)
    await hook.has(1)
    await settled(wire.stage)
    assert wire.stage.pending_updates == 0


async def test_the_webhooks_answer_may_be_a_method(wire: Wire, hook: Hook, ann: Phone) -> None:
    wish = {"method": "sendMessage", "chat_id": ann.id, "text": "by return"}
    hook.judge = lambda _: web.json_response(wish)
    await wire.bot("setWebhook", url=hook.url)
    ann.say("hello")
    await hook.has(1)
    await settled(wire.stage)
    assert ann.last["text"] == "by return"


async def test_pending_updates_can_be_dropped(wire: Wire, ann: Phone) -> None:
    ann.say("hello")
    await wire.bot("deleteWebhook", drop_pending_updates=True)
    assert wire.stage.pending_updates == 0


async def test_only_this_machine_is_posted_to_and_only_with_a_proper_secret(wire: Wire) -> None:
    for passed in (
        {"url": "https://example.com/hook"},
        {"url": "ftp://127.0.0.1/hook"},
        {"url": "http://127.0.0.1:99999/hook"},
        {"url": "http://127.0.0.1/hook", "secret_token": "no spaces"},
        {"url": "http://127.0.0.1/hook", "max_connections": 101},
    ):
        assert (await wire.bot("setWebhook", **passed))["error_code"] == 400
    assert (await wire.bot("getWebhookInfo"))["result"]["url"] == ""
