"""Recommendations on an event with known true affinities, beside random, popularity and one-sided keywords.

A round: everybody looks once, in a random order, at five people; asks those of them who are worth it to them (three at
most); whoever is asked says yes as likely as the meeting is worth to them, six times at most. What was shown and asked
before counts as exposure, for the engine alone. *All-knowing* sees the true worth for both instead of profiles.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from bot.domain.matching import Index, Wish, whole_set
from bot.domain.matching.terms import Terms
from bot.domain.typed_words import fold
from tests.benchmarks.recommending_event import GOOD, Fair, fair
from tests.benchmarks.recommending_words import phrases
from tests.benchmarks.results import Figure

SHOWN, ASKED, YESES = 5, 3, 6
LARGE, TIMED = 10_000, 300  # people; how many of them are ranked by the clock
LIMIT_MS, LIMIT_PUT_MS = 50.0, 1.0
Way = Callable[[int, Counter[int]], Sequence[int]]  # who looks, how often each was shown or asked -> whom they see


@dataclass
class Outcome:
    """What a way of recommending led to, in shares of 1."""

    precision: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    without: list[float] = field(default_factory=list)
    gini: list[float] = field(default_factory=list)
    meetings: list[float] = field(default_factory=list)


async def measure(runs: int, people: int) -> AsyncIterator[Figure]:
    """Every way on `runs` events of `people`; then the clock, at ten thousand; then a whole set of meetings."""
    outcomes: dict[str, Outcome] = {}
    for run in range(runs):
        event = fair(people, 100 + run)
        utility = _Utilities(event)
        for name, way in _ways(event, utility).items():
            _play(event, utility, way, outcomes.setdefault(name, Outcome()))
    for name, outcome in outcomes.items():
        for key, what, values in (
            ("precision", "of 5 shown, good for me", outcome.precision),
            ("reciprocal", "of 5 shown, good for both", outcome.reciprocal),
            ("recall", "of the good for both (5 at most), shown", outcome.recall),
            ("without", "people without any yes", outcome.without),
        ):
            yield Figure(f"{key} {name}", f"{name}: {what}", "%", [100 * value for value in values])
        yield Figure(f"gini {name}", f"{name}: Gini of requests received", "", outcome.gini)
        yield Figure(f"meetings {name}", f"{name}: meetings agreed a person", "", outcome.meetings)
    for figure in (*_words(), *_clock()):
        yield figure
    for figure in _whole(people):
        yield figure


class _Utilities:
    """The truth, and who is good for both."""

    def __init__(self, event: Fair) -> None:
        everybody = range(len(event.profiles))
        self.of = [[event.utility(one, two) if one != two else 0.0 for two in everybody] for one in everybody]
        self.good = [{two for two in everybody if self.of[one][two] >= GOOD} for one in everybody]
        self.both: list[set[int]] = [{two for two in self.good[one] if one in self.good[two]} for one in everybody]

    def best(self, me: int) -> list[int]:
        """The five whom it is worth most to meet for the less pleased of the two."""
        return sorted(self.both[me], key=lambda one: (-min(self.of[me][one], self.of[one][me]), one))[:SHOWN]


def _ways(event: Fair, utility: _Utilities) -> dict[str, Way]:
    index = Index(event.topics)
    for profile in event.profiles:
        index.put(profile)
    everybody = [profile.id for profile in event.profiles]
    dice = random.Random(event.seed)
    keywords = _Keywords(event)

    def ours(me: int, exposure: Counter[int]) -> list[int]:
        return [one.id for one in index.rank(me, exposure=exposure, limit=SHOWN)]

    return {
        "random": lambda me, _: dice.sample([one for one in everybody if one != me], SHOWN),
        "popularity": lambda me, _: [one for one in keywords.popular[: SHOWN + 1] if one != me][:SHOWN],
        "keyword, one-sided": lambda me, _: keywords.offering(me),
        "Matchbell, no exposure": lambda me, _: ours(me, Counter()),
        "Matchbell": ours,
        "all-knowing": lambda me, _: utility.best(me),
    }


class _Keywords:
    """What a plain list search gives: their offers share topics or whole words (folded) with my needs."""

    def __init__(self, event: Fair) -> None:
        labels = {topic.id: set(fold(topic.labels[0]).split()) for topic in event.topics}
        self.words: list[tuple[set[str], set[str]]] = []
        for profile in event.profiles:
            sides = []
            for side in (profile.offers, profile.needs):
                words: set[str] = set()
                for wish in side:
                    words |= set(fold(wish.words).split()) if wish.words else labels[wish.topic or 0]
                sides.append(words)
            self.words.append((sides[0], sides[1]))
        self.by_word: dict[str, list[int]] = {}
        for who, (offers, _) in enumerate(self.words):
            for word in sorted(offers):
                self.by_word.setdefault(word, []).append(who)
        wanted = Counter(word for _, needs in self.words for word in needs)
        worth = [sum(wanted[word] for word in offers) for offers, _ in self.words]
        self.popular = sorted(range(len(worth)), key=lambda who: (-worth[who], who))

    def offering(self, me: int) -> list[int]:
        """The five who share most words; the earlier registered of equals, as a list has it."""
        shared = Counter(who for word in self.words[me][1] for who in self.by_word.get(word, ()) if who != me)
        return [who for who, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]]


def _play(event: Fair, utility: _Utilities, way: Way, outcome: Outcome) -> None:
    dice = random.Random(event.seed + 1)
    people = list(range(len(event.profiles)))
    exposure: Counter[int] = Counter()
    received: Counter[int] = Counter()
    requests: list[tuple[int, int]] = []
    precision, reciprocal, recall = [], [], []
    for me in dice.sample(people, len(people)):
        seen = list(way(me, exposure))
        precision.append(sum(one in utility.good[me] for one in seen) / SHOWN)
        reciprocal.append(sum(one in utility.both[me] for one in seen) / SHOWN)
        if utility.both[me]:
            recall.append(sum(one in utility.both[me] for one in seen) / min(SHOWN, len(utility.both[me])))
        exposure.update(seen)
        wanted = sorted((one for one in seen if one in utility.good[me]), key=lambda one: -utility.of[me][one])[:ASKED]
        exposure.update(wanted)
        received.update(wanted)
        requests += [(me, one) for one in wanted]
    agreed: Counter[int] = Counter()
    pairs: set[tuple[int, int]] = set()
    for me, one in requests:
        if (
            agreed[one] < YESES
            and (one, me) not in pairs
            and dice.random() < min(1.0, utility.of[one][me] / (2 * GOOD))
        ):
            pairs.add((me, one))
            agreed.update((me, one))
    outcome.precision.append(_mean(precision))
    outcome.reciprocal.append(_mean(reciprocal))
    outcome.recall.append(_mean(recall))
    outcome.without.append(sum(not agreed[who] for who in people) / len(people))
    outcome.gini.append(gini([received[who] for who in people]))
    outcome.meetings.append(2 * len(pairs) / len(people))


def gini(values: Sequence[int]) -> float:
    """0 when all have the same, near 1 when one has all."""
    total, size = sum(values), len(values)
    weighted = sum((place + 1) * value for place, value in enumerate(sorted(values)))
    return 2 * weighted / (size * total) - (size + 1) / size if total else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _words() -> list[Figure]:
    """How much of one subject in two languages is known as one, and how much of two subjects is taken for one."""
    terms = Terms(())
    said = [
        [(language, terms.term(Wish(words=words))) for language, all_ in subject.items() for words in all_]
        for subject in phrases()
    ]
    same = [
        two in terms.near[one]
        for subject in said
        for a, one in subject
        for b, two in subject
        if a < b and one is not None
    ]
    other = [
        two in terms.near[one]
        for number, subject in enumerate(said)
        for stranger in said[:number]
        for _, one in subject
        for _, two in stranger
        if one is not None
    ]
    return [
        Figure(
            "words same", "one subject in two languages, known as one", "%", [100 * _mean(same)], f"{len(same):,} pairs"
        ),
        Figure("words other", "two subjects taken for one", "%", [100 * _mean(other)], f"{len(other):,} pairs"),
    ]


def _clock() -> list[Figure]:
    event = fair(LARGE, 7)
    index = Index(event.topics)
    puts, ranks = [], []
    for profile in event.profiles:
        began = time.process_time()
        index.put(profile)
        puts.append(1000 * (time.process_time() - began))
    dice = random.Random(7)
    shown = Counter(dice.choices(range(LARGE), k=LARGE))
    for who in dice.sample(range(LARGE), TIMED):
        began = time.process_time()
        index.rank(who, exposure=shown)
        ranks.append(1000 * (time.process_time() - began))
    note = f"{LARGE:,} people; processor time"
    return [
        Figure("rank p50", "one person ranked, p50", "ms", [_quantile(ranks, 0.5)], note, f"<= {LIMIT_MS:g}"),
        Figure("rank p99", "one person ranked, p99", "ms", [_quantile(ranks, 0.99)], note, f"<= {LIMIT_MS:g}"),
        Figure("put p50", "one profile put, p50", "ms", [_quantile(puts, 0.5)], note, f"<= {LIMIT_PUT_MS:g}"),
        Figure("put p99", "one profile put, p99", "ms", [_quantile(puts, 0.99)], note, f"<= {LIMIT_PUT_MS:g}"),
    ]


def _whole(people: int) -> list[Figure]:
    event = fair(people, 100)
    index = Index(event.topics)
    for profile in event.profiles:
        index.put(profile)
    began = time.perf_counter()
    matches = whole_set(index, at_least=4, at_most=6, seed=1)
    seconds = time.perf_counter() - began
    held = Counter(who for match in matches for who in (match.one, match.two))
    good = sum(min(event.utility(m.one, m.two), event.utility(m.two, m.one)) >= GOOD for m in matches)
    note = f"{people:,} people, at least 4, at most 6: {len(matches):,} meetings"
    return [
        Figure(
            "whole short",
            "whole set: people with fewer than 4",
            "%",
            [100 * sum(held[w] < 4 for w in index) / people],
            note,
        ),
        Figure(
            "whole none", "whole set: people with none", "%", [100 * sum(not held[w] for w in index) / people], note
        ),
        Figure("whole good", "whole set: meetings good for both", "%", [100 * good / max(1, len(matches))], note),
        Figure("whole seconds", "whole set", "s", [seconds], note),
    ]


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
