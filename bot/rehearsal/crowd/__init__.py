"""A crowd of attendees who play by themselves on a stage, as people with thumbs would, and what they report."""

from __future__ import annotations

from bot.rehearsal.crowd.crowd import Crowd
from bot.rehearsal.crowd.english import ENGLISH
from bot.rehearsal.crowd.habits import Habits
from bot.rehearsal.crowd.report import Report, report
from bot.rehearsal.crowd.vocabulary import Vocabulary

__all__ = ["ENGLISH", "Crowd", "Habits", "Report", "Vocabulary", "report"]
