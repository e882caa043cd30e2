"""Calendar files (RFC 5545): stable UIDs, sequence numbers and cancellations, a second import updates the first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar
from icalendar import Event as Entry_

from bot.domain.agenda import Entry
from bot.domain.events import Event
from bot.views.words import Words


def calendar_file(w: Words, event: Event, entries: Iterable[Entry], *, now: datetime) -> str:
    """The iCalendar text of `entries`; times in UTC, which every calendar shows in its reader's zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Matchbell//Matchbell//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(event.name))
    calendar.add("x-wr-timezone", event.timezone)
    for entry in entries:
        calendar.add_component(_entry(w, event, entry, now))
    return str(calendar.to_ical(), "utf-8")


def _entry(w: Words, event: Event, entry: Entry, now: datetime) -> Entry_:
    component = Entry_()
    component.add("uid", f"{_name(entry)}@{event.slug}.matchbell")
    component.add("dtstamp", now)
    component.add("last-modified", min(entry.changed_at or now, now))
    component.add("dtstart", entry.starts_at)
    component.add("dtend", entry.ends_at)
    component.add("sequence", entry.version - 1)
    component.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.meeting_id is not None:
        title = w.plain("Meeting: {name}, {organisation}", name=entry.heading, organisation=entry.organisation or "")
    else:
        title = entry.title
    component.add("summary", one_line(title))
    if where := place_text(w, entry):
        component.add("location", one_line(where))
    if entry.link and entry.link.startswith(("https://", "http://")):
        component.add("url", one_line(entry.link))
    return component


def place_text(w: Words, entry: Entry) -> str:
    """Where it is, in plain words: table and zone, the room's name, or the link."""
    if entry.table is not None and entry.zone:
        return w.plain("Table {number}, {zone}", number=entry.table, zone=entry.zone)
    if entry.table is not None:
        return w.plain("Table {number}", number=entry.table)
    return entry.place or entry.link or ""


def one_line(text: str) -> str:
    """Text fit for one property of a calendar: line breaks and control characters become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _name(entry: Entry) -> str:
    return f"meeting-{entry.meeting_id}" if entry.meeting_id is not None else f"session-{entry.session_id}"
