"""Finding people: several filters at once, the search, and what stands on a card."""

from __future__ import annotations

import pytest

from tests.floor import Floor
from tests.walks.test_day.flows import agree, change


async def test_several_filters_hold_at_once_and_come_off_one_by_one(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo", country="PL")
    await floor.attendee("Cy", country="PL", attendee_type="research")
    await floor.attendee("Di", country="DE")
    for name, spoken in (("Bo", ["pl", "en"]), ("Cy", ["pl"]), ("Di", ["de", "en"])):
        await change(floor, name, languages=spoken)
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Language")
    assert "✓" not in "".join(floor.buttons("Ann"))
    assert "2 people" in await floor.taps("Ann", "English")
    await floor.taps("Ann", "Country")
    assert "1 person" in await floor.taps("Ann", "Poland")
    assert {"✕ English", "✕ 🇵🇱 Poland"} <= set(floor.buttons("Ann"))
    assert "2 people" in await floor.taps("Ann", "✕ English"), "Poland is left"
    assert "3 people" in await floor.taps("Ann", "✕ 🇵🇱 Poland")
    card = await floor.taps("Ann", "Bo Tester")
    assert "Polish, English" in card


async def test_free_when_i_am_leaves_only_those_with_a_slot_in_common(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cy"):
        await floor.attendee(name)
    await floor.attendee("Far", modes=("onsite", "absent"))
    await floor.says("Bo", "/availability")
    for label in [label for label in floor.buttons("Bo") if "not free" in label]:
        await floor.taps("Bo", label)
    await floor.says("Ann", "/people")
    assert "1 person" in await floor.taps("Ann", "Free when I am")
    assert "✕ free when I am" in floor.buttons("Ann")
    assert any("Cy" in label for label in floor.buttons("Ann"))
    await floor.says("Bo", "/availability")
    await floor.taps("Bo", "All free again")
    await floor.says("Ann", "/people")
    assert "2 people" in await floor.taps("Ann", "Free when I am")


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Rūta Žukauskas", "Žukauskas"),
        ("Rūta Žukauskas", "zukauskas"),
        ("Rūta Žukauskas", "zukuaskas"),
        ("Rūta Žukauskas", "ŽUKAUSKS"),
        ("Paweł Wałęsa", "pawel walesa"),
        ("Jürgen Groß", "jurgen gross"),
        ("Jürgen Groß", "juergen grosz"),
        ("Õnne Pärn", "onne parn"),
        ("Søren Ørsted", "soren orsted"),
        ("Zoë d’Árk", "zoe d'ark"),
        ("Олена Ткаченко", "олена ткаченк"),
    ],
)
async def test_the_search_forgives_letters_and_slips(floor: Floor, stored: str, typed: str) -> None:
    from bot.domain.typed_words import fold

    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.attendee("Cy")
    await change(floor, "Bo", name=stored, folded=fold(f"{stored} Invented Foods"))
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Search")
    assert "1 person" in await floor.says("Ann", typed), floor.screen("Ann")
    assert any(stored in label for label in floor.buttons("Ann"))


async def test_a_card_says_what_there_is_between_the_two(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cy"):
        await floor.attendee(name)
    await change(floor, "Bo", interpreter=True)
    await floor.says("Ann", "/people")
    assert "interpreter" in await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "10:25")
    await floor.taps("Ann", "Send without a note")
    await floor.says("Ann", "/people")
    assert "Your request waits for their answer" in await floor.taps("Ann", "Bo Tester")
    assert "🤝 Request a meeting" not in floor.buttons("Ann")
    await floor.says("Bo", "/people")
    assert "They are waiting for your answer" in await floor.taps("Bo", "Ann Tester")
    assert "would like to meet you" in await floor.taps("Bo", "Answer the request")
    await floor.taps("Bo", "Accept")
    await floor.says("Ann", "/people")
    assert "You meet Wed 27 April, 10:25–10:45" in await floor.taps("Ann", "Bo Tester")
    assert "Meeting with Bo" in await floor.taps("Ann", "Open the meeting")
    await floor.clock_strikes("10:50")
    await floor.says("Ann", "/people")
    assert "You have met" in await floor.taps("Ann", "Bo Tester")


async def test_a_closed_pair_of_types_is_not_offered_in_a_gap(floor: Floor) -> None:
    await floor.attendee("Ann", attendee_type="investor")
    await floor.attendee("Bo", attendee_type="investor")
    await floor.attendee("Cy")
    from sqlalchemy import update

    from storage.tables import events

    async with floor.app.database.writing() as connection:
        from bot.domain.events import Rules
        from storage.events import rules_to_json

        rules = rules_to_json(Rules(closed_type_pairs=frozenset({frozenset({"investor"})})))
        await connection.execute(update(events).values(rules=rules, revision=events.c.revision + 1))
    await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "➕ 10:00")
    people = [label for label in floor.buttons("Ann") if "·" in label]
    assert len(people) == 1
    assert "Cy" in people[0]


async def test_agreed_people_do_not_stand_in_ones_gaps(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await agree(floor, "Ann", "Bo", "10:25")
    await floor.says("Bo", "/agenda")
    assert "Nobody you have not met" in await floor.taps("Bo", "➕ 10:50")
