"""How fast the sender is: ``python -m tests.benchmarks.sender [--messages N] [--strict] [--latency MS] [--url URL]``.

The stand-in Bot API runs in a process of its own. Lenient, with every rate lifted, the number is what the sender can
do, marking every row included; ``--strict`` keeps 30/s against a server that answers 429 to the 31st in any second.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import create_engine, func, select

from bot.clock import SystemClock
from bot.delivery.sender import Sender
from bot.delivery.telegram import Phones, make_bot
from bot.domain.notices import Lane, Notice
from bot.metrics import Metrics
from bot.views.screens import Screen
from storage import outbox
from storage.database import Database
from storage.tables import metadata
from storage.tables import outbox as outbox_table

TOKEN = "1:rehearsal"
FIRST_PERSON = 5_000_001


@dataclass(frozen=True)
class Pace:
    """The sending settings of the benchmark."""

    per_second: float
    in_flight: int
    per_chat_per_second: float = 1.0
    chat_burst: int = 3
    per_group_per_minute: int = 20
    attempts: int = 8
    lease_seconds: float = 60.0
    connect_seconds: float = 5.0
    answer_seconds: float = 30.0
    first_retry_seconds: float = 2.0
    longest_retry_seconds: float = 300.0


async def _measure(options: argparse.Namespace, folder: str) -> int:
    persons = options.messages
    words = [sys.executable, "-m", "bot.rehearsal", "--port", "0", "--persons", str(persons)]
    words += [] if options.strict else ["--lenient"]
    server = await asyncio.create_subprocess_exec(
        *words, "--latency", str(options.latency), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    address = (await server.stdout.readline()).decode().strip()
    url = options.url or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
    database = Database(url)
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    metadata.create_all(engine)
    engine.dispose()
    clock, pace = SystemClock(), Pace(30.0 if options.strict else 0.0, options.in_flight)
    screen = Screen("<b>Meeting</b> with Ona at 10:20, table 7").to_json()
    async with database.writing() as connection:
        await outbox.queue(
            connection,
            [
                Notice(FIRST_PERSON + n, Lane.ANNOUNCEMENT, "announcement", clock.now(), screen=screen)
                for n in range(options.messages)
            ],
            now=clock.now(),
        )
    bot = make_bot(TOKEN, api_url=address, sending=pace)
    metrics = Metrics()
    sender = Sender(
        database=database, clock=clock, phones=Phones(bot), renderers={}, sending=pace, metrics=metrics, alone=True
    )
    began, processor = time.perf_counter(), time.process_time()
    sender.start()
    while sender.busy() or await _left(database):
        await asyncio.sleep(0.02)
    took, used = time.perf_counter() - began, time.process_time() - processor
    async with database.reading() as connection:
        states = Counter((await connection.execute(select(outbox_table.c.state))).scalars())
    await sender.stop(5)
    for request in bot._request:
        await request.shutdown()
    await database.close()
    with contextlib.suppress(ProcessLookupError):
        server.terminate()
    await server.wait()
    floods = metrics.registry.get_sample_value("matchbell_floods_total")
    print(
        f"{options.messages / took:,.1f} messages/s ({options.messages} in {took:.2f} s, "
        f"{used / options.messages * 1000:.2f} ms of CPU each), states {dict(states)}, 429s {floods:g}"
    )
    return 0 if states == {"sent": options.messages} and not floods else 1


async def _left(database: Database) -> int:
    async with database.reading() as connection:
        open_ = outbox_table.c.state.in_(("queued", "sending"))
        return int((await connection.execute(select(func.count()).where(open_))).scalar_one())


def main() -> int:
    """Measure once and print a line; 1 when not everything was sent, or with a 429."""
    parser = argparse.ArgumentParser(description="How fast the sender is.")
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--in-flight", type=int, default=24)
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds added to every answer")
    parser.add_argument("--strict", action="store_true", help="30/s against a strict server")
    parser.add_argument("--url", help="another database than a fresh SQLite file (empty)")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(parser.parse_args(), folder))


if __name__ == "__main__":
    sys.exit(main())
