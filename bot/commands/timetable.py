"""``timetable``: so far, the proof of a published instance (``--instance``)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import typer

from bot.commands.failures import CommandFault, ExitCode
from bot.domain.timetable.instances import InstanceFault, read_instance
from bot.domain.timetable.proving import Proof, SolverMissing, prove

PROCESSES = 2  # beside this one, which only waits then


def prove_instance(file: Path, out: Path | None, seconds: float) -> int:
    """Read an instance, prove its fewest breaks, write what is known as JSON and say it in words.

    0 whatever is known in the end; USAGE for a file that cannot be read or is faulty; ENVIRONMENT without
    python-sat or where `out` cannot be written.
    """
    try:
        instance = read_instance(file)
    except InstanceFault as fault:
        raise CommandFault(str(fault)) from None
    for remark in instance.remarks:
        typer.echo(f"{file}: {remark}", err=True)
    if out is not None and not out.absolute().parent.is_dir():
        raise CommandFault(f"{out}: its folder does not exist")
    try:
        proof = prove(instance, seconds=seconds, processes=min(os.cpu_count() or 1, PROCESSES))
    except SolverMissing as missing:
        typer.echo(str(missing), err=True)
        return ExitCode.ENVIRONMENT
    if out is not None:
        _write(out, json.dumps(as_json(proof)) + "\n")
    typer.echo(in_words(proof), err=str(out) == "-")
    return ExitCode.OK


def as_json(proof: Proof) -> dict[str, Any]:
    """What the JSON file holds; `objective` and `assignment` only where there is a solution, `reason` where none."""
    held: dict[str, Any] = {"status": proof.status.value}
    if proof.objective is not None:
        held["objective"] = proof.objective
    held["bound"] = proof.bound
    held["seconds"] = round(proof.seconds, 3)
    if proof.assignment is not None:
        held["assignment"] = list(proof.assignment)
    if proof.reason is not None:
        held["reason"] = proof.reason.words
    return held


def in_words(proof: Proof) -> str:
    """The same in a line."""
    told = f"{proof.status.value} in {proof.seconds:.1f} s"
    if proof.objective is not None:
        told += f": {proof.objective} break{'' if proof.objective == 1 else 's'}"
    if proof.reason is not None:
        told += f": {proof.reason.words}"
    elif proof.objective != proof.bound:
        told += f", no solution has fewer than {proof.bound}"
    return told


def _write(out: Path, text: str) -> None:
    """All or nothing: whoever waits for the file never reads half of it."""
    if str(out) == "-":
        typer.echo(text, nl=False)
        return
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(out)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
