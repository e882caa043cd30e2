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
from collections.abc import AsyncIterator
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
from tests.benchmarks.results import Figure

TOKEN = "1:rehearsal"
FIRST_PERSON = 5_000_001
PERMITTED = 30.0  # messages a second


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


@dataclass(frozen=True)
class Sent:
    """One run: everything from the first claim to the last row marked."""

    messages: int
    seconds: float
    cpu: float  # seconds of the processor
    states: dict[str, int]
    floods: int

    @property
    def rate(self) -> float:
        """Messages per second."""
        return self.messages / self.seconds

    @property
    def whole(self) -> bool:
        """Everything was sent, and without a 429."""
        return self.states == {"sent": self.messages} and not self.floods


async def send(
    *, messages: int, strict: bool, in_flight: int = 24, latency: float = 0.0, url: str | None = None
) -> Sent:
    """Send so many announcements to as many people, through a server of its own."""
    words = [sys.executable, "-m", "bot.rehearsal", "--port", "0", "--persons", str(messages)]
    words += [] if strict else ["--lenient"]
    server = await asyncio.create_subprocess_exec(*words, "--latency", str(latency), stdout=asyncio.subprocess.PIPE)
    try:
        assert server.stdout is not None
        address = (await server.stdout.readline()).decode().strip()
        with tempfile.TemporaryDirectory() as folder:
            return await _send(
                address, url or f"sqlite:///{Path(folder) / 'bench.sqlite3'}", messages, strict, in_flight
            )
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.terminate()
        await server.wait()


async def _send(address: str, url: str, messages: int, strict: bool, in_flight: int) -> Sent:
    database = Database(url)
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    metadata.create_all(engine)
    engine.dispose()
    clock, pace = SystemClock(), Pace(PERMITTED if strict else 0.0, in_flight)
    screen = Screen("<b>Meeting</b> with Ona at 10:20, table 7").to_json()
    async with database.writing() as connection:
        await outbox.queue(
            connection,
            [
                Notice(FIRST_PERSON + n, Lane.ANNOUNCEMENT, "announcement", clock.now(), screen=screen)
                for n in range(messages)
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
    floods = metrics.registry.get_sample_value("matchbell_floods_total")
    return Sent(messages, took, used, dict(states), int(floods or 0))


async def _left(database: Database) -> int:
    async with database.reading() as connection:
        open_ = outbox_table.c.state.in_(("queued", "sending"))
        return int((await connection.execute(select(func.count()).where(open_))).scalar_one())


async def measure(runs: int, messages: int, strict_messages: int) -> AsyncIterator[Figure]:
    """The share of the permitted rate that is used, the 429s, and what it could do without rates."""
    strict = [await send(messages=strict_messages, strict=True) for _ in range(runs)]
    share = [100 * one.rate / PERMITTED for one in strict]
    note = f"{strict_messages} announcements to as many people, in {strict[0].seconds:.1f} s"
    yield Figure("strict share", "sender at a strict 30/s: share of the permitted rate", "%", share, note, "97")
    yield Figure("strict 429", "sender at a strict 30/s: 429s", "answers", [one.floods for one in strict], note, "0")
    lifted = [await send(messages=messages, strict=False) for _ in range(runs)]
    cpu = 1000 * sorted(one.cpu / one.messages for one in lifted)[len(lifted) // 2]
    note = f"{messages} announcements, every row marked, 24 in flight; {cpu:.2f} ms of CPU each"
    yield Figure("ceiling", "sender with its rates lifted", "messages/s", [one.rate for one in lifted], note, "1,000")
    if not all(one.whole for one in (*strict, *lifted)):
        raise RuntimeError(f"not everything was sent, or with a 429: {[(o.states, o.floods) for o in strict + lifted]}")


def main() -> int:
    """Measure once and print a line; 1 when not everything was sent, or with a 429."""
    parser = argparse.ArgumentParser(description="How fast the sender is.")
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--in-flight", type=int, default=24)
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds added to every answer")
    parser.add_argument("--strict", action="store_true", help="30/s against a strict server")
    parser.add_argument("--url", help="another database than a fresh SQLite file (empty)")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    sent = asyncio.run(send(**vars(parser.parse_args())))
    print(
        f"{sent.rate:,.1f} messages/s ({sent.messages} in {sent.seconds:.2f} s, "
        f"{sent.cpu / sent.messages * 1000:.2f} ms of CPU each), states {sent.states}, 429s {sent.floods}"
    )
    return 0 if sent.whole else 1


if __name__ == "__main__":
    sys.exit(main())
