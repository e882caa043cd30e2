"""Every feature's handlers, in the order in which they are asked."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application, TypeHandler

from handlers import errors, fallback, reachability

GUARD = -1  # the group that is asked before the features

# One line a feature; within a group the first handler that takes an update has it.
FEATURES = (
    reachability,
    fallback,  # always last
)


def install(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the application every handler, the guard before them, and the error handler."""
    application.add_handler(TypeHandler(Update, fallback.stay_private, block=True), group=GUARD)
    for feature in FEATURES:
        application.add_handlers(feature.handlers())
    application.add_error_handler(errors.record, block=True)
