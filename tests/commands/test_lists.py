"""Lists out of an event, and people from a sheet into it, at the command line."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.commands.test_command_line import Matchbell, matchbell

__all__ = ["matchbell"]


def test_people_of_a_sheet_are_added_once_and_come_out_again(matchbell: Matchbell, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,organisation,type,country\nOna,Looms,business,LT\n,Nobody,business,LT\n", "utf-8")
    assert matchbell("event", "load", "vilnius-2022")[0] == 0
    code, words = matchbell("import", "vilnius-2022", str(people), "--dry-run")
    assert code == 0
    assert "1 new, 0 there already" in words
    assert "row 3, name: missing" in words
    assert "Nothing was changed" in words
    assert "Added 1" in matchbell("import", "vilnius-2022", str(people))[1]
    assert "0 new, 1 there already" in matchbell("import", "vilnius-2022", str(people))[1]
    code, words = matchbell("export", "vilnius-2022", str(tmp_path / "lists"), "--what", "attendees")
    assert code == 0
    (file,) = (tmp_path / "lists").iterdir()
    assert [row[1].value for row in load_workbook(file)["attendees"].iter_rows()] == ["name", "Ona"]


def test_a_sheet_without_its_headings_and_an_unknown_event_are_faults_of_the_user(
    matchbell: Matchbell, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", "utf-8")
    matchbell("event", "load", "vilnius-2022")
    code, words = matchbell("import", "vilnius-2022", str(wrong))
    assert (code, "headings are missing" in words) == (2, True)
    code, words = matchbell("export", "nowhere", str(tmp_path))
    assert (code, "no event is called nowhere" in words) == (2, True)
