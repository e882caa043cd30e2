"""Group meetings: asking more people into what is agreed, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import meetings as rules
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import Booking, Meeting, Status
from bot.domain.people import Attendee, Found, PeopleFilter
from bot.domain.refusals import Refused
from bot.domain.slots import Diary, free_slots, full_blocks
from bot.services.meetings.cases import Batch, By, Case, Outcome, open_case, settle, side_of
from bot.services.meetings.placing import to_right_place
from bot.services.people import find
from storage import meetings, slots
from storage.unit_of_work import UnitOfWork


async def invite(uow: UnitOfWork, meeting_id: MeetingId, who: AttendeeId, *, by: By) -> Outcome:
    """The host or an organiser asks somebody into an agreed meeting; they are asked, and have as long as usual.

    The same invitation twice is one; somebody who has said no or left may be asked again. Refused: no_such_meeting,
    not_yours, host_only, already, in_it_already, group_full, gone, not_approved, hidden, closed_types, past, and
    not_free_then or block_full (with `name`) for somebody who is known not to be free, or to have as many meetings then
    as one may have.
    """
    case = await open_case(uow, meeting_id, by)
    found = await meetings.parties(uow.connection, [who])
    if who not in found:
        raise Refused("gone")
    case.parties[who] = found[who]
    guest = found[who].attendee
    meeting = case.meeting
    if who not in meeting.concerned:
        for one in case.people:
            rules.check_pair(case.event, one, guest)
    slot = None if meeting.slot_id is None else case.event.slot(meeting.slot_id)
    until = rules.answer_by(case.event, uow.now, slot)
    decision = rules.invite(
        meeting,
        who,
        side_of(by),
        by.person_id,
        uow.now,
        until=until,
        limit=case.event.rules.group_limit,
    )
    if not decision.changed:
        return case.as_it_stands()
    if until <= uow.now:
        raise Refused("past")
    await _check_free(uow, case, guest)
    settled = await settle(uow, case, decision, by, "invite", who=who)
    return Outcome(settled.meeting, case.event, changed=True)


async def join(uow: UnitOfWork, case: Case, who: Attendee) -> Outcome:
    """Somebody invited says yes: a seat in the meeting's slot, in this transaction; with somebody online among them the
    meeting goes from its table to a virtual room in the same slot. `case` was opened with ``booking=True``.

    Refused: not_yours, already, invitation_over, past, group_full, you_not_free_then, block_full, no_room_for_group,
    and as :func:`bot.domain.meetings.check_self`.
    """
    meeting = case.meeting
    if not rules.join(meeting, who.id, uow.now, meeting.booking).changed:
        return case.as_it_stands()
    rules.check_self(who)
    if len(meeting.sides) >= case.event.rules.group_limit:
        raise Refused("group_full", limit=case.event.rules.group_limit)
    booking: Booking | None = None
    if meeting.status is Status.SCHEDULED:
        booking = await _seat(uow, case, who)
    decision = rules.join(meeting, who.id, uow.now, booking)
    settled = await settle(uow, case, decision, who, "join")
    return Outcome(settled.meeting, case.event, changed=True)


async def turn_down(uow: UnitOfWork, case: Case, who: Attendee, *, batch: Batch | None = None) -> Outcome:
    """Somebody invited says no; the host is told."""
    decision = rules.turn_down(case.meeting, who.id, uow.now)
    settled = await settle(uow, case, decision, who, "turn_down", batch=batch)
    return Outcome(settled.meeting, case.event, decision.changed)


async def drop_out(
    uow: UnitOfWork, case: Case, gone: Attendee, *, reason: str | None = None, batch: Batch | None = None
) -> Case:
    """Somebody leaves a group in which two remain; those go on, at a table again if all of them are in the hall."""
    party = case.party(gone.id)
    decision = rules.drop_out(case.meeting, gone.id, party.person.id, uow.now)
    settled = await settle(uow, case, decision, gone, "leave_group", batch=batch, reason=reason)
    if settled.meeting.booking is not None:
        booking = await to_right_place(uow, settled, list(settled.people))
        if booking is not None:
            moved = rules.move(settled.meeting, None, uow.now, booking)
            settled = await settle(uow, settled, moved, None, "replace", batch=batch, place=booking.place_id)
    return settled


async def candidates(
    uow: UnitOfWork, event: Event, meeting: Meeting, host: Attendee, text: str | None, page: int
) -> tuple[Found, Sequence[Attendee]]:
    """One page of the people whom the host may still ask into the meeting (by what was typed, forgivingly), and of
    those the ones who are in it or asked already.
    """
    found = await find(uow, event, host, PeopleFilter(text=text), page)
    return found, [one for one in found.people if one.id in meeting.concerned]


async def _check_free(uow: UnitOfWork, case: Case, guest: Attendee) -> None:
    """Somebody who cannot be there need not be asked."""
    if case.meeting.status is not Status.SCHEDULED:
        return
    diary = (await slots.diaries(uow.connection, [guest]))[guest.id]
    _check_block(case, diary, guest.name)
    if case.meeting.slot_id not in {slot.id for slot in free_slots(case.event, diary, uow.now)}:
        raise Refused("not_free_then", name=guest.name)


def _check_block(case: Case, diary: Diary, name: str | None) -> None:
    """Refused: block_full, of `name` (None: of the reader)."""
    assert case.meeting.slot_id is not None
    if case.event.slot(case.meeting.slot_id).block_id in full_blocks(case.event, diary):
        raise Refused("block_full", name=name, limit=case.event.rules.meetings_per_block)


async def _seat(uow: UnitOfWork, case: Case, who: Attendee) -> Booking:
    meeting = case.meeting
    assert meeting.slot_id is not None
    if case.event.slot(meeting.slot_id).starts_at <= uow.now:
        raise Refused("past")
    diary = (await slots.diaries(uow.connection, [who]))[who.id]
    _check_block(case, diary, None)
    if meeting.slot_id not in {slot.id for slot in free_slots(case.event, diary, uow.now)}:
        raise Refused("you_not_free_then")
    if not await slots.take_seat(uow.connection, meeting.id, meeting.slot_id, who.id):
        raise Refused("you_not_free_then")
    booking = await to_right_place(uow, case, [*case.people, who])
    if booking is None:
        raise Refused("no_room_for_group")
    return booking
