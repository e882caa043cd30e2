"""Somebody is late, leaves early or does not come: what the desk sees, and what the people concerned read."""

from __future__ import annotations

from pathlib import Path

from bot.services.event_files import find_event_file
from bot.views.repairs import RepairAct, RepairTap
from tests.floor import Floor, open_floor


async def _mended(floor: Floor) -> None:
    """What was asked for is worked out."""
    for _ in range(2):
        floor.app.jobs.ask()
        await floor.settle()


async def _card(floor: Floor, name: str) -> str:
    floor.organiser()
    await floor.says("organiser", f"/desk {name}")
    return await floor.taps("organiser", "Late or away")


async def _scene(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cid", "Dee"):
        await floor.attendee(name)
    for other, at in (("Bo", "10:00"), ("Cid", "10:25"), ("Dee", "11:15")):
        await floor.agreed_meeting("Ann", other, at=at)
    await floor.clock_strikes("09:20")


def _changed(floor: Floor, name: str) -> list[str]:
    return [text for text in floor.everything(name).split("\n---\n") if "something changes for you" in text]


async def test_somebody_is_late_and_the_others_read_their_new_times(floor: Floor) -> None:
    await _scene(floor)
    shown = await _card(floor, "Ann")
    assert "late or away?" in shown
    shown = await floor.taps("organiser", "+60 min")
    assert "Ann Tester comes at 11:00" in shown
    assert "Looking for other times" in shown
    await _mended(floor)
    shown = floor.reads("organiser")
    assert "1 meeting keeps its time" in shown
    assert "2 get another" in shown
    assert "10:00 →" in shown
    assert not _changed(floor, "Bo")
    await floor.taps("organiser", "Do it")
    await _mended(floor)
    shown = floor.reads("organiser")
    assert "2 meetings moved" in shown
    assert "3 people are told" in shown
    for name in ("Ann", "Bo", "Cid"):
        told = _changed(floor, name)
        assert len(told) == 1, told
    assert "was: Wed 27 April, 10:00" in _changed(floor, "Bo")[0]
    assert not _changed(floor, "Dee")
    await floor.taps("Bo", "Got it")
    await floor.clock_strikes("09:46")
    assert "In 15 minutes" not in floor.everything("Bo")


async def test_a_preview_that_is_left_changes_nothing_and_two_taps_do_it_once(floor: Floor) -> None:
    await _scene(floor)
    await _card(floor, "Ann")
    await floor.taps("organiser", "+60 min")
    await _mended(floor)
    message = floor.phone("organiser").last["message_id"]
    assert "Left as it was" in await floor.taps("organiser", "Change nothing")
    await _mended(floor)
    assert not _changed(floor, "Bo")
    await _card(floor, "Ann")
    await floor.taps("organiser", "+60 min")
    await _mended(floor)
    phone = floor.phone("organiser")
    assert phone.last
    tap = next(
        b["callback_data"] for row in phone.last["reply_markup"]["inline_keyboard"] for b in row if "Do it" in b["text"]
    )
    for _ in range(2):
        phone.tap_data(phone.last["message_id"], tap)
    await floor.settle()
    await _mended(floor)
    phone.tap_data(message, tap)
    await floor.settle()
    await _mended(floor)
    assert len(_changed(floor, "Bo")) == 1


async def test_what_is_typed_is_minutes_or_a_time_and_anything_else_is_asked_again(floor: Floor) -> None:
    await _scene(floor)
    for nonsense in ("<b>soon</b>", "🙈", "\u202elater", "x" * 4_000, "27 May", "09:00"):
        await _card(floor, "Ann")
        shown = await floor.says("organiser", nonsense)
        assert "Type" in shown or "At what time" in shown, (nonsense[:20], shown)
        assert "Back" in " ".join(floor.buttons("organiser"))
    await _card(floor, "Ann")
    assert "comes at 10:45" in await floor.says("organiser", "45")
    await _mended(floor)
    await _card(floor, "Ann")
    assert "comes at 10:40" in await floor.says("organiser", "10:40")
    await _mended(floor)
    await _card(floor, "Ann")
    await floor.taps("organiser", "Leaves at")
    assert "leaves at 11:20" in await floor.says("organiser", "11:20")
    await _mended(floor)
    assert "1 gets another" in floor.reads("organiser")


async def test_who_does_not_come_at_all_is_met_by_nobody(floor: Floor) -> None:
    await _scene(floor)
    await _card(floor, "Ann")
    await floor.taps("organiser", "Not coming at all")
    await _mended(floor)
    assert "3 meetings are cancelled" in floor.reads("organiser")
    await floor.taps("organiser", "Do it")
    await _mended(floor)
    assert "3 meetings are cancelled" in floor.reads("organiser")
    for name in ("Bo", "Cid", "Dee"):
        assert "It is cancelled" in _changed(floor, name)[0]
    await _card(floor, "Ann")
    assert "can be met at every time again" in await floor.taps("organiser", "Here at every time")


async def test_nobody_but_the_desk_says_it_of_others(floor: Floor) -> None:
    await _scene(floor)
    ann = await floor.attendee_of("Ann")
    phone = floor.phone("Bo")
    await floor.says("Bo", "/menu")
    assert phone.last
    phone.tap_data(phone.last["message_id"], RepairTap(RepairAct.LATE, ann.id, 30).pack())
    await floor.settle()
    await _mended(floor)
    assert not _changed(floor, "Ann")
    assert "comes at" not in floor.everything("Bo")


async def test_somebody_says_it_themselves_and_the_desk_looks(floor: Floor) -> None:
    await _scene(floor)
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.says("Ann", "/availability")
    await floor.taps("Ann", "I come later")
    shown = await floor.taps("Ann", "10:25")
    assert "Here at 10:25" in shown
    assert "desk has been told" in shown
    await _mended(floor)
    assert "Ann Tester comes at 10:25" in floor.latest("organiser")
    assert not _changed(floor, "Bo")
    await floor.taps("organiser", "Do it")
    await _mended(floor)
    assert "was: Wed 27 April, 10:00" in _changed(floor, "Bo")[0]


async def test_where_the_rules_say_so_it_is_done_at_once_and_the_desk_hears(sqlite_url: str, tmp_path: Path) -> None:
    text = find_event_file("vilnius-2022").read_text()
    assert "[rules]" in text
    file = tmp_path / "vilnius-2022.toml"
    file.write_text(text.replace("[rules]", '[rules]\nrepair = "automatic"'))
    async with open_floor(sqlite_url, event_file=file) as floor:
        await _scene(floor)
        floor.organiser()
        await floor.says("organiser", "/desk")
        await floor.says("Ann", "/availability")
        await floor.taps("Ann", "I leave earlier")
        await floor.taps("Ann", "11:15")
        await _mended(floor)
        assert "was: Wed 27 April, 11:15" in _changed(floor, "Dee")[0]
        assert "Ann Tester leaves at 11:15" in floor.latest("organiser")
        assert "1 meeting moved" in floor.latest("organiser")


async def test_saying_it_twice_is_saying_it_once(floor: Floor) -> None:
    await _scene(floor)
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.says("Ann", "/availability")
    await floor.taps("Ann", "I come later")
    phone = floor.phone("Ann")
    assert phone.last
    rows = phone.last["reply_markup"]["inline_keyboard"]
    tap = next(button["callback_data"] for row in rows for button in row if "10:25" in button["text"])
    for _ in range(2):
        phone.tap_data(phone.last["message_id"], tap)
    await floor.settle()
    await _mended(floor)
    assert floor.everything("organiser").count("Ann Tester comes at 10:25") == 1


async def test_after_the_last_time_nobody_is_late_any_more(floor: Floor) -> None:
    await _scene(floor)
    await _card(floor, "Ann")
    await floor.clock_strikes("18:00")
    assert "no meeting times ahead" in await floor.taps("organiser", "+60 min")
    assert "Menu" in " ".join(floor.buttons("organiser"))
