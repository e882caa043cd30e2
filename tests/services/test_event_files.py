"""An event file is read whole or refused with everything that is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.services.event_files import BUILT_IN, EventFaults, EventFile, find_event_file, read_event_file
from bot.toml_files import UnreadableFile, key_lines, read_toml

SMALL = """
slug = "small"
name = "Small fair"
city = "Vilnius"
country = "LT"
timezone = "Europe/Vilnius"
days = [2022-03-26, 2022-03-27]
contact = "desk@example.org"

[registration]
opens = 2022-02-01T09:00:00
closes = 2022-03-20T18:00:00

[rules]
bell_minutes = [15]

[consent]
version = "1"
text = { en = "We keep your name." }

[[sessions]]
key = "plenary"
title = "Plenary"
kind = "plenary"
day = 2022-03-26
starts = "09:00"
ends = "10:00"

[[blocks]]
key = "morning"
day = 2022-03-26
starts = "10:00"
ends = "12:00"
slot_minutes = 20
gap_minutes = 5

[[blocks]]
key = "noon"
day = 2022-03-26
starts = "12:00"
ends = "13:00"
slot_minutes = 30

[[tables]]
zone = "Amber"
first = 1
last = 4

[[tables]]
first = 5
last = 6

[rooms]
count = 2
link = "https://meet.example.org/{number}"

[[topics]]
key = "food"
labels = { en = "Food", lt = "Maistas" }

