"""Texts read as concepts: the lexicon's where its words are known in any language, else the words themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from bot.domain.matching.lexicon import knowing, making, others, trading
from bot.domain.matching.spelling import FAMILY, skeleton
from bot.domain.matching.spellings import SLIP, Spellings
from bot.domain.matching.tokens import Word, words_of

WEAK = 0.4  # what a word weighs that says little alone: innovation, services, sustainable
SHORTEST_COMPOUND = 8  # letters
SHORTEST_PART = 4
LINKS = ("", "s", "es", "n", "en", "o", "u")  # between the parts of a compound
BEGINNINGS = (
    "bio",
    "agro",
    "nano",
    "mikro",
    "micro",
    "eko",
    "eco",
    "foto",
    "tele",
    "elektro",
    "termo",
    "hidro",
    "kiber",
)


@dataclass(frozen=True, slots=True)
class Token:
    """One thing a text speaks of. `key`: ``=concept`` of the lexicon, ``~skeleton`` of another word, ``!acronym``.

    `weight` is what it counts beside the text's other words, `sure` how surely it is meant, `typed` the word itself.
    """

    key: str
    weight: float
    sure: float
    typed: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a word of the lexicon stands for: a concept, or one part of a phrase for it."""

    concept: str
    weak: bool = False
    phrase: tuple[str, ...] = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class _Lexicon:
    spellings: Spellings[_Mark]
    acronyms: dict[str, _Mark]


@cache
def _lexicon() -> _Lexicon:
    """The word lists, read when they are first needed (some 20 ms)."""
    spellings: Spellings[_Mark] = Spellings()
    acronyms: dict[str, _Mark] = {}
    for entry in "\n".join((making.ENTRIES, knowing.ENTRIES, trading.ENTRIES)).replace("\n  ", " ").strip().split("\n"):
        concept, _, listed = entry.partition(":")
        for one in listed.split():
            weak = one.startswith("~")
            words = words_of(one.lstrip("~").replace("_", " "))
            phrase = tuple(word.bare for word in words)
            for place, word in enumerate(words):
                mark = _Mark(concept, weak, phrase if len(words) > 1 else (), place)
                if len(words) == 1 and len(word.bare) <= 3:
                    acronyms.setdefault(word.bare, mark)
                spellings.add(word.bare, mark)
    for weak, listed in ((False, others.THEMSELVES), (True, others.PLACES)):
        for bare in map(skeleton, listed.split()):
            if not spellings.exactly(bare):
                spellings.add(bare, _Mark(bare, weak))
    return _Lexicon(spellings, acronyms)


@lru_cache(maxsize=1 << 15)
def _known(bare: str, acronym: bool) -> tuple[tuple[_Mark, ...], float]:
    """What a word stands for, and how sure that is: the concept whose word is nearest, and every phrase that it may be
    a part of. Nothing: it is not in the lexicon.
    """
    lexicon = _lexicon()
    exact = lexicon.spellings.exactly(bare)
    if acronym:
        mark = lexicon.acronyms.get(bare)
        return (*((mark,) if mark else ()), *(one for one in exact if one.phrase or not mark)), 1.0
    whole = [mark for mark in exact if not mark.phrase]
    sure = 1.0
    forms = [(0, 1.0, mark) for mark in exact] + lexicon.spellings.forms(bare)
    if not whole:
        found = [one for one in forms if not one[2].phrase]
        if found:
            least, sure, _ = min(found, key=lambda one: one[:2])
            whole = [mark for cost, _, mark in found if cost == least]
    parts = [mark for cost, _, mark in forms if mark.phrase and cost < FAMILY]
    return tuple(dict.fromkeys((*whole, *parts))), sure


@lru_cache(maxsize=1 << 15)
def _guessed(bare: str) -> tuple[tuple[_Mark, ...], float]:
    """What an unknown word is made of, or was meant to be: a compound of two known words, a slip of the finger."""
    compound = _compound(bare)
    if compound:
        return compound, 1.0
    slips = _lexicon().spellings.slips(bare)
    whole = [(away, mark) for away, mark in slips if not mark.phrase]
    if whole:
        least = whole[0][0]
        return tuple(dict.fromkeys(mark for away, mark in whole if away == least))[:2], SLIP
    return tuple(mark for _, mark in slips)[:4], SLIP if slips else 0.0


