"""Words that are known, found again by another form of theirs or in spite of a slip of the finger."""

from __future__ import annotations

from typing import Generic, TypeVar

from bot.domain.matching.spelling import FAMILY, SHORTEST_FAMILY, allowed_slips, stems
from bot.domain.typed_words import distance

Mark = TypeVar("Mark")

FORM, RELATED, SLIP = 1.0, 0.85, 0.8  # how sure it is: another ending, another word of the family, mistyped
SURE_LETTERS = 6  # in a stem no longer than this another letter makes another word: laser, later


class Spellings(Generic[Mark]):
    """Skeletons of words and what they stand for. Adding and finding take time by the letters, not by how many there
    are: a word is kept under each of its stems, and under each stem less one letter.
    """

    def __init__(self) -> None:
        self._exact: dict[str, list[Mark]] = {}
        self._stems: dict[str, list[tuple[int, Mark]]] = {}
        self._maimed: dict[str, list[str]] = {}  # a stem less one letter -> stems
        self._main: dict[str, list[Mark]] = {}  # a stem -> what is found by it in spite of a slip

    def add(self, word: str, mark: Mark) -> None:
        """Know a word (its skeleton); the same again changes nothing."""
        marks = self._exact.setdefault(word, [])
        if mark in marks:
            return
        marks.append(mark)
        for stem, cost in stems(word):
            self._stems.setdefault(stem, []).append((cost, mark))
        for stem in _bare(word):
            if stem not in self._main:
                self._main[stem] = []
                for short in _without_a_letter(stem):
                    self._maimed.setdefault(short, []).append(stem)
            self._main[stem].append(mark)

    def exactly(self, word: str) -> list[Mark]:
        """What this very word stands for."""
        return self._exact.get(word, [])

    def forms(self, word: str, *, related: bool = True) -> list[tuple[int, float, Mark]]:
        """What other forms of the word stand for: (cost, how sure, mark), unsorted. `related`: of its family too."""
        found = []
        for stem, cost in stems(word):
            if cost >= FAMILY and not related:
                continue
            for other, mark in self._stems.get(stem, ()):
                both = cost + other
                if both < FAMILY:
                    found.append((both, FORM, mark))
                elif related and (both < 2 * FAMILY or len(stem) > SHORTEST_FAMILY) and len(stem) >= SHORTEST_FAMILY:
                    found.append((both, RELATED, mark))
        return found

    def nearest_form(self, word: str, *, related: bool = True) -> tuple[int, float, list[Mark]] | None:
        """What the form with the least taken off stands for; several marks where they are equally near."""
        exact = self._exact.get(word)
        if exact:
            return 0, 1.0, exact
        found = self.forms(word, related=related)
        if not found:
            return None
        cost, sure, _ = min(found, key=lambda one: (one[0], -one[1]))
        return cost, sure, list(dict.fromkeys(mark for least, _, mark in found if least == cost))

    def slips(self, word: str) -> list[tuple[int, Mark]]:
        """What the word may have been meant for: (slips, mark), the fewest slips first. One slip in a stem of five to
        eight letters, two in a longer one; the first letter is right, and in a short stem no letter stands for another.
        """
        found: dict[str, int] = {}
        for stem in _bare(word):
            for short in (stem, *_without_a_letter(stem)):
                for other in self._maimed.get(short, ()) if short != stem else (*self._maimed.get(short, ()), short):
                    if other in found or other not in self._main or other[0] != stem[0]:
                        continue
                    if len(stem) == len(other) <= SURE_LETTERS and sorted(stem) != sorted(other):
                        continue
                    most = allowed_slips(min(len(stem), len(other)))
                    if most and (away := distance(stem, other, most)) <= most:
                        found[other] = away
        ordered = sorted(found.items(), key=lambda one: (one[1], one[0]))
        return [(away, mark) for stem, away in ordered for mark in self._main[stem]]


def _bare(word: str) -> tuple[str, ...]:
    """The stems under which slips are looked for: the whole word, and less the longest end it may have lost."""
    inflected = [stem for stem, cost in stems(word) if cost < FAMILY and len(stem) >= 5]
    return tuple(dict.fromkeys((inflected[0], inflected[-1]))) if inflected else ()


def _without_a_letter(stem: str) -> set[str]:
    return {stem[:at] + stem[at + 1 :] for at in range(len(stem))}
