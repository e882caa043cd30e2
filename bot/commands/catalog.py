"""``catalog``: one file with every text that a translator has to say in another language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import typer
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from bot.commands.failures import CommandFault

ROOT = Path(__file__).parents[2]
ROOMS = ("bot/views", "bot/services", "handlers")  # where sentences are marked
KEYWORDS = {"say": None, "plain": None, "count": (1, 2)}


def catalog(code: str, file: Path) -> int:
    """Write a catalog of `code` with every text; what `file` has translated already is kept."""
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise CommandFault(f"{code} is no language code such as lv or de") from error
    known = _known(code, file)
    plural = get_plural(code)
    made = Catalog(locale=code, project="Matchbell", header_comment="# Matchbell: the words on screen.", fuzzy=False)
    done = 0
    for text, place in marked():
        string = known.get(text if isinstance(text, str) else text[0])
        done += bool(string)
        made.add(text, string or ("" if isinstance(text, str) else ("",) * plural.num_plurals), locations=[place])
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, made, width=120, sort_by_file=True)
    typer.echo(f"{file}: {len(made)} texts, {done} of them translated.")
    return 0


def marked() -> Iterator[tuple[str | tuple[str, ...], tuple[str, int]]]:
    """Every marked text of the code, and where it stands."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            held = io.BytesIO(path.read_bytes())
            for line, text, _comments, _context in extract("python", held, keywords=KEYWORDS):
                if text:
                    yield text if isinstance(text, str) else tuple(text), (str(path.relative_to(ROOT)), line)


def _known(code: str, file: Path) -> dict[str, str | tuple[str, ...] | list[str]]:
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            for message in read_po(opened, locale=code)
            if message.id and message.string
        }
