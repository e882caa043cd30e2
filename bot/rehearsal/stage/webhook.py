"""Where updates are to be posted, and how that went; the posting itself is the server's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Webhook:
    """What setWebhook left behind; without `url` the bot polls."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    certificate: bytes = b""
    ip_address: str = ""


@dataclass
class WebhookState:
    """The present webhook and its record; `under_way` counts the posts now running."""

    now: Webhook = field(default_factory=Webhook)
    under_way: int = 0
    last_error_date: int | None = None
    last_error_message: str = ""
    first_retry: float = 1.0
    _watchers: list[Callable[[], None]] = field(default_factory=list)

    def change(self, webhook: Webhook) -> None:
        """Post there from now on."""
        self.now = replace(webhook)
        self.last_error_date, self.last_error_message = None, ""
        for watcher in self._watchers:
            watcher()

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when the webhook changes; the function returned ends that."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def info(self, pending: int, allowed: frozenset[str] | None) -> dict[str, Any]:
        """The WebhookInfo object."""
        body: dict[str, Any] = {
            "url": self.now.url,
            "has_custom_certificate": bool(self.now.certificate),
            "pending_update_count": pending,
        }
        if self.now.url:
            body["max_connections"] = self.now.max_connections
            body["ip_address"] = self.now.ip_address or "127.0.0.1"
        if self.last_error_date is not None:
            body["last_error_date"] = self.last_error_date
            body["last_error_message"] = self.last_error_message
        if allowed:
            body["allowed_updates"] = sorted(allowed)
        return body
