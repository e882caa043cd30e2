"""The language and the time zone a person reads in."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.core import get_global

from bot.domain.countries import read_country, spelling
from bot.domain.people import Person
from bot.domain.refusals import Refused
from bot.domain.typed_words import close
from bot.views.country_names import country_names, only_zone
from bot.views.words import LANGUAGES
from storage import people
from storage.unit_of_work import UnitOfWork

MOST = 6  # zones offered at once


async def set_language(uow: UnitOfWork, person: Person, language: str) -> None:
    """Everything from now on in `language`; ``unknown_language`` if there is no catalog."""
    if language not in LANGUAGES:
        raise Refused("unknown_language")
    await people.change_person(uow.connection, person.id, language=language)


async def set_timezone(uow: UnitOfWork, person: Person, timezone: str | None) -> None:
    """Every time from now on in that zone; None is the event's own. ``unknown_zone`` if there is none of that name."""
    if timezone is not None and timezone not in zones():
        raise Refused("unknown_zone")
    await people.change_person(uow.connection, person.id, timezone=timezone)


@cache
def zones() -> frozenset[str]:
    """Names of time zones that belong to a country, and UTC."""
    return frozenset(name for name in get_global("zone_territories") if _known(name)) | {"UTC"}


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def cities() -> dict[str, frozenset[str]]:
    """Folded city names (the zones' own, and in the product's languages) -> zones."""
    found: dict[str, set[str]] = {}
    for zone in zones():
        found.setdefault(spelling(zone.rpartition("/")[2].replace("_", " ")), set()).add(zone)
        found.setdefault(spelling(zone), set()).add(zone)
    for alias, zone in get_global("zone_aliases").items():
        if zone in zones() and "/" in alias and not alias.startswith("Etc/"):
            found.setdefault(spelling(alias.rpartition("/")[2].replace("_", " ")), set()).add(zone)
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if zone in zones() and names.get("city"):
                found.setdefault(spelling(names["city"]), set()).add(zone)
    return {name: frozenset(those) for name, those in found.items()}


def read_zone(text: str | None) -> tuple[str, ...]:
    """Zones that a typed city, country or zone name may mean: one is sure, several are to choose from.

    Takes 0.3 s the first time: not on the event loop. Raises Refused ``not_text`` and ``unknown_zone``.
    """
    if text is None:
        raise Refused("not_text", field="zone")
    typed = spelling(text[:200])
    if re.fullmatch(r"utc|gmt|z", typed):
        return ("UTC",)
    if len(typed) >= 3:
        exact = cities().get(typed)
        if exact:
            return tuple(sorted(exact))[:MOST]
    country = read_country(text[:200], country_names()).country
    if country is not None:
        whole = get_global("territory_zones").get(country, [])
        if whole:
            return (whole[0],) if only_zone(country) else tuple(whole)[:MOST]
    if len(typed) >= 4:
        near = {zone for name, those in cities().items() if len(name) >= 4 and close(typed, name) for zone in those}
        if near:
            return tuple(sorted(near))[:MOST]
    raise Refused("unknown_zone")


def zone_at(latitude: float, longitude: float) -> str:
    """The time zone of a place on earth, from the boundaries that tzfpy carries: nobody is asked.

    Takes 0.1 s the first time: not on the event loop. Raises Refused ``unknown_zone`` for the open sea.
    """
    # 33 MB of boundaries, for those few who share where they are.
    import tzfpy  # noqa: PLC0415

    name = tzfpy.get_tz(longitude, latitude)
    zone = name if name in zones() else get_global("zone_aliases").get(name, "")
    if zone not in zones() or zone.startswith("Etc/") or zone == "UTC":
        raise Refused("unknown_zone")
    return str(zone)


def local_time(zone: str, now: datetime) -> datetime:
    """What the clocks show there."""
    return now.astimezone(ZoneInfo(zone))
