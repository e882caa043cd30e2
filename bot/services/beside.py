"""Work beside everything else: in a task of its own, so that neither taps nor bells wait for it.

Rows are the truth: what was in hand when the bot stopped, or when something failed, is found in them again.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

import structlog

log = structlog.get_logger(__name__)


class Beside(ABC):
    """``look()`` whenever there may be something to do; one round after another, each begun anew from the rows."""

    def __init__(self, name: str, *, failure: str) -> None:
        """`name` of the task; `failure`: what the log calls a round that failed."""
        self._name = name
        self._failure = failure
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def busy(self) -> bool:
        """Whether something is in hand."""
        return self._task is not None

    async def look(self) -> None:
        """There may be something to do: begin, and return at once."""
        self._again = True
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """Leave what is in hand: the next start takes it up again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            while self._again:
                self._again = False
                await self._round()
        except Exception:  # the rows stay: the next look begins anew
            log.exception(self._failure)
        finally:
            self._task = None

    @abstractmethod
    async def _round(self) -> None:
        """Do what the rows say is to be done now."""
