"""Who offers what and who needs what, kept so that either can be found from the other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.matching.abouts import read_about
from bot.domain.matching.profiles import Profile, Wish
from bot.domain.matching.reading import Token
from bot.domain.matching.terms import Terms, root_of, telling

_NOBODY: set[int] = set()


@dataclass(slots=True)
class Person:
    """One profile as it was read."""

    profile: Profile
    offers: dict[int, Wish]  # by term
    needs: dict[int, Wish]
    about_offers: dict[str, Token]  # by `root_of` the token
    about_needs: dict[str, Token]
    languages: int  # as a mask
    within_offers: list[int]  # terms that are spoken of where they describe themselves
    within_needs: list[int]
    terms_seen: int = 0  # of how many terms it is known whether they are among those


class People:
    """Everybody, with the lists that lead to them."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.by_id: dict[int, Person] = {}
        self.offering: dict[int, dict[int, None]] = {}  # term -> people, in a dict for its speed
        self.needing: dict[int, dict[int, None]] = {}
        self.reach: list[int] = [0] * len(terms)  # term -> offers of it or of something near it
        self.with_slots = 0  # people with a free slot
        self._about_offers: dict[str, set[int]] = {}  # `root_of` a token -> people
        self._about_needs: dict[str, set[int]] = {}
        self._languages: dict[str, int] = {}

    def put(self, profile: Profile) -> None:
        """Add somebody, or read them anew; what has not changed in the words is not read again."""
        before = self.by_id.get(profile.id)
        if before is not None and _words(before.profile) == _words(profile):
            self.with_slots += bool(profile.free) - bool(before.profile.free)
            before.profile = profile
            before.languages = self._mask(profile)
            return
        if before is not None:
            self.drop(profile.id)
        about_offers, about_needs = map(_by_root, read_about(profile.about))
        person = Person(
            profile,
            self._terms(profile.offers),
            self._terms(profile.needs),
            about_offers,
            about_needs,
            self._mask(profile),
            [],
            [],
        )
        who = profile.id
        self.by_id[who] = person
        for term in person.offers:
            self.offering.setdefault(term, {})[who] = None
            for other in self.terms.near[term]:
                self.reach[other] += 1
        for term in person.needs:
            self.needing.setdefault(term, {})[who] = None
        for bag, tokens in ((self._about_offers, about_offers), (self._about_needs, about_needs)):
            for key in tokens:
                bag.setdefault(key, set()).add(who)
        self.with_slots += bool(profile.free)

    def drop(self, who: int) -> None:
        """Take somebody out again; nothing for who is not there."""
        person = self.by_id.pop(who, None)
        if person is None:
            return
        for term in person.offers:
            del self.offering[term][who]
            for other in self.terms.near[term]:
                self.reach[other] -= 1
        for term in person.needs:
            del self.needing[term][who]
        for bag, tokens in ((self._about_offers, person.about_offers), (self._about_needs, person.about_needs)):
            for key in tokens:
                bag[key].discard(who)
        self.with_slots -= bool(person.profile.free)

    def telling_of(self, term: int, *, offers: bool) -> set[int]:
        """People who speak of all the term's words where they describe themselves: as an offer, or as a need."""
        bag = self._about_offers if offers else self._about_needs
        found: set[int] = set()
        for tokens in self.terms.readings[term]:
            if telling(tokens):
                found |= set.intersection(*(bag.get(root_of(token), _NOBODY) for token in tokens))
        return found

    def told_by(self, person: Person) -> tuple[list[int], list[int]]:
        """The terms that somebody speaks of where they describe themselves: as offers, and as needs."""
        if person.terms_seen < len(self.terms):
            first, person.terms_seen = person.terms_seen, len(self.terms)
            person.within_offers += self.terms.within(person.about_offers.keys(), first)
            person.within_needs += self.terms.within(person.about_needs.keys(), first)
        return person.within_offers, person.within_needs

    def _terms(self, wishes: tuple[Wish, ...]) -> dict[int, Wish]:
        found: dict[int, Wish] = {}
        for wish in wishes:
            term = self.terms.term(wish)
            if term is not None:
                found.setdefault(term, wish)
        for new in range(len(self.reach), len(self.terms)):
            self.reach.append(sum(len(self.offering.get(near, ())) for near in self.terms.near[new]))
        return found

    def _mask(self, profile: Profile) -> int:
        mask = 0
        for language in profile.languages:
            mask |= 1 << self._languages.setdefault(language, len(self._languages))
        return mask


def _by_root(tokens: tuple[Token, ...]) -> dict[str, Token]:
    return {root_of(token): token for token in tokens}


def _words(profile: Profile) -> tuple[tuple[Wish, ...], tuple[Wish, ...], str | None]:
    return profile.offers, profile.needs, profile.about
