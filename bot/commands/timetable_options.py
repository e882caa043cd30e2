"""``timetable`` as it is typed: of an event, or of a published instance. Bodies are imported when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def timetable(
    context: typer.Context,
    slug: Annotated[str | None, typer.Argument(metavar="EVENT", help="The event's name, such as vilnius-2022.")] = None,
    instance: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.dzn", help="Prove the fewest breaks of an instance of the B2B meeting scheduling problem."
        ),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write what was found into this file; -: print it.")
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(min=0.1, help="How long to look, then the best so far: 60 for an event, 900 for an instance."),
    ] = None,
    work: Annotated[int | None, typer.Option(min=1, help="How many steps to look: the same on every machine.")] = None,
    seed: Annotated[int, typer.Option(help="Another number: another timetable, as good.")] = 0,
    all_: Annotated[
        bool, typer.Option("--all/--unplaced", help="All meetings, or only those without a time; the others stay.")
    ] = False,
    keep: Annotated[
        str, typer.Option(metavar="few|free|all", help="With --all: how many of the known times may change.")
    ] = "few",
    publish: Annotated[bool, typer.Option("--publish", help="Publish it: everybody gets one message.")] = False,
) -> None:
    """The best timetable of an event, or of a published instance (proved; exit code 0 also where none exists)."""
    from bot.commands.failures import CommandFault  # noqa: PLC0415 - only when it is called

    if (slug is None) == (instance is None):
        raise CommandFault(
            "name an event or a file: matchbell timetable EVENT, or matchbell timetable --instance FILE.dzn --json OUT"
        )
    if instance is not None:
        from bot.commands import timetable as proof  # noqa: PLC0415

        raise typer.Exit(proof.prove_instance(instance, json_file, 900.0 if seconds is None else seconds))
    from bot.commands import planning  # noqa: PLC0415
    from bot.domain.timetable import Keep  # noqa: PLC0415

    if keep not in {one.value for one in Keep}:
        raise CommandFault(f"--keep {keep}: few, free or all")
    if seconds is None and work is None:
        seconds = 60.0
    asked = planning.Asked(seconds, work, seed, not all_, Keep(keep), publish, json_file)
    raise typer.Exit(planning.plan(context.obj.settings(), slug or "", asked))
