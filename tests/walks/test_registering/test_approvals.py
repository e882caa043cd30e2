"""Registrations that organisers approve first, the waiting list, and who may decide."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables import audit
from tests.floor import Floor
from tests.walks.test_registering.doors import a_file, a_floor, load, registers


@pytest.fixture
async def floor(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    """Approval is wanted, and there are three places; the organiser has said hello."""
    async with a_floor(sqlite_url, tmp_path, approval=True, capacity=3) as opened:
        opened.organiser()
        await opened.says("organiser", "/start")
        yield opened


def messages(floor: Floor, words: str) -> list[str]:
    return [text for text in floor.everything("organiser").split("\n---\n") if words in text]


async def acts(floor: Floor) -> list[str]:
    async with floor.app.database.reading() as connection:
        return list((await connection.execute(select(audit.c.act).order_by(audit.c.id))).scalars())


async def test_one_application_is_decided_with_one_tap_and_the_attendee_hears(floor: Floor) -> None:
    assert "with the organisers" in await registers(floor, "Ann")
    assert "looking at your registration" in await floor.says("Ann", "/menu")
    for command in ("/people", "/agenda"):
        await floor.says("Ann", command)
        assert "Ann & Co" not in floor.reads("Ann")
    assert "waits for approval" in floor.latest("organiser")
    assert "Ann & Co" in floor.latest("organiser")
    assert "Ann Tester is approved" in await floor.taps("organiser", "✅ Approve")
    assert "You are in, Ann Tester" in floor.latest("Ann")
    assert "People" in floor.buttons("Ann")
    assert "What would you like to do, Ann" in await floor.says("Ann", "/menu")
    assert (await acts(floor))[-2:] == ["register", "approve"]


async def test_many_applications_are_one_message_that_counts(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cy", "Dee", "Eli", "Fay"):
        await registers(floor, name)
    waiting = messages(floor, "wait")
    assert len(waiting) == 3, "one for each of the first three, the newest goes on counting"
    assert "6 registrations wait for approval" in waiting[-1]
    seen = await floor.taps("organiser", "Open the list")
    assert "Places taken: 0 of 3" in seen
    assert "3 of them go to the waiting list" in await floor.taps("organiser", "Approve all (6)")
    await floor.taps("organiser", "Back")
    await floor.taps("organiser", "Approve all (6)")
    assert "6 registrations are approved. 3 of them wait" in await floor.taps("organiser", "Yes, approve all")
    assert "You are in, Ann" in floor.latest("Ann")
    assert "you are number 1 on the waiting list" in floor.latest("Dee")
    await floor.says("Ann", "/profile")
    await floor.taps("Ann", "Leave the event")
    await floor.taps("Ann", "Yes, leave")
    assert "You have a place now, Dee" in floor.latest("Dee")


async def test_a_refusal_has_its_reason_and_can_be_taken_back(floor: Floor) -> None:
    await registers(floor, "Ann")
    assert "Refuse Ann Tester?" in await floor.taps("organiser", "❌ Refuse")
    assert "at most 300" in await floor.says("organiser", "x" * 301)
    assert "is refused" in await floor.says("organiser", "Only <b>clusters</b> this time")
    heard = floor.latest("Ann")
    assert "could not take your registration" in heard
    assert "They say: Only <b>clusters</b> this time" in heard, "as typed, not as formatting"
    assert "could not take" in await floor.says("Ann", "/start vilnius-2022")
    assert "could not take" in await floor.says("Ann", "/register")
    await floor.says("organiser", "/approvals")
    await floor.taps("organiser", "Refused (1)")
    await floor.taps("organiser", "Ann Tester")
    assert "is approved" in await floor.taps("organiser", "Approve after all")
    assert "You are in" in floor.latest("Ann")


async def test_only_owner_and_desk_decide_and_only_once(floor: Floor) -> None:
    await registers(floor, "Ann")
    await registers(floor, "Bo")
    shown = floor.organiser().messages[-1]
    assert "Only the organisers" in await floor.says("Ann", "/approvals")
    floor.phone("Ann").tap_data(floor.phone("Ann").last["message_id"], "ap:yes:2")
    await floor.settle()
    assert "with the organisers" in floor.everything("Bo")
    assert "You are in" not in floor.everything("Bo")
    for _ in range(2):
        floor.organiser().tap_data(shown["message_id"], "ap:yes:1")
    await floor.settle()
    assert floor.everything("Ann").count("You are in") == 1
    assert (await acts(floor)).count("approve") == 1
    for data in ("ap:yes:999", "ap:yes:", "ap:card:-1", f"ap:allnow:{2**63 - 1}", "ap:allnow:-5", "ap:list:-7"):
        floor.organiser().tap_data(shown["message_id"], data)
        await floor.settle()
        assert "did not work" not in floor.latest("organiser")


async def test_a_place_can_be_given_over_the_capacity_and_says_so(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path, capacity=1) as floor:
        floor.organiser()
        await floor.says("organiser", "/start")
        await registers(floor, "Ann")
        assert "number 1 on the waiting list" in await registers(floor, "Bo")
        assert "No registration waits" in await floor.says("organiser", "/approvals")
        await floor.taps("organiser", "Waiting list (1)")
        assert "1 of 1 places are taken: this one would be over" in await floor.taps("organiser", "Bo Tester")
        assert "over its capacity" in await floor.taps("organiser", "Give a place now")
        assert "You have a place now, Bo" in floor.latest("Bo")


async def test_a_larger_capacity_moves_the_waiting_list_up(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path, capacity=1) as floor:
        for name in ("Ann", "Bo", "Cy", "Dee"):
            await registers(floor, name)
        await load(floor, a_file(tmp_path, capacity=3))
        for name in ("Bo", "Cy"):
            assert f"You have a place now, {name}" in floor.latest(name)
        assert "You have a place now" not in floor.everything("Dee")
