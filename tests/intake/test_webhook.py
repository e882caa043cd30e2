"""The webhook: only Telegram, only what fits, and 200 only when it is committed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import pytest
import uvicorn
from telegram import Bot
from telegram.ext import MessageHandler
from telegram.ext.filters import TEXT

from bot.intake.absence import Absence
from bot.intake.webhook import HEADER, Webhook, choose_polling, choose_webhook
from bot.views.screens import Screen
from handlers.context import Context
from storage.database import Database
from tests.intake.office import Office, an_office, as_sent, said

SECRET = "s3cret-of-the-test"
JSON = {HEADER: SECRET, "Content-Type": "application/json"}


async def echo(update: Any, context: Context) -> None:
    context.show(Screen(update.message.text))


class Door:
    """The webhook behind a real server."""

    def __init__(self, office: Office, webhook: Webhook, port: int, session: aiohttp.ClientSession) -> None:
        self.office = office
        self.webhook = webhook
        self.url = f"http://127.0.0.1:{port}/hook"
        self.session = session

    async def post(self, body: Any, headers: dict[str, str] | None = None) -> int:
        async with self.session.post(self.url, data=body, headers=JSON if headers is None else headers) as answer:
            return answer.status


@asynccontextmanager
async def a_door(database: Database) -> AsyncIterator[Door]:
    async with an_office(database, [MessageHandler(TEXT, echo)]) as office:
        webhook = Webhook(
            office.receiver,
            Absence(database, office.clock),
            secret=lambda: SECRET,
            url="https://bot.example.org/hook",
            max_body_bytes=20_000,
        )
        server = uvicorn.Server(
            uvicorn.Config(webhook.app(), host="127.0.0.1", port=0, log_config=None, lifespan="off", ws="none")
        )
        config = server.config
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup()
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            async with aiohttp.ClientSession() as session:
                yield Door(office, webhook, port, session)
        finally:
            await server.shutdown()


async def test_an_update_of_ten_kilobytes_is_committed_and_then_answered(both_databases: Database) -> None:
    async with a_door(both_databases) as door:
        text = "ž" * 4_000
        assert await door.post(as_sent(said(1, text, number=7))) == 200
        assert [row["update_id"] for row in await door.office.inbox()] == [7]
        assert await door.post(as_sent(said(1, text, number=7))) == 200
        await door.office.work()
        assert await door.office.texts() == [text]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json"}, 403),
        ({HEADER: "wrong", "Content-Type": "application/json"}, 403),
        ({HEADER: "s3cret-of-the-tesT", "Content-Type": "application/json"}, 403),
        ({HEADER: SECRET, "Content-Type": "text/plain"}, 415),
    ],
)
async def test_who_is_not_telegram_hands_over_nothing(database: Database, headers: dict[str, str], status: int) -> None:
    async with a_door(database) as door:
        assert await door.post(as_sent(said(1, "hello")), headers) == status
        assert await door.office.inbox() == []


async def test_too_large_a_body_is_refused_whether_its_length_is_told_or_not(database: Database) -> None:
    async def in_chunks() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b" " * 1000

    async with a_door(database) as door:
        assert await door.post(b" " * 20_001) == 413
        assert await door.post(in_chunks()) == 413
        assert await door.office.inbox() == []


async def test_only_a_post_on_the_path_exists(database: Database) -> None:
    async with a_door(database) as door:
        async with door.session.get(door.url, headers=JSON) as answer:
            assert answer.status == 405
        async with door.session.post(door.url + "/else", headers=JSON, data=b"{}") as answer:
            assert answer.status == 404


@pytest.mark.parametrize("body", [b"not json", b"\xff\xfe", b"[1, 2", b"[]", b'"x"', b'{"no": "number"}', b"[" * 5000])
async def test_what_cannot_be_read_is_parked_so_that_telegram_goes_on(both_databases: Database, body: bytes) -> None:
    async with a_door(both_databases) as door:
        assert [await door.post(body), await door.post(body)] == [200, 200]
        rows = await door.office.inbox()
        assert [row["state"] for row in rows] == ["poison"]
        assert rows[0]["reason"]


async def test_without_a_commit_telegram_is_asked_to_come_again(database: Database) -> None:
    async with a_door(database) as door:
        whole = database.writing

        def away() -> Any:
            raise OSError("disk full")

        database.writing = away  # type: ignore[method-assign]
        assert await door.post(as_sent(said(1, "hello", number=8))) == 503
        assert door.webhook.trouble == "the database: OSError"
        database.writing = whole  # type: ignore[method-assign]
        assert await door.post(as_sent(said(1, "hello", number=8))) == 200
        assert vars(door.webhook)["trouble"] is None
        assert [row["update_id"] for row in await door.office.inbox()] == [8]


async def test_updates_that_arrive_together_share_a_commit(database: Database) -> None:
    import asyncio

    async with a_door(database) as door:
        commits, whole = [0], database.writing

        def counted() -> Any:
            commits[0] += 1
            return whole()

        database.writing = counted  # type: ignore[method-assign]
        statuses = await asyncio.gather(*(door.post(as_sent(said(n, "hello"))) for n in range(1, 61)))
        assert statuses == [200] * 60
        assert commits[0] < 40
        assert len(await door.office.inbox()) == 60


class BotMethods:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def set_webhook(self, url: str, **parameters: Any) -> bool:
        self.asked.append((url, parameters))
        return True

    async def delete_webhook(self, **parameters: Any) -> bool:
        self.asked.append(("", parameters))
        return True


async def test_no_way_in_throws_away_what_waits() -> None:
    bot = BotMethods()
    await choose_webhook(cast("Bot", bot), url="https://bot.example.org/hook", secret=SECRET)
    await choose_polling(cast("Bot", bot))
    assert [parameters["drop_pending_updates"] for _, parameters in bot.asked] == [False, False]
    assert bot.asked[0][1]["secret_token"] == SECRET
    assert "edited_message" not in bot.asked[0][1]["allowed_updates"]
