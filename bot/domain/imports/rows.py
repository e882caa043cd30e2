"""What each row of a sheet says of somebody; a row in error is named with its reason, the others go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bot.domain.contacts import read_email, read_phone
from bot.domain.countries import read_country, spelling
from bot.domain.exports import rid_of_apostrophe
from bot.domain.imports.columns import Column
from bot.domain.people import AttendeeType, Mode
from bot.domain.refusals import Refused
from bot.domain.spoken_languages import read_languages
from bot.domain.typed_words import LIMITS, OWN_WORDS, fold, read_field

TYPES = {
    AttendeeType.CLUSTER: "cluster|cluster organisation|cluster organization|klasteris|klasterio organizacija",
    AttendeeType.BUSINESS: "business|company|enterprise|sme|firm|industry|imone|verslas|verslo imone",
    AttendeeType.RESEARCH: "research|university|academia|research organisation|science|mokslas|universitetas",
    AttendeeType.INVESTOR: "investor|investors|finance|fund|investuotojas|investuotoja|fondas",
    AttendeeType.AUTHORITY: "authority|public authority|public body|government|ministry|municipality|valdzia|"
    "valdzios institucija|savivaldybe|ministerija",
    AttendeeType.SUPPORT: "support|support organisation|business support|agency|chamber|paramos organizacija|agentura",
}
MODES = {
    Mode.ONSITE: "onsite|on site|in person|in the hall|hall|physical|present|offline|gyvai|saleje|vietoje",
    Mode.ONLINE: "online|on line|virtual|remote|remotely|nuotoliu|nuotoliniu budu|internetu",
    Mode.ABSENT: "absent|not there|not coming|no|nedalyvauja|nedalyvaus|ne",
}
T = TypeVar("T")

YES = {"yes", "y", "true", "1", "x", "taip", "ja", "oui", "tak"}
_TYPES = {spelling(word): kind for kind, words in TYPES.items() for word in words.split("|")}
_MODES = {spelling(word): mode for mode, words in MODES.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called: spellings of countries and languages, and of the event's topics (folded -> id)."""

    countries: Mapping[str, frozenset[str]]
    languages: Mapping[str, str]
    topics: Mapping[str, int]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody in the sheet; topics are ids of the event, or own words."""

    row: int  # as a spreadsheet counts: the headings are row 1
    name: str
    organisation: str
    type: AttendeeType
    country: str
    modes: dict[str, str]  # ISO date -> mode
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    offers: tuple[int | str, ...] = ()
    needs: tuple[int | str, ...] = ()
    about: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def same_as(self) -> tuple[str, str]:
        """By which two rows are the same person: name and organisation, folded."""
        return fold(self.name), fold(self.organisation)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken: a code, the column, and what stands there (shortened)."""

    row: int
    code: str
    column: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sheet as it was understood."""

    people: tuple[Newcomer, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...] = field(default=())


class _Wrong(Exception):
    def __init__(self, code: str, column: Column, value: str) -> None:
        super().__init__(code)
        self.code, self.column, self.value = code, column, value


def read_rows(columns: Mapping[Column, int], rows: Sequence[Sequence[str]], names: Names) -> Parsed:
    """Everybody in `rows` (the headings are not among them); empty rows are passed over."""
    people: list[Newcomer] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str] | str, int] = {}
    for number, cells in enumerate(rows, start=2):
        said = {
            column: rid_of_apostrophe(cells[place].strip()) if place < len(cells) else ""
            for column, place in columns.items()
        }
        if not any(said.values()):
            continue
        try:
            newcomer = _read(number, said, names)
        except _Wrong as wrong:
            faults.append(Fault(number, wrong.code, wrong.column.value, wrong.value[:40]))
            continue
        keys: list[tuple[str, str] | str] = [newcomer.same_as]
        if newcomer.email:
            keys.append(newcomer.email.casefold())
        twice = next((seen[key] for key in keys if key in seen), None)
        if twice is not None:
            faults.append(Fault(number, "twice", Column.NAME.value, str(twice)))
            continue
        seen.update(dict.fromkeys(keys, number))
        people.append(newcomer)
    return Parsed(tuple(people), tuple(faults))


def _read(number: int, said: Mapping[Column, str], names: Names) -> Newcomer:
    full = said.get(Column.NAME) or f"{said.get(Column.FIRST_NAME, '')} {said.get(Column.LAST_NAME, '')}".strip()
    country = said.get(Column.COUNTRY, "")
    reading = read_country(country, names.countries)
    if reading.country is None:
        raise _Wrong("no_country" if country else "missing", Column.COUNTRY, country)
    kind = _TYPES.get(spelling(said.get(Column.TYPE, "")))
    if kind is None:
        raise _Wrong("no_type" if said.get(Column.TYPE) else "missing", Column.TYPE, said.get(Column.TYPE, ""))
    return Newcomer(
        row=number,
        name=_field(Column.NAME, "name", full),
        organisation=_field(Column.ORGANISATION, "organisation", said.get(Column.ORGANISATION, "")),
        type=kind,
        country=reading.country,
        modes=_modes(said.get(Column.MODE, ""), names.days),
        languages=_optional(said, Column.LANGUAGES, lambda text: read_languages(text, names.languages)) or (),
        interpreter=spelling(said.get(Column.INTERPRETER, "")) in YES,
        offers=_topics(Column.OFFERS, said.get(Column.OFFERS, ""), names.topics),
        needs=_topics(Column.NEEDS, said.get(Column.NEEDS, ""), names.topics),
        about=_optional(said, Column.ABOUT, lambda text: read_field("about", text)),
        email=_optional(said, Column.EMAIL, read_email),
        phone=_optional(said, Column.PHONE, read_phone),
    )


def _field(column: Column, field_: str, text: str) -> str:
    if not text:
        raise _Wrong("missing", column, "")
    try:
        return read_field(field_, text)
    except Refused as refusal:
        raise _Wrong(refusal.code, column, text) from refusal


def _optional(said: Mapping[Column, str], column: Column, read: Callable[[str], T]) -> T | None:
    text = said.get(column, "")
    if not text:
        return None
    try:
        return read(text)
    except Refused as refusal:
        raise _Wrong(refusal.code, column, text) from refusal


def _modes(text: str, days: tuple[date, ...]) -> dict[str, str]:
    """One word for all days, or ``2022-04-26 onsite; 2022-04-27 online``; nothing said: in the hall."""
    if not text:
        return {day.isoformat(): Mode.ONSITE.value for day in days}
    whole = _MODES.get(spelling(text))
    if whole is not None and whole is not Mode.ABSENT:
        return {day.isoformat(): whole.value for day in days}
    found = {day.isoformat(): Mode.ABSENT.value for day in days}
    for part in text.split(";"):
        day, _, word = part.strip().partition(" ")
        mode = _MODES.get(spelling(word))
        if day not in found or mode is None:
            raise _Wrong("no_mode", Column.MODE, text)
        found[day] = mode.value
    if all(mode == Mode.ABSENT.value for mode in found.values()):
        raise _Wrong("no_day", Column.MODE, text)
    return found


def _topics(column: Column, text: str, known: Mapping[str, int]) -> tuple[int | str, ...]:
    found: list[int | str] = []
    for part in text.replace("\n", ";").split(";") if ";" in text or "\n" in text else text.split(","):
        if not part.strip():
            continue
        if len(part.strip()) > LIMITS["words"]:
            raise _Wrong("too_long", column, part.strip())
        words = _field(column, "words", part.strip())
        found.append(known.get(fold(words), words))
    unique = tuple(dict.fromkeys(found))
    if sum(isinstance(one, str) for one in unique) > OWN_WORDS:
        raise _Wrong("too_many_words", column, text)
    return unique
