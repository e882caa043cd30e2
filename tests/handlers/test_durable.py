"""Conversations in the database; and what they lean on in python-telegram-bot, pinned."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram.ext import ApplicationHandlerStop, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT, Regex

from bot.domain.refusals import Refused
from bot.views.screens import Screen
from handlers.context import Context
from handlers.durable import DurableConversation
from storage.database import Database
from tests.intake.office import an_office, said

WORDS = TEXT & ~COMMAND


def saying(text: str, state: object) -> Callable[[Any, Context], Coroutine[Any, Any, object]]:
    async def callback(update: Any, context: Context) -> object:
        context.draft[text] = update.message.text
        context.show(Screen(text))
        return state

    return callback


def registering(name: str = "registering", command: str = "register", **more: Any) -> DurableConversation:
    async def refuse(update: Any, context: Context) -> int:
        context.draft["country"] = "nowhere"
        raise Refused("no_event")

    async def stop(update: Any, context: Context) -> None:
        context.show(Screen("stopped"))
        raise ApplicationHandlerStop(DurableConversation.END)

    return DurableConversation(
        name,
        entry_points=[MessageHandler(Regex(f"^{command}$"), saying("your name?", "name"))],
        states={
            "name": [MessageHandler(WORDS & ~Regex("^stop$"), saying("your country?", 2))],
            2: [MessageHandler(Regex("^bad$"), refuse), MessageHandler(WORDS, saying("done", DurableConversation.END))],
        },
        fallbacks=[MessageHandler(Regex("^stop$"), stop)],
        **more,
    )


def test_python_telegram_bot_keeps_states_where_this_expects_them() -> None:
    source = inspect.getsource(ConversationHandler)
    plain: ConversationHandler[Any] = ConversationHandler([], {}, [])
    assert plain._conversations == {}
    assert "_conversations" in ConversationHandler.__slots__
    for used in (
        "state = self._conversations.get(key)",
        "del self._conversations[key]",
        "self._conversations[key] = new_state",
        "if key in self._conversations:",
        "if state is None or self.allow_reentry:",
    ):
        assert used in source, used
    others = source.count("self._conversations") - source.count("self._conversations.get(key)")
    assert others == 11, "python-telegram-bot uses the states elsewhere now: look at what it does with them"


async def test_a_conversation_goes_from_state_to_state_and_ends(both_databases: Database) -> None:
    async with an_office(both_databases, [registering()]) as office:
        await office.take(said(1, "register"))
        assert await office.states(1) == {"registering": "name"}
        await office.take(said(1, "Ann"))
        assert await office.states(1) == {"registering": 2}
        await office.take(said(1, "Lithuania"))
        assert await office.states(1) == {}
        assert await office.texts() == ["your name?", "your country?", "done"]


async def test_a_conversation_goes_on_in_a_new_process(both_databases: Database) -> None:
    async with an_office(both_databases, [registering()]) as office:
        await office.take(said(1, "register"), said(1, "Ann"))
    async with an_office(both_databases, [registering()]) as office:
        await office.take(said(1, "Lithuania"))
        assert await office.texts() == ["your name?", "your country?", "done"]


async def test_two_quick_answers_are_taken_in_two_states(both_databases: Database) -> None:
    async with an_office(both_databases, [registering()]) as office:
        await office.take(said(1, "register"), said(1, "Ann"), said(1, "Lithuania"))
        assert await office.texts() == ["your name?", "your country?", "done"]


async def test_users_in_one_transaction_have_each_their_own_state(both_databases: Database) -> None:
    async with an_office(both_databases, [registering()]) as office:
        await office.take(said(1, "register"), said(2, "register"))
        await office.take(said(1, "Ann"), said(3, "register"))
        assert await office.states(1) == {"registering": 2}
        assert await office.states(2) == {"registering": "name"}
        assert await office.states(3) == {"registering": "name"}


async def test_a_refusal_leaves_the_conversation_where_it_was(database: Database) -> None:
    async with an_office(database, [registering()]) as office:
        await office.take(said(1, "register"), said(1, "Ann"), said(1, "bad"))
        assert await office.states(1) == {"registering": 2}
        assert "not chosen an event" in (await office.texts())[-1]
        await office.take(said(1, "Lithuania"))
        assert (await office.texts())[-1] == "done"


async def test_the_entry_point_begins_again_in_the_middle(database: Database) -> None:
    async with an_office(database, [registering()]) as office:
        await office.take(said(1, "register"), said(1, "Ann"), said(1, "register"))
        assert await office.states(1) == {"registering": "name"}


async def test_without_reentry_the_entry_point_is_no_way_in_from_the_middle(database: Database) -> None:
    async with an_office(database, [registering(allow_reentry=False)]) as office:
        await office.take(said(1, "register"), said(1, "Ann"), said(1, "register"))
        assert await office.states(1) == {}
        assert (await office.texts())[-1] == "done"  # taken as the answer


async def test_who_begins_another_conversation_leaves_the_first(database: Database) -> None:
    async with an_office(database, [registering("meeting", "meet"), registering()]) as office:
        await office.take(said(1, "register"), said(1, "meet"))
        assert await office.states(1) == {"meeting": "name"}


async def test_cancel_ends_any_conversation(database: Database) -> None:
    async with an_office(database, [registering()]) as office:
        await office.take(said(1, "register"), said(1, "/cancel"))
        assert await office.states(1) == {}
        assert "Stopped" in (await office.texts())[-1]
        await office.take(said(1, "/cancel"))
        assert "nothing to stop" in (await office.texts())[-1]


async def test_a_handler_that_stops_all_others_can_still_end_the_conversation(database: Database) -> None:
    async with an_office(database, [registering()]) as office:
        await office.take(said(1, "register"), said(1, "stop"))
        assert await office.states(1) == {}
        assert (await office.texts())[-1] == "stopped"


async def test_a_state_that_json_cannot_keep_fails_at_once(database: Database) -> None:
    odd = DurableConversation("odd", [CommandHandler("odd", saying("odd", (1, 2)))], {(1, 2): []}, [])
    async with an_office(database, [odd]) as office:
        await office.take(said(1, "/odd"))
        assert "TypeError" in (await office.inbox())[0]["reason"]


def test_conversations_are_not_nested_and_their_handlers_block() -> None:
    with pytest.raises(ValueError, match="nested"):
        DurableConversation("outer", [registering()], {}, [])
    with pytest.raises(ValueError, match="blocks"):
        DurableConversation("outer", [CommandHandler("x", saying("x", 1), block=False)], {}, [])
