"""/availability on the phone: toggles, blocks, meetings in between, and requests that see it at once."""

from __future__ import annotations

from tests.floor import Floor
from tests.walks.test_day.flows import agree


async def test_a_time_marked_not_free_is_not_offered_and_a_second_tap_of_the_old_button_changes_nothing(
    floor: Floor,
) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await floor.says("Bo", "/availability")
    shown = floor._shown("Bo")["message_id"]
    tap = next(
        button["callback_data"]
        for row in floor._shown("Bo")["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "🟢 10:25"
    )
    floor.phone("Bo").tap_data(shown, tap)
    floor.phone("Bo").tap_data(shown, tap)
    await floor.settle()
    assert "⚪ 10:25" in floor.buttons("Bo"), "two taps on the same button are one"
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    assert "10:00" in floor.buttons("Ann")
    assert "10:25" not in floor.buttons("Ann")
    await floor.taps("Bo", "⚪ 10:25")
    assert "🟢 10:25" in floor.buttons("Bo")


async def test_a_request_for_a_time_that_went_meanwhile_is_refused_with_others(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    await floor.says("Bo", "/availability")
    await floor.taps("Bo", "🟢 10:25")
    assert "no longer free" in await floor.taps("Ann", "10:25")


async def test_whole_blocks_and_all_free_again_take_one_tap(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await agree(floor, "Ann", "Bo", "10:25")
    await floor.says("Ann", "/availability")
    assert "🤝 10:25" in floor.buttons("Ann")
    block = next(label for label in floor.buttons("Ann") if "not free" in label)
    await floor.taps("Ann", block)
    assert "⚪ 10:00" in floor.buttons("Ann")
    assert "🤝 10:25" in floor.buttons("Ann"), "a meeting stays a meeting"
    await floor.taps("Ann", "All free again")
    assert "🟢 10:00" in floor.buttons("Ann")
    assert "All free again" not in floor.buttons("Ann")
    assert "Meeting with Bo" in await floor.taps("Ann", "🤝 10:25"), "cancel or move it there"


async def test_who_is_away_that_day_reads_so(floor: Floor) -> None:
    await floor.attendee("Far", modes=("onsite", "absent"))
    assert "You do not take part that day" in await floor.says("Far", "/availability")


async def test_after_the_last_slot_there_is_nothing_to_choose(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/availability")
    old = floor._shown("Ann")["message_id"]
    await floor.clock_strikes("17:30")
    assert "no meeting times ahead" in await floor.taps("Ann", "🟢 10:00", message=old)
    assert "no meeting times ahead" in await floor.says("Ann", "/availability")
    assert floor.buttons("Ann") == ["Menu"]


async def test_strangers_are_told_to_register(floor: Floor) -> None:
    floor.newcomer("Eve")
    assert "/start" in await floor.says("Eve", "/availability")
