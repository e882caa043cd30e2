"""An agenda on paper: one HTML file that prints on A4 or A5, a page a person, nothing loaded from elsewhere."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.checkin import Sitting
from bot.domain.events import Event, Place, PlaceKind
from bot.domain.people import Attendee
from bot.domain.typed_words import isolated
from bot.views.codes import drawing
from bot.views.people import type_name
from bot.views.words import Words

STYLE = """
@page { margin: 12mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.35 system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0; }
section { break-after: page; max-width: 186mm; margin: 0 auto; padding: 4mm 0; }
section:last-child { break-after: auto; }
header { display: flex; justify-content: space-between; gap: 6mm; border-bottom: 1pt solid #000; }
h1 { font-size: 17pt; margin: 0 0 1mm; }
h2 { font-size: 12pt; margin: 5mm 0 1mm; }
p { margin: 0 0 1mm; }
svg { width: 26mm; height: 26mm; flex: none; }
table { width: 100%; border-collapse: collapse; }
td { padding: 1.6mm 2mm 1.6mm 0; border-bottom: .4pt solid #999; vertical-align: top; }
tr { break-inside: avoid; }
td.time { white-space: nowrap; font-weight: bold; width: 26mm; }
td.place { text-align: end; width: 46mm; }
footer { margin-top: 5mm; font-size: 9pt; color: #333; }
.codes { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; }
.code { break-inside: avoid; border: .6pt solid #000; border-radius: 3mm; padding: 5mm; text-align: center; }
.code svg { width: 52mm; height: 52mm; }
.code .number { font-size: 44pt; font-weight: bold; line-height: 1; }
""".strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's page: who, what they have on, and the link in their code."""

    attendee: Attendee
    sittings: tuple[Sitting, ...]
    url: str


def agendas(language: str, zone: str, event: Event, sheets: Sequence[Sheet], printed_at: datetime) -> str:
    """The whole file, a page a person; times are the event's."""
    w = Words(language, ZoneInfo(zone))
    pages = "\n".join(_page(w, event, sheet, printed_at) for sheet in sheets)
    return document(w, f"{event.name}: {w.plain('Agenda')}", pages)


def document(w: Words, title: str, body: str) -> str:
    """An HTML file around a body."""
    return (
        f'<!DOCTYPE html>\n<html lang="{w.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def safe(text: str) -> str:
    """What people typed, harmless in a page."""
    return html.escape(text, quote=True)


def _page(w: Words, event: Event, sheet: Sheet, printed_at: datetime) -> str:
    attendee = sheet.attendee
    who = f"{attendee.organisation} · {type_name(w, attendee.type)} · {w.country(attendee.country)}"
    days = [(day, [s for s in sheet.sittings if event.day_of(s.starts_at) == day]) for day in event.days]
    tables = "\n".join(_day(w, event, w.day(day), theirs) for day, theirs in days if theirs)
    nothing = "" if tables else f"<p>{safe(w.plain('Nothing agreed yet.'))}</p>"
    when = w.plain("As of {moment}. Changes are announced at the desk.", moment=w.moment(printed_at, event.zone))
    contact = w.plain("Times are {city} time. Questions: {contact}", city=event.city, contact=event.contact)
    return (
        f'<section>\n<header><div><p dir="auto">{safe(event.name)}</p>\n<h1 dir="auto">{safe(attendee.name)}</h1>\n'
        f'<p dir="auto">{safe(who)}</p></div>{drawing(sheet.url)}</header>\n{tables}{nothing}\n'
        f'<footer><p>{safe(when)}</p><p dir="auto">{safe(contact)}</p></footer>\n</section>'
    )


def _day(w: Words, event: Event, day: str, theirs: Sequence[Sitting]) -> str:
    rows = "\n".join(
        f'<tr><td class="time">{safe(_span(w, event, one))}</td><td dir="auto">{safe(_with(one))}</td>'
        f'<td class="place" dir="auto">{safe(place_name(w, _place(event, one)))}</td></tr>'
        for one in theirs
    )
    return f"<h2>{safe(day)}</h2>\n<table>\n{rows}\n</table>"


def _span(w: Words, event: Event, one: Sitting) -> str:
    return f"{w.time(one.starts_at, event.zone)}–{w.time(one.ends_at, event.zone)}"


def _with(one: Sitting) -> str:
    return "; ".join(f"{isolated(name)}, {isolated(organisation)}" for _, name, organisation in one.others)


def _place(event: Event, one: Sitting) -> Place | None:
    return None if one.place_id is None else event.place(one.place_id)


def place_name(w: Words, place: Place | None) -> str:
    """A place in a column: the table and its zone, or the virtual room."""
    if place is None:
        return w.plain("place follows")
    if place.kind is PlaceKind.ROOM:
        return " ".join(filter(None, [w.plain("Virtual room {number}", number=place.number), place.link]))
    if place.zone:
        return w.plain("Table {number}, {zone}", number=place.number, zone=place.zone)
    return w.plain("Table {number}", number=place.number)


def agenda_text(w: Words, event: Event, sheet: Sheet) -> str:
    """The same as plain text, to be copied into an e-mail or read out."""
    lines = [event.name, f"{isolated(sheet.attendee.name)}, {isolated(sheet.attendee.organisation)}"]
    for day in event.days:
        theirs = [s for s in sheet.sittings if event.day_of(s.starts_at) == day]
        if theirs:
            lines += ["", w.day(day)]
            lines += [f"{_span(w, event, one)}  {_with(one)} · {place_name(w, _place(event, one))}" for one in theirs]
    if len(lines) == 2:
        lines += ["", w.plain("Nothing agreed yet.")]
    lines += ["", w.plain("Times are {city} time. Questions: {contact}", city=event.city, contact=event.contact)]
    return "\n".join(lines)


def table_codes(language: str, zone: str, title: str, tables: Sequence[tuple[int, str | None, str | None, str]]) -> str:
    """Every table's code, numbered big, two in a row: number, zone, how to find it, link."""
    w = Words(language, ZoneInfo(zone))
    scan = safe(w.plain("Scan me: is this your table?"))
    cards = "\n".join(
        f'<div class="code"><div class="number">{number}</div>'
        f'<p dir="auto">{safe(" · ".join(filter(None, [place, find])))}</p>{drawing(url)}<p>{scan}</p></div>'
        for number, place, find, url in tables
    )
    return document(w, f"{title}: {w.plain('Table codes')}", f'<div class="codes">\n{cards}\n</div>')
