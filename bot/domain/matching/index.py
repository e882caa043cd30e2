"""Everybody of one event, in memory, ready to say who should meet whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heappush, heapreplace, nlargest
from operator import itemgetter
from types import MappingProxyType

from bot.domain.matching.people import People, Person
from bot.domain.matching.profiles import Profile, Suggestion, Topic
from bot.domain.matching.reasons import reasons
from bot.domain.matching.scoring import (
    ABOUT,
    ABOUT_RARITY,
    FEW_SLOTS,
    NOTHING,
    ONE_NEED,
    TAUGHT_NEED,
    TAUGHT_TYPE,
    days_fit,
    exposed,
    language_fit,
    rarity,
    reciprocal,
    taught,
    type_fit,
)
from bot.domain.matching.terms import Terms

NOBODY_SHOWN: Mapping[int, int] = MappingProxyType({})
ALONE = reciprocal(1.0, 0.0)  # a one-sided wish counts in proportion
DIGITS, LAST_DIGIT = 9, 1e-9  # of a score
WINDOW = 500  # people looked at, at a time, when nobody fits
FILL = 5  # suggestions that everybody gets, if need be of people with nothing in common but the event


class Index:
    """One event's profiles. Not for several threads at once. The first one of a process reads the lexicon (0.1 s).

    Of two people with the same score neither is always the first: who stands before whom differs from reader to
    reader, and is the same every time.
    """

    def __init__(self, topics: Sequence[Topic] = (), closed_pairs: frozenset[frozenset[str]] = frozenset()) -> None:
        self._people = People(Terms(topics))
        self._closed = closed_pairs

    def __len__(self) -> int:
        return len(self._people.by_id)

    def __contains__(self, who: object) -> bool:
        return who in self._people.by_id

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._people.by_id))

    def profile(self, who: int) -> Profile:
        """What was put; KeyError for who is not there."""
        return self._people.by_id[who].profile

    @property
    def has_slots(self) -> bool:
        """Whether anybody has a free slot; without, times are no reason for or against a meeting."""
        return self._people.with_slots > 0

    def put(self, profile: Profile) -> None:
        """Add somebody, or replace what was known of them."""
        self._people.put(profile)

    def drop(self, who: int) -> None:
        """Forget somebody; nothing happens for who is not there."""
        self._people.drop(who)

    def rank(
        self,
        who: int,
        *,
        without: Collection[int] = (),
        exposure: Mapping[int, int] = NOBODY_SHOWN,
        dislikes: Collection[int] = (),
        limit: int = 50,
        fill: int = FILL,
    ) -> list[Suggestion]:
        """Whom they should meet, the best first; KeyError for who is not there.

        Never themselves, those of `without` and `dislikes`, closed pairs of types, people on other days only, people
        without a free slot in common. `exposure`: how often each was shown or asked so far; the more, the lower.
        `dislikes`: who was not of interest; similar people come lower. Where fewer than `fill` fit, others are added
        with a low score and without reasons.
        """
        me = self._people.by_id[who]
        best = self.best(who, without=without, exposure=exposure, dislikes=dislikes, limit=limit)
        if len(best) < min(fill, limit):
            out = {who, *without, *dislikes, *(other for _, other in best)}
            best += self._strangers(me, out, exposure, dislikes, min(fill, limit) - len(best))
        return [self._suggestion(me, other, score) for score, other in best]

    def best(
        self,
        who: int,
        *,
        without: Collection[int] = (),
        exposure: Mapping[int, int] = NOBODY_SHOWN,
        dislikes: Collection[int] = (),
        limit: int = 50,
    ) -> list[tuple[float, int]]:
        """Score and id of those who fit, as in `rank`, but without the reasons and without those who do not fit."""
        me = self._people.by_id[who]
        if limit <= 0:
            return []
        out = {who, *without, *dislikes}
        gain, give = self._gain(me, dislikes), self._give(me, dislikes)
        both = {other: reciprocal(1 - gain[other], 1 - give[other]) for other in gain.keys() & give.keys()}
        scored = self._scored(me, out, both, exposure, dislikes, limit)
        most = 1 - min(min(gain.values(), default=1.0), min(give.values(), default=1.0))  # of any one-sided wish
        if len(scored) < limit or nlargest(limit, scored)[-1][0] <= most * ALONE:
            single = {other: (1 - missed) * ALONE for other, missed in (gain | give).items() if other not in both}
            scored += self._scored(me, out, single, exposure, dislikes, limit)
        return _first(who, scored, limit)

    def score(self, one: int, two: int) -> float:
        """What a meeting of these two is worth, 0 for one that cannot be; KeyError for who is not there."""
        me = self._people.by_id[one]
        worth = reciprocal(1 - self._gain(me, ()).get(two, 1.0), 1 - self._give(me, ()).get(two, 1.0)) or NOTHING
        return next((score for score, _ in self._scored(me, {one}, {two: worth}, NOBODY_SHOWN, (), 1)), 0.0)

    def _strangers(
        self, me: Person, out: Collection[int], exposure: Mapping[int, int], dislikes: Collection[int], missing: int
    ) -> list[tuple[float, int]]:
        """The best of the next people after me whom I may meet, though our words do not; others for everybody."""
        everybody = sorted(self._people.by_id)
        mine = everybody.index(me.profile.id)
        around = everybody[mine:] + everybody[:mine]
        found: list[tuple[float, int]] = []
        for first in range(0, len(around), WINDOW):
            some = dict.fromkeys(around[first : first + WINDOW], NOTHING)
            found += self._scored(me, out, some, exposure, dislikes, missing)
            if len(found) >= missing:
                break
        return _first(me.profile.id, found, missing)

    def _suggestion(self, me: Person, other: int, score: float) -> Suggestion:
        them = self._people.by_id[other]
        they_offer, they_need = reasons(self._people, me, them)
        shared = tuple(one for one in me.profile.languages if one in them.profile.languages)
        return Suggestion(other, score, they_offer, they_need, shared, me.profile.free & them.profile.free)

    def _scored(
        self,
        me: Person,
        out: Collection[int],
        worth: Mapping[int, float],
        exposure: Mapping[int, int],
        dislikes: Collection[int],
        limit: int,
    ) -> list[tuple[float, int]]:
        """The score of those who have a worth and may meet me, of at least the best `limit`.

        No score is above the worth, so that those of little worth need not be looked at once enough others are better.
        """
        mine, people = me.profile, self._people.by_id
        mean = sum(exposure.values()) / max(1, len(people)) if exposure else 0.0
        types = self._types(mine.type, dislikes)
        days: dict[tuple[int, int], float] = {}
        speech: dict[tuple[int, bool], float] = {}
        slots = self.has_slots
        found: list[tuple[float, int]] = []
        best: list[float] = []  # a heap of the best scores
        for other, value in sorted(worth.items(), key=itemgetter(1), reverse=True):
            if len(best) == limit and value + LAST_DIGIT < best[0]:
                break
            if other in out:
                continue
            person = people[other]
            them = person.profile
            fit = types.get(them.type)
            score = value * (self._learn_type(mine.type, types, them.type) if fit is None else fit)
            if slots:
                free = (mine.free & them.free).bit_count()
                if free < 3:
                    score *= FEW_SLOTS[free]
            if not score:
                continue
            day = (them.days_onsite, them.days_online)
            fit = days.get(day)
            if fit is None:
                fit = days[day] = days_fit(mine.days_onsite, mine.days_online, *day)
            said = (person.languages, them.interpreter)
            talk = speech.get(said)
            if talk is None:
                talk = speech[said] = language_fit(me.languages, mine.interpreter, *said)
            score *= fit * talk
            if exposure:
                score *= exposed(exposure.get(other, 0), mean)
            if score:
                score = round(score, DIGITS)
                found.append((score, other))
                if len(best) < limit:
                    heappush(best, score)
                elif score > best[0]:
                    heapreplace(best, score)
        return found

    def _types(self, mine: str, dislikes: Collection[int]) -> dict[str, float]:
        """What each type counts that was not of interest; closed ones count 0."""
        people = self._people.by_id
        disliked = Counter(people[one].profile.type for one in set(dislikes) if one in people)
        types: dict[str, float] = {}
        for theirs, times in disliked.items():
            types[theirs] = self._learn_type(mine, types, theirs) * taught(TAUGHT_TYPE, times)
        return types

    def _learn_type(self, mine: str, types: dict[str, float], theirs: str) -> float:
        types[theirs] = 0.0 if frozenset((mine, theirs)) in self._closed else type_fit(mine, theirs)
        return types[theirs]

    def _gain(self, me: Person, dislikes: Collection[int]) -> dict[int, float]:
        """Person -> what of my needs they leave open, from 1 down."""
        people, near = self._people, self._people.terms.near
        missed: dict[int, float] = {}
        for term in sorted(me.needs, key=people.terms.order.__getitem__):  # one order from both sides, to the last bit
            weight = ONE_NEED * rarity(people.reach[term], len(people.by_id))
            weight *= taught(TAUGHT_NEED, self._meeting(term, dislikes))
            left = dict.fromkeys(people.telling_of(term, offers=True), 1 - weight * ABOUT)
            for other, strength in sorted(near[term].items(), key=lambda one: one[1]):
                if other in people.offering:
                    left |= dict.fromkeys(people.offering[other], 1 - weight * strength)
            _multiply(missed, left)
        spoken = self._people.told_by(me)[1]
        told = {who for term in spoken for who in people.offering.get(term, ())}
        _multiply(missed, dict.fromkeys(told, 1 - ONE_NEED * ABOUT_RARITY * ABOUT))
        return missed

    def _give(self, me: Person, dislikes: Collection[int]) -> dict[int, float]:
        """Person -> what of their needs I leave open, from 1 down."""
        people, near = self._people, self._people.terms.near
        met = dict.fromkeys(people.told_by(me)[0], ABOUT)
        for term in me.offers:
            for other, strength in near[term].items():
                if strength > met.get(other, 0.0):
                    met[other] = strength
        missed: dict[int, float] = {}
        for term in sorted(met, key=people.terms.order.__getitem__):
            strength = met[term]
            if people.needing.get(term):
                weight = ONE_NEED * rarity(people.reach[term], len(people.by_id)) * strength
                weight *= taught(TAUGHT_NEED, sum(one in people.needing[term] for one in set(dislikes)))
                _multiply(missed, dict.fromkeys(people.needing[term], 1 - weight))
        told = set().union(*(people.telling_of(term, offers=False) for term in me.offers))
        _multiply(missed, dict.fromkeys(told, 1 - ONE_NEED * ABOUT_RARITY * ABOUT))
        return missed

    def _meeting(self, term: int, who: Collection[int]) -> int:
        """How many of these people offer something near a term."""
        near, people = self._people.terms.near[term], self._people.by_id
        return sum(not near.keys().isdisjoint(people[one].offers) for one in set(who) if one in people)


def _multiply(missed: dict[int, float], left: dict[int, float]) -> None:
    """Take what is `left` into what was missed so far; `left` is used up."""
    for who in missed.keys() & left.keys():
        left[who] *= missed[who]
    missed |= left


def _first(who: int, scored: list[tuple[float, int]], limit: int) -> list[tuple[float, int]]:
    """The best `limit` of these; equals by lot. The lot is drawn only for those who may be among them."""
    if len(scored) > 4 * limit:
        least = nlargest(limit, (score for score, _ in scored))[-1]
        scored = [one for one in scored if one[0] >= least]
    return sorted(scored, key=lambda one: (-one[0], _turn(who, one[1])))[:limit]


def _turn(one: int, two: int) -> int:
    """Which of equals comes first: as if by lot, the same for both and every time (Knuth's multiplicative hash)."""
    low, high = (one, two) if one < two else (two, one)
    return ((low * 2654435761 ^ high * 2246822519) * 3266489917 & 0xFFFFFFFF) << 64 | two
