"""Who should meet whom: profiles compared word by word, people ranked for one another, whole sets of matches.

Pure Python, no event and no database: whoever uses it makes the profiles.
"""

from bot.domain.matching.index import Index
from bot.domain.matching.profiles import Fit, Match, Profile, Suggestion, Topic, Wish
from bot.domain.matching.whole import whole_set

__all__ = ["Fit", "Index", "Match", "Profile", "Suggestion", "Topic", "Wish", "whole_set"]