def _compound(bare: str) -> tuple[_Mark, ...]:
    if len(bare) < SHORTEST_COMPOUND:
        return ()
    best: tuple[int, int, tuple[_Mark, ...]] | None = None
    spellings = _lexicon().spellings
    for cut in range(SHORTEST_PART, len(bare) - SHORTEST_PART + 1):
        left = _part(spellings, bare[:cut], LINKS)
        if left is None:
            continue
        right = spellings.nearest_form(bare[cut:], related=False)
        marks = right and tuple(mark for mark in right[2] if not mark.phrase)
        if right and marks and (best is None or (left[0] + right[0], -cut) < best[:2]):
            best = (left[0] + right[0], -cut, (*left[1][:1], *marks[:1]))
    return best[2] if best else ()


def _part(spellings: Spellings[_Mark], word: str, links: tuple[str, ...]) -> tuple[int, tuple[_Mark, ...]] | None:
    """The first part of a compound: a known word, as it is or with a link after it."""
    for link in links:
        if word.endswith(link) and len(word) - len(link) >= SHORTEST_PART:
            near = spellings.nearest_form(word[: len(word) - len(link)], related=False)
            marks = near and tuple(mark for mark in near[2] if not mark.phrase)
            if near and marks:
                return near[0] + len(link), marks
    return None


@lru_cache(maxsize=1 << 12)
def read(text: str) -> tuple[Token, ...]:
    """What a text speaks of, each thing once, in the order of its words."""
    words = words_of(text)
    readings = [_known(word.bare, word.acronym) for word in words]
    readings = [
        _guessed(word.bare) if not marks and not word.acronym else (marks, sure)
        for word, (marks, sure) in zip(words, readings, strict=True)
    ]
    found: dict[str, Token] = {}
    at = 0
    while at < len(words):
        taken, tokens = _phrase(words, readings, at)
        if not taken:
            taken, tokens = 1, _single(words[at], *readings[at])
        for token in tokens:
            kept = found.get(token.key)
            if kept is None or kept.weight < token.weight:
                found[token.key] = token
        at += taken
    return tuple(found.values())


def _phrase(
    words: list[Word], readings: list[tuple[tuple[_Mark, ...], float]], at: int
) -> tuple[int, tuple[Token, ...]]:
    """The longest phrase of the lexicon that begins here: how many words it takes, and its concept."""
    best: tuple[int, tuple[Token, ...]] = (0, ())
    for mark in readings[at][0]:
        size = len(mark.phrase)
        if size <= best[0] or mark.place or at + size > len(words):
            continue
        parts = (
            any(other.phrase == mark.phrase and other.place == place for other in readings[at + place][0])
            for place in range(1, size)
        )
        if all(parts):
            sure = min(readings[at + place][1] for place in range(size))
            typed = " ".join(word.typed for word in words[at : at + size])
            best = size, (Token(f"={mark.concept}", WEAK if mark.weak else 1.0, sure, typed),)
    return best


def _single(word: Word, marks: tuple[_Mark, ...], sure: float) -> tuple[Token, ...]:
    whole = dict.fromkeys((mark.concept, mark.weak) for mark in marks if not mark.phrase)
    if whole:
        return tuple(Token(f"={concept}", WEAK if weak else 1.0, sure, word.typed) for concept, weak in whole)
    if word.acronym:
        return (Token(f"!{word.bare}", 1.0, 1.0, word.typed),)
    for beginning in BEGINNINGS:
        rest = word.bare.removeprefix(skeleton(beginning))
        if rest != word.bare and len(rest) >= SHORTEST_PART:
            known = [mark for mark in _known(rest, False)[0] if not mark.phrase]
            if known:
                first = _single(Word(word.typed, skeleton(beginning), False), *_known(skeleton(beginning), False))
                return (*first, Token(f"={known[0].concept}", WEAK if known[0].weak else 1.0, 1.0, word.typed))
    return (Token(f"~{word.bare}", 1.0, 1.0, word.typed),)
