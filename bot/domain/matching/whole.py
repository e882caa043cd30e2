"""A whole set of meetings for the organisers to propose: at least so many good ones for everybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from bot.domain.matching.index import Index
from bot.domain.matching.profiles import Match

GOOD = 0.03  # a score from which a meeting is worth proposing: one common need met on both sides, or a rare one on one
LAST_RESORT = 1 / 3  # of it is enough for the one meeting of somebody who would have none
LISTED = 24  # candidates looked at for each person at first, and at least three for each meeting they may have
LONG_LIST = 400  # candidates looked at for those who would stay short
ROUNDS = 4  # times that everybody who is short is tried again


def whole_set(
    index: Index,
    *,
    at_least: int,
    at_most: int,
    already: Mapping[int, Collection[int]] | None = None,
    seed: int = 0,
    good: float = GOOD,
    tell: Callable[[float], None] | None = None,
) -> list[Match]:
    """Meetings that give everybody at least `at_least`, and nobody more than `at_most` or than they have free slots.

    Greedy in rounds (nobody has a second one while somebody could have a first), then alternating paths of length one
    and three for those who are short: afterwards nobody is short who could meet somebody with room left. `already`
    (person -> people they have asked, were asked by or meet) counts for both and is not proposed again. No match has a
    score below `good`, but for the one meeting of somebody who would have none (a third of it); people who fit nobody
    stay short. Same seed, same set. `tell` hears how much is done, 0 to 1.
    Takes some seconds for a thousand people, and minutes for ten thousand: for a worker process.
    """
    held: dict[int, set[int]] = {who: set() for who in index}
    for who, others in (already or {}).items():
        for other in others:
            held.setdefault(who, set()).add(other)
            held.setdefault(other, set()).add(who)
    work = _Choice(index, at_least, at_most, held, seed, good)
    people = list(index)
    size = max(LISTED, 3 * at_most)
    for done, who in enumerate(people):
        work.look(who, size)
        if tell is not None and done % 100 == 0:
            tell(0.9 * done / len(people))
    work.choose()
    work.complete(work.short)
    work.good *= LAST_RESORT
    work.complete(work.empty)
    if tell is not None:
        tell(1.0)
    return work.matches()


class _Choice:
    """The pairs taken so far. A pair has its lower id first."""

    def __init__(
        self, index: Index, at_least: int, at_most: int, held: dict[int, set[int]], seed: int, good: float
    ) -> None:
        self.index, self.held, self.seed, self.good, self.usual = index, held, seed, good, good
        self.goal = {who: max(0, min(at_least, at_most) - len(held[who])) for who in index}
        self.room = {who: max(0, at_most - len(held[who])) for who in index}
        if index.has_slots:
            self.room = {who: min(room, index.profile(who).free.bit_count()) for who, room in self.room.items()}
        self.goal = {who: min(goal, self.room[who]) for who, goal in self.goal.items()}
        self.taken: dict[int, set[int]] = {who: set() for who in index}
        self.candidates: dict[int, dict[int, float]] = {who: {} for who in index}

    def look(self, who: int, limit: int) -> None:
        """Find candidates for somebody; each pair is known to both."""
        for score, other in self.index.best(who, without=self.held[who], limit=limit):
            if score < self.good:
                break
            self.candidates[who][other] = self.candidates[other][who] = score

    def lot(self, one: int, two: int) -> int:
        """Which of equals comes first: by the seed."""
        low, high = (one, two) if one < two else (two, one)
        return (low * 2654435761 ^ high * 2246822519 ^ (self.seed + 1) * 3266489917) * 668265263 & 0xFFFFFFFF

    def short(self, who: int) -> bool:
        """Whether they have fewer than they should."""
        return len(self.taken[who]) < self.goal[who]

    def empty(self, who: int) -> bool:
        """Whether they should have some, and have none."""
        return not self.taken[who] and not self.held[who] and self.goal[who] > 0

    def free(self, who: int) -> bool:
        """Whether they may have one more."""
        return len(self.taken[who]) < self.room[who]

    def take(self, one: int, two: int) -> None:
        """A meeting more."""
        self.taken[one].add(two)
        self.taken[two].add(one)

    def leave(self, one: int, two: int) -> None:
        """A meeting less."""
        self.taken[one].discard(two)
        self.taken[two].discard(one)

    def choose(self) -> None:
        """The best pairs first, in rounds; then what helps one of the two."""
        pairs = [
            (-score, self.lot(who, other), who, other)
            for who, found in self.candidates.items()
            for other, score in found.items()
            if who < other
        ]
        pairs.sort()
        for level in range(max(self.goal.values(), default=0)):
            for _, _, one, two in pairs:
                if (
                    len(self.taken[one]) <= level < self.goal[one]
                    and len(self.taken[two]) <= level < self.goal[two]
                    and two not in self.taken[one]
                ):
                    self.take(one, two)
        for _, _, one, two in pairs:
            if (self.short(one) or self.short(two)) and self._may(one, two):
                self.take(one, two)

    def complete(self, lacking: Callable[[int], bool]) -> None:
        """Whoever lacks one gets a longer list, and others' meetings are exchanged where nobody loses by it."""
        for turn in range(ROUNDS):
            waiting = [who for who in self.goal if lacking(who)]
            for who in waiting:
                if not turn:
                    self.look(who, LONG_LIST)
            gained = False
            for who in sorted(waiting, key=lambda one: (len(self.taken[one]), self.lot(one, one))):
                while lacking(who) and (self._direct(who) or self._exchange(who)):
                    gained = True
            if not gained:
                return

    def matches(self) -> list[Match]:
        """What was taken, the best first."""
        found = [
            Match(who, other, self.candidates[who][other])
            for who, others in self.taken.items()
            for other in others
            if who < other
        ]
        return sorted(found, key=lambda match: (-match.score, match.one, match.two))

    def _may(self, one: int, two: int) -> bool:
        return self.free(one) and self.free(two) and two not in self.taken[one]

    def _ordered(self, who: int) -> Iterator[int]:
        found = self.candidates[who]
        return iter(sorted(found, key=lambda other: (-found[other], self.lot(who, other))))

    def _direct(self, who: int) -> bool:
        for other in self._ordered(who):
            if self._may(who, other):
                self.take(who, other)
                return True
        return False

    def _exchange(self, who: int) -> bool:
        """Take somebody who is full away from a partner that can spare them, or can meet another instead."""
        for other in self._ordered(who):
            if other in self.taken[who] or not self.room[other]:
                continue
            for third in sorted(self.taken[other], key=lambda one: (self.candidates[other][one], self.lot(other, one))):
                if third == who:
                    continue
                if len(self.taken[third]) > self.goal[third]:
                    self.leave(other, third)
                    self.take(who, other)
                    return True
                for fourth in self._ordered(third):
                    good = self.candidates[third][fourth] >= self.usual
                    if good and fourth not in {who, other} and self._may_after(third, fourth):
                        self.leave(other, third)
                        self.take(third, fourth)
                        self.take(who, other)
                        return True
        return False

    def _may_after(self, third: int, fourth: int) -> bool:
        """Whether a third can meet a fourth once they have lost one meeting."""
        return self.free(fourth) and fourth not in self.taken[third]
