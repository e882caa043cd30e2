"""Chance that falls the same way on every Python version."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Seeded chance built on `random()` alone, the one method whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311 - a play, not a secret

    def chance(self, share: float) -> bool:
        """True in `share` (0 to 1) of the throws."""
        return self._random() < share

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        return int(self._random() * limit)

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`, each as likely as the other."""
        return choices[self.below(len(choices))]

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of `choices`, by weight."""
        left = self._random() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            left -= weight
            if left < 0:
                return choice
        return choices[-1][0]

    def some(self, choices: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different ones of `choices` (all of them if there are fewer), in the order drawn."""
        rest = list(choices)
        return tuple(rest.pop(self.below(len(rest))) for _ in range(min(count, len(rest))))

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """All of `choices` in a new order."""
        return list(self.some(choices, len(choices)))
