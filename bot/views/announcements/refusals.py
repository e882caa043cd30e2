"""What the rules of announcements say no to, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.words import Words


def _no_announcement(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This announcement is not there any more. Start a new one with /announce.")


def _announcement_sent(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("It has been sent already, so it cannot be changed. Start a new one with /announce.")


def _send_time_past(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("That time has gone. Choose a later one, or send it now.")


def _send_time_far(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("That is more than a year ahead. Choose an earlier time.")


def _announcement_too_long(w: Words, facts: Mapping[str, Any]) -> str:
    return w.say(
        "That is too long to be announced: {length} characters where Telegram takes {limit}. Send it again, shorter.",
        length=facts.get("length", ""),
        limit=facts.get("limit", 1024),
    )


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str]] = {
    "no_announcement": _no_announcement,
    "announcement_sent": _announcement_sent,
    "send_time_past": _send_time_past,
    "send_time_far": _send_time_far,
    "announcement_too_long": _announcement_too_long,
}
