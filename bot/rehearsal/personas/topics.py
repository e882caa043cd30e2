"""What people bring and look for: topics by attendee type, some words of their own, and a line about them."""

from __future__ import annotations

from bot.rehearsal.personas.dice import Dice

TOPICS = (
    "supply-chains", "resilience", "smart-specialisation", "agri-food", "food-export", "digital-transition",
    "green-transition", "laser-micromachining", "innovation-policy", "cluster-management", "packaging", "logistics",
    "cold-chain", "food-safety", "bio-based-materials", "automation", "energy", "finance", "skills",
    "public-procurement",
)  # fmt: skip

OWN_WORDS = (
    "sea-buckthorn juice", "rye and oat breeding", "šaltalankių sultys", "hemp fibre", "сушені ягоди",
    "insect protein", "used ferry containers", "kosher & halal certification", "drönare i lantbruket", "peat-free soil",
    "smoked fish", "młyny i kasze", "5G in barns", "birch syrup", "ultra-short pulses <1 ps",
)  # fmt: skip

BRINGS: dict[str, tuple[str, ...]] = {
    "cluster": ("cluster-management", "smart-specialisation", "supply-chains", "agri-food", "food-export",
                "green-transition", "digital-transition", "skills", "resilience"),
    "business": ("agri-food", "packaging", "logistics", "cold-chain", "automation", "laser-micromachining",
                 "bio-based-materials", "energy", "food-export", "food-safety"),
    "research": ("laser-micromachining", "bio-based-materials", "food-safety", "automation", "energy",
                 "green-transition", "skills"),
    "investor": ("finance",),
    "authority": ("innovation-policy", "smart-specialisation", "public-procurement", "resilience", "finance"),
    "support": ("skills", "finance", "digital-transition", "innovation-policy", "food-export", "cluster-management"),
}  # fmt: skip

SEEKS: dict[str, tuple[str, ...]] = {
    "cluster": ("finance", "innovation-policy", "automation", "logistics", "bio-based-materials", "digital-transition",
                "food-export", "cluster-management"),
    "business": ("finance", "food-export", "automation", "packaging", "cold-chain", "skills", "energy", "supply-chains",
                 "public-procurement", "logistics"),
    "research": ("finance", "agri-food", "packaging", "supply-chains", "cluster-management", "public-procurement"),
    "investor": ("agri-food", "automation", "laser-micromachining", "bio-based-materials", "energy",
                 "green-transition"),
    "authority": ("cluster-management", "resilience", "green-transition", "digital-transition", "skills"),
    "support": ("cluster-management", "agri-food", "supply-chains", "green-transition", "laser-micromachining"),
}  # fmt: skip

LINES: dict[str, tuple[str, ...]] = {
    "cluster": ("{members} members around {offer}; looking for partners in {need}.",
                "We connect {offer} with {need} across the Baltic Sea."),
    "business": ("Family firm of {staff}: {offer}. Would like to hear about {need}.",
                 "{staff} people, {offer} since {year}; now {need}."),
    "research": ("Our pilot line is open to companies: {offer}. Next call: {need}.",
                 "A group of {staff} working on {offer}."),
    "investor": ("First tickets from €{members}0,000 in {need}.", "Patient capital for {need} around the Baltic."),
    "authority": ("Regional programme for {offer}; we want to learn how others do {need}.",
                  "Responsible for {offer} in our region."),
    "support": ("Free advice on {offer} for small firms; we bring a delegation on {need}.",
                "One door for {offer}, {need} and the rest."),
}  # fmt: skip


def topics(attendee_type: str, dice: Dice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Offers and needs of somebody of that type: one to four each, now and then in their own words, never both."""
    offers = list(dice.some(BRINGS[attendee_type], 2 + dice.below(3)))
    needs = [topic for topic in dice.some(SEEKS[attendee_type], 2 + dice.below(3)) if topic not in offers]
    if not needs:
        needs = [dice.pick([topic for topic in TOPICS if topic not in offers])]
    if dice.chance(0.12):
        side = offers if dice.chance(0.6) else needs
        side[-1] = dice.pick(OWN_WORDS)
    return tuple(offers), tuple(needs)


def about(attendee_type: str, offers: tuple[str, ...], needs: tuple[str, ...], dice: Dice) -> str:
    """One line about the attendee, as they would write it."""
    return dice.pick(LINES[attendee_type]).format(
        offer=offers[0].replace("-", " "),
        need=needs[0].replace("-", " "),
        members=15 + dice.below(70),
        staff=4 + dice.below(60),
        year=1991 + dice.below(30),
    )
