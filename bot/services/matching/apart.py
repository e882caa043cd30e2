"""What is worked out in a process of its own: a whole set of meetings, its numbers, and the reason of every pair.

Pure: profiles come in as bytes (see :func:`packed`), because to pickle ten thousand at once would hold the loop.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain import matching
from bot.domain.matching import Index, Profile, Topic, Wish
from bot.domain.matching.index import NOBODY_SHOWN

PACK = 100  # profiles pickled together
SHOWN_FEWER = 200  # people with fewer than they should have, who are named


@dataclass(frozen=True, slots=True)
class Everybody:
    """An event's people as the worker gets them.

    `already`: attendee -> those with whom a meeting is agreed or was held, which count. `never`: those who are not to
    be matched: asked, declined, waved away.
    """

    packs: tuple[bytes, ...]
    topics: tuple[Topic, ...]
    closed: frozenset[frozenset[str]]
    already: Mapping[int, Collection[int]]
    never: Mapping[int, Collection[int]]


def packed(profiles: Sequence[Profile]) -> bytes:
    """At most PACK profiles for the way into the worker."""
    return pickle.dumps(list(profiles))


def unpacked(packs: Sequence[bytes]) -> list[Profile]:
    """The profiles of all packs."""
    return [profile for pack in packs for profile in pickle.loads(pack)]  # noqa: S301 - our own process's words


class _Choosy(Index):
    """An index in which some people never see some others."""

    def __init__(
        self,
        topics: Sequence[Topic],
        closed: frozenset[frozenset[str]],
        never: Mapping[int, Collection[int]],
    ) -> None:
        super().__init__(topics, closed)
        self._never = never

    def best(
        self,
        who: int,
        *,
        without: Collection[int] = (),
        exposure: Mapping[int, int] = NOBODY_SHOWN,
        dislikes: Collection[int] = (),
        limit: int = 50,
    ) -> list[tuple[float, int]]:
        """As the index has it, without those whom they never see."""
        out = {*without, *self._never.get(who, ())}
        return super().best(who, without=out, exposure=exposure, dislikes=dislikes, limit=limit)


def work_out(everybody: Everybody, at_least: int, at_most: int, seed: int) -> dict[str, Any]:
    """A set of meetings as JSON: ``matches`` (lower id, higher id, score; by rising ids), ``numbers``, ``fewer``.

    ``fewer`` names those who have less than `at_least` with how many they have, and why: ``no_wishes`` (they say
    neither what they offer nor what they need), ``nobody_fits``, ``others_full``.
    """
    profiles = unpacked(everybody.packs)
    index = _Choosy(everybody.topics, everybody.closed, everybody.never)
    for profile in profiles:
        index.put(profile)
    found = matching.whole_set(index, at_least=at_least, at_most=at_most, already=everybody.already, seed=seed)
    banned = {(min(one, two), max(one, two)) for one, others in everybody.never.items() for two in others}
    matches = sorted((one for one in found if (one.one, one.two) not in banned), key=lambda m: (m.one, m.two))
    has = {profile.id: len(everybody.already.get(profile.id, ())) for profile in profiles}
    for match in matches:
        has[match.one] += 1
        has[match.two] += 1
    few = [profile for profile in profiles if has[profile.id] < at_least]
    fewer = [[one.id, has[one.id], _why_few(index, one, everybody, at_least)] for one in few[:SHOWN_FEWER]]
    return {
        "matches": [[one.one, one.two, round(one.score, 4)] for one in matches],
        "numbers": {
            "people": len(profiles),
            "matches": len(matches),
            "already": sum(len(others) for others in everybody.already.values()) // 2,
            "enough": len(profiles) - len(few),
            "fewer": len(few),
            "average": round(sum(one.score for one in matches) / len(matches), 3) if matches else 0.0,
            "least": min(has.values(), default=0),
            "most": max(has.values(), default=0),
        },
        "fewer": fewer,
    }


def reasons_of(
    packs: Sequence[bytes],
    topics: tuple[Topic, ...],
    pairs: Sequence[tuple[int, int]],
) -> list[tuple[tuple[Wish, ...], tuple[Wish, ...]]]:
    """For each pair: what the second offers that the first needs, and what the first offers that the second needs."""
    by_id = {profile.id: profile for profile in unpacked(packs)}
    index = Index(topics)
    found = []
    for one, two in pairs:
        offers: tuple[Wish, ...] = ()
        needs: tuple[Wish, ...] = ()
        if one in by_id and two in by_id:
            index.put(by_id[one])
            index.put(by_id[two])
            for why in index.rank(one, limit=1):
                offers = tuple(dict.fromkeys(fit.theirs for fit in why.they_offer))
                needs = tuple(dict.fromkeys(fit.mine for fit in why.they_need))
            index.drop(one)
            index.drop(two)
        found.append((offers, needs))
    return found


def _why_few(index: Index, one: Profile, everybody: Everybody, at_least: int) -> str:
    if not (one.offers or one.needs or one.about):
        return "no_wishes"
    held = everybody.already.get(one.id, ())
    return "others_full" if len(held) + len(index.best(one.id, without=held)) >= at_least else "nobody_fits"
