"""The doctor finds what is wrong and says how to mend it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.clock import RunningClock, SystemClock
from bot.config import Settings
from bot.doctor import Finding, State, examine
from bot.doctor.machine import disk_space, file_system, sqlite_version

TOKEN = "123456789:AAH-canary_canary_canary_canary_12345"
Serve = Callable[..., Awaitable[str]]


@pytest.fixture
async def telegram() -> AsyncIterator[Serve]:
    """A Bot API that answers getMe and getWebhookInfo as told; its address."""
    runners = []

    async def serve(me: Any = None, webhook: Any = None, ahead: float = 0) -> str:
        async def answer(request: web.Request) -> web.Response:
            date = format_datetime(SystemClock().now() + timedelta(seconds=ahead), usegmt=True)
            body = {
                f"/bot{TOKEN}/getMe": me or {"ok": True, "result": {"username": "vilnius_bell_bot"}},
                f"/bot{TOKEN}/getWebhookInfo": {
                    "ok": True,
                    "result": webhook or {"url": "", "pending_update_count": 0},
                },
            }[request.path]
            if isinstance(body, str):
                return web.Response(text=body)
            return web.json_response(body, headers={"Date": date})

        application = web.Application()
        application.router.add_get("/{anything:.*}", answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield serve
    for runner in runners:
        await runner.cleanup()


def _settings(database: str, api_url: str = "http://127.0.0.1:1", **telegram_settings: Any) -> Settings:
    raw: dict[str, Any] = {
        "database": {"url": database},
        "telegram": {"api_url": api_url, "token": SecretStr(TOKEN), **telegram_settings},
        "organisers": [{"telegram_id": 5, "role": "owner"}],
    }
    if telegram_settings.get("intake") == "webhook":
        raw["webhook"] = {"url": "https://bell.example.org/telegram", "secret": SecretStr("s" * 20)}
    return Settings.model_validate(raw)


async def _findings(settings: Settings, **how: Any) -> dict[str, Finding]:
    found = await examine(settings, **how)
    text = repr(found)
    assert "canary" not in text
    assert all(finding.mend for finding in found if finding.state is not State.OK)
    return {finding.name: finding for finding in found}


async def test_all_is_well(sqlite_url: str, telegram: Serve) -> None:
    found = await _findings(_settings(sqlite_url, await telegram()))
    assert {name for name, finding in found.items() if finding.state is State.FAILURE} == set()
    assert "@vilnius_bell_bot" in found["token"].text
    assert found["clock"].state is State.OK
    assert found["webhook"].state is State.OK
    assert found["database"].state is State.OK


async def test_postgresql_is_looked_at_with_its_clock(postgres_url: str, telegram: Serve) -> None:
    found = await _findings(_settings(postgres_url, await telegram()))
    assert "PostgreSQL" in found["database"].text
    assert found["database"].state is State.OK
    assert "the database and Telegram say" in found["clock"].text
    assert "SQLite" not in found


async def test_a_wrong_token_is_told(sqlite_url: str, telegram: Serve) -> None:
    answer = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    found = await _findings(_settings(sqlite_url, await telegram(me=answer)))
    assert found["token"].state is State.FAILURE
    assert "webhook" not in found


@pytest.mark.parametrize("me", ["<html>", [1]])
async def test_an_answer_of_somebody_else_is_told(sqlite_url: str, telegram: Serve, me: Any) -> None:
    assert (await _findings(_settings(sqlite_url, await telegram(me=me))))["token"].state is State.FAILURE


async def test_a_telegram_out_of_reach_is_told_without_the_token(sqlite_url: str) -> None:
    finding = (await _findings(_settings(sqlite_url)))["token"]
    assert finding.state is State.FAILURE
    assert "does not answer" in finding.text


async def test_a_webhook_that_is_set_while_we_poll_is_told(sqlite_url: str, telegram: Serve) -> None:
    url = await telegram(webhook={"url": "https://other.example.org/x", "pending_update_count": 3})
    finding = (await _findings(_settings(sqlite_url, url)))["webhook"]
    assert finding.state is State.WARNING
    assert "other.example.org" in finding.text


async def test_a_webhook_that_telegram_cannot_reach_is_told(sqlite_url: str, telegram: Serve) -> None:
    hook = {
        "url": "https://bell.example.org/telegram",
        "pending_update_count": 7,
        "last_error_date": int(SystemClock().now().timestamp()) - 60,
        "last_error_message": "Connection refused",
    }
    finding = (await _findings(_settings(sqlite_url, await telegram(webhook=hook), intake="webhook")))["webhook"]
    assert finding.state is State.FAILURE
    assert "Connection refused" in finding.text


@pytest.mark.parametrize(("ahead", "state"), [(0, State.OK), (20, State.WARNING), (-400, State.FAILURE)])
async def test_a_clock_that_is_wrong_is_told(sqlite_url: str, telegram: Serve, ahead: float, state: State) -> None:
    finding = (await _findings(_settings(sqlite_url, await telegram(ahead=ahead))))["clock"]
    assert finding.state is state
    if ahead:
        assert ("behind" if ahead > 0 else "ahead of") in finding.text


async def test_our_clock_is_the_one_that_is_asked(sqlite_url: str, telegram: Serve) -> None:
    clock = RunningClock(datetime(2022, 4, 27, tzinfo=UTC), speed=0)
    found = await _findings(_settings(sqlite_url, await telegram()), clock=clock)
    assert found["clock"].state is State.FAILURE


async def test_databases_that_are_missing_unreachable_or_newer_are_told(tmp_path: Path, sqlite_url: str) -> None:
    import sqlite3

    newer = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    (tmp_path / "text.sqlite3").write_text("no database " * 100)
    for url, state, said in (
        (f"sqlite:///{tmp_path}/none.sqlite3", State.WARNING, "not there yet"),
        (f"sqlite:///{tmp_path}/none/x.sqlite3", State.FAILURE, "does not exist"),
        (f"sqlite:///{tmp_path}", State.FAILURE, "is a folder"),
        (f"sqlite:///{tmp_path}/text.sqlite3", State.FAILURE, "not a database"),
        (sqlite_url, State.FAILURE, "newer version"),
        ("postgresql://bell:canary@127.0.0.1:1/bell", State.FAILURE, "does not answer"),
    ):
        finding = (await _findings(_settings(url)))["database"]
        assert (finding.state, said in finding.text) == (state, True), finding
    assert not (tmp_path / "none.sqlite3").exists()


def test_sqlite_versions_with_the_wal_reset_bug_are_told() -> None:
    for version, state in (
        ((3, 40, 1), State.WARNING),
        ((3, 51, 2), State.WARNING),
        ((3, 51, 3), State.OK),
        ((3, 52, 0), State.OK),
    ):
        assert sqlite_version("sqlite:///x", version)[0].state is state
    assert sqlite_version("postgresql://h/x", (3, 40, 1)) == []


@pytest.mark.parametrize(
    ("kind", "state"),
    [("ext4", State.OK), ("nfs4", State.FAILURE), ("cifs", State.FAILURE), ("fuse.sshfs", State.FAILURE),
     ("9p", State.FAILURE), ("tmpfs", State.WARNING), ("overlay", State.OK), ("fuseblk", State.OK)],
)  # fmt: skip
def test_file_systems_that_lose_databases_are_told(tmp_path: Path, kind: str, state: State) -> None:
    folder = tmp_path / "with blank"
    folder.mkdir()
    mounts = tmp_path / "mounts"
    point = str(folder).replace(" ", "\\040")
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {point} {kind} rw 0 0\nserver:/y {point}er nfs rw 0 0\n")
    assert file_system(f"sqlite:///{folder}/x.sqlite3", mounts)[0].state is state
    assert file_system(f"sqlite:///{tmp_path}/x.sqlite3", mounts)[0].text == "ext4"
    assert file_system(f"sqlite:///{folder}/x.sqlite3", tmp_path / "none")[0].state is State.OK


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(f"sqlite:///{tmp_path}/x.sqlite3")
    for free, state in ((10**7, State.FAILURE), (5 * 10**8, State.WARNING), (10**11, State.OK)):
        monkeypatch.setattr("shutil.disk_usage", lambda _path, free=free: type("Usage", (), {"free": free}))
        assert disk_space(settings)[0].state is state


async def test_secrets_that_others_can_read_are_told(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "token.txt"
    path.write_text(TOKEN)
    path.chmod(0o644)
    assert (await _findings(_settings(sqlite_url, token_file=path)))["secrets"].state is State.WARNING
    path.chmod(0o600)
    assert "secrets" not in await _findings(_settings(sqlite_url, token_file=path))
