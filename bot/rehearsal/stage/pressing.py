"""Which button a finger meets, and what that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rehearsal.errors import PlayError
from bot.rehearsal.stage.callbacks import Tap
from bot.rehearsal.stage.chats import Chat

if TYPE_CHECKING:
    from bot.rehearsal.stage.phones import Phone
    from bot.rehearsal.stage.stage import Stage


def press(stage: Stage, phone: Phone, chat: Chat, message_id: int, row: int, column: int) -> Tap:
    """Press the inline button at `row`, `column` (from 0) of a message of `chat`.

    Raises:
        PlayError: no such message or button, or a button that a rehearsal cannot press (a web app, a login).
    """
    message = chat.by_id.get(message_id)
    if message is None:
        raise PlayError(f"no message {message_id}", "the id of a message of this chat", 404)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
        sizes = [len(buttons) for buttons in rows]
        raise PlayError(f"no button at row {row}, column {column}", f"message {message_id} has rows of {sizes}", 404)
    button = rows[row][column]
    if "callback_data" in button:
        return stage.ask(phone, chat, message_id, button["callback_data"])
    if "url" in button:
        return Tap(phone.id, chat.id, message_id, url=button["url"])
    if "copy_text" in button:
        return Tap(phone.id, chat.id, message_id, copy_text=button["copy_text"]["text"])
    raise PlayError("a rehearsal cannot press this kind of button", "callback_data, url or copy_text", 409)
