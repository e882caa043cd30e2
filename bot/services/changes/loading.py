"""An event that is loaded from its file again."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.changes import Effect
from bot.domain.changes.words import overruled
from bot.domain.events import Event
from bot.domain.ids import EventId
from bot.services.changes.applying import apply
from bot.services.changes.desk import CHANGED
from bot.services.meetings.cases import Organiser
from storage import changes as stored
from storage.audit import Act
from storage.unit_of_work import UnitOfWork

LOADED = "load_event"


async def loaded_again(uow: UnitOfWork, before: Event, after: Event, by: Organiser | None) -> Effect:
    """What the file changed takes effect; what the desk had set since the last load and the file undoes is named."""
    from bot.services.registration import fill_places  # noqa: PLC0415 - it reads events through the room that calls us

    effect = await apply(uow, before, after, by)
    if any(effect.changes.rule(name) for name in ("capacity", "late_registration")):
        await fill_places(uow, after)
    desk = await stored.desk_acts_since(uow.connection, after.id, CHANGED, LOADED)
    return replace(effect, overruled=overruled(after, effect.changes, desk))


def load_act(uow: UnitOfWork, event_id: EventId, by: Organiser | None, revision: int) -> Act:
    """The audit line of a load."""
    return Act(
        at=uow.now,
        act=LOADED,
        subject=f"event:{event_id}",
        role="organiser",
        event_id=event_id,
        person_id=by.person_id if by else None,
        detail={"revision": revision},
    )
