"""Times as people type them: read in their language and the event's zone, and asked about where in doubt.

`read_moments` never raises and never guesses: it answers with a `Reading` that a screen confirms by a button.
A language is one file of words in `languages`; nothing else changes when one is added.
"""

from bot.domain.typed_times.matching import matching_slots
from bot.domain.typed_times.read import prepare, read_moments
from bot.domain.typed_times.reading import LONGEST, MOST_CHOICES, Kind, Reading

__all__ = ["LONGEST", "MOST_CHOICES", "Kind", "Reading", "matching_slots", "prepare", "read_moments"]
