"""No secret in any record of any logger."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog
import telegram

from bot.config import LogSettings
from bot.logs import Redactor, configure_logs

TOKEN = "123456789:AAH-canary_canary_canary_canary_12345"
ODD = "987654:short-canary"  # not of BotFather's shape: known because it is configured


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.getLogRecordFactory(), sys.excepthook, threading.excepthook)
    unraisable = sys.unraisablehook
    levels = {name: logging.getLogger(name).level for name in ("httpx", "telegram", "asyncio")}
    yield
    root.handlers[:], root.level = before[0], before[1]
    logging.setLogRecordFactory(before[2])
    sys.excepthook, threading.excepthook, sys.unraisablehook = before[3], before[4], unraisable
    logging.captureWarnings(False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(params=["console", "json"])
def out(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    configure_logs(LogSettings(format=request.param, level="debug"), [TOKEN, ODD], stream)
    return stream


def _spoken(out: io.StringIO, word: str) -> str:
    text = out.getvalue()
    assert "canary" not in text
    assert word in text
    return text


def test_messages_arguments_and_urls_are_cleaned(out: io.StringIO) -> None:
    logging.getLogger("httpcore.anything").warning("GET %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("somebody.new").info("odd %(t)s", {"t": ODD})
    logging.getLogger("somebody.new").info("encoded %s", TOKEN.replace(":", "%3A"))
    structlog.get_logger("ours").info("said", url=f"/bot{TOKEN}/x", nested={"deep": [TOKEN]}, error=ValueError(TOKEN))
    assert _spoken(out, "[token]/getMe").count("[token]") >= 5


def test_exceptions_are_cleaned_with_their_causes(out: io.StringIO) -> None:
    try:
        try:
            raise ValueError(f"inner {TOKEN}")
        except ValueError as error:
            raise RuntimeError(f"outer {ODD}") from error
    except RuntimeError:
        logging.exception("it failed with %s", TOKEN)  # noqa: LOG015 - what a careless library does
        structlog.get_logger("ours").exception("it failed")
    _spoken(out, "RuntimeError")


def test_the_bot_itself_and_its_errors_are_cleaned(out: io.StringIO) -> None:
    bot = telegram.Bot(TOKEN)
    logging.getLogger("x").info("bot is %r", bot)
    structlog.get_logger("ours").info("bot", bot=bot)
    structlog.get_logger("ours").info(
        "token refused", error=telegram.error.InvalidToken(f"The token `{TOKEN}` was rejected")
    )
    try:
        raise telegram.error.InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    except telegram.error.InvalidToken:
        logging.getLogger("telegram.ext").exception("polling")
    _spoken(out, "rejected")


def test_handlers_of_others_get_clean_records(out: io.StringIO) -> None:
    other = io.StringIO()
    handler = logging.StreamHandler(other)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logging.getLogger("x").exception("see %s", TOKEN)
    structlog.get_logger("ours").warning("mine", token=TOKEN)
    assert "canary" not in other.getvalue()
    assert "ValueError" in other.getvalue()
    _spoken(out, "ValueError")


def test_what_nobody_catches_is_cleaned(out: io.StringIO) -> None:
    error = RuntimeError(f"uncaught {TOKEN}")
    sys.excepthook(RuntimeError, error, None)
    thread = threading.Thread(target=lambda: (_ for _ in ()).throw(ValueError(f"thread {TOKEN}")))
    thread.start()
    thread.join()
    text = _spoken(out, "RuntimeError")
    assert "ValueError" in text


async def test_what_a_task_leaves_behind_is_cleaned(out: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": f"task with {TOKEN}", "exception": ValueError(f"in a task: {TOKEN}")})
    _spoken(out, "in a task")


def test_the_redactor_leaves_other_texts_alone() -> None:
    redact = Redactor([TOKEN])
    for text in ("10:15 at table 4", "id 123:abc", "", "https://example.org/bot/getMe"):
        assert redact(text) == text


def test_json_lines_are_json_with_ids(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    configure_logs(LogSettings(format="json"), [], stream)
    with structlog.contextvars.bound_contextvars(update_id=7):
        structlog.get_logger("ours").info("handled", notice_id=3)
    logging.getLogger("theirs").warning("plain")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["update_id"], first["notice_id"], first["level"]) == ("handled", 7, 3, "info")
    assert second["event"] == "plain"
    assert second["at"].endswith("Z")


def test_chatty_libraries_are_quiet(out: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request")
    logging.getLogger("apscheduler.scheduler").info("Added job")
    logging.getLogger("aiohttp.access").info("GET /")
    assert out.getvalue() == ""


def test_configuring_twice_does_not_say_everything_twice() -> None:
    streams = [io.StringIO(), io.StringIO()]
    for stream in streams:
        configure_logs(LogSettings(), [], stream)
    logging.getLogger("x").warning("once")
    assert streams[0].getvalue() == ""
    assert streams[1].getvalue().count("once") == 1
