"""The stage held against the Bot API's own description, where that is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.clock import RunningClock
from bot.rehearsal.botapi import METHODS
from bot.rehearsal.botapi.objects import OBJECTS, OPAQUE, UNIONS
from bot.rehearsal.botapi.reading import Upload, fields
from bot.rehearsal.botapi.signatures import NOT_ACTED_ON, NOT_PLAYED, SIGNATURES
from bot.rehearsal.stage import Stage
from tests.rehearsal.conftest import START, TOKEN, play
from tests.rehearsal.test_methods import BUTTON, PNG

Json = dict[str, Any]
SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "botapi.json"
# In the schema a string may be of one word only; here such a field is declared as ``=word``.
PLAIN: dict[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
    "True": bool,
}

pytestmark = pytest.mark.skipif(
    not SCHEMA.exists(), reason="the Bot API schema is not at hand: the contract is not checked"
)


@pytest.fixture(scope="module")
def schema() -> Json:
    loaded: Json = json.loads(SCHEMA.read_text("utf-8"))
    return loaded


def notation(types: list[str]) -> str:
    def one(kind: str) -> str:
        depth = kind.count("Array of ")
        return "[" * depth + kind.removeprefix("Array of " * depth) + "]" * depth

    return "|".join(one(kind) for kind in types)


def declared(signature: str) -> dict[str, tuple[str, bool]]:
    return {
        field.name: ("String" if field.type.startswith("=") else field.type, field.required)
        for field in fields(signature).values()
    }


def wanted(description: Json) -> dict[str, tuple[str, bool]]:
    return {field["name"]: (notation(field["types"]), field["required"]) for field in description.get("fields", [])}


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_method_takes_exactly_the_parameters_of_the_schema(schema: Json, name: str) -> None:
    assert declared(SIGNATURES[name]) == wanted(schema["methods"][name])


@pytest.mark.parametrize("name", sorted(OBJECTS.keys() - OPAQUE))
def test_every_object_that_is_passed_has_exactly_the_fields_of_the_schema(schema: Json, name: str) -> None:
    assert declared(OBJECTS[name]) == wanted(schema["types"][name])
    for field in schema["types"][name].get("fields", []):
        if len(field.get("enum", [])) == 1 and field["name"] == "type":
            assert fields(OBJECTS[name])["type"].type == f"={field['enum'][0]}"


@pytest.mark.parametrize("name", UNIONS)
def test_every_choice_of_objects_is_one_of_the_schema(schema: Json, name: str) -> None:
    known = set(schema["types"][name]["subtypes"])
    assert set(UNIONS[name]) <= known
    if name != "InputMedia":  # the stage plays photos and documents
        assert set(UNIONS[name]) == known


def test_what_is_known_but_not_acted_on_is_named_and_real() -> None:
    parameters = {name for signature in SIGNATURES.values() for name in fields(signature)}
    assert NOT_PLAYED.keys() | NOT_ACTED_ON <= parameters
    assert not NOT_PLAYED.keys() & NOT_ACTED_ON


class Checker:
    """Validates JSON against the schema's types, all the way down; notes which types it met."""

    def __init__(self, schema: Json) -> None:
        self.types: Json = schema["types"]
        self.met: set[str] = set()

    def check(self, value: Any, kinds: list[str], where: str) -> None:
        faults: list[str] = []
        for kind in kinds:
            try:
                self.check_one(value, kind, where)
            except AssertionError as fault:
                faults.append(str(fault))
            else:
                return
        raise AssertionError(" / ".join(faults))

    def check_one(self, value: Any, kind: str, where: str) -> None:
        if kind.startswith("Array of "):
            assert isinstance(value, list), f"{where}: no array"
            for index, part in enumerate(value):
                self.check_one(part, kind.removeprefix("Array of "), f"{where}[{index}]")
        elif kind in PLAIN:
            assert isinstance(value, PLAIN[kind]), f"{where}: {value!r} is no {kind}"
            assert kind in {"Boolean", "True"} or not isinstance(value, bool), f"{where}: {value!r} is no {kind}"
        else:
            assert isinstance(value, dict), f"{where}: {value!r} is no {kind}"
            self.check_object(value, kind, where)

    def check_object(self, value: Json, kind: str, where: str) -> None:
        description = self.types[kind]
        if "subtypes" in description:
            self.check(value, description["subtypes"], where)
            return
        known = {field["name"]: field for field in description.get("fields", [])}
        unknown = value.keys() - known.keys()
        assert not unknown, f"{where}: {kind} has no {sorted(unknown)}"
        for name, field in known.items():
            if name not in value:
                assert not field["required"], f"{where}: {kind} lacks {name}"
                continue
            if "enum" in field and isinstance(value[name], str):
                assert value[name] in field["enum"], f"{where}.{name}: {value[name]!r}"
            self.check(value[name], field["types"], f"{where}.{name}")
        self.met.add(kind)


