"""Folding: one spelling for every way a phone writes the same thing, and its cut into tokens."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "ħ": "h"})
_SUPERSCRIPT_MINUTES = re.compile(r"(?<=\d)\s?([⁰¹²³⁴⁵][⁰¹²³⁴-⁹])(?![⁰¹²³⁴-⁹])")
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_APOSTROPHES = str.maketrans(dict.fromkeys("ʼʹ´`ʻʽ＇", "'"))
_CYRILLIC_APOSTROPHES = re.compile(r"(?<=[а-яє-ґ])[\"*](?=[а-яє-ґ])")
_DROPPED = frozenset("!?¡¿;()[]\"'`~*_…")
_COLONS = frozenset(":∶ː꞉︓")


def fold(text: str) -> str:
    """Lower case, no accents, plain digits, spaces, dashes and colons; emoji and invisible characters gone.

    "15⁰⁰", as Lithuanian posters write, becomes "15:00".
    """
    text = _SUPERSCRIPT_MINUTES.sub(r":\1", text).translate(_APOSTROPHES)
    folded: list[str] = []
    for char in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()):
        category = unicodedata.category(char)
        if category == "Nd":
            folded.append(str(unicodedata.digit(char)))
        elif category == "Pd" or char in "−‑":
            folded.append("-")
        elif char in _COLONS:
            folded.append(":")
        elif category in {"Mn", "Me", "Mc", "Cf"}:
            continue
        elif category in {"So", "Sk", "Cc", "Cn", "Co", "Cs", "Zs", "Zl", "Zp"}:
            folded.append(" ")
        elif category in {"Pi", "Pf"}:
            folded.append("'")
        else:
            folded.append(char)
    return "".join(folded).translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of digits, a run of letters, or one sign. `glued`: nothing but dropped signs stands before it."""

    text: str
    glued: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a run of ASCII digits."""
        return self.text.isascii() and self.text.isdigit()

    @property
    def is_word(self) -> bool:
        """Whether it is a run of letters."""
        return self.text.isalpha()


def tokens(text: str) -> tuple[Token, ...]:
    """Cut folded text. Quotes and closing punctuation are dropped.

    A full stop stays only after a digit, a comma after a word too: "ten, fifteen" is no quarter past ten. An apostrophe
    joins ("o'clock" is one word), so that a word has one spelling; Ukrainians type it as a quote too.
    """
    text = re.sub(r"(?<=[^\W\d_])'(?=[^\W\d_])", "", _CYRILLIC_APOSTROPHES.sub("'", text))
    found: list[Token] = []
    end = -1
    for piece in _PIECES.finditer(text):
        word = piece.group()
        glued = piece.start() == end
        if word in _DROPPED:
            continue
        kept = found and glued and (found[-1].is_number or (word == "," and found[-1].is_word))
        if word in {".", ","} and not kept:
            end = piece.end()
            continue
        found.append(Token(word, glued))
        end = piece.end()
    return tuple(found)
