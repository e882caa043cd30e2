"""How many taps, and how many typed letters, each of the main things takes: few enough for a hurry.

The numbers are printed by ``pytest -s`` and stand in the README.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from tests.floor import VILNIUS, Floor, open_floor

WHILE_REGISTRATION_IS_OPEN = datetime(2022, 4, 12, 10, 0, tzinfo=VILNIUS)


@dataclass
class Counted:
    """One person's taps, and what they type; following a link is neither."""

    floor: Floor
    name: str
    taps: int = 0
    answers: int = 0
    letters: int = 0

    async def tap(self, label: str, *, answer: bool = True) -> str:
        self.taps += 1
        self.answers += answer
        return await self.floor.taps(self.name, label)

    async def type(self, text: str) -> str:
        self.answers += 1
        self.letters += len(text)
        return await self.floor.says(self.name, text)

    def told(self, what: str) -> str:
        return f"{what}: {self.taps} taps, {self.letters} letters"


@pytest.fixture
async def open_registration(sqlite_url: str) -> AsyncIterator[Floor]:
    """Two weeks before the event."""
    async with open_floor(sqlite_url, at=WHILE_REGISTRATION_IS_OPEN) as floor:
        yield floor


async def test_registering_takes_nine_answers_at_most(open_registration: Floor) -> None:
    floor = open_registration
    floor.newcomer("Ada", last_name="Neverborn", language_code="lt")
    await floor.says("Ada", "/start vilnius-2022")  # the link does this
    ada = Counted(floor, "Ada")
    await ada.tap("Sutinku")
    await ada.type("Staklės, UAB")
    await ada.tap("Verslas")
    await ada.tap("Lietuva")
    await ada.tap("Visas dienas salėje")
    for _ in range(5):
        if any("Registruotis" in label for label in floor.buttons("Ada")):
            break
        forward = next(
            b for b in floor.buttons("Ada") if any(w in b for w in ("Baigta", "Praleisti", "Toliau", "Gerai"))
        )
        await ada.tap(forward)
    seen = await ada.tap("Registruotis")
    assert "užsiregistrav" in seen.lower()
    assert ada.answers <= 9, ada.told("register")
    assert ada.letters == len("Staklės, UAB"), "only the organisation has to be typed"
    print(ada.told("register"))


async def test_a_request_takes_three_taps_from_a_card_and_its_acceptance_one(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    ann = Counted(floor, "Ann")
    await ann.tap("Request a meeting")
    await ann.tap("Any time that suits both")
    assert "is sent" in await ann.tap("Send without a note")
    assert ann.taps <= 3, ann.told("request")
    bo = Counted(floor, "Bo")
    assert "Table 1" in await bo.tap("Accept")
    assert bo.taps == 1, bo.told("accept")
    print(ann.told("request"), bo.told("accept"), sep="\n")


async def test_moving_and_cancelling_take_three_taps_at_most_and_a_bell_one(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    ann = Counted(floor, "Ann")
    await ann.tap("Move")
    seen = await ann.tap("10:25")
    if "10:25" not in seen or "Moved" not in seen:
        seen = await ann.tap(next(b for b in floor.buttons("Ann") if "Yes" in b or "Send" in b or "Move" in b))
    assert "Moved" in seen
    assert ann.taps <= 3, ann.told("move")
    await floor.clock_strikes("10:10")
    bo = Counted(floor, "Bo")
    assert "knows that you are on your way" in await bo.tap("On my way")
    assert bo.taps == 1, bo.told("answer a bell")
    cancelling = Counted(floor, "Ann")
    await cancelling.tap("Can’t come")
    assert "ancelled" in await cancelling.tap("Yes, cancel it")
    assert cancelling.taps <= 2, cancelling.told("cancel")
    print(ann.told("move"), bo.told("answer a bell"), cancelling.told("cancel"), sep="\n")


async def test_the_next_meeting_is_one_tap_away(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.taps("Ann", "Menu")
    assert "10:00" in floor.reads("Ann"), "the menu itself says what comes next"
    assert "Bo Tester" in floor.reads("Ann")
    ann = Counted(floor, "Ann")
    seen = await ann.tap("Agenda")
    assert "Bo Tester" in seen.split("\n")[0] + seen.split("\n")[1] + seen.split("\n")[2]
    assert ann.taps == 1
    print(ann.told("find the next meeting"))


async def test_announcing_to_a_segment_takes_few_taps_and_only_the_words_themselves(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo", modes=("online", "online"))
    floor.organiser()
    await floor.says("organiser", "/start vilnius-2022")
    await floor.says("organiser", "/menu")
    me = Counted(floor, "organiser")
    await me.tap("Announce")
    if any("New" in label for label in floor.buttons("organiser")):
        await me.tap("New")
    await me.type("Lunch is served.")
    await me.tap("In the hall")
    await me.tap("Preview")
    await me.tap("Send now to")
    assert "Lunch is served." in floor.everything("Ann")
    assert "Lunch is served." not in floor.everything("Bo"), "only those in the hall"
    assert me.taps <= 6, me.told("announce")
    assert me.letters == len("Lunch is served.")
    print(me.told("announce to a segment"))
