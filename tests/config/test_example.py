"""config.example.toml and the tree of settings say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.config import OrganiserSettings, Settings, load_settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
UNSET = re.compile(r"^# (\w+) = (.+)$")


def _settings_and_defaults() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for section, field in Settings.model_fields.items():
        if section == "organisers":
            found |= {f"organisers.{key}": None for key in OrganiserSettings.model_fields}
            continue
        part = field.default
        for key, inner in type(part).model_fields.items():
            if "SecretStr" not in str(inner.annotation):
                found[f"{section}.{key}"] = getattr(part, key)
    return found


def _documented() -> tuple[dict[str, Any], dict[str, str]]:
    text = EXAMPLE.read_text(encoding="utf-8")
    given = {f"{section}.{key}": value for section, part in tomllib.loads(text).items() for key, value in part.items()}
    unset, section = {}, ""
    for line in text.splitlines():
        if header := re.match(r"^(?:# )?\[?\[(\w+)\]\]?$", line):
            section = header[1]
        elif found := UNSET.match(line):
            unset[f"{section}.{found[1]}"] = found[2]
    return given, unset


def test_every_setting_is_documented_with_its_default_and_nothing_else_is() -> None:
    given, unset = _documented()
    wanted = _settings_and_defaults()
    assert not set(given) & set(unset)
    assert set(given) | set(unset) == set(wanted)
    assert {key: value for key, value in wanted.items() if value is not None} == given
    assert all(value is None for key, value in wanted.items() if key in unset)


def test_every_setting_has_its_reason_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"^(# )?\w+ = ", line) and "organisers" not in " ".join(lines[max(0, number - 4) : number]):
            assert lines[number - 1].startswith("# "), line
            assert len(lines[number - 1] + lines[number - 2]) > 40, line


def test_the_example_is_a_sound_configuration_equal_to_the_defaults() -> None:
    assert load_settings(EXAMPLE, {}) == Settings()


def test_the_example_stays_sound_with_every_commented_setting_switched_on(tmp_path: Path) -> None:
    for name in ("token.txt", "webhook-secret.txt"):
        (tmp_path / name).write_text("123456789:" + "A" * 35 if name == "token.txt" else "s" * 32)
    text = re.sub(r"^# (\w+ = .+|\[\[organisers\]\])$", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace('"token.txt"', f'"{tmp_path}/token.txt"').replace('"webhook-', f'"{tmp_path}/webhook-')
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    settings = load_settings(path, {})
    assert settings.organisers[0].event == "vilnius-2022"
    assert settings.webhook.secret == SecretStr("s" * 32)
    assert settings.backup.folder == Path("backups")
