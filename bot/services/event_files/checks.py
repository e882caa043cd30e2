"""Checks across the parts of an event file. Each looks at the parts that are sound, so one fault hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.events import cut
from bot.services.event_files.models import (
    TYPES,
    BlockPart,
    Registration,
    RoomsPart,
    RulesPart,
    SessionPart,
    TablesPart,
    TopicPart,
    _url,
)
from bot.toml_files import KeyPath

Found = tuple[KeyPath, object, str]  # where, what is there, what is expected
MOST_TABLES = 2000


@dataclass(slots=True)
class Parts:
    """The sound parts of a file; lists keep each item's place in the file."""

    timezone: str | None = None
    days: list[date] | None = None
    links: dict[str, str] = field(default_factory=dict)
    registration: Registration | None = None
    rules: RulesPart | None = None
    sessions: list[tuple[int, SessionPart]] = field(default_factory=list)
    blocks: list[tuple[int, BlockPart]] = field(default_factory=list)
    tables: list[tuple[int, TablesPart]] = field(default_factory=list)
    rooms: RoomsPart | None = None
    topics: list[tuple[int, TopicPart]] = field(default_factory=list)
    places_named: bool = True  # whether the file speaks of tables or rooms at all


def check(parts: Parts) -> Iterator[Found]:
    """Every fault that shows only when parts are looked at together."""
    for rule in RULES:
        yield from rule(parts)


def exists(day: date, clock_time: time, timezone: str) -> bool:
    """Whether the clocks of that zone show this time on that day (they skip an hour in spring)."""
    naive, zone = datetime.combine(day, clock_time.replace(tzinfo=None)), ZoneInfo(timezone)
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive


def _days(parts: Parts) -> Iterator[Found]:
    days = parts.days or []
    for position, day in enumerate(days):
        if day in days[:position]:
            yield ("days", position), day, "each day once"
        elif position and day < days[position - 1]:
            yield ("days", position), day, f"days in order; this one is before {days[position - 1]}"


def _spans(parts: Parts) -> Iterator[Found]:
    spans: list[tuple[str, int, Any]] = [
        *(("sessions", i, s) for i, s in parts.sessions),
        *(("blocks", i, b) for i, b in parts.blocks),
    ]
    for name, position, span in spans:
        if parts.days is not None and span.day not in parts.days:
            yield (
                (name, position, "day"),
                span.day,
                f"one of the event's days: {', '.join(str(day) for day in parts.days)}",
            )
        if span.ends <= span.starts:
            yield (name, position, "ends"), f"{span.ends:%H:%M}", f"a time after it starts ({span.starts:%H:%M})"
        for end in ("starts", "ends"):
            moment = getattr(span, end)
            if parts.timezone and not exists(span.day, moment, parts.timezone):
                yield (
                    (name, position, end),
                    f"{moment:%H:%M}",
                    f"a time that exists: on {span.day} the clocks in {parts.timezone} skip this hour",
                )


def _slots(parts: Parts) -> Iterator[Found]:
    for position, block in parts.blocks:
        starts, ends = _naive(block)
        if ends > starts and not cut(starts, ends, block.slot_minutes, block.gap_minutes):
            minutes = int((ends - starts).total_seconds()) // 60
            yield (
                ("blocks", position, "slot_minutes"),
                block.slot_minutes,
                f"at most the block's {minutes} minutes, so that one slot fits",
            )


def _naive(span: SessionPart | BlockPart) -> tuple[datetime, datetime]:
    return datetime.combine(span.day, span.starts), datetime.combine(span.day, span.ends)


def _overlap(one: SessionPart | BlockPart, other: SessionPart | BlockPart) -> bool:
    return one.day == other.day and one.starts < other.ends and other.starts < one.ends


def _clashes(parts: Parts) -> Iterator[Found]:
    for position, block in parts.blocks:
        for _, earlier in parts.blocks[: [i for i, _ in parts.blocks].index(position)]:
            if _overlap(block, earlier):
                yield (
                    ("blocks", position, "starts"),
                    f"{block.starts:%H:%M}",
                    f"blocks that do not overlap; {earlier.key} is {earlier.starts:%H:%M}-{earlier.ends:%H:%M}",
                )
    for position, session in parts.sessions:
        for _, block in parts.blocks:
            if session.kind == "plenary" and _overlap(session, block):
                yield (
                    ("sessions", position, "starts"),
                    f"{session.starts:%H:%M}",
                    f"a plenary outside block {block.key}, {block.starts:%H:%M}-{block.ends:%H:%M}: everybody is in it",
                )


