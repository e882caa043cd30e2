"""``matchbell timetable --instance``: what it writes, what it says, and its exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.failures import ExitCode

GOOD = """nBusiness = 3; nMeetings = 3; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 1, |2, 3, 3, |1, 3, 2|];
"""
Matchbell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def matchbell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Matchbell]:
    """Call the command: its exit code, and what it said on each stream."""
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o022)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["matchbell", "timetable", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(left.value.code or 0), said.out, said.err

    yield call
    os.umask(mask)


def test_a_proof_is_written_and_told(matchbell: Matchbell, tmp_path: Path) -> None:
    Path("good.dzn").write_text(GOOD)
    code, out, _ = matchbell("--instance", "good.dzn", "--json", "proof.json")
    held = json.loads(Path("proof.json").read_text())
    assert code == ExitCode.OK
    assert out.startswith("optimal in ")
    assert (held["status"], held["objective"], held["bound"]) == ("optimal", 1, 1)
    assert sorted(held["assignment"]) in ([1, 2, 3], [1, 2, 4], [2, 3, 4], [1, 3, 4])
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".json" or path.name[0] == "."] == ["proof.json"]


def test_infeasible_is_an_answer_and_no_fault(matchbell: Matchbell) -> None:
    Path("full.dzn").write_text(GOOD.replace("nTotalSlots = 4", "nTotalSlots = 2"))
    code, out, err = matchbell("--instance", "full.dzn", "--json", "-")
    held = json.loads(out)
    assert code == ExitCode.OK
    assert held["status"] == "infeasible"
    assert not {"assignment", "objective"} & held.keys()
    assert held["reason"] in err


def test_without_json_it_only_tells(matchbell: Matchbell) -> None:
    Path("good.dzn").write_text(GOOD)
    code, out, _ = matchbell("--instance", "good.dzn")
    assert (code, "1 break" in out) == (ExitCode.OK, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "faulty.dzn: no such file"),
        (GOOD.replace("|2, 3, 3", "|2, 9, 3"), "faulty.dzn: line 2: requested: meeting 2: participant 9"),
    ],
)
def test_a_faulty_file_is_named_and_nothing_is_written(matchbell: Matchbell, text: str | None, said: str) -> None:
    if text is not None:
        Path("faulty.dzn").write_text(text)
    code, _, err = matchbell("--instance", "faulty.dzn", "--json", "proof.json")
    assert (code, said in err) == (ExitCode.USAGE, True)
    assert not Path("proof.json").exists()


def test_where_the_proof_cannot_be_written_it_says_so(matchbell: Matchbell) -> None:
    Path("good.dzn").write_text(GOOD)
    code, _, err = matchbell("--instance", "good.dzn", "--json", "nowhere/proof.json")
    assert (code, "nowhere/proof.json: its folder does not exist" in err) == (ExitCode.USAGE, True)
    Path("folder").mkdir()
    code, _, err = matchbell("--instance", "good.dzn", "--json", "folder")
    assert (code, "folder" in err) == (ExitCode.ENVIRONMENT, True)


def test_without_python_sat_it_says_what_to_install(matchbell: Matchbell, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("good.dzn").write_text(GOOD)
    for name in [name for name in sys.modules if name.split(".")[0] == "pysat"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pysat", None)
    code, _, err = matchbell("--instance", "good.dzn")
    assert (code, "pip install 'matchbell[timetable]'" in err) == (ExitCode.ENVIRONMENT, True)
