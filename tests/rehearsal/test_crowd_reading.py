"""The crowd's vocabulary, held against the words that the bot really says."""

from __future__ import annotations

import ast
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.crowd import ENGLISH
from bot.rehearsal.crowd.kinds import Key, Kind
from bot.rehearsal.crowd.vocabulary import Seen

VILNIUS = ZoneInfo("Europe/Vilnius")
VIEWS = Path(__file__).parents[2] / "bot" / "views"
MET = ("registration", "people", "meetings", "reminders.py", "menu.py", "agenda.py", "fallback.py")
# Words that a crowd of participants does not come across, or reads without having to understand them.
NOT_MET = re.compile(
    r"Announce|Open the private chat|Show it|See the profile|Start anew|I agree, but change something first|"
    r"Languages|About me|The event's time, .*|"
    r"Ask the organisers|Desk|Programme|Questions|Reminders|Settings|Statistics|When I am free|"
    r"Name|Type|Country|Days|"
    r"Offers|Needs|Organisation|any time|a former participant|not there|in the hall|online|no news|Remove it|"
    r"time follows|"
    r"Cluster organisation|Business|Research|Investor|Public authority|Support organisation|Register for \{event\}|"
    r"The privacy notice has changed.*|Nothing agreed yet.*"
)


def read(text: str, *rows: list[str]) -> Seen:
    """A message as the crowd sees it."""
    keyboard = [[{"text": label, "callback_data": "x"} for label in row] for row in rows]
    message = {"message_id": 7, "text": text, "reply_markup": {"inline_keyboard": keyboard}}
    return ENGLISH.read(message, VILNIUS, 2022)


def labels() -> list[str]:
    """Every button label in the views that participants meet, with plausible values in its fields."""
    found: set[str] = set()
    for name in MET:
        path = VIEWS / name
        for file in [path] if path.is_file() else sorted(path.glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "plain":
                    text = node.args[0]
                    if isinstance(text, ast.Constant) and not NOT_MET.fullmatch(str(text.value)):
                        found.add(str(text.value).replace("{name}", "Ann").replace("{n}", "3").replace("{day}", "Tue"))
    return sorted(found)


@pytest.mark.parametrize("label", labels())
def test_every_button_of_the_bot_means_something_to_the_crowd(label: str) -> None:
    (button,) = read("whatever", [label]).buttons
    assert button.key is not Key.OTHER, f"{label!r}: add it to bot/rehearsal/crowd/english.py"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Šarūnas O’Neil would like to meet you\nAcme · Business", Kind.REQUESTED, "Šarūnas O’Neil"),
        ("Ann suggests another time\n", Kind.COUNTERED, "Ann"),
        ("⏳ Ann is waiting for your answer", Kind.NUDGED, "Ann"),
        ("✅ Your request to Ann is sent\n\n🕙 Any time that suits you both", Kind.SENT, "Ann"),
        ("Waiting for the answer of Ann", Kind.AWAITED, "Ann"),
        ("✅ Agreed: you meet Ann", Kind.AGREED, "Ann"),
        ("Meeting with Ann", Kind.MEETING, "Ann"),
        ("Ann cannot meet you this time", Kind.THEY_DECLINED, "Ann"),
        ("❌ Cancelled: your meeting with Ann", Kind.THEY_CANCELLED, "Ann"),
        ("❌ Ann cannot come: your meeting is cancelled", Kind.THEY_CANCELLED, "Ann"),
        ("Cancelled: meeting with Ann", Kind.CANCELLED, "Ann"),
        ("Declined: meeting with Ann\n\nThere is a newer message about this below.", Kind.OVERTAKEN, None),
        ("Continued below.", Kind.OVERTAKEN, None),
        ("Is this a time, or your note?\n“Wed 10:50”", Kind.TIME_OR_NOTE, None),
        ("No answer from Ann: your request has expired", Kind.NO_ANSWER, "Ann"),
        ("🔔 In 15 minutes: Ann\n📍 Table 4, Amber zone\n🕙 Wed 27 April, 10:00–10:20", Kind.BELL, "Ann"),
        ("🔔 In 15 minutes: Pitching\n📍 Stage", Kind.SESSION_BELL, None),
        ("23 people\nTap a name, or type one.", Kind.PEOPLE, None),
        ("Buongiorno a tutti", Kind.UNKNOWN, None),
    ],
)
def test_a_screen_is_known_by_its_words(text: str, kind: Kind, name: str | None) -> None:
    seen = read(text)
    assert (seen.kind, seen.name) == (kind, name)


def test_time_and_place_are_read_as_the_events_clock_shows_them() -> None:
    seen = read(
        "✅ Agreed: you meet Ann\n🕙 Wed 27 April, 10:25–10:45 Vilnius time\n🕙 09:25–09:45 your time\n"
        "📍 Virtual room 12: https://meet.example.org/12"
    )
    assert seen.time is not None
    assert seen.time.starts_at == datetime(2022, 4, 27, 10, 25, tzinfo=VILNIUS)
    assert seen.time.ends_at == datetime(2022, 4, 27, 10, 45, tzinfo=VILNIUS)
    assert seen.place == "Virtual room 12"


def test_a_name_in_a_right_to_left_script_is_read_without_the_marks_around_it() -> None:
    assert read("\u2068דנה כהן\u2069 would like to meet you").name == "דנה כהן"


def test_the_person_on_a_button_is_known_by_name() -> None:
    seen = read("3 people\n", ["🇱🇹 Rūta Girvelaitė · Rugmana klasteris"], ["❗ Ann Bo · Wed 27 April, 10:00"])
    assert [(button.key, button.name) for button in seen.buttons] == [
        (Key.PERSON, "Rūta Girvelaitė"),
        (Key.TO_ANSWER, "Ann Bo"),
    ]


def test_a_refusal_is_told_from_words_that_nobody_understands() -> None:
    assert ENGLISH.read_toast("That time is no longer free. Choose another one.").kind is Kind.REFUSED
    assert ENGLISH.read_toast("Šis laikas užimtas.").kind is Kind.UNKNOWN
