"""Why a session cannot be joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.screens import Screen
from bot.views.words import Words


def _no_such_session(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This session is not in the programme any more.")


def _session_break(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("A break is for everybody: there is nothing to join.")


def _session_over(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This session is over.")


def _session_full(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Every seat of this session is taken. Look again later: somebody may leave.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "no_such_session": _no_such_session,
    "session_break": _session_break,
    "session_over": _session_over,
    "session_full": _session_full,
}
