"""Reading a TOML file that a person wrote: every fault at once, each with its line, its value and what is expected.

A leaf like ``bot.config``: it imports nothing of ours.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

KeyPath = tuple[str | int, ...]

LONGEST_FILE = 2_000_000  # bytes; a file past that is something else
LONGEST_VALUE = 60  # characters of a faulty value that are shown
HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=\s*""")
PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
OPENS_TEXT = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|[\[\]{}]|#')


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: where (`key`, and the 1-based `line` where known), what is there, what is expected."""

    key: str
    value: str | None  # None: nothing is there
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        what = "is missing" if self.value is None else f"= {self.value}"
        return f"{where}{self.key} {what}; expected {self.expected}"


class FileFaults(Exception):
    """A file, or a set of settings, with everything that is wrong with it."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        self.source = source
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line or 0, fault.key)))
        super().__init__(source)

    def __str__(self) -> str:
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        return "\n".join([f"{self.source}: {count}", *(f"  {fault}" for fault in self.faults)])


class UnreadableFile(Exception):
    """The file cannot be read at all, or is not TOML; the text says why, for the person who wrote it."""


def read_toml(path: Path) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """The file's tree, and the line on which each key stands; UnreadableFile when it is none."""
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path}: this is a folder; expected a TOML file")
        if path.stat().st_size > LONGEST_FILE:
            raise UnreadableFile(f"{path}: larger than {LONGEST_FILE // 1_000_000} MB; expected a TOML file")
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path}: not text in UTF-8 (byte {error.start}); save it as UTF-8") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return read_toml_text(text, str(path))


def read_toml_text(text: str, source: str) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """The same for a text that is at hand; `source` names it in what is said of its faults."""
    if len(text) > LONGEST_FILE:
        raise UnreadableFile(f"{source}: larger than {LONGEST_FILE // 1_000_000} MB; expected a TOML file")
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text), key_lines(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(f"{source}: not valid TOML: {error}{_shown_line(text, str(error))}") from None
    except RecursionError:
        raise UnreadableFile(f"{source}: brackets nested too deep") from None


def _shown_line(text: str, message: str) -> str:
    found = re.search(r"at line (\d+)", message)
    lines = text.splitlines()
    if not found or int(found[1]) > len(lines):
        return ""
    return f"\n  {found[1]} | {lines[int(found[1]) - 1][:100]}"


def key_lines(text: str) -> dict[KeyPath, int]:
    """The 1-based line of every table header and of every key that begins a line."""
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    inside = ""  # the quotes of a text that goes on over lines
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        rest = line
        if not inside and depth == 0:
            if header := HEADER.match(line):
                table = _indexed(_parts(header[2]), counts, new=header[1] == "[[")
                lines.setdefault(table, number)
                continue
            if key := KEY.match(line):
                path = table
                for part in _parts(key[1]):
                    path = (*path, part)
                    lines.setdefault(path, number)
                rest = line[key.end() :]
        inside, depth = _after(rest, inside, depth)
    return lines


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in PART.findall(dotted)]


def _indexed(parts: list[str], counts: dict[KeyPath, int], *, new: bool) -> KeyPath:
    path: KeyPath = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        if new and position == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _after(rest: str, inside: str, depth: int) -> tuple[str, int]:
    while rest:
        if inside:
            end = rest.find(inside)
            if end < 0:
                return inside, depth
            rest, inside = rest[end + len(inside) :], ""
            continue
        found = OPENS_TEXT.search(rest)
        if found is None or found[0] == "#":
            break
        rest = rest[found.end() :]
        if found[0] in {'"""', "'''"}:
            inside = found[0]
        elif found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth = max(0, depth - 1)
    return inside, depth


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key, or of the nearest table around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def named(path: Iterable[str | int]) -> str:
    """A key as people write it, list items counted from 1: ``blocks[2].slot_minutes``."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def shown(value: object) -> str:
    """A faulty value as one short printable line."""
    if isinstance(value, Mapping):
        text = "{ " + ", ".join(str(key) for key in value) + " }"
    else:
        text = repr(value) if isinstance(value, str) else str(value)
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def faults_of(
    errors: Iterable[ErrorDetails], model: type[BaseModel], lines: Mapping[KeyPath, int], prefix: KeyPath = ()
) -> list[Fault]:
    """pydantic's errors in the words of someone who edits a file."""
    faults = []
    for error in errors:
        path = (*prefix, *(part for part in error["loc"] if part != "[key]"))
        value: str | None = shown(error["input"])
        expected = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        if error["type"] == "missing":
            value, expected = None, "a value"
        elif error["type"] == "extra_forbidden":
            expected = unknown_key(str(path[-1]), known_keys(model, error["loc"][:-1]))
        faults.append(Fault(named(path), value, expected, line_of(lines, path)))
    return faults


def unknown_key(key: str, known: Sequence[str]) -> str:
    """What to say of a key that nobody reads."""
    near = difflib.get_close_matches(key, known, n=1)
    return f"no such key{f' (did you mean {near[0]}?)' if near else ''}; known here: {', '.join(sorted(known))}"


def known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that the table at `location` may have."""
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            found = _model_in(model.model_fields[part].annotation)
            if found is None:
                return []
            model = found
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    # A generic alias such as list[str] is no class, whatever isinstance says of it.
    if get_origin(annotation) is None and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := _model_in(inner):
            return found
    return None
