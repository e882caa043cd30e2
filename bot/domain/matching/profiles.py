"""What is compared: people's profiles and an event's topics, and what comes out: suggestions and matches.

Plain data; ids are the attendees'. Sets of slots and of days are bit masks (bit 0 is the event's first slot or day).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the event: its id and its labels in every language."""

    id: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """One offer or need: a topic of the event, or own words."""

    topic: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One person as others may know them, and the slots that are still free (`free`; 0 throughout: no slots yet)."""

    id: int
    type: str
    country: str = ""
    languages: tuple[str, ...] = ()  # spoken, ISO 639-1, the best one first; empty: not said
    interpreter: bool = False  # wished for
    days_onsite: int = 0
    days_online: int = 0
    offers: tuple[Wish, ...] = ()
    needs: tuple[Wish, ...] = ()
    about: str | None = None
    organisation: str = ""
    free: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """A wish of mine met by one of theirs: my need by their offer, or my offer by their need.

    `strength` is above 0 and at most 1 (the same topic, the same words). `about`: they did not list it; the words are
    those in which they speak of it where they describe themselves. With `mine_about` it is so with mine.
    """

    mine: Wish
    theirs: Wish
    strength: float
    about: bool = False
    mine_about: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to meet. Both lists of fits begin with the strongest; both are empty for somebody who is suggested only
    because nobody fits better. `languages`: spoken by both. `slots`: free for both, as a mask.
    """

    id: int
    score: float  # above 0; about 1 where everything fits
    they_offer: tuple[Fit, ...]  # what I need
    they_need: tuple[Fit, ...]  # what I offer
    languages: tuple[str, ...] = ()
    slots: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A meeting proposed to the organisers; `one` is below `two`."""

    one: int
    two: int
    score: float
