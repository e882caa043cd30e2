"""Languages that people speak, as they type them: names in any language of the floor, and codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.countries import spelling
from bot.domain.refusals import Refused
from bot.domain.typed_words import LIMITS, clean

# Buttons besides the person's own: what is spoken most around the events of the series.
COMMON = ("en", "de", "fr", "pl", "lt", "lv", "et", "uk", "ru", "es", "it", "fi", "sv")
MOST_OFFERED = 12


def read_languages(text: str | None, names: Mapping[str, str]) -> tuple[str, ...]:
    """The languages in a text ("English, deutsch ir lietuvių"), as ISO 639-1 codes in the order typed.

    `names` maps folded spellings and codes to codes. Raises Refused: ``not_text``, ``too_long`` (fact: limit),
    ``no_language`` when a part of it, or all of it, names none.
    """
    if text is None:
        raise Refused("not_text", field="languages")
    limit = LIMITS["about"]
    if len(clean(text, lines=True)) > limit:
        raise Refused("too_long", field="languages", limit=limit)
    found: list[str] = []
    for part in re.split(r"[,;/+&\n]", clean(text, lines=True)):
        typed = spelling(part)
        if not typed:
            continue
        words = typed.split()
        whole = names.get(typed)
        codes = [names.get(word) for word in words]
        if whole:
            known = [whole]
        elif all(codes) and all(len(word) == 2 for word in words):
            known = [code for code in codes if code]
        else:  # in a sentence short words are words: "no" and "is" are codes too
            known = [code for word, code in zip(words, codes, strict=True) if code and len(word) > 3]
        if not known:
            raise Refused("no_language")
        found += known
    if not found:
        raise Refused("no_language")
    return tuple(dict.fromkeys(found))


def offered(chosen: Sequence[str], likely: Sequence[str]) -> tuple[str, ...]:
    """Which languages to offer as buttons: those chosen, those likely, then the common ones; stays as one taps."""
    shown = list(dict.fromkeys([*likely, *COMMON]))[:MOST_OFFERED]
    return tuple(dict.fromkeys([*shown, *chosen]))