[[topics]]
key = "energy"
labels = { en = "Energy" }
"""


def _read(folder: Path, text: str) -> EventFile:
    path = folder / "event.toml"
    path.write_text(text, encoding="utf-8")
    return read_event_file(path)


def _faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(EventFaults) as raised:
        _read(folder, text)
    return [str(fault) for fault in raised.value.faults]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    file = _read(tmp_path, SMALL)
    assert [block.key for block in file.blocks] == ["morning", "noon"]
    assert file.rules.quota_open_requests == 10


def test_every_event_that_comes_with_us_is_sound() -> None:
    files = sorted(BUILT_IN.glob("*.toml"))
    assert [file.stem for file in files] == ["vilnius-2022"]
    for path in files:
        assert read_event_file(path).slug == path.stem


def test_the_vilnius_event_says_what_was_announced() -> None:
    file = read_event_file(find_event_file("vilnius-2022"))
    assert [str(day) for day in file.days] == ["2022-04-26", "2022-04-27"]
    assert (file.city, file.country, file.timezone) == ("Vilnius", "LT", "Europe/Vilnius")
    assert file.contact == "clustersmeetregions@clustercollaboration.eu"
    assert str(file.registration.closes) == "2022-04-14 23:59:00+02:00"
    assert sum(t.last - t.first + 1 for t in file.tables) == 25
    assert len({t.zone for t in file.tables}) == 3
    assert file.rooms is not None
    assert file.rooms.count >= 100
    assert all(topic.labels.get("lt") for topic in file.topics)
    assert set(file.consent.text) == {"en", "lt"}


def test_a_built_in_event_is_found_by_name_and_a_path_is_left_alone(tmp_path: Path) -> None:
    assert find_event_file("vilnius-2022") == find_event_file("vilnius-2022.toml") == BUILT_IN / "vilnius-2022.toml"
    assert find_event_file(str(tmp_path / "vilnius-2022.toml")) == tmp_path / "vilnius-2022.toml"
    assert find_event_file("atlantis-2022") == Path("atlantis-2022")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "days = [2022-03-26, 2022-03-27]",
            "days = [2022-03-27, 2022-03-26]",
            "line 7: days[2] = 2022-03-26; expected days in order",
        ),
        (
            "days = [2022-03-26, 2022-03-27]",
            "days = [2022-03-26, 2022-03-26]",
            "days[2] = 2022-03-26; expected each day once",
        ),
        (
            "days = [2022-03-26, 2022-03-27]",
            'days = ["26 March"]',
            "days[1] = '26 March'; expected a date without quotes",
        ),
        ("days = [2022-03-26, 2022-03-27]", "days = []", "days"),
        ('slug = "small"', 'slug = "Small Fair"', "slug = 'Small Fair'; expected up to 48 small letters"),
        ('slug = "small"', "", "slug is missing; expected a value"),
        ('name = "Small fair"', 'name = ""', "line 3: name = ''; expected one line"),
        ('country = "LT"', 'country = "EU"', "line 5: country = 'EU'; expected the two capital letters"),
        ('country = "LT"', 'country = "lt"', "country = 'lt'"),
        ("Europe/Vilnius", "Europe/Wilno", "timezone = 'Europe/Wilno'; expected a time zone's name"),
        ("desk@example.org", "desk at example.org", "contact = 'desk at example.org'; expected an e-mail"),
        (
            "opens = 2022-02-01T09:00:00",
            "opens = 2022-03-20T19:00:00",
            "registration.closes = 2022-03-20 18:00:00; expected a moment after opens",
        ),
        (
            "closes = 2022-03-20T18:00:00",
            "closes = 2022-03-28T00:00:01",
            "registration.closes = 2022-03-28 00:00:01; expected a moment not after",
        ),
        (
            "closes = 2022-03-20T18:00:00",
            "closes = 2022-03-20",
            "registration.closes = 2022-03-20; expected a date and time",
        ),
        ("closes = 2022-03-20T18:00:00", "closes = 2022-03-27T03:30:00", "the clocks in Europe/Vilnius skip this hour"),
        (
            "bell_minutes = [15]",
            "bell_minutes = [15, 15]",
            "rules.bell_minutes = [15, 15]; expected up to five different",
        ),
        ("bell_minutes = [15]", "bell_minutes = [3]", "rules.bell_minutes[1] = 3"),
        (
            "bell_minutes = [15]",
            'closed_type_pairs = [["investor", "investors"]]',
            "rules.closed_type_pairs[1][2] = 'investors'; expected attendee types: cluster",
        ),
        ("bell_minutes = [15]", 'closed_type_pairs = [["investor"]]', "rules.closed_type_pairs[1]"),
        ("bell_minutes = [15]", 'digest_evening = "25:00"', "rules.digest_evening = '25:00'; expected a time of day"),
        ("bell_minutes = [15]", "quota_open_request = 3", "did you mean quota_open_requests?"),
        (
            'text = { en = "We keep your name." }',
            'text = { lt = "x" }',
            "consent.text = { lt }; expected a text in English",
        ),
        ('kind = "plenary"', 'kind = "party"', "sessions[1].kind = 'party'; expected 'plenary', 'panel'"),
        (
            'starts = "09:00"\nends = "10:00"',
            'starts = "09:00"\nends = "10:01"',
            "sessions[1].starts = '09:00'; expected a plenary outside block morning",
        ),
        (
            'starts = "09:00"\nends = "10:00"',
            'starts = "09:00"\nends = "08:00"',
            "sessions[1].ends = '08:00'; expected a time after it starts (09:00)",
        ),
        (
            'starts = "09:00"\nends = "10:00"',
            'starts = "9"\nends = "10:00"',
            "sessions[1].starts = '9'; expected a time of day",
        ),
        (
            'starts = "10:00"\nends = "12:00"',
            'starts = "10:00"\nends = "12:01"',
            "blocks[2].starts = '12:00'; expected blocks that do not overlap; morning is 10:00-12:01",
        ),
        (
            "slot_minutes = 30",
            "slot_minutes = 61",
            "blocks[2].slot_minutes = 61; expected at most the block's 60 minutes",
        ),
        ("slot_minutes = 30", "slot_minutes = 0", "blocks[2].slot_minutes = 0; expected greater than or equal to 5"),
        (
            'key = "noon"\nday = 2022-03-26',
            'key = "noon"\nday = 2022-03-28',
            "blocks[2].day = 2022-03-28; expected one of the event's days: 2022-03-26, 2022-03-27",
        ),
        (
            'key = "noon"\nday = 2022-03-26\nstarts = "12:00"\nends = "13:00"',
            'key = "noon"\nday = 2022-03-27\nstarts = "03:15"\nends = "04:30"',
            "blocks[2].starts = '03:15'; expected a time that exists",
        ),
        ('key = "noon"', 'key = "morning"', "blocks[2].key = 'morning'; expected a key of its own"),
        ("first = 5", "first = 4", "tables[2].first = 4; expected each table number once; table 4 is in tables[1] too"),
        ("last = 6", "last = 4", "tables[2].last = 4; expected a number from 5"),
        ("{number}", "room", "rooms.link = 'https://meet.example.org/room'; expected {number} in it"),
        ("https://meet", "htps://meet", "rooms.link = 'htps://meet.example.org/{number}'; expected a link"),
        ("{number}", "{number}/{id}", "expected no other braces than {number}"),
        ('key = "energy"', 'key = "food"', "topics[2].key = 'food'; expected a key of its own"),
        ('{ en = "Energy" }', '{ lt = "Energija" }', "topics[2].labels = { lt }; expected a text in English"),
        (
            '{ en = "Energy" }',
            '{ en = "food" }',
            "topics[2].labels.en = 'food'; expected a label of its own; topic food has the same",
        ),
        ("[rooms]", "[romms]", "romms = { count, link }; expected no such key (did you mean rooms?)"),
    ],
)
def test_each_fault_is_named_with_its_key_value_and_expectation(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in SMALL
    faults = _faults(tmp_path, SMALL.replace(old, new, 1))
    assert any(expected in fault for fault in faults), faults


def test_one_fault_hides_no_other_and_each_has_its_line(tmp_path: Path) -> None:
    text = (
        SMALL.replace('country = "LT"', 'country = "Lithuania"')
        .replace('kind = "plenary"', 'kind = "party"')
        .replace('starts = "12:00"', 'starts = "11:30"')
        .replace("first = 5", "first = 2")
        .replace('key = "energy"', 'key = "food"')
        + 'colour = "green"\n'
    )
    faults = _faults(tmp_path, text)
    lines = text.splitlines()
    assert len(faults) == 6, faults
    for fault, words in zip(faults, ("country", "kind", "starts", "first", "key", "colour"), strict=True):
        number = re.match(r"line (\d+): ", fault)
        assert number, fault
        assert lines[int(number[1]) - 1].startswith(words), fault


def test_an_event_without_any_place_is_refused(tmp_path: Path) -> None:
    start = SMALL.index("[[tables]]")
    text = SMALL[:start] + SMALL[SMALL.index("[[topics]]") :]
    assert any("else no meeting can be held" in fault for fault in _faults(tmp_path, text))


def test_sections_of_the_wrong_kind_are_faults_and_no_crash(tmp_path: Path) -> None:
    for name in (
        "sessions",
        "blocks",
        "tables",
        "rooms",
        "topics",
        "rules",
        "registration",
        "consent",
        "links",
        "days",
    ):
        text = f"{name} = 5\n" + re.sub(rf"(?ms)^(\[\[?{name}\]\]?.*?)(?=^\[|\Z)|^{name} = .*?$", "", SMALL)
        assert any(f"{name} = 5" in fault for fault in _faults(tmp_path, text)), name


def test_sessions_beside_each_other_and_pitches_beside_a_block_are_fine(tmp_path: Path) -> None:
    _read(
        tmp_path,
        SMALL.replace('kind = "plenary"', 'kind = "pitch"').replace(
            'starts = "09:00"\nends = "10:00"', 'starts = "09:00"\nends = "11:00"'
        ),
    )


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"line 4.*\n  4 \| city = Vilnius"):
        _read(tmp_path, SMALL.replace('"Vilnius"', "Vilnius", 1))


def test_key_lines_are_not_fooled_by_texts_and_lists(tmp_path: Path) -> None:
    text = '''a = """
b = 1
[c]
"""
d = [
  "x = 1", # ]
  [1, 2],
]
[e."f.g"]
h.i = '#'
[[j]]
k = 1
[[j]]
k = 2
'''
    lines = key_lines(text)
    assert lines["a",] == 1
    assert ("b",) not in lines
    assert lines["d",] == 5
    assert lines["e", "f.g"] == 9
    assert lines["e", "f.g", "h", "i"] == 10
    assert (lines["j", 0, "k"], lines["j", 1, "k"]) == (12, 14)
    path = tmp_path / "x.toml"
    path.write_text(text)
    assert read_toml(path)[0]["j"][1]["k"] == 2
