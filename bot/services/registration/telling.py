"""What organisers hear of applications: a message each for a few, then one message that counts."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.ids import PersonId
from bot.domain.notices import Action, Lane
from bot.domain.people import Attendee, AttendeeStatus
from bot.services.notices import notify
from storage import people
from storage.unit_of_work import UnitOfWork

VIEW = "registration.applications"
ONE_BY_ONE = 3  # applications waiting at once that are a message each
LOUD = frozenset({10, 30, 100, 300, 1000})  # ... and from then on only these numbers make a sound


def subject(event: Event) -> str:
    """What the organisers' message about applications shows."""
    return f"approvals:{event.id}"


async def tell_organisers(uow: UnitOfWork, event: Event, applicant: Attendee) -> None:
    """Somebody applied: owners and desk hear it, at first in a message each, then as a number in the newest one."""
    waiting = await people.number_with(uow.connection, event.id, AttendeeStatus.APPLIED)
    loud = waiting <= ONE_BY_ONE or waiting in LOUD
    await _tell(uow, event, Action.SEND if loud else Action.EDIT, applicant)


async def redraw_for_organisers(uow: UnitOfWork, event: Event, *, but: PersonId | None = None) -> None:
    """Applications were decided or withdrawn: the newest message of the others shows how many still wait."""
    await _tell(uow, event, Action.EDIT, None, but)


async def _tell(
    uow: UnitOfWork, event: Event, action: Action, applicant: Attendee | None, but: PersonId | None = None
) -> None:
    for organiser in await people.deciding(uow.connection, event.id):
        if organiser.id == but:
            continue
        facts = {"event": event.id, "attendee": applicant.id if applicant else None}
        notify(
            uow,
            organiser,
            VIEW,
            facts,
            lane=Lane.NUDGE,
            kind="nudge",
            action=action,
            event_id=event.id,
            subject=subject(event),
            target_subject=subject(event) if action is Action.EDIT else None,
        )
