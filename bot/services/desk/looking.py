"""What the desk sees; the role is checked every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.desk import (
    Group,
    MeetingLine,
    Numbers,
    Page,
    Participant,
    Unconfirmed,
    desk_day,
    slots_of_day,
)
from bot.domain.events import Event, PlaceKind, Slot
from bot.domain.ids import AttendeeId, SlotId
from bot.domain.meetings import Status
from bot.domain.people import Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.domain.typed_words import LIMITS, clean
from bot.services.changes import screen_of
from bot.views.screens import Screen
from storage import desk
from storage.audit import Act, record
from storage.changes import unread
from storage.unit_of_work import UnitOfWork

OF_THE_DAY = (Status.SCHEDULED, Status.HELD, Status.MISSED)


async def look(uow: UnitOfWork, event: Event, role: Role | None) -> Numbers:
    """The numbers that matter now. Refused: organisers_only, desk_only."""
    check_desk(role)
    return await desk.numbers(uow.connection, event, uow.now)


async def page_of_people(
    uow: UnitOfWork, event: Event, role: Role | None, group: Group, value: str | None, page: int
) -> Page[Participant]:
    """One page of a group. Refused: organisers_only, desk_only."""
    check_desk(role)
    return await desk.page_of_people(uow.connection, event.id, group, value, page)


async def find(uow: UnitOfWork, event: Event, role: Role | None, text: str | None, page: int = 0) -> Page[Participant]:
    """Who bears that name, forgiving. Refused: organisers_only, desk_only, not_text, too_long."""
    check_desk(role)
    if text is None:
        raise Refused("not_text", field="search")
    wanted = clean(text)
    if len(wanted) > LIMITS["search"]:
        raise Refused("too_long", field="search", limit=LIMITS["search"], length=len(wanted))
    if not wanted:
        return Page((), 0, 0, 1)
    return await desk.find(uow.connection, event.id, wanted, page)


@dataclass(frozen=True, slots=True)
class Seen:
    """A participant with their meetings, and how many changes they have not confirmed."""

    one: Participant
    meetings: Sequence[MeetingLine]
    unconfirmed: int


async def participant(uow: UnitOfWork, event: Event, role: Role | None, who: AttendeeId) -> Seen:
    """Everything about one. Refused: organisers_only, desk_only, not_at_this_event."""
    check_desk(role)
    one = await desk.participant(uow.connection, who, event.id)
    if one is None:
        raise Refused("not_at_this_event", event=event.name)
    waiting = await desk.waiting_for(uow.connection, event.id, who, uow.now)
    return Seen(one, await desk.meetings_of(uow.connection, who), waiting)


async def changes_of(
    uow: UnitOfWork, event: Event, role: Role | None, who: AttendeeId, reader: Person
) -> tuple[Participant, Screen | None]:
    """What changed for somebody and waits for their "Got it", in the reader's words; None when only meetings do.

    Refused: organisers_only, desk_only, not_at_this_event.
    """
    seen = await participant(uow, event, role, who)
    kept = (await unread(uow.connection, [who])).get(who)
    return seen.one, None if kept is None else await screen_of(uow.connection, reader, kept, uow.now)


async def told_everything(uow: UnitOfWork, event: Event, role: Role | None, by: Person, who: AttendeeId) -> None:
    """The desk has told them every change itself. Refused: organisers_only, desk_only, not_at_this_event."""
    await participant(uow, event, role, who)
    if number := await desk.confirm_changes(uow.connection, who, uow.now):
        detail = {"changes": number}
        await record(uow.connection, Act(uow.now, "told", f"attendee:{who}", "organiser", event.id, by.id, detail))


async def page_of_meetings(
    uow: UnitOfWork, event: Event, role: Role | None, statuses: Sequence[Status] | None, page: int, *, now: bool = False
) -> Page[MeetingLine]:
    """Meetings of the desk's day (`statuses` None: those that stand; `now`: only those that are on), or, for pending
    and accepted ones, of the whole event. Refused: organisers_only, desk_only.
    """
    check_desk(role)
    wanted = statuses or OF_THE_DAY
    if set(wanted) <= {Status.PENDING, Status.ACCEPTED}:
        return await desk.page_of_meetings(uow.connection, event.id, wanted, page)
    slots = slots_of_day(event, desk_day(event, uow.now))
    if now:
        slots = tuple(slot for slot in slots if slot.starts_at <= uow.now < slot.ends_at)
    return await desk.page_of_meetings(uow.connection, event.id, wanted, page, slot_ids=[slot.id for slot in slots])


async def page_of_unconfirmed(uow: UnitOfWork, event: Event, role: Role | None, page: int) -> Page[Unconfirmed]:
    """Who has not said "Got it". Refused: organisers_only, desk_only."""
    check_desk(role)
    return await desk.page_of_unconfirmed(uow.connection, event.id, uow.now, page)


async def tables(uow: UnitOfWork, event: Event, role: Role | None) -> tuple[tuple[Slot, ...], dict[SlotId, int], int]:
    """The slots of the desk's day, how many tables are taken in each, and how many there are."""
    check_desk(role)
    slots = tuple(slot for slot in slots_of_day(event, desk_day(event, uow.now)) if slot in event.slots)
    taken = await desk.tables_taken(uow.connection, [slot.id for slot in slots])
    return slots, taken, sum(place.kind is PlaceKind.TABLE for place in event.places)
