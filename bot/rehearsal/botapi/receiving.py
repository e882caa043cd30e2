"""Methods about how updates come: the webhook's settings, and one look at the line (the waiting is the server's)."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from bot.rehearsal.errors import ApiError, bad_request
from bot.rehearsal.stage import Stage
from bot.rehearsal.stage.webhook import Webhook

Json = dict[str, Any]
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MAX_WAIT = 50  # seconds; Telegram waits no longer, whatever is asked


def refuse_polling(stage: Stage) -> None:
    """Refuse getUpdates while a webhook is set."""
    if stage.webhook.now.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )


def look(stage: Stage, args: Json) -> list[bytes]:
    """What getUpdates shows right now: JSON of up to 100 updates."""
    if "allowed_updates" in args:
        stage.updates.allow(args["allowed_updates"])
    limit = args.get("limit", 100)
    return stage.updates.take(args.get("offset", 0), limit if 1 <= limit <= 100 else 100)


def set_webhook(stage: Stage, args: Json) -> bool:
    """setWebhook. The stage posts to this machine only."""
    url = args["url"].strip()
    if not url:
        return delete_webhook(stage, args)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid URL specified") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _is_here(host):
        raise bad_request("bad webhook: a rehearsal posts to this machine only (127.0.0.1, localhost)")
    secret = args.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters or is longer than 256")
    connections = args.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be 1 to 100")
    if "allowed_updates" in args:
        stage.updates.allow(args["allowed_updates"])
    if args.get("drop_pending_updates"):
        stage.updates.drop_all()
    certificate = args["certificate"].content if "certificate" in args else b""
    stage.webhook.change(Webhook(url, secret, connections, certificate, args.get("ip_address", "")))
    return True


def delete_webhook(stage: Stage, args: Json) -> bool:
    """deleteWebhook."""
    if args.get("drop_pending_updates"):
        stage.updates.drop_all()
    if stage.webhook.now.url:
        stage.webhook.change(Webhook())
    return True


def get_webhook_info(stage: Stage, _args: Json) -> Json:
    """getWebhookInfo."""
    return stage.webhook.info(len(stage.updates), stage.updates.allowed)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
