"""*For you*: who fits is the first thing that /people shows, with the reason, and *Not interested* teaches."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.people import Interest, Side
from storage import people
from storage.tables import not_interested, suggestions
from storage.unit_of_work import unit_of_work
from tests.floor import Floor

SELLS = {"offers": ("packaging",), "needs": ("food-export",)}


async def in_reach(floor: Floor) -> None:
    """Ann needs packaging and offers food export; Bo, Cy and Di have it and want that; Ed wants nothing of it."""
    await floor.attendee("Ann")
    for name in ("Bo", "Cy", "Di"):
        await floor.attendee(name, **SELLS)
    await floor.attendee("Ed", organisation="Zebra Lab", offers=("laser-micromachining",), needs=("logistics",))


async def rewritten(floor: Floor, name: str, *interests: Interest, **columns: Any) -> None:
    """Write somebody's registration as their profile would."""
    who = await floor.attendee_of(name)
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        if interests:
            await people.set_interests(uow.connection, who.id, interests)
        await people.change_attendee(uow.connection, who.id, now=uow.now, **columns)


def named(floor: Floor, name: str) -> list[str]:
    """Whose buttons they see."""
    return [one for one in floor.people if any(f"{one} Tester" in label for label in floor.buttons(name))]


async def test_people_opens_with_who_fits_and_says_why_and_when(floor: Floor) -> None:
    await in_reach(floor)
    seen = await floor.says("Ann", "/people")
    assert seen.startswith("✨ For you")
    assert named(floor, "Ann") == ["Bo", "Cy", "Di"], "Ed has nothing to do with her"
    assert "Offers Packaging, needs your Food export. Free at 10:00." in seen
    card = await floor.taps("Ann", "Bo Tester")
    assert "Bo Tester" in card
    assert "needs your" in card
    assert {"🤝 Request a meeting", "Not interested", "‹ For you", "Menu"} <= set(floor.buttons("Ann"))
    await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "Any time that suits both")
    assert "is sent" in await floor.taps("Ann", "Send without a note")
    await floor.says("Ann", "/people")
    assert named(floor, "Ann") == ["Cy", "Di"], "who has been asked is not suggested"


async def test_all_people_is_one_tap_away_and_a_typed_name_is_a_search(floor: Floor) -> None:
    await in_reach(floor)
    await floor.says("Ann", "/people")
    assert "4 people" in await floor.taps("Ann", "All people")
    await floor.says("Ann", "/people")
    assert "1 person" in await floor.says("Ann", "zebra")
    assert named(floor, "Ann") == ["Ed"]


async def test_not_interested_takes_somebody_off_the_next_slides_in_and_undo_brings_them_back(floor: Floor) -> None:
    await floor.attendee("Ann")
    for name in ("Bo", "Cy", "Di", "Ed", "Flo", "Gil"):
        await floor.attendee(name, **SELLS)
    await floor.says("Ann", "/people")
    assert len(named(floor, "Ann")) == 5
    first = named(floor, "Ann")[0]
    await floor.taps("Ann", f"{first} Tester")
    seen = await floor.taps("Ann", "Not interested")
    assert "Noted" in floor.toasts["Ann"]
    assert f"Not interested in {first} Tester: noted." in seen
    assert len(named(floor, "Ann")) == 5, "the sixth has taken their place"
    assert first not in named(floor, "Ann")
    assert first not in seen.split("noted.")[1]
    await floor.taps("Ann", "Undo")
    assert first in named(floor, "Ann")
    await floor.taps("Ann", "More ›")
    assert len(named(floor, "Ann")) == 1


async def test_the_one_waved_away_is_not_told_and_is_shown_her_no_more(floor: Floor) -> None:
    await in_reach(floor)
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    before = floor.everything("Bo")
    await floor.taps("Ann", "Not interested")
    assert floor.everything("Bo") == before
    assert not (await floor.says("Bo", "/people")).startswith("✨ For you"), "both sides count: she would say no"
    async with floor.app.database.reading() as connection:
        assert len((await connection.execute(select(not_interested))).all()) == 1
        assert (await connection.execute(select(suggestions))).all()


