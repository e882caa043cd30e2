"""E-mail addresses and telephone numbers, as people type them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contacts import LONGEST_EMAIL, read_email, read_phone, shared_phone
from bot.domain.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ann@example.org", "ann@example.org"),
        (" Ann.O'Neil+fair@Sub.Example.ORG. ", "Ann.O'Neil+fair@sub.example.org"),
        ("<ann@example.org>", "ann@example.org"),
        ("mailto:ann@žalgiris.lt", "ann@žalgiris.lt"),
        ("a@b-c.museum", "a@b-c.museum"),
    ],
)
def test_an_address_is_read(typed: str, kept: str) -> None:
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ann", "ann@", "@example.org", "a@b@example.org", "a b@example.org", "ann@example", "ann@-x.org", "ann@x..org",
     "ann.@example.org", "an..n@example.org", "ann@example.1", "<b>@example.org", "ann@[127.0.0.1]", "\u202e@x.org",
     "x" * 65 + "@example.org", "ann@" + "x" * 60 + ".org" * 60, "🙂"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="no_email"):
        read_email(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+370 600 00000", "+37060000000"),
        ("00370 (600) 00-000", "+37060000000"),
        ("tel:+49.30.123456", "+4930123456"),
        ("+٣٧٠٦٠٠٠٠٠٠٠", "+37060000000"),
        ("+370\u2011600\u201100000", "+37060000000"),
    ],
)
def test_a_number_is_read(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "860000000", "+37", "+0 123 456 789", "+" + "1" * 16, "+370 x", "call me", "²³"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="no_phone"):
        read_phone(typed)


@pytest.mark.parametrize("read", [read_email, read_phone])
def test_a_picture_is_neither(read: Callable[[str | None], str]) -> None:
    with pytest.raises(Refused, match="not_text"):
        read(None)


@pytest.mark.parametrize("number", ["37060000000", "+37060000000", " 37060000000"])
def test_a_shared_contact_has_its_plus_or_not(number: str) -> None:
    assert shared_phone(number) == "+37060000000"


def kept(read: Callable[[str | None], str], text: str, code: str) -> str | None:
    """What is kept of the text; None when it is refused with that code."""
    try:
        return read(text)
    except Refused as refusal:
        if refusal.code != code:
            raise
        return None


@given(st.text(max_size=400))
def test_whatever_is_typed_is_kept_in_one_form_or_refused(text: str) -> None:
    email, phone = kept(read_email, text, "no_email"), kept(read_phone, text, "no_phone")
    assert email is None or (len(email) <= LONGEST_EMAIL and read_email(email) == email)
    assert phone is None or (re.fullmatch(r"\+[1-9][0-9]{6,14}", phone) and read_phone(phone) == phone)
