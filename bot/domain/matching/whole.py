"""A whole set of meetings: at least so many good ones for everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.domain.matching.index import Index
from bot.domain.matching.profiles import Match


def whole_set(
    index: Index, *, at_least: int, at_most: int, already: Mapping[int, Collection[int]] | None = None, seed: int = 0
) -> list[Match]:
    """Meetings that give everybody at least `at_least`, nobody more than `at_most`; those of `already` count."""
    held = {who: set(others) for who, others in (already or {}).items()}
    degree = {who: len(held.get(who, ())) for who in index}
    edges = {}
    for who in index:
        for one in index.rank(who, without=held.get(who, ())):
            edges[min(who, one.id), max(who, one.id)] = one.score
    taken = []
    for (one, two), score in sorted(edges.items(), key=lambda edge: (-edge[1], edge[0])):
        most = max(degree[one], degree[two])
        if most < at_most and min(degree[one], degree[two]) < at_least:
            taken.append(Match(one, two, score))
            degree[one] += 1
            degree[two] += 1
    return taken
