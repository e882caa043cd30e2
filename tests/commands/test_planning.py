"""The timetable of an event at the command line: worked out, shown, written, published."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands.test_command_line import Matchbell, matchbell

__all__ = ["matchbell"]

PEOPLE = "name,organisation,type,country\nOna,Looms,business,LT\nBo,Foods,business,LT\nCy,Mills,business,LV\n"


@pytest.fixture
def agreed(matchbell: Matchbell, tmp_path: Path) -> sqlite3.Connection:
    """Three people, each with the other two, agreed and without a time."""
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, "utf-8")
    assert matchbell("event", "load", "vilnius-2022")[0] == 0
    assert matchbell("import", "vilnius-2022", str(people))[0] == 0
    file = next(tmp_path.rglob("*.sqlite3"))
    database = sqlite3.connect(file, isolation_level=None)
    # The event is long over: as if it were to come.
    database.execute("UPDATE slots SET starts_at = starts_at + 3153600000000000, ends_at = ends_at + 3153600000000000")
    ids = [row[0] for row in database.execute("SELECT id FROM attendees ORDER BY id")]
    event = database.execute("SELECT id FROM events").fetchone()[0]
    moments = [row[0] for row in database.execute("SELECT DISTINCT starts_at FROM slots")]
    days = {datetime.fromtimestamp(moment / 1_000_000, UTC).date().isoformat() for moment in moments}
    database.execute("UPDATE attendees SET modes = ?", (json.dumps(dict.fromkeys(days, "onsite")),))
    for one, two in ((0, 1), (0, 2), (1, 2)):
        database.execute(
            "INSERT INTO meetings (event_id, requester_id, guest_id, status, created_at, changed_at)"
            " VALUES (?, ?, ?, 'accepted', 0, 0)",
            (event, ids[one], ids[two]),
        )
    return database


def test_what_was_typed_wrong_is_said(matchbell: Matchbell, tmp_path: Path) -> None:
    code, words = matchbell("timetable")
    assert (code, "name an event or a file" in words) == (2, True)
    code, words = matchbell("timetable", "nowhere", "--instance", "x.dzn")
    assert (code, "name an event or a file" in words) == (2, True)
    matchbell("event", "load", "vilnius-2022")
    code, words = matchbell("timetable", "nowhere")
    assert (code, "no event is called nowhere" in words) == (2, True)
    code, words = matchbell("timetable", "vilnius-2022", "--keep", "most")
    assert (code, "few, free or all" in words) == (2, True)
    there = tmp_path / "there.json"
    there.write_text("{}", "utf-8")
    code, words = matchbell("timetable", "vilnius-2022", "--json", str(there))
    assert (code, "is there already" in words) == (2, True)
    code, words = matchbell("timetable", "vilnius-2022", "--json", str(tmp_path / "nowhere" / "plan.json"))
    assert (code, "its folder does not exist" in words) == (2, True)
    code, words = matchbell("timetable", "vilnius-2022")
    assert (code, "no agreed meeting to place" in words) == (0, True)


def test_a_timetable_is_shown_written_and_published(
    matchbell: Matchbell, agreed: sqlite3.Connection, tmp_path: Path
) -> None:
    out = tmp_path / "plan.json"
    code, words = matchbell("timetable", "vilnius-2022", "--work", "50", "--json", str(out))
    assert code == 0, words
    assert "3 agreed meetings (3 without a time)" in words
    assert "Nobody has been told" in words
    plan = json.loads(out.read_text("utf-8"))
    assert (plan["summary"]["of"], plan["summary"]["new"], len(plan["moves"])) == (3, 3, 15)
    assert agreed.execute("SELECT count(*) FROM meetings WHERE status = 'accepted'").fetchone() == (3,)
    code, words = matchbell("timetable", "vilnius-2022", "--work", "50", "--all", "--publish")
    assert code == 0, words
    assert "Published: 3 have their time" in words
    assert agreed.execute("SELECT count(*) FROM meetings WHERE status = 'scheduled'").fetchone() == (3,)
    acts = agreed.execute("SELECT role, person_id FROM audit WHERE act = 'publish_timetable'").fetchall()
    assert acts == [("organiser", None)]


def test_an_event_that_is_over_has_no_timetable_and_nobody_is_told(
    matchbell: Matchbell, agreed: sqlite3.Connection
) -> None:
    agreed.execute("UPDATE slots SET starts_at = starts_at - 3153600000000000, ends_at = ends_at - 3153600000000000")
    code, words = matchbell("timetable", "vilnius-2022", "--work", "50", "--publish")
    assert (code, "all meeting times have passed" in words) == (2, True)
    assert agreed.execute("SELECT count(*) FROM outbox").fetchone() == (0,)


def test_without_the_engine_the_machine_is_to_blame(
    matchbell: Matchbell, agreed: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_there(*_more: object) -> None:
        raise ModuleNotFoundError("No module named 'numba'")

    assert agreed
    monkeypatch.setattr("bot.services.timetable.work_out", not_there)
    code, words = matchbell("timetable", "vilnius-2022", "--work", "50")
    assert (code, "pip install 'matchbell[timetable]'" in words) == (3, True)
