"""An attendee's agenda, on the screen and as a calendar file."""

from __future__ import annotations

from bot.domain.agenda import AgendaDay, agenda
from bot.domain.events import Event
from bot.domain.people import Attendee
from bot.views.calendars import calendar_file
from bot.views.words import Words
from storage import agenda as stored
from storage.unit_of_work import UnitOfWork


async def agenda_of(uow: UnitOfWork, event: Event, attendee: Attendee) -> tuple[AgendaDay, ...]:
    """Every event day with what the attendee has agreed to and the gaps between."""
    return agenda(await stored.entries(uow.connection, attendee.id), event.days, event.zone)


async def calendar_of(uow: UnitOfWork, event: Event, attendee: Attendee, words: Words) -> str | None:
    """The attendee's calendar file (iCalendar text), cancelled meetings included; None when there is nothing in it."""
    entries = await stored.entries(uow.connection, attendee.id, with_cancelled=True)
    return calendar_file(words, event, entries, now=uow.now) if entries else None
