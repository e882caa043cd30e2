"""Files that people sent, fetched from Telegram: the handlers only order them, and nobody waits meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.services import imports
from bot.services.beside import Beside
from bot.services.imports.files import read_apart
from storage import events, files
from storage.database import Connection, Database
from storage.files import File
from storage.unit_of_work import unit_of_work

log = structlog.get_logger(__name__)

AT_ONCE = 5
ATTEMPTS = 5
PAUSE = timedelta(seconds=20)  # between two attempts


class Fetching(Beside):
    """Fetches what is wanted, has it read by a process of its own, and hands on what it says.

    It works beside everything else: a large file keeps no bell waiting.
    """

    def __init__(self, database: Database, bot: ExtBot[None], clock: Clock, look_at_outbox: Callable[[], None]) -> None:
        super().__init__("files", failure="files_not_fetched")
        self._database = database
        self._bot = bot
        self._clock = clock
        self._look_at_outbox = look_at_outbox

    async def next_due(self, connection: Connection) -> datetime | None:
        """When the next file is to be fetched; None while one is in hand."""
        return None if self.busy() else await files.next_wanted(connection, PAUSE)

    async def _round(self) -> None:
        async with self._database.reading() as connection:
            found = await files.wanted(connection, AT_ONCE)
        for file in found:
            await self._fetch(file)
            self._look_at_outbox()

    async def _fetch(self, file: File) -> None:
        try:
            data = await self._download(file)
        except BadRequest as error:
            await self._give_up(file, error.message)
            return
        except TelegramError as error:
            log.info("file_not_fetched", file=file.id, error=type(error).__name__, attempts=file.attempts + 1)
            if file.attempts + 1 >= ATTEMPTS:
                await self._give_up(file, type(error).__name__)
                return
            async with unit_of_work(self._database, self._clock.now()) as uow:
                await files.failed_once(uow.connection, file.id)
            return
        async with self._database.reading() as connection:
            event = await events.event(connection, file.event_id)
        understood = (
            {"error": "too_large", "limit": imports.LARGEST // 1024 // 1024}
            if data is None
            else await read_apart(event, file.name, data)
        )
        async with unit_of_work(self._database, self._clock.now()) as uow:
            await imports.fetched(uow, event, file, understood)

    async def _download(self, file: File) -> bytes | None:
        found = await self._bot.get_file(file.telegram_file_id)
        if found.file_size is not None and found.file_size > imports.LARGEST:
            return None
        data = bytes(await found.download_as_bytearray())
        return data if len(data) <= imports.LARGEST else None

    async def _give_up(self, file: File, reason: str) -> None:
        async with unit_of_work(self._database, self._clock.now()) as uow:
            await imports.give_up(uow, file, reason)
