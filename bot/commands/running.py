"""One event loop for one command."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

DRIVER_THREAD = "_connection_worker_thread"
PATIENCE = 2.0  # seconds


def run_to_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it, and close the loop only when the database driver's threads are through.

    A connection that could not be opened leaves its thread answering to a loop that would be closed by then, which
    prints a traceback under the sentence that says what was wrong.
    """

    async def whole() -> Result:
        try:
            return await work
        finally:
            await asyncio.to_thread(_drivers_end)

    return asyncio.run(whole())


def _drivers_end() -> None:
    for thread in threading.enumerate():
        if DRIVER_THREAD in thread.name:
            thread.join(PATIENCE)
