"""What happens when a handler raises: the error is kept for the worker, which undoes everything."""

from __future__ import annotations

import traceback
from typing import Any

from telegram.ext import ApplicationHandlerStop, CallbackContext

from handlers.run import current_run


async def record(_update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """The application's error handler: python-telegram-bot swallows what handlers raise, so it is kept here."""
    if context.error is not None:
        current_run.get().fail(context.error)
    raise ApplicationHandlerStop  # no further group sees an update that failed


def describe(error: BaseException) -> str:
    """Type and place of an error, without its message: that may quote what people wrote, or a token."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/lib/python" not in frame.filename]  # neither a package's nor Python's own
    where = (ours or list(frames))[-1:]
    place = f" at {'/'.join(where[0].filename.split('/')[-2:])}:{where[0].lineno} in {where[0].name}" if where else ""
    return f"{type(error).__name__}{place}"
