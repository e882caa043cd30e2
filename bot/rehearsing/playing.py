"""Opening a rehearsal for people to try, or playing it through unattended."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import datetime, time

from rich.console import Console

from bot.config import Settings
from bot.domain.events import Event
from bot.rehearsal.crowd import report
from bot.rehearsing.options import RehearseOptions
from bot.rehearsing.staging import Rehearsal


async def rehearse(settings: Settings, options: RehearseOptions) -> int:
    """Open a rehearsal; the exit code: 1 if it was played headless and a promise was broken."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    rehearsal = Rehearsal(settings, options)
    try:
        await rehearsal.open()
        if options.headless:
            return await _headless(rehearsal, told)
        await _on_stage(rehearsal, told)
        return 0
    finally:
        await rehearsal.close()


async def _on_stage(rehearsal: Rehearsal, told: asyncio.Event) -> None:
    options = rehearsal.options
    if options.crowd:
        await rehearsal.crowd.start(options.crowd)
    Console().print(
        f"\n[bold]The rehearsal is open:[/bold] {rehearsal.server.base_url}/\n"
        f"{rehearsal.event.name}, {len(rehearsal.stage.phones)} phones. Ctrl+C ends it.\n"
    )
    if options.speed == "max":
        playing = asyncio.create_task(rehearsal.play(_end(rehearsal.event)))
        await asyncio.wait([playing, asyncio.create_task(told.wait())], return_when=asyncio.FIRST_COMPLETED)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
    else:
        rehearsal.clock.set_speed(options.speed)
    await told.wait()


async def _headless(rehearsal: Rehearsal, told: asyncio.Event) -> int:
    options = rehearsal.options
    await rehearsal.crowd.start(options.crowd)
    playing = asyncio.create_task(_played(rehearsal))
    stopped = asyncio.create_task(told.wait())
    await asyncio.wait([playing, stopped], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not playing.done():
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        return 130
    return await playing


async def _played(rehearsal: Rehearsal) -> int:
    end = _end(rehearsal.event)
    if rehearsal.options.speed == "max":
        await rehearsal.play(end)
    else:
        rehearsal.clock.set_speed(rehearsal.options.speed)
        await rehearsal.clock.sleep((end - rehearsal.clock.now()).total_seconds())
        await rehearsal.quiet()
    result = report(rehearsal.stage, rehearsal.crowd, await rehearsal.counters())
    sys.stdout.write(result.text())
    return 1 if result.problems else 0


def _end(event: Event) -> datetime:
    """The evening of the last day: everything of the event has happened."""
    return datetime.combine(event.days[-1], time(22, 0), tzinfo=event.zone)
