"""What an ear on everything hears: screens, answers, Telegram's refusals, the log; and what is wrong with it."""

from __future__ import annotations

import re
import traceback
from collections import deque
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from bot.rehearsal.errors import ApiError
from bot.rehearsal.stage import Phone, Tap
from tests.faults.soundness import faults_in
from tests.floor import Floor

ODD = re.compile(r"&(?:amp|lt|gt|quot|#\d+);|\bNone\b|\{(?!name\}|0\})\w+\}|<(?:function|object|bound)|datetime\.")


class Broken(AssertionError):
    """Something was wrong after an act; the message says what, and the acts before."""


class Listener:
    """Remembers what was shown and said on `floor`, and the last acts, to tell them when something is wrong."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.acts: deque[str] = deque(maxlen=15)
        self.steps = 0
        self.label = "heard"  # of whoever plays
        self.seen: dict[str, set[int]] = {}  # callback data -> on whose phones it was
        self.links: list[str] = []  # deep links that somebody was shown
        self.heard: dict[int, int] = {}  # chat -> the last act after which the bot said something there
        self.taps: list[tuple[str, Tap]] = []  # of this act
        self.spoken: list[tuple[str, Phone]] = []  # in this act
        self.refusals: list[str] = []
        self.logged: list[str] = []
        floor.stage.on_change(self._collect)

    def _collect(self, change: Any) -> None:
        if change.kind not in {"message", "edit"}:
            return
        message = change.body["message"]
        if message["from"]["is_bot"]:
            self.heard[message["chat"]["id"]] = self.steps
        text = str(message.get("text") or message.get("caption") or "")
        self.links += [link for link in re.findall(r"start=([\w-]{1,64})", str(message)) if link not in self.links]
        labels = [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]
        if message["from"]["is_bot"] and (found := ODD.search("\n".join([text, *labels]))):
            self.logged.append(f"{message['chat'].get('first_name')} reads {found[0]!r} in {text!r}, {labels}")
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if "callback_data" in button:
                    self.seen.setdefault(button["callback_data"], set()).add(message["chat"]["id"])

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While this lasts, what Telegram refuses and what the bot logs as a warning is heard."""
        stage, worker = self.floor.stage, self.floor.app.worker
        count, describe = stage.count_error, worker._describe

        def refused(error: ApiError) -> None:
            self.refusals.append(f"{error.code} {error.description}")
            count(error)

        def described(error: BaseException) -> str:
            self.logged.append("".join(traceback.format_exception(error)[-12:]))
            return describe(error)

        def heard(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
            if event.get("level") in {"warning", "error", "critical"}:
                self.logged.append(str(dict(event)).replace("\\n", "\n"))
            raise structlog.DropEvent

        stage.count_error = refused  # type: ignore[method-assign]
        worker._describe = described
        before = structlog.get_config()
        processors: list[Any] = [structlog.processors.add_log_level, structlog.processors.format_exc_info, heard]
        structlog.configure(processors=processors, cache_logger_on_first_use=False)
        try:
            yield
        finally:
            structlog.configure(**before)
            worker._describe = describe
            stage.count_error = count  # type: ignore[method-assign]

    def answered(self) -> None:
        """Every button stops turning, and whoever says something is told something."""
        for act, phone in self.spoken:
            if self.heard.get(phone.id) != self.steps and not phone.blocked:
                self.logged.append(f"no answer: {act}")
        self.spoken.clear()
        taps, self.taps = self.taps, []
        for act, tap in taps:
            if tap.answer is None:
                self.logged.append(f"the button turns for ever: {act}")

    async def look(self) -> None:
        """Raises :class:`Broken` when something is not as it must be."""
        wrong = await faults_in(self.floor)
        wrong += [f"Telegram refused: {refusal}" for refusal in self.refusals if not _harmless(refusal)]
        wrong += [f"logged: {line}" for line in self.logged]
        self.refusals.clear()
        self.logged.clear()
        if wrong:
            raise Broken(self.tell(wrong))

    def tell(self, wrong: list[str]) -> str:
        """What is wrong and what came before, for a failed test to show."""
        now = f"{self.floor.clock.now():%d %b %H:%M} UTC"
        acts = "\n".join(f"  {act}" for act in self.acts)
        return "\n".join([f"{self.label}, act {self.steps}, {now}", *wrong, "the last acts:", acts])


def _harmless(refusal: str) -> bool:
    """What may be refused without anybody's fault: somebody blocked the bot, rates, an edit that changes nothing."""
    if refusal.startswith(("403", "429")):
        return True
    return "message is not modified" in refusal
