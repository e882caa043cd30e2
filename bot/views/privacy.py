"""Privacy: the notice, what is stored and until when, everything as a file, and being forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.views.menu import Door, doors, menu_button
from bot.views.screens import Attachment, Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape


class PrivacyAct(StrEnum):
    """What a button of the privacy screens does."""

    SHOW = "show"
    MY_DATA = "data"
    FORGET = "forget"
    FORGET_NOW = "now"


@dataclass(frozen=True, slots=True)
class PrivacyTap(Tap):
    """A tap on a privacy screen; `asked_at` (seconds since 1970) makes an old confirmation worthless."""

    prefix: ClassVar[str] = "pv"
    act: PrivacyAct
    asked_at: int | None = None


def privacy(w: Words, event: Event | None, *, known: bool) -> Screen:
    """The notice, what is stored, until when, and what one can do about it."""
    stored = (
        w.say(
            "<b>Stored about you:</b> your profile, your meetings and reminders, your language and time zone, "
            "and your Telegram id. Others see your card; nobody sees how to contact you before a meeting is agreed."
        )
        if known
        else w.say("<b>Nothing is stored about you yet</b>, except this conversation, so that it can go on.")
    )
    lines = [stored]
    if event is not None:
        notice = event.consent_text.get(w.language) or event.consent_text["en"]
        lines += [
            w.say("<b>Until:</b> {day}, then it is deleted.", day=w.day(event.purge_at(), event.zone)),
            Html(""),
            w.say("<b>Notice</b> (version {version})", version=event.consent_version),
            Html(escape(notice)),
            Html(""),
            w.say("Questions? Write to {contact}", contact=event.contact),
        ]
    rows = (
        (
            Button(w.plain("My data as a file"), PrivacyTap(PrivacyAct.MY_DATA).pack()),
            Button(w.plain("Forget me"), PrivacyTap(PrivacyAct.FORGET).pack()),
        ),
        (menu_button(w),),
    )
    return Screen(Html("\n".join(lines)), rows)


def my_data(w: Words, attachment: Attachment) -> Screen:
    """The file with everything."""
    text = w.say("<b>Everything stored about you</b>, in the file above. Times are in UTC.")
    return Screen(text, doors(w, (Door.PRIVACY, Door.MENU)), attachment=attachment)


def sure_to_forget(w: Words, now: datetime, meetings: int) -> Screen:
    """Really? What will happen."""
    text = w.say(
        "<b>Forget you?</b>\nYour profile and your messages are deleted for good, and you leave every event. "
        "This cannot be undone."
    )
    if meetings:
        count = w.count(
            "<b>{n} meeting</b> will be cancelled, and the other side told.",
            "<b>{n} meetings</b> will be cancelled, and the other sides told.",
            meetings,
        )
        text = Html(f"{text}\n{count}")
    forget = Button(w.plain("Yes, delete everything"), PrivacyTap(PrivacyAct.FORGET_NOW, int(now.timestamp())).pack())
    return Screen(text, ((forget,), (Button(w.plain("‹ Back"), PrivacyTap(PrivacyAct.SHOW).pack()),)))


def goodbye(w: Words) -> Screen:
    """The last thing they hear."""
    return Screen(w.say("<b>You are forgotten.</b>\nNothing about you is left here. If you ever come back: /start"))


def _nothing_stored(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Nothing is stored about you.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {"nothing_stored": _nothing_stored}
