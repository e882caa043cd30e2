"""Never silence: unknown words, commands and buttons; and politeness in groups."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.views import refusals
from bot.views.words import Words
from storage.database import Database
from tests.intake.office import an_office, said, tapped

ROOT = Path(__file__).parents[2]
GROUP = {"id": -100, "type": "supergroup", "title": "Everybody"}


async def last(database: Database, update: dict[str, Any]) -> tuple[str, bool]:
    """The text said last, and whether buttons lead on."""
    async with an_office(database) as office:
        await office.take(update)
        owed = await office.owed()
        assert len(owed) == 1
        return owed[0]["screen"]["text"], bool(owed[0]["screen"].get("buttons"))


async def test_words_that_nobody_waits_for_get_a_way_on(database: Database) -> None:
    text, buttons = await last(database, said(1, "how are you <b>"))
    assert "did not understand" in text
    assert buttons


async def test_a_picture_that_nobody_waits_for_gets_a_way_on(database: Database) -> None:
    update = said(1, "x")
    del update["message"]["text"]
    update["message"]["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    text, buttons = await last(database, update)
    assert "did not understand" in text
    assert buttons


async def test_an_unknown_command_is_named_and_escaped(database: Database) -> None:
    text, buttons = await last(database, said(1, "/fly<b>now " + "x" * 100))
    assert "/fly&lt;b&gt;now" in text
    assert "xxx" not in text
    assert buttons


@pytest.mark.parametrize("data", ["zz:1", "mn:nowhere", "no colon", "::::"])
async def test_a_button_that_is_not_known_leads_on(database: Database, data: str) -> None:
    text, buttons = await last(database, tapped(1, data))
    assert "too old" in text
    assert buttons


async def test_in_a_group_a_command_gets_one_polite_sentence_and_the_rest_silence(database: Database) -> None:
    async with an_office(database) as office:
        await office.take(said(1, "good morning", chat=GROUP), said(1, "/people", chat=GROUP))
        owed = await office.owed()
        assert [row["chat_id"] for row in owed] == [-100]
        assert "in private" in owed[0]["screen"]["text"]
        assert owed[0]["screen"]["buttons"][0][0]["url"] == "https://t.me/matchbell_bot"


async def test_an_edited_message_is_left_alone(database: Database) -> None:
    update = said(1, "/cancel")
    update["edited_message"] = update.pop("message") | {"edit_date": 1_650_956_500}
    async with an_office(database) as office:
        await office.take(update)
        assert await office.owed() == []
        assert [row["state"] for row in await office.inbox()] == ["done"]


def _codes() -> dict[str, str]:
    """Every code of ``Refused("...")`` in the code, and a file that raises it."""
    found = {}
    for folder in ("bot", "handlers", "storage"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "Refused"
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found[str(node.args[0].value)] = str(file.relative_to(ROOT))
    return found


def test_every_view_module_with_refusals_is_gathered() -> None:
    views = ROOT / "bot" / "views"
    having = [
        f for f in views.rglob("*.py") if re.search(r"^REFUSALS\b.*=", f.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert having
    for file in having:
        first = file.relative_to(views).parts[0].removesuffix(".py")
        assert first == "refusals" or f"bot.views.{first}" in refusals.FEATURES, file


def test_every_refusal_that_the_code_raises_has_words() -> None:
    assert {code: where for code, where in _codes().items() if code not in refusals.gathered()} == {}


def test_a_refusal_without_words_still_says_how_to_go_on() -> None:
    screen = refusals.refused(Words("en", ZoneInfo("UTC")), "never_heard_of", {})
    assert "/menu" in screen.text
    assert refusals.as_toast(screen) == screen.text
