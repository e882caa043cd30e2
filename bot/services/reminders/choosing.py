"""When the bell rings for an attendee, and whether they get the digests: their own choice, or the organiser's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.events import Event
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.domain.reminders import LONGEST, MOST_BELLS, SHORTEST, minutes_of
from bot.services.bells import choose_bells
from bot.services.people import may_take_part
from storage import meetings, people
from storage.unit_of_work import UnitOfWork


async def add_bells(uow: UnitOfWork, event: Event, me: Attendee, minutes: Iterable[int]) -> Attendee:
    """Let the bell ring so many minutes before, too. Refused: bell_minutes, too_many_bells, not_registered."""
    wanted = set(minutes)
    if not wanted or any(not SHORTEST <= number <= LONGEST for number in wanted):
        raise Refused("bell_minutes", shortest=SHORTEST, longest=LONGEST)
    me = await _locked(uow, me)
    return await _set(uow, event, me, {*minutes_of(event, me), *wanted})


async def drop_bell(uow: UnitOfWork, event: Event, me: Attendee, minutes: int) -> Attendee:
    """No bell so many minutes before any more. Refused: not_registered."""
    me = await _locked(uow, me)
    return await _set(uow, event, me, set(minutes_of(event, me)) - {minutes})


async def no_bells(uow: UnitOfWork, event: Event, me: Attendee) -> Attendee:
    """No bell at all. Refused: not_registered."""
    return await _set(uow, event, await _locked(uow, me), set())


async def default_reminders(uow: UnitOfWork, event: Event, me: Attendee) -> Attendee:
    """As the organiser has it: their minutes, and the digests. Refused: not_registered."""
    me = await _locked(uow, me)
    await people.change_attendee(uow.connection, me.id, now=uow.now, digests=True)
    return await _set(uow, event, replace(me, digests=True), None)


async def set_digests(uow: UnitOfWork, me: Attendee, *, wanted: bool) -> Attendee:
    """The evening's and the morning's overview, or none. Refused: not_registered."""
    me = await _locked(uow, me)
    await people.change_attendee(uow.connection, me.id, now=uow.now, digests=wanted)
    return replace(me, digests=wanted)


async def _locked(uow: UnitOfWork, me: Attendee) -> Attendee:
    """As they stand now; a booking under way waits, so that no bell of it is derived from the old choice."""
    now = (await meetings.parties(uow.connection, [me.id], lock=True))[me.id].attendee
    may_take_part(now)
    return replace(now, interests=me.interests)


async def _set(uow: UnitOfWork, event: Event, me: Attendee, minutes: set[int] | None) -> Attendee:
    if minutes is not None and len(minutes) > MOST_BELLS:
        raise Refused("too_many_bells", most=MOST_BELLS)
    chosen = None if minutes is None else tuple(sorted(minutes))
    if chosen == me.bell_minutes:
        return me
    stored = None if chosen is None else list(chosen)
    await people.change_attendee(uow.connection, me.id, now=uow.now, bell_minutes=stored)
    changed = replace(me, bell_minutes=chosen)
    await choose_bells(uow, event, changed)
    return changed
