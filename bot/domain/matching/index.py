"""Everybody of one event, in memory, ready to say who should meet whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.domain.matching.profiles import Fit, Profile, Suggestion, Topic, Wish
from bot.domain.typed_words import fold


class Index:
    """One event's profiles. Not for several threads at once."""

    def __init__(self, topics: Sequence[Topic] = (), closed_pairs: frozenset[frozenset[str]] = frozenset()) -> None:
        self._labels = {fold(label): topic.id for topic in topics for label in topic.labels}
        self._closed = closed_pairs
        self._people: dict[int, Profile] = {}

    def __len__(self) -> int:
        return len(self._people)

    def __contains__(self, who: object) -> bool:
        return who in self._people

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._people))

    def put(self, profile: Profile) -> None:
        """Add somebody, or replace what was known of them."""
        self._people[profile.id] = profile

    def drop(self, who: int) -> None:
        """Forget somebody; nothing happens for who is not there."""
        self._people.pop(who, None)

    def rank(
        self,
        who: int,
        *,
        without: Collection[int] = (),
        exposure: Mapping[int, int] | None = None,
        dislikes: Collection[int] = (),
        limit: int = 50,
    ) -> list[Suggestion]:
        """Whom they should meet, the best first; KeyError for who is not there."""
        me = self._people[who]
        shown = exposure or {}
        found = []
        for other in self._people.values():
            if other.id == who or other.id in without or other.id in dislikes:
                continue
            if frozenset({me.type, other.type}) in self._closed:
                continue
            gain, give = self._fits(me.needs, other.offers), self._fits(me.offers, other.needs)
            slots = me.free & other.free
            if not (gain or give) or not (slots or not me.free):
                continue
            score = (0.25 * (len(gain) + len(give)) + min(len(gain), len(give))) / (1 + shown.get(other.id, 0)) / 4
            languages = tuple(one for one in me.languages if one in other.languages)
            found.append(Suggestion(other.id, score, gain, give, languages, slots))
        return sorted(found, key=lambda one: (-one.score, one.id))[:limit]

    def _fits(self, mine: tuple[Wish, ...], theirs: tuple[Wish, ...]) -> tuple[Fit, ...]:
        return tuple(Fit(a, b, 1.0) for a in mine for b in theirs if self._key(a) == self._key(b))

    def _key(self, wish: Wish) -> int | str | None:
        if wish.words is None:
            return wish.topic
        words = fold(wish.words)
        return self._labels.get(words, words)
