"""The command line. Bodies are in ``bot.commands`` and are imported when called, so that help comes at once."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.failures import ExitCode, explain
from bot.commands.timetable_options import timetable
from bot.domain.exports import Format, What

if TYPE_CHECKING:
    from bot.config import Settings

ABOUT = """Matchbell runs the people side of a matchmaking event inside Telegram.

Try it without a token:  matchbell rehearse

Go live:  put the token from @BotFather into MATCHBELL_TOKEN, then
matchbell event load my-event.toml,  matchbell doctor,  matchbell run
"""
CODES = (
    "Exit codes: 0 done; 1 the doctor found a failure, or a rehearsal broke a promise; 2 a fault in what was typed or "
    "in a file; 3 the machine, the network or the database will not; 4 a fault of Matchbell itself; 130 interrupted."
)

app = typer.Typer(
    name="matchbell",
    help=ABOUT,
    epilog=CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
event = typer.Typer(help="Check and load event files.", no_args_is_help=True)
app.add_typer(event, name="event")


@dataclass(frozen=True, slots=True)
class Globals:
    """What stands before the command."""

    config: Path | None

    def settings(self) -> Settings:
        """The settings; every fault at once."""
        from bot.config import load_settings

        return load_settings(self.config)


@app.callback()
def before(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The configuration. Default: config.toml in this folder, if there is one."),
    ] = None,
) -> None:
    """Read what stands before the command."""
    named = os.environ.get("MATCHBELL_CONFIG")
    here = Path("config.toml")
    context.obj = Globals(config or (Path(named) if named else here if here.exists() else None))


@app.command(epilog="Example: MATCHBELL_TOKEN=123456:ABC... matchbell run")
def run(context: typer.Context) -> None:
    """Serve people until you press Ctrl+C. Needs a bot token (see config.example.toml)."""
    settings = context.obj.settings()
    from bot.commands import live

    raise typer.Exit(live.run(settings))


@app.command(epilog='Example: matchbell rehearse --crowd 50 --speed 60 --at "2022-04-26 08:30"')
def rehearse(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port on this machine; 0: any.")] = 8080,
    speed: Annotated[
        str, typer.Option(metavar="NUMBER|max", help="Times faster than real; max: no waiting at all; 0: stopped.")
    ] = "1",
    crowd: Annotated[
        int, typer.Option(min=0, max=5000, help="So many attendees who act on their own: ask, accept, answer bells.")
    ] = 0,
    event_file: Annotated[
        str, typer.Option("--event", metavar="FILE|NAME", help="An event file, or the name of one that comes with us.")
    ] = "vilnius-2022",
    seed: Annotated[int, typer.Option(help="The same number makes the same people and the same crowd.")] = 1,
    at: Annotated[
        str | None, typer.Option(metavar='"DATE TIME"', help="Where the clock begins, in the event's time zone.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the rehearsal's database in this file, and go on with it.")
    ] = None,
    headless: Annotated[
        bool, typer.Option("--headless", help="No page: play to the end, print a report, exit 1 on a broken promise.")
    ] = False,
) -> None:
    """Try a whole event without a token, on phones in your browser."""
    settings = context.obj.settings()
    from bot.commands import rehearse as body

    raise typer.Exit(
        body.rehearse(
            settings,
            port=port,
            speed=speed,
            crowd=crowd,
            event=event_file,
            seed=seed,
            at=at,
            keep=keep,
            headless=headless,
        )
    )


@app.command(epilog="Example: matchbell --config /etc/matchbell.toml doctor")
def doctor(context: typer.Context) -> None:
    """Check everything, a line each, and say how to mend what is wrong. Changes nothing."""
    from bot.commands import doctor as body

    raise typer.Exit(body.doctor(context.obj.config, os.environ))


@app.command(epilog="Example: matchbell migrate")
def migrate(context: typer.Context) -> None:
    """Bring the database to this version's level. `run` does it by itself; make a backup before an upgrade."""
    settings = context.obj.settings()
    from bot.commands import live

    raise typer.Exit(live.migrate(settings))


@app.command(epilog="Example: matchbell backup before-the-event.sqlite3")
def backup(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write. It holds personal data: keep it safe.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")] = False,
) -> None:
    """Write everything into one file, checked, also while the bot is running."""
    settings = context.obj.settings()
    from bot.commands import backups

    raise typer.Exit(backups.backup(settings, file, force=force))


