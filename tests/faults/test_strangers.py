"""Nobody acts with somebody else's button, however they come by its data."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.views.meetings.taps import MeetingAct, MeetingTap
from storage import tables
from tests.faults.scenes import agreed, asks, composed, rows
from tests.floor import Floor

WATCHED = (
    tables.persons,
    tables.attendees,
    tables.interests,
    tables.joined_sessions,
    tables.unavailable_slots,
    tables.meetings,
    tables.seats,
    tables.placings,
    tables.confirmations,
    tables.reminders,
    tables.announcements,
)
PREFIXES = {"mt", "mc", "mr", "an", "as", "mn", "rg"}  # what must have been tried, or the test tries too little


async def _state(floor: Floor, but: int) -> dict[str, list[Any]]:
    """Every row of what matters, without those of the person with this Telegram id."""
    person = select(tables.persons.c.id).where(tables.persons.c.telegram_id == but)
    attendee = select(tables.attendees.c.id).where(tables.attendees.c.person_id.in_(person))
    found: dict[str, list[Any]] = {}
    for table in WATCHED:
        query = select(table)
        for column, own in (("person_id", person), ("attendee_id", attendee)):
            if column in table.c and table is not tables.confirmations:
                query = query.where(table.c[column].not_in(own))
        if table is tables.persons:
            query = query.where(table.c.telegram_id.is_(None) | (table.c.telegram_id != but))
        found[table.name] = sorted(map(str, await rows(floor, query)))
    return found


@pytest.mark.fault
@pytest.mark.timeout(300)
async def test_a_button_pressed_by_somebody_else_changes_nothing_and_is_answered(floor: Floor) -> None:
    collected: set[str] = set()

    def collect(change: Any) -> None:
        if change.kind in {"message", "edit"}:
            for row in change.body["message"].get("reply_markup", {}).get("inline_keyboard", []):
                collected.update(button["callback_data"] for button in row if "callback_data" in button)

    forget = floor.stage.on_change(collect)
    for name in ("Ann", "Bo", "Cy", "Dee"):
        await floor.attendee(name)
    await floor.attendee("Eve")
    floor.newcomer("Nobody").start()
    floor.newcomer("Newcomer").start()
    await floor.settle()
    await agreed(floor, "Ann", "Bo", "11:15")
    await agreed(floor, "Dee", "Bo", "10:00")
    await asks(floor, "Ann", "Cy", "11:40")
    await asks(floor, "Cy", "Dee", "12:05")
    await floor.taps("Dee", "Another time")
    await floor.taps("Dee", "Any time")
    await composed(floor, "News")
    await floor.clock_strikes("09:46")  # the bell of 10:00 with its buttons
    for command in ("/requests", "/agenda", "/profile", "/people", "/privacy", "/language", "/menu"):
        await floor.says("Bo", command)
    await floor.says("Bo", "/people")
    await floor.taps("Bo", "Cy")
    await floor.says("Bo", "/people")
    await floor.taps("Bo", "Eve")
    forget()
    prefixes = {data.split(":")[0] for data in collected}
    assert prefixes >= PREFIXES, prefixes
    assert len(collected) > 60

    for row in await rows(floor, select(tables.meetings.c.id, tables.meetings.c.version)):
        collected.update(MeetingTap(act, row.id, row.version).pack() for act in MeetingAct)  # forged: always current

    for stranger in ("Eve", "Nobody"):
        phone = floor.phone(stranger)
        before = await _state(floor, phone.id)
        for data in _of_each_kind(collected):
            await floor.says(stranger, "/cancel")
            heard = len(phone.messages)
            shown = phone.last
            tap = phone.tap_data(shown["message_id"], data)
            await floor.settle()
            assert await _state(floor, phone.id) == before, f"{stranger} pressed {data}"
            assert tap.answer is not None, f"{stranger} pressed {data}: the button turns for ever"
            told = bool(tap.answer.get("text")) or len(phone.messages) > heard or phone.last != shown
            assert told, f"{stranger} pressed {data} and was told nothing"


def _of_each_kind(collected: set[str]) -> list[str]:
    """All about meetings and bells; of the others one for each thing that a button can do."""
    kinds: dict[str, str] = {}
    for data in sorted(collected):
        prefix, *fields = data.split(":")
        kind = data if prefix in {"mt", "bl", "an"} else ":".join([prefix, *fields[:1]])
        kinds.setdefault(kind, data)
    return sorted(kinds.values())
