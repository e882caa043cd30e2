"""Conversations whose state is a row of the database, so that neither a crash nor a second process loses it.

python-telegram-bot's ConversationHandler keeps states in the dict ``_conversations`` of the process. Here that
name is a mapping over the conversation that was loaded with the update being handled, and is saved with it.
``tests/handlers/test_durable.py`` pins what this leans on.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, ConversationHandler

from handlers.context import Context
from handlers.run import current_run

Steps = list[BaseHandler[Update, Context, Any]]


class _StatesOfTheRun(MutableMapping[tuple[int | str, ...], object]):
    """One conversation's state in the update being handled; the key (chat, user) is the update's own."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getitem__(self, key: tuple[int | str, ...]) -> object:
        return current_run.get().states[self._name]

    def __setitem__(self, key: tuple[int | str, ...], state: object) -> None:
        if not isinstance(state, (int, str)):
            raise TypeError(f"{self._name}: a state is an int or a str, to be kept as JSON")
        states = current_run.get().states
        states.clear()  # one conversation at a time: typed words belong to the one begun last
        states[self._name] = state

    def __delitem__(self, key: tuple[int | str, ...]) -> None:
        del current_run.get().states[self._name]

    def __iter__(self) -> Iterator[tuple[int | str, ...]]:
        run = current_run.get()
        return iter([(run.actor.chat_id, run.actor.telegram_id)] if self._name in run.states else [])

    def __len__(self) -> int:
        return int(self._name in current_run.get().states)


class DurableConversation(ConversationHandler[Context]):
    """A ConversationHandler under `name`, with its state in the database. States are int or str.

    Whoever begins another conversation leaves this one. Handlers block, nothing times out in the process
    (``conversation_timeout`` would be a timer that a crash loses), and conversations are not nested.
    """

    def __init__(
        self, name: str, entry_points: Steps, states: dict[Any, Steps], fallbacks: Steps, *, allow_reentry: bool = True
    ) -> None:
        every = [*entry_points, *fallbacks, *(step for steps in states.values() for step in steps)]
        if any(isinstance(step, ConversationHandler) for step in every):
            raise ValueError(f"{name}: conversations are not nested")
        if any(not step.block for step in every):
            raise ValueError(f"{name}: a handler of a conversation blocks")
        super().__init__(
            entry_points=entry_points,
            states=states,
            fallbacks=fallbacks,
            allow_reentry=allow_reentry,
            per_chat=True,
            per_user=True,
            per_message=False,
            name=name,
            persistent=False,
            block=True,
        )
        self._conversations = _StatesOfTheRun(name)
