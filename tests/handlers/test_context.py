"""What a handler shows becomes rows of the outbox: an edit of the tapped message, or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from telegram.ext import MessageHandler
from telegram.ext.filters import TEXT

from bot.domain.refusals import Refused
from bot.views.screens import Attachment, Button, Key, Screen
from bot.views.taps import Tap
from handlers.callbacks import on
from handlers.context import Context
from storage.database import Database
from tests.intake.office import an_office, said, tapped

BUTTONS = {"inline_keyboard": [[{"text": "Go", "callback_data": "ts:go:1"}]]}


@dataclass(frozen=True, slots=True)
class TestTap(Tap):
    __test__: ClassVar[bool] = False
    prefix: ClassVar[str] = "ts"
    act: str
    number: int


def showing(screen: Screen) -> Any:
    async def callback(update: Any, context: Context) -> None:
        context.show(screen, subject="meeting:12")

    return callback


async def test_a_tap_changes_the_tapped_message_and_a_message_gets_a_new_one(both_databases: Database) -> None:
    features = [on(TestTap, showing(Screen("shown"))), MessageHandler(TEXT, showing(Screen("said")))]
    async with an_office(both_databases, features) as office:
        await office.take(tapped(1, "ts:go:1"), said(1, "hello"))
        edit, new = await office.owed()
        assert (edit["action"], edit["target_message_id"], edit["subject"]) == ("edit", 500, "meeting:12")
        assert (new["action"], new["target_message_id"], new["screen"]["text"]) == ("send", None, "said")
        assert [row["lane"] for row in (edit, new)] == [0, 0]


@pytest.mark.parametrize(
    ("screen", "message"),
    [
        (Screen("a file", attachment=Attachment("document", "a.ics", "BEGIN")), {}),
        (Screen("keys", keys=((Key("Send my contact", "contact"),),)), {}),
        (Screen("no keys", remove_keys=True), {}),
        (Screen("under a document"), {"text": None, "document": {"file_id": "f", "file_unique_id": "u"}}),
        (Screen("under one too old to be known"), {"text": None, "date": 0}),
    ],
)
async def test_what_cannot_become_the_tapped_message_is_sent_anew(
    database: Database, screen: Screen, message: dict[str, Any]
) -> None:
    async with an_office(database, [on(TestTap, showing(screen))]) as office:
        tap = tapped(1, "ts:go:1", **message)
        shown = tap["callback_query"]["message"]
        tap["callback_query"]["message"] = {key: value for key, value in shown.items() if value is not None}
        await office.take(tap)
        assert [(row["action"], row["screen"]["text"]) for row in await office.owed()] == [("send", screen.text)]
        assert office.answers[0][1] is None


async def test_buttons_are_taken_off_and_the_words_stay(database: Database) -> None:
    async def forget(update: Any, context: Context) -> None:
        context.forget_keyboard()
        context.send(Screen("and on"))

    async with an_office(database, [on(TestTap, forget)]) as office:
        await office.take(tapped(1, "ts:go:1", reply_markup=BUTTONS, text="1 < 2"))
        owed = await office.owed()
        assert [(row["action"], row["screen"]["text"]) for row in owed] == [("edit", "1 &lt; 2"), ("send", "and on")]
        assert "buttons" not in owed[0]["screen"]


async def test_a_toast_is_the_answer_to_the_tap_and_never_too_long(database: Database) -> None:
    async def toast(update: Any, context: Context) -> None:
        context.toast("x" * 300, alert=True)

    async with an_office(database, [on(TestTap, toast)]) as office:
        await office.take(tapped(1, "ts:go:1", number=90))
        assert office.answers == [("q90", "x" * 199 + "…", True)]


async def test_a_handler_can_take_one_act_of_a_tap_only(database: Database) -> None:
    async def number(update: Any, context: Context) -> None:
        context.send(Screen(str(context.tap(TestTap).number)))

    features = [on(TestTap, number, act="go"), on(TestTap, showing(Screen("any other act")))]
    async with an_office(database, features) as office:
        await office.take(tapped(1, "ts:go:7"), tapped(1, "ts:stay:7"))
        assert await office.texts() == ["7", "any other act"]


async def test_words_are_in_the_phones_language_until_one_is_chosen(database: Database) -> None:
    heard = []

    async def listen(update: Any, context: Context) -> None:
        heard.append(context.words.language)
        context.draft["language"] = "en"

    async with an_office(database, [MessageHandler(TEXT, listen)]) as office:
        for _ in range(2):
            update = said(1, "labas")
            update["message"]["from"]["language_code"] = "lt"
            await office.take(update)
        assert heard == ["lt", "en"]


async def test_refusals_of_a_tap_are_a_box_and_of_a_message_a_screen(database: Database) -> None:
    async def who(update: Any, context: Context) -> None:
        raise Refused("organisers_only")

    button = Screen("x", ((Button("Go", TestTap("go", 1).pack()),),))
    assert button.buttons
    async with an_office(database, [on(TestTap, who), MessageHandler(TEXT, who)]) as office:
        await office.take(tapped(1, "ts:go:1"), said(1, "hello"))
        assert [(text is not None and "the organisers" in text, alert) for _, text, alert in office.answers] == [
            (True, True)
        ]
        assert ["the organisers" in text for text in await office.texts()] == [True]


async def test_a_refusal_with_a_way_on_is_a_screen_also_for_a_tap(database: Database) -> None:
    async def who(update: Any, context: Context) -> None:
        context.send(Screen(context.person.name))

    async with an_office(database, [on(TestTap, who)]) as office:
        await office.take(tapped(1, "ts:go:1"))
        assert ["not registered" in text for text in await office.texts()] == [True]
