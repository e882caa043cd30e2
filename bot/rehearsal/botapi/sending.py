"""Methods that put a message into a chat."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.botapi import keyboards
from bot.rehearsal.botapi.reading import Upload
from bot.rehearsal.botapi.signatures import NOT_PLAYED
from bot.rehearsal.errors import bad_request
from bot.rehearsal.formatting import Formatted, render
from bot.rehearsal.stage import Chat, Stage
from bot.rehearsal.stage.files import StoredFile

Json = dict[str, Any]
MAX_TEXT = 4096
MAX_CAPTION = 1024


def refuse_not_played(args: Json) -> None:
    """Refuse parameters that would change what a message means, and that the rehearsal has no stage for."""
    for name in args.keys() & NOT_PLAYED.keys():
        raise bad_request(NOT_PLAYED[name])


def mentioned(stage: Stage, user_id: int) -> Json | None:
    """The user whom a mention by id means, if the bot has met them."""
    phone = stage.phones.get(user_id)
    return phone.user if phone is not None else None


def text_of(stage: Stage, args: Json) -> Formatted:
    """The text of a message, rendered.

    Raises:
        ApiError: empty, too long, or its markup cannot be parsed.
    """
    formatted = render(
        args["text"],
        args.get("parse_mode"),
        args.get("entities"),
        limit=MAX_TEXT,
        too_long="message is too long",
        user=lambda user_id: mentioned(stage, user_id),
    )
    if not formatted.text:
        raise bad_request("message text is empty" if not args["text"] else "text must be non-empty")
    return formatted


def caption_of(stage: Stage, args: Json) -> Json:
    """Caption fields of a message (none for an empty caption)."""
    formatted = render(
        args.get("caption", ""),
        args.get("parse_mode"),
        args.get("caption_entities"),
        limit=MAX_CAPTION,
        too_long="message caption is too long",
        user=lambda user_id: mentioned(stage, user_id),
    )
    content: Json = {}
    if formatted.text:
        content["caption"] = formatted.text
        if formatted.entities:
            content["caption_entities"] = formatted.entities
        if args.get("show_caption_above_media"):
            content["show_caption_above_media"] = True
    return content


def reply_of(stage: Stage, chat: Chat, args: Json) -> Json:
    """Fields that tie a message to the one it answers."""
    reply = args.get("reply_parameters")
    if not reply:
        return {}
    if reply.get("chat_id", chat.id) != chat.id or reply.keys() & {"checklist_task_id", "poll_option_id"}:
        raise bad_request("replies to other chats, tasks and polls are not played by the rehearsal")
    target = chat.by_id.get(reply["message_id"])
    if target is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    content: Json = {"reply_to_message": {key: value for key, value in target.items() if key != "reply_to_message"}}
    if "quote" in reply:
        quote = render(
            reply["quote"],
            reply.get("quote_parse_mode"),
            reply.get("quote_entities"),
            limit=MAX_CAPTION,
            too_long="QUOTE_TEXT_INVALID",
            user=lambda user_id: mentioned(stage, user_id),
        )
        source: str = target.get("text") or target.get("caption") or ""
        if not quote.text or quote.text not in source:
            raise bad_request("QUOTE_TEXT_INVALID")
        position = len(source[: source.index(quote.text)].encode("utf-16-le")) // 2
        quoted: Json = {"text": quote.text, "position": position, "is_manual": True}
        if quote.entities:
            quoted["entities"] = quote.entities
        content["quote"] = quoted
    return content


def post(stage: Stage, chat: Chat, args: Json, content: Json, markup: Json | None) -> Json:
    """Show the message, at the pace that the limits allow.

    Raises:
        ApiError: 429.
    """
    if "message_effect_id" in args:
        if chat.is_group or not args["message_effect_id"].isdecimal():
            raise bad_request("EFFECT_ID_INVALID")
        content["effect_id"] = args["message_effect_id"]
    content = {**reply_of(stage, chat, args), **content}
    if args.get("protect_content"):
        content["has_protected_content"] = True
    stage.pace(chat, paid=args.get("allow_paid_broadcast", False))
    return stage.post(chat, stage.profile.user, content, markup)


def _prepared(stage: Stage, args: Json) -> tuple[Chat, Json | None]:
    refuse_not_played(args)
    chat = stage.chat_to_write(args["chat_id"])
    return chat, keyboards.check(args.get("reply_markup"), private=not chat.is_group)


def send_message(stage: Stage, args: Json) -> Json:
    """sendMessage."""
    chat, markup = _prepared(stage, args)
    formatted = text_of(stage, args)
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    if args.get("link_preview_options"):
        content["link_preview_options"] = args["link_preview_options"]
    return post(stage, chat, args, content, markup)


def send_photo(stage: Stage, args: Json) -> Json:
    """sendPhoto."""
    chat, markup = _prepared(stage, args)
    caption = caption_of(stage, args)
    content: Json = {"photo": file_of(stage, "photo", args["photo"]).as_photo(), **caption}
    if args.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return post(stage, chat, args, content, markup)


def send_document(stage: Stage, args: Json) -> Json:
    """sendDocument."""
    chat, markup = _prepared(stage, args)
    caption = caption_of(stage, args)
    content: Json = {"document": file_of(stage, "document", args["document"]).as_document(), **caption}
    return post(stage, chat, args, content, markup)


def send_location(stage: Stage, args: Json) -> Json:
    """sendLocation."""
    chat, markup = _prepared(stage, args)
    latitude, longitude = args["latitude"], args["longitude"]
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad_request("wrong location specified")
    if not 0 <= args.get("horizontal_accuracy", 0) <= 1500:
        raise bad_request("wrong horizontal accuracy specified")
    if not 1 <= args.get("heading", 1) <= 360:
        raise bad_request("wrong live location heading specified")
    period = args.get("live_period", 60)
    if not 60 <= period <= 86400 and period != 0x7FFFFFFF:
        raise bad_request("wrong live location period specified")
    if not 1 <= args.get("proximity_alert_radius", 1) <= 100_000:
        raise bad_request("wrong live location proximity alert radius specified")
    optional = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    place = {"latitude": latitude, "longitude": longitude, **{key: args[key] for key in optional if key in args}}
    return post(stage, chat, args, {"location": place}, markup)


def send_contact(stage: Stage, args: Json) -> Json:
    """sendContact."""
    chat, markup = _prepared(stage, args)
    if not args["phone_number"].strip() or not args["first_name"].strip():
        raise bad_request("PHONE_NUMBER_INVALID" if not args["phone_number"].strip() else "CONTACT_NAME_EMPTY")
    if len(args.get("vcard", "").encode()) > 2048:
        raise bad_request("vCard is too long")
    contact = {key: args[key] for key in ("phone_number", "first_name", "last_name", "vcard") if args.get(key)}
    return post(stage, chat, args, {"contact": contact}, markup)


def file_of(stage: Stage, kind: str, given: Upload | str) -> StoredFile:
    """The file that `given` means: an upload, or the id of a file known to the stage.

    Raises:
        ApiError: unknown id, an id of another kind, or an address on the web (the stage fetches nothing).
    """
    if isinstance(given, Upload):
        return stage.files.add("photo" if kind == "photo" else "document", given.name, given.content, given.mime_type)
    if given.lower().startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = stage.files.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _source(stage: Stage, args: Json, missing: str) -> Json:
    origin = stage.find_chat(args["from_chat_id"])
    message: Json | None = origin.by_id.get(args["message_id"])
    if message is None:
        raise bad_request(missing)
    return message


_CONTENT = ("text", "entities", "link_preview_options", "photo", "document", "location", "contact")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler")


def copy_message(stage: Stage, args: Json) -> Json:
    """copyMessage."""
    chat, markup = _prepared(stage, args)
    source = _source(stage, args, "message to copy not found")
    content = {key: source[key] for key in (*_CONTENT, *_CAPTION) if key in source}
    if not content or source.get("has_protected_content"):
        raise bad_request("message can't be copied")
    if "caption" in args and ("photo" in source or "document" in source):
        content = {key: value for key, value in content.items() if "caption" not in key}
        content |= caption_of(stage, args)
    return {"message_id": post(stage, chat, args, content, markup)["message_id"]}


def forward_message(stage: Stage, args: Json) -> Json:
    """forwardMessage."""
    chat, _ = _prepared(stage, args)
    source = _source(stage, args, "message to forward not found")
    content = {key: source[key] for key in (*_CONTENT, *_CAPTION) if key in source}
    if not content or source.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    origin = source.get("forward_origin") or {"type": "user", "sender_user": source["from"], "date": source["date"]}
    return post(stage, chat, args, {"forward_origin": origin, **content}, None)
