"""The README names only what is there: files, pictures, commands, targets, options, settings, exit codes, addresses."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
import typer.main

from bot.__main__ import app
from bot.commands.failures import ExitCode
from bot.config import Settings
from bot.views.help import command_list
from bot.views.words import Words

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = sorted({*re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README), *re.findall(r'<img src="([^"]+)"', README)})
LINKS = sorted({target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target})
ROOMS = ("bot", "handlers", "storage", "tests", "docs", ".ci")
NOT_OURS = {"/newbot", "/livez", "/readyz", "/metrics", "/api"}  # BotFather's command, and paths of our own pages
LARGEST = 200_000  # bytes of a picture


def _code() -> list[str]:
    """What stands between backticks, and each line of the shell's and the service's blocks."""
    fenced = re.findall(r"```(?:sh|ini)\n(.*?)```", README, re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in fenced for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))


def _paths() -> list[str]:
    """Names that stand for files and folders of this project."""
    named = {code for code in _code() if re.fullmatch(r"[\w./-]+", code) and code.split("/")[0] in ROOMS}
    return sorted(named - {"bot/locales/xx"})


def _called(program: str) -> list[tuple[str, ...]]:
    """The words after `program` wherever it is called in the README's code."""
    calls = (re.search(rf"(?:^|[/ ]){program} (.+)$", code) for code in _code())
    return sorted({tuple(call.group(1).split()) for call in calls if call})


@pytest.mark.parametrize("path", _paths())
def test_every_file_and_folder_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("target", [*LINKS, *PICTURES])
def test_every_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_is_a_small_png(picture: str) -> None:
    content = (ROOT / picture).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) in {(1440, 900), (390, 844)}
    assert len(content) < LARGEST


def test_every_picture_kept_is_shown() -> None:
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "pictures").iterdir()}
    assert kept == set(PICTURES)


@pytest.mark.parametrize("words", _called("matchbell"), ids=" ".join)
def test_every_command_named_is_one_of_matchbells(words: tuple[str, ...]) -> None:
    group = typer.main.get_command(app)
    for word in words:
        commands: dict[str, object] = getattr(group, "commands", {})
        if not commands:
            break
        assert word in commands, f"matchbell {' '.join(words)}"
        group = commands[word]  # type: ignore[assignment]


@pytest.mark.parametrize("words", _called("make"), ids=" ".join)
def test_every_target_named_is_in_the_makefile(words: tuple[str, ...]) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert words[0] in targets


def test_the_options_of_a_rehearsal_are_all_there_and_no_others() -> None:
    rehearse = typer.main.get_command(app).commands["rehearse"]  # type: ignore[attr-defined]
    real = {option for parameter in rehearse.params for option in parameter.opts}
    told = set(re.findall(r"^\| `(--[a-z]+)", README, re.MULTILINE))
    assert told == real
    assert set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", README)) <= options(typer.main.get_command(app))


def options(command: object) -> set[str]:
    """The options of a command and of all under it."""
    own = {option for parameter in getattr(command, "params", ()) for option in parameter.opts}
    return own.union(*(options(one) for one in getattr(command, "commands", {}).values()))


def test_the_exit_codes_are_the_real_ones() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert told == {code.value for code in ExitCode}


def test_every_setting_named_exists() -> None:
    settings = Settings()
    for section, key in re.findall(r"`([a-z]+)\.([a-z_]+)(?: = [^`]*)?`", README):
        if section in Settings.model_fields:
            assert hasattr(getattr(settings, section), key), f"{section}.{key}"
    for name in re.findall(r"`MATCHBELL__(\w+)__(\w+)`", README):
        assert hasattr(getattr(settings, name[0].lower()), name[1].lower())


def test_the_commands_in_the_chat_are_all_told_and_no_others() -> None:
    from zoneinfo import ZoneInfo

    from bot.domain.people import Role

    real = {f"/{name}" for name, _ in command_list(Words("en", ZoneInfo("UTC")), Role.OWNER)}
    told = {word for code in _code() for word in re.findall(r"^/[a-z]+", code)} - NOT_OURS
    assert told == real


def test_nothing_of_any_one_machine_is_told() -> None:
    assert not re.search(r"/home/|/root|/work|/tmp|localhost:|pypi", README)
