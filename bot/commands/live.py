"""``run`` and ``migrate``."""

from __future__ import annotations

import typer

from bot.commands.failures import CommandFault
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.logs import configure_logs
from storage.migrating import level
from storage.migrating import migrate as bring_up

WITHOUT_ONE = (
    "there is no bot token. Talk to @BotFather in Telegram (/newbot), then put the token into the environment:\n"
    "  export MATCHBELL_TOKEN=123456:ABC...\n"
    "or into a file that MATCHBELL_TOKEN_FILE names. Without a token you can rehearse: matchbell rehearse"
)


def run(settings: Settings) -> int:
    """Serve people until told to stop."""
    if settings.telegram.token is None:
        raise CommandFault(WITHOUT_ONE)
    from bot import app  # noqa: PLC0415 - everything: only once it is sure to be needed
    from bot.commands import serving  # noqa: PLC0415

    configure_logs(settings.log, settings.secrets())
    try:
        return run_to_end(serving.run(settings))
    except app.TokenRefused as error:
        raise CommandFault(str(error)) from None


def migrate(settings: Settings) -> int:
    """Bring the database to this version's level."""

    async def work() -> None:
        url = settings.database.url
        before = await level(url)
        after = await bring_up(url)
        if before.current == after.current:
            typer.echo(f"The database is at the newest level already ({after.current}).")
        else:
            typer.echo(f"The database went from {before.current or 'empty'} to level {after.current}.")

    run_to_end(work())
    return 0