def _keys(parts: Parts) -> Iterator[Found]:
    lists: dict[str, list[tuple[int, Any]]] = {
        "sessions": list(parts.sessions),
        "blocks": list(parts.blocks),
        "topics": list(parts.topics),
    }
    for name, items in lists.items():
        seen: set[str] = set()
        for position, item in items:
            if item.key in seen:
                yield (name, position, "key"), item.key, "a key of its own; another one has this key"
            seen.add(item.key)
    labels: dict[tuple[str, str], str] = {}
    for position, topic in parts.topics:
        for language, label in topic.labels.items():
            other = labels.setdefault((language, label.casefold()), topic.key)
            if other != topic.key:
                yield (
                    ("topics", position, "labels", language),
                    label,
                    f"a label of its own; topic {other} has the same",
                )


def _tables(parts: Parts) -> Iterator[Found]:
    taken: dict[int, int] = {}
    total = 0
    for position, tables in parts.tables:
        if tables.last < tables.first:
            yield ("tables", position, "last"), tables.last, f"a number from {tables.first} (its first) upwards"
            continue
        total += tables.last - tables.first + 1
        doubled = [number for number in range(tables.first, tables.last + 1) if number in taken]
        if doubled:
            other = taken[doubled[0]]
            yield (
                ("tables", position, "first"),
                tables.first,
                f"each table number once; table {doubled[0]} is in tables[{other + 1}] too",
            )
        taken.update(dict.fromkeys(range(tables.first, tables.last + 1), position))
    if total > MOST_TABLES:
        yield ("tables",), total, f"at most {MOST_TABLES} tables in all"


def _rooms(parts: Parts) -> Iterator[Found]:
    rooms = parts.rooms
    if rooms is not None:
        if rooms.count > 1 and "{number}" not in rooms.link:
            yield ("rooms", "link"), rooms.link, "{number} in it, so that each room has a link of its own"
        else:
            try:
                _url(rooms.link.replace("{number}", str(rooms.count)))
            except ValueError as error:
                yield ("rooms", "link"), rooms.link, str(error)
            if "{" in rooms.link.replace("{number}", "") or "}" in rooms.link.replace("{number}", ""):
                yield ("rooms", "link"), rooms.link, "no other braces than {number}"
    if not parts.places_named or (rooms is not None and rooms.count == 0 and not parts.tables):
        yield ("rooms",), None, "[[tables]] or [rooms] with at least one place, else no meeting can be held"


def _windows(parts: Parts) -> Iterator[Found]:
    zone = ZoneInfo(parts.timezone) if parts.timezone else None
    windows = []
    if parts.registration is not None:
        windows.append(("registration", "opens", "closes", parts.registration.opens, parts.registration.closes))
    if parts.rules is not None:
        rules = parts.rules
        windows.append(("rules", "booking_opens", "booking_closes", rules.booking_opens, rules.booking_closes))
    for part, first, second, opens, closes in windows:
        for key, moment in ((first, opens), (second, closes)):
            if moment is None or zone is None:
                continue
            if moment.tzinfo is None and not exists(moment.date(), moment.time(), str(zone)):
                yield (part, key), moment, f"a time that exists: the clocks in {zone} skip this hour"
            local = moment.replace(tzinfo=moment.tzinfo or zone).astimezone(zone)
            if parts.days and local.date() > max(parts.days):
                yield (part, key), moment, f"a moment not after the event's last day, {max(parts.days)}"
        if opens and closes and zone:
            aware = [moment.replace(tzinfo=moment.tzinfo or zone) for moment in (opens, closes)]
            if aware[1] <= aware[0]:
                yield (part, second), closes, f"a moment after {first} ({opens})"


def _rule_lists(parts: Parts) -> Iterator[Found]:
    if parts.rules is None:
        return
    for position, pair in enumerate(parts.rules.closed_type_pairs):
        for place, kind in enumerate(pair):
            if kind not in TYPES:
                yield ("rules", "closed_type_pairs", position, place), kind, f"attendee types: {', '.join(TYPES)}"
    bells = parts.rules.bell_minutes
    if len(bells) != len(set(bells)) or len(bells) > 5:
        yield ("rules", "bell_minutes"), bells, "up to five different numbers of minutes"


RULES: tuple[Callable[[Parts], Iterator[Found]], ...] = (
    _days,
    _spans,
    _slots,
    _clashes,
    _keys,
    _tables,
    _rooms,
    _windows,
    _rule_lists,
)