@app.command(epilog="Example: matchbell restore before-the-event.sqlite3 --force")
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `matchbell backup` wrote.")],
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace the database if it is there already (it is kept beside the new one)."),
    ] = False,
) -> None:
    """Put a backup back. Stop the bot first. Nothing that was sent since the backup is sent again."""
    settings = context.obj.settings()
    from bot.commands import backups

    raise typer.Exit(backups.restore(settings, file, force=force))


@app.command("export", epilog="Example: matchbell export vilnius-2022 lists --what meetings --form csv")
def export_lists(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="EVENT", help="The event's name, such as vilnius-2022.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the file goes. It holds personal data.")],
    what: Annotated[What, typer.Option("--what", help="Which list.")] = What.ALL,
    form: Annotated[Format, typer.Option("--form", help="Excel, or CSV (several lists in one ZIP).")] = Format.XLSX,
) -> None:
    """Write lists of an event into a file: attendees, meetings, answers, who did what."""
    settings = context.obj.settings()
    from bot.commands import people

    raise typer.Exit(people.export(settings, slug, folder, what=what, form=form))


@app.command("import", epilog="Example: matchbell import vilnius-2022 people.xlsx --dry-run")
def import_people(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="EVENT", help="The event's name, such as vilnius-2022.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX or CSV, a person a row, headings first.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
) -> None:
    """Add people without Telegram from a sheet, all or none; rows in error are listed and left out."""
    settings = context.obj.settings()
    from bot.commands import people

    raise typer.Exit(people.import_(settings, slug, file, dry_run=dry_run))


@app.command(epilog="Example: matchbell matches vilnius-2022 --at-least 3 --csv matches.csv")
def matches(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="EVENT", help="The event's name, such as vilnius-2022.")],
    at_least: Annotated[int, typer.Option(min=1, max=50, help="Meetings for everybody.")] = 3,
    at_most: Annotated[int, typer.Option(min=1, max=100, help="Meetings for nobody more than.")] = 8,
    seed: Annotated[int, typer.Option(help="Another number: another set, as good.")] = 0,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write them with reasons, to be edited.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="FILE", help="Write them as JSON.")] = None,
    make: Annotated[bool, typer.Option("--make", help="Make these meetings: everybody hears once of theirs.")] = False,
    load: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Make the meetings of a CSV file instead, all or none.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --load: only say what is in it.")] = False,
) -> None:
    """Propose a set of meetings that gives everybody some that fit; make it, or one that you have edited."""
    settings = context.obj.settings()
    from bot.commands import matches as body

    if load is not None:
        raise typer.Exit(body.load(settings, slug, load, dry_run=dry_run))
    asked = body.Asked(at_least=at_least, at_most=at_most, seed=seed, csv=csv, json=json, make=make)
    raise typer.Exit(body.propose(settings, slug, asked))


@app.command(epilog="Example: matchbell catalog lv bot/locales/lv.po")
def catalog(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The language's code, such as lv.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, or to bring up to date.")],
) -> None:
    """Write every text on screen into one file to be translated; what it has already is kept."""
    from bot.commands import catalog as body

    raise typer.Exit(body.catalog(code, file))


app.command(epilog="Example: matchbell timetable vilnius-2022 --seconds 60 --publish")(timetable)


@event.command("check", epilog="Example: matchbell event check my-event.toml")
def event_check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An event file, or the name of one that comes with us.")],
) -> None:
    """Read an event file and list every fault in it, with its line. Changes nothing."""
    from bot.commands import events

    raise typer.Exit(events.check(file))


@event.command("load", epilog="Example: matchbell event load my-event.toml --dry-run")
def event_load(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="An event file, or the name of one that comes with us.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change and whom it concerns, and change nothing.")
    ] = False,
) -> None:
    """Load an event, or bring a loaded one up to date, also while the bot is running: what was agreed is kept, and
    everybody concerned gets one message.
    """
    settings = context.obj.settings()
    from bot.commands import events

    raise typer.Exit(events.load(settings, file, dry_run=dry_run))


def main() -> None:
    """Run a command; exit with a code that says how it went, and no traceback for what its user can mend."""
    os.umask(0o077)  # what we write holds personal data: databases, backups
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last one to catch it
        sys.exit(_failed(error))


def _failed(error: Exception) -> int:
    import traceback

    from bot.logs import Redactor

    token = os.environ.get("MATCHBELL_TOKEN", "")
    redact = Redactor([token] if token else [])
    explained = explain(error)
    if explained is not None:
        typer.secho(redact(explained[0]), err=True)
        return explained[1]
    typer.echo(redact("".join(traceback.format_exception(error))), err=True)
    typer.echo("This is a fault of Matchbell itself. Please report it with the lines above.", err=True)
    return ExitCode.BUG


if __name__ == "__main__":
    main()
