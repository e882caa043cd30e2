"""Methods of the Bot API: what they do, and how they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import RunningClock
from bot.rehearsal.botapi.reading import Upload
from bot.rehearsal.errors import ApiError, PlayError
from bot.rehearsal.stage import Phone, Stage
from tests.rehearsal.conftest import TOKEN, play

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08\x08\x02\0\0\0"
BUTTON = {"inline_keyboard": [[{"text": "Accept", "callback_data": "a:1"}]]}


def refusal(stage: Stage, method: str, /, **passed: Any) -> str:
    with pytest.raises(ApiError) as refused:
        play(stage, method, **passed)
    return f"{refused.value.code} {refused.value.description}"


def test_a_message_comes_back_as_telegram_shapes_it(stage: Stage, ann: Phone) -> None:
    message = play(stage, "sendMessage", chat_id=ann.id, text="<b>Hi</b>", parse_mode="HTML", reply_markup=BUTTON)
    assert message == {
        "message_id": 1,
        "from": {"id": 1, "is_bot": True, "first_name": "Matchbell", "username": "matchbell_bot"},
        "chat": {
            "id": ann.id,
            "first_name": "Ann",
            "last_name": "Ąžuolė",
            "username": "ann_a",
            "type": "private",
        },
        "date": 1651039200,
        "text": "Hi",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
        "reply_markup": BUTTON,
    }
    assert ann.last == message
    assert ann.unread == 1


@pytest.mark.parametrize(
    ("passed", "complaint"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 5000001}, "message text is empty"),
        ({"chat_id": 5000001, "text": ""}, "message text is empty"),
        ({"chat_id": 5000001, "text": "  \n "}, "text must be non-empty"),
        ({"chat_id": 5000001, "text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"chat_id": 404, "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"chat_id": 5000001, "text": "x", "colour": "red"}, 'unknown parameter "colour"'),
        ({"chat_id": 5000001, "text": 5}, 'can\'t parse parameter "text": String expected'),
        ({"chat_id": 5000001, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": True, "text": "x"}, 'can\'t parse parameter "chat_id": Integer expected'),
        (
            {"chat_id": 5000001, "text": "x", "protect_content": "maybe"},
            'can\'t parse parameter "protect_content": Boolean expected',
        ),
        (
            {"chat_id": 5000001, "text": "x", "reply_markup": "{"},
            'can\'t parse parameter "reply_markup": JSON-serialized value expected',
        ),
        ({"chat_id": 5000001, "text": "x", "reply_markup": []}, "object expected as reply markup"),
        (
            {"chat_id": 5000001, "text": "x", "entities": [{"type": "bold"}]},
            'can\'t find field "offset" in "entities[0]" (MessageEntity)',
        ),
        ({"chat_id": 5000001, "text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"chat_id": 5000001, "text": "x", "message_thread_id": 3}, "message thread not found"),
        ({"chat_id": 5000001, "text": "x", "business_connection_id": "b"}, "business connection not found"),
    ],
)
def test_a_faulty_send_is_refused_with_a_reason(
    stage: Stage, ann: Phone, passed: dict[str, Any], complaint: str
) -> None:
    assert refusal(stage, "sendMessage", **passed) == f"400 Bad Request: {complaint}"
    assert ann.messages == []


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "can't parse inline keyboard button: Button text must be non-empty"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "ą" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        ({"text": "x", "url": "ftp://e.lt"}, "inline keyboard button URL 'ftp://e.lt' is invalid: Wrong HTTP URL"),
        (
            {"text": "x", "web_app": {"url": "http://e.lt"}},
            "inline keyboard button Web App URL 'http://e.lt' is invalid: Only HTTPS links are allowed",
        ),
        ({"text": "x", "copy_text": {"text": "y" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "callback_data": "y", "style": "pink"},
            "can't parse inline keyboard button: Invalid button style specified",
        ),
        (
            {"text": "x", "callback_data": "y", "url": "https://e.lt"},
            "can't parse inline keyboard button: Exactly one of the optional fields must be used (url, callback_data)",
        ),
        (
            {"text": "x", "colour": "y"},
            'unknown field "colour" in "reply_markup.inline_keyboard[0][0]" (InlineKeyboardButton)',
        ),
    ],
)
def test_a_faulty_button_is_refused(stage: Stage, ann: Phone, button: dict[str, Any], complaint: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert (
        refusal(stage, "sendMessage", chat_id=ann.id, text="x", reply_markup=markup) == f"400 Bad Request: {complaint}"
    )


def test_keyboards_at_the_limits_pass_and_beyond_are_refused(stage: Stage, ann: Phone) -> None:
    rows = [[{"text": str(n), "callback_data": "x" * 64}] for n in range(101)]
    play(stage, "sendMessage", chat_id=ann.id, text="x", reply_markup={"inline_keyboard": rows[:100]})
    complaint = refusal(stage, "sendMessage", chat_id=ann.id, text="x", reply_markup={"inline_keyboard": rows})
    assert complaint == "400 Bad Request: reply markup is too long"
    message = play(stage, "sendMessage", chat_id=ann.id, text="x", reply_markup={"inline_keyboard": []})
    assert "reply_markup" not in message


def test_a_reply_keyboard_stays_under_the_input_until_it_is_removed(stage: Stage, ann: Phone) -> None:
    keyboard = {"keyboard": [["Yes", {"text": "My number", "request_contact": True}]], "resize_keyboard": True}
    play(stage, "sendMessage", chat_id=ann.id, text="?", reply_markup=keyboard)
    assert ann.reply_keyboard is not None
    assert ann.reply_keyboard["keyboard"][0] == [{"text": "Yes"}, {"text": "My number", "request_contact": True}]
    assert "reply_markup" not in ann.last
    ann.press("Yes")
    with pytest.raises(PlayError, match="no button"):
        ann.press("No")
    assert ann.reply_keyboard is not None
    play(stage, "sendMessage", chat_id=ann.id, text="ok", reply_markup={"remove_keyboard": True})
    assert ann.reply_keyboard is None


def test_a_one_time_keyboard_goes_after_one_press(stage: Stage, ann: Phone) -> None:
    keyboard = {"keyboard": [["Yes"]], "one_time_keyboard": True, "input_field_placeholder": "?"}
    play(stage, "sendMessage", chat_id=ann.id, text="?", reply_markup=keyboard)
    ann.say("something else")
    assert ann.reply_keyboard == keyboard | {"keyboard": [[{"text": "Yes"}]]}
    ann.press("Yes")
    assert not ann.chat.reply_keyboard
    complaint = refusal(
        stage, "sendMessage", chat_id=ann.id, text="?", reply_markup={**keyboard, "input_field_placeholder": ""}
    )
    assert complaint == "400 Bad Request: INPUT_FIELD_PLACEHOLDER_INVALID"


def test_a_phone_that_blocked_the_bot_answers_403_until_it_unblocks(stage: Stage, ann: Phone) -> None:
    sent = play(stage, "sendMessage", chat_id=ann.id, text="x")
    ann.block()
    ann.block()
    blocked = "403 Forbidden: bot was blocked by the user"
    assert refusal(stage, "sendMessage", chat_id=ann.id, text="x") == blocked
    assert refusal(stage, "editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="y") == blocked
    assert refusal(stage, "sendChatAction", chat_id=ann.id, action="typing") == blocked
    with pytest.raises(PlayError, match="blocked"):
        ann.say("hello")
    ann.unblock()
    play(stage, "sendMessage", chat_id=ann.id, text="x")
    bodies = [waiting.body.decode() for waiting in stage.updates]
    assert len(bodies) == 2
    assert '"new_chat_member":{"user":{"id":1' in bodies[0]
    assert '"status":"kicked","until_date":0' in bodies[0].split("new_chat_member")[1]
    assert '"status":"member"' in bodies[1].split("new_chat_member")[1]


def test_a_deleted_account_is_deactivated_for_the_bot(stage: Stage, ann: Phone) -> None:
    ann.delete_account()
    assert refusal(stage, "sendMessage", chat_id=ann.id, text="x") == "403 Forbidden: user is deactivated"
    with pytest.raises(PlayError, match="deleted"):
        ann.start()


def test_a_bot_cannot_write_first(stage: Stage) -> None:
    bo = stage.add_person("Bo")
    assert refusal(stage, "sendMessage", chat_id=bo.id, text="x") == "400 Bad Request: chat not found"
    stage.add_group("Floor", [bo])
    complaint = "403 Forbidden: bot can't initiate conversation with a user"
    assert refusal(stage, "sendMessage", chat_id=bo.id, text="x") == complaint
    bo.start("vilnius")
    play(stage, "sendMessage", chat_id=bo.id, text="x")
    assert bo.messages[0]["text"] == "/start vilnius"
    assert bo.messages[0]["from"]["language_code"] == "en"
    with pytest.raises(PlayError, match="payload"):
        bo.start("no spaces")


def test_an_edit_that_changes_nothing_is_an_error(stage: Stage, ann: Phone, clock: RunningClock) -> None:
    sent = play(stage, "sendMessage", chat_id=ann.id, text="<b>x</b>", parse_mode="HTML", reply_markup=BUTTON)
    where = {"chat_id": ann.id, "message_id": sent["message_id"]}
    same = {**where, "text": " *x* ", "parse_mode": "MarkdownV2", "reply_markup": BUTTON}
    assert refusal(stage, "editMessageText", **same) == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert "message is not modified" in refusal(stage, "editMessageReplyMarkup", **where, reply_markup=BUTTON)
    clock.advance(60)
    edited = play(stage, "editMessageText", **where, text="x")
    assert edited["edit_date"] == sent["date"] + 60
    assert "reply_markup" not in edited
    assert "entities" not in edited
    assert ann.last == edited


def test_what_cannot_be_edited_is_refused(stage: Stage, ann: Phone) -> None:
    own = ann.say("mine")
    text = play(stage, "sendMessage", chat_id=ann.id, text="x")["message_id"]
    document = play(stage, "sendDocument", chat_id=ann.id, document=Upload("a.ics", "", b"x"))["message_id"]
    where = {"chat_id": ann.id}
    cases = [
        ("editMessageText", {"message_id": 99, "text": "y"}, "message to edit not found"),
        ("editMessageText", {"message_id": own["message_id"], "text": "y"}, "message can't be edited"),
        ("editMessageText", {"message_id": document, "text": "y"}, "there is no text in the message to edit"),
        ("editMessageCaption", {"message_id": text, "caption": "y"}, "there is no caption in the message to edit"),
        ("editMessageText", {"text": "y"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": text}, "message text is empty"),
    ]
    for method, passed, complaint in cases:
        assert refusal(stage, method, **where, **passed) == f"400 Bad Request: {complaint}"


def test_documents_and_pictures_are_kept_and_can_be_sent_again_by_id(stage: Stage, ann: Phone) -> None:
    sent = play(
        stage,
        "sendDocument",
        chat_id=ann.id,
        document=Upload("día.ics", "x/y", b"BEGIN"),
        caption="<i>c</i>",
        parse_mode="HTML",
    )
    assert sent["document"]["file_name"] == "día.ics"
    assert sent["document"]["mime_type"] == "text/calendar"
    assert sent["document"]["file_size"] == 5
    assert (sent["caption"], sent["caption_entities"]) == ("c", [{"type": "italic", "offset": 0, "length": 1}])
    again = play(stage, "sendDocument", chat_id=ann.id, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]
    photo = play(stage, "sendPhoto", chat_id=ann.id, photo=Upload("p.png", "", PNG), has_spoiler=True)
    assert (photo["photo"][0]["width"], photo["photo"][0]["height"]) == (16, 8)
    assert refusal(stage, "sendPhoto", chat_id=ann.id, photo=sent["document"]["file_id"]).endswith("Document as Photo")
    assert refusal(stage, "sendPhoto", chat_id=ann.id, photo=Upload("p", "", b"no")).endswith("IMAGE_PROCESS_FAILED")
    assert refusal(stage, "sendDocument", chat_id=ann.id, document="AAAA").endswith(
        "wrong file identifier/HTTP URL specified"
    )
    assert refusal(stage, "sendDocument", chat_id=ann.id, document="http://e.lt/x").endswith(
        "failed to get HTTP URL content"
    )
    assert refusal(stage, "sendDocument", chat_id=ann.id, document=Upload("a", "", b"")).endswith(
        "file must be non-empty"
    )
    too_long = refusal(stage, "sendDocument", chat_id=ann.id, document=Upload("a", "", b"x"), caption="x" * 1025)
    assert too_long.endswith("message caption is too long")
    path = play(stage, "getFile", file_id=sent["document"]["file_id"])["file_path"]
    stored = stage.files.at(path)
    assert stored is not None
    assert stored.content == b"BEGIN"


def test_a_message_can_be_copied_forwarded_answered_and_deleted(stage: Stage, ann: Phone, clock: RunningClock) -> None:
    bo = stage.add_person("Bo", started=True)
    said = ann.say("hello /help")
    copy = play(stage, "copyMessage", chat_id=bo.id, from_chat_id=ann.id, message_id=said["message_id"])
    assert copy == {"message_id": bo.last["message_id"]}
    assert bo.last["entities"] == said["entities"]
    forward = play(stage, "forwardMessage", chat_id=bo.id, from_chat_id=ann.id, message_id=said["message_id"])
    assert forward["forward_origin"] == {"type": "user", "sender_user": ann.user, "date": said["date"]}
    reply = play(
        stage,
        "sendMessage",
        chat_id=ann.id,
        text="hi",
        reply_parameters={"message_id": said["message_id"], "quote": "hello"},
    )
    assert reply["reply_to_message"]["text"] == "hello /help"
    assert reply["quote"] == {"text": "hello", "position": 0, "is_manual": True}
    assert play(stage, "deleteMessage", chat_id=ann.id, message_id=reply["message_id"])
    assert refusal(stage, "deleteMessage", chat_id=ann.id, message_id=reply["message_id"]).endswith(
        "message to delete not found"
    )
    assert play(stage, "deleteMessages", chat_id=bo.id, message_ids=[copy["message_id"], 999])
    clock.advance(48 * 3600)
    complaint = refusal(stage, "deleteMessage", chat_id=bo.id, message_id=forward["message_id"])
    assert complaint == "400 Bad Request: message can't be deleted for everyone"


def test_a_callback_query_is_answered_once_and_in_time(clock: RunningClock) -> None:
    seconds = [0.0]
    stage = Stage(TOKEN, clock, callback_life=30, real_time=lambda: seconds[0])
    ann = stage.add_person("Ann", started=True)
    sent = play(stage, "sendMessage", chat_id=ann.id, text="x", reply_markup=BUTTON)
    tap = ann.tap(sent["message_id"], 0, 0)
    assert tap.data == "a:1"
    play(stage, "answerCallbackQuery", callback_query_id=tap.query_id, text="done", show_alert=True)
    assert tap.answer == {"text": "done", "show_alert": True, "url": None}
    assert ann.callback_answers[-1]["text"] == "done"
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert refusal(stage, "answerCallbackQuery", callback_query_id=tap.query_id) == too_old
    second = ann.tap(sent["message_id"], 0, 0)
    assert second.query_id != tap.query_id
    seconds[0] = 31
    assert refusal(stage, "answerCallbackQuery", callback_query_id=second.query_id) == too_old
    third = ann.tap(sent["message_id"], 0, 0)
    complaint = refusal(stage, "answerCallbackQuery", callback_query_id=third.query_id, text="x" * 201)
    assert complaint == "400 Bad Request: MESSAGE_TOO_LONG"


def test_a_tap_needs_a_button_and_a_forged_one_is_handed_on_as_it_is(stage: Stage, ann: Phone) -> None:
    sent = play(stage, "sendMessage", chat_id=ann.id, text="x", reply_markup=BUTTON)
    with pytest.raises(PlayError, match="no button"):
        ann.tap(sent["message_id"], 0, 1)
    with pytest.raises(PlayError, match="no message"):
        ann.tap(99, 0, 0)
    play(stage, "deleteMessage", chat_id=ann.id, message_id=sent["message_id"])
    ann.tap_data(sent["message_id"], "forged")
    body = next(iter(stage.updates)).body.decode()
    assert '"data":"forged"' in body
    assert '"date":0' in body
    link = play(
        stage,
        "sendMessage",
        chat_id=ann.id,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "l", "url": "e.lt"}]]},
    )
    tap = ann.tap(link["message_id"], 0, 0)
    assert (tap.query_id, tap.url) == (None, "http://e.lt/")


def test_a_group_hears_of_commands_only_and_moves_to_a_new_id(stage: Stage, ann: Phone) -> None:
    group = stage.add_group("Floor", [ann])
    group.say(ann, "just chatting")
    group.say(ann, "/agenda")
    group.say(ann, "hey @matchbell_bot")
    kinds = [body.decode() for body in stage.updates.take(0, 100)]
    assert len(kinds) == 3
    assert "my_chat_member" in kinds[0]
    new = group.migrate()
    with pytest.raises(ApiError) as moved:
        play(stage, "sendMessage", chat_id=group.id, text="x")
    assert moved.value.body() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert play(stage, "sendMessage", chat_id=new.id, text="x")["chat"]["type"] == "supergroup"
    assert play(stage, "getChatMemberCount", chat_id=new.id) == 2
    contact = {"keyboard": [[{"text": "x", "request_contact": True}]]}
    complaint = refusal(stage, "sendMessage", chat_id=new.id, text="x", reply_markup=contact)
    assert complaint == "400 Bad Request: phone number can be requested in private chats only"
    new.remove_bot()
    kicked = "403 Forbidden: bot was kicked from the supergroup chat"
    assert refusal(stage, "sendMessage", chat_id=new.id, text="x") == kicked
    new.add_bot()
    assert play(stage, "leaveChat", chat_id=new.id)
    assert refusal(stage, "sendMessage", chat_id=new.id, text="x").startswith("403 Forbidden: bot is not a member")


def test_commands_are_shown_by_scope_and_language(stage: Stage, ann: Phone) -> None:
    def commands(word: str, **where: Any) -> None:
        assert play(stage, "setMyCommands", commands=[{"command": word, "description": "d"}], **where)

    assert ann.commands == []
    commands("default")
    assert ann.commands[0]["command"] == "default"
    commands("lithuanian", language_code="lt")
    assert ann.commands[0]["command"] == "lithuanian"
    commands("private", scope={"type": "all_private_chats"})
    assert ann.commands[0]["command"] == "private"
    commands("own", scope={"type": "chat", "chat_id": ann.id})
    assert ann.commands[0]["command"] == "own"
    assert play(stage, "deleteMyCommands", scope={"type": "chat", "chat_id": ann.id})
    assert ann.commands[0]["command"] == "private"
    assert play(stage, "getMyCommands", language_code="lt")[0]["command"] == "lithuanian"
    assert refusal(stage, "setMyCommands", commands=[{"command": "No", "description": "d"}]).endswith(
        "BOT_COMMAND_INVALID"
    )
    assert "invalid language code" in refusal(stage, "setMyCommands", commands=[], language_code="english")


def test_update_ids_rise_by_one_and_are_kept_until_confirmed_or_a_day_old(
    stage: Stage, ann: Phone, clock: RunningClock
) -> None:
    for number in range(5):
        ann.say(str(number))
    assert [b.split(b",")[0] for b in stage.updates.take(0, 2)] == [b'{"update_id":1', b'{"update_id":2']
    assert stage.pending_updates == 5
    assert len(stage.updates.take(3, 100)) == 3
    assert stage.pending_updates == 3
    assert [b.split(b",")[0] for b in stage.updates.take(-1, 100)] == [b'{"update_id":5']
    assert stage.pending_updates == 1
    clock.advance(24 * 3600 + 1)
    assert stage.updates.take(0, 100) == []
    assert stage.counters["updates_expired"] == 1


def test_only_the_kinds_that_were_asked_for_are_put_in_line(stage: Stage, ann: Phone) -> None:
    play(stage, "getUpdates", allowed_updates=["callback_query"])
    ann.say("hello")
    ann.tap_data(ann.messages[0]["message_id"], "x")
    assert stage.pending_updates == 1
    play(stage, "getUpdates", allowed_updates=[])
    ann.say("hello")
    assert stage.pending_updates == 2


def test_people_share_contacts_places_files_and_correct_themselves(stage: Stage, ann: Phone) -> None:
    assert ann.share_contact("+3706")["contact"]["user_id"] == ann.id
    assert "user_id" not in ann.share_contact("+3706", "Someone")["contact"]
    assert ann.share_location(54.7, 25.3)["location"] == {"latitude": 54.7, "longitude": 25.3}
    assert ann.send_document("a.txt", b"x")["document"]["mime_type"] == "text/plain"
    assert ann.send_photo(PNG, "look")["caption"] == "look"
    said = ann.say("tomorow")
    edited = ann.edit(said["message_id"], "tomorrow")
    assert "edit_date" in edited
    assert b'"edited_message"' in stage.updates.take(0, 100)[-1]
    with pytest.raises(PlayError, match="no place on Earth"):
        ann.share_location(91, 0)
    with pytest.raises(PlayError, match="nothing to say"):
        ann.say("\x00\x01")
    with pytest.raises(PlayError, match="4097"):
        ann.say("x" * 4097)
