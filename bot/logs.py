"""Logs: structlog and the standard library's, one way out, and no secret in any of them.

Records hold ids (of updates, notices, events), never what people wrote.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.config import LogSettings

# A token in a text or a URL, also with its colon encoded. BotFather's tokens have 35 characters after the colon.
TOKEN = re.compile(r"\d+(?::|%3[Aa])[A-Za-z0-9_-]{35,}")
HIDDEN = "[token]"
QUIET = {  # they tell every request, with its URL, or every wake-up
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.WARNING,
    "uvicorn": logging.WARNING,
    "asyncio": logging.WARNING,
}


class Redactor:
    """Takes secrets out of texts: the exact ones it was told, and whatever has a token's shape."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        exact = sorted({secret for secret in secrets if len(secret) >= 4}, key=len, reverse=True)
        self._exact = re.compile("|".join(re.escape(secret) for secret in exact)) if exact else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        if self._exact is not None:
            text = self._exact.sub(HIDDEN, text)
        return TOKEN.sub(HIDDEN, text)


class _RedactedRecord(logging.LogRecord):
    """A record that is clean for every handler, also those that are not ours (pytest's, uvicorn's)."""

    redact = Redactor()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:
            # Formatters use this text when it is there, so none of them prints the exception itself.
            self.exc_text = self.redact(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802 - logging's own name
        """The message with its arguments, without secrets."""
        return self.redact(super().getMessage())


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last step before a line leaves: whatever a processor put into it, no secret goes out."""

    redact = Redactor()

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))


def configure_logs(log: LogSettings, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send every record of structlog and logging to `stream` (stderr), as lines for people or as JSON.

    `secrets` are taken out wherever they stand: messages, arguments, tracebacks, URLs, uncaught exceptions.
    """
    redact = Redactor(secrets)
    record_class = type("RedactedRecord", (_RedactedRecord,), {"redact": redact})
    formatter_class = type("RedactingFormatter", (_RedactingFormatter,), {"redact": redact})
    logging.setLogRecordFactory(record_class)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    out = stream or sys.stderr
    renderer: Any
    if log.format == "json":
        finish: list[Any] = [structlog.processors.format_exc_info]
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False, default=repr)
    else:
        finish = []
        renderer = structlog.dev.ConsoleRenderer(
            colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback, timestamp_key="at"
        )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        formatter_class(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish, renderer],
        )
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        if getattr(old, "_matchbell", False):
            root.removeHandler(old)
    handler._matchbell = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(log.level.upper())
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, logging.getLevelName(log.level.upper())))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            _Scrub(redact),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(True)
    _catch_the_uncaught()


class _Scrub:
    """Cleans texts in an event before any renderer, so that handlers of others see none either."""

    def __init__(self, redact: Redactor) -> None:
        self._redact = redact

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if isinstance(value, str):
                event[key] = self._redact(value)
            elif isinstance(value, BaseException) and key != "exc_info":
                event[key] = self._redact(repr(value))
        return event


def _catch_the_uncaught() -> None:
    """What nobody catches is logged, and so cleaned, rather than printed raw."""
    log = logging.getLogger("matchbell")

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("uncaught", exc_info=(kind, error, trace))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            log.critical("uncaught in a thread", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))

    def unraisable(args: Any) -> None:
        error = args.exc_value
        if error is not None:
            log.error("ignored in a finaliser", exc_info=(type(error), error, args.exc_traceback))

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
