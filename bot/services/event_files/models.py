"""What an event file may say, part by part. Checks across parts are in ``checks``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.people import AttendeeType

KEY_SHAPE = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
MAIL_SHAPE = re.compile(r"[^\s@<>\"',;:]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
TIME_SHAPE = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
HOST_SHAPE = re.compile(r"[^\s/?#@]+\.[^\s/?#@]+|localhost")
NO_COUNTRY = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}  # CLDR's groups and fillers
LONGEST_URL = 500


def _key(value: str) -> str:
    if not KEY_SHAPE.fullmatch(value):
        raise ValueError("up to 48 small letters, digits and dashes, such as smart-specialisation")
    return value


def _line(value: str) -> str:
    if not value.strip() or len(value) > 200 or not value.isprintable():
        raise ValueError("one line of 1 to 200 characters")
    return value.strip()


def _country(value: str) -> str:
    if len(value) != 2 or value in NO_COUNTRY or value not in Locale("en").territories:
        raise ValueError("the two capital letters of a country (ISO 3166-1), such as LT")
    return value


def _zone(value: str) -> str:
    if value not in available_timezones() or "/" not in value:
        raise ValueError("a time zone's name (IANA), such as Europe/Vilnius")
    return value


def _mail(value: str) -> str:
    if not MAIL_SHAPE.fullmatch(value):
        raise ValueError("an e-mail address, such as desk@example.org")
    return value


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and HOST_SHAPE.fullmatch(parts.netloc) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or len(value) > LONGEST_URL or any(char.isspace() or char in "<>\"'" for char in value):
        raise ValueError("a link that begins with https:// (or http://) and has no blanks")
    return value


def _clock_time(value: Any) -> time:
    if isinstance(value, time) and not value.second and not value.microsecond:
        return value
    if isinstance(value, str) and (found := TIME_SHAPE.fullmatch(value)):
        return time(int(found[1]), int(found[2]))
    raise ValueError('a time of day as "HH:MM", such as "09:30"')


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    raise ValueError("a date and time without quotes, such as 2022-04-14T23:59:00 (event time)")


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("a date without quotes, such as 2022-04-27")


def _texts(longest: int) -> Callable[[dict[str, str]], dict[str, str]]:
    def check(value: dict[str, str]) -> dict[str, str]:
        if any(not re.fullmatch(r"[a-z]{2,3}", language) for language in value):
            raise ValueError("language codes such as en or lt as keys")
        if not value.get("en", "").strip():
            raise ValueError("a text in English (en); other languages are up to you")
        if any(not text.strip() or len(text) > longest for text in value.values()):
            raise ValueError(f"texts of 1 to {longest} characters")
        return {language: text.strip() for language, text in value.items()}

    return check


Key = Annotated[str, AfterValidator(_key)]
Line = Annotated[str, AfterValidator(_line)]
Url = Annotated[str, AfterValidator(_url)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
LocalMoment = Annotated[datetime, BeforeValidator(_moment)]  # naive: event time
Day = Annotated[date, BeforeValidator(_day)]
Minutes = Annotated[int, Field(ge=5, le=120)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Registration(_Part):
    """When people may register, and what happens with those who come later."""

    opens: LocalMoment | None = None
    closes: LocalMoment | None = None
    late: Literal["refuse", "waiting_list", "online_only"] = "refuse"
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    approval: bool = False
    save_the_date: bool = False


class RulesPart(_Part):
    """What the organiser decides about meetings and reminders."""

    quota_open_requests: Annotated[int, Field(ge=1, le=200)] = 10
    answer_hours_before: Annotated[int, Field(ge=1, le=336)] = 24
    answer_hours_on_day: Annotated[int, Field(ge=1, le=24)] = 2
    nudge_after_share: Annotated[float, Field(gt=0, lt=1)] = 2 / 3
    closed_type_pairs: Annotated[list[Annotated[list[str], Field(min_length=2, max_length=2)]], Field()] = []
    booking_opens: LocalMoment | None = None
    booking_closes: LocalMoment | None = None
    bell_minutes: list[Minutes] = [15]
    digest_evening: ClockTime = time(18)
    digest_morning: ClockTime = time(8)
    retention_days: Annotated[int, Field(ge=1, le=3650)] = 30
    quiet_from: ClockTime = time(22)
    quiet_until: ClockTime = time(7)
    group_limit: Annotated[int, Field(ge=3, le=30)] = 6
    refill_no_shows: bool = True
    scheduling: Literal["at_once", "published"] = "at_once"
    meetings_per_block: Annotated[int, Field(ge=1, le=200)] | None = None
    repair: Literal["preview", "automatic"] = "preview"
    keep_minutes: Annotated[int, Field(ge=0, le=1440)] = 30
    newcomers: ClockTime | Literal["never"] = time(10)


class Consent(_Part):
    """The privacy notice that people agree to before anything is stored."""

    version: Annotated[str, AfterValidator(_line), Field(max_length=32)]
    text: Annotated[dict[str, str], AfterValidator(_texts(3000))]


class SessionPart(_Part):
    """A programme item."""

    key: Key
    title: Line
    kind: Literal["plenary", "panel", "workshop", "pitch", "break"]
    day: Day
    starts: ClockTime
    ends: ClockTime
    room: Line | None = None
    stream_url: Url | None = None
    speaker: Line | None = None
    seats: Annotated[int, Field(ge=1, le=100_000)] | None = None


class BlockPart(_Part):
    """A matchmaking period, to be cut into slots."""

    key: Key
    day: Day
    starts: ClockTime
    ends: ClockTime
    slot_minutes: Annotated[int, Field(ge=5, le=240)]
    gap_minutes: Annotated[int, Field(ge=0, le=120)] = 0


class TablesPart(_Part):
    """Tables with following numbers in one zone of the hall."""

    zone: Line | None = None
    first: Annotated[int, Field(ge=1, le=9999)]
    last: Annotated[int, Field(ge=1, le=9999)]
    how_to_find: Line | None = None


class RoomsPart(_Part):
    """Virtual rooms 1 to `count`, each with the link in which {number} is its number."""

    count: Annotated[int, Field(ge=0, le=2000)]
    link: str


class TopicPart(_Part):
    """Something that attendees offer or need."""

    key: Key
    labels: Annotated[dict[str, str], AfterValidator(_texts(60))]


class EventFile(_Part):
    """One event file whose parts are sound each and together (see :func:`read_event_file`)."""

    slug: Key
    name: Line
    series: Line | None = None
    city: Line
    country: Annotated[str, AfterValidator(_country)]
    timezone: Annotated[str, AfterValidator(_zone)]
    days: Annotated[list[Day], Field(min_length=1, max_length=31)]
    contact: Annotated[str, AfterValidator(_mail)]
    links: dict[str, Url] = {}
    registration: Registration = Registration()
    rules: RulesPart = RulesPart()
    consent: Consent
    sessions: Annotated[list[SessionPart], Field(max_length=500)] = []
    blocks: Annotated[list[BlockPart], Field(min_length=1, max_length=100)]
    tables: Annotated[list[TablesPart], Field(max_length=100)] = []
    rooms: RoomsPart | None = None
    topics: Annotated[list[TopicPart], Field(min_length=1, max_length=100)]


TYPES = tuple(kind.value for kind in AttendeeType)
