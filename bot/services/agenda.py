"""An attendee's agenda, on the screen and as a calendar file, and what comes next."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.agenda import AgendaDay, Entry, Untimed, agenda, now_and_next
from bot.domain.events import Event
from bot.domain.ids import SlotId
from bot.domain.meetings import Status
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.slots import free_slots
from bot.views.calendars import calendar_file
from bot.views.words import Words
from storage import agenda as stored
from storage import meetings, people, slots
from storage.unit_of_work import UnitOfWork


async def agenda_of(uow: UnitOfWork, event: Event, attendee: Attendee) -> tuple[AgendaDay, ...]:
    """Every event day with what the attendee has agreed to and the gaps in which they can still be met; no gaps while
    the timetable is awaited that sets all times.
    """
    diary = (await slots.diaries(uow.connection, [attendee]))[attendee.id]
    entries = await stored.entries(uow.connection, attendee.id)
    listed = attendee.status is AttendeeStatus.REGISTERED and not event.awaits_timetable
    return agenda(event, entries, free_slots(event, diary, uow.now) if listed else ())


async def untimed_of(uow: UnitOfWork, attendee: Attendee) -> tuple[Untimed, ...]:
    """What the attendee has agreed to and has no time yet, in the order in which it was agreed."""
    found = sorted(
        await meetings.live_of(uow.connection, attendee.id, {Status.ACCEPTED}), key=lambda one: (one.changed_at, one.id)
    )
    others = await people.attendees(uow.connection, [one.other(attendee.id) for one in found])
    return tuple(
        Untimed(one.id, one.version, others[one.other(attendee.id)].name, len(one.sides) - 2)
        for one in found
        if one.other(attendee.id) in others
    )


async def now_and_next_of(uow: UnitOfWork, event: Event, attendee: Attendee) -> tuple[Entry | None, Entry | None]:
    """What the attendee is in now, and what comes next; cheap: two short reads, none outside the event's days."""
    if event.day_of(uow.now) > event.days[-1]:
        return None, None
    return now_and_next(await stored.entries(uow.connection, attendee.id, after=uow.now), uow.now)


async def had_something(uow: UnitOfWork, attendee: Attendee) -> bool:
    """Whether the calendar file has anything in it, if only what is off by now."""
    return bool(await stored.entries(uow.connection, attendee.id, with_cancelled=True))


async def calendar_of(uow: UnitOfWork, event: Event, attendee: Attendee, words: Words) -> str | None:
    """The attendee's calendar file (iCalendar text), with what was in an earlier one and is off; None when empty."""
    entries = await stored.entries(uow.connection, attendee.id, with_cancelled=True)
    if not entries:
        return None
    acts = await stored.session_acts(uow.connection, event.id, attendee.person_id)
    versioned = [
        # A session has no version of its own: the event's revision and the attendee's comings and goings only rise.
        entry if entry.session_id is None else replace(entry, version=event.revision + acts.get(entry.session_id, 0))
        for entry in entries
    ]
    return calendar_file(words, event, versioned, now=uow.now)


async def gap_from(uow: UnitOfWork, event: Event, attendee: Attendee, first: SlotId) -> tuple[SlotId, ...]:
    """The slots of the attendee's gap in which this one lies, from it on; none when it is no longer free."""
    for day in await agenda_of(uow, event, attendee):
        for gap in day.gaps:
            ids = [slot.id for slot in gap.slots]
            if first in ids:
                return tuple(ids[ids.index(first) :])
    return ()
