"""What a meeting of two is worth: every factor is 1 where nothing speaks against it, and the same from both sides."""

from __future__ import annotations

from functools import cache
from math import log

ONE_NEED = 0.75  # how well somebody fits who meets one rare need exactly
COMMON = 0.3  # what a need counts that everybody can meet, beside one that nobody else can
ONE_SIDED = 0.25  # the share of the score that needs no return
ABOUT = 0.5  # how surely a word in what somebody says of themselves is an offer
ABOUT_RARITY = 0.6
NOTHING = 0.02  # the score of people with nothing in common but the event

# How much sense a meeting of two types makes, from how such events advise: investors meet companies, companies meet
# everybody, clusters look for one another (the model event is theirs).
TYPE_FITS = {
    "business": {"business": 1.0, "cluster": 0.95, "research": 0.95, "investor": 1.0, "authority": 0.8, "support": 0.9},
    "cluster": {"cluster": 1.0, "research": 0.9, "investor": 0.8, "authority": 0.9, "support": 0.9},
    "research": {"research": 0.85, "investor": 0.85, "authority": 0.8, "support": 0.8},
    "investor": {"investor": 0.5, "authority": 0.6, "support": 0.7},
    "authority": {"authority": 0.8, "support": 0.85},
    "support": {"support": 0.65},
}
OTHER_TYPES = 0.9

INTERPRETED = 0.85  # no language in common, but one of them has asked for an interpreter
UNSAID = 0.95  # the languages, or the days, of one of them are not known
SPEECHLESS = 0.55  # both say what they speak, and share nothing
ONLINE = 0.9  # a screen between them on every day they share
FEW_SLOTS = (0.0, 0.9, 0.96)  # by slots in common; three are enough

TAUGHT_NEED, TAUGHT_TYPE = 0.5, 0.3  # what *not interested* takes at most from a need, from a type
TAUGHT_HALF = 2  # so many times, and half of it is taken
EXPOSED = 0.5  # what being shown takes: 1 / (1 + EXPOSED * times / (1 + mean of all))


@cache
def type_fit(one: str, two: str) -> float:
    """How much sense it makes that these two types meet."""
    fits = TYPE_FITS.get(one, {})
    return fits.get(two) or TYPE_FITS.get(two, {}).get(one, OTHER_TYPES)


def reciprocal(gain: float, give: float) -> float:
    """Both directions in one: the harmonic mean, and a share of the plain one so that a one-sided wish still counts."""
    total = gain + give
    if not total:
        return 0.0
    return (1 - ONE_SIDED) * 2 * (gain * give) / total + ONE_SIDED * total / 2


def rarity(offering: int, people: int) -> float:
    """What a need counts that so many people can meet: `COMMON` if all can, 1 if nobody else."""
    if people < 2:
        return 1.0
    share = log((people + 1) / (min(offering, people) + 1)) / log(people + 1)
    return COMMON + (1 - COMMON) * share


def days_fit(onsite: int, online: int, other_onsite: int, other_online: int) -> float:
    """Both in the hall on one day, or a screen between them; 0 when they share no day."""
    if not (onsite | online) or not (other_onsite | other_online):
        return UNSAID
    if onsite & other_onsite:
        return 1.0
    return ONLINE if (onsite | online) & (other_onsite | other_online) else 0.0


def language_fit(languages: int, interpreter: bool, other_languages: int, other_interpreter: bool) -> float:
    """Whether they can talk; languages as bit masks."""
    if languages & other_languages:
        return 1.0
    if not languages or not other_languages:
        return UNSAID
    return INTERPRETED if interpreter or other_interpreter else SPEECHLESS


def taught(most: float, times: int) -> float:
    """What is left of a factor after so many people like that were not of interest."""
    return 1 - most * times / (times + TAUGHT_HALF)


def exposed(times: int, mean: float) -> float:
    """What is left of a score after somebody was shown or asked so many times, where all were `mean` times."""
    return 1 / (1 + EXPOSED * times / (1 + mean))
