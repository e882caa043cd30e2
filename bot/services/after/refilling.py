"""The slot that somebody left free by not coming: offered to people near by, and the first tap has it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.after import GapOffer, Happened, OfferState, check_may_take, miss, near_by, refill, worth_offering
from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, GapOfferId, MeetingId
from bot.domain.meetings import Meeting, Party
from bot.domain.notices import Action, Lane
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.domain.slots import full_blocks, nearest_of
from bot.services import bells
from bot.services.after.saying import tell_missed
from bot.services.meetings.cases import Case, act_on, open_case, settle
from bot.services.meetings.telling import owe
from storage import after, audit, events, free_places, meetings, people, slots
from storage.audit import Act
from storage.unit_of_work import UnitOfWork


async def offer_slot(uow: UnitOfWork, call: GapOffer, *, told: bool = True) -> list[AttendeeId]:
    """The meeting is missed; its slot goes to people who are free and near by. Returns whom it is offered to.

    `told`: the missing side hears that they were missed (not when they have just said so themselves).
    """
    case = await open_case(uow, call.meeting_id, None, booking=True)
    decision = miss(case.meeting, call.waiting_id, uow.now)
    if not decision.changed:
        await after.close_call(uow.connection, call.id, uow.now, was=call.state)
        return []
    settled = await settle(uow, case, decision, None, "missed", missing=call.missing_id)
    await slots.release(uow.connection, call.meeting_id)
    await after.say(uow.connection, call.meeting_id, call.waiting_id, uow.now, happened=Happened.NOBODY.value)
    await bells.silence(uow, settled.meeting)
    if told:
        tell_missed(uow, settled, call.waiting_id)
    slot = case.event.slot(call.slot_id)
    asked = await _near_by(uow, case, call, slot) if worth_offering(case.event, slot, uow.now) else []
    if not asked:
        await after.close_call(uow.connection, call.id, uow.now, was=call.state)
        _owe(uow, case.event, case.party(call.waiting_id), "after.nobody_near", call)
        return []
    await after.offer_call(uow.connection, call.id)
    _owe(uow, case.event, case.party(call.waiting_id), "after.offering", call)
    parties = await meetings.parties(uow.connection, [one.id for one in asked])
    for one in asked:
        _owe(uow, case.event, parties[one.id], "after.offer", call)
    await audit.record(uow.connection, _act(uow, call, "offer", None, to=[one.id for one in asked]))
    return [one.id for one in asked]


async def take(uow: UnitOfWork, offer_id: GapOfferId, *, by: Attendee) -> tuple[GapOffer, Meeting | None]:
    """The first who taps has the slot; None for whoever comes second (a second tap of the first gives the meeting).

    Refused: gone, closed_types, elsewhere, slot_busy (they have something else on), block_full (one has as many
    meetings then as one may have), offer_over.
    """
    call = await after.load_call(uow.connection, offer_id)
    if call is None:
        raise Refused("gone")
    if call.state is OfferState.TAKEN and call.taken_by_id == by.id and call.new_meeting_id is not None:
        return call, await meetings.load(uow.connection, call.new_meeting_id)
    if call.state is not OfferState.OFFERED or by.id not in await _offered_to(uow, call):
        return call, None
    event = await events.event(uow.connection, call.event_id)
    slot = event.slot(call.slot_id)
    if slot.ends_at <= uow.now:
        raise Refused("offer_over")
    parties = await meetings.parties(uow.connection, [call.waiting_id, by.id], lock=True)
    waiting, one = parties[call.waiting_id].attendee, parties[by.id].attendee
    check_may_take(event, slot, event.place(call.place_id), waiting, one)
    for diary in (await slots.diaries(uow.connection, [one, waiting])).values():
        if slot.block_id in full_blocks(event, diary):
            name = None if diary.attendee.id == by.id else diary.attendee.name
            raise Refused("block_full", name=name, limit=event.rules.meetings_per_block)
    if not await after.take_call(uow.connection, call.id, by.id, uow.now):
        return call, None
    made = await meetings.add(uow.connection, refill(call, by.id, call.place_id, uow.now))
    if not await slots.take_seats(uow.connection, made.id, slot.id, [waiting.id, by.id]):
        raise Refused("slot_busy", event=event, slot=slot)
    made = await _seated(uow, event, slot, made)
    await after.name_meeting(uow.connection, call.id, made.id)
    await audit.record(uow.connection, act_on(uow, made, by, "refill", missed=call.meeting_id))
    _owe(uow, event, parties[call.waiting_id], "after.filled", call, meeting=made.id)
    others = [i for i in await _offered_to(uow, call) if i != by.id]
    for party in (await meetings.parties(uow.connection, others)).values():
        _owe(uow, event, party, "after.offer_taken", call, action=Action.EDIT)
    return call, made


async def end_offer(uow: UnitOfWork, call: GapOffer) -> None:
    """The slot is over, and nobody has taken it."""
    if not await after.close_call(uow.connection, call.id, uow.now, was=OfferState.OFFERED):
        return
    event = await events.event(uow.connection, call.event_id)
    for party in (await meetings.parties(uow.connection, await _offered_to(uow, call))).values():
        _owe(uow, event, party, "after.offer_taken", call, action=Action.EDIT)


async def standing(uow: UnitOfWork, offer_id: GapOfferId) -> GapOffer:
    """The call as it stands now. Refused: gone."""
    call = await after.load_call(uow.connection, offer_id)
    if call is None:
        raise Refused("gone")
    return call


async def _near_by(uow: UnitOfWork, case: Case, call: GapOffer, slot: Slot) -> list[Attendee]:
    event = case.event
    free = await after.free_people(uow.connection, event.id, slot, [call.waiting_id, call.missing_id], call.waiting_id)
    known = await people.attendees(uow.connection, [*free, call.waiting_id])
    waiting = known[call.waiting_id]
    diaries = await slots.diaries(uow.connection, [waiting, *(known[i] for i in free if i in known)])
    if slot.block_id in full_blocks(event, diaries[waiting.id]):
        return []
    free_then = [diaries[i] for i in free if i in diaries and slot.block_id not in full_blocks(event, diaries[i])]
    return near_by(event, slot, event.place(call.place_id), waiting, free_then)


async def _seated(uow: UnitOfWork, event: Event, slot: Slot, made: Meeting) -> Meeting:
    """At the place where somebody waits; if the desk has given it away meanwhile, at the nearest one that is free."""
    assert made.place_id is not None
    if await slots.take_place(uow.connection, made.id, slot.id, made.place_id):
        return made
    wanted = event.place(made.place_id)
    near = await free_places.near(uow.connection, slot.id, wanted.kind, [wanted])
    other = nearest_of((event.place(place_id) for place_id in near), [wanted])
    if other is None or not await slots.take_place(uow.connection, made.id, slot.id, other.id):
        raise Refused("offer_over")
    moved = replace(made, place_id=other.id)
    await meetings.save(uow.connection, moved)
    return moved


async def _offered_to(uow: UnitOfWork, call: GapOffer) -> list[AttendeeId]:
    acts = await audit.acts_on(uow.connection, [f"gap:{call.id}"], ["offer"])
    return [AttendeeId(i) for act in acts for i in act.detail.get("to", ())]


def _act(uow: UnitOfWork, call: GapOffer, act: str, person: Attendee | None, **detail: object) -> Act:
    return Act(
        at=uow.now,
        act=act,
        subject=f"gap:{call.id}",
        role="clock" if person is None else "self",
        event_id=call.event_id,
        person_id=None if person is None else person.person_id,
        detail=detail,
    )


def _owe(
    uow: UnitOfWork,
    event: Event,
    party: Party,
    view: str,
    call: GapOffer,
    *,
    meeting: MeetingId | None = None,
    action: Action = Action.SEND,
) -> None:
    to = party.attendee.id
    owe(
        uow,
        party.person,
        event,
        view,
        {"offer": call.id, "to": to, "meeting": meeting or call.meeting_id},
        lane=Lane.BELL,
        kind="change",
        action=action,
        subject=f"gap:{call.id}",
        useful_until=event.slot(call.slot_id).ends_at if action is Action.SEND else None,
        once_key=f"{view}:{call.id}:{to}",
    )
