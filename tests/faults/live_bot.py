"""The bot as it runs live, life after life: imported once and forked for each, so that a life begins at once.

Read on stdin, one JSON a line: ``{"arguments", "environment", "log", ...}`` begins a life and is answered by its
process id; ``"wait"`` is answered by how the last life ended (the exit code, or minus the signal).
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import signal
import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from telegram.ext import CommandHandler

import bot.app
import bot.commands.live
from bot.__main__ import main
from bot.domain.typed_times import prepare
from handlers import registry


def serve() -> None:
    """Begin lives as told."""
    prepare()  # the languages of times, once for all lives
    pid = 0
    for line in sys.stdin:
        told = json.loads(line)
        if told == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
            continue
        pid = os.fork()
        if not pid:
            live(told)
        print(pid, flush=True)


def live(told: dict[str, Any]) -> None:
    """One life: the command line, as anybody would call it."""
    os.setsid()
    log = os.open(told["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(log, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    random.seed()
    os.environ.update(told["environment"])
    sys.argv = ["matchbell", *told["arguments"]]
    if "commit" in told:
        die_at_commit(*told["commit"])
    if "largest_file" in told:  # more than that, and the disk is full
        resource.setrlimit(resource.RLIMIT_FSIZE, (told["largest_file"], resource.RLIM_INFINITY))
    if "explode" in told:
        explode(told["explode"])
    code: Any = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # as the interpreter would end
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def die_at_commit(number: int, when: str) -> None:
    """Kill this process at its `number`-th commit: just "before" it, or just "after"."""
    left = number
    dying = False

    @event.listens_for(Engine, "commit")
    def committing(_connection: Any) -> None:
        nonlocal left, dying
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        dying = left <= 0

    @event.listens_for(Pool, "checkin")
    def committed(_connection: Any, _record: Any) -> None:
        if dying:
            os.kill(os.getpid(), signal.SIGKILL)


def explode(words: str) -> None:
    """Break things in ways that quote `words`: /boom in a handler, /crash beside it, and (FAULT=dies) the start."""

    class Bombs:
        @staticmethod
        def handlers() -> list[CommandHandler[Any, Any]]:
            return [CommandHandler("boom", boom), CommandHandler("crash", crash)]

    async def boom(_update: Any, _context: Any) -> None:
        raise RuntimeError(f"cannot reach {words}") from ConnectionError(words)

    async def nobody_awaits() -> None:
        raise RuntimeError(f"nobody hears of {words}")

    async def crash(_update: Any, _context: Any) -> None:
        task = asyncio.create_task(nobody_awaits())
        await asyncio.sleep(0)
        del task
        asyncio.get_running_loop().call_soon(broken_loop)

    def broken_loop() -> None:
        raise SystemError(f"the loop breaks at {words}")  # the loop logs it

    registry.FEATURES = (Bombs, *registry.FEATURES)  # type: ignore[assignment]
    if "dies" in os.environ.get("FAULT", ""):

        async def dies(_self: Any) -> None:
            raise RuntimeError(f"dying beside {words}")

        bot.app.App._open_doors = dies  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    serve()
