"""What somebody formatted comes back from the HTML exactly as it was, whatever the letters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.rehearsal.formatting import render
from handlers.formatting import as_html

KINDS = ["bold", "italic", "underline", "strikethrough", "spoiler"]
PIECES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=6)


def units(text: str) -> int:
    """The length as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def back(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[Any]]:
    """Through HTML and back; what was formatted, in an order of its own."""
    written = as_html(text, [MessageEntity(**e) for e in entities])
    found = render(written, "HTML", None, limit=4096, too_long="too long", user=lambda _: None)
    kinds = {e["type"] for e in entities}
    return found.text, sorted(sorted(e.items()) for e in found.entities if e["type"] in kinds)


@given(st.lists(st.tuples(PIECES, st.sets(st.sampled_from(KINDS), max_size=3)), min_size=1, max_size=6))
def test_nested_formatting_of_any_letters(pieces: list[tuple[str, set[str]]]) -> None:
    text, entities = "", []
    for words, kinds in pieces:
        entities += [{"type": kind, "offset": units(text), "length": units(words)} for kind in sorted(kinds)]
        text += words + " . "
    assert back(text.strip(), entities) == (text.strip(), sorted(sorted(e.items()) for e in entities))


@pytest.mark.parametrize(
    "more",
    [
        {"type": "text_link", "url": 'https://example.org/?a=1&b="2"\'<'},
        {"type": "pre", "language": "python"},
        {"type": "pre"},
        {"type": "code"},
        {"type": "blockquote"},
        {"type": "expandable_blockquote"},
        {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"},
    ],
)
def test_every_kind_of_formatting(more: dict[str, Any]) -> None:
    entity = {"offset": 5, "length": 2, **more}
    assert back("a & <🙂> b", [entity]) == ("a & <🙂> b", [sorted(entity.items())])


def test_one_that_overlaps_is_cut_and_no_word_is_lost() -> None:
    overlapping = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    text, found = back("abcdef", overlapping)
    assert text == "abcdef"
    assert {dict(e)["type"] for e in found} == {"bold", "italic"}


def test_kinds_that_nobody_knows_yet_are_left_out() -> None:
    assert as_html("x<", [MessageEntity(type="tomorrow", offset=0, length=1)]) == "x&lt;"
