"""Telegram: does it answer, does it know our token, and what does it think of our webhook?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.config import Settings
from bot.doctor.findings import Finding, Reading, State
from bot.logs import Redactor

ANSWER_SECONDS = 10.0
MANY_PENDING = 1000
RECENT = timedelta(hours=1)


async def ask_telegram(settings: Settings, clock: Clock) -> tuple[list[Finding], Reading | None]:
    """Token and webhook, and Telegram's clock if it told it."""
    token = settings.telegram.token
    if token is None:
        mend = "talk to @BotFather in Telegram (/newbot), put its token into MATCHBELL_TOKEN; to rehearse you need none"
        return [Finding("token", State.FAILURE, "there is none", mend)], None
    redact = Redactor(settings.secrets())
    base = f"{settings.telegram.api_url}/bot{token.get_secret_value()}"
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
            me, date = await _call(session, f"{base}/getMe")
            reading = _reading(date, clock)
            findings = [_token(me)]
            if me.get("ok") is True:
                hook, _ = await _call(session, f"{base}/getWebhookInfo")
                findings.append(_webhook(settings, hook, clock.now(), redact))
            return findings, reading
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        why = redact(str(error)) or type(error).__name__
        text = f"{settings.telegram.api_url} does not answer: {why[:200]}"
        mend = "check this machine's way to the internet, and telegram.api_url"
        return [Finding("token", State.FAILURE, redact(text), mend)], None


async def _call(session: aiohttp.ClientSession, url: str) -> tuple[dict[str, Any], str | None]:
    async with session.get(url, allow_redirects=False) as response:
        answer = await response.json(content_type=None)
        if not isinstance(answer, dict):
            raise ValueError(f"an answer that is none of the Bot API's (HTTP {response.status})")
        return answer, response.headers.get("Date")


def _reading(date: str | None, clock: Clock) -> Reading | None:
    if date is None:
        return None
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return None
    return Reading("Telegram", theirs.replace(tzinfo=theirs.tzinfo or UTC), clock.now(), 1.0)


def _token(me: dict[str, Any]) -> Finding:
    result = me.get("result")
    if me.get("ok") is True and isinstance(result, dict):
        return Finding("token", State.OK, f"belongs to @{result.get('username', '?')}")
    if me.get("error_code") in {401, 404}:
        mend = "copy it again from @BotFather (/mybots, API Token)"
        return Finding("token", State.FAILURE, "Telegram does not know it", mend)
    text = f"Telegram answers: {str(me.get('description', 'nothing that we understand'))[:200]}"
    return Finding("token", State.FAILURE, text, "wait a little and try again")


def _webhook(settings: Settings, answer: dict[str, Any], now: datetime, redact: Redactor) -> Finding:
    info = answer.get("result")
    if answer.get("ok") is not True or not isinstance(info, dict):
        return Finding("webhook", State.WARNING, "Telegram does not tell", "try again")
    url, pending = redact(str(info.get("url") or "")), int(info.get("pending_update_count") or 0)
    waiting = f"{pending} updates wait"
    if settings.telegram.intake == "polling":
        if url:
            text = f'one is set ({url}), but telegram.intake is "polling"; {waiting}'
            return Finding(
                "webhook", State.WARNING, text, "`matchbell run` takes it down; is another bot using this token?"
            )
        return _pending("none, as telegram.intake = polling wants it", pending, waiting)
    if url != settings.webhook.url:
        text = f"Telegram knocks at {url or 'no address'}, and webhook.url is {settings.webhook.url}"
        return Finding("webhook", State.WARNING, text, "`matchbell run` sets it")
    failed_at = info.get("last_error_date")
    if failed_at and now - datetime.fromtimestamp(int(failed_at), UTC) < RECENT:
        text = f"Telegram could not reach it lately: {redact(str(info.get('last_error_message')))[:200]}; {waiting}"
        return Finding(
            "webhook", State.FAILURE, text, "check the address from outside, its certificate, and the web server"
        )
    return _pending(url, pending, waiting)


def _pending(text: str, pending: int, waiting: str) -> Finding:
    if pending > MANY_PENDING:
        return Finding(
            "webhook", State.WARNING, f"{text}; {waiting}", "is the bot running? Telegram keeps them for a day"
        )
    return Finding("webhook", State.OK, f"{text}; {waiting}")
