"""How countries are called: Babel's names in the languages of the floor, codes, and what people say instead."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale, localedata
from babel.core import get_global

from bot.domain.countries import spelling

# The languages of the product, and those spoken around its events.
LANGUAGES = (
    "en", "lt", "lv", "et", "pl", "de", "fi", "sv", "da", "nb", "nl", "fr", "es", "it", "pt", "cs", "sk", "sl", "hr",
    "hu", "ro", "bg", "el", "uk", "ru", "be", "tr",
)  # fmt: skip
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# Names and codes that no name book has: everyday speech, sport's three letters. A name of two countries asks back.
ALSO = {
    "AE": "uae|emirates",
    "BA": "bosnia|bosnija",
    "BG": "bul",
    "CD": "congo|dr congo|kongo",
    "CG": "congo|kongo",
    "CH": "sui",
    "CI": "ivory coast",
    "CV": "cape verde",
    "CZ": "czech|czech republic|cekijos respublika|ceska republika|tschechische republik|republika czeska",
    "DE": "ger|brd|federal republic of germany|vokietijos federacine respublika",
    "DK": "den",
    "GB": "uk|u k|britain|great britain|england|scotland|wales|northern ireland|didzioji britanija|anglija|skotija|"
    "gb|angleterre|inghilterra|anglia|lielbritanija|suurbritannia|wielka brytania|grossbritannien|storbritannien",
    "GR": "gre|hellas",
    "HR": "cro",
    "IE": "eire|republic of ireland",
    "KP": "north korea|korea|dprk",
    "KR": "south korea|korea|republic of korea",
    "LT": "lietuvos respublika|republic of lithuania|litwa|litauen|litva|litva respublika",
    "LV": "lat|latvijas republika|republic of latvia",
    "MK": "macedonia|makedonija",
    "MM": "burma",
    "NL": "holland|olandija|holandija|hollande|holandia|ned",
    "PT": "por",
    "RU": "russian federation|rusijos federacija",
    "SI": "slo",
    "SZ": "swaziland",
    "TR": "turkey",
    "US": "usa|u s a|u s|america|united states of america|jav|amerika|stany zjednoczone|ee uu",
    "VA": "vatican|vatikanas",
}


def codes() -> tuple[str, ...]:
    """ISO 3166 codes of countries and territories (Kosovo's XK with them), in order."""
    names = (str(code) for code in Locale.parse("en").territories)
    return tuple(sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES))


def _territories(language: str) -> Mapping[str, str]:
    """A language's names of countries, past Babel's own cache: it would keep 30 MB of calendars and currencies."""
    known = "no" if language == "nb" else language  # Babel keeps Bokmal's words under the language's general name
    with Path(localedata.resolve_locale_filename(known)).open("rb") as file:
        data: Mapping[str, Mapping[str, str]] = pickle.load(file)  # noqa: S301 - Babel's own file
    return data["territories"]


@cache
def country_names() -> dict[str, frozenset[str]]:
    """Spellings (``bot.domain.countries.spelling``) and codes -> ISO 3166 codes.

    Takes about 0.5 s the first time: not on the event loop.
    """
    found: dict[str, set[str]] = {}
    all_codes = codes()
    for language in LANGUAGES:
        territories = _territories(language)
        for code in all_codes:
            name = territories.get(code)
            if name:
                found.setdefault(spelling(name), set()).add(code)
    for code, names in ALSO.items():
        for name in names.split("|"):
            found.setdefault(name, set()).add(code)
    for alias, replaced in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(replaced) == 1 and replaced[0] in all_codes:
            found[alias.casefold()] = {replaced[0]}
    for code in all_codes:
        found[code.casefold()] = {code}
    return {name: frozenset(those) for name, those in found.items() if name}


def country_of_language(language_code: str | None) -> str | None:
    """The country most speakers of a Telegram language code live in ("lt": LT, "pt-br": BR); English says nothing."""
    if not language_code or language_code.casefold().startswith("en"):
        return None
    primary, _, region = language_code.partition("-")
    if len(region) == 2 and region.upper() in codes():
        return region.upper()
    likely = get_global("likely_subtags").get(primary.casefold())
    country = likely.rpartition("_")[2] if likely else ""
    return country if country in codes() else None


def only_zone(country: str) -> str | None:
    """A country's time zone if it has only one."""
    zones = get_global("territory_zones").get(country, [])
    return zones[0] if len(zones) == 1 else None


def zones_of(country: str, most: int = 6) -> tuple[str, ...]:
    """A country's time zones, the one of most people first; none for a country that is not known."""
    return tuple(get_global("territory_zones").get(country, [])[:most])
