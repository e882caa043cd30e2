"""``timetable EVENT``: the best timetable of an event, watched while it is worked out, shown, published if asked."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.apart import Ended
from bot.clock import SystemClock
from bot.commands.failures import CommandFault, MachineFault, check_writable
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.domain.events import Event
from bot.domain.timetable import Keep, NotInstalled, Options
from bot.domain.timetable import Progress as Best
from bot.services import timetable
from bot.services.events import event_by_slug
from bot.services.timetable import Outcome, Published
from bot.services.timetable.proposing import to_json
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import unit_of_work

SHOWN = 20  # meetings without a time, named one by one
WHY = {
    "no_shared_slot": "no time that suits all of them",
    "no_such_place": "no place of the right kind in the times they share",
    "held": "somebody has a meeting that may not move in every time they share",
    "full_diary": "somebody has more meetings than free times",
    "most_per_block": "somebody has as many meetings as are allowed",
    "order": "too early or too late for a meeting that belongs before or after it",
    "places_full": "every place is taken in the times they share",
    "others_instead": "somebody has another meeting in every time they share",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for."""

    seconds: float | None
    work: int | None
    seed: int
    only_unplaced: bool
    keep: Keep
    publish: bool
    out: Path | None


def plan(settings: Settings, slug: str, asked: Asked) -> int:
    """Work it out until the time is over, it is proved, or Ctrl+C; say what it would change; publish it if asked."""
    check_writable(asked.out)
    run_to_end(_plan(settings, slug, asked))
    return 0


async def _plan(settings: Settings, slug: str, asked: Asked) -> None:
    def say(line: str) -> None:
        typer.echo(line, err=str(asked.out) == "-")  # what is printed for a program is that alone

    await migrate(settings.database.url)
    database = Database(settings.database.url)
    try:
        async with database.reading() as connection:
            event = await event_by_slug(connection, slug)
            if event is None:
                raise CommandFault(f"no event is called {slug}; load it first: matchbell event load FILE")
            loaded = await timetable.load(connection, event, SystemClock().now(), only_unplaced=asked.only_unplaced)
        if not loaded.meetings:
            say(f"{event.name}: no agreed meeting to place.")
            return
        if not loaded.slots:
            raise CommandFault(f"{event.name}: all meeting times have passed; nothing can be placed any more")
        say(f"{event.name}: {_stock(event, loaded)}")
        options = Options(asked.seconds, asked.work, asked.seed, asked.keep, asked.only_unplaced)
        outcome = await _work_out(loaded, options, first=event.timetable_at is None)
        for line in told(outcome):
            say(line)
        if asked.out is not None:
            kept = json.dumps(await to_json(outcome) | {"summary": dict(outcome.summary)})
            if str(asked.out) == "-":
                typer.echo(kept)
            else:
                asked.out.write_text(kept + "\n", encoding="utf-8")
        if asked.publish:
            for line in came(await _publish(database, event, outcome)):
                say(line)
        elif outcome.summary["people"]:
            say("Nobody has been told: add --publish to publish it.")
    finally:
        await database.close()


def _stock(event: Event, loaded: timetable.Loaded) -> str:
    meetings = len(loaded.meetings) - len(loaded.gone)
    without = sum(meeting.at is None for meeting in loaded.problem.meetings)
    places = len(loaded.slots) * len(event.places)
    return (
        f"{meetings} agreed meetings ({without} without a time), {len(loaded.slots)} times x "
        f"{len(event.places)} tables and rooms = {places} places"
    )


async def _work_out(loaded: timetable.Loaded, options: Options, *, first: bool) -> Outcome:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with _shown() as show, _ctrl_c(loop, stop):
        try:
            solution = await timetable.work_out(loaded, options, show, stop)
        except (NotInstalled, ImportError) as error:
            raise MachineFault(f"{error}\nThe timetable needs: pip install 'matchbell[timetable]'") from None
        except (Ended, TimeoutError) as error:
            raise MachineFault(
                f"the work ended before its time ({error}): perhaps there is too little memory"
            ) from None
    return await timetable.outcome_of(loaded, solution, first=first)


@contextmanager
def _ctrl_c(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> Iterator[None]:
    """Ctrl+C keeps the best so far; a second one ends the command."""

    def pressed() -> None:
        stop.set()
        loop.remove_signal_handler(signal.SIGINT)

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)


@contextmanager
def _shown() -> Iterator[Any]:
    """A line that says how far it is."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("getting ready (Ctrl+C keeps the best)", total=1.0)

        def show(best: Best) -> None:
            words = (
                f"{best.placed} of {best.of} placed, {best.numbers.breaks} waits, {best.numbers.idle} empty times; "
                f"best {best.numbers.gaps}, bound {best.bound}, gap {best.gap:.0%}"
            )
            progress.update(task, description=words, completed=1.0 - best.gap)

        yield show


def told(outcome: Outcome) -> Iterator[str]:
    """The numbers before and after, and who has no time."""
    found: Mapping[str, Any] = outcome.summary
    before, after = found["before"], found["after"]
    yield f"with a time            {before['all']:>6} -> {after['all']} of {found['of']}"
    yield f"waits between meetings {before['breaks']:>6} -> {after['breaks']}"
    yield f"empty times in them    {before['idle']:>6} -> {after['idle']}"
    yield f"people who wait        {before['waiting']:>6} -> {after['waiting']}"
    yield f"most waits of a person {before['worst']:>6} -> {after['worst']}"
    proved = "proved: none has less" if found["gaps"] <= found["bound"] else f"none has less than {found['bound']}"
    yield f"waiting counted {found['gaps']} ({proved}); {found['seconds']} s, seed {found['seed']}"
    yield (
        f"{found['new']} get a time, {found['moved']} another time, {found['elsewhere']} another place, "
        f"{found['dropped']} lose theirs; {found['people']} people would hear of it"
    )
    if found["stopped"]:
        yield "stopped: the best so far"
    for meeting, code, _ in outcome.reasons[:SHOWN]:
        yield f"meeting {meeting} has no time: {WHY.get(code, code)}"
    if len(outcome.reasons) > SHOWN:
        yield f"and {len(outcome.reasons) - SHOWN} more without a time"


async def _publish(database: Database, event: Event, outcome: Outcome) -> Published:
    async with unit_of_work(database, SystemClock().now()) as uow:
        return await timetable.publish(uow, event, outcome.moves, None)


def came(found: Published) -> Iterator[str]:
    """What publishing did."""
    yield (
        f"Published: {found.placed} have their time, {found.moved} another time, {found.elsewhere} another place, "
        f"{found.dropped} none any more; {found.people} people get one message each."
    )
    if found.left_alone:
        yield f"{len(found.left_alone)} had changed meanwhile and stay as they are."
    if found.otherwise:
        yield f"{len(found.otherwise)} could not have their planned time and got the best that was free."
