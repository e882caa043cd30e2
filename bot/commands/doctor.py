"""``doctor``: one line for each thing that has to be right, with the mend."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import typer

from bot.commands.failures import ExitCode
from bot.commands.running import run_to_end
from bot.config import ConfigFaults, UnreadableFile, load_settings
from bot.doctor import Finding, State, examine

SIGNS = {State.OK: ("ok", "green"), State.WARNING: ("warning", "yellow"), State.FAILURE: ("failure", "red")}


def doctor(config: Path | None, environ: Mapping[str, str]) -> int:
    """Look at everything and say how to mend what is wrong; 1 if anything fails."""
    try:
        settings = load_settings(config, environ)
    except (ConfigFaults, UnreadableFile) as error:
        findings = [Finding("configuration", State.FAILURE, str(error), "correct it, then call the doctor again")]
    else:
        findings = run_to_end(examine(settings, config))
    for finding in findings:
        sign, colour = SIGNS[finding.state]
        typer.echo(f"{typer.style(f'{sign:<8}', fg=colour)} {finding.name}: {finding.text}")
        if finding.mend:
            typer.echo(f"{'':<8} -> {finding.mend}")
    failures = sum(finding.state is State.FAILURE for finding in findings)
    warnings = sum(finding.state is State.WARNING for finding in findings)
    typer.echo(f"{_count(failures, 'failure')}, {_count(warnings, 'warning')}.")
    return ExitCode.PROMISE if failures else ExitCode.OK


def _count(number: int, word: str) -> str:
    return f"{number or 'No'} {word}{'' if number == 1 else 's'}"
