"""Lists to take away: which, and in which form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event
from bot.domain.exports import Format, What
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Button, Screen
from bot.views.taps import Tap
from bot.views.words import Words, escape


@dataclass(frozen=True, slots=True)
class ExportTap(Tap):
    """A tap on a list to take away; no list: the choice."""

    prefix: ClassVar[str] = "ex"
    what: What | None
    format: Format


def list_name(w: Words, what: What) -> str:
    """A list's name on its button."""
    return {
        What.ATTENDEES: w.plain("👥 Attendees"),
        What.MEETINGS: w.plain("🤝 Meetings"),
        What.ANSWERS: w.plain("💬 Answers"),
        What.AUDIT: w.plain("🧾 Who did what"),
        What.ALL: w.plain("📦 Everything"),
    }[what]


def choose(w: Words, event: Event, format_: Format) -> Screen:
    """Which list, in which form."""
    text = w.say(
        "<b>Lists of {event}</b>\nTap one: it comes as a file. It holds personal data; keep it safe and delete it "
        "when it is no longer needed.",
        event=event.name,
    )

    def tap(what: What) -> Button:
        return Button(list_name(w, what), ExportTap(what, format_).pack())

    def form(one: Format, label: str) -> Button:
        chosen = f"✓ {label}" if one is format_ else label
        return Button(chosen, ExportTap(None, one).pack())

    rows = (
        (form(Format.XLSX, "Excel (XLSX)"), form(Format.CSV, "CSV")),
        (tap(What.ATTENDEES), tap(What.MEETINGS)),
        (tap(What.ANSWERS), tap(What.AUDIT)),
        (tap(What.ALL),),
        (door_button(w, Door.DESK), menu_button(w)),
    )
    return Screen(text, rows)


def being_made(w: Words, what: What) -> str:
    """A few words while the file is made."""
    return w.plain("{list}: the file is on its way.", list=list_name(w, what))


def file_of(w: Words, event: Event, rows: Mapping[str, int]) -> Screen:
    """The words with the file: how many rows of what."""
    counts = "\n".join(escape(f"{list_name(w, What(name))}: {number}") for name, number in rows.items())
    text = w.say("<b>{event}</b>", event=event.name) + f"\n{counts}"
    return Screen(text, ((menu_button(w),),))


def too_large(w: Words, event: Event) -> Screen:
    """More than Telegram takes."""
    text = w.say(
        "The file for {event} is larger than Telegram takes (50 MB). Whoever runs the bot can write it with: "
        "<code>matchbell export</code>",
        event=event.name,
    )
    return Screen(text, ((menu_button(w),),))
