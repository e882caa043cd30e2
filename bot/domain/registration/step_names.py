"""The questions by name."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """Every question there is; which of them are asked is in ``bot.domain.registration.steps``."""

    CONSENT = "consent"
    NAME = "name"
    ORGANISATION = "organisation"
    TYPE = "type"
    COUNTRY = "country"
    MODES = "modes"
    LANGUAGES = "languages"
    OFFERS = "offers"
    NEEDS = "needs"
    ABOUT = "about"
    TIMEZONE = "timezone"
    SUMMARY = "summary"
