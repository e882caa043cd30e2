"""A set of matches at the command line: proposed, written, edited, loaded back, made."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.commands.test_command_line import Matchbell, matchbell

__all__ = ["matchbell"]

HEADS = "name,organisation,type,country,offers,needs,email"
SIDES = (("packaging", "food export"), ("food export", "packaging"))


def an_event(matchbell: Matchbell, folder: Path, number: int = 8) -> None:
    """People who offer what the others need."""
    lines = [
        f"Person {n},Org {n},business,LT,{SIDES[n % 2][0]},{SIDES[n % 2][1]},p{n}@example.org" for n in range(number)
    ]
    (folder / "people.csv").write_text("\n".join([HEADS, *lines]) + "\n", "utf-8")
    assert matchbell("event", "load", "vilnius-2022")[0] == 0
    assert f"Added {number}" in matchbell("import", "vilnius-2022", str(folder / "people.csv"))[1]


def test_a_set_is_proposed_written_edited_loaded_and_made_once(matchbell: Matchbell, tmp_path: Path) -> None:
    an_event(matchbell, tmp_path)
    sheet, as_json = tmp_path / "m.csv", tmp_path / "m.json"
    code, words = matchbell(
        "matches", "vilnius-2022", "--at-least", "2", "--at-most", "3", "--csv", str(sheet), "--json", str(as_json)
    )
    assert code == 0, words
    assert "8 have at least 2" in words
    assert "offers" in words
    assert "Nothing was made" in words
    whole = json.loads(as_json.read_text("utf-8"))
    assert whole["numbers"]["matches"] == len(whole["matches"]) >= 8
    code, words = matchbell("matches", "vilnius-2022", "--csv", str(sheet))
    assert (code, "is there already" in words) == (2, True)
    with sheet.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    edited = tmp_path / "edited.csv"
    with edited.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys())
        writer.writeheader()
        writer.writerows([*rows[:3], {**rows[3], "one": "p9@example.org"}, {**rows[4], "priority": "soon"}])
    code, words = matchbell("matches", "vilnius-2022", "--load", str(edited))
    assert code == 2
    assert "row 5, one: nobody at this event is called p9@example.org" in words
    assert "row 6, priority: must, mutual or one_sided, not soon" in words
    assert "2 faults; nothing was made" in words
    with edited.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys())
        writer.writeheader()
        writer.writerows([rows[0], {**rows[1], "after": "2", "priority": "mutual"}])
    assert "Nothing was changed" in matchbell("matches", "vilnius-2022", "--load", str(edited), "--dry-run")[1]
    assert "Made 2 meetings" in matchbell("matches", "vilnius-2022", "--load", str(edited))[1]
    words = matchbell("matches", "vilnius-2022", "--load", str(edited))[1]
    assert "Made 0 meetings" in words
    assert "left out: 2 (a request is open, or the two meet or have met)" in words
    words = matchbell("matches", "vilnius-2022", "--at-least", "2", "--at-most", "3", "--make")[1]
    assert "2 stand already and count" in words
    assert "make the timetable now" in words


def test_faults_of_the_user_are_said_in_a_sentence(matchbell: Matchbell, tmp_path: Path) -> None:
    assert "no event is called nowhere" in matchbell("matches", "nowhere")[1]
    matchbell("event", "load", "vilnius-2022")
    code, words = matchbell("matches", "vilnius-2022", "--at-least", "5", "--at-most", "2")
    assert (code, "is less than" in words) == (2, True)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", "utf-8")
    code, words = matchbell("matches", "vilnius-2022", "--load", str(tmp_path / "bad.csv"))
    assert (code, "row 1, one: this column is missing" in words) == (2, True)
    code, words = matchbell("matches", "vilnius-2022", "--load", str(tmp_path / "none.csv"))
    assert code == 3
    assert "0 meetings proposed for 0 people" in matchbell("matches", "vilnius-2022")[1]
