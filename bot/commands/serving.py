"""The bot serves until it is told to stop."""

from __future__ import annotations

import asyncio
import signal

import structlog

from bot.app import App
from bot.config import Settings

log = structlog.get_logger(__name__)


async def run(settings: Settings) -> int:
    """Serve until SIGTERM or Ctrl+C; the exit code. Raises what keeps it from starting."""
    app = App(settings)
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    starting = asyncio.create_task(app.start())
    waiting = asyncio.create_task(told.wait())
    try:
        await asyncio.wait([starting, waiting], return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
            log.info("serving", intake=settings.telegram.intake, health_port=app.health_port)
            await waiting
    finally:
        for task in (starting, waiting):
            task.cancel()
        await asyncio.gather(starting, waiting, return_exceptions=True)
        log.info("stopping")
        await app.stop()
    return 0
