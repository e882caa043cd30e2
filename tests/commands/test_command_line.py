"""The command line as a person meets it: its words and its exit code."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.failures import CommandFault, ExitCode, database_words
from bot.commands.rehearse import parse_moment, parse_speed
from bot.services.event_files import find_event_file, read_event_file

TOKEN = "123456789:AAH-canary_canary_canary_canary_12345"
ROOT = Path(__file__).parents[2]


Matchbell = Callable[..., tuple[int, str]]


@pytest.fixture
def matchbell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Matchbell]:
    """Call the command line in the test's folder: its exit code and what it said."""
    for name in [name for name in os.environ if name.startswith("MATCHBELL")]:
        monkeypatch.delenv(name)
    for name, value in {"COLUMNS": "200", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o022)

    def call(*arguments: str, **environ: str) -> tuple[int, str]:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["matchbell", *arguments])
            for name, value in environ.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as left:
                main()
        captured = capsys.readouterr()
        words = captured.out + captured.err
        assert "Traceback" not in words, words
        assert "canary" not in words
        return int(left.value.code or 0), words

    yield call
    os.umask(mask)


def test_it_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "event", "check", "nothing.toml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.USAGE, "", "nothing.toml: no such file\n")


def test_a_fault_of_ours_is_told_as_such_without_the_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MATCHBELL_TOKEN", TOKEN)

    def broken() -> None:
        raise RuntimeError(f"impossible: {TOKEN}")

    monkeypatch.setattr("bot.__main__.app", broken)
    with pytest.raises(SystemExit) as left:
        main()
    words = capsys.readouterr().err
    assert left.value.code == ExitCode.BUG
    assert "RuntimeError: impossible: [token]" in words
    assert "canary" not in words


def test_help_names_every_command_and_every_exit_code(matchbell: Matchbell) -> None:
    code, words = matchbell("--help")
    assert code == ExitCode.OK
    for command in ("run", "rehearse", "doctor", "migrate", "backup", "restore", "event"):
        assert re.search(rf"^\W*{command} ", words, re.MULTILINE), command
    for exit_code in ExitCode:
        assert re.search(rf"\b{exit_code.value} \w+", words), exit_code


@pytest.mark.parametrize("command", ["run", "rehearse", "doctor", "migrate", "backup", "restore"])
def test_every_command_has_help_with_an_example(matchbell: Matchbell, command: str) -> None:
    code, words = matchbell(command, "--help")
    assert code == 0
    assert "Example: " in words


def test_help_loads_none_of_the_large_parts(tmp_path: Path) -> None:
    script = (
        "import sys, bot.__main__\n"
        "print([name for name in ('telegram', 'sqlalchemy', 'pydantic', 'babel', 'aiohttp') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_an_event_is_checked_loaded_backed_up_and_restored(matchbell: Matchbell, tmp_path: Path) -> None:
    code, words = matchbell("event", "check", "vilnius-2022")
    assert (code, "12 slots in 2 blocks, 25 tables, 100 virtual rooms" in words) == (0, True), words
    assert list(tmp_path.iterdir()) == []
    assert matchbell("event", "load", "vilnius-2022")[0] == 0
    assert (tmp_path / "matchbell.sqlite3").stat().st_mode & 0o077 == 0
    code, words = matchbell("event", "load", "vilnius-2022")
    assert (code, words.startswith("Loaded again")) == (0, True)
    assert matchbell("backup", "b.sqlite3")[0] == 0
    assert matchbell("backup", "b.sqlite3")[0] == ExitCode.USAGE
    assert matchbell("restore", "b.sqlite3")[0] == ExitCode.USAGE
    code, words = matchbell("restore", "b.sqlite3", "--force")
    assert (code, "kept as" in words) == (0, True)
    assert matchbell("migrate")[0] == 0


def test_faults_in_files_are_listed_and_exit_with_2(matchbell: Matchbell, tmp_path: Path) -> None:
    event = tmp_path / "event.toml"
    event.write_text("slug = 'X'\ndays = [2022-04-26]\n")
    code, words = matchbell("event", "check", "event.toml")
    assert code == ExitCode.USAGE
    assert "line 1: slug = 'X'" in words
    assert "blocks is missing" in words
    (tmp_path / "config.toml").write_text(f"[telegram]\ntoken = '{TOKEN}'\n[sendin]\n")
    code, words = matchbell("migrate")
    assert code == ExitCode.USAGE
    assert "config.toml: 2 faults" in words
    assert "MATCHBELL_TOKEN" in words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["event", "check", "nothing.toml"], "no such file"),
        (["event", "check", "."], "folder"),
        (["--config", "nothing.toml", "migrate"], "no such file"),
        (["run"], "BotFather"),
        (["nonsense"], "No such command"),
        (["backup"], "Missing argument"),
        (["backup", "x.sqlite3"], "no database to back up"),
        (["backup", "none/x.sqlite3"], "does not exist"),
        (["restore", "none.sqlite3"], "no such file"),
        (["rehearse", "--speed", "fast"], "expected max"),
        (["rehearse", "--at", "tomorrow"], "such as"),
        (["rehearse", "--port", "99999"], "65535"),
        (["rehearse", "--event", "atlantis"], "no such file"),
    ],
)
def test_a_slip_is_answered_in_a_sentence(matchbell: Matchbell, arguments: list[str], said: str) -> None:
    code, words = matchbell(*arguments)
    assert code == ExitCode.USAGE, words
    assert said in words


