"""The doctor: looks at everything that has to be right, changes nothing, and says how to mend what is wrong."""

from __future__ import annotations

from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.doctor.findings import Finding, State
from bot.doctor.machine import clock_against, configuration, disk_space, file_system, sqlite_version, zone_data
from bot.doctor.reaching import ask_telegram
from bot.doctor.storing import look_at_database

__all__ = ["Finding", "State", "examine"]


async def examine(settings: Settings, config: Path | None = None, *, clock: Clock | None = None) -> list[Finding]:
    """A finding for each thing, in the order in which they are best mended. Never raises for what it finds."""
    clock = clock or SystemClock()
    findings = configuration(settings, config)
    stored, database_moment = await look_at_database(settings.database.url)
    findings += stored
    findings += sqlite_version(settings.database.url)
    findings += file_system(settings.database.url)
    spoken, telegram_moment = await ask_telegram(settings, clock)
    findings += clock_against(clock.now(), database_moment, telegram_moment)
    findings += zone_data()
    findings += spoken
    findings += disk_space(settings)
    return findings
