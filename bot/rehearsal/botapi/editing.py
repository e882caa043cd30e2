"""Methods that change or take away messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.rehearsal.botapi import keyboards
from bot.rehearsal.botapi.sending import caption_of, file_of, refuse_not_played, text_of
from bot.rehearsal.errors import bad_request
from bot.rehearsal.stage import Chat, Stage

Json = dict[str, Any]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
DELETABLE = timedelta(hours=48)
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document", "has_media_spoiler", *_CAPTION)


def _target(stage: Stage, args: Json) -> tuple[Chat, Json]:
    refuse_not_played(args)
    if "chat_id" not in args:
        raise bad_request("chat_id is empty")
    if "message_id" not in args:
        raise bad_request("message identifier is not specified")
    chat = stage.chat_to_write(args["chat_id"])
    message = chat.by_id.get(args["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != stage.profile.user["id"] or "pinned_message" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(stage: Stage, chat: Chat, old: Json, replaced: tuple[str, ...], content: Json, args: Json) -> Json:
    markup = keyboards.check(args.get("reply_markup"), private=not chat.is_group)
    kept = {key: value for key, value in old.items() if key not in {*replaced, "reply_markup", "edit_date"}}
    new = {**kept, **content}
    if markup:
        new["reply_markup"] = markup
    if {**new, "edit_date": 0} == {**old, "edit_date": 0}:
        raise bad_request(NOT_MODIFIED)
    stage.pace(chat)
    # A change of the buttons alone leaves no "edited" behind.
    if replaced:
        new["edit_date"] = stage.date()
    elif "edit_date" in old:
        new["edit_date"] = old["edit_date"]
    stage.replace(chat, new)
    stage.tally["edits"] += 1
    return new


def edit_message_text(stage: Stage, args: Json) -> Json:
    """editMessageText."""
    if "text" not in args and "rich_message" not in args:
        raise bad_request("message text is empty")
    chat, old = _target(stage, args)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    formatted = text_of(stage, args)
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    if args.get("link_preview_options"):
        content["link_preview_options"] = args["link_preview_options"]
    return _replace(stage, chat, old, _TEXT, content, args)


def edit_message_caption(stage: Stage, args: Json) -> Json:
    """editMessageCaption."""
    chat, old = _target(stage, args)
    if "photo" not in old and "document" not in old:
        raise bad_request("there is no caption in the message to edit")
    return _replace(stage, chat, old, _CAPTION, caption_of(stage, args), args)


def edit_message_media(stage: Stage, args: Json) -> Json:
    """editMessageMedia."""
    chat, old = _target(stage, args)
    if "photo" not in old and "document" not in old:
        raise bad_request("there is no media in the message to edit")
    media = args["media"]
    caption = caption_of(stage, media)
    stored = file_of(stage, media["type"], media["media"])
    content: Json = {media["type"]: stored.as_photo() if media["type"] == "photo" else stored.as_document(), **caption}
    if media.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return _replace(stage, chat, old, _MEDIA, content, args)


def edit_message_reply_markup(stage: Stage, args: Json) -> Json:
    """editMessageReplyMarkup."""
    chat, old = _target(stage, args)
    return _replace(stage, chat, old, (), {}, args)


def delete_message(stage: Stage, args: Json) -> bool:
    """deleteMessage."""
    chat = stage.find_chat(args["chat_id"])
    if args["message_id"] not in chat.by_id:
        raise bad_request("message to delete not found")
    if not _deletable(stage, chat, args["message_id"]):
        raise bad_request("message can't be deleted for everyone")
    stage.remove(chat, args["message_id"])
    return True


def delete_messages(stage: Stage, args: Json) -> bool:
    """deleteMessages: what cannot be found or deleted is passed over, as Telegram does."""
    if not 1 <= len(args["message_ids"]) <= 100:
        raise bad_request("message_ids must contain 1 to 100 identifiers")
    chat = stage.find_chat(args["chat_id"])
    for message_id in args["message_ids"]:
        if message_id in chat.by_id and _deletable(stage, chat, message_id):
            stage.remove(chat, message_id)
    return True


def _deletable(stage: Stage, chat: Chat, message_id: int) -> bool:
    message = chat.by_id[message_id]
    young = stage.date() - message["date"] < DELETABLE.total_seconds()
    own = message["from"]["id"] == stage.profile.user["id"]
    return young and (own or not chat.is_group)
