"""/desk as an organiser lives it: numbers, lists, acting for participants, with both sides told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from storage import tables
from tests.floor import Floor
from tests.walks.hearing import heard, rows


async def acts(floor: Floor) -> list[str]:
    """What organisers did, in order."""
    found = await rows(floor, select(tables.audit.c.act, tables.audit.c.role).order_by(tables.audit.c.id))
    return [row.act for row in found if row.role == "organiser"]


async def asks(floor: Floor, one: str, two: str, time: str = "10:25") -> None:
    """`one` requests a meeting with `two`."""
    await floor.says(one, "/people")
    await floor.taps(one, two)
    await floor.taps(one, "Request a meeting")
    await floor.taps(one, time)
    if any("Send" in label for label in floor.buttons(one)):
        await floor.taps(one, next(label for label in floor.buttons(one) if "Send" in label))


async def pair(floor: Floor) -> None:
    floor.organiser()
    await floor.attendee("Ann")
    await floor.attendee("Bo", country="PL", attendee_type="research")


async def test_the_numbers_that_matter_stand_on_one_screen(floor: Floor) -> None:
    await pair(floor)
    await asks(floor, "Ann", "Bo")
    shown = await floor.says("organiser", "/desk")
    assert "2 registered" in shown
    assert "1 request" in shown
    assert "25 of 25 tables free" in shown
    await floor.taps("Bo", "Accept")
    shown = await floor.taps("organiser", "Refresh")
    assert "1 meeting" in shown
    assert "0 requests" in shown
    assert "Research" in await floor.taps("organiser", "People")
    assert "Poland" in await floor.taps("organiser", "By country")
    assert any("Bo Tester" in label for label in floor.buttons("organiser")) is False
    await floor.taps("organiser", "Poland")
    assert any("Bo Tester" in label for label in floor.buttons("organiser"))
    await floor.taps("organiser", "Bo Tester")
    assert "Reachable in Telegram" in floor.reads("organiser")
    await floor.taps("organiser", "List")
    await floor.taps("organiser", "Desk")
    await floor.taps("organiser", "Meetings")
    assert any("Ann Tester – Bo Tester" in label for label in floor.buttons("organiser"))
    await floor.taps("organiser", "scheduled")
    await floor.taps("organiser", "now")
    assert "0 in all" in floor.reads("organiser")
    await floor.taps("organiser", "Desk")
    assert "10:25–10:45  24 free" in await floor.taps("organiser", "Tables")


async def test_the_desk_finds_people_by_a_slip_of_the_finger(floor: Floor) -> None:
    await pair(floor)
    await floor.attendee("Žygimantas", organisation="Kita įmonė")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Find a person")
    assert "Žygimantas" in await floor.says("organiser", "zigimantas")
    assert "Žygimantas" in await floor.says("organiser", "/desk zygimantas")
    await floor.taps("organiser", "Desk")
    await floor.taps("organiser", "Find a person")
    await floor.says("organiser", "tester")
    assert "3 people" in floor.reads("organiser")
    assert "Nobody of that name" in await floor.says("organiser", "qqqqqqq")
    assert "too long" in await floor.says("organiser", "x" * 500)
    assert "Nobody" in await floor.says("organiser", "<b>\u202e🎉</b>")


async def test_the_desk_accepts_moves_to_a_chosen_table_and_cancels_with_both_told(floor: Floor) -> None:
    await pair(floor)
    await asks(floor, "Ann", "Bo")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Unanswered (1)")
    shown = await floor.taps("organiser", "Ann Tester – Bo Tester")
    assert "Bo Tester is to answer" in shown
    assert "Both are told" in await floor.taps("organiser", "Accept for Bo")
    assert "10:25" in heard(floor, "Ann")
    assert "Bo" in heard(floor, "Ann")
    assert "Ann" in heard(floor, "Bo")
    await floor.taps("organiser", "Move")
    assert "10:50" in floor.buttons("organiser")
    await floor.taps("organiser", "10:50")
    assert "10:50" in floor.reads("organiser")
    assert "10:50" in heard(floor, "Ann")
    assert "10:50" in heard(floor, "Bo")
    assert "has not confirmed" in floor.reads("organiser")
    await floor.taps("organiser", "Other table")
    await floor.taps("organiser", "17")
    assert "Table 17" in floor.reads("organiser")
    assert "Table 17" in heard(floor, "Bo")
    await floor.taps("organiser", "Cancel the meeting")
    await floor.taps("organiser", "Yes, cancel it")
    assert "Cancelled" in floor.reads("organiser")
    assert "ancelled" in heard(floor, "Ann")
    assert "ancelled" in heard(floor, "Bo")
    assert acts_in_order(await acts(floor), ["accept", "move", "move", "cancel"])


def acts_in_order(done: list[str], wanted: list[str]) -> bool:
    return [act for act in done if act in set(wanted)] == wanted


async def test_an_unconfirmed_change_is_seen_and_can_be_told_by_hand(floor: Floor) -> None:
    await pair(floor)
    await asks(floor, "Ann", "Bo")
    await floor.taps("Bo", "Accept")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Meetings")
    await floor.taps("organiser", "Ann Tester")
    await floor.taps("organiser", "Move")
    await floor.taps("organiser", "10:50")
    shown = await floor.says("organiser", "/desk")
    assert "2 changes" in shown
    await floor.taps("Ann", "Got it")
    await floor.taps("organiser", "Refresh")
    await floor.taps("organiser", "Not confirmed (1)")
    await floor.taps("organiser", "Bo Tester")
    await floor.taps("organiser", "Bo Tester knows")
    assert "0 changes" in await floor.says("organiser", "/desk")
    assert "told" in await acts(floor)


async def test_the_desk_asks_for_a_meeting_for_somebody(floor: Floor) -> None:
    await pair(floor)
    await floor.says("organiser", "/desk Ann")
    await floor.taps("organiser", "A meeting for them")
    await floor.says("organiser", "Bo")
    await floor.taps("organiser", "Bo Tester")
    await floor.taps("organiser", "11:15")
    assert "Bo Tester is asked" in floor.reads("organiser")
    assert "organisers have asked Bo Tester" in heard(floor, "Ann")
    assert "would like to meet you" in heard(floor, "Bo")
    assert "request" in await acts(floor)
    await floor.taps("Bo", "Accept")
    assert "11:15" in heard(floor, "Ann")


async def test_a_meeting_without_a_time_is_given_one(floor: Floor) -> None:
    await pair(floor)
    await asks(floor, "Ann", "Bo")
    await floor.taps("Bo", "Accept")
    async with floor.app.database.writing() as connection:
        await connection.execute(update(tables.meetings).values(status="accepted", slot_id=None, place_id=None))
        await connection.execute(tables.seats.delete())
        await connection.execute(tables.placings.delete())
    shown = await floor.says("organiser", "/desk")
    assert "1 meeting without a time" in shown
    await floor.taps("organiser", "Without a time (1)")
    await floor.taps("organiser", "Ann Tester")
    await floor.taps("organiser", "Give it a time")
    await floor.taps("organiser", "12:05")
    assert "12:05" in heard(floor, "Ann")
    assert "12:05" in heard(floor, "Bo")


async def test_a_second_tap_and_an_old_button_do_nothing_more(floor: Floor) -> None:
    await pair(floor)
    await asks(floor, "Ann", "Bo")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Unanswered (1)")
    await floor.taps("organiser", "Ann Tester – Bo Tester")
    phone = floor.phone("organiser")
    message, data = phone.last["message_id"], phone.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    phone.tap_data(message, data)
    phone.tap_data(message, data)
    await floor.settle()
    done = await acts(floor)
    assert done.count("accept") == 1
    before = len(floor.phone("Ann").messages)
    phone.tap_data(message, data)
    await floor.settle()
    assert (await acts(floor)).count("accept") == 1
    assert len(floor.phone("Ann").messages) == before


async def test_somebody_who_blocked_the_bot_is_on_the_list_of_those_not_reachable(floor: Floor) -> None:
    await pair(floor)
    floor.phone("Bo").block() if hasattr(floor.phone("Bo"), "block") else None
    async with floor.app.database.writing() as connection:
        await connection.execute(
            update(tables.persons).where(tables.persons.c.telegram_id == floor.phone("Bo").id).values(reachable=False)
        )
    assert "1 not reachable" in await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Not reachable (1)")
    assert "Not reachable" in await floor.taps("organiser", "Bo Tester")


async def test_strangers_and_participants_press_every_button_of_the_desk_in_vain(floor: Floor) -> None:
    await pair(floor)
    await floor.attendee("Eve")
    await asks(floor, "Ann", "Bo")
    collected: set[str] = set()

    def collect(change: Any) -> None:
        if change.kind in {"message", "edit"} and change.body["message"]["chat"]["id"] == floor.organiser().id:
            for row in change.body["message"].get("reply_markup", {}).get("inline_keyboard", []):
                collected.update(button["callback_data"] for button in row if "callback_data" in button)

    forget = floor.stage.on_change(collect)
    for labels in (
        ["People", "By country", "Lithuania", "Ann Tester", "Check in"],
        ["Unanswered (1)", "Ann Tester", "Accept at another time"],
        ["Tables"],
        ["Add a person"],
        ["Organisers", "Invite", "Desk", "1 hour"],
    ):
        await floor.says("organiser", "/desk")
        for label in labels:
            await floor.taps("organiser", label)
    await floor.says("organiser", "/desk Ann")
    await floor.taps("organiser", "A meeting for them")
    await floor.says("organiser", "Bo")
    await floor.taps("organiser", "Bo Tester")
    forget()
    assert {data.split(":")[0] for data in collected} >= {"dk", "da", "dr", "dn", "ro", "ck"}
    watched = (tables.attendees, tables.meetings, tables.seats, tables.organisers, tables.role_links, tables.audit)

    async def state() -> list[Any]:
        return [await rows(floor, select(table)) for table in watched]

    before = await state()
    for name in ("Eve",):
        phone = floor.phone(name)
        await floor.says(name, "/menu")
        for data in sorted(one for one in collected if one.split(":")[0] in {"dk", "da", "dr", "dn", "ro", "ck"}):
            await floor.clock_strikes(floor.clock.now() + timedelta(seconds=10))  # nobody taps faster than is listened
            tap = phone.tap_data(phone.last["message_id"], data)
            await floor.settle()
            assert tap.answer is not None, data
            assert tap.answer.get("text"), data
    assert await state() == before
