"""A screen as Bot API calls: what is sent, edited and deleted, and how it looks there."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.delivery.request import AiohttpRequest
from bot.delivery.sending import Sending
from bot.views.screens import Rows, Screen

HTML = ParseMode.HTML


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
        self._no_preview = LinkPreviewOptions(is_disabled=True)

    async def send(self, chat_id: int, screen: Screen) -> int:
        """A new message; its number."""
        markup = _markup(screen)
        file = screen.attachment
        if file is None:
            message = await self._bot.send_message(
                chat_id,
                screen.text,
                parse_mode=HTML,
                link_preview_options=self._no_preview,
                reply_markup=markup,
                disable_notification=screen.silent or None,
            )
            return message.message_id
        content = file.file_id or InputFile((file.text or "").encode(), filename=file.name or "matchbell.txt")
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
        markup = _inline(screen.buttons)
        edited: Message | bool
        if not screen.text and screen.attachment is None:
            edited = await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=markup)
        elif screen.attachment is not None:
            edited = await self._bot.edit_message_caption(
                chat_id, message_id, caption=screen.text, parse_mode=HTML, reply_markup=markup
            )
        else:
            edited = await self._bot.edit_message_text(
                screen.text,
                chat_id,
                message_id,
                parse_mode=HTML,
                link_preview_options=self._no_preview,
                reply_markup=markup,
            )
        return edited.message_id if isinstance(edited, Message) else message_id

    async def delete(self, chat_id: int, message_id: int) -> None:
        """The message is gone."""
        await self._bot.delete_message(chat_id, message_id)


def _inline(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, url=b.url, callback_data=b.data) for b in row] for row in rows]
    )


def _markup(screen: Screen) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if screen.buttons:
        return _inline(screen.buttons)
    if screen.keys:
        return ReplyKeyboardMarkup(
            [
                [
                    KeyboardButton(
                        key.label,
                        request_contact=key.request == "contact" or None,
                        request_location=key.request == "location" or None,
                    )
                    for key in row
                ]
                for row in screen.keys
            ],
            resize_keyboard=True,
            one_time_keyboard=True,
            input_field_placeholder=screen.placeholder,
        )
    return ReplyKeyboardRemove() if screen.remove_keys else None
