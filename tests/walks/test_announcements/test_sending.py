"""Sending: once, to the audience of the beginning, now or later, never in the way of a bell; stopped, restarted."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.notices import Lane, Notice
from bot.views.screens import Screen
from storage.unit_of_work import unit_of_work
from tests.floor import Floor
from tests.walks.test_announcements.desk import (
    Watch,
    a_little_later,
    calm,
    crowd,
    go_on,
    newest_with,
    numbers,
    press,
    previewed,
    restart,
)


async def test_a_double_tap_sends_once_to_each(floor: Floor) -> None:
    names = await crowd(floor, 5)
    await previewed(floor)
    watch = Watch(floor)
    await press(floor, "organiser", "Send now", times=3)
    await floor.settle()
    assert sorted(watch.who_got("Lunch")) == sorted(names)


async def test_progress_adds_up_to_the_audience_of_the_beginning_and_closes(floor: Floor) -> None:
    await crowd(floor, 200)
    floor.phone("P3").block()
    floor.phone("P150").delete_account()
    await floor.settle()
    await previewed(floor)
    watch = Watch(floor)
    began = floor.clock.now()
    await press(floor, "organiser", "Send now to 200 people")
    await floor.attendee("Late")
    floor.stage.faults.set(reset_after=1, only_methods=["sendMessage"])
    await go_on(floor, 230)
    shown = [at for at, name, _ in watch.edits if name == "organiser" and at > began]
    assert len(shown) >= 2
    assert all(later - sooner >= timedelta(seconds=3) for sooner, later in pairwise(shown))
    floor.clock.advance(3)
    await calm(floor)
    assert "Sent." in floor.phone("organiser").last["text"]
    seen = numbers(floor)
    assert seen == {
        "Sent": 197,
        "Unreachable": 2,
        "Failed": 0,
        "Uncertain (perhaps arrived, not sent again)": 1,
        "Left": 0,
    }
    got = watch.who_got("Lunch")
    assert len(got) == len(set(got)) == 198, "nobody twice, and the uncertain one did get it"
    assert "Late" not in got
    assert "Stop sending" not in str(floor.phone("organiser").last)
    assert floor.stage.counters.get("429", 0) == 0


async def test_stopped_midway_what_has_not_left_does_not_leave(floor: Floor) -> None:
    await crowd(floor, 60)
    await previewed(floor)
    watch = Watch(floor)
    await press(floor, "organiser", "Send now")
    await go_on(floor, 20)
    await press(floor, "organiser", "Stop sending")
    await go_on(floor, 5)
    stopped_at = len(watch.who_got("Lunch"))
    assert 10 <= stopped_at < 40
    await floor.settle()
    floor.clock.advance(60)
    await floor.settle()
    assert len(watch.who_got("Lunch")) == stopped_at
    text = floor.phone("organiser").last["text"]
    assert "Stopped." in text
    assert numbers(floor) == {
        "Sent": stopped_at, "Unreachable": 0, "Failed": 0, "Not sent": 60 - stopped_at, "Left": 0,
    }  # fmt: skip


async def test_what_was_on_its_way_when_it_was_stopped_is_counted_in_the_end(floor: Floor) -> None:
    await crowd(floor, 10)
    await previewed(floor)
    await press(floor, "organiser", "Send now")
    floor.stage.faults.set(slow=0.3, only_methods=["sendMessage"])
    floor.app.jobs.ask()
    floor.clock.advance(1.0)
    message, data = newest_with(floor.phone("organiser"), "Stop sending")
    floor.phone("organiser").tap_data(message, data)
    await calm(floor)
    floor.stage.faults.clear()
    floor.app.jobs.ask()
    await floor.settle()
    floor.clock.advance(4)
    await floor.settle()
    seen = numbers(floor)
    assert seen["Left"] == 0
    assert sum(seen.values()) == 10


async def test_bells_and_replies_go_before_what_is_left_of_an_announcement(floor: Floor) -> None:
    names = await crowd(floor, 60)
    await previewed(floor)
    due = floor.clock.now() + timedelta(seconds=1)
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        bell = Screen("🔔 in 15 minutes").to_json()
        for name in names[-5:]:
            uow.owe(Notice(floor.phone(name).id, Lane.BELL, "bell", due, screen=bell))
    watch = Watch(floor)
    await press(floor, "organiser", "Send now")
    while floor.clock.now() < due:
        await go_on(floor, 1)
    await go_on(floor, 6)
    since = [text for at, _, text in watch.arrived if at >= due]
    assert ["🔔" in text for text in since[:6]].count(True) == 5, "one part at most was on its way before them"
    assert sorted(watch.who_got("🔔")) == sorted(names[-5:])
    so_far = len(watch.arrived)
    floor.phone("P0").say("/help")
    await calm(floor)
    await go_on(floor, 2)
    assert "P0" in [name for _, name, _ in watch.arrived[so_far : so_far + 2]], "one part at most before the reply"
    assert len(watch.who_got("Lunch")) < 60
    await floor.settle()
    assert sorted(watch.who_got("Lunch")) == sorted(names)


async def test_a_restart_in_the_middle_goes_on_and_sends_nothing_twice(floor: Floor) -> None:
    names = await crowd(floor, 40)
    await previewed(floor)
    watch = Watch(floor)
    await press(floor, "organiser", "Send now")
    await go_on(floor, 15)
    await restart(floor)
    try:
        assert 5 <= len(watch.who_got("Lunch")) < 40
        await floor.settle()
        floor.clock.advance(4)
        await floor.settle()
        assert sorted(watch.who_got("Lunch")) == sorted(names)
        assert numbers(floor)["Sent"] == 40
    finally:
        await floor.app.stop()


async def test_somebody_who_blocks_meanwhile_and_comes_back_stays_unreachable_in_the_numbers(floor: Floor) -> None:
    await crowd(floor, 30)
    await previewed(floor)
    watch = Watch(floor)
    await press(floor, "organiser", "Send now")
    await go_on(floor, 3)
    floor.phone("P29").block()
    await floor.settle()
    floor.phone("P29").unblock()
    await floor.settle()
    floor.clock.advance(4)
    await floor.settle()
    assert "P29" not in watch.who_got("Lunch")
    assert numbers(floor) == {"Sent": 29, "Unreachable": 1, "Failed": 0, "Left": 0}


@pytest.mark.parametrize(
    ("language", "later", "written", "button", "confirmed"),
    [
        ("en", "Send later…", "today 10:30", "Wed 27 April, 10:30", "It goes out Wed 27 April, 10:30"),
        ("lt", "Siųsti vėliau…", "šiandien 10 val. 30 min.", "10:30", "Bus išsiųsta: balandžio 27 d."),
    ],
)
async def test_sent_later_at_a_time_in_words(
    floor: Floor, language: str, later: str, written: str, button: str, confirmed: str
) -> None:
    ann = await floor.attendee("Ann")
    phone = floor.organiser()
    phone.user["language_code"] = language
    await previewed(floor) if language == "en" else None
    if language == "lt":
        await floor.says("organiser", "/announce")
        await floor.says("organiser", "Lunch is served.")
        await floor.taps("organiser", "Peržiūra")
    await floor.taps("organiser", later)
    await floor.says("organiser", written)
    assert button in floor.buttons("organiser")[0]
    assert confirmed in await floor.taps("organiser", button)
    await floor.attendee("Bo")
    await floor.clock_strikes("10:29")
    assert not any("Lunch" in m.get("text", "") for m in ann.messages)
    await floor.clock_strikes("10:30")
    assert ann.last["text"] == floor.phone("Bo").last["text"] == "Lunch is served."


async def test_times_that_are_none_are_answered_kindly(floor: Floor) -> None:
    await previewed(floor)
    await floor.taps("organiser", "Send later…")
    assert "could not read a time" in await floor.says("organiser", "when the cow comes home")
    assert "That time has gone" in await floor.says("organiser", "today 8:30")
    assert "At what time on Thu 28 April?" in await floor.says("organiser", "tomorrow")
    await floor.says("organiser", "26.04. 10:00")
    assert any("(2023)" in label for label in floor.buttons("organiser")), "a day that has gone means next year"
    await floor.says("organiser", "today 9:30")
    floor.clock.advance(1860)
    message, data = newest_with(floor.phone("organiser"), "09:30")
    tap = floor.phone("organiser").tap_data(message, data)
    await floor.settle()
    assert "That time has gone" in str(tap.answer)


async def test_a_scheduled_one_can_be_stopped_and_says_that_nothing_was_sent(floor: Floor) -> None:
    ann = await floor.attendee("Ann")
    await previewed(floor)
    await floor.taps("organiser", "Send later…")
    await floor.says("organiser", "10:30")
    await floor.taps("organiser", "10:30")
    assert "Nothing goes out" in await floor.taps("organiser", "Cancel the schedule")
    await floor.clock_strikes("10:31")
    assert not any("Lunch" in m.get("text", "") for m in ann.messages)


async def test_back_from_the_time_and_then_sent_leaves_no_open_question(floor: Floor) -> None:
    await floor.attendee("Ann")
    await previewed(floor)
    await floor.taps("organiser", "Send later…")
    assert "exactly what arrives" in await floor.taps("organiser", "« Back")
    await floor.taps("organiser", "Send later…")
    await floor.says("organiser", "10:30")
    await floor.taps("organiser", "« Back")
    await floor.taps("organiser", "Send now")
    assert "Is this the time?" not in await floor.says("organiser", "11:30")


async def test_progress_does_not_overwrite_what_the_organiser_went_on_to(floor: Floor) -> None:
    await crowd(floor, 20)
    await previewed(floor)
    await press(floor, "organiser", "Send now")
    await go_on(floor, 3)
    message, data = newest_with(floor.phone("organiser"), "Menu")
    floor.phone("organiser").tap_data(message, data)
    await a_little_later(floor)
    assert "You are not registered" in floor.latest("organiser")
    await floor.says("organiser", "/announce")
    await floor.taps("organiser", "Sent (1)")
    assert "Sent: 20" in await floor.taps("organiser", "Lunch")
