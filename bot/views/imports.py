"""Attendees from a sheet: what to send, what it would do, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.domain.ids import FileId
from bot.domain.imports import COLUMNS, Fault, Newcomer
from bot.domain.typed_words import isolated
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Attachment, Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape

SHOWN = 5  # names, and rows in error, on the preview
MEGABYTES = 5


class ImportAct(StrEnum):
    """What a button of an import does."""

    ASK = "q"
    TEMPLATE = "t"
    ADD = "a"
    FAULTS = "f"
    CANCEL = "x"


@dataclass(frozen=True, slots=True)
class ImportTap(Tap):
    """A tap on an import; the file once there is one."""

    prefix: ClassVar[str] = "im"
    act: ImportAct
    file: FileId | None = None


def ask(w: Words, event: Event) -> Screen:
    """Send a sheet."""
    text = "\n".join(
        [
            w.say("<b>Add people to {event} from a sheet</b>", event=event.name),
            w.count(
                "Send an Excel (XLSX) or CSV file of at most {n} megabyte, one person a row, headings first.",
                "Send an Excel (XLSX) or CSV file of at most {n} megabytes, one person a row, headings first.",
                MEGABYTES,
            ),
            w.say("Headings: {columns}", columns=", ".join(column.value for column in COLUMNS)),
            w.say("Needed: name, organisation, type, country. You see what will happen before anything is added."),
        ]
    )
    rows = (
        (Button(w.plain("📄 Template"), ImportTap(ImportAct.TEMPLATE).pack()),),
        (Button(w.plain("Stop"), ImportTap(ImportAct.CANCEL).pack()), door_button(w, Door.DESK)),
    )
    return Screen(text, rows)


def template_file(w: Words, event: Event, text: str) -> Screen:
    """The sheet to fill in."""
    caption = w.say("Fill it in, save it as XLSX or CSV, and send it here.")
    return Screen(caption, attachment=Attachment("document", f"{event.slug}-people.csv", text="\ufeff" + text))


def send_a_file(w: Words) -> Screen:
    """Something else was sent."""
    text = w.say("Please send the sheet as a file (📎, File), or /cancel.")
    return Screen(text, ((Button(w.plain("Stop"), ImportTap(ImportAct.CANCEL).pack()), menu_button(w)),))


def too_large(w: Words) -> Screen:
    """More than is taken."""
    text = w.count(
        "That file is too large: at most {n} megabyte, please.",
        "That file is too large: at most {n} megabytes, please.",
        MEGABYTES,
    )
    return Screen(text, ((menu_button(w),),))


def being_read(w: Words, name: str) -> Screen:
    """The file is on its way through."""
    return Screen(w.say("⏳ Reading {name}. You see in a moment what it would do.", name=isolated(name)))


def stopped(w: Words) -> Screen:
    """Nothing was added."""
    return Screen(w.say("Stopped. Nothing was added."), ((door_button(w, Door.DESK), menu_button(w)),))


def not_fetched(w: Words) -> Screen:
    """Telegram did not give the file."""
    return Screen(w.say("Telegram did not give me that file. Please send it again."), ((menu_button(w),),))


def unreadable(w: Words, error: str, facts: Mapping[str, Any]) -> Screen:
    """Nothing can be made of the file, and why."""
    limit = int(facts.get("limit") or 0)
    words: dict[str, Callable[[], str]] = {
        "too_large": lambda: too_large(w).text,
        "other_format": lambda: w.say("That is no XLSX or CSV file. Please save the sheet as one of these."),
        "broken": lambda: w.say("That file is damaged: it cannot be opened. Please save it anew."),
        "too_much": lambda: w.say("There is more in that file than a list of people. Please send a plain sheet."),
        "empty": lambda: w.say("There is nobody in that file: headings in the first row, people below."),
        "too_many_rows": lambda: w.count(
            "Too many rows: at most {n} person in one file.", "Too many rows: at most {n} people in one file.", limit
        ),
        "no_columns": lambda: w.say(
            "I do not find these headings: {missing}. The template shows how they are called.",
            missing=", ".join(facts.get("missing", ())),
        ),
    }
    text = w.say("<b>Nothing was added.</b>") + "\n" + words.get(error, words["broken"])()
    rows = (
        (Button(w.plain("📄 Template"), ImportTap(ImportAct.TEMPLATE).pack()),),
        (Button(w.plain("Send another file"), ImportTap(ImportAct.ASK).pack()), menu_button(w)),
    )
    return Screen(text, rows)


def preview(
    w: Words,
    event: Event,
    file: FileId,
    people: Sequence[Newcomer],
    known: Sequence[Newcomer],
    faults: Sequence[Fault],
    unknown: Sequence[str],
) -> Screen:
    """What adding them would do; nothing has been done."""
    parts: list[Html | str] = [
        w.say("<b>This is what will happen at {event}</b>", event=event.name),
        w.count("➕ {n} person is added", "➕ {n} people are added", len(people)),
    ]
    parts += [Html(f"   {escape(isolated(one.name))}, {escape(isolated(one.organisation))}") for one in people[:SHOWN]]
    if len(people) > SHOWN:
        parts.append(Html("   …"))
    if known:
        parts.append(
            w.count("✓ {n} is there already and stays as they are", "✓ {n} are there already and stay", len(known))
        )
    if faults:
        parts.append(w.count("⚠️ {n} row is left out:", "⚠️ {n} rows are left out:", len(faults)))
        parts += [Html("   " + fault_line(w, fault)) for fault in faults[:SHOWN]]
        if len(faults) > SHOWN:
            parts.append(Html("   …"))
    if unknown:
        parts.append(w.say("Headings I do not use: {names}", names=", ".join(unknown[:10])))
    rows: list[tuple[Button, ...]] = []
    if people:
        parts += [
            "",
            w.say(
                "They have no Telegram here: the desk acts for them and prints their agenda. "
                "By adding them you say that they have agreed to the privacy notice."
            ),
        ]
        label = w.count("✅ Add {n} person", "✅ Add {n} people", len(people))
        rows.append((Button(label, ImportTap(ImportAct.ADD, file).pack()),))
    if len(faults) > SHOWN:
        rows.append((Button(w.plain("📄 All rows left out"), ImportTap(ImportAct.FAULTS, file).pack()),))
    rows.append(
        (
            Button(w.plain("Send another file"), ImportTap(ImportAct.ASK).pack()),
            Button(w.plain("Stop"), ImportTap(ImportAct.CANCEL, file).pack()),
        )
    )
    return Screen("\n".join(parts), tuple(rows))


def fault_line(w: Words, fault: Fault) -> Html:
    """``Row 5, country: …``."""
    reason = {
        "missing": w.plain("nothing there"),
        "no_country": w.plain("no country I know"),
        "no_type": w.plain("no attendee type I know"),
        "no_mode": w.plain("neither in the hall nor online"),
        "no_day": w.plain("there on no day"),
        "no_language": w.plain("no language I know"),
        "no_email": w.plain("no e-mail address"),
        "no_phone": w.plain("no phone number with its country’s code"),
        "too_long": w.plain("too long"),
        "empty_text": w.plain("nothing one can see"),
        "too_many_words": w.plain("too many"),
        "twice": w.plain("the same as row {row}", row=fault.value),
    }.get(fault.code, fault.code)
    value = f" “{isolated(fault.value)}”" if fault.value and fault.code != "twice" else ""
    said = w.say("Row {row}, {column}: {reason}", row=fault.row, column=fault.column, reason=reason)
    return Html(said + escape(value))


def faults(w: Words, text: str) -> Screen:
    """Every row left out, as a file."""
    return Screen(
        w.say("All rows that are left out, with the reason."),
        attachment=Attachment("document", "left-out.csv", text="\ufeff" + text),
    )


def added(w: Words, event: Event, number: int) -> Screen:
    """They are in."""
    text = w.count("✅ <b>{n} person is added</b>", "✅ <b>{n} people are added</b>", number)
    return Screen(
        f"{text}\n{escape(event.name)}", ((door_button(w, Door.DESK), door_button(w, Door.PEOPLE)), (menu_button(w),))
    )


def _import_over(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This file has been used or is no longer kept. Send it again if you need it.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {"import_over": _import_over}
