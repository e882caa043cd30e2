"""What people type in a field: cleaned, measured, and folded for search.

Any script, emoji and direction are kept. Gone are control characters, NUL, lone surrogates (no database or phone
takes them) and the invisible marks that turn the direction of the text around them.
"""

from __future__ import annotations

import unicodedata

from bot.domain.refusals import Refused

LIMITS = {"name": 100, "organisation": 120, "about": 300, "words": 60, "search": 60}  # characters
OWN_WORDS = 8  # own offers, and own needs, at most

# LRE RLE PDF LRO RLO, LRI RLI FSI PDI: unbalanced, they would turn everything that follows on the screen.
DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
UNSEEN = {"Cc", "Cs", "Cn", "Co"}  # control, lone surrogate, unassigned, private use
UNREADABLE = "\ufffd"  # stands where the intake could not keep a character
# Letters that Unicode does not take apart, as people without them on the keyboard type them.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ё": "е"}
)


def clean(text: str, *, lines: bool = False) -> str:
    """The text as it may be stored: one line (or several, if `lines`), single spaces, nothing invisible and harmful.

    Newlines and tabs become spaces; unless `lines`. May come out empty.
    """
    kept = []
    for character in unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode().replace(UNREADABLE, "")):
        if character in "\n\r\t\v\f\u2028\u2029\x85":
            kept.append("\n" if lines and character in "\n\u2028\u2029" else " ")
        elif unicodedata.category(character) not in UNSEEN and ord(character) not in DIRECTION:
            kept.append(character)
    rows = (" ".join(row.split()) for row in "".join(kept).split("\n"))
    return "\n".join(row for row in rows if row)


def read_field(field: str, text: str | None) -> str:
    """What was typed for `field` (a key of LIMITS), cleaned.

    Raises Refused: ``not_text`` (a photo, a sticker), ``empty_text`` (nothing one can see), ``too_long``
    (facts: field, limit, length).
    """
    if text is None:
        raise Refused("not_text", field=field)
    cleaned = clean(text)
    if not any(unicodedata.category(c)[0] in "LNPS" for c in cleaned):
        raise Refused("empty_text", field=field)
    if len(cleaned) > LIMITS[field]:
        raise Refused("too_long", field=field, limit=LIMITS[field], length=len(cleaned))
    return cleaned


def fold(text: str) -> str:
    """Lower case, without diacritics: ``Šiauliai`` and ``siauliai`` are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN_LETTERS))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def isolated(text: str) -> str:
    """The text between U+2068 and U+2069: right-to-left words leave the sentence around them in its order."""
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text) else text


def close(typed: str, meant: str) -> bool:
    """Whether one slip of the finger (two in words of eight letters or more) leads from one folded word to the other.

    The beginning of a longer word counts too: ``marke`` finds ``marketing``. Words under four letters must be right.
    """
    if meant.startswith(typed):
        return True
    if len(typed) < 4:
        return False
    allowed = 1 if len(typed) < 8 else 2
    return any(distance(typed, meant[:end], allowed) <= allowed for end in {len(meant), len(typed)})


def distance(a: str, b: str, most: int) -> int:
    """Letters to insert, drop, replace, or swap with their neighbour; `most` + 1 as soon as it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        after = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        if min(after) > most:
            return most + 1
        before, row = row, after
    return row[-1]
