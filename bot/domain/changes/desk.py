"""What the desk can change while an event runs, and the event as it would be then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.events import Block, Event, Place, Session, Slot, cut
from bot.domain.ids import BlockId, PlaceId, SessionId, SlotId
from bot.domain.refusals import Refused


@dataclass(frozen=True, slots=True)
class SessionTime:
    """A session begins and ends at other moments."""

    session_id: SessionId
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """A session has another room or another speaker; `name` is ``room`` or ``speaker``, `value` None: none."""

    session_id: SessionId
    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """A session does not take place, or (`cancelled` False) does after all."""

    session_id: SessionId
    cancelled: bool = True


@dataclass(frozen=True, slots=True)
class TablesUse:
    """Places go out of use, or come back."""

    places: tuple[PlaceId, ...]
    out_of_use: bool


@dataclass(frozen=True, slots=True)
class BlockTime:
    """A matchmaking block begins or ends at other moments, and is cut anew."""

    block_id: BlockId
    starts_at: datetime
    ends_at: datetime


DETAILS = ("room", "speaker")
DeskChange = SessionTime | SessionDetails | SessionCancelled | TablesUse | BlockTime
KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (SessionTime, SessionDetails, SessionCancelled, TablesUse, BlockTime)
}


def to_json(change: DeskChange) -> dict[str, Any]:
    """JSON values, for a conversation's draft."""
    values = {name: getattr(change, name) for name in type(change).__slots__}
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    return {"kind": type(change).__name__, **plain}


def from_json(kept: Mapping[str, Any]) -> DeskChange:
    """The change that ``to_json`` wrote."""
    values = {name: value for name, value in kept.items() if name != "kind"}
    for name in ("starts_at", "ends_at"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name]).astimezone(UTC)
    if "places" in values:
        values["places"] = tuple(PlaceId(i) for i in values["places"])
    change: DeskChange = KINDS[str(kept["kind"])](**values)
    return change


def check_change(event: Event, change: DeskChange, now: datetime) -> None:
    """Let it pass, or say which rule it breaks; the rules are those of an event file.

    Refused: session_gone, session_is_over, ends_before_start, off_event_days, over_already, plenary_in_block,
    block_gone, blocks_overlap, block_without_slot, no_such_table.
    """
    match change:
        case SessionTime():
            session = _session(event, change.session_id)
            if session.ends_at <= now:
                raise Refused("session_is_over")
            _check_span(event, change.starts_at, change.ends_at, now)
            _check_plenaries(
                event, [replace(session, starts_at=change.starts_at, ends_at=change.ends_at)], event.blocks
            )
        case SessionDetails():
            if change.name not in DETAILS:
                raise ValueError(change.name)
            _session(event, change.session_id)
        case SessionCancelled(cancelled=True):
            if _session(event, change.session_id).ends_at <= now:
                raise Refused("session_is_over")
        case SessionCancelled():
            former = next((s for s in event.former_sessions if s.id == change.session_id), None)
            if former is None:
                raise Refused("session_gone")
            if former.ends_at <= now:
                raise Refused("session_is_over")
            _check_plenaries(event, [former], event.blocks)
        case TablesUse():
            known = {p.id for p in (*event.places, *event.former_places)}
            if not change.places or not known.issuperset(change.places):
                raise Refused("no_such_table")
        case BlockTime():
            _check_block(event, change, now)


def changed_event(event: Event, change: DeskChange) -> Event:
    """The event as it would be. Slots that are not there yet have negative numbers."""
    match change:
        case SessionTime():
            return _with_session(event, change.session_id, starts_at=change.starts_at, ends_at=change.ends_at)
        case SessionDetails():
            return _with_session(event, change.session_id, **{change.name: change.value})
        case SessionCancelled(cancelled=True):
            gone = tuple(s for s in event.sessions if s.id == change.session_id)
            left = tuple(s for s in event.sessions if s.id != change.session_id)
            return replace(event, sessions=left, former_sessions=(*event.former_sessions, *gone))
        case SessionCancelled():
            back = tuple(s for s in event.former_sessions if s.id == change.session_id)
            left = tuple(s for s in event.former_sessions if s.id != change.session_id)
            return replace(event, sessions=_in_order((*event.sessions, *back)), former_sessions=left)
        case TablesUse():
            return _with_places(event, change)
        case BlockTime():
            return _with_block(event, change)


