"""Which column of a sheet is which: by its heading, in English or Lithuanian, as people spell headings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.domain.countries import spelling


class Column(StrEnum):
    """What a sheet may say of somebody."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    ORGANISATION = "organisation"
    TYPE = "type"
    COUNTRY = "country"
    MODE = "mode"
    LANGUAGES = "languages"
    INTERPRETER = "interpreter"
    OFFERS = "offers"
    NEEDS = "needs"
    ABOUT = "about"
    EMAIL = "email"
    PHONE = "phone"


# What the template has; first and last name are taken too.
COLUMNS = tuple(one for one in Column if one not in {Column.FIRST_NAME, Column.LAST_NAME})

HEADINGS = {
    Column.NAME: "name|full name|participant|attendee|vardas pavarde|vardas ir pavarde|vardas, pavarde|dalyvis",
    Column.FIRST_NAME: "first name|firstname|given name|forename|vardas",
    Column.LAST_NAME: "last name|lastname|surname|family name|pavarde",
    Column.ORGANISATION: "organisation|organization|company|institution|employer|cluster|organizacija|imone|istaiga",
    Column.TYPE: "type|attendee type|participant type|kind|category|tipas|dalyvio tipas|rusis",
    Column.COUNTRY: "country|country of origin|land|pays|kraj|salis|valstybe",
    Column.MODE: "mode|attendance|participation|onsite online|in person or online|dalyvavimas|dalyvavimo budas",
    Column.LANGUAGES: "languages|language|spoken languages|kalbos|kalba",
    Column.INTERPRETER: "interpreter|interpreter wished|interpretation|vertejas|reikia vertejo",
    Column.OFFERS: "offers|offer|offering|we offer|siulo|siulome|pasiula",
    Column.NEEDS: "needs|need|looking for|seeks|we look for|iesko|ieskome|poreikiai",
    Column.ABOUT: "about|description|profile|bio|introduction|apie|aprasymas|prisistatymas",
    Column.EMAIL: "email|e mail|mail|email address|e mail address|el pastas|elektroninis pastas|pastas",
    Column.PHONE: "phone|telephone|mobile|phone number|tel|telefonas|tel nr|telefono numeris",
}
_BY_HEADING = {spelling(word): column for column, words in HEADINGS.items() for word in words.split("|")}


def find_columns(headings: Sequence[str]) -> tuple[dict[Column, int], tuple[str, ...]]:
    """The place of each column that is known, the first where a heading comes twice, and the headings nobody knows."""
    found: dict[Column, int] = {}
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        column = _BY_HEADING.get(spelling(heading))
        if column is None:
            if heading.strip():
                unknown.append(heading.strip()[:60])
        else:
            found.setdefault(column, place)
    return found, tuple(unknown)
