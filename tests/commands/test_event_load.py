"""Loading an event file again at the command line: what it prints, and what a dry run leaves alone."""

from __future__ import annotations

from pathlib import Path

from bot.commands.events import consequences
from bot.domain.changes import Changes, Effect
from bot.services.event_files import find_event_file
from tests.commands.test_command_line import Matchbell, matchbell

__all__ = ["matchbell"]  # the fixture


def _edited(folder: Path, was: str, now: str) -> str:
    text = find_event_file("vilnius-2022").read_text(encoding="utf-8")
    assert was in text
    path = folder / "edited.toml"
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    return str(path)


def test_loading_again_says_what_changed_and_whom_it_concerns(matchbell: Matchbell, tmp_path: Path) -> None:
    assert matchbell("event", "load", "vilnius-2022")[0] == 0
    code, words = matchbell("event", "load", "vilnius-2022")
    assert code == 0
    assert "Loaded again" in words
    assert "Nothing has changed, and nobody is told anything." in words
    edited = _edited(tmp_path, 'starts = "09:00"\nends = "10:00"', 'starts = "09:15"\nends = "10:00"')
    code, words = matchbell("event", "load", edited)
    assert code == 0
    assert "Opening: 26.04. 09:00-10:00 -> 26.04. 09:15-10:00" in words
    assert "Nobody is concerned" in words


def test_a_dry_run_says_the_same_and_changes_nothing(matchbell: Matchbell, tmp_path: Path) -> None:
    code, words = matchbell("event", "load", "vilnius-2022", "--dry-run")
    assert code == 0
    assert "Would be loaded for the first time" in words
    assert not list(tmp_path.glob("*.sqlite3*"))
    assert matchbell("event", "load", "vilnius-2022")[0] == 0
    edited = _edited(tmp_path, "last = 25", "last = 24")
    code, words = matchbell("event", "load", edited, "--dry-run")
    assert code == 0
    assert "Would be loaded again" in words
    assert "gone: table 25" in words
    assert "Nothing was changed" in words
    code, words = matchbell("event", "load", "vilnius-2022")
    assert "Nothing has changed" in words


def test_a_faulty_file_is_refused_with_its_faults_and_the_code_of_a_fault_in_a_file(
    matchbell: Matchbell, tmp_path: Path
) -> None:
    edited = _edited(tmp_path, "last = 25", "last = 2")
    for arguments in (["event", "load", edited], ["event", "load", edited, "--dry-run"]):
        code, words = matchbell(*arguments)
        assert code == 2
        assert "last" in words


def test_what_it_means_for_people_is_said_in_sentences() -> None:
    effect = Effect(Changes(), people=5, new_place=1, new_time=2, choose=1, requests=1, left=1)
    said = list(consequences(effect))
    assert said[0] == "1 meeting gets another place at the same time."
    assert said[1] == "2 meetings get another time."
    assert said[-1] == "5 people get one message each, with Got it."
