"""What is different between an event before and after: sessions, slots, places, blocks, directions, rules, facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from bot.domain.events import Block, Event, Place, Rules, Session, Slot
from bot.domain.ids import SessionId

SEEN_OF_SESSIONS = ("title", "starts_at", "ends_at", "room", "stream_url", "speaker")
SEEN_OF_PLACES = ("zone", "link")
FACTS = (
    "name",
    "city",
    "country",
    "timezone",
    "days",
    "contact",
    "links",
    "series",
    "registration_opens_at",
    "registration_closes_at",
    "consent_version",
    "consent_text",
)


@dataclass(frozen=True, slots=True)
class SessionChange:
    """One session before and after; `before` None: it is new, or (`returned`) on again; `after` None: cancelled."""

    session_id: SessionId
    before: Session | None
    after: Session | None
    returned: bool = False

    def concerns(self, now: datetime) -> bool:
        """Whether anybody who joined it still has to know: it lies ahead or runs, before or after the change."""
        return any(s.ends_at > now for s in (self.before, self.after) if s is not None)

    @property
    def seen(self) -> bool:
        """Whether somebody who joined it sees the difference."""
        if self.before is None or self.after is None:
            return self.after is None or self.returned
        return any(getattr(self.before, name) != getattr(self.after, name) for name in SEEN_OF_SESSIONS)


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A matchmaking block before and after; None: it is new, or gone."""

    before: Block | None
    after: Block | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One named value before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different; whatever anybody may have agreed to by it is named."""

    sessions: tuple[SessionChange, ...] = ()
    slots_gone: tuple[Slot, ...] = ()
    slots_new: tuple[Slot, ...] = ()
    slots_resized: tuple[tuple[Slot, Slot], ...] = ()  # the same start, another end
    blocks: tuple[BlockChange, ...] = ()
    places_gone: tuple[Place, ...] = ()  # taken out of the file, or out of use
    places_new: tuple[Place, ...] = ()  # new, or back
    places_changed: tuple[tuple[Place, Place], ...] = ()  # another zone, another link
    zones: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)  # how to find it, before and after
    topics_gone: tuple[str, ...] = ()
    topics_new: tuple[str, ...] = ()
    rules: tuple[Edit, ...] = ()
    facts: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is different at all."""
        return any(getattr(self, each.name) for each in fields(self))

    def rule(self, name: str) -> Edit | None:
        """What became of one rule; None when it stays."""
        return next((edit for edit in self.rules if edit.name == name), None)


def changes_between(before: Event, after: Event) -> Changes:
    """What is different, in order of time, number or name; things are the same when their ids are."""
    old_slots, new_slots = {s.id: s for s in before.slots}, {s.id: s for s in after.slots}
    old_places, new_places = {p.id: p for p in before.places}, {p.id: p for p in after.places}
    old_topics, new_topics = {t.id: t for t in before.topics}, {t.id: t for t in after.topics}
    return Changes(
        sessions=_sessions(before, after),
        slots_gone=tuple(s for s in before.slots if s.id not in new_slots),
        slots_new=tuple(s for s in after.slots if s.id not in old_slots),
        slots_resized=tuple(
            (old_slots[s.id], s) for s in after.slots if s.id in old_slots and old_slots[s.id].ends_at != s.ends_at
        ),
        blocks=_blocks(before, after),
        places_gone=tuple(p for p in before.places if p.id not in new_places),
        places_new=tuple(p for p in after.places if p.id not in old_places),
        places_changed=tuple(
            (old_places[p.id], p)
            for p in after.places
            if p.id in old_places and any(getattr(p, n) != getattr(old_places[p.id], n) for n in SEEN_OF_PLACES)
        ),
        zones={
            name: (before.zones.get(name), after.zones.get(name))
            for name in sorted({*before.zones, *after.zones})
            if before.zones.get(name) != after.zones.get(name)
        },
        topics_gone=tuple(t.key for t in before.topics if t.id not in new_topics),
        topics_new=tuple(t.key for t in after.topics if t.id not in old_topics),
        rules=_edits(before.rules, after.rules, tuple(each.name for each in fields(Rules))),
        facts=_edits(before, after, FACTS),
    )


def _sessions(before: Event, after: Event) -> tuple[SessionChange, ...]:
    old, new = {s.id: s for s in before.sessions}, {s.id: s for s in after.sessions}
    former = {s.id for s in before.former_sessions}
    found = [SessionChange(s.id, s, None) for s in before.sessions if s.id not in new]
    for session in after.sessions:
        if session.id not in old:
            found.append(SessionChange(session.id, None, session, returned=session.id in former))
        elif old[session.id] != session:
            found.append(SessionChange(session.id, old[session.id], session))
    return tuple(sorted(found, key=_moment))


def _moment(change: SessionChange) -> tuple[datetime, int]:
    session = change.after or change.before
    assert session is not None
    return session.starts_at, session.id


def _blocks(before: Event, after: Event) -> tuple[BlockChange, ...]:
    old, new = {b.id: b for b in before.blocks}, {b.id: b for b in after.blocks}
    found = [BlockChange(b, new.get(b.id)) for b in before.blocks if new.get(b.id) != b]
    return (*found, *(BlockChange(None, b) for b in after.blocks if b.id not in old))


def _edits(before: object, after: object, names: tuple[str, ...]) -> tuple[Edit, ...]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(Edit(name, old, new) for name, old, new in pairs if old != new)
