"""Telegram's limits on messages, counted on the event's clock."""

from __future__ import annotations

import pytest

from bot.clock import RunningClock
from bot.rehearsal.errors import ApiError
from bot.rehearsal.stage import Phone, Stage
from tests.rehearsal.conftest import START, TOKEN, play


def retry_after(stage: Stage, method: str, **passed: object) -> int:
    with pytest.raises(ApiError) as refused:
        play(stage, method, **passed)
    assert refused.value.code == 429
    seconds = refused.value.parameters["retry_after"]
    assert refused.value.description == f"Too Many Requests: retry after {seconds}"
    return seconds


def test_thirty_messages_pass_in_a_second_and_the_next_one_is_refused(stage: Stage, clock: RunningClock) -> None:
    people = [stage.add_person(f"P{number}", started=True) for number in range(31)]
    for person in people[:30]:
        play(stage, "sendMessage", chat_id=person.id, text="x")
    assert retry_after(stage, "sendMessage", chat_id=people[30].id, text="x") == 1
    clock.advance(0.99)
    assert retry_after(stage, "sendMessage", chat_id=people[30].id, text="x") == 1
    clock.advance(0.02)
    play(stage, "sendMessage", chat_id=people[30].id, text="x")


def test_the_window_slides_so_that_two_bursts_around_a_full_second_are_too_much(
    stage: Stage, clock: RunningClock
) -> None:
    people = [stage.add_person(f"P{number}", started=True) for number in range(40)]
    clock.advance(0.9)
    for person in people[:20]:
        play(stage, "sendMessage", chat_id=person.id, text="x")
    clock.advance(0.2)
    for person in people[20:30]:
        play(stage, "sendMessage", chat_id=person.id, text="x")
    retry_after(stage, "sendMessage", chat_id=people[30].id, text="x")


def test_a_chat_takes_a_short_burst_and_then_one_a_second(stage: Stage, clock: RunningClock, ann: Phone) -> None:
    for _ in range(4):
        play(stage, "sendMessage", chat_id=ann.id, text="x")
    assert retry_after(stage, "sendMessage", chat_id=ann.id, text="x") == 1
    clock.advance(1)
    play(stage, "sendMessage", chat_id=ann.id, text="x")
    retry_after(stage, "sendMessage", chat_id=ann.id, text="x")


def test_a_group_takes_twenty_a_minute(stage: Stage, clock: RunningClock, ann: Phone) -> None:
    group = stage.add_group("Floor", [ann])
    for _ in range(20):
        play(stage, "sendMessage", chat_id=group.id, text="x")
        clock.advance(1)
    assert retry_after(stage, "sendMessage", chat_id=group.id, text="x") == 40
    clock.advance(40)
    play(stage, "sendMessage", chat_id=group.id, text="x")


def test_edits_count_and_answers_do_not(stage: Stage, ann: Phone) -> None:
    message = play(stage, "sendMessage", chat_id=ann.id, text="0")
    for number in range(1, 4):
        play(stage, "editMessageText", chat_id=ann.id, message_id=message["message_id"], text=str(number))
    retry_after(stage, "editMessageText", chat_id=ann.id, message_id=message["message_id"], text="4")
    assert ann.last["text"] == "3"
    tap = ann.tap_data(message["message_id"], "x")
    assert play(stage, "answerCallbackQuery", callback_query_id=tap.query_id)


def test_a_refused_message_is_not_counted_and_not_shown(stage: Stage, clock: RunningClock, ann: Phone) -> None:
    for _ in range(4):
        play(stage, "sendMessage", chat_id=ann.id, text="x")
    for _ in range(50):
        retry_after(stage, "sendMessage", chat_id=ann.id, text="y")
    clock.advance(1)
    play(stage, "sendMessage", chat_id=ann.id, text="z")
    assert [message["text"] for message in ann.messages] == ["x"] * 4 + ["z"]


def test_a_lenient_stage_lifts_the_rates_alone(clock: RunningClock) -> None:
    stage = Stage(TOKEN, clock, strict=False)
    ann = stage.add_person("Ann", started=True)
    for _ in range(200):
        play(stage, "sendMessage", chat_id=ann.id, text="x")
    with pytest.raises(ApiError, match="message is too long"):
        play(stage, "sendMessage", chat_id=ann.id, text="x" * 4097)


def test_the_rates_can_follow_another_clock(clock: RunningClock) -> None:
    seconds = [0.0]
    stage = Stage(TOKEN, clock, rate_clock=lambda: seconds[0])
    ann = stage.add_person("Ann", started=True)
    for _ in range(4):
        play(stage, "sendMessage", chat_id=ann.id, text="x")
    clock.advance(100)
    retry_after(stage, "sendMessage", chat_id=ann.id, text="x")
    seconds[0] = 1.0
    play(stage, "sendMessage", chat_id=ann.id, text="x")
    assert stage.date() == int(START.timestamp()) + 100
