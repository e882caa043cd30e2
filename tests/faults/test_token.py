"""The token canary: with everything going wrong at once, the bot's token stands nowhere."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from sqlalchemy import select

from storage.tables import inbox
from tests.faults.live import LiveBot, live_bot
from tests.faults.players import until
from tests.floor import TOKEN

CANARY = "7236150:Can4ry_Can4ry-Can4ry_Can4ry-Can4ry"  # what Telegram does not know
pytestmark = [pytest.mark.fault, pytest.mark.timeout(200)]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check(bot: LiveBot, *more: str) -> None:
    """Look for both tokens, whole, in part and as in a URL, in every file of the installation and in `more`."""
    signs = {sign for token in (TOKEN, CANARY) for sign in (token, token.split(":")[1], quote(token, safe=""))}
    for sign in signs:
        for path in bot.folder.rglob("*"):
            if path.is_file():
                assert sign.encode() not in path.read_bytes(), f"the token is in {path.name}"
        for text in more:
            assert sign not in text


FAULTS: tuple[dict[str, Any], ...] = (
    {"down": True},
    {"errors_500": 1},
    {"reset_before": 1},
    {"reset_after": 1},
    {"cut_answers": 1},
    {"flood": (1, 1)},
)


@pytest.mark.parametrize(("form", "faults"), [("json", FAULTS), ("console", FAULTS[:1])])
async def test_with_everything_going_wrong_the_token_is_nowhere(
    sqlite_url: str, tmp_path: Path, form: str, faults: tuple[dict[str, Any], ...]
) -> None:
    port = free_port()
    async with live_bot(
        sqlite_url,
        tmp_path,
        silent=2,
        log={"format": form, "level": "debug"},
        health={"port": port},
        inbox={"first_retry_seconds": 0.1, "attempts": 2},
    ) as bot:
        stage = bot.stage
        await bot.begin(explode=f"https://api.telegram.org/bot{TOKEN}/sendMessage")
        ann = stage.add_person("Ann")
        ann.start()
        await until(lambda: stage.tally["messages_sent"] == 1)
        pages: list[str] = []
        for fault in faults:
            struck = stage.tally["faults_struck"]
            ann.say("/boom")
            stage.faults.set(**fault)
            ann.say("/crash")
            ann.say("/help")
            await until(lambda struck=struck: stage.tally["faults_struck"] > struck)  # type: ignore[misc]
            async with aiohttp.ClientSession() as client:
                for page in ("metrics", "readyz", "livez"):
                    async with client.get(f"http://127.0.0.1:{port}/{page}") as answer:
                        pages += [await answer.text(), str(answer.headers)]
            stage.faults.set(down=False)
        stage.faults.clear()
        await bot.all_done()
        assert sum("matchbell" in page for page in pages) >= len(faults), "no numbers were told"
        states = [row.state for row in await bot.rows(select(inbox.c.state))]
        assert states.count("poison") == len(faults), "the bombs did not go off"
        bot.tell_to_stop()
        assert await bot.ended() == 0
        log = bot.log.read_text()
        assert "RuntimeError" in log
        assert "the loop breaks at" in log
        assert "nobody hears of" in log
        check(bot, *pages)
        assert "[token]" in log, "the token was never on its way out: this test has lost its point"


async def test_a_start_that_fails_says_why_and_not_the_token(sqlite_url: str, tmp_path: Path) -> None:
    async with live_bot(sqlite_url, tmp_path, log={"format": "json", "level": "debug"}) as bot:
        bot.token = CANARY
        await bot.begin()
        assert await bot.ended() != 0
        assert "Telegram does not accept the bot token" in bot.log.read_text()
        check(bot)
        await bot.begin(arguments=("doctor",))
        assert await bot.ended() == 1
        check(bot)
        bot.token = TOKEN
        await bot.begin(fault="dies", explode=f"https://api.telegram.org/bot{TOKEN}/getMe")
        assert await bot.ended() == 4
        assert "dying beside https://api.telegram.org/bot[token]" in bot.log.read_text()
        check(bot)
        bot.sections["telegram"]["api_url"] = f"http://127.0.0.1:{free_port()}"
        await bot.begin()
        await until(lambda: "telegram_does_not_answer" in bot.log.read_text())
        bot.tell_to_stop()
        assert await bot.ended() == 0
        bot.sections["telegram"]["token"] = CANARY  # where it does not belong
        await bot.begin()
        assert await bot.ended() == 2
        (tmp_path / "config.toml").unlink()
        check(bot)
        bot.sections["telegram"].pop("token")
        bot.token = f"{CANARY} {CANARY}"
        await bot.begin()
        assert await bot.ended() == 2
        check(bot)
    with sqlite3.connect(tmp_path / "matchbell.sqlite3") as connection:
        assert CANARY not in "\n".join(connection.iterdump())
    connection.close()
