"""Somebody of the crowd: a persona with a phone, who does one thing after the other on it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rehearsal.crowd.kinds import Kind
from bot.rehearsal.crowd.vocabulary import Button, Seen
from bot.rehearsal.personas import Persona
from bot.rehearsal.personas.dice import Dice
from bot.rehearsal.stage import Phone

if TYPE_CHECKING:
    from bot.rehearsal.crowd.crowd import Crowd


@dataclass(frozen=True, slots=True)
class Say:
    """Type `text` and send it."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Tap a button under a screen."""

    seen: Seen
    button: Button


Act = Say | Press
Errand = Generator[Act, Seen | None, None]
"""Something to be done on the phone: gives acts, is sent the screen that each led to (None: nothing came)."""
Part = Generator[Act, Seen | None, Seen | None]
"""A part of an errand; what it gives back is the screen that stands at its end."""


class Attendee:
    """A persona with a phone. `name` is how others see them; `dice` falls the same way for the same seed."""

    def __init__(self, crowd: Crowd, persona: Persona, phone: Phone, dice: Dice) -> None:
        self.crowd = crowd
        self.persona = persona
        self.phone = phone
        self.dice = dice
        self.name = persona.full_name
        self.zone = ZoneInfo(phone.zone or "UTC")
        self.errand: Errand | None = None
        self.waiting_for: Act | None = None
        self.seen: Seen | None = None
        self.turn = 0
        """Number of the step that is planned or awaited; an older step is void."""
        self.later: deque[Callable[[Attendee], Errand]] = deque()
        self.registered = False
        self.turned_away = False
        self.planned = False
        self.blocked: list[tuple[datetime, datetime | None]] = []

    @property
    def reachable(self) -> bool:
        """Whether they and the bot can hear each other."""
        return not self.phone.blocked and not self.phone.deleted

    def was_blocked(self, begins: datetime, ends: datetime) -> bool:
        """Whether the bot was blocked at any time in between."""
        return any(since <= ends and (until is None or until >= begins) for since, until in self.blocked)

    def answers(self, seen: Seen, *, edited: bool, news: bool) -> bool:
        """Whether `seen` is what the last act led to, as far as they can tell."""
        act = self.waiting_for
        if act is None or seen.kind is Kind.OVERTAKEN:
            return False
        if isinstance(act, Press) and edited:
            return seen.message_id == act.seen.message_id
        return not edited and not news

    def read_again(self, message_id: int) -> Seen | None:
        """The screen as it stands now; None when it is gone or the bot has drawn a newer one."""
        message = self.phone.chat.by_id.get(message_id)
        if message is None:
            return None
        seen = self.crowd.read(self, message)
        return None if seen.kind is Kind.OVERTAKEN else seen
