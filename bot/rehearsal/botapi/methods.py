"""The table of methods, and the way of one call through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.botapi import editing, receiving, selfhood, sending, talking
from bot.rehearsal.botapi.reading import Upload, read
from bot.rehearsal.botapi.signatures import SIGNATURES
from bot.rehearsal.errors import ApiError, bad_request
from bot.rehearsal.stage import Stage

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the Bot API; `run` gets the checked arguments and returns the result, or raises ApiError."""

    name: str
    signature: str
    run: Callable[[Stage, Json], Any]


def _look(stage: Stage, args: Json) -> list[bytes]:
    receiving.refuse_polling(stage)
    return receiving.look(stage, args)


_RUN: dict[str, Callable[[Stage, Json], Any]] = {
    "getMe": selfhood.get_me,
    "logOut": selfhood.log_out,
    "close": selfhood.close,
    "getUpdates": _look,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendLocation": sending.send_location,
    "sendContact": sending.send_contact,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": talking.answer_callback_query,
    "sendChatAction": talking.send_chat_action,
    "setMyCommands": selfhood.set_my_commands,
    "getMyCommands": selfhood.get_my_commands,
    "deleteMyCommands": selfhood.delete_my_commands,
    "setChatMenuButton": selfhood.set_chat_menu_button,
    "getChatMenuButton": selfhood.get_chat_menu_button,
    "setMyName": selfhood.setter("names", "name", 64, "BOT_TITLE_INVALID"),
    "getMyName": selfhood.getter("names", "name"),
    "setMyDescription": selfhood.setter("descriptions", "description", 512, "DESCRIPTION_TOO_LONG"),
    "getMyDescription": selfhood.getter("descriptions", "description"),
    "setMyShortDescription": selfhood.setter("short_descriptions", "short_description", 120, "ABOUT_TOO_LONG"),
    "getMyShortDescription": selfhood.getter("short_descriptions", "short_description"),
    "getFile": talking.get_file,
    "getChat": talking.get_chat,
    "getChatMember": talking.get_chat_member,
    "getChatMemberCount": talking.get_chat_member_count,
    "leaveChat": talking.leave_chat,
    "pinChatMessage": talking.pin_chat_message,
    "unpinChatMessage": talking.unpin_chat_message,
    "setMessageReaction": talking.set_message_reaction,
}

# Telegram does not mind how a method's name is written.
METHODS: dict[str, Method] = {
    name.lower(): Method(name, signature, _RUN[name]) for name, signature in SIGNATURES.items()
}


def call(stage: Stage, method: Method, passed: Json, uploads: dict[str, Upload]) -> Any:
    """Run `method` with the parameters `passed` and the files `uploads` (by part name); the result.

    Raises:
        ApiError: Telegram refuses.
    """
    if stage.logged_out and method.name != "logOut":
        raise ApiError(400, "Logged out")
    if uploads:
        passed = _with_uploads(method, passed, uploads)
    args = read(method.signature, passed)
    if uploads and isinstance(args.get("media"), dict):
        args["media"] = {**args["media"], "media": _attached(args["media"]["media"], uploads)}
    return method.run(stage, args)


def _with_uploads(method: Method, passed: Json, uploads: dict[str, Upload]) -> Json:
    """Put files in place of the parameters that name them: by the part's own name, or as ``attach://part``."""
    filled = {key: _attached(value, uploads) for key, value in passed.items()}
    used = " ".join(value for value in passed.values() if isinstance(value, str))
    for name, upload in uploads.items():
        if f"{name}:" in method.signature.replace("!", ""):
            filled.setdefault(name, upload)
        elif f"attach://{name}" not in used:
            raise bad_request(f'unknown parameter "{name}"')
    return filled


def _attached(value: Any, uploads: dict[str, Upload]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        upload = uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("file attachment expected")
        return upload
    return value
