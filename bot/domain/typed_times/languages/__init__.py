"""The languages that times are read in, one file of words each."""

from __future__ import annotations

from bot.domain.typed_times.language import Language
from bot.domain.typed_times.languages.english import ENGLISH
from bot.domain.typed_times.languages.estonian import ESTONIAN
from bot.domain.typed_times.languages.french import FRENCH
from bot.domain.typed_times.languages.german import GERMAN
from bot.domain.typed_times.languages.italian import ITALIAN
from bot.domain.typed_times.languages.latvian import LATVIAN
from bot.domain.typed_times.languages.lithuanian import LITHUANIAN
from bot.domain.typed_times.languages.polish import POLISH
from bot.domain.typed_times.languages.spanish import SPANISH
from bot.domain.typed_times.languages.ukrainian import UKRAINIAN

LANGUAGES: dict[str, Language] = {
    each.code: each
    for each in (
        ENGLISH,
        LITHUANIAN,
        GERMAN,
        POLISH,
        LATVIAN,
        ESTONIAN,
        UKRAINIAN,
        FRENCH,
        SPANISH,
        ITALIAN,
    )
}
"""By code. To add one, write its file of words and name it here."""
