"""What people type is kept as they typed it, without what harms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.refusals import Refused
from bot.domain.typed_words import LIMITS, clean, close, fold, isolated, read_field

ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=300) | st.text(
    st.sampled_from("a\x00\x07\ud800\n\t\u202e\u2066é\u0301👩‍🔬ش<&"), max_size=60
)


@given(ANYTHING)
def test_cleaned_text_can_be_stored_and_shown_anywhere(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not [c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffd")
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert clean(cleaned) == cleaned


@given(ANYTHING)
def test_a_field_is_within_its_limit_and_visible_or_refused(text: str) -> None:
    try:
        said = read_field("name", text)
    except Refused as refusal:
        said = refusal.code
    assert said in {"empty_text", "too_long"} or 0 < len(said) <= LIMITS["name"]


@given(ANYTHING)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann\n\tOnyte ", "Ann Onyte"),
        ("A\x00nn\x07", "Ann"),
        ("\u202eevil", "evil"),
        ("👩‍🔬 Łódź 漢字 شركة", "👩‍🔬 Łódź 漢字 شركة"),
        ("<b>=1+1</b>", "<b>=1+1</b>"),
        ("e\u0301", "é"),
    ],
)
def test_every_script_stays(typed: str, kept: str) -> None:
    assert read_field("name", typed) == kept


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u200b\u200d", "\ud83d", "\u202e\u2066"])
def test_what_cannot_be_seen_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="empty_text"):
        read_field("organisation", text)


def test_the_limit_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read_field("organisation", "x" * 121)
    assert refused.value.facts == {"field": "organisation", "limit": 120, "length": 121}
    with pytest.raises(Refused, match="not_text"):
        read_field("name", None)


def test_right_to_left_words_are_isolated_and_others_left_alone() -> None:
    assert isolated("شركة") == "\u2068شركة\u2069"
    assert isolated("Ann") == "Ann"


@pytest.mark.parametrize(
    ("typed", "meant", "so"),
    [
        ("simkute", "simkute", True), ("simk", "simkute", True), ("simkutee", "simkute", True),
        ("smikute", "simkute", True),
        ("lsr", "laser", False), ("lasre", "laser", True), ("lazer", "laser", True), ("lxxer", "laser", False),
        ("abc", "abd", False), ("biotecnology", "biotechnology", True), ("biotcnolgy", "biotechnology", False),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_forgiven(typed: str, meant: str, so: bool) -> None:
    assert close(typed, meant) is so
