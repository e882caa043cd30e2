"""The desk's files, made when they are sent; and the word to somebody for whom the desk asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.apart import run_apart
from bot.domain.ids import AttendeeId, EventId, MeetingId
from bot.domain.meetings import LIVE
from bot.domain.people import Person
from bot.services.events import event as load_event
from bot.services.meetings.reading import seen_by
from bot.services.notices import Renderer
from bot.views.desk import files, printed
from bot.views.meetings import card as meeting_card
from bot.views.people import name_of
from bot.views.screens import Screen
from bot.views.words import Words
from storage import desk, meetings, people
from storage.database import Connection

FEW = 5  # drawings that may be made on the loop: about five milliseconds each


async def _agendas(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(int(facts["event"])))
    ids = [AttendeeId(int(one)) for one in facts["ids"]]
    attendees, theirs = await people.attendees(connection, ids), await desk.sittings(connection, ids)
    sheets = [
        printed.Sheet(attendees[one], theirs[one], f"https://t.me/{facts['bot']}?start=c_{attendees[one].code}")
        for one in ids
        if one in attendees and attendees[one].event_id == event.id
    ]
    if not sheets:
        return None
    # Who reads it is the participant: one sheet is in their language, many in the organiser's.
    language = person.language
    if len(sheets) == 1:
        language = (await people.person_of(connection, sheets[0].attendee.id)).language
    if len(sheets) <= FEW:
        page = printed.agendas(language, event.timezone, event, sheets, now)
    else:
        page = await run_apart(printed.agendas, language, event.timezone, event, sheets, now)
    words = Words(person.language, person.zone(event.timezone))
    return files.agenda_file(words, event, f"{event.slug}-agenda.html", page, len(sheets), 0)


async def _table_codes(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen:
    event = await load_event(connection, EventId(int(facts["event"])))
    tables = [
        (number, zone, event.zones.get(zone or ""), f"https://t.me/{facts['bot']}?start=t_{code}")
        for _place, number, zone, code in await desk.table_codes(connection, event.id)
        if code
    ]
    words = Words(person.language, person.zone(event.timezone))
    if len(tables) <= FEW:
        page = printed.table_codes(words.language, event.timezone, event.name, tables)
    else:
        page = await run_apart(printed.table_codes, words.language, event.timezone, event.name, tables)
    return files.codes_file(words, f"{event.slug}-tables.html", page, len(tables))


async def _requested_for(
    connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime
) -> Screen | None:
    meeting = await meetings.load(connection, MeetingId(int(facts["meeting"])))
    if meeting is None or meeting.status not in LIVE:
        return None
    shown = (await seen_by(connection, [meeting], meeting.requester_id, now))[0]
    words = Words(person.language, person.zone(shown.event.timezone))
    news = words.say("<b>The organisers have asked {name} for a meeting for you</b>", name=name_of(words, shown.other))
    return meeting_card(words, shown, news=news)


NOTICES: dict[str, Renderer] = {
    "desk.agendas": _agendas,
    "desk.table_codes": _table_codes,
    "desk.requested_for": _requested_for,
}
