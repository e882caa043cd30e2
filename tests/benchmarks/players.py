"""The stand-in Bot API with people who play as fast as they are answered: ``python -m tests.benchmarks.players``.

The same server and the same people for every bot that is measured. It prints its address, waits for a line on its
input, lets everybody play, prints what they did as one line of JSON, and waits for another line to end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bot.rehearsal.clockwork import OwnClock
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Stage
from bot.rehearsal.stage.phones import Phone

TOKEN = "1:rehearsal"
GIVE_UP = 60.0  # seconds without any answer at all

# What stands in the question, and the answer: words, or (in brackets) a part of the button's label.
REGISTRATION = (
    ("You are registered", ""),
    ("Is this right?", "[Register"),
    ("What do you need?", "[Done ("),
    ("What do you offer?", "[Done ("),
    ("Which languages", "[Done ("),
    ("ow do you take part", "[All days in the hall"),
    ("Which country", "Lithuania"),
    ("What describes you", "[Business"),
    ("Which organisation", "Invented Foods"),
    ("before you agree", "[I agree"),
)


class Player:
    """One person who answers every question at once; `rounds` questions of an echo bot, or one registration."""

    def __init__(self, phone: Phone, rounds: int, done: Callable[[], None]) -> None:
        self.phone = phone
        self.updates = 0
        self.finished = False
        self._left = rounds
        self._done = done
        self._answered: set[tuple[int, str]] = set()

    def begin(self) -> None:
        """The first message."""
        self._say("/start vilnius-2022" if self._left == 0 else "hello")

    def reads(self, message: dict[str, Any]) -> None:
        """A message came, or changed."""
        if self.finished:
            return
        if self._left:
            self._left -= 1
            self._say("hello") if self._left else self._finish()
            return
        text, seen = message.get("text", ""), (message["message_id"], json.dumps(message.get("reply_markup")))
        if seen in self._answered:
            return
        for question, answer in REGISTRATION:
            if question not in text:
                continue
            if not answer:
                self._finish()
            elif not answer.startswith("["):
                self._answered.add(seen)
                self._say(answer)
            elif self._tap(message, answer[1:]) or ("[Done (" in answer and self._tap(message, "")):
                self._answered.add(seen)
            return

    def _tap(self, message: dict[str, Any], label: str) -> bool:
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if label in button["text"]:
                    self.updates += 1
                    self.phone.tap_data(message["message_id"], button["callback_data"])
                    return True
        return False

    def _say(self, text: str) -> None:
        self.updates += 1
        self.phone.say(text)

    def _finish(self) -> None:
        self.finished = True
        self._done()


async def _play(options: argparse.Namespace) -> int:
    loop = asyncio.get_running_loop()
    stage = Stage(TOKEN, OwnClock(), strict=False)
    left, ended, last = options.people, asyncio.Event(), [0.0]

    def done() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            ended.set()

    players = {}
    for number in range(options.people):
        phone = stage.add_person(f"Person {number + 1}", language_code="en", started=True)
        players[phone.id] = Player(phone, options.rounds, done)

    def changed(change: Any) -> None:
        if change.kind in {"message", "edit"} and change.body["message"]["from"]["is_bot"]:
            last[0] = time.perf_counter()
            loop.call_soon(players[change.body["person_id"]].reads, change.body["message"])

    stage.on_change(changed)
    server = StageServer(stage, latency=options.latency / 1000)
    await server.start()
    print(server.base_url, flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    began = last[0] = time.perf_counter()
    for player in players.values():
        player.begin()
    while not ended.is_set() and time.perf_counter() - last[0] < GIVE_UP:
        try:
            await asyncio.wait_for(ended.wait(), 1.0)
        except TimeoutError:
            continue
    took = time.perf_counter() - began
    unfinished = [player for player in players.values() if not player.finished]
    stuck = unfinished[0].phone.last.get("text", "")[:200] if unfinished else None
    updates = sum(player.updates for player in players.values())
    print(
        json.dumps({"updates": updates, "seconds": took, "unfinished": len(unfinished), "stuck_at": stuck}), flush=True
    )
    await loop.run_in_executor(None, sys.stdin.readline)
    await server.stop()
    return 0


def main() -> int:
    """Serve, play once, report."""
    parser = argparse.ArgumentParser(description="People who play as fast as they are answered.")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=0, help="messages each to an echo bot; 0: one registration each")
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds added to every answer")
    return asyncio.run(_play(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
