"""``python -m tests.benchmarks`` (``make bench``): how fast it is, beside bare bots on the same server in the same run.

Every process is on this machine and talks over the loopback; figures of different machines say nothing about each
other, ratios of one run do. Shows a table and keeps a JSON file in ``bench-results/``.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import structlog
from rich.console import Console

from bot.clock import SystemClock
from tests.benchmarks import placing, published, recommending, registering, repairs, sender, starting
from tests.benchmarks.results import Figure, Report
from tests.benchmarks.timetables import running as timetables

LONGEST = 290.0  # seconds for everything
# Parts that run only when asked for, and how long they may take.
WHEN_NAMED = {"placing": 900.0, "published": 600.0, "recommending": 900.0, "repairs": 3_600.0, "timetable": 7_200.0}
FOLDER = Path(__file__).resolve().parents[2] / "bench-results"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="How fast Matchbell is.")
    also = ", ".join(WHEN_NAMED)
    parser.add_argument("only", nargs="*", help=f"registering, sender, starting (default: these), {also}")
    parser.add_argument("--runs", type=int, default=3, help="runs of each; their median counts (default 3)")
    parser.add_argument("--people", type=int, default=80, help="who register at once (default 80)")
    parser.add_argument("--guests", type=int, default=1000, help="recommending: people of each event (default 1000)")
    parser.add_argument("--messages", type=int, default=3000, help="sent with the rates lifted (default 3000)")
    parser.add_argument("--strict-messages", type=int, default=300, help="sent at a strict 30/s (default 300)")
    parser.add_argument(
        "--sizes", type=int, default=2, help="repairs: how many sizes, of 500, 2,000, 10,000 people (2)"
    )
    parser.add_argument(
        "--exact-seconds", type=float, default=5.0, help="repairs: for each proof by CP-SAT (5; 0: none)"
    )
    parser.add_argument("--events", default="500,2000,10000", help="timetable: people of each event (500,2000,10000)")
    parser.add_argument("--seconds", type=float, default=60.0, help="timetable: for each of them (60)")
    parser.add_argument("--seed", type=int, default=1, help="timetable: of its events and searches (1)")
    ways = ",".join(timetables.WAYS)
    parser.add_argument("--ways", default=ways, help=f"timetable: how they are made ({ways})")
    return parser


async def _all(options: argparse.Namespace, report: Report, console: Console) -> None:
    parts: dict[str, Callable[[], AsyncIterator[Figure]]] = {
        "starting": lambda: starting.measure(options.runs),
        "registering": lambda: registering.measure(options.runs, options.people),
        "timetable": lambda: timetables.measure(
            [int(size) for size in options.events.split(",")], options.seconds, options.seed, options.ways.split(",")
        ),
        "sender": lambda: sender.measure(options.runs, options.messages, options.strict_messages),
        "placing": lambda: placing.measure(options.runs),
        "published": published.measure,
        "recommending": lambda: recommending.measure(options.runs, options.guests),
        "repairs": lambda: repairs.measure(options.sizes, options.exact_seconds),
    }
    began = time.perf_counter()
    for name, part in parts.items():
        if name not in options.only if options.only else name in WHEN_NAMED:
            continue
        longest = WHEN_NAMED.get(name, LONGEST)
        console.print(f"{name} …")
        try:
            async with asyncio.timeout(max(1.0, longest - (time.perf_counter() - began))):
                async for figure in part():
                    report.figures.append(figure)
        except TimeoutError:
            report.failures.append(f"{name}: out of time; everything together may take {longest:g} s")
        except RuntimeError as error:
            report.failures.append(f"{name}: {error}")


def main() -> int:
    """Measure, show, keep; 1 when something could not be measured or was not as promised."""
    options = _parser().parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    console = Console()
    report = Report("python -m tests.benchmarks " + " ".join(sys.argv[1:]))
    asyncio.run(_all(options, report, console))
    report.show(console)
    console.print(f"kept as {report.keep(FOLDER, SystemClock().now()).relative_to(FOLDER.parent)}")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
