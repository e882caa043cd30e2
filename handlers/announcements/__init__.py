"""/announce: compose in several languages, choose the segment, preview, send now or at a time, watch, stop, correct."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.views.announcements import AnnouncementTap, ReadersTap, SegmentTap, ShelfTap, VersionTap
from bot.views.menu import Door, MenuTap
from handlers.announcements import composing, following, sending
from handlers.announcements.showing import COMPOSE, CORRECT, WHEN, WRITE
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation, then what works outside it too."""
    # They work at any time; in the middle of the conversation they end it, so that words typed later are no answer.
    ending = [
        on(AnnouncementTap, composing.choose_segment, act="segment"),
        on(AnnouncementTap, composing.preview, act="preview"),
        on(AnnouncementTap, composing.confirm, act="confirm"),
        on(AnnouncementTap, composing.send_to_me, act="test"),
        on(AnnouncementTap, composing.discard, act="discard"),
        on(AnnouncementTap, sending.send_now, act="now"),
        on(AnnouncementTap, sending.send_at, act="at"),
        on(AnnouncementTap, sending.send_at_night, act="silent"),
        on(AnnouncementTap, sending.send_at_night, act="loud"),
        on(AnnouncementTap, sending.unschedule, act="unschedule"),
        on(AnnouncementTap, sending.stop, act="stop"),
        on(AnnouncementTap, following.look, act="look"),
        on(AnnouncementTap, following.remind, act="remind"),
        on(VersionTap, composing.languages, act="list"),
        on(VersionTap, composing.change_languages, act="remove"),
        on(VersionTap, composing.change_languages, act="main"),
        on(VersionTap, following.apply_correction, act="apply"),
        on(VersionTap, following.leave_correction, act="leave"),
        on(ShelfTap, following.shelf),
        on(ReadersTap, following.readers),
    ]
    anything = UpdateType.MESSAGE & ~COMMAND
    conversation = DurableConversation(
        "announce",
        entry_points=[
            CommandHandler("announce", composing.begin, filters=UpdateType.MESSAGE),
            on(MenuTap, composing.begin, door=Door.ANNOUNCE),
            on(AnnouncementTap, sending.ask_when, act="later"),
            on(VersionTap, composing.ask_for_words, act="write"),
            on(VersionTap, following.begin_correcting, act="correct"),
        ],
        states={
            COMPOSE: [MessageHandler(anything, composing.compose)],
            WHEN: [MessageHandler(anything, sending.read_when)],
            WRITE: [MessageHandler(anything, composing.read_words)],
            CORRECT: [MessageHandler(anything, following.read_correction)],
        },
        fallbacks=[*ending],
    )
    return [
        conversation,
        *ending,
        on(SegmentTap, composing.switch_condition),
        on(AnnouncementTap, composing.toggle_read_button, act="read_button"),
        on(AnnouncementTap, following.read, act="read"),
    ]
