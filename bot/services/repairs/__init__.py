"""Somebody is late, leaves early or does not come: the smallest change that keeps the most meetings."""

from __future__ import annotations

from bot.services.repairs.asking import (
    Going,
    Standing,
    about,
    carry_out,
    comes_at,
    here_after_all,
    leave,
    look,
    marked,
    report,
    say,
)
from bot.services.repairs.mending import Mender
from bot.services.repairs.telling import NOTICES, subject_of

__all__ = [
    "NOTICES",
    "Going",
    "Mender",
    "Standing",
    "about",
    "carry_out",
    "comes_at",
    "here_after_all",
    "leave",
    "look",
    "marked",
    "report",
    "say",
    "subject_of",
]