async def test_a_stale_card_and_strangers_buttons_do_no_harm(floor: Floor) -> None:
    await in_reach(floor)
    await floor.says("Ann", "/people")
    shown = floor.phone("Ann").last
    assert shown is not None
    await rewritten(floor, "Bo", hidden=True)
    await floor.taps("Ann", "Bo Tester")
    assert "not on the list any more" in floor.toasts["Ann"]
    await floor.says("Ann", "/people")
    assert named(floor, "Ann") == ["Cy", "Di"]
    bo = await floor.attendee_of("Bo")
    for data in (
        f"fy:n:0:{bo.id}",
        "fy:n:0:999999",
        "fy:n:0:",
        "fy:c:0:",
        "fy:u:0:",
        "fy:z:0:",
        "fy:p:-3:",
        "fy:p:99:",
    ):
        floor.phone("Ann").tap_data(shown["message_id"], data)
        await floor.settle()
    async with floor.app.database.reading() as connection:
        assert not (await connection.execute(select(not_interested))).all()
    ann = await floor.attendee_of("Ann")
    floor.phone("Ann").tap_data(shown["message_id"], f"fy:n:0:{ann.id}")
    await floor.settle()
    async with floor.app.database.reading() as connection:
        assert not (await connection.execute(select(not_interested))).all(), "nobody waves themselves away"


async def test_a_second_tap_on_not_interested_is_one(floor: Floor) -> None:
    await in_reach(floor)
    await floor.says("Ann", "/people")
    message = floor.phone("Ann").last
    assert message is not None
    await floor.taps("Ann", "Bo Tester")
    bo = await floor.attendee_of("Bo")
    for _ in range(2):
        floor.phone("Ann").tap_data(message["message_id"], f"fy:n:0:{bo.id}")
        await floor.settle()
    async with floor.app.database.reading() as connection:
        assert len((await connection.execute(select(not_interested))).all()) == 1


async def test_whoever_says_neither_offers_nor_needs_is_told_what_to_do(floor: Floor) -> None:
    await in_reach(floor)
    await floor.attendee("Una", offers=(), needs=(), about="")
    seen = await floor.says("Una", "/people")
    assert "5 people" in seen
    assert "I find who fits you" in seen
    assert {"✏️ I offer", "✏️ I need"} <= set(floor.buttons("Una"))
    await floor.taps("Una", "I need")
    assert "need" in floor.reads("Una").lower()


async def test_alone_at_the_event_it_says_so(floor: Floor) -> None:
    await floor.attendee("Ann")
    assert "Nobody else is here yet" in await floor.says("Ann", "/people")


async def test_a_new_profile_counts_at_once(floor: Floor) -> None:
    await in_reach(floor)
    await floor.says("Ed", "/people")
    assert not floor.reads("Ed").startswith("✨ For you")
    await floor.says("Ed", "/profile")
    await floor.taps("Ed", "Needs")
    await floor.taps("Ed", "Packaging")
    await floor.taps("Ed", "Done")
    seen = await floor.says("Ed", "/people")
    assert seen.startswith("✨ For you"), seen


async def test_who_has_met_or_has_a_meeting_is_not_suggested(floor: Floor) -> None:
    await in_reach(floor)
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.says("Ann", "/people")
    assert named(floor, "Ann") == ["Cy", "Di"]
    assert "Free at 10:25." in floor.reads("Ann"), "10:00 is taken"
    await floor.clock_strikes("11:00")
    await floor.says("Ann", "/people")
    assert "Bo" not in named(floor, "Ann"), "they have met"


async def test_those_without_a_shared_time_come_last_and_are_not_promised_one(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo", **SELLS)
    await floor.attendee("Cy", **SELLS)
    await floor.says("Bo", "/availability")
    for label in [label for label in floor.buttons("Bo") if "not free" in label]:
        await floor.taps("Bo", label)
    seen = await floor.says("Ann", "/people")
    assert seen.index("Cy Tester") < seen.index("Bo Tester")
    assert "Free" not in seen[seen.index("Bo Tester") :]


@pytest.mark.parametrize("words", ["<b>", "🙂", "שלום עולם", "=1+1"])
async def test_own_words_of_any_kind_are_shown_harmlessly(floor: Floor, words: str) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    for name, side in (("Ann", Side.NEED), ("Bo", Side.OFFER)):
        await rewritten(floor, name, Interest(side, None, f"pakavimas {words}"))
    seen = await floor.says("Ann", "/people")
    assert "Offers" in seen, seen
    assert words in seen


async def test_the_reason_reads_well_in_lithuanian(floor: Floor) -> None:
    await floor.attendee("Ona", language_code="lt")
    await floor.attendee("Bo", **SELLS)
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        me = await floor.attendee_of("Ona")
        await people.change_person(uow.connection, me.person_id, language="lt")
    seen = await floor.says("Ona", "/people")
    assert "Jums" in seen
    assert "Siūlo" in seen
    assert "10:00" in seen
