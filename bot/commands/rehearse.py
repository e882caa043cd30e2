"""``rehearse``: try a whole event without a token."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.commands.failures import CommandFault
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.logs import configure_logs
from bot.services.event_files import EventFile, find_event_file, read_event_file

FASTEST = 100_000.0


def rehearse(
    settings: Settings,
    *,
    port: int,
    speed: str,
    crowd: int,
    event: str,
    seed: int,
    at: str | None,
    keep: Path | None,
    headless: bool,
) -> int:
    """Check what was asked for, then open the rehearsal."""
    path = find_event_file(event)
    file = read_event_file(path)
    pace, moment = parse_speed(speed), parse_moment(at, file) if at else None
    from bot import rehearsing  # noqa: PLC0415 - everything: only once it is sure to be needed

    quieter = settings.log.model_copy(update={"level": "warning"}) if settings.log.level == "info" else settings.log
    configure_logs(quieter, settings.secrets())
    options = rehearsing.RehearseOptions(
        port=port, speed=pace, crowd=crowd, event=path, seed=seed, at=moment, keep=keep, headless=headless
    )
    return run_to_end(rehearsing.rehearse(settings, options))


def parse_speed(text: str) -> float | Literal["max"]:
    """ "max", or how many times faster than the wall; CommandFault for anything else."""
    if text.strip().lower() == "max":
        return "max"
    try:
        speed = float(text)
    except ValueError:
        speed = math.nan
    if not 0 <= speed <= FASTEST:
        raise CommandFault(f"--speed {text}: expected max, or a number from 0 (standing still) to {FASTEST:.0f}")
    return speed


def parse_moment(text: str, file: EventFile) -> datetime:
    """ "2022-04-26 08:30" on the event's clocks, as an aware moment in UTC; CommandFault if there is no such time."""
    zone = ZoneInfo(file.timezone)
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CommandFault(
            f'--at {text}: expected a date and time of the event, such as "{file.days[0]} 08:30"'
        ) from None
    moment = local.replace(tzinfo=local.tzinfo or zone).astimezone(UTC)
    if local.tzinfo is None and moment.astimezone(zone).replace(tzinfo=None) != local:
        raise CommandFault(f"--at {text}: the clocks in {file.timezone} skip this hour")
    return moment
