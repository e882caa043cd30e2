"""The words a person reads: catalogs, plurals, and moments in their zone.

Every text goes through :class:`Words`. What people typed is escaped by :meth:`Words.say` itself, so a screen
cannot be broken by a name. English is the source; every other language is a catalog in ``bot/locales``: one file
``<language>.po``, or a folder ``<language>`` of several. What is there is offered; what a catalog lacks stays English.
"""

from __future__ import annotations

import html
from datetime import date, datetime, time
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("en", *sorted({path.stem for path in LOCALES.iterdir() if path.suffix == ".po" or path.is_dir()}))
DAYS = {"en": "EEE d MMMM", "lt": "MMMM d 'd'., EEE"}  # where CLDR's own order reads stiffly on a button


class Html(str):
    """Text that is already Telegram's HTML; everything else is escaped when it is put into a sentence."""

    __slots__ = ()


def catalog_files(language: str) -> list[Path]:
    """The files that hold a language's words; none for English and for a language that nobody has translated to."""
    one = LOCALES / f"{language}.po"
    if language not in LANGUAGES or language == "en":
        return []
    return [*([one] if one.exists() else []), *sorted((LOCALES / language).glob("*.po"))]


def own_name(language: str) -> str:
    """What a language calls itself: ``English``, ``Lietuvių``."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


@cache
def translations(language: str) -> NullTranslations:
    """The catalog of a language; English, and any language without one, says the source."""
    whole = Catalog(locale=language)
    files = catalog_files(language)
    if not files:
        return NullTranslations()
    for file in files:
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                if message.id and message.string:
                    whole.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return GNUTranslations(compiled)


def language_for(code: str | None) -> str:
    """The catalog that suits a Telegram language code ("lt", "en-GB"); English where there is none."""
    primary = (code or "en").split("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


class Words:
    """Sentences in one language, moments in one zone."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = language_for(language)
        self.zone = zone
        self._translations = translations(self.language)
        self._locale = Locale.parse("en_GB" if self.language == "en" else self.language)

    def say(self, text: str, /, **values: object) -> Html:
        """A sentence as HTML; `values` are escaped unless they are :class:`Html`."""
        return Html(self._translations.gettext(text).format(**{k: escape(v) for k, v in values.items()}))

    def count(self, one: str, many: str, n: int, /, **values: object) -> Html:
        """A sentence with a number (``{n}``), in the plural the language wants."""
        text = self._translations.ngettext(one, many, n)
        return Html(text.format(n=n, **{k: escape(v) for k, v in values.items()}))

    def plain(self, text: str, /, **values: object) -> str:
        """The same for a button, a toast or a file: nothing escaped, no HTML."""
        return self._translations.gettext(text).format(**values)

    def time(self, moment: datetime, zone: ZoneInfo | None = None) -> str:
        """``14:15`` in the reader's zone, or in `zone`."""
        return format_time(moment.astimezone(zone or self.zone), "HH:mm", locale=self._locale)

    def day(self, day: date | datetime, zone: ZoneInfo | None = None) -> str:
        """``Wed 27 April``, in the reader's language."""
        if isinstance(day, datetime):
            day = day.astimezone(zone or self.zone).date()
        if self.language in DAYS:
            return format_date(day, DAYS[self.language], locale=self._locale)
        return str(format_skeleton("MMMMEd", datetime.combine(day, time(), self.zone), locale=self._locale))

    def moment(self, moment: datetime, zone: ZoneInfo | None = None) -> str:
        """Day and time: ``Wed 27 April, 14:15``."""
        return f"{self.day(moment, zone)}, {self.time(moment, zone)}"

    def country(self, code: str) -> str:
        """A country's name in the reader's language, else its code."""
        return str(self._locale.territories.get(code, code))


def escape(value: object) -> str:
    """Text made safe for Telegram's HTML; :class:`Html` passes."""
    return str(value) if isinstance(value, Html) else html.escape(str(value), quote=False)


def flag(country: str) -> str:
    """A country's flag from its two-letter code; nothing for anything else."""
    if len(country) != 2 or not country.isascii() or not country.isalpha():
        return ""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in country.upper())
