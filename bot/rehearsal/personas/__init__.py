"""A seeded generator of plausible attendees for the Vilnius matchmaking event, none of whom exists."""

from __future__ import annotations

from bot.rehearsal.personas.generator import Persona, personas
from bot.rehearsal.personas.topics import TOPICS

__all__ = ["TOPICS", "Persona", "personas"]
