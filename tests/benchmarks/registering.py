"""A whole registration, durable, beside bare echo bots with no storage: updates per second on the same server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from tests.benchmarks.processes import child
from tests.benchmarks.results import Figure, median

ROUNDS = 12  # messages of each person to an echo bot: about as many as a registration has


@dataclass(frozen=True)
class Played:
    """One run."""

    updates: int
    seconds: float
    cpu: float  # seconds of the bot's processor
    memory: float  # MB, the bot's peak

    @property
    def rate(self) -> float:
        """Updates per second."""
        return self.updates / self.seconds


async def play(kind: str, people: int, latency: float) -> Played:
    """Let everybody play with one bot once."""
    rounds = 0 if kind == "matchbell" else ROUNDS
    words = ["--people", str(people), "--rounds", str(rounds), "--latency", str(latency)]
    async with child("tests.benchmarks.players", *words) as players:
        url = await players.says()
        async with child("tests.benchmarks.bots", kind, url) as bot:
            await bot.says()
            await players.hears()
            played = json.loads(await players.says())
            await bot.hears()
            cpu, memory = (float(part) for part in (await bot.says()).split())
            await bot.process.wait()
        await players.hears()
    if played["unfinished"]:
        raise RuntimeError(f"{kind}: {played['unfinished']} people did not finish; one reads {played['stuck_at']!r}")
    return Played(played["updates"], played["seconds"], cpu, memory)


async def measure(runs: int, people: int) -> AsyncIterator[Figure]:
    """Every bot in turn, `runs` times, at 0 ms and at a round trip of 50 ms; ratios of the medians."""
    for latency in (0.0, 50.0):
        crowd = {"matchbell": people, "echo": people, "echo-aiohttp": people}
        if latency:  # one at a time they handle 19/s: a few people are enough to see it
            crowd = {"matchbell": people, "echo": 8}
        found: dict[str, list[Played]] = {kind: [] for kind in crowd}
        for _ in range(runs):
            for kind, number in crowd.items():
                found[kind].append(await play(kind, number, latency))
        rates = {kind: median([one.rate for one in all_]) for kind, all_ in found.items()}
        for kind, all_ in found.items():
            what = "registration, durable" if kind == "matchbell" else f"bare {kind} bot, nothing stored"
            note = f"{crowd[kind]} people at once, {all_[0].updates} updates, {latency:g} ms added to every answer"
            note += f"; CPU {1000 * median([one.cpu / one.updates for one in all_]):.2f} ms an update, start included"
            key = f"{kind} {latency:g} ms"
            yield Figure(key, f"{what}, {latency:g} ms", "updates/s", [one.rate for one in all_], note)
        for kind in list(crowd)[1:]:
            ratio = rates["matchbell"] / rates[kind]
            yield Figure(f"ratio to {kind} {latency:g} ms", f"registration : {kind}, {latency:g} ms", "times", [ratio])