def test_what_the_machine_refuses_exits_with_3(matchbell: Matchbell, tmp_path: Path) -> None:
    for url, said in (
        (f"sqlite:///{tmp_path}/none/x.sqlite3", "folder is missing"),
        ("postgresql://bell:canary@127.0.0.1:1/bell", "is the server running"),
    ):
        code, words = matchbell("migrate", MATCHBELL__DATABASE__URL=url)
        assert code == ExitCode.ENVIRONMENT, words
        assert said in words
    (tmp_path / "text.sqlite3").write_text("no database " * 100)
    url = f"sqlite:///{tmp_path}/text.sqlite3"
    code, words = matchbell("migrate", MATCHBELL__DATABASE__URL=url)
    assert (code, "holds something else" in words) == (ExitCode.ENVIRONMENT, True), words


def test_a_newer_database_is_left_alone(matchbell: Matchbell, tmp_path: Path) -> None:
    assert matchbell("migrate")[0] == 0
    with sqlite3.connect(tmp_path / "matchbell.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for arguments in (["migrate"], ["event", "load", "vilnius-2022"], ["run"]):
        code, words = matchbell(*arguments, MATCHBELL_TOKEN=TOKEN)
        assert (code, "9999" in words) == (ExitCode.ENVIRONMENT, True), words


def test_the_configuration_is_found_here_by_name_or_by_variable(matchbell: Matchbell, tmp_path: Path) -> None:
    for name, arguments, environ in (
        ("config.toml", [], {}),
        ("named.toml", ["--config", "named.toml"], {}),
        ("variable.toml", [], {"MATCHBELL_CONFIG": "variable.toml"}),
    ):
        (tmp_path / name).write_text(f"[database]\nurl = 'sqlite:///{name}.sqlite3'\n")
        assert matchbell(*arguments, "migrate", **environ)[0] == 0
        assert (tmp_path / f"{name}.sqlite3").exists()


def test_the_doctor_exits_with_1_and_names_the_mend(matchbell: Matchbell, tmp_path: Path) -> None:
    code, words = matchbell("doctor")
    assert code == ExitCode.PROMISE
    assert re.search(r"^failure +token: there is none\n +-> .*BotFather", words, re.MULTILINE)
    assert list(tmp_path.iterdir()) == []  # it changes nothing
    (tmp_path / "config.toml").write_text("[log]\nlevel = 'loud'\n")
    code, words = matchbell("doctor")
    assert (code, "log.level = 'loud'" in words) == (ExitCode.PROMISE, True)


def test_a_rehearsal_begins_at_event_time() -> None:
    file = read_event_file(find_event_file("vilnius-2022"))
    assert parse_moment("2022-04-26 08:30", file).isoformat() == "2022-04-26T05:30:00+00:00"
    for wrong in ("2022-03-27 03:30", "26.04.2022", "", "2022-13-01 10:00"):
        with pytest.raises(CommandFault):
            parse_moment(wrong, file)


def test_a_speed_is_a_number_or_max() -> None:
    assert (parse_speed("max"), parse_speed("60"), parse_speed("0"), parse_speed("0.5")) == ("max", 60.0, 0.0, 0.5)
    for wrong in ("-1", "nan", "inf", "fast", ""):
        with pytest.raises(CommandFault):
            parse_speed(wrong)


def test_the_databases_own_words_are_explained() -> None:
    assert "another program" in database_words("database is locked")
    assert database_words("something\n else") == "something else"
