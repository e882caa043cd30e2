"""What recommendations lean on: who changed, who knows whom, who was shown to whom, who has heard of newcomers."""

from __future__ import annotations

from storage.matching.changed import Stamp, changed_since, ids_after, number_listed, stamps_of
from storage.matching.known import (
    engaged_pairs,
    met_or_asked,
    mutual_distaste,
    say_not_interested,
    take_back_not_interested,
    uninteresting_to,
)
from storage.matching.lists import MatchList, MatchStatus
from storage.matching.made import ListedPerson, add_meetings, exported_people, listed_people, live_pairs
from storage.matching.newcomers import Hearer, heard, hearers, hearers_left, newest
from storage.matching.shown import exposure, mark_told, record_shown, shown_to

__all__ = [
    "Hearer",
    "ListedPerson",
    "MatchList",
    "MatchStatus",
    "Stamp",
    "add_meetings",
    "changed_since",
    "engaged_pairs",
    "exported_people",
    "exposure",
    "heard",
    "hearers",
    "hearers_left",
    "ids_after",
    "listed_people",
    "live_pairs",
    "mark_told",
    "met_or_asked",
    "mutual_distaste",
    "newest",
    "number_listed",
    "record_shown",
    "say_not_interested",
    "shown_to",
    "stamps_of",
    "take_back_not_interested",
    "uninteresting_to",
]
