"""The house rules that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for room in ("bot", "handlers", "storage")
    for path in (ROOT / room).rglob("*.py")
    if "versions" not in path.parts
)
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common"}


def _calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=_relative)
def test_only_the_clock_asks_the_machine_for_the_time(path: Path) -> None:
    if _relative(path) == "bot/clock.py":
        return
    asked = {"datetime.now", "datetime.datetime.now", "datetime.utcnow", "time.time", "date.today", "datetime.today"}
    if _relative(path).startswith("bot/rehearsal/"):
        asked -= {"time.time"}  # the stage has a clock of its own where none is given
    assert not asked & set(_calls(ast.parse(path.read_text())))


@pytest.mark.parametrize("path", SOURCES, ids=_relative)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", SOURCES, ids=_relative)
def test_files_stay_short_enough_to_hold_in_mind(path: Path) -> None:
    limit = 420 if path.name == "tables.py" else 300  # "past about 250 lines becomes a folder"
    assert len(path.read_text().splitlines()) <= limit


def test_no_room_is_a_lumber_room() -> None:
    assert not [path for path in SOURCES if path.stem in FORBIDDEN_NAMES or FORBIDDEN_NAMES & set(path.parts)]


def test_the_locked_requirements_name_no_host_and_no_url() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "--index" not in text
        pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pinned
        assert all("==" in line for line in pinned)
        assert text.count("--hash=sha256:") >= len(pinned)
