"""Attendees drawn from the invented names, organisations and topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.rehearsal.personas.dice import Dice
from bot.rehearsal.personas.names import full_name, username
from bot.rehearsal.personas.organisations import organisation
from bot.rehearsal.personas.topics import about, topics

Mode = Literal["onsite", "online", "absent"]

# Shares of 200: nine countries around the Baltic Sea, the host first; the forum of 2018 had over 200 people from 7.
COUNTRIES: tuple[tuple[str, int], ...] = (
    ("LT", 58), ("PL", 28), ("LV", 26), ("EE", 20), ("DE", 18), ("FI", 14), ("SE", 14), ("UA", 12), ("DK", 10),
)  # fmt: skip
LANGUAGE = {"LT": "lt", "PL": "pl", "LV": "lv", "EE": "et", "DE": "de", "FI": "fi", "SE": "sv", "UA": "uk", "DK": "da"}
TYPES: tuple[tuple[str, float], ...] = (
    ("cluster", 0.30), ("business", 0.34), ("research", 0.12), ("investor", 0.06), ("authority", 0.08),
    ("support", 0.10),
)  # fmt: skip
# Ids of real accounts are far below: nobody can be met by accident.
FIRST_ID = 810_000_000_000
MOST = 5_000
"""More people than this cannot be told apart by name."""


@dataclass(frozen=True, slots=True)
class Persona:
    """An invented attendee as they would fill in the form; `modes` has one entry for each of the two days."""

    telegram_id: int
    first_name: str
    last_name: str
    username: str | None
    language_code: str
    organisation: str
    attendee_type: str
    country: str
    modes: tuple[Mode, Mode]
    languages: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    about: str

    @property
    def full_name(self) -> str:
        """Given name and surname."""
        return f"{self.first_name} {self.last_name}"


def personas(n: int = 200, seed: int = 2022) -> list[Persona]:
    """`n` different people; the same `seed` gives the same people on every machine and Python.

    From 9 people on, exactly nine countries are among them. Raises ValueError for `n` outside 0 to 5,000.
    """
    if not 0 <= n <= MOST:
        raise ValueError(f"between 0 and {MOST} people can be invented, not {n}")
    dice = Dice(seed)
    names: set[str] = set()
    houses: set[str] = set()
    drawn: list[Persona] = []
    for number, country in enumerate(dice.shuffled(_countries(n)), 1):
        first, last = full_name(country, dice)
        while f"{first} {last}" in names:
            first, last = full_name(country, dice)
            # A country's book may be used up by a big crowd: double surnames, as people have them.
            if f"{first} {last}" in names:
                last = f"{last}-{full_name(country, dice)[1]}"
        kind = dice.weighted(TYPES)
        house = organisation(country, kind, dice)
        while house in houses:
            # So does a crowd use up the roots: then they count, as branches do.
            house = organisation(country, kind, dice) + (f" {2 + dice.below(900)}" if n > 400 else "")
        names.add(f"{first} {last}")
        houses.add(house)
        offers, needs = topics(kind, dice)
        own = LANGUAGE[country]
        code = "en" if dice.chance(1 / 3) else own
        drawn.append(
            Persona(
                telegram_id=FIRST_ID + number * 7_919 + dice.below(7_919),
                first_name=first,
                last_name=last,
                username=username(first, last, number) if dice.chance(0.8) else None,
                language_code=code,
                organisation=house,
                attendee_type=kind,
                country=country,
                modes=_modes(country, dice),
                languages=_languages(own, dice),
                offers=offers,
                needs=needs,
                about=about(kind, offers, needs, dice),
            )
        )
    return drawn


def _countries(n: int) -> list[str]:
    """`n` country codes in the shares of `COUNTRIES` (largest remainders), each at least once if there is room."""
    whole = sum(share for _, share in COUNTRIES)
    counts = {code: max(n * share // whole, 1 if n >= len(COUNTRIES) else 0) for code, share in COUNTRIES}
    while sum(counts.values()) > n:
        counts[max(counts, key=lambda code: counts[code])] -= 1
    by_remainder = sorted(COUNTRIES, key=lambda entry: -(n * entry[1] % whole))
    for code, _ in by_remainder[: n - sum(counts.values())]:
        counts[code] += 1
    return [code for code, _ in COUNTRIES for _ in range(counts[code])]


def _modes(country: str, dice: Dice) -> tuple[Mode, Mode]:
    """Workshop day and matchmaking day: mostly in the hall, guests from abroad more often online."""
    onsite = 0.85 if country == "LT" else 0.6
    second: Mode = "onsite" if dice.chance(onsite) else "online"
    if dice.chance(0.15):
        return "absent", second
    first: Mode = second if dice.chance(0.9) else ("online" if second == "onsite" else "onsite")
    if dice.chance(0.05):
        return first, "absent"
    return first, second


def _languages(own: str, dice: Dice) -> tuple[str, ...]:
    """Languages spoken: their own, nearly always English, sometimes a third."""
    spoken = [own]
    if dice.chance(0.93):
        spoken.append("en")
    if dice.chance(0.3):
        third = dice.pick(("de", "fr", "pl", "ru", "sv", "lt"))
        if third not in spoken:
            spoken.append(third)
    return tuple(spoken)
