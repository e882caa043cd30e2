"""Reading the settings: defaults, then the file, then ``MATCHBELL__SECTION__KEY`` from the environment.

Secrets never stand in the file: the token comes from ``MATCHBELL_TOKEN`` or a file of its own, the webhook's from
``MATCHBELL_WEBHOOK_SECRET`` or a file of its own.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.tree import PASSWORD, Settings
from bot.toml_files import Fault, FileFaults, KeyPath, faults_of, line_of, named, read_toml, unknown_key

PREFIX = "MATCHBELL__"
TOKEN_SHAPE = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}")
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram allows 1 to 256; short ones can be guessed
LARGEST_SECRET_FILE = 4096


class ConfigFaults(FileFaults):
    """The settings with everything that is wrong with them."""


SECRETS: dict[KeyPath, tuple[str, str, re.Pattern[str]]] = {
    ("telegram", "token"): ("MATCHBELL_TOKEN", "a bot token as BotFather gives it (123456:ABC...)", TOKEN_SHAPE),
    ("webhook", "secret"): (
        "MATCHBELL_WEBHOOK_SECRET",
        "16 to 256 letters, digits, _ and - (make one with: openssl rand -hex 32)",
        SECRET_SHAPE,
    ),
}


def load_settings(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Defaults, then the file, then the environment; ConfigFaults with every fault, UnreadableFile if it is no TOML.

    No file named: none is read. Relative paths inside are taken from the folder in which the process was started.
    """
    raw, lines = read_toml(path) if path else ({}, {})
    faults: list[Fault] = []
    faults += _secrets_in_file(raw, lines)
    sources = _from_environment(raw, environ, faults)
    for where, (variable, expected, shape) in SECRETS.items():
        _fill_secret(raw, where, variable, expected, shape, environ, faults, lines)
    settings: Settings | None = None
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        faults += faults_of(error.errors(include_url=False, include_context=False), Settings, lines)
    if settings is not None:
        faults += [Fault(named(key), None, expected, line_of(lines, key)) for key, expected in _together(settings)]
    if faults or settings is None:
        named_faults = [_with_variable(fault, sources) for fault in faults]
        raise ConfigFaults(str(path) if path else "the environment", named_faults) from None
    return settings


def _secrets_in_file(raw: dict[str, Any], lines: Mapping[KeyPath, int]) -> list[Fault]:
    faults = []
    for (section, key), (variable, _, _) in ((tuple(map(str, path)), rest) for path, rest in SECRETS.items()):
        part = raw.get(section)
        if isinstance(part, dict) and part.pop(key, None) is not None:
            expected = (
                f"no {key} in this file, which is easily copied or committed by mistake: put it into the environment "
                f"as {variable}, or into a file of its own, readable by you alone, named by {section}.{key}_file"
            )
            faults.append(Fault(f"{section}.{key}", "(hidden)", expected, line_of(lines, (section, key))))
    return faults


def _from_environment(raw: dict[str, Any], environ: Mapping[str, str], faults: list[Fault]) -> dict[str, str]:
    sources = {}
    known = [*(variable for variable, _, _ in SECRETS.values()), "MATCHBELL_CONFIG"]
    known += [f"{name}_FILE" for name in known[:-1]]
    for variable, text in sorted(environ.items()):
        if not variable.startswith(PREFIX):
            near = difflib.get_close_matches(variable, known, n=1, cutoff=0.85)
            if near and variable not in known and variable.startswith("MATCH"):
                faults.append(Fault(variable, "(hidden)", f"no such variable; did you mean {near[0]}?"))
            continue
        path = tuple(variable.removeprefix(PREFIX).lower().split("__"))
        if path in SECRETS:
            faults.append(Fault(variable, "(hidden)", f"no such variable; the {path[1]} goes into {SECRETS[path][0]}"))
        elif path[0] not in Settings.model_fields or (len(path) == 1) != (path[0] == "organisers") or len(path) > 2:
            faults.append(Fault(variable, "(hidden)", unknown_key(path[0], list(Settings.model_fields))))
        else:
            sources[".".join(path)] = variable
            _put(raw, path, _parsed(text) if path == ("organisers",) else text)
    return sources


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _put(raw: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    if len(path) == 1:
        raw[path[0]] = value
        return
    part = raw.setdefault(path[0], {})
    if isinstance(part, dict):  # a section that is no table is a fault of its own
        part[path[1]] = value


def _fill_secret(
    raw: dict[str, Any],
    where: KeyPath,
    variable: str,
    expected: str,
    shape: re.Pattern[str],
    environ: Mapping[str, str],
    faults: list[Fault],
    lines: Mapping[KeyPath, int],
) -> None:
    section, key = str(where[0]), str(where[1])
    part = raw.setdefault(section, {})
    if not isinstance(part, dict):
        return
    file_key = f"{key}_file"
    if environ.get(f"{variable}_FILE"):
        part[file_key] = environ[f"{variable}_FILE"]
    text, source, line = environ.get(variable, "").strip(), variable, None
    if not text and isinstance(part.get(file_key), str):
        source, line = f"{section}.{file_key}", line_of(lines, (section, file_key))
        try:
            with Path(part[file_key]).open("rb") as opened:
                text = opened.read(LARGEST_SECRET_FILE).decode("utf-8", "replace").strip()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "no file name"
            faults.append(Fault(source, part[file_key], f"a file that can be read ({why})", line))
            return
        if not text:
            faults.append(Fault(source, part[file_key], f"a file that holds {expected}; this one is empty", line))
            return
    if text and not shape.fullmatch(text):
        faults.append(Fault(source, "(hidden)", expected, line))
    elif text:
        part[key] = text


def _together(settings: Settings) -> list[tuple[KeyPath, str]]:
    found: list[tuple[KeyPath, str]] = []
    if settings.telegram.intake == "webhook":
        if settings.webhook.url is None:
            found.append((("webhook", "url"), 'the public https:// address, because telegram.intake is "webhook"'))
        elif not settings.webhook.url.startswith("https://") and settings.telegram.api_url.startswith("https://"):
            found.append((("webhook", "url"), "an address that begins with https://, Telegram knocks at no other"))
        if settings.webhook.secret is None:
            found.append(
                (("webhook", "secret"), "a secret in MATCHBELL_WEBHOOK_SECRET, so that only Telegram is heard")
            )
    sending = settings.sending
    if sending.longest_retry_seconds < sending.first_retry_seconds:
        found.append(
            (("sending", "longest_retry_seconds"), f"at least first_retry_seconds ({sending.first_retry_seconds})")
        )
    if sending.lease_seconds <= sending.answer_seconds + sending.connect_seconds:
        needed = sending.answer_seconds + sending.connect_seconds
        found.append((("sending", "lease_seconds"), f"more than connect_seconds + answer_seconds ({needed})"))
    return found


def _with_variable(fault: Fault, sources: Mapping[str, str]) -> Fault:
    """A fault of a value from the environment names its variable and no line; no fault shows a secret."""
    if fault.value is not None:
        hidden = TOKEN_SHAPE.sub("(hidden)", PASSWORD.sub(r"\1***\2", fault.value))
        fault = replace(fault, value=hidden)
    if fault.key in sources:
        fault = replace(fault, key=f"{sources[fault.key]} ({fault.key})", line=None)
    return fault
