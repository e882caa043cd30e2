"""Right after a meeting, and when somebody does not come: what people see and tap."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import func, select

from storage.tables import gap_offers, meetings, seats
from tests.floor import VILNIUS, Floor, open_floor


@pytest.fixture
async def met(floor: Floor) -> Floor:
    """Ann and Bo have met from 10:00 to 10:20."""
    await floor.attendee("Ann", username="ann_a")
    await floor.attendee("Bo", username="bo_b")
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.clock_strikes("10:20")
    return floor


async def status_of(floor: Floor, number: int = 1) -> str:
    async with floor.app.database.reading() as connection:
        query = select(meetings.c.status).where(meetings.c.id == number)
        return str((await connection.execute(query)).scalar_one())


async def test_both_are_asked_once_how_it_was_when_the_slot_is_over(met: Floor) -> None:
    for name in ("Ann", "Bo"):
        assert "How was your meeting" in met.latest(name)
    before = {name: len(met.phone(name).messages) for name in ("Ann", "Bo")}
    await met.clock_strikes("10:40")
    assert {name: len(met.phone(name).messages) for name in before} == before


async def test_three_taps_tell_how_it_was_and_exchange_cards_once_both_agree(met: Floor) -> None:
    await met.taps("Ann", "It took place")
    assert "What comes of it?" in met.reads("Ann")
    await met.taps("Ann", "A joint project")
    await met.taps("Ann", "Yes, exchange")
    assert "once they say yes too" in met.reads("Ann")
    assert "would like to exchange contact cards" in met.latest("Bo")
    assert "document" not in (met.phone("Ann").last or {})
    await met.taps("Bo", "Yes, exchange", message=(met.phone("Bo").last or {})["message_id"])
    for name, other in (("Ann", "bo_b"), ("Bo", "ann_a")):
        card = next(m for m in reversed(met.phone(name).messages) if "document" in m)
        stored = met.stage.files.get(card["document"]["file_id"])
        assert stored is not None
        assert f"t.me/{other}".encode() in stored.content
        assert card["document"]["file_name"].endswith(".vcf")


async def test_a_no_to_exchanging_cards_is_told_to_nobody(met: Floor) -> None:
    await met.taps("Ann", "It took place")
    await met.taps("Ann", "A follow-up")
    before = met.everything("Bo")
    await met.taps("Ann", "No, thanks")
    assert met.everything("Bo") == before
    assert "not given away" in met.reads("Ann")


async def test_an_answer_can_be_changed_and_twice_is_once(met: Floor) -> None:
    await met.taps("Ann", "Too short")
    await met.taps("Ann", "No fit")
    assert "Request a meeting" in " ".join(met.buttons("Ann"))
    await met.taps("Ann", "Change")
    await met.taps("Ann", "It took place")
    assert "too short" not in met.reads("Ann")


async def test_nobody_came_makes_it_missed_until_the_other_says_that_they_were_there(met: Floor) -> None:
    await met.taps("Ann", "Nobody came")
    assert await status_of(met) == "missed"
    assert "waited for you" in met.latest("Bo")
    await met.taps("Bo", "I was there")
    assert await status_of(met) == "held"


async def test_somebody_elses_question_cannot_be_answered(met: Floor) -> None:
    await met.attendee("Cleo")
    message = met.phone("Ann").last or {}
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await met.says("Cleo", "/menu")
    met.phone("Cleo").tap_data((met.phone("Cleo").last or {})["message_id"], data)
    await met.settle()
    assert await status_of(met) == "held"
    async with met.app.database.reading() as connection:
        from storage.tables import meeting_outcomes

        said = (await connection.execute(select(meeting_outcomes.c.happened))).scalars().all()
    assert set(said) == {None}


# --- nobody here ---------------------------------------------------------------------------------------------------


@pytest.fixture
async def alone(sqlite_url: str) -> AsyncIterator[Floor]:
    """Ann sits at her table at 10:00; Bo is not there. Cleo and Dan are free."""
    async with open_floor(sqlite_url, at=datetime(2022, 4, 27, 9, 0, tzinfo=VILNIUS)) as floor:
        for name in ("Ann", "Bo", "Cleo", "Dan"):
            await floor.attendee(name)
        await floor.agreed_meeting("Ann", "Bo", at="10:00")
        await floor.clock_strikes("09:45")
        yield floor


async def test_before_the_meeting_nobody_here_says_when_it_begins(alone: Floor) -> None:
    await alone.taps("Ann", "Nobody here")
    assert "begins at 10:00" in alone.toasts["Ann"]
    assert "waiting for you" not in alone.everything("Bo")


async def test_one_tap_calls_the_missing_side_and_the_desk_at_once(alone: Floor) -> None:
    alone.organiser()
    await alone.says("organiser", "/start vilnius-2022")
    await alone.clock_strikes("10:02")
    seen = await alone.taps("Ann", "Nobody here")
    assert "has been called" in alone.latest("Ann"), seen
    assert "is waiting for you" in alone.latest("Bo")
    assert "is waiting for" in alone.latest("organiser")
    await alone.taps("Ann", "Nobody here")
    assert alone.everything("Bo").count("is waiting for you") == 1
    await alone.taps("Bo", "I am coming")
    assert "is coming" in alone.latest("Ann")
    await alone.clock_strikes("10:06")
    assert await status_of(alone) == "scheduled"
    assert "Free now" not in alone.everything("Cleo")


async def test_after_three_minutes_the_slot_goes_to_the_first_who_taps(alone: Floor) -> None:
    await alone.clock_strikes("10:02")
    await alone.taps("Ann", "Nobody here")
    await alone.clock_strikes("10:05")
    assert await status_of(alone) == "missed"
    assert "Your slot is offered" in alone.latest("Ann")
    assert "waited for you" in alone.latest("Bo")
    for name in ("Cleo", "Dan"):
        assert "Free now, until 10:20" in alone.latest(name)
    assert "Go now" in await alone.taps("Dan", "I am coming")
    assert "comes to you now" in alone.latest("Ann")
    with pytest.raises(AssertionError, match="has no button"):
        await alone.taps("Cleo", "I am coming")
    assert "no longer free" in alone.everything("Cleo")
    async with alone.app.database.reading() as connection:
        sitting = (await connection.execute(select(func.count()).select_from(seats))).scalar_one()
        states = (await connection.execute(select(gap_offers.c.state))).scalars().all()
    assert sitting == 2
    assert states == ["taken"]
    await alone.clock_strikes("10:20")
    assert "How was your meeting" in alone.latest("Dan")


async def test_two_taps_at_the_same_moment_give_the_slot_to_one(alone: Floor) -> None:
    await alone.clock_strikes("10:02")
    await alone.taps("Ann", "Nobody here")
    await alone.clock_strikes("10:05")
    for name in ("Cleo", "Dan"):
        shown = alone.phone(name).last or {}
        data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        alone.phone(name).tap_data(shown["message_id"], data)
    await alone.settle()
    winners = [name for name in ("Cleo", "Dan") if "Go now" in alone.everything(name)]
    assert len(winners) == 1
    assert alone.everything("Ann").count("comes to you now") == 1


async def test_who_cannot_come_frees_the_slot_at_once(alone: Floor) -> None:
    await alone.clock_strikes("10:02")
    await alone.taps("Ann", "Nobody here")
    assert "can’t come" in await alone.taps("Bo", "I can’t come", message=(alone.phone("Bo").last or {})["message_id"])
    assert "Free now" in alone.latest("Cleo")
    await alone.taps("Cleo", "No, thanks")
    assert "Others are asked too" in alone.reads("Cleo")


async def test_both_wait_for_each_other_and_are_told(alone: Floor) -> None:
    await alone.clock_strikes("10:02")
    await alone.taps("Ann", "Nobody here")
    bells = [m["message_id"] for m in alone.phone("Bo").messages if "🔔" in m.get("text", "")]
    await alone.taps("Bo", "Nobody here", message=bells[0])
    for name in ("Ann", "Bo"):
        assert "is there too" in alone.latest(name)
    await alone.clock_strikes("10:06")
    assert await status_of(alone) == "scheduled"


async def test_late_in_the_slot_nothing_is_offered(alone: Floor) -> None:
    await alone.clock_strikes("10:14")
    await alone.taps("Ann", "Nobody here")
    await alone.clock_strikes("10:17")
    assert "Nobody near by is free" in alone.latest("Ann")
    assert "Free now" not in alone.everything("Cleo")
