"""When the bot heard nothing from Telegram for more than a day, people's messages may be lost; somebody is to know."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.domain.ids import PersonId
from bot.domain.notices import Lane, Notice
from bot.views import fallback as views
from bot.views.words import Words
from storage import notes
from storage.absence import to_be_told
from storage.database import Database
from storage.unit_of_work import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

KEPT = timedelta(hours=24)  # Bot API: updates are kept on the server until received, but not longer
NOTED_EVERY = timedelta(minutes=5)
NAME = "intake.heard_at"


class Absence:
    """Notes when Telegram was last heard, and tells the organisers once after too long a silence of ours.

    A quiet event is no absence: an empty answer from Telegram counts as heard.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._noted: datetime | None = None

    async def heard(self, *, after_failures: bool = False) -> None:
        """Telegram has answered; called after every poll (or once a webhook is set)."""
        now = self._clock.now()
        first = self._noted is None
        if self._noted is not None and not after_failures and now - self._noted < NOTED_EVERY:
            return
        before_this, self._noted = self._noted, now  # several may ask at once: one of them notes it
        try:
            await self._note(now, look=first or after_failures)
        except BaseException:
            self._noted = before_this
            raise

    async def _note(self, now: datetime, *, look: bool) -> None:
        async with unit_of_work(self._database, now) as uow:
            before = await notes.read(uow.connection, NAME)
            # While all is well the clock alone may jump (a rehearsal): only a start or an outage is an absence.
            if before is not None and look:
                heard_at = datetime.fromisoformat(before)
                if now - heard_at > KEPT:
                    await self._tell(uow, heard_at)
            await notes.write(uow.connection, NAME, now.isoformat(), now=now)

    async def _tell(self, uow: UnitOfWork, heard_at: datetime) -> None:
        log.error("messages may be lost: away for more than 24 hours", since=heard_at.isoformat())
        for person_id, telegram_id, language, zone in await to_be_told(uow.connection):
            words = Words(language, ZoneInfo(zone))
            uow.owe(
                Notice(
                    chat_id=telegram_id,
                    lane=Lane.BELL,
                    kind="change",
                    due_at=uow.now,
                    person_id=PersonId(person_id),
                    screen=views.silent_day(words, words.moment(heard_at)).to_json(),
                    once_key=f"absence:{int(heard_at.timestamp())}:{person_id}",
                )
            )
