"""What goes wrong on demand: an outage, slowness, dropped connections, cut answers, 500s and floods."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from bot.rehearsal.errors import PlayError

Kind = Literal["down", "error_500", "flood", "reset_before", "reset_after", "cut_answer"]
_COUNTED = ("reset_before", "reset_after", "errors_500", "cut_answers")


@dataclass(frozen=True, slots=True)
class Strike:
    """What befalls one request; `retry_after` is for a flood, in seconds."""

    kind: Kind
    retry_after: int = 0


class Faults:
    """The switches; each count is of requests still to be struck."""

    def __init__(self) -> None:
        self.down = False
        self.slow = 0.0
        self.reset_before = 0
        self.reset_after = 0
        self.errors_500 = 0
        self.cut_answers = 0
        self.flood: tuple[int, int] = (0, 0)
        self.only_methods: frozenset[str] | None = None
        self._watchers: list[Callable[[], None]] = []

    def set(self, **changes: Any) -> None:
        """Turn switches: `down` (bool), `slow` (real seconds before each answer), `reset_before`, `reset_after`,
        `errors_500`, `cut_answers` (number of requests), `flood` ((number, retry_after seconds)), `only_methods`
        (names concerned, None: all). What is not named stays as it is.

        Raises:
            PlayError: an unknown switch or a value of the wrong kind; nothing is changed then.
        """
        checked = {key: self._check(key, value) for key, value in changes.items()}
        for key, value in checked.items():
            setattr(self, key, value)
        self._changed()

    def clear(self) -> None:
        """Everything works again."""
        self.set(
            down=False,
            slow=0,
            reset_before=0,
            reset_after=0,
            errors_500=0,
            cut_answers=0,
            flood=(0, 0),
            only_methods=None,
        )

    def body(self) -> dict[str, Any]:
        """The switches as JSON, counts as what is left."""
        return {
            "down": self.down,
            "slow": self.slow,
            **{key: getattr(self, key) for key in _COUNTED},
            "flood": list(self.flood),
            "only_methods": None if self.only_methods is None else sorted(self.only_methods),
        }

    def concerns(self, method: str) -> bool:
        """Whether requests of `method` are struck at all."""
        return self.only_methods is None or method.lower() in self.only_methods

    def strike(self, method: str) -> Strike | None:
        """What befalls the next request of `method`; counts it off."""
        if not self.concerns(method):
            return None
        if self.down:
            return Strike("down")
        struck: Strike | None = None
        if self.errors_500:
            self.errors_500 -= 1
            struck = Strike("error_500")
        elif self.flood[0]:
            self.flood = (self.flood[0] - 1, self.flood[1])
            struck = Strike("flood", self.flood[1])
        elif self.reset_before:
            self.reset_before -= 1
            struck = Strike("reset_before")
        elif self.reset_after:
            self.reset_after -= 1
            struck = Strike("reset_after")
        elif self.cut_answers:
            self.cut_answers -= 1
            struck = Strike("cut_answer")
        if struck is not None:
            self._changed()
        return struck

    def watch(self, callback: Callable[[], None]) -> None:
        """Call back whenever a switch moves."""
        self._watchers.append(callback)

    def _changed(self) -> None:
        for callback in self._watchers:
            callback()

    @staticmethod
    def _check(key: str, value: Any) -> Any:
        if key == "down":
            if isinstance(value, bool):
                return value
            raise PlayError(f"down: {value!r}", "true or false")
        if key == "slow":
            if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 600:
                return float(value)
            raise PlayError(f"slow: {value!r}", "seconds, 0 to 600")
        if key in _COUNTED:
            if _is_count(value):
                return value
            raise PlayError(f"{key}: {value!r}", "a number of requests, 0 to 1000000")
        if key == "flood":
            if isinstance(value, list | tuple) and len(value) == 2 and all(_is_count(part) for part in value):
                return (value[0], value[1])
            raise PlayError(f"flood: {value!r}", "[number of requests, retry_after in seconds]")
        if key == "only_methods":
            if value is None:
                return None
            if isinstance(value, Iterable) and not isinstance(value, str):
                names = list(value)
                if all(isinstance(name, str) for name in names):
                    return frozenset(name.lower() for name in names) or None
            raise PlayError(f"only_methods: {value!r}", "a list of method names, or null for all")
        raise PlayError(
            f"unknown fault {key!r}",
            "down, slow, reset_before, reset_after, errors_500, cut_answers, flood, only_methods",
        )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000
