"""Who may press what: organisers of the event, heralds too; nobody else, whatever data they send."""

from __future__ import annotations

import pytest

from tests.floor import ORGANISER, Floor, open_floor
from tests.walks.test_announcements.desk import newest_with, previewed

EVERY_BUTTON = [
    "an:segment:1:", "an:preview:1:", "an:confirm:1:", "an:now:1:", "an:later:1:", "an:at:1:1651040000",
    "an:read_button:1:", "an:stop:1:", "an:look:1:", "an:discard:1:", "as:1:mode:onsite", "as:1:country:",
]  # fmt: skip


async def test_participants_are_refused_at_every_button(floor: Floor) -> None:
    ann = await floor.attendee("Ann")
    await previewed(floor)
    assert "Only the organisers" in await floor.says("Ann", "/announce")
    for data in EVERY_BUTTON:
        before = [m["message_id"] for m in ann.messages]
        tap = ann.tap_data(ann.last["message_id"], data)
        await floor.settle()
        assert "Only the organisers" in str(tap.answer), data
        assert [m["message_id"] for m in ann.messages] == before, data
    assert "Everybody: 1 person" in floor.reads("organiser")


async def test_a_stranger_who_is_not_even_registered_is_refused(floor: Floor) -> None:
    await floor.attendee("Ann")
    await previewed(floor)
    stranger = floor.newcomer("Stranger")
    await floor.says("Stranger", "/start")
    for data in EVERY_BUTTON:
        tap = stranger.tap_data(stranger.last["message_id"], data)
        await floor.settle()
        heard = f"{tap.answer} {floor.latest('Stranger')}"
        assert "Only the organisers" in heard or "chosen an event" in heard, data
    assert "Lunch" not in floor.everything("Ann")
    assert "Everybody: 1 person" in floor.reads("organiser")


@pytest.mark.parametrize("role", ["herald", "desk"])
async def test_heralds_and_the_desk_may_announce(sqlite_url: str, role: str) -> None:
    organisers = [{"telegram_id": ORGANISER, "role": role, "event": "vilnius-2022"}]
    async with open_floor(sqlite_url, organisers=organisers) as floor:
        ann = await floor.attendee("Ann")
        await previewed(floor)
        await floor.taps("organiser", "Send now")
        assert ann.last["text"] == "Lunch is served."


async def test_forged_data_of_an_organiser_does_no_harm(floor: Floor) -> None:
    await previewed(floor)
    phone = floor.phone("organiser")
    forged = [
        "an:at:1:9223372036854775807", "an:at:1:-9223372036854775807", "an:at:1:", "an:now:9223372036854775807:",
        "an:now:9999999999999999999:", "as:1:mode:flying", "as:1:type:", "as:1:country:<b>", "as:1:language:zz",
        "as:1:language:../..", "as:1:no_meetings:", "an:read:1:", "an:nonsense:1:",
    ]  # fmt: skip
    for data in forged:
        tap = phone.tap_data(phone.last["message_id"], data)
        await floor.settle()
        assert tap.answer is not None, data
    async with floor.app.database.reading() as connection:
        states = await connection.exec_driver_sql("SELECT state FROM inbox WHERE state NOT IN ('done')")
        assert states.all() == [], "none of it was too much for the bot"


async def test_read_counts_once_per_person_and_only_for_those_it_was_sent_to(floor: Floor) -> None:
    ann, bo = await floor.attendee("Ann"), await floor.attendee("Bo", country="EE")
    await previewed(floor)
    await floor.taps("organiser", "Read button: off")
    preview = floor.phone("organiser").tap_data(*newest_with(floor.phone("organiser"), "Read ✓"))
    await floor.settle()
    assert "not counted" in str(preview.answer)
    await floor.taps("organiser", "« Who gets it")
    await floor.taps("organiser", "Country…")
    await floor.taps("organiser", "Lithuania")
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now to 1 person")
    message, read = newest_with(ann, "Read ✓")
    for _ in range(3):
        tap = ann.tap_data(message, read)
        await floor.settle()
        assert "noted" in str(tap.answer)
    await floor.says("Bo", "/start")
    forged = bo.tap_data(bo.last["message_id"], read)
    await floor.settle()
    assert "not counted" in str(forged.answer)
    assert "Pressed “Read”: 1" in await floor.taps("organiser", "Refresh")
