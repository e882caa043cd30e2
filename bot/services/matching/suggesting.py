"""*For you*: who offers what one needs and needs what one offers, with the reason and the first time both are free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, SlotId
from bot.domain.matching import Suggestion
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.domain.slots import Diary, shared_slots
from bot.services.matching.keeping import Kept, ready
from bot.services.matching.profiles import new_index, profile_of
from bot.services.people import card as card_of
from bot.services.people import may_take_part
from storage import free_places, people, slots
from storage import matching as stored
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

PAGE = 5  # people on one screen
MOST = 25  # people looked at: five screens
TIMES = 3  # shared times that are looked at for a place; one of so many has one


@dataclass(frozen=True, slots=True)
class Suggested:
    """Somebody to meet, why, and the first time that suits both; None: none is known, or times come later."""

    attendee: Attendee
    why: Suggestion
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class ForYou:
    """One page of whom to meet. `reading`: a large event is being read, look again in a moment."""

    people: tuple[Suggested, ...] = ()
    page: int = 0
    pages: int = 1
    total: int = 0
    reading: bool = False


async def for_you(uow: UnitOfWork, event: Event, me: Attendee, page: int = 0) -> ForYou:
    """One page of the people who fit, the best first; a page past the end gives the last one.

    Never oneself, nobody who hides or has left, of a type that may not be asked, met, asked or agreed with already,
    or waved away by either side. Those who share no free time come last. ``waiting``, ``applied``, ``not_registered``.
    """
    may_take_part(me)
    kept = await ready(uow.connection, event, uow.now)
    if kept is None:
        return ForYou(reading=True)
    ranked = await _ranked(uow.connection, event, me, kept)
    known = await people.attendees(uow.connection, [AttendeeId(one.id) for one in ranked])
    there = [
        one for one in ranked if (who := known.get(AttendeeId(one.id))) and who.listed and who.event_id == event.id
    ]
    diaries = await slots.diaries(uow.connection, [me, *known.values()])
    shared = _shared(event, me, there, diaries, uow.now)
    in_time = [one for one in there if shared[one.id]] or there
    late = [one for one in there if one not in in_time]
    order = [*in_time, *late]
    pages = max(1, -(-len(order) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = order[page * PAGE : (page + 1) * PAGE]
    first = await _first_with_a_place(uow, event, me, shown, shared, diaries)
    fresh = await stored.record_shown(uow.connection, me.id, [AttendeeId(one.id) for one in shown], uow.now)
    for one_more in fresh:
        kept.exposure[one_more] = kept.exposure.get(one_more, 0) + 1
    suggested = tuple(Suggested(known[AttendeeId(one.id)], one, first.get(one.id)) for one in shown)
    return ForYou(suggested, page, pages, len(order))


def _there(one: Attendee | None, event: Event) -> bool:
    return one is not None and one.listed and one.event_id == event.id


async def _ranked(connection: Connection, event: Event, me: Attendee, kept: Kept) -> list[Suggestion]:
    waved = await stored.uninteresting_to(connection, me.id)
    without = await stored.met_or_asked(connection, me.id)
    without |= {AttendeeId(who) for who in (await stored.mutual_distaste(connection, [me.id]))[me.id]}
    return rank(event, kept, me, without=without, dislikes=waved, limit=MOST)


def rank(
    event: Event,
    kept: Kept,
    me: Attendee,
    *,
    without: set[AttendeeId],
    dislikes: set[AttendeeId],
    limit: int,
) -> list[Suggestion]:
    """Those with a reason, the best first; `me` need not be among the people whom others can see."""
    guest = me.id not in kept.index
    if guest:
        kept.index.put(profile_of(event, me))
    try:
        found = kept.index.rank(
            me.id, without=without | dislikes, exposure=kept.exposure, dislikes=dislikes, limit=limit, fill=0
        )
    finally:
        if guest:
            kept.index.drop(me.id)
    return [one for one in found if (one.they_offer or one.they_need) and one.id != me.id]


def _shared(
    event: Event, me: Attendee, ranked: Sequence[Suggestion], diaries: Mapping[AttendeeId, Diary], now: datetime
) -> dict[int, tuple[Slot, ...]]:
    """The slots that suit both, whether or not a place is left then."""
    mine = diaries[me.id]
    return {one.id: shared_slots(event, mine, diaries[AttendeeId(one.id)], None, now) for one in ranked}


async def _first_with_a_place(
    uow: UnitOfWork,
    event: Event,
    me: Attendee,
    shown: Sequence[Suggestion],
    shared: Mapping[int, tuple[Slot, ...]],
    diaries: Mapping[AttendeeId, Diary],
) -> dict[int, Slot]:
    """The first shared time of each at which there is a place too; nobody has one while the timetable is awaited."""
    looked_at: list[SlotId] = sorted({slot.id for one in shown for slot in shared[one.id][:TIMES]})
    if event.awaits_timetable or not looked_at:
        return {}
    left = await free_places.room_left(uow.connection, looked_at)
    found: dict[int, Slot] = {}
    for one in shown:
        fits = shared_slots(event, diaries[me.id], diaries[AttendeeId(one.id)], left, uow.now)
        first = next((slot for slot in fits if slot in shared[one.id][:TIMES]), None)
        if first is not None:
            found[one.id] = first
    return found


def reasons(event: Event, me: Attendee, others: Sequence[Attendee]) -> dict[int, Suggestion]:
    """Why each of these and `me` should meet, whatever there is between them; those without a reason are left out."""
    index = new_index(event)
    for one in (me, *others):
        index.put(profile_of(event, one))
    found = index.rank(me.id, limit=max(1, len(others)))
    return {one.id: one for one in found if one.they_offer or one.they_need}


async def look_at(uow: UnitOfWork, event: Event, me: Attendee, who: AttendeeId) -> tuple[Attendee, Suggestion | None]:
    """Somebody's card, and why they were suggested. ``person_gone``, and what :func:`for_you` refuses."""
    shown = await card_of(uow.connection, me, who)
    return shown, reasons(event, me, [shown]).get(shown.id) if shown.id != me.id else None


async def wave_away(uow: UnitOfWork, event: Event, me: Attendee, who: AttendeeId) -> Attendee:
    """*Not interested*: this one is suggested no more, and neither is `me` to them. Twice is once.

    ``person_gone`` for oneself and for who is not, or was never, at this event; what :func:`for_you` refuses.
    """
    may_take_part(me)
    other = (await people.attendees(uow.connection, [who])).get(who)
    if other is None or other.event_id != event.id or other.id == me.id or not other.listed:
        raise Refused("person_gone")
    await stored.say_not_interested(uow.connection, me.id, who, uow.now)
    return other


async def call_back(uow: UnitOfWork, me: Attendee, who: AttendeeId) -> None:
    """*Undo*: this one may be suggested again. What :func:`for_you` refuses."""
    may_take_part(me)
    await stored.take_back_not_interested(uow.connection, me.id, [who])


async def waved_away(connection: Connection, me: Attendee, who: AttendeeId) -> bool:
    """Whether they have said so of this one."""
    return who in await stored.uninteresting_to(connection, me.id)


async def order_of(uow: UnitOfWork, event: Event, me: Attendee, limit: int = 200) -> list[AttendeeId]:
    """Those who fit best, first: to sort people by whom something else has found. Nobody while the event is read."""
    kept = await ready(uow.connection, event, uow.now)
    if kept is None:
        return []
    waved = await stored.uninteresting_to(uow.connection, me.id)
    found = rank(event, kept, me, without=set(), dislikes=waved, limit=limit)
    return [AttendeeId(one.id) for one in found]
