"""What the rules of announcements say no to, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.words import Words


def _no_announcement(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This announcement is not there any more. Start a new one with /announce.")


def _announcement_sent(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("It has begun to go out. Look at it with /announce, Sent, and press Correct.")


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


def _announcement_too_formatted(w: Words, facts: Mapping[str, Any]) -> str:
    return w.say(
        "That has too much formatting: {number} formatted pieces where Telegram takes {limit}. Send it again, plainer.",
        number=facts.get("number", ""),
        limit=facts.get("limit", ""),
    )


def _announcement_not_sent(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("It has not gone out, so there is nothing to correct.")


def _correction_overtaken(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("It has been corrected since. Look at it again with /announce, Sent.")


def _correct_words_only(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please send the new words as text: only words can be corrected. /cancel leaves this.")


def _no_such_language(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This announcement cannot be in that language.")


def _language_taken(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("There is a text in that language already. Take that one out first.")


def _no_read_button(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("It went out without a Read button, so nobody knows who has read it.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str]] = {
    "no_announcement": _no_announcement,
    "announcement_sent": _announcement_sent,
    "send_time_past": _send_time_past,
    "send_time_far": _send_time_far,
    "announcement_too_long": _announcement_too_long,
    "announcement_too_formatted": _announcement_too_formatted,
    "announcement_not_sent": _announcement_not_sent,
    "correction_overtaken": _correction_overtaken,
    "correct_words_only": _correct_words_only,
    "no_such_language": _no_such_language,
    "language_taken": _language_taken,
    "no_read_button": _no_read_button,
}
