"""Putting agreed meetings where they can take place: anew after a change of the event or of somebody's modes."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import meetings as rules
from bot.domain.events import Event, PlaceKind, Slot
from bot.domain.ids import MeetingId, PlaceId
from bot.domain.meetings import Booking, Owed, Status, Word
from bot.domain.people import Attendee, AttendeeStatus, Mode
from bot.domain.refusals import Refused
from bot.domain.slots import fits, slot_fits, takes_place
from bot.services.meetings.booking import SharedTime, book, book_best, book_place, shared_time
from bot.services.meetings.cases import Batch, By, Case, Outcome, open_case, settle, side_of
from storage import meetings, slots
from storage.unit_of_work import UnitOfWork

ABSENT = "absent"  # why a meeting is cancelled when somebody is there on no day any more


async def refit(
    uow: UnitOfWork, event: Event, attendee: Attendee, *, by: By | None = None, batch: Batch | None = None
) -> list[Outcome]:
    """An attendee's modes, or the event's floor, have changed: every scheduled meeting of theirs that no longer fits
    is placed anew (:func:`replace_meeting`). `event` and `attendee` are as they are now, in the database too.

    Each change is one notice to everybody in the meeting, or is gathered in `batch`. Returns what came of each meeting
    that did not fit.
    """
    found = await meetings.live_of(uow.connection, attendee.id, {Status.SCHEDULED})
    outcomes = []
    for meeting in found:
        if meeting.event_id != event.id or meeting.slot_id is None or meeting.place_id is None:
            continue
        if event.slot(meeting.slot_id).starts_at <= uow.now:
            continue  # it has begun: nobody is sent elsewhere in the middle of it
        parties = await meetings.parties(uow.connection, meeting.sides)
        diaries = await slots.diaries(uow.connection, [parties[side].attendee for side in meeting.sides])
        if not fits(event, meeting.slot_id, meeting.place_id, list(diaries.values())):
            outcomes.append(await replace_meeting(uow, meeting.id, by=by, batch=batch))
    return outcomes


async def replace_meeting(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: By | None = None, keep_slot: bool = True, batch: Batch | None = None
) -> Outcome:
    """Place a scheduled meeting anew: in the same slot at the nearest place of the right kind (with `keep_slot`, if
    the slot still fits), else in the best other slot that suits everybody, else nowhere: it is agreed without a time,
    and any side chooses one. It is cancelled when somebody is there on no day any more; of a group they leave.
    One whose time the organisers keep stays in its slot, at whatever place, as long as that can be.

    `by` is who caused it (None: the bot itself). Refused: no_such_meeting.
    """
    case = await open_case(uow, meeting_id, None, booking=True)
    if case.meeting.status is not Status.SCHEDULED:
        return case.as_it_stands()
    case = await _without_the_absent(uow, case, by, batch)
    meeting = case.meeting
    if meeting.status is not Status.SCHEDULED or meeting.booking is None:
        return Outcome(meeting, case.event, changed=True)
    time = await shared_time(uow, case.event, *case.people, meeting=meeting)
    booking = await _anew(uow, case, time, keep_slot=keep_slot)
    if booking is None:
        decision = rules.unplace(meeting, uow.now)
        settled = await settle(uow, case, decision, by, "unplace", batch=batch)
    else:
        decision = rules.move(meeting, None, uow.now, booking)
        settled = await settle(
            uow, case, decision, by, "replace", batch=batch, slot=booking.slot_id, place=booking.place_id
        )
    return Outcome(settled.meeting, case.event, decision.changed)


async def to_right_place(uow: UnitOfWork, case: Case, people: list[Attendee]) -> Booking | None:
    """The meeting's own slot at a place of the kind that these people need: as it is if it is right already, else
    the nearest free one, which is taken and the old one given back; None when there is none (nothing is changed).
    """
    meeting = case.meeting
    assert meeting.booking is not None
    slot = case.event.slot(meeting.booking.slot_id)
    time = await shared_time(uow, case.event, *people, meeting=meeting)
    return await _place_in_slot(uow, case, time, slot)


async def _anew(uow: UnitOfWork, case: Case, time: SharedTime, *, keep_slot: bool) -> Booking | None:
    """Another booking, taken, and the old one given back; None when there is none (the old one is kept)."""
    old = case.meeting.booking
    assert old is not None
    if case.meeting.fixed:
        if not takes_place(case.event, old.slot_id, time.diaries):
            return None
        return await _place_in_slot(uow, case, time, case.event.slot(old.slot_id)) or old
    if keep_slot and slot_fits(case.event, old.slot_id, time.diaries):
        kept = await _place_in_slot(uow, case, time, case.event.slot(old.slot_id))
        if kept is not None:
            return kept
    booking = await book_best(uow, time, case.meeting.id, without=old.slot_id)
    if booking is not None:
        await slots.release(uow.connection, case.meeting.id, only=old.slot_id)
    return booking


async def _place_in_slot(uow: UnitOfWork, case: Case, time: SharedTime, slot: Slot) -> Booking | None:
    old = case.meeting.booking
    assert old is not None
    if _is_right(case.event, old.place_id, time.kind(slot)):
        return old
    booking = await book_place(uow, time, case.meeting.id, slot)
    if booking is not None:
        await slots.release_place(uow.connection, case.meeting.id, slot.id, old.place_id)
    return booking


def _is_right(event: Event, place_id: PlaceId, kind: PlaceKind | None) -> bool:
    place = event.places_by_id.get(place_id)
    return place is not None and place.kind is kind and place in event.places


async def _without_the_absent(uow: UnitOfWork, case: Case, by: By | None, batch: Batch | None) -> Case:
    """Those who are there on no day with a slot ahead leave the group; of two the meeting is cancelled."""
    for side in case.meeting.sides:
        party = case.party(side)
        if not gone_for_good(uow, case.event, party.attendee):
            continue
        if not rules.may_drop_out(case.meeting, side):
            decision = rules.cancel(case.meeting, None, uow.now, ABSENT)
            return await settle(uow, case, decision, by, "cancel", batch=batch, reason=ABSENT)
        decision = rules.drop_out(case.meeting, side, party.person.id, uow.now)
        decision = replace(decision, tell=(*decision.tell, Owed(side, Word.DROPPED, side)))
        case = await settle(uow, case, decision, by, "leave_group", batch=batch, who=side, reason=ABSENT)
    return case


def gone_for_good(uow: UnitOfWork, event: Event, attendee: Attendee) -> bool:
    """Whether somebody takes part on no day on which there is still a slot."""
    ahead = {event.day_of(slot.starts_at) for slot in event.slots if slot.starts_at > uow.now}
    away = all(attendee.mode_on(day) is Mode.ABSENT for day in ahead) and bool(ahead)
    return attendee.status is not AttendeeStatus.REGISTERED or away


async def put(
    uow: UnitOfWork, case: Case, slot: Slot, place: PlaceId | None, *, by: By
) -> tuple[Booking | None, SharedTime]:
    """Take this slot (and this place, if one is named) for a meeting and give back what it had; None when it is gone.

    For an organiser marked times and joined sessions do not count, and the meeting may change its place
    within its slot. Refused: wrong_place, and as :meth:`SharedTime.check`.
    """
    old = case.meeting.booking
    time = await shared_time(uow, case.event, *case.people, meeting=case.meeting, reader=side_of(by))
    if place is not None:
        kind = next((one.kind for one in case.event.places if one.id == place), None)
        if kind is None or kind is not time.kind(slot):
            raise Refused("wrong_place")
    if isinstance(by, Attendee):
        time.check(slot.id)
    elif old is None or old.slot_id != slot.id:
        time.check_rules(slot)
    if old is not None and old.slot_id == slot.id:
        if place == old.place_id:
            return old, time
        booking = await book_place(uow, time, case.meeting.id, slot, place)
        if booking is not None:
            await slots.release_place(uow.connection, case.meeting.id, slot.id, old.place_id)
        return booking, time
    booking = await book(uow, time, case.meeting.id, slot, place)
    if booking is not None and old is not None:
        await slots.release(uow.connection, case.meeting.id, only=old.slot_id)
    return booking, time
