"""The composition root: the only file that knows everybody. It opens, joins and closes the rooms, in order."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.delivery.answers import Answers
from bot.delivery.fetching import Fetching
from bot.delivery.menus import set_menus
from bot.delivery.outage import Pauses
from bot.delivery.reaching import TokenRefused, until_telegram_answers
from bot.delivery.request import AiohttpRequest
from bot.delivery.sender import Sender
from bot.delivery.telegram import Phones, make_bot
from bot.domain.typed_times import prepare
from bot.domain.updates import Handled
from bot.exclusive import FileLock, keep_process_lease, release_process_lease
from bot.health import HealthServer, answers, health_app, says
from bot.intake.absence import Absence
from bot.intake.application import build_application
from bot.intake.polling import Poller
from bot.intake.receiving import Receiver
from bot.intake.rules import Handle
from bot.intake.webhook import Webhook, choose_polling, choose_webhook
from bot.intake.worker import Worker
from bot.jobs import Jobs
from bot.metrics import Metrics
from bot.renderers import RENDERERS
from bot.scheduling import JobEngine
from bot.services import registration
from bot.services.events import event as load_event
from bot.services.languages import cities
from bot.services.matching import Matchmaker
from bot.services.repairs import Mender
from bot.services.timetable import Runner
from bot.views.country_names import country_names
from handlers.context import Context
from handlers.errors import describe
from handlers.handling import Handling
from handlers.registry import install
from storage import organisers, people
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

__all__ = ["App", "TokenRefused"]

HEARD_EVERY = 300.0  # seconds of the wall


class App:
    """One running bot: ``await start()``, then it works by itself until ``await stop()``."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        pace: Clock | None = None,
        patience: float | None = 0.2,
    ) -> None:
        """`pace`: the clock that the sender's rates follow, if another; `patience`: see ``JobEngine``."""
        if settings.telegram.token is None:
            raise ValueError("no token")
        self.settings = settings
        self._patience = patience
        self.clock = clock or SystemClock()
        self._pace = pace or self.clock
        self.metrics = Metrics()
        self.database = Database(settings.database.url, connections=settings.database.connections)
        self.owner = f"app-{secrets.token_hex(6)}"
        self.health_port: int | None = None
        self.webhook_port: int | None = None
        self._lock: FileLock | None = None
        self._closing: list[Callable[[], Awaitable[object]]] = []
        self._tasks: list[asyncio.Task[object]] = []

    # --- life -------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Migrate, open every room, begin to work. Raises what keeps it from working; `stop` undoes a half start."""
        if self.database.is_sqlite and self.database.url.database:
            self._lock = FileLock(self.database.url.database)
        await migrate(self.settings.database.url)
        self._closing.append(self.database.close)
        async with unit_of_work(self.database, self.clock.now()) as uow:
            unknown = await registration.apply_organisers(uow, self.settings.organisers)
        for slug in unknown:
            log.warning("organiser_of_unknown_event", event=slug)
        self._open_telegram()
        me = await self._get_me()
        log.info("telegram_answers", bot=me.get("username"))
        await self._join(me)
        await self._open_doors()
        async with self.database.reading() as connection:
            roles = await organisers.roles(connection)
            chosen = await people.languages_of(connection, [telegram_id for telegram_id, _ in roles])
        self._closing.insert(1, lambda: release_process_lease(self.database, self.owner))
        self._background("process lease", keep_process_lease(self.database, self.owner))
        self._background("menus", set_menus(self._bot, roles, chosen))
        self._background("warm-up", asyncio.to_thread(_warm_up))

    async def stop(self) -> None:
        """Close the doors, finish what is in hand within ``process.shutdown_seconds``, give everything back."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for close in reversed(self._closing):
            try:
                await close()
            except Exception:
                log.exception("not_closed", what=getattr(close, "__qualname__", "?"))
        self._closing.clear()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    async def _heard_now_and_then(self, absence: Absence) -> None:
        """Behind a webhook nothing is asked: that the door stands open counts as hearing."""
        while True:
            await absence.heard()
            await asyncio.sleep(HEARD_EVERY)

    def _background(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))

    def busy(self) -> bool:
        """Whether anything is in hand; waiting for the clock alone is not being busy."""
        parts = (self.worker, self.sender, self.jobs, self.fetching, self.matching, self.timetables, self.repairs)
        return any(part.busy() for part in parts)

    # --- parts ------------------------------------------------------------------------------------------------------

    def _open_telegram(self) -> None:
        settings = self.settings
        assert settings.telegram.token is not None
        self._token = settings.telegram.token.get_secret_value()
        self._bot = make_bot(self._token, api_url=settings.telegram.api_url, sending=settings.sending)

    async def _get_me(self) -> dict[str, Any]:
        """Who we are, from Telegram; tried until it answers."""
        await self._bot.request.initialize()
        self._closing.append(self._bot.request.shutdown)
        return dict((await until_telegram_answers(self._bot.get_me)).to_dict())

    async def _join(self, me: dict[str, Any]) -> None:
        settings, clock, database = self.settings, self.clock, self.database
        pauses = Pauses()
        self.answers = Answers(self._bot, clock=self._pace, pauses=pauses, metrics=self.metrics)
        self.sender = Sender(
            database=database,
            clock=self._pace,
            phones=Phones(self._bot),
            renderers=RENDERERS,
            sending=settings.sending,
            metrics=self.metrics,
            pauses=pauses,
            answers=self.answers,
        )
        application = build_application(me, install, Context)
        await application.initialize()
        self._closing.append(application.shutdown)
        self.worker = Worker(
            database,
            clock,
            settings.inbox,
            self._handle(Handling(application, load_event)),
            self.answers.answer,
            describe=describe,
        )
        self.fetching = Fetching(database, self._bot, clock, self.sender.look)
        self._closing.append(self.fetching.stop)
        self.matching = Matchmaker(database, clock, self.owner, self.sender.look)
        self._closing.append(self.matching.stop)
        self.timetables = Runner(database, clock, self.owner, self._committed)
        self._closing.append(self.timetables.stop)
        self.repairs = Mender(database, clock, self.owner, self.sender.look)
        self._closing.append(self.repairs.stop)
        jobs = Jobs(
            database=database,
            clock=clock,
            settings=settings,
            owner=self.owner,
            look_at_outbox=self.sender.look,
            look_at_inbox=self.worker.look,
            fetch_files=self.fetching.look,
            next_file=self.fetching.next_due,
            match=self.matching.look,
            next_match=self.matching.next_due,
            make_timetables=self.timetables.look,
            next_timetable=self.timetables.next_due,
            repair=self.repairs.look,
            next_repair=self.repairs.next_due,
        )
        self.jobs = JobEngine(jobs.table(), clock, database.reading, patience=self._patience)
        within = settings.process.shutdown_seconds
        self._closing.append(lambda: self.sender.stop(within / 2))
        self.sender.start()
        self._closing.append(self.jobs.stop)
        self.jobs.start()
        self._closing.append(lambda: self.worker.stop(within / 4))
        self.worker.start()

    def _handle(self, handling: Handling) -> Handle:
        """What is owed is looked at as soon as it is committed."""

        async def handle(uow: UnitOfWork, raw: dict[str, Any], *, written: Callable[[], int] | None = None) -> Handled:
            handled = await handling(uow, raw, written=written)
            uow.after_commit(self._committed)
            return handled

        return handle

    def _committed(self) -> None:
        self.sender.look()
        self.jobs.changed()

    async def _open_doors(self) -> None:
        settings = self.settings
        absence = Absence(self.database, self.clock)
        receiver = Receiver(self.database, self.clock, settings.inbox, self.worker.look)
        checks = {
            "database": answers(self.database),
            "sender": says(self.sender.trouble),
            "worker": says(lambda: self.worker.trouble),
        }
        if settings.telegram.intake == "webhook":
            assert settings.webhook.url is not None
            assert settings.webhook.secret is not None
            secret = settings.webhook.secret.get_secret_value()
            webhook = Webhook(
                receiver,
                absence,
                secret=lambda: secret,
                url=settings.webhook.url,
                max_body_bytes=settings.webhook.max_body_bytes,
            )
            door = HealthServer(webhook.app(), host=settings.webhook.host, port=settings.webhook.port)
            self.webhook_port = await door.start()
            self._closing.append(receiver.close)
            self._closing.append(door.stop)
            url = settings.webhook.url
            await until_telegram_answers(lambda: choose_webhook(self._bot, url=url, secret=secret))
            self._background("absence", self._heard_now_and_then(absence))
            checks["webhook"] = says(lambda: webhook.trouble)
        else:
            await until_telegram_answers(lambda: choose_polling(self._bot))
            request = AiohttpRequest(
                connections=2,
                connect_seconds=settings.sending.connect_seconds,
                answer_seconds=settings.sending.answer_seconds,
            )
            await request.initialize()
            self._closing.append(request.shutdown)
            poller = Poller(
                self.database,
                self.clock,
                receiver,
                request,
                api_url=settings.telegram.api_url,
                token=lambda: self._token,
                poll_seconds=settings.inbox.poll_seconds,
                absence=absence,
            )
            self._closing.append(poller.stop)
            poller.start()
            checks["polling"] = says(lambda: poller.trouble or (None if poller.ready else "Telegram was not asked yet"))
        if settings.health.port:
            health = health_app(database=self.database, clock=self.clock, metrics=self.metrics, checks=checks)
            server = HealthServer(health, host=settings.health.host, port=settings.health.port)
            self.health_port = await server.start()
            self._closing.append(server.stop)


def _warm_up() -> None:
    """Tables that take up to a second to build, before the first who needs them."""
    prepare()
    country_names()
    cities()
