"""Reading an event file: all its faults at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.services.event_files.checks import Parts, check
from bot.services.event_files.models import EventFile
from bot.toml_files import (
    Fault,
    FileFaults,
    KeyPath,
    UnreadableFile,
    faults_of,
    line_of,
    named,
    read_toml,
    read_toml_text,
    shown,
)

BUILT_IN = Path(__file__).parents[2] / "events"
LISTS = {"sessions", "blocks", "tables", "topics"}


class EventFaults(FileFaults):
    """An event file with everything that is wrong with it."""


def find_event_file(name: str) -> Path:
    """The path of an event file: a path as it is, or the name of one that comes with Matchbell (``vilnius-2022``)."""
    path = Path(name)
    built_in = BUILT_IN / f"{name.removesuffix('.toml')}.toml"
    if not path.exists() and path.name == name and built_in.is_file():
        return built_in
    return path


def read_event_file(path: Path) -> EventFile:
    """The event in that file; EventFaults with every fault, UnreadableFile when it is no TOML file at all."""
    return _checked(*read_toml(path), str(path))


def read_event_text(text: str, source: str) -> EventFile:
    """The same for a text that is at hand; `source` names it in what is said of its faults."""
    return _checked(*read_toml_text(text, source), source)


def _checked(raw: dict[str, Any], lines: dict[KeyPath, int], source: str) -> EventFile:
    faults: list[Fault] = []
    whole: EventFile | None = None
    try:
        whole = EventFile.model_validate(raw)
    except ValidationError as error:
        faults += faults_of(error.errors(include_url=False, include_context=False), EventFile, lines)
    for key, value, expected in check(_sound_parts(raw)):
        faults.append(Fault(named(key), None if value is None else shown(value), expected, line_of(lines, key)))
    if faults or whole is None:
        raise EventFaults(source, faults)
    return whole


def _sound_parts(raw: dict[str, Any]) -> Parts:
    found: dict[str, Any] = {}
    for name, field in EventFile.model_fields.items():
        if name not in Parts.__dataclass_fields__ or name not in raw:
            continue
        if name not in LISTS:
            value = _sound(TypeAdapter(field.rebuild_annotation()), raw[name])
            if value is not None:
                found[name] = value
        elif isinstance(raw[name], list):
            item = TypeAdapter(_item_type(name))
            sound = [(position, _sound(item, value)) for position, value in enumerate(raw[name])]
            found[name] = [(position, value) for position, value in sound if value is not None]
    return Parts(**found, places_named="tables" in raw or "rooms" in raw)


def _item_type(name: str) -> Any:
    annotation: Any = EventFile.model_fields[name].annotation
    return annotation.__args__[0]


def _sound(adapter: TypeAdapter[Any], value: Any) -> Any:
    """The part if it is sound, if need be without the keys that are not: they are faults already."""
    try:
        return adapter.validate_python(value, strict=True)
    except ValidationError as error:
        wrong = {entry["loc"][0] for entry in error.errors() if entry["loc"]}
        if not isinstance(value, dict) or not wrong & set(value):
            return None
        return _sound(adapter, {key: inner for key, inner in value.items() if key not in wrong})


__all__ = [
    "BUILT_IN",
    "EventFaults",
    "KeyPath",
    "UnreadableFile",
    "find_event_file",
    "read_event_file",
    "read_event_text",
]
