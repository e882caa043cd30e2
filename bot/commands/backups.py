"""``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.clock import SystemClock
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.services import backups


def backup(settings: Settings, target: Path, *, force: bool) -> int:
    """Write a checked copy of everything into one file."""
    made = run_to_end(backups.backup(settings.database.url, target, force=force))
    typer.echo(f"Backed up to {made.path} ({made.size / 1_000_000:.1f} MB, checked).")
    return 0


def restore(settings: Settings, source: Path, *, force: bool) -> int:
    """Put a backup back; say what was closed so that nothing is sent twice."""
    restored = run_to_end(backups.restore(settings.database.url, source, SystemClock().now(), force=force))
    settled = restored.settled
    typer.echo(f"Restored from {source}. What may have gone out since the backup was made is not sent again:")
    for number, words in (
        (settled.notices_dropped, "messages dropped"),
        (settled.notices_uncertain, "messages marked uncertain (they were being sent)"),
        (settled.reminders_dropped, "reminders dropped"),
        (settled.announcements_stopped, "announcements stopped"),
        (settled.requests_expired, "meeting requests expired"),
        (settled.updates_shed, "messages from people put aside unanswered"),
    ):
        typer.echo(f"  {number} {words}")
    if restored.kept:
        typer.echo(f"What was there before is kept as {restored.kept}.")
    return 0
