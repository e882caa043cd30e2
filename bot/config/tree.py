"""The tree of settings, with its defaults and limits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@\s]*(@)")


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a number")
    return value


def _http(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address that begins with https:// or http://")
    return value.rstrip("/")


def _database(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.port != 0 and bool(parts.path.strip("/"))
    except ValueError:
        sound = False
    if not sound or not re.match(r"sqlite:///.|postgres(ql)?://", value):
        raise ValueError("sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return value


def _slug(value: str) -> str:
    if value != "*" and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", value):
        raise ValueError("an event's slug, such as vilnius-2022, or * for every event")
    return value


Count = Annotated[int, BeforeValidator(_number)]
Amount = Annotated[float, BeforeValidator(_number)]
Rate = Annotated[Amount, Field(gt=0, le=10_000)]
Seconds = Annotated[Amount, Field(gt=0, le=86_400)]
Port = Annotated[Count, Field(ge=1, le=65_535)]
Address = Annotated[str, AfterValidator(_http)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)


class TelegramSettings(_Part):
    """Who we are to Telegram, and how its updates come."""

    token: SecretStr | None = None
    token_file: Path | None = None
    api_url: Address = "https://api.telegram.org"
    intake: Literal["polling", "webhook"] = "polling"


class WebhookSettings(_Part):
    """Where Telegram knocks, if it knocks."""

    url: Address | None = None
    host: str = "127.0.0.1"
    port: Port = 8443
    secret: SecretStr | None = None
    secret_file: Path | None = None
    max_body_bytes: Annotated[Count, Field(ge=10_000, le=50_000_000)] = 1_000_000


class DatabaseSettings(_Part):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_database)] = "sqlite:///matchbell.sqlite3"
    connections: Annotated[Count, Field(ge=2, le=200)] = 8

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """The address without its password."""
        return [("url", PASSWORD.sub(r"\1***\2", self.url)), ("connections", self.connections)]


class SendingSettings(_Part):
    """How fast, how patiently and how often we try."""

    per_second: Rate = 30.0
    per_chat_per_second: Rate = 1.0
    chat_burst: Annotated[Count, Field(ge=1, le=100)] = 3
    per_group_per_minute: Rate = 20
    in_flight: Annotated[Count, Field(ge=1, le=200)] = 12
    attempts: Annotated[Count, Field(ge=1, le=100)] = 8
    lease_seconds: Seconds = 60
    connect_seconds: Seconds = 5.0
    answer_seconds: Seconds = 30.0
    first_retry_seconds: Seconds = 2.0
    longest_retry_seconds: Seconds = 300.0


class InboxSettings(_Part):
    """What one user may send, and how updates are taken."""

    user_burst: Annotated[Count, Field(ge=1, le=10_000)] = 20
    user_per_second: Rate = 2.0
    pending_cap: Annotated[Count, Field(ge=1, le=100_000)] = 60
    batch: Annotated[Count, Field(ge=1, le=1000)] = 32
    attempts: Annotated[Count, Field(ge=1, le=100)] = 3
    first_retry_seconds: Seconds = 1.0
    poll_seconds: Annotated[Count, Field(ge=0, le=50)] = 25
    keep_days: Annotated[Count, Field(ge=1, le=365)] = 3


class HealthSettings(_Part):
    """The local port for /livez, /readyz and /metrics."""

    host: str = "127.0.0.1"
    port: Annotated[Count, Field(ge=0, le=65_535)] = 9464


class LogSettings(_Part):
    """What is written while it runs."""

    format: Literal["console", "json"] = "console"
    level: Literal["debug", "info", "warning", "error"] = "info"


class OrganiserSettings(_Part):
    """A person with a role in an event."""

    telegram_id: Annotated[Count, Field(ge=1, lt=2**52)]
    role: Literal["owner", "desk", "herald"]
    event: Annotated[str, AfterValidator(_slug)] = "*"


class ProcessSettings(_Part):
    """How the process ends."""

    shutdown_seconds: Seconds = 20


class BackupSettings(_Part):
    """Backups that are made while it runs."""

    folder: Path | None = None
    every_hours: Annotated[Amount, Field(ge=0.25, le=24 * 30)] = 24
    keep: Annotated[Count, Field(ge=1, le=1000)] = 7


class Settings(_Part):
    """Everything that can be set. ``repr`` shows no secret."""

    telegram: TelegramSettings = TelegramSettings()
    webhook: WebhookSettings = WebhookSettings()
    database: DatabaseSettings = DatabaseSettings()
    sending: SendingSettings = SendingSettings()
    inbox: InboxSettings = InboxSettings()
    health: HealthSettings = HealthSettings()
    log: LogSettings = LogSettings()
    organisers: tuple[OrganiserSettings, ...] = ()
    process: ProcessSettings = ProcessSettings()
    backup: BackupSettings = BackupSettings()

    def secrets(self) -> tuple[str, ...]:
        """Texts that may stand in no log: the token, the webhook's secret, the database's password."""
        found = [value.get_secret_value() for value in (self.telegram.token, self.webhook.secret) if value]
        password = urlsplit(self.database.url).password
        return tuple(text for text in (*found, password) if text)
