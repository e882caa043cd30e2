"""Reading a country as people write it: any spelling that the name books know, a code, a flag, a small slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.typed_words import LIMITS, clean, close, fold

FLAG_A = 0x1F1E6  # REGIONAL INDICATOR SYMBOL LETTER A
MOST_GUESSES = 4
ANYWHERE = ("DE", "FR", "IT", "ES", "PL", "NL", "BE", "AT")  # buttons where the host has few neighbours
# Codes that are words too: in small letters they may be an answer to another question.
WORDS_TOO = {"am", "as", "at", "be", "by", "do", "in", "is", "it", "me", "my", "na", "ne", "no", "so", "to", "us"}
LONGEST = LIMITS["search"]  # characters; no country's name is longer

# Countries people may well come from with whoever hosts: neighbours by land and by a short sea.
NEIGHBOURS = {
    "AT": "DE CZ SK HU SI IT CH", "BE": "NL FR DE LU", "BG": "RO GR RS MK TR", "CH": "DE FR IT AT", "CY": "GR MT",
    "CZ": "SK DE PL AT", "DE": "AT PL NL FR CZ DK CH BE", "DK": "SE DE NO", "EE": "LV FI LT SE",
    "ES": "PT FR IT", "FI": "EE SE NO LV", "FR": "BE ES DE IT CH LU", "GB": "IE FR NL", "GR": "CY BG IT RO",
    "HR": "SI HU BA RS IT", "HU": "AT SK RO HR RS SI", "IE": "GB FR", "IS": "NO DK", "IT": "FR AT SI CH ES HR",
    "LT": "LV PL EE UA DE FI SE DK", "LU": "BE DE FR", "LV": "EE LT FI SE PL", "MD": "RO UA", "MT": "IT CY",
    "NL": "BE DE FR", "NO": "SE DK FI", "PL": "DE CZ LT UA SK", "PT": "ES FR", "RO": "MD BG HU UA",
    "RS": "HU RO HR BG BA", "SE": "NO DK FI", "SI": "HR AT IT HU", "SK": "CZ HU PL AT UA", "TR": "BG GR",
    "UA": "PL RO MD SK LT",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What may have been meant: `country` when it is sure, else up to four `guesses` to be confirmed by a button."""

    country: str | None = None
    guesses: tuple[str, ...] = ()


def spelling(text: str) -> str:
    """How a name is looked up: folded, letters, digits and apostrophes only, single spaces."""
    bare = fold(clean(text)).replace("&", " and ").replace("’", "'")
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in bare).split())


def from_flag(text: str) -> str | None:
    """The code in the first flag emoji of the text."""
    letters = [chr(ord(c) - FLAG_A + ord("A")) if 0 <= ord(c) - FLAG_A < 26 else " " for c in text]
    pairs = "".join(letters).split()
    return pairs[0] if pairs and len(pairs[0]) == 2 else None


def read_country(text: str, names: Mapping[str, frozenset[str]], likely: Sequence[str] = ()) -> Reading:
    """The country in a text.

    `names` maps folded spellings (codes too) to ISO 3166 codes; `likely` countries come first among guesses.
    Sure: a flag, or the whole text is a name or a code of one country. A name within the text, a beginning or a
    slip of the finger is a guess. Text that is no country gives neither.
    """
    flagged = from_flag(text)
    if flagged is not None and frozenset({flagged}) == names.get(flagged.casefold()):
        return Reading(flagged)
    if len(text) > LONGEST * 4:
        return Reading()
    typed = spelling(text)
    if not typed or len(typed) > LONGEST:
        return Reading()
    for form in (typed, typed.removeprefix("the ")):
        found = names.get(form)
        if found and len(found) == 1 and not (form in WORDS_TOO and text.strip() != text.strip().upper()):
            return Reading(next(iter(found)))
        if found:
            return Reading(guesses=_first(found, likely))
    within = _within(typed.split(), names)
    if within:
        return Reading(guesses=_first(within, likely))
    if len(typed) < 3:
        return Reading()
    beginning = {code for name, codes in names.items() if name.startswith(typed) for code in codes}
    if beginning and len(beginning) <= MOST_GUESSES * 2:
        return Reading(guesses=_first(beginning, likely))
    slips = {code for name, codes in names.items() if len(name) >= 4 and _slip(typed, name) for code in codes}
    return Reading(guesses=_first(slips, likely))


def _slip(typed: str, name: str) -> bool:
    return abs(len(typed) - len(name)) <= 2 and typed[0] == name[0] and close(typed, name)


def _within(words: Sequence[str], names: Mapping[str, frozenset[str]]) -> set[str]:
    """Countries named inside a longer text; two-letter words of a sentence are not taken for codes."""
    for size in range(min(len(words), 6), 0, -1):
        found: set[str] = set()
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if len(part) > 3:
                found |= names.get(part, frozenset())
        if found:
            return found
    return set()


def _first(codes: set[str] | frozenset[str], likely: Sequence[str]) -> tuple[str, ...]:
    rank = {code: place for place, code in enumerate(likely)}
    return tuple(sorted(codes, key=lambda code: (rank.get(code, len(rank)), code))[:MOST_GUESSES])


def likely_countries(host: str, present: Sequence[str], own: str | None, most: int = 8) -> tuple[str, ...]:
    """Which countries to offer as buttons: the person's own by their language, the host, those who come, neighbours."""
    wanted = [own, host, *present[: most - 2], *NEIGHBOURS.get(host, "").split(), *ANYWHERE]
    return tuple(dict.fromkeys(code for code in wanted if code))[:most]
