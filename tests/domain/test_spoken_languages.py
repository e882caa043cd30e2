"""Languages as people type them, and which are offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.refusals import Refused
from bot.domain.spoken_languages import MOST_OFFERED, offered, read_languages
from bot.views.language_names import (
    language_spellings,
    likely_languages,
    of_country,
    of_phone,
    spoken_codes,
)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("English", ("en",)),
        ("English, deutsch ir lietuvių", ("en", "de", "lt")),
        ("I speak English and German", ("en", "de")),
        ("lt en", ("lt", "en")),
        ("SUOMI / svenska & dansk", ("fi", "sv", "da")),
        ("norsk", ("no",)),
        ("українська", ("uk",)),
        ("angliškai; lenkiškai", ("en", "pl")),
        ("język polski", ("pl",)),
        ("flemish\nfrançais", ("nl", "fr")),
    ],
)
def test_languages_are_read_in_any_language(typed: str, codes: tuple[str, ...]) -> None:
    assert read_languages(typed, language_spellings()) == codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Klingon", "no_language"),
        ("", "no_language"),
        ("🙂", "no_language"),
        ("no, is it me", "no_language"),
        ("English, Klingon", "no_language"),
        ("x" * 400, "too_long"),
        (None, "not_text"),
    ],
)
def test_what_names_no_language_is_refused(typed: str | None, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_languages(typed, language_spellings())


@given(st.text(max_size=350))
def test_whatever_is_typed_gives_known_languages_or_is_refused(text: str) -> None:
    found: tuple[str, ...] = ()
    try:
        found = read_languages(text, language_spellings())
    except Refused as refusal:
        if refusal.code not in {"no_language", "too_long"}:
            raise
    assert set(found) <= spoken_codes()
    assert len(set(found)) == len(found)


def test_the_phone_and_a_country_with_one_language_say_what_is_likely() -> None:
    assert likely_languages("en-GB", "LT") == ("en", "lt")
    assert likely_languages("nb", "NO") == ("no",)
    assert likely_languages("en", "BE") == ("en",), "three languages: none is taken for granted"
    assert of_country("BE") == ("nl", "fr", "de")
    assert (of_phone(None), of_phone("xx"), of_phone("tlh")) == ((), (), ())


def test_the_buttons_stay_where_they_are_while_one_taps() -> None:
    before = offered(("en", "lt"), ("lt", "en"))
    assert offered(("lt",), ("lt", "en")) == before
    assert before[:2] == ("lt", "en")
    assert offered(("ga",), ("lt",))[-1] == "ga"
    assert len(before) == MOST_OFFERED
