"""Meetings on the screen: requests, answers, what is agreed, and the words for every refusal."""

from __future__ import annotations

from bot.views.meetings.cards import agreed, ask_cancel, card, earlier, ended, gone, headline_of, moved, sent, suggested
from bot.views.meetings.choosing import (
    ask_note,
    choose_time,
    chosen,
    confirm_typed,
    pages_of,
    time_gone,
    time_or_note,
    typed_no_time,
    typed_not_free,
    typed_off_event,
    typed_past,
)
from bot.views.meetings.lines import Shown, when, where
from bot.views.meetings.listing import requests
from bot.views.meetings.news import (
    accepted,
    cancelled,
    changed,
    declined,
    expired_for_guest,
    expired_for_requester,
    nudge,
    requested,
    scheduled,
    withdrawn,
)
from bot.views.meetings.refusals import REFUSALS
from bot.views.meetings.taps import ChoiceAct, ChoiceTap, MeetingAct, MeetingTap, RequestsTap

__all__ = [
    "REFUSALS",
    "ChoiceAct",
    "ChoiceTap",
    "MeetingAct",
    "MeetingTap",
    "RequestsTap",
    "Shown",
    "accepted",
    "agreed",
    "ask_cancel",
    "ask_note",
    "cancelled",
    "card",
    "changed",
    "choose_time",
    "chosen",
    "confirm_typed",
    "declined",
    "earlier",
    "ended",
    "expired_for_guest",
    "expired_for_requester",
    "gone",
    "headline_of",
    "moved",
    "nudge",
    "pages_of",
    "requested",
    "requests",
    "scheduled",
    "sent",
    "suggested",
    "time_gone",
    "time_or_note",
    "typed_no_time",
    "typed_not_free",
    "typed_off_event",
    "typed_past",
    "when",
    "where",
    "withdrawn",
]
