"""``/api/v1``: the state of the whole, and the switches of clock, faults and crowd."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from bot.rehearsal.botapi import METHODS
from bot.rehearsal.errors import PlayError
from bot.rehearsal.http import asking
from bot.rehearsal.http.answers import doing, reading
from bot.rehearsal.http.desk import ClockDesk, CrowdControl
from bot.rehearsal.http.feed import Feed
from bot.rehearsal.stage import Stage

Json = dict[str, Any]
MAX_CROWD = 2_000


class Switchboard:
    """The calls; each returns what becomes the JSON answer. `feed` tells every page what was switched."""

    def __init__(
        self,
        stage: Stage,
        desk: ClockDesk,
        crowd: CrowdControl | None,
        extra_counters: Callable[[], Awaitable[Json]] | None,
        event: Json | None,
    ) -> None:
        self.stage = stage
        self.desk = desk
        self.crowd = crowd
        self.extra_counters = extra_counters
        self.event = event or {}
        self.boot = uuid.uuid4().hex
        self.feed = Feed(stage, lambda: [("clock", desk.body())])

    def routes(self) -> list[Route]:
        """The routes of the whole and its switches."""
        return [
            reading("/api/v1/state", self.state),
            reading("/api/v1/counters", self.counters),
            reading("/api/v1/clock", self.show_clock),
            doing("/api/v1/clock", self.turn_clock),
            reading("/api/v1/faults", self.show_faults),
            doing("/api/v1/faults", self.set_faults),
            reading("/api/v1/crowd", self.show_crowd),
            doing("/api/v1/crowd", self.set_crowd),
        ]

    async def state(self, _: Request) -> Json:
        stage = self.stage
        default = stage.profile.commands.get((("all_private_chats", 0, 0), "")) or stage.profile.commands.get(
            (("default", 0, 0), ""), []
        )
        return {
            "boot": self.boot,
            "bot": {**stage.profile.me(), "commands": default},
            "event": self.event,
            "clock": await self.desk.full_body(),
            "crowd": self.crowd_body(),
            "faults": stage.faults.body(),
            "counters": await self.counters_body(),
            "persons": [phone.body() for phone in stage.phones.values()],
            "seq": stage.seq,
        }

    async def counters(self, _: Request) -> Json:
        return await self.counters_body()

    async def counters_body(self) -> Json:
        extra = await self.extra_counters() if self.extra_counters is not None else {}
        return {**self.stage.counters, **extra}

    async def show_clock(self, _: Request) -> Json:
        return await self.desk.full_body()

    async def turn_clock(self, request: Request) -> Json:
        await self.desk.turn(await asking.json_object(request, "speed?, paused?, to?, by?"))
        return await self.desk.full_body()

    async def show_faults(self, _: Request) -> Json:
        return self.stage.faults.body()

    async def set_faults(self, request: Request) -> Json:
        wish = await asking.json_object(request, ", ".join(self.stage.faults.body()))
        unknown = [name for name in wish.get("only_methods") or [] if str(name).lower() not in METHODS]
        if unknown:
            raise PlayError(f"only_methods: {unknown}", "methods of the Bot API that the rehearsal plays")
        self.stage.faults.set(**wish)
        return self.stage.faults.body()

    def crowd_body(self) -> Json:
        if self.crowd is None:
            return {
                "available": False,
                "reason": "this rehearsal was started without a crowd",
                "size": 0,
                "running": False,
            }
        return {"available": True, **self.crowd.status()}

    async def show_crowd(self, _: Request) -> Json:
        return self.crowd_body()

    async def set_crowd(self, request: Request) -> Json:
        wish = await asking.fields(request, size_=int, running_=bool)
        if self.crowd is None:
            raise PlayError("this rehearsal has no crowd", "a rehearsal that was started with one", 409)
        size: int = wish["size"] if "size" in wish else self.crowd.status().get("size", 0)
        if not 0 <= size <= MAX_CROWD:
            raise PlayError(f"size: {size}", f"0 to {MAX_CROWD}")
        if wish.get("running", size > 0) and size:
            await self.crowd.start(size)
        else:
            await self.crowd.stop()
        self.feed.tell("crowd", self.crowd_body())
        return self.crowd_body()
