"""Whether it lives, whether it can work, and its numbers, on a port of this machine only."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.notices import Lane
from bot.metrics import Metrics, age
from storage import outbox
from storage.database import Database

Check = Callable[[], Awaitable[str | None]]
"""None: all is well; otherwise why not, in words for the one who runs it."""

DATABASE_SECONDS = 2.0
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


def answers(database: Database) -> Check:
    """The database answers within two seconds."""

    async def check() -> str | None:
        try:
            async with asyncio.timeout(DATABASE_SECONDS), database.reading() as connection:
                await outbox.dead_letters(connection, limit=1)
        except TimeoutError:
            return f"no answer within {DATABASE_SECONDS:g} seconds"
        except Exception as error:  # noqa: BLE001 - any failure is the answer
            return f"fails ({type(error).__name__})"
        return None

    return check


def says(trouble: Callable[[], str | None]) -> Check:
    """A part that can say by itself what troubles it (``Sender.trouble``)."""

    async def check() -> str | None:
        return trouble()

    return check


def health_app(*, database: Database, clock: Clock, metrics: Metrics, checks: Mapping[str, Check]) -> Starlette:
    """``/livez`` (the loop turns), ``/readyz`` (every check is content; else 503 with the reasons), ``/metrics``."""

    async def livez(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        found = {name: await check() for name, check in checks.items()}
        reasons = {name: reason for name, reason in found.items() if reason is not None}
        body = {"ready": not reasons, "reasons": reasons}
        return JSONResponse(body, status_code=503 if reasons else 200)

    async def numbers(_request: Request) -> Response:
        await measure(database=database, clock=clock, metrics=metrics)
        return Response(metrics.text(), media_type=PROMETHEUS)

    return Starlette(
        routes=[Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", numbers)],
    )


async def measure(*, database: Database, clock: Clock, metrics: Metrics) -> None:
    """Set the gauges that come from the database."""
    now = clock.now()
    async with database.reading() as connection:
        found = await outbox.backlog(connection, now=now)
    metrics.inbox_age.set(age(now, found.oldest_update))
    metrics.outbox.clear()
    for (lane, state), number in found.counts.items():
        metrics.outbox.labels(lane.name.lower(), state.value).set(number)
    for lane in Lane:
        metrics.outbox_age.labels(lane.name.lower()).set(age(now, found.oldest_due.get(lane)))


class HealthServer:
    """Serves an app on this machine, inside the running loop, leaving the signals alone."""

    def __init__(self, app: Starlette, *, host: str, port: int) -> None:
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
        self._address = (host, port)
        self._server = _Quiet(config)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Listen; the port. OSError when it cannot be had."""
        sock = socket.socket(socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(self._address)
        except OSError:
            sock.close()
            raise
        self._task = asyncio.create_task(self._server.serve(sockets=[sock]), name="health")
        while not self._server.started and not self._task.done():  # noqa: ASYNC110 - uvicorn has no event
            await asyncio.sleep(0.01)
        return int(sock.getsockname()[1])

    async def stop(self) -> None:
        """Stop listening."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class _Quiet(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None: the process has its own."""
        yield
