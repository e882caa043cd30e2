"""Countries as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.countries import likely_countries, read_country
from bot.views.country_names import codes, country_names, country_of_language
from bot.views.words import flag

SURE = """
LT Lithuania|LT Lietuva|LT lietuva|LT LIETUVA|LT Litwa|LT Litauen|LT Литва|LT Leedu|LT Liettua|LT lt|LT LTU|LT 🇱🇹
LT Lituanie|LT Lituania|LT Republic of Lithuania|LT Lietuvos Respublika|LV Latvia|LV Latvija|LV Lettland|LV Łotwa
LV Läti|LV Латвія|LV 🇱🇻|LV Lettonie|EE Estonia|EE Eesti|EE Estija|EE Igaunija|EE Estland|EE 🇪🇪|PL Poland|PL Polska
PL Lenkija|PL Polija|PL Polen|PL Польща|PL Pologne|PL 🇵🇱 Poland|DE Germany|DE Deutschland|DE Vokietija|DE Vācija
DE Niemcy|DE Saksamaa|DE Німеччина|DE Allemagne|DE Alemania|DE Tyskland|DE GER|FI Finland|FI Suomi|FI Suomija|FI Soome
FI Somija|SE Sweden|SE Sverige|SE Švedija|SE Svedija|SE Rootsi|DK Denmark|DK Danmark|DK Danija|UA Ukraine|UA Україна
UA Ukraina|UA ukrajina|NO Norway|NO Norge|NO Norvegija|NL Netherlands|NL the Netherlands|NL Holland|NL Olandija
NL Nederland|GB UK|GB U.K.|GB Great Britain|GB England|GB Scotland|GB Jungtinė Karalystė|GB United Kingdom|US USA
US U.S.A.|US America|US United States|US JAV|CZ Czechia|CZ Czech Republic|CZ Česko|CZ Čekija|FR France|FR Prancūzija
FR Francja|ES España|ES espana|ES Spain|IT Italia|IT Italija|AT Österreich|AT osterreich|AT Austria|CH Schweiz
CH Switzerland|TR Turkey|TR Türkiye|CI Ivory Coast|CI Côte d’Ivoire|KR South Korea|GE Georgia|NE Niger|NG Nigeria
GN Guinea|IE Éire|XK Kosovo|MK North Macedonia|BY Беларусь|LT "Lithuania"|LT  Lithuania!
"""
ASKED = """
LT Lithunia|LT Lithuana|LT Lietuvaa|LT Vilnius, Lithuania|LT I am from Lithuania|LV Latvja|LV Latv|DE Germny
DE Deutchland|PL Polsk|EE Estnia|FI Finlnd|KR Korea|KP Korea|CG Congo|CD Congo|UA Ukrane|SE Sweeden|NO no|IN in|IT it
"""
NONE = [
    "Atlantis",
    "qwerty",
    "123",
    "?",
    "",
    "   ",
    "a",
    "x" * 200,
    "😀",
    "🇱",
    "🇽🇽",
    "hello there",
    "Europe",
    "EU",
    "yes",
]


def table(text: str) -> list[tuple[str, str]]:
    """(code, spelling) of each entry."""
    return [(one.strip()[:2], one.strip()[3:]) for one in text.strip().replace("\n", "|").split("|")]


def test_the_table_is_long_enough() -> None:
    assert len(table(SURE)) >= 100


@pytest.mark.parametrize(("code", "typed"), table(SURE))
def test_a_common_spelling_is_read_at_once(code: str, typed: str) -> None:
    assert read_country(typed, country_names()).country == code


@pytest.mark.parametrize(("code", "typed"), table(ASKED))
def test_an_unsure_spelling_is_asked_about(code: str, typed: str) -> None:
    reading = read_country(typed, country_names(), ("LT", "LV"))
    assert reading.country is None
    assert code in reading.guesses
    assert len(reading.guesses) <= 4


@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_country_is_none(typed: str) -> None:
    assert read_country(typed, country_names()).country is None


def test_every_country_is_read_by_its_code_its_flag_and_its_names() -> None:
    names = country_names()
    for code in codes():
        assert read_country(code, names).country == code
        assert read_country(flag(code), names).country == code


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_a_known_country_or_none(text: str) -> None:
    reading = read_country(text, country_names(), ("LT",))
    assert reading.country is None or reading.country in codes()
    assert set(reading.guesses) <= set(codes())
    assert not (reading.country and reading.guesses)


def test_likely_countries_begin_with_ones_own_and_the_host() -> None:
    assert likely_countries("LT", ["PL", "LT", "DE"], "UA")[:4] == ("UA", "LT", "PL", "DE")
    assert len(likely_countries("LT", [], None)) == 8
    assert len(set(likely_countries("JP", ["JP"], "JP"))) == 8


@pytest.mark.parametrize(
    ("language", "country"),
    [
        ("lt", "LT"),
        ("pl", "PL"),
        ("pt-br", "BR"),
        ("uk", "UA"),
        ("en", None),
        ("en-GB", None),
        (None, None),
        ("xx", None),
    ],
)
def test_a_phones_language_hints_at_a_country(language: str | None, country: str | None) -> None:
    assert country_of_language(language) == country
