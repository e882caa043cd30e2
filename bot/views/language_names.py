"""Languages that people speak: their names in the reader's words, and what people may type for them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from babel import Locale, localedata
from babel.languages import get_official_languages

from bot.domain.countries import spelling
from bot.views.country_names import LANGUAGES
from bot.views.words import Words

# Everyday names and adverbs ("I speak ...") that no name book has.
ALSO = {
    "en": "angliskai|po angielsku|englisch|inglise keeles",
    "lt": "lietuviskai|lithuanian language",
    "ru": "rusiskai|po rosyjsku|in russian",
    "pl": "lenkiskai|po polsku",
    "de": "vokiskai|po niemiecku",
    "fr": "prancuziskai|po francusku",
    "uk": "ukrainietiskai|po ukrainsku",
    "es": "ispaniskai|castilian|castellano",
    "nl": "flemish|vlaams",
    "zh": "mandarin|putonghua",
    "fa": "farsi|dari",
    "ro": "moldovan|moldavian",
    "ga": "gaelic",
}
ONE_OF = {"nb": "no", "nn": "no", "iw": "he", "sh": "sr"}  # one language under several codes


@cache
def spoken_codes() -> frozenset[str]:
    """ISO 639-1 codes of languages that have an English name."""
    names = map(str, Locale.parse("en").languages)
    return frozenset(code for code in names if len(code) == 2 and code not in ONE_OF)


def language_name(w: Words, code: str) -> str:
    """``Lithuanian``, ``lietuvių``: an ISO 639-1 code in the reader's language; the code itself where it has none."""
    return str(Locale.parse(w.language).languages.get(code, code))


def languages_line(w: Words, codes: Iterable[str]) -> str:
    """``English, Lithuanian``."""
    return ", ".join(language_name(w, code) for code in codes)


@cache
def language_spellings() -> dict[str, str]:
    """Folded names (``bot.domain.countries.spelling``) in the languages of the floor, and codes -> ISO 639-1 codes.

    Takes about 0.3 s the first time: not on the event loop.
    """
    found: dict[str, str] = {}
    codes = spoken_codes()
    for language in LANGUAGES:
        for code, name in _names(language).items():
            if ONE_OF.get(code, code) in codes:
                found.setdefault(spelling(name), ONE_OF.get(code, code))
    for code, names in ALSO.items():
        for name in names.split("|"):
            found.setdefault(name, code)
    return found | {code: code for code in codes} | ONE_OF


def _names(language: str) -> Mapping[str, str]:
    """Past Babel's own cache, which would keep 30 MB of calendars and currencies."""
    known = "no" if language == "nb" else language
    with Path(localedata.resolve_locale_filename(known)).open("rb") as file:
        data: Mapping[str, Mapping[str, str]] = pickle.load(file)  # noqa: S301 - Babel's own file
    return data["languages"]


def of_phone(language_code: str | None) -> tuple[str, ...]:
    """The language that a phone speaks, from Telegram's code ("pt-br"); none if it has no code of ISO 639-1."""
    primary = (language_code or "").partition("-")[0].casefold()
    primary = ONE_OF.get(primary, primary)
    return (primary,) if primary in spoken_codes() else ()


def of_country(country: str) -> tuple[str, ...]:
    """The official languages of a country (ISO 3166), the most spoken first; none for what is no country."""
    codes = (code.partition("_")[0] for code in get_official_languages(country, de_facto=True))
    return tuple(dict.fromkeys(one for code in codes if (one := ONE_OF.get(code, code)) in spoken_codes()))


def likely_languages(language_code: str | None, country: str) -> tuple[str, ...]:
    """What somebody probably speaks: the phone's language, and their country's where it has only one."""
    official = of_country(country)
    return tuple(dict.fromkeys([*of_phone(language_code), *(official if len(official) == 1 else ())]))
