"""A screen as Bot API calls: what is sent, edited and deleted, and how it looks there."""

from __future__ import annotations

from typing import Any, cast

from telegram import InlineKeyboardMarkup, InputFile, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import ParseMode
from telegram.ext import ExtBot
from telegram.request import RequestData

from bot.delivery.menus import set_chat_menu
from bot.delivery.request import AiohttpRequest, Parameters
from bot.delivery.sending import Sending
from bot.domain.people import Role
from bot.views.screens import Screen

HTML = ParseMode.HTML.value


def make_bot(token: str, *, api_url: str, sending: Sending, spare: int = 8) -> ExtBot[None]:
    """A bot whose requests go through aiohttp: as many as may be in flight, and `spare` for answers and commands.

    Long polls have a connection of their own.
    """
    times = {"connect_seconds": sending.connect_seconds, "answer_seconds": sending.answer_seconds}
    return ExtBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=AiohttpRequest(connections=sending.in_flight + spare, **times),
        get_updates_request=AiohttpRequest(connections=2, **times),
    )


class Phones:
    """Says screens to chats. Every method raises the errors of ``bot.delivery.request`` and of the library."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot

    async def send(self, chat_id: int, screen: Screen) -> int:
        """A new message; its number."""
        file = screen.attachment
        if file is None:
            return await self._say(
                "sendMessage", {"chat_id": chat_id} | _text(screen) | _marked(screen) | _silent(screen)
            )
        markup = _keyboard(screen)
        # Uploads are the library's business: they are rare and it knows multipart.
        held = file.data if file.data is not None else (file.text or "").encode()
        content = file.file_id or InputFile(held, filename=file.name or "matchbell.txt")
        caption = screen.text or None
        silent = screen.silent or None
        if file.kind == "photo":
            message = await self._bot.send_photo(
                chat_id, content, caption=caption, parse_mode=HTML, reply_markup=markup, disable_notification=silent
            )
        else:
            message = await self._bot.send_document(
                chat_id, content, caption=caption, parse_mode=HTML, reply_markup=markup, disable_notification=silent
            )
        return message.message_id

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> int:
        """The message shows `screen` now: text, a file's caption, or (no text at all) only the buttons."""
        params: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id}
        if screen.buttons:
            params |= _marked(screen)
        if screen.attachment is not None:
            return await self._say("editMessageCaption", params | {"caption": screen.text, "parse_mode": HTML})
        if not screen.text:
            return await self._say("editMessageReplyMarkup", params)
        return await self._say("editMessageText", params | _text(screen))

    async def delete(self, chat_id: int, message_id: int) -> None:
        """The message is gone."""
        await self._call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})

    async def set_menu(self, chat_id: int, language: str, role: Role | None) -> None:
        """The chat's list of commands."""
        await set_chat_menu(self._bot, chat_id, language, role)

    async def _say(self, method: str, params: dict[str, Any]) -> int:
        message = await self._call(method, params)
        return int(message["message_id"] if isinstance(message, dict) else params["message_id"])

    async def _call(self, method: str, params: dict[str, Any]) -> Any:
        """One request without the library's objects: they cost two thirds of a message and are thrown away here."""
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", cast("RequestData", Parameters(params)))


def _text(screen: Screen) -> dict[str, Any]:
    return {"text": screen.text, "parse_mode": HTML, "link_preview_options": {"is_disabled": True}}


def _silent(screen: Screen) -> dict[str, Any]:
    return {"disable_notification": True} if screen.silent else {}


def _marked(screen: Screen) -> dict[str, Any]:
    """The keyboard as the Bot API spells it; inline buttons exclude the others."""
    if screen.buttons:
        rows = [
            [{"text": b.label} | ({"callback_data": b.data} if b.data else {"url": b.url}) for b in row]
            for row in screen.buttons
        ]
        return {"reply_markup": {"inline_keyboard": rows}}
    if screen.keys:
        keys = [
            [{"text": k.label} | ({f"request_{k.request}": True} if k.request else {}) for k in row]
            for row in screen.keys
        ]
        markup: dict[str, Any] = {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}
        if screen.placeholder:
            markup["input_field_placeholder"] = screen.placeholder
        return {"reply_markup": markup}
    return {"reply_markup": {"remove_keyboard": True}} if screen.remove_keys else {}


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """The same for a call through the library."""
    markup = _marked(screen).get("reply_markup")
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return InlineKeyboardMarkup.de_json(markup)
    if "keyboard" in markup:
        return ReplyKeyboardMarkup.de_json(markup)
    return ReplyKeyboardRemove()
