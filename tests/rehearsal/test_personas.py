from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsal.personas import TOPICS, Persona, personas

RECORDED = ["Ēriks Ķiršvenis", "Michał Brzękotnak", "Eglė Bružgulūnienė", "Jüri Öökastemäe"]
TYPES = {"cluster", "business", "research", "investor", "authority", "support"}


def fingerprint(people: list[Persona]) -> str:
    return hashlib.sha256(repr(people).encode()).hexdigest()


def test_two_hundred_people_come_from_exactly_nine_countries() -> None:
    people = personas(200, seed=7)
    assert len(people) == 200
    assert {person.country for person in people} == {"LT", "LV", "EE", "PL", "FI", "SE", "DE", "DK", "UA"}
    assert {person.attendee_type for person in people} == TYPES


def test_the_same_seed_gives_the_same_people_whatever_the_hash_seed() -> None:
    code = (
        "from bot.rehearsal.personas import personas; import hashlib;"
        "print(hashlib.sha256(repr(personas(200, 5)).encode()).hexdigest())"
    )

    def in_a_process_salted_with(salt: str) -> str:
        surroundings = {**os.environ, "PYTHONHASHSEED": salt}
        command = [sys.executable, "-c", code]
        run = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
        return run.stdout.strip()

    assert {in_a_process_salted_with(salt) for salt in ("0", "1", "77")} == {fingerprint(personas(200, 5))}


def test_the_people_of_a_seed_never_change() -> None:
    """Recorded once: a new Python, or a change of the tables, that draws other people is seen here."""
    assert [p.full_name for p in personas(4, seed=2022)] == RECORDED


def test_another_seed_gives_other_people() -> None:
    assert fingerprint(personas(50, 1)) != fingerprint(personas(50, 2))


@settings(max_examples=25, deadline=None)
@given(n=st.integers(0, 320), seed=st.integers(0, 2**32))
def test_everybody_is_somebody_else_and_fits_telegram(n: int, seed: int) -> None:
    people = personas(n, seed)
    assert len(people) == n
    for unique in ("telegram_id", "full_name", "organisation"):
        assert len({getattr(person, unique) for person in people}) == n, unique
    names = [person.username for person in people if person.username]
    assert len(set(names)) == len(names)
    assert len({person.country for person in people}) == min(n, 9) or n < 9
    for person in people:
        assert person.telegram_id < 2**52
        assert person.username is None or re.fullmatch(r"[a-z][a-z0-9_]{4,31}", person.username)
        assert 1 <= len(person.first_name) <= 64
        assert 1 <= len(person.last_name) <= 64
        assert person.attendee_type in TYPES
        assert set(person.modes) <= {"onsite", "online", "absent"}
        assert person.modes != ("absent", "absent")
        assert person.offers
        assert person.needs
        assert not set(person.offers) & set(person.needs)
        assert "\n" not in person.about
        assert len(person.about) <= 200
        assert person.languages


def test_a_third_reads_english_and_some_write_their_own_words() -> None:
    people = personas(200)
    english = sum(person.language_code == "en" for person in people)
    assert 45 <= english <= 90
    own = [topic for person in people for topic in person.offers + person.needs if topic not in TOPICS]
    assert 5 <= len(own) <= 50
    assert {"lt", "pl", "de", "lv", "et", "fi", "sv", "uk"} <= {person.language_code for person in people}


def test_names_carry_their_own_letters() -> None:
    letters = set("".join(person.full_name for person in personas(200)))
    assert set("ėšžęļķõäöåøłß") & letters
    assert any("а" <= letter <= "я" for letter in letters)


def test_a_big_crowd_can_still_be_told_apart() -> None:
    people = personas(3000, seed=1)
    assert len({person.full_name for person in people}) == 3000
    assert len({person.organisation for person in people}) == 3000


@pytest.mark.parametrize("n", [-1, 5001])
def test_an_impossible_number_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 5000"):
        personas(n)
