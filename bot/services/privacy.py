"""What is stored about a person: shown to them, taken away when they ask, and when the event's time is over."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Actor, AttendeeStatus
from bot.domain.refusals import Refused
from bot.services.events import event as load_event
from bot.services.meetings import leave_all
from bot.services.registration import move_up
from bot.views.screens import Attachment, Screen
from storage import meetings, people, privacy
from storage.audit import Act, record
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

FILE_NAME = "matchbell-my-data.json"


async def my_data(connection: Connection, actor: Actor, now: datetime) -> Attachment:
    """Everything stored about whoever asks, as a JSON file; also before they register, when it is next to nothing."""
    found: dict[str, Any] = {"written_at": now.isoformat(), "telegram_id": actor.telegram_id}
    found |= await privacy.everything(connection, actor.person.id if actor.person else None, actor.telegram_id)
    return Attachment("document", FILE_NAME, json.dumps(found, ensure_ascii=False, indent=2))


async def live_meetings(connection: Connection, actor: Actor) -> int:
    """How many open requests and agreed meetings would end if they were forgotten now."""
    if actor.person is None:
        return 0
    theirs = await people.attendees_of_person(connection, actor.person.id)
    return sum([len(await meetings.live_of(connection, one.id)) for one in theirs])


async def forget(
    uow: UnitOfWork, actor: Actor, goodbye: Screen, *, update_id: int | None = None, message_id: int | None = None
) -> None:
    """Forget a person: meetings are cancelled and the partners told, the record is anonymised, what is queued for
    them is purged, their conversation, role and messages are gone, and the next one in line moves up.

    `goodbye` is the last thing they hear, in place of the message `message_id` if there is one. `update_id` is the
    update that asks. Raises Refused ``nothing_stored`` for somebody of whom there is not even a conversation.
    """
    person = actor.person
    if person is None:
        if not actor.draft and not actor.states:
            raise Refused("nothing_stored")
        await privacy.clear_chat(uow.connection, [actor.telegram_id], now=uow.now, handled=update_id)
        _say_goodbye(uow, actor, goodbye, message_id)
        return
    said = [person.name, person.username or ""]
    registrations = await people.attendees_of_person(uow.connection, person.id)
    for attendee in sorted(registrations, key=lambda one: one.id):
        said += [attendee.name, attendee.about or ""]
        await leave_all(uow, attendee.id)
    await uow.flush()  # what is owed so far is cleared with the rest; what the partners are told stays
    await privacy.anonymise_attendees(uow.connection, [a.id for a in registrations], now=uow.now)
    await privacy.anonymise(uow.connection, [(person.id, person.telegram_id)], now=uow.now)
    await privacy.clear_chat(uow.connection, [actor.telegram_id], now=uow.now, handled=update_id)
    await privacy.clear_mentions(uow.connection, [word for word in dict.fromkeys(said) if len(word) > 2])
    await record(uow.connection, Act(uow.now, "forget", f"person:{person.id}", "self", person_id=person.id))
    for attendee in registrations:
        if attendee.status is AttendeeStatus.REGISTERED:
            await move_up(uow, await load_event(uow.connection, attendee.event_id))
    _say_goodbye(uow, actor, goodbye, message_id)


def _say_goodbye(uow: UnitOfWork, actor: Actor, goodbye: Screen, message_id: int | None) -> None:
    uow.owe(
        Notice(
            chat_id=actor.chat_id,
            lane=Lane.REPLY,
            kind=privacy.FAREWELL,
            due_at=uow.now,
            action=Action.SEND if message_id is None else Action.EDIT,
            screen=goodbye.to_json(),
            target_message_id=message_id,
        )
    )


async def purge_due(uow: UnitOfWork) -> int:
    """Anonymise the people of events whose retention is over, and clear farewells that are out; how many people.

    Nobody is told: the privacy notice named the day. Persons who are at another event keep their person.
    """
    purged = 0
    for event_id in await privacy.to_purge(uow.connection):
        event = await load_event(uow.connection, event_id)
        if uow.now < event.purge_at():
            continue
        attendee_ids, persons = await privacy.only_there(uow.connection, event_id)
        await privacy.anonymise_attendees(uow.connection, attendee_ids, now=uow.now)
        await privacy.anonymise(uow.connection, persons, now=uow.now)
        await privacy.clear_event(uow.connection, event_id, now=uow.now)
        await privacy.mark_purged(uow.connection, event_id, now=uow.now)
        purged += len(attendee_ids)
    await privacy.clear_farewells(uow.connection)
    return purged


async def next_purge(connection: Connection) -> datetime | None:
    """When the next event's people are to go."""
    moments = [(await load_event(connection, event_id)).purge_at() for event_id in await privacy.to_purge(connection)]
    return min(moments, default=None)
