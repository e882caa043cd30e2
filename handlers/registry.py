"""Every feature's handlers, in the order in which they are asked."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application, TypeHandler

from handlers import (
    after,
    agenda,
    announcements,
    approvals,
    availability,
    bell_choice,
    bells,
    changes,
    checkin,
    desk,
    errors,
    exports,
    fallback,
    help,  # noqa: A004
    imports,
    languages,
    matches,
    meetings,
    menu,
    people,
    privacy,
    profile,
    programme,
    questions,
    reachability,
    registration,
    repairs,
    requests,
    roles,
    stats,
    timetable,
)

GUARD = -3  # the groups that are asked before the features
SET_ASIDE = -2
REPLIES = -1

# One line a feature; within a group the first handler that takes an update has it.
FEATURES = (
    reachability,
    roles,
    checkin,
    registration,
    approvals,
    people,
    profile,
    languages,
    privacy,
    menu,
    help,
    meetings,
    requests,
    bells,
    after,
    agenda,
    availability,
    programme,
    bell_choice,
    announcements,
    questions,
    desk,
    repairs,
    changes,
    exports,
    imports,
    stats,
    matches,
    timetable,
    fallback,  # always last
)


def install(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the application every handler, the guard before them, and the error handler."""
    application.add_handler(TypeHandler(Update, fallback.stay_private, block=True), group=GUARD)
    application.add_handler(TypeHandler(Update, menu.set_aside, block=True), group=SET_ASIDE)
    application.add_handler(questions.reply_handler(), group=REPLIES)
    for feature in FEATURES:
        application.add_handlers(feature.handlers())
    application.add_error_handler(errors.record, block=True)
