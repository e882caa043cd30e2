"""A change in plain English, for the audit record and for who loads an event file at the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.changes.desk import BlockTime, DeskChange, SessionCancelled, SessionDetails, SessionTime, TablesUse
from bot.domain.changes.diff import BlockChange, Changes, SessionChange
from bot.domain.events import Event, Place, PlaceKind

LISTED = 12  # numbers of tables named one by one


def subject_of(event: Event, change: DeskChange) -> str:
    """What the audit record files a change of the desk under: ``session:3``, ``block:1``, ``place:12``, ``event:1``."""
    match change:
        case SessionTime() | SessionDetails() | SessionCancelled():
            return f"session:{change.session_id}"
        case BlockTime():
            return f"block:{change.block_id}"
        case TablesUse():
            return f"place:{change.places[0]}" if len(change.places) == 1 else f"event:{event.id}"


def in_words(event: Event, change: DeskChange) -> str:
    """The change in a line; `event` is as it was before."""
    match change:
        case SessionTime():
            session = event.session(change.session_id)
            was, now = _span(event, session.starts_at, session.ends_at), _span(event, change.starts_at, change.ends_at)
            return f"{session.title} moved {was} -> {now}"
        case SessionDetails():
            session = event.session(change.session_id)
            return f"{session.title}: {change.name} {getattr(session, change.name) or '-'} -> {change.value or '-'}"
        case SessionCancelled():
            title = event.session(change.session_id).title
            return f"{title} cancelled" if change.cancelled else f"{title} takes place after all"
        case TablesUse():
            tables = numbers([event.place(place_id) for place_id in change.places])
            return f"{tables} {'out of use' if change.out_of_use else 'back in use'}"
        case BlockTime():
            block = next(b for b in event.blocks if b.id == change.block_id)
            was, now = _span(event, block.starts_at, block.ends_at), _span(event, change.starts_at, change.ends_at)
            return f"block {block.key} {was} -> {now}"


def numbers(places: Sequence[Place]) -> str:
    """``table 3``, ``tables 3, 5``, ``18 tables``; virtual rooms the same way."""
    parts = []
    for kind, one in ((PlaceKind.TABLE, "table"), (PlaceKind.ROOM, "virtual room")):
        found = [p.number for p in places if p.kind is kind]
        if len(found) > LISTED:
            parts.append(f"{len(found)} {one}s")
        elif found:
            parts.append(f"{one}{'s' if len(found) > 1 else ''} {', '.join(map(str, found))}")
    return " and ".join(parts)


def lines_of(before: Event, after: Event, changes: Changes) -> list[str]:
    """What is different, a line each, on the event's clock."""
    found = [line for change in changes.sessions for line in _session_lines(after, change)]
    found += [_block_line(before, after, change) for change in changes.blocks]
    found += _counted(changes)
    found += [f"zone {zone}: {was or '-'} -> {now or '-'}" for zone, (was, now) in changes.zones.items()]
    found += [
        f"{edit.name}: {_value(edit.before)} -> {_value(edit.after)}" for edit in (*changes.facts, *changes.rules)
    ]
    return found


def overruled(event: Event, changes: Changes, desk: Mapping[str, str]) -> tuple[str, ...]:
    """What the desk had set since the last load (subject -> in words) and the file sets otherwise now."""
    there = [f"session:{c.session_id}" for c in changes.sessions]
    there += [f"block:{b.before.id}" for b in changes.blocks if b.before is not None]
    said: dict[str, list[str]] = {}
    for change in changes.sessions:
        said[f"session:{change.session_id}"] = _session_lines(event, change)
    return tuple(
        f"the desk had set: {desk[subject]}; the file says: {'; '.join(said.get(subject, [])) or 'as before'}"
        for subject in there
        if subject in desk
    )


def _session_lines(event: Event, change: SessionChange) -> list[str]:
    was, now = change.before, change.after
    if now is None:
        return [] if was is None else [f"{was.title} is gone ({_span(event, was.starts_at, was.ends_at)})"]
    if was is None:
        word = "takes place after all" if change.returned else "is new"
        return [f"{now.title} {word} ({_span(event, now.starts_at, now.ends_at)})"]
    found = []
    if (was.starts_at, was.ends_at) != (now.starts_at, now.ends_at):
        old, new = _span(event, was.starts_at, was.ends_at), _span(event, now.starts_at, now.ends_at)
        found.append(f"{now.title}: {old} -> {new}")
    for name in ("title", "room", "speaker", "stream_url", "seats", "kind"):
        old_value, new_value = getattr(was, name), getattr(now, name)
        if old_value != new_value:
            found.append(f"{now.title}: {name} {old_value or '-'} -> {new_value or '-'}")
    return found


def _block_line(before: Event, after: Event, change: BlockChange) -> str:
    was, now = change.before, change.after
    if was is None:
        return "" if now is None else f"new block {now.key}: {_span(after, now.starts_at, now.ends_at)}"
    old = _span(before, was.starts_at, was.ends_at)
    if now is None:
        return f"block {was.key} is gone ({old})"
    new = _span(after, now.starts_at, now.ends_at)
    return f"block {now.key}: {old} -> {new}" if old != new else f"block {now.key} ({new}) is cut otherwise"


def _counted(changes: Changes) -> Iterable[str]:
    slots = [f"{len(some)} {word}" for some, word in ((changes.slots_new, "new"), (changes.slots_gone, "gone")) if some]
    if changes.slots_resized:
        slots.append(f"{len(changes.slots_resized)} of another length")
    if slots:
        yield f"slots: {', '.join(slots)}"
    if changes.places_gone:
        yield f"gone: {numbers(changes.places_gone)}"
    if changes.places_new:
        yield f"new: {numbers(changes.places_new)}"
    if changes.places_changed:
        yield f"another zone or link: {numbers([new for _, new in changes.places_changed])}"
    for some, word in ((changes.topics_new, "new topics"), (changes.topics_gone, "topics gone")):
        if some:
            yield f"{word}: {', '.join(some)}"


def _span(event: Event, starts_at: datetime, ends_at: datetime) -> str:
    start, end = (moment.astimezone(event.zone) for moment in (starts_at, ends_at))
    return f"{start:%d.%m. %H:%M}-{end:%H:%M}"


def _value(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M %Z}"
    if isinstance(value, dict):
        return f"{len(value)} entries"
    if isinstance(value, list | tuple | frozenset | set):
        return ", ".join(sorted(_value(each) for each in value)) or "-"
    return "-" if value is None else str(value)