def _session(event: Event, session_id: SessionId) -> Session:
    found = next((s for s in event.sessions if s.id == session_id), None)
    if found is None:
        raise Refused("session_gone")
    return found


def _check_span(event: Event, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused("ends_before_start")
    if event.day_of(starts_at) not in event.days or event.day_of(ends_at) != event.day_of(starts_at):
        raise Refused("off_event_days")
    if ends_at <= now:
        raise Refused("over_already")


def _check_plenaries(event: Event, sessions: list[Session], blocks: tuple[Block, ...]) -> None:
    for session in sessions:
        for block in blocks:
            if session.kind == "plenary" and session.starts_at < block.ends_at and block.starts_at < session.ends_at:
                raise Refused("plenary_in_block", title=session.title, event=event, block=block)


def _check_block(event: Event, change: BlockTime, now: datetime) -> None:
    block = next((b for b in event.blocks if b.id == change.block_id), None)
    if block is None:
        raise Refused("block_gone")
    _check_span(event, change.starts_at, change.ends_at, now)
    moved = replace(block, starts_at=change.starts_at, ends_at=change.ends_at)
    if not cut(moved.starts_at, moved.ends_at, moved.slot_minutes, moved.gap_minutes):
        raise Refused("block_without_slot", minutes=block.slot_minutes)
    for other in event.blocks:
        if other.id != block.id and other.starts_at < moved.ends_at and moved.starts_at < other.ends_at:
            raise Refused("blocks_overlap", event=event, block=other)
    _check_plenaries(event, list(event.sessions), (moved,))


def _in_order(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    return tuple(sorted(sessions, key=lambda s: (s.starts_at, s.id)))


def _with_session(event: Event, session_id: SessionId, **values: Any) -> Event:
    changed = (replace(s, **values) if s.id == session_id else s for s in event.sessions)
    return replace(event, sessions=_in_order(tuple(changed)))


def _with_places(event: Event, change: TablesUse) -> Event:
    def marked(place: Place) -> Place:
        return replace(place, out_of_use=change.out_of_use) if place.id in change.places else place

    if change.out_of_use:
        gone = tuple(marked(p) for p in event.places if p.id in change.places)
        left = tuple(p for p in event.places if p.id not in change.places)
        return replace(event, places=left, former_places=(*event.former_places, *gone))
    back = tuple(marked(p) for p in event.former_places if p.id in change.places and p.out_of_use)
    former = tuple(p for p in event.former_places if p.id not in {b.id for b in back})
    places = sorted((*event.places, *back), key=lambda p: (p.kind.value, p.number))
    return replace(event, places=tuple(places), former_places=former)


def _with_block(event: Event, change: BlockTime) -> Event:
    block = next(b for b in event.blocks if b.id == change.block_id)
    known = {s.starts_at: s for s in (*event.former_slots, *event.slots)}
    wanted: list[Slot] = []
    for number, (starts_at, ends_at) in enumerate(
        cut(change.starts_at, change.ends_at, block.slot_minutes, block.gap_minutes), 1
    ):
        slot_id = known[starts_at].id if starts_at in known else SlotId(-number)
        wanted.append(Slot(slot_id, block.id, starts_at, ends_at))
    ids = {slot.id for slot in wanted}
    slots = sorted((*(s for s in event.slots if s.block_id != block.id), *wanted), key=lambda s: s.starts_at)
    former = tuple(
        s for s in (*event.former_slots, *(s for s in event.slots if s.block_id == block.id)) if s.id not in ids
    )
    moved = replace(block, starts_at=change.starts_at, ends_at=change.ends_at)
    blocks = sorted((*(b for b in event.blocks if b.id != block.id), moved), key=lambda b: (b.starts_at, b.id))
    return replace(event, slots=tuple(slots), former_slots=former, blocks=tuple(blocks))
