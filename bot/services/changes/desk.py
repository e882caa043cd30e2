"""The desk changes the event: what it would mean, and doing it."""

from __future__ import annotations

from bot.domain.changes import (
    BlockTime,
    DeskChange,
    Effect,
    SessionCancelled,
    SessionDetails,
    SessionTime,
    TablesUse,
    changed_event,
    check_change,
)
from bot.domain.changes.words import in_words, subject_of
from bot.domain.events import Event, cut
from bot.services.changes.applying import apply
from bot.services.changes.planning import make_plan
from bot.services.meetings.cases import Organiser
from storage import audit, events
from storage import changes as stored
from storage.audit import Act
from storage.unit_of_work import UnitOfWork

CHANGED = "change_event"  # the act of the desk in the audit record


async def preview(uow: UnitOfWork, event: Event, change: DeskChange) -> Effect:
    """What a change would mean for people; nothing is done. Refused: see :func:`bot.domain.changes.check_change`."""
    check_change(event, change, uow.now)
    return (await make_plan(uow.connection, event, changed_event(event, change), uow.now)).effect()


async def change(uow: UnitOfWork, event: Event, wanted: DeskChange, *, by: Organiser) -> Effect:
    """Do it, with everything that follows; the caller has checked the role. Doing it twice is doing it once.

    Refused: see :func:`bot.domain.changes.check_change`.
    """
    await stored.rise(uow.connection, event.id)  # whoever else changes the event waits here
    before = await events.event(uow.connection, event.id)
    check_change(before, wanted, uow.now)
    await _write(uow, before, wanted)
    events.changed_here(uow.connection, event.id)
    after = await events.event(uow.connection, event.id)
    effect = await apply(uow, before, after, by)
    if effect.changes:
        await audit.record(uow.connection, _act(uow, before, wanted, by))
    return effect


async def _write(uow: UnitOfWork, event: Event, wanted: DeskChange) -> None:
    match wanted:
        case SessionTime():
            values: dict[str, object] = {"starts_at": wanted.starts_at, "ends_at": wanted.ends_at}
            await stored.set_session(uow.connection, event.id, wanted.session_id, values)
        case SessionDetails():
            await stored.set_session(uow.connection, event.id, wanted.session_id, {wanted.name: wanted.value})
        case SessionCancelled():
            await stored.set_session(uow.connection, event.id, wanted.session_id, {"removed": wanted.cancelled})
        case TablesUse():
            await stored.set_in_use(uow.connection, event.id, wanted.places, out_of_use=wanted.out_of_use)
        case BlockTime():
            block = next(b for b in event.blocks if b.id == wanted.block_id)
            span = (wanted.starts_at, wanted.ends_at)
            slots = cut(*span, block.slot_minutes, block.gap_minutes)
            await stored.recut(uow.connection, event.id, block.id, span, slots)


def _act(uow: UnitOfWork, before: Event, wanted: DeskChange, by: Organiser) -> Act:
    return Act(
        at=uow.now,
        act=CHANGED,
        subject=subject_of(before, wanted),
        role="organiser",
        event_id=before.id,
        person_id=by.person_id,
        detail={"what": in_words(before, wanted)},
    )
