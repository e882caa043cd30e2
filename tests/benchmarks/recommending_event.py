"""An invented event whose true affinities are known: people have interests, and write profiles that show them badly."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from bot.domain.matching import Profile, Topic, Wish
from tests.benchmarks.recommending_words import FILLERS, LANGUAGES, RELATED, SAYS, SUBJECTS, TOPICS, phrases

TYPES = ("business",) * 9 + ("cluster",) * 4 + ("research",) * 3 + ("support",) * 2 + ("investor", "authority")
SLOTS = 16
LISTED, AS_TOPIC, OWN_TONGUE, MISTYPED, FILLER = 0.8, 0.6, 0.5, 0.15, 0.35
ONLY_ABOUT, NOTHING = 0.15, 0.05  # people who fill in no list; who fill in nothing
KIN = 0.35  # how much a related subject is worth beside the subject itself
GOOD = 0.3  # a utility from which a meeting is a good one
# Who gets on with whom is not what the engine assumes: types matter half as much, and by other numbers.
LIKES = {
    "investor": {"business": 1.0},
    "business": {"investor": 0.9, "business": 1.0, "research": 0.85, "cluster": 0.85},
}


@dataclass(frozen=True)
class Soul:
    """What somebody truly wants and has: subject -> how much, to 1."""

    has: dict[int, float]
    wants: dict[int, float]


@dataclass
class Fair:
    """The event: profiles as written, and what is true."""

    profiles: list[Profile]
    souls: list[Soul]
    topics: list[Topic]
    seed: int

    def utility(self, one: int, two: int) -> float:
        """What a meeting with `two` is worth to `one`, to 1: wants met, a taste of their own, a talk they can hold."""
        me, them = self.profiles[one], self.profiles[two]
        if not me.free & them.free:
            return 0.0
        has, left = self.souls[two].has, 1.0
        for subject, want in self.souls[one].wants.items():
            left *= 1 - want * max((share * _kin(subject, other) for other, share in has.items()), default=0.0)
        if left == 1.0:
            return 0.0
        worth = (1 - left) * LIKES.get(me.type, {}).get(them.type, 0.75)
        if not set(me.languages) & set(them.languages):
            worth *= 0.5
        taste = random.Random((self.seed << 40) + (one << 20) + two).gauss(0, 0.25)
        return min(1.0, worth * math.exp(taste))


def fair(people: int, seed: int) -> Fair:
    """An event of so many people."""
    dice = random.Random(seed)
    said = phrases()
    topics = [Topic(number + 1, (said[number]["en"][0], said[number]["lt"][0])) for number in range(TOPICS)]
    order = list(range(len(SUBJECTS)))
    dice.shuffle(order)
    fame = [1 / (1 + order.index(subject)) ** 0.6 for subject in range(len(SUBJECTS))]
    souls, profiles = [], []
    for number in range(people):
        has, wants = _interests(dice, fame), _interests(dice, fame)
        for subject in has:
            wants.pop(subject, None)
        souls.append(Soul(has, wants))
        profiles.append(_profile(dice, number, souls[-1], said))
    return Fair(profiles, souls, topics, seed)


def _interests(dice: random.Random, fame: list[float]) -> dict[int, float]:
    chosen = dice.choices(range(len(fame)), fame, k=dice.randint(2, 4))
    return {subject: dice.uniform(0.4, 1.0) for subject in chosen}


def _kin(want: int, has: int) -> float:
    return 1.0 if want == has else KIN if (want, has) in RELATED else 0.0


def _profile(dice: random.Random, number: int, soul: Soul, said: list[dict[str, tuple[str, ...]]]) -> Profile:
    tongue = dice.choice(LANGUAGES)
    languages = (tongue, "en") if tongue != "en" and dice.random() < 0.85 else (tongue,)
    fate = dice.random()
    lists = fate > ONLY_ABOUT + NOTHING
    offers = _wishes(dice, soul.has, tongue, said) if lists else ()
    needs = _wishes(dice, soul.wants, tongue, said) if lists else ()
    about = None
    if NOTHING < fate < ONLY_ABOUT + NOTHING or dice.random() < 0.3:
        has, wants = (
            ", ".join(_typed(dice, dice.choice(said[subject][tongue])) for subject in subjects)
            for subjects in (soul.has, soul.wants)
        )
        about = SAYS[tongue][0].format(has) + (
            " " + SAYS[tongue][1].format(wants) if wants and dice.random() < 0.7 else ""
        )
    return Profile(
        id=number,
        type=dice.choice(TYPES),
        country=tongue.upper(),
        languages=languages if dice.random() < 0.9 else (),
        interpreter=dice.random() < 0.05,
        days_onsite=1,
        offers=offers,
        needs=needs,
        about=about,
        free=dice.getrandbits(SLOTS) | dice.getrandbits(SLOTS),
    )


def _wishes(
    dice: random.Random, subjects: dict[int, float], tongue: str, said: list[dict[str, tuple[str, ...]]]
) -> tuple[Wish, ...]:
    found: dict[Wish, None] = {}
    for subject in subjects:
        if dice.random() > LISTED:
            continue
        if subject < TOPICS and dice.random() < AS_TOPIC:
            found[Wish(topic=subject + 1)] = None
        else:
            language = tongue if dice.random() < OWN_TONGUE else "en"
            found[Wish(words=_typed(dice, dice.choice(said[subject][language])))] = None
    if dice.random() < FILLER:
        found[Wish(words=dice.choice(FILLERS))] = None
    return tuple(found)


def _typed(dice: random.Random, words: str) -> str:
    """As it comes out of a phone: now and then two letters swapped, one left out, or one doubled."""
    at = dice.randrange(1, max(2, len(words) - 1))
    if dice.random() > MISTYPED or len(words) < 5:
        return words
    way = dice.randrange(3)
    if way == 0:
        return words[:at] + words[at + 1 : at + 2] + words[at] + words[at + 2 :]
    return words[:at] + words[at + 1 :] if way == 1 else words[:at] + words[at] + words[at:]