def test_everything_that_the_stage_returns_is_shaped_as_the_schema_says(schema: Json) -> None:
    stage = Stage(TOKEN, RunningClock(START, speed=0), strict=False)
    checker = Checker(schema)
    called: set[str] = set()

    def ask(method: str, /, **passed: Any) -> Any:
        result = json.loads(json.dumps(play(stage, method, **passed)))
        checker.check(result, schema["methods"][method]["returns"], method)
        called.add(method)
        return result

    ann = stage.add_person("Ann", "A", username="ann", language_code="lt")
    bo = stage.add_person("Bo")
    for phone in (ann, bo):
        phone.start("vilnius")
    group = stage.add_group("Floor", [ann, bo])
    for method in ("getMe", "getWebhookInfo", "getMyName", "getMyDescription", "getMyShortDescription", "close"):
        ask(method)
    ask("setMyName", name="Bell", language_code="lt")
    ask("setMyDescription", description="d")
    ask("setMyShortDescription", short_description="s")
    ask("setMyCommands", commands=[{"command": "start", "description": "d"}])
    ask("getMyCommands")
    ask("deleteMyCommands")
    ask("setChatMenuButton", chat_id=ann.id, menu_button={"type": "commands"})
    ask("getChatMenuButton", chat_id=ann.id)
    rich = (
        '<b>b</b> <i>i</i> <u>u</u> <s>s</s> <tg-spoiler>x</tg-spoiler> <a href="https://e.lt">l</a> '
        f'<a href="tg://user?id={bo.id}">Bo</a> <code>c</code> <pre><code class="language-py">p</code></pre> '
        '<blockquote>q</blockquote> <tg-emoji emoji-id="5">👍</tg-emoji> '
        '<tg-time unix="1651043700" format="wDT">t</tg-time> /go @ann_a #tag $EUR a@e.lt e.lt'
    )
    every = {
        "inline_keyboard": [
            [{"text": "c", "callback_data": "x", "style": "success"}, {"text": "u", "url": "https://e.lt"}],
            [{"text": "p", "copy_text": {"text": "y"}}, {"text": "w", "web_app": {"url": "https://e.lt"}}],
            [{"text": "s", "switch_inline_query": ""}, {"text": "l", "login_url": {"url": "https://e.lt"}}],
        ]
    }
    text = ask(
        "sendMessage",
        chat_id=ann.id,
        text=rich,
        parse_mode="HTML",
        reply_markup=every,
        link_preview_options={"is_disabled": True},
        reply_parameters={"message_id": ann.messages[0]["message_id"], "quote": "vilnius"},
        protect_content=False,
        message_effect_id="5",
    )
    photo = ask(
        "sendPhoto",
        chat_id=ann.id,
        photo=Upload("p.png", "", PNG),
        caption="<b>c</b>",
        parse_mode="HTML",
        has_spoiler=True,
        show_caption_above_media=True,
    )
    document = ask(
        "sendDocument", chat_id=ann.id, document=Upload("a.ics", "", b"x"), reply_markup=BUTTON, protect_content=True
    )
    ask("sendLocation", chat_id=ann.id, latitude=54.7, longitude=25, horizontal_accuracy=5, live_period=60, heading=1)
    ask("sendContact", chat_id=ann.id, phone_number="+370", first_name="Bo", last_name="B", vcard="x")
    ask("copyMessage", chat_id=bo.id, from_chat_id=ann.id, message_id=photo["message_id"], caption="new")
    ask("forwardMessage", chat_id=bo.id, from_chat_id=ann.id, message_id=text["message_id"])
    ask("editMessageText", chat_id=ann.id, message_id=text["message_id"], text="y")
    ask("editMessageReplyMarkup", chat_id=ann.id, message_id=text["message_id"], reply_markup=BUTTON)
    ask("editMessageCaption", chat_id=ann.id, message_id=photo["message_id"], caption="z")
    media = {"type": "document", "media": document["document"]["file_id"], "caption": "m"}
    ask("editMessageMedia", chat_id=ann.id, message_id=photo["message_id"], media=media)
    ask("pinChatMessage", chat_id=ann.id, message_id=text["message_id"])
    ask("getChat", chat_id=ann.id)
    ask("getChat", chat_id=group.id)
    ask("unpinChatMessage", chat_id=ann.id)
    ask(
        "setMessageReaction", chat_id=ann.id, message_id=text["message_id"], reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    ask("sendChatAction", chat_id=ann.id, action="typing")
    ask("getFile", file_id=document["document"]["file_id"])
    for user_id in (ann.id, bo.id, 1):
        ask("getChatMember", chat_id=group.id, user_id=user_id)
    ask("getChatMember", chat_id=ann.id, user_id=ann.id)
    ask("getChatMemberCount", chat_id=group.id)
    tap = ann.tap(text["message_id"], 0, 0)
    ask("answerCallbackQuery", callback_query_id=tap.query_id, text="x")
    ask("deleteMessage", chat_id=ann.id, message_id=text["message_id"])
    ask("deleteMessages", chat_id=ann.id, message_ids=[photo["message_id"]])
    ann.tap_data(text["message_id"], "stale")
    ann.say("hello @x /y", reply_to_message_id=document["message_id"])
    ann.edit(ann.say("helo")["message_id"], "hello")
    ann.share_contact()
    ann.share_location(1, 2)
    ann.send_photo(PNG, "p /x")
    ann.send_document("a.txt", b"x", caption="d")
    ann.block()
    ann.unblock()
    group.say(ann, "/agenda")
    new = group.migrate()
    new.remove_bot()
    new.add_bot()
    ask("leaveChat", chat_id=new.id)
    ask("getChatMember", chat_id=new.id, user_id=1)
    for chat in (ann.chat, bo.chat, group.chat, new.chat):
        for message in chat.messages:
            checker.check_one(json.loads(json.dumps(message)), "Message", "shown")
    updates = [json.loads(body) for body in play(stage, "getUpdates")]
    checker.check(updates, schema["methods"]["getUpdates"]["returns"], "getUpdates")
    called.add("getUpdates")
    ask("setWebhook", url="http://127.0.0.1:9/hook", secret_token="s", allowed_updates=["message"])
    ask("getWebhookInfo")
    ask("deleteWebhook")
    ask("logOut")
    assert {key for update in updates for key in update} == {
        "update_id",
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    }
    assert called == set(SIGNATURES), "every method is on the tour"
    assert {method.name for method in METHODS.values()} == set(SIGNATURES)
    assert {"Message", "MessageEntity", "CallbackQuery", "ChatMemberBanned", "ChatFullInfo"} <= checker.met
