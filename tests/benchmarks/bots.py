"""The bots that are measured, each a process of its own: ``python -m tests.benchmarks.bots KIND URL``.

`matchbell` is the whole bot, unchanged, on a fresh SQLite file, its clock set into the registration window and its
rates lifted. `echo` is python-telegram-bot's echo bot as its documentation has it; `echo-aiohttp` the same over our
request class. Each prints "ready" and works until its input is closed.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler
from telegram.ext.filters import ALL
from telegram.request import BaseRequest

from bot.delivery.request import AiohttpRequest

TOKEN = "1:rehearsal"
WINDOW_OPEN = datetime(2022, 4, 12, 9, tzinfo=UTC)


async def _until_closed() -> None:
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss / 1024:.1f}", flush=True)


async def _matchbell(url: str) -> None:
    from bot.app import App
    from bot.clock import RunningClock
    from bot.config import Settings
    from bot.config.tree import LogSettings
    from bot.logs import configure_logs
    from bot.services.event_files import find_event_file, read_event_file
    from bot.services.events import load_event_file
    from storage.database import Database
    from storage.migrating import migrate
    from storage.unit_of_work import unit_of_work

    configure_logs(LogSettings(level="warning"), ())
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        clock = RunningClock(WINDOW_OPEN)
        await migrate(database_url)
        database = Database(database_url)
        async with unit_of_work(database, clock.now()) as uow:
            await load_event_file(uow, read_event_file(find_event_file("vilnius-2022")))
        await database.close()
        settings = Settings.model_validate(
            {
                "telegram": {"token": SecretStr(TOKEN), "api_url": url},
                "database": {"url": database_url},
                "health": {"port": 0},
                "sending": {"per_second": 10_000.0, "in_flight": 24},
                "inbox": {"user_burst": 1000},
            }
        )
        app = App(settings, clock=clock)
        await app.start()
        try:
            await _until_closed()
        finally:
            await app.stop()


async def _echo(url: str, request: BaseRequest | None) -> None:
    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text:
            await update.message.reply_text(update.message.text)

    builder: Any = Application.builder().token(TOKEN).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    if request is not None:
        builder = builder.request(request)
    application = builder.build()
    application.add_handler(MessageHandler(ALL, echo))
    async with application:
        await application.start()
        await application.updater.start_polling()
        await _until_closed()
        await application.updater.stop()
        await application.stop()


def main(words: list[str]) -> int:
    """Be one of the bots."""
    kind, url = words
    match kind:
        case "matchbell":
            asyncio.run(_matchbell(url))
        case "echo":
            asyncio.run(_echo(url, None))
        case "echo-aiohttp":
            asyncio.run(_echo(url, AiohttpRequest(connections=24, connect_seconds=5.0, answer_seconds=30.0)))
        case _:
            sys.stderr.write("matchbell, echo or echo-aiohttp\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
