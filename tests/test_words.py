"""Every text a person sees is in the catalogs, complete, and with the fields of its source."""

from __future__ import annotations

import string
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.commands.catalog import catalog as write_catalog
from bot.commands.catalog import marked
from bot.views.words import LANGUAGES, Words, catalog_files, own_name, translations


@cache
def source() -> dict[str | tuple[str, ...], str]:
    """Every marked text of the code, with the place where it stands."""
    return {text: f"{place[0]}:{place[1]}" for text, place in marked()}


@cache
def catalog(language: str) -> dict[str, Message]:
    whole: dict[str, Message] = {}
    for file in catalog_files(language):
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


def test_a_language_calls_itself_by_its_own_name() -> None:
    assert [own_name(code) for code in ("en", "lt", "lv")] == ["English", "Lietuvių", "Latviešu"]


def test_a_new_language_is_one_file_and_what_it_lacks_stays_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lv.po"
    assert write_catalog("lv", file) == 0
    text = file.read_text("utf-8")
    assert text.count("msgid") > 500
    file.write_text(text.replace('msgid "Menu"\nmsgstr ""', 'msgid "Menu"\nmsgstr "Izvēlne"'), "utf-8")
    write_catalog("lv", file)
    assert 'msgstr "Izvēlne"' in file.read_text("utf-8"), "a second call keeps what was translated"
    monkeypatch.setattr("bot.views.words.LOCALES", tmp_path)
    monkeypatch.setattr("bot.views.words.LANGUAGES", ("en", "lv"))
    translations.cache_clear()
    try:
        words = Words("lv", ZoneInfo("Europe/Riga"))
        assert words.plain("Menu") == "Izvēlne"
        assert words.plain("Agenda") == "Agenda"
        assert "aprīlis" in words.day(date(2022, 4, 27)) or "aprīl" in words.day(date(2022, 4, 27))
    finally:
        translations.cache_clear()
