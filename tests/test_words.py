"""Every text a person sees is in the catalogs, complete, and with the fields of its source."""

from __future__ import annotations

import io
import string
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from bot.views.words import LANGUAGES, LOCALES, Words

ROOT = Path(__file__).parents[1]
KEYWORDS = {"say": None, "plain": None, "count": (1, 2)}


@cache
def source() -> dict[str | tuple[str, ...], str]:
    """Every marked text of the code, with the place where it stands."""
    found: dict[str | tuple[str, ...], str] = {}
    for room in ("bot/views", "bot/services", "handlers"):
        for path in sorted((ROOT / room).rglob("*.py")):
            with path.open("rb") as opened:
                for line, text, _comments, _context in extract("python", io.BytesIO(opened.read()), keywords=KEYWORDS):
                    if text:
                        found[text if isinstance(text, str) else tuple(text)] = f"{path.relative_to(ROOT)}:{line}"
    return found


@cache
def catalog(language: str) -> dict[str, Message]:
    whole: dict[str, Message] = {}
    for file in sorted((LOCALES / language).glob("*.po")):
        with file.open("rb") as opened:
            part: Catalog = read_po(opened, locale=language)
        for message in part:
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key in whole:
                    assert whole[key].string == message.string, f"{file.name}: {key!r} is translated in two ways"
                whole[key] = message
    return whole


def forms(message: Message | None) -> list[str]:
    """Every plural form of a translation; one where there is none."""
    string_ = message.string if message else None
    return [] if string_ is None else [string_] if isinstance(string_, str) else list(string_)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_text_is_translated(language: str) -> None:
    missing = [
        f"{place}: {text!r}"
        for text, place in source().items()
        if not (found := catalog(language).get(text if isinstance(text, str) else text[0])) or not found.string
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_have_the_fields_of_their_source_and_every_plural(language: str) -> None:
    for text in source():
        found = catalog(language).get(text if isinstance(text, str) else text[0])
        if found is None:
            continue
        if isinstance(text, tuple):
            assert len(forms(found)) == 3, text
            assert all(forms(found)), text
            assert {frozenset(fields(form)) for form in forms(found)} == {frozenset(fields(text[1]))}, text
        else:
            assert fields(str(found.string)) == fields(text), text
    assert len(source()) > 100


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_nothing_is_translated_that_the_code_no_longer_says(language: str) -> None:
    said = {text if isinstance(text, str) else text[0] for text in source()}
    assert set(catalog(language)) <= said


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_keep_the_tags_and_commands_of_their_source(language: str) -> None:
    for text in source():
        original = text if isinstance(text, str) else text[1]
        found = catalog(language).get(text if isinstance(text, str) else text[0])
        for form in forms(found):
            for tag in ("<b>", "</b>", "<i>", "</i>", "<code>", "</code>"):
                assert form.count(tag) == original.count(tag), (original, form)


def test_what_people_typed_is_escaped_by_the_sentence_itself() -> None:
    w = Words("lt", ZoneInfo("Europe/Vilnius"))
    assert w.say("{title}, {organisation}", title="<b>", organisation="=1+1&") == "&lt;b&gt;, =1+1&amp;"
