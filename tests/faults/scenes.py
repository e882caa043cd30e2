"""Scenes on the floor, that a fault then strikes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from bot.rehearsal.stage.phones import Phone
from bot.services.registration import load_attendees
from bot.views.people import RequestTap
from storage.tables import attendees, outbox, persons
from storage.unit_of_work import unit_of_work
from tests.floor import Floor, Guest


async def crowd(floor: Floor, number: int) -> list[Phone]:
    """So many attendees with phones, who never write."""
    phones = [floor.stage.add_person(f"Crowd{n}", started=True) for n in range(number)]
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        guests = [Guest(phone.id, phone.user["first_name"]) for phone in phones]
        await load_attendees(uow, floor.event, guests)
    return phones


async def asks(floor: Floor, asker: str, guest: str, clock: str) -> None:
    """One asks another for a meeting at that time."""
    await floor.says(asker, "/menu")
    query = select(attendees.c.id).join(persons, attendees.c.person_id == persons.c.id)
    found = await rows(floor, query.where(persons.c.telegram_id == floor.phone(guest).id))
    floor.phone(asker).tap_data(floor.phone(asker).last["message_id"], RequestTap(found[0].id).pack())
    await floor.settle()
    await floor.taps(asker, clock)
    await floor.taps(asker, "Send without")


async def agreed(floor: Floor, asker: str, guest: str, clock: str) -> None:
    """Two have a meeting at that time."""
    await asks(floor, asker, guest, clock)
    assert "Agreed" in await floor.taps(guest, "Accept")


async def composed(floor: Floor, text: str) -> None:
    """The organiser has an announcement before them, ready to go with *Send now*."""
    floor.organiser()
    await floor.says("organiser", "/announce")
    await floor.says("organiser", text)
    await floor.taps("organiser", "Preview")


def copies(phones: Iterable[Phone], text: str) -> list[int]:
    """How often each of them has that message."""
    return [sum(message.get("text") == text for message in phone.messages) for phone in phones]


async def rows(floor: Floor, query: Any) -> list[Any]:
    """What a query finds."""
    async with floor.app.database.reading() as connection:
        return list((await connection.execute(query)).all())


async def parts(floor: Floor) -> list[Any]:
    """The notices of announcements: chat, state, attempts."""
    query = select(outbox.c.chat_id, outbox.c.state, outbox.c.attempts)
    return await rows(floor, query.where(outbox.c.announcement_id.is_not(None)))
