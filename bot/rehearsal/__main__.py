"""``python -m bot.rehearsal``: the stage alone on a port, for benchmarks and for bots that run in other processes."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys

from bot.rehearsal.clockwork import OwnClock
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Stage


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rehearsal", description="A stand-in Bot API server.")
    parser.add_argument("--port", type=int, default=8081, help="port on 127.0.0.1; 0 takes a free one (default 8081)")
    parser.add_argument("--token", default="1:rehearsal", help="the bot's token (default 1:rehearsal)")
    parser.add_argument("--lenient", action="store_true", help="lift the limits on messages per second and minute")
    parser.add_argument("--latency", type=float, default=0.0, metavar="MS", help="milliseconds added to every answer")
    parser.add_argument("--persons", type=int, default=0, help="people who have started the bot, ids from 5000001 on")
    return parser.parse_args(words)


async def _serve(options: argparse.Namespace) -> None:
    stage = Stage(options.token, OwnClock(), strict=not options.lenient)
    for number in range(options.persons):
        stage.add_person(f"Person {number + 1}", started=True)
    server = StageServer(stage, port=options.port, latency=options.latency / 1000)
    await server.start()
    sys.stdout.write(f"{server.base_url}\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, ended.set)
    try:
        await ended.wait()
    finally:
        await server.stop()


def main(words: list[str] | None = None) -> int:
    """Serve until interrupted; 1 when the port is taken or the token has no form."""
    options = _arguments(words)
    try:
        asyncio.run(_serve(options))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
