"""Taking somebody without Telegram out of the event again: they cannot send /forgetme themselves."""

from __future__ import annotations

from bot.domain.desk import Participant
from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.people import AttendeeStatus, Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.services.meetings import leave_all
from bot.services.registration import move_up
from storage import desk, people, privacy
from storage.audit import Act, record
from storage.unit_of_work import UnitOfWork


async def removable(uow: UnitOfWork, event: Event, role: Role | None, who: AttendeeId) -> Participant:
    """Somebody whom the desk may remove. Refused: organisers_only, desk_only, not_at_this_event; not_yours for
    whoever has Telegram, and can do it themselves.
    """
    check_desk(role)
    one = await desk.participant(uow.connection, who, event.id)
    if one is None:
        raise Refused("not_at_this_event", event=event.name)
    if not one.without_telegram:
        raise Refused("not_yours")
    return one


async def remove(uow: UnitOfWork, event: Event, role: Role | None, by: Person, who: AttendeeId) -> None:
    """Their meetings end and the other sides are told; their record is anonymised; the next one in line moves up.

    Refused: as :func:`removable`; a second time not_at_this_event or not_yours.
    """
    one = await removable(uow, event, role, who)
    await leave_all(uow, who)
    await uow.flush()  # what the partners are told stays
    await privacy.anonymise_attendees(uow.connection, [who], now=uow.now)
    elsewhere = await people.attendees_of_person(uow.connection, one.person.id)
    if all(other.id == who for other in elsewhere):
        await privacy.anonymise(uow.connection, [(one.person.id, None)], now=uow.now)
    said = [one.attendee.name, one.attendee.email or ""]
    await privacy.clear_mentions(uow.connection, [word for word in said if len(word) > 2])
    await record(uow.connection, Act(uow.now, "remove_attendee", f"attendee:{who}", "organiser", event.id, by.id))
    if one.attendee.status is AttendeeStatus.REGISTERED:
        await move_up(uow, event)
