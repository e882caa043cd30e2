"""Every distinct offer and need of one event as a number, and which of them mean the same, how nearly."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.domain.matching.profiles import Topic, Wish
from bot.domain.matching.reading import WEAK, Token, read
from bot.domain.matching.spelling import root
from bot.domain.matching.spellings import SLIP, Spellings

NEAR = 0.6  # below it two wishes are about different things: food safety, food export
COVERED = 0.3  # of each wish at least so much is in the other
SLIPS_AFTER = 6  # letters that a word has at least before another unknown word may be a slip of it


class Terms:
    """Terms are counted from 0 as they first come up and are never forgotten: an event has some thousands at most."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.near: list[dict[int, float]] = []  # term -> terms of the same meaning (itself too) -> how nearly, to 1
        self.readings: list[tuple[tuple[Token, ...], ...]] = []  # a topic has one for each label
        self.order: list[str] = []  # by which terms stand in an order that does not depend on which came first
        self.by_token: dict[str, set[int]] = {}  # a token's key -> terms that have it
        self._by_root: dict[str, set[int]] = {}  # the same by `root_of`
        self._roots: list[list[frozenset[str]]] = []  # term -> the roots of each reading that says something
        self._alike: dict[str, dict[str, float]] = {}  # unknown words that are forms or slips of one another
        self._unknown: Spellings[str] = Spellings()
        self._topics: dict[int, int] = {}
        self._words: dict[tuple[frozenset[str], bool], int] = {}
        self._texts: dict[str, int | None] = {}
        for topic in sorted(topics, key=lambda one: one.id):
            readings = dict.fromkeys(tokens for label in topic.labels if (tokens := read(label)))
            self._topics[topic.id] = self._new(tuple(readings), f"{topic.id:020}", topic=True)

    def __len__(self) -> int:
        return len(self.near)

    def term(self, wish: Wish) -> int | None:
        """The wish's number; None for a topic that the event does not have and for words that say nothing."""
        if wish.words is None:
            return None if wish.topic is None else self._topics.get(wish.topic)
        if wish.words not in self._texts:
            tokens = read(wish.words)
            key = frozenset(token.key for token in tokens), any(token.sure <= SLIP for token in tokens)
            if tokens and key not in self._words:
                self._words[key] = self._new((tokens,), " ".join((*sorted(key[0]), str(key[1]))))
            self._texts[wish.words] = self._words[key] if tokens else None
        return self._texts[wish.words]

    def alike(self, key: str) -> dict[str, float]:
        """Keys of tokens that mean the same as this one, itself first, and how surely."""
        if not key.startswith("~"):
            return {key: 1.0}
        known = self._alike.get(key)
        return known if known is not None else self._learn(key)

    def within(self, roots: AbstractSet[str], first: int = 0) -> list[int]:
        """Terms from number `first` on, all of whose words are among these (`root_of` the words of a longer text)."""
        if first >= len(self.near):
            return []
        found = {term for key in roots for term in self._by_root.get(key, ()) if term >= first}
        return sorted(term for term in found if any(needed <= roots for needed in self._roots[term]))

    def _new(self, readings: tuple[tuple[Token, ...], ...], order: str, *, topic: bool = False) -> int:
        number = len(self.near)
        self.near.append({number: 1.0})
        self.readings.append(readings)
        self.order.append(order)
        self._roots.append([frozenset(map(root_of, tokens)) for tokens in readings if telling(tokens)])
        candidates: set[int] = set()
        for tokens in readings:
            weighty = [token for token in tokens if token.weight > WEAK] or tokens
            for token in weighty:
                for key in self.alike(token.key):
                    candidates |= self.by_token.get(key, set())
        topics = len(self._topics) if topic else 0
        for other in sorted(candidates):
            if topic and other < topics:
                continue  # the organisers' topics are different things, whatever words they share
            strength = max((self._nearness(a, b) for a in readings for b in self.readings[other]), default=0.0)
            if strength >= NEAR * SLIP:
                self.near[number][other] = self.near[other][number] = strength
        for tokens in readings:
            for token in tokens:
                self.by_token.setdefault(token.key, set()).add(number)
                self._by_root.setdefault(root_of(token), set()).add(number)
        return number

    def _nearness(self, one: Sequence[Token], two: Sequence[Token]) -> float:
        """How nearly two readings mean the same: the mean of how much of each is in the other; 0 below `NEAR`."""
        others = {token.key: token for token in two}
        got_one, got_two = 0.0, dict.fromkeys(others, 0.0)
        heaviest = 0.0
        for token in one:
            best = 0.0
            for key, sure in self.alike(token.key).items():
                other = others.get(key)
                if other is not None:
                    both = sure * token.sure * other.sure
                    best = max(best, both)
                    got_two[key] = max(got_two[key], both)
                    heaviest = max(heaviest, token.weight)
            got_one += best * token.weight
        if not heaviest or (heaviest <= WEAK and any(token.weight > WEAK for token in (*one, *two))):
            return 0.0
        covers = (
            got_one / sum(token.weight for token in one),
            sum(got_two[token.key] * token.weight for token in two) / sum(token.weight for token in two),
        )
        nearness = sum(covers) / 2
        return (
            round(nearness, 6)
            if min(covers) >= COVERED and max(covers) >= SLIP * SLIP and nearness >= NEAR * SLIP
            else 0.0
        )

    def _learn(self, key: str) -> dict[str, float]:
        word = key[1:]
        alike = {key: 1.0}
        for _, sure, other in self._unknown.forms(word):
            alike[other] = max(alike.get(other, 0.0), sure)
        if len(word) >= SLIPS_AFTER:
            for _, other in self._unknown.slips(word):
                if len(other) > SLIPS_AFTER:
                    alike.setdefault(other, SLIP)
        for other, sure in alike.items():
            if other != key:
                self._alike[other][key] = sure
        self._alike[key] = alike
        self._unknown.add(word, key)
        return alike


def root_of(token: Token) -> str:
    """By what a token is found in longer texts: its concept, or the root of an unknown word."""
    return f"^{root(token.key[1:])}" if token.key[0] == "~" else token.key


def telling(tokens: Sequence[Token]) -> bool:
    """Whether there is a word among them that says something alone."""
    return any(token.weight > WEAK for token in tokens)
