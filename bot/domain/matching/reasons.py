"""The words in which two people meet: which wish of mine is met by which of theirs."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.matching.people import People, Person
from bot.domain.matching.profiles import Fit, Wish
from bot.domain.matching.reading import Token
from bot.domain.matching.scoring import ABOUT, rarity
from bot.domain.matching.terms import Terms, root_of, telling


def fits(
    people: People, mine: dict[int, Wish], theirs: dict[int, Wish], *, needs_are_mine: bool
) -> list[tuple[float, Fit]]:
    """Each wish of mine with the best of theirs for it, and what it weighs: how nearly, and how rare the need is."""
    found = []
    count = len(people.by_id)
    for term, wish in mine.items():
        near = people.terms.near[term]
        strength, other = max(
            ((near[one], -place, one) for place, one in enumerate(theirs) if one in near), default=(0.0, 0, -1)
        )[::2]
        if other >= 0:
            weight = rarity(people.reach[term if needs_are_mine else other], count)
            found.append((strength * weight, Fit(wish, theirs[other], strength)))
    return found


def reasons(people: People, me: Person, them: Person) -> tuple[tuple[Fit, ...], tuple[Fit, ...]]:
    """What they offer of what I need, and what they need of what I offer, the weightiest first."""
    their_offers, their_needs = people.told_by(them)
    my_offers, my_needs = people.told_by(me)
    terms = people.terms
    gain = fits(people, me.needs, them.offers, needs_are_mine=True)
    gain += _told(terms, me.needs, their_offers, them.about_offers, gain)
    gain += _telling(terms, them.offers, my_needs, me.about_needs, gain)
    give = fits(people, me.offers, them.needs, needs_are_mine=False)
    give += _told(terms, me.offers, their_needs, them.about_needs, give)
    give += _telling(terms, them.needs, my_offers, me.about_offers, give)
    return _ordered(gain), _ordered(give)


def _ordered(found: list[tuple[float, Fit]]) -> tuple[Fit, ...]:
    return tuple(fit for _, fit in sorted(found, key=lambda one: -one[0]))


def _told(
    terms: Terms, mine: dict[int, Wish], told: list[int], about: dict[str, Token], known: Iterable[tuple[float, Fit]]
) -> list[tuple[float, Fit]]:
    """Wishes of mine that they have not listed, but speak of."""
    met = {fit.mine for _, fit in known}
    return [
        (ABOUT / 2, Fit(wish, Wish(None, spoken(terms, term, about)), ABOUT, about=True))
        for term, wish in mine.items()
        if term in told and wish not in met
    ]


def _telling(
    terms: Terms, theirs: dict[int, Wish], told: list[int], about: dict[str, Token], known: Iterable[tuple[float, Fit]]
) -> list[tuple[float, Fit]]:
    """Wishes of theirs that I have not listed, but speak of."""
    met = {fit.theirs for _, fit in known}
    return [
        (ABOUT / 2, Fit(Wish(None, spoken(terms, term, about)), wish, ABOUT, mine_about=True))
        for term, wish in theirs.items()
        if term in told and wish not in met
    ]


def spoken(terms: Terms, term: int, about: dict[str, Token]) -> str:
    """The words of the text that speak of a term, as they stand there."""
    for tokens in terms.readings[term]:
        keys = [root_of(token) for token in tokens]
        if telling(tokens) and all(key in about for key in keys):
            return " ".join(dict.fromkeys(token.typed for key, token in about.items() if key in keys))
    return ""
