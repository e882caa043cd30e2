"""An ordinary python-telegram-bot program, its own HTTP client and updater included, on the stage."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.rehearsal.stage import Phone
from tests.rehearsal.conftest import TOKEN, Wire


def bot_of(wire: Wire, token: str = TOKEN) -> Bot:
    return Bot(token, base_url=f"{wire.server.base_url}/bot", base_file_url=f"{wire.server.base_url}/file/bot")


async def test_it_polls_answers_and_edits(wire: Wire) -> None:
    base = wire.server.base_url
    application: Any = (
        Application.builder().token(TOKEN).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot").build()
    )

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Accept", callback_data="accept")]])
        await update.message.reply_html(f"<b>{(context.args or [''])[0]}</b>", reply_markup=markup)

    async def accept(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.edit_message_text("Accepted")
        await update.callback_query.answer("Booked")

    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(accept))
    ann = wire.stage.add_person("Ann")
    sent = asyncio.Event()
    wire.stage.on_change(lambda change: sent.set() if change.kind == "message" and ann.unread else None)
    async with application:
        await application.start()
        await application.updater.start_polling()
        ann.start("vilnius")
        await asyncio.wait_for(sent.wait(), 10)
        assert ann.last["text"] == "vilnius"
        assert ann.last["entities"] == [{"type": "bold", "offset": 0, "length": 7}]
        tap = ann.tap(ann.last["message_id"], 0, 0)
        answer = await tap.wait(10)
        assert answer is not None
        assert answer["text"] == "Booked"
        assert ann.last["text"] == "Accepted"
        await application.updater.stop()
        await application.stop()
    assert wire.stage.pending_updates == 0


async def test_its_bot_class_sees_telegrams_errors(wire: Wire, ann: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with bot_of(wire) as bot:
        assert (await bot.get_me()).username == "matchbell_bot"
        message = await bot.send_message(ann.id, "x")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await message.edit_text("x")
        document = await bot.send_document(ann.id, b"BEGIN", filename="m.ics", caption="c")
        assert document.document is not None
        file = await document.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"BEGIN"
        await document.edit_media(InputMediaDocument(b"END", filename="n.ics"))
        assert ann.last["document"]["file_name"] == "n.ics"
        await bot.send_message(ann.id, "the last that fits")
        with pytest.raises(RetryAfter):
            await bot.send_message(ann.id, "too much")
        ann.block()
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(ann.id, "x")
        group = wire.stage.add_group("Floor", [ann])
        new = group.migrate()
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(group.id, "x")
        assert moved.value.new_chat_id == new.id
        await bot.set_webhook("http://127.0.0.1:9/hook", max_connections=5, secret_token="x")
        assert (await bot.get_webhook_info()).max_connections == 5
        with pytest.raises(Conflict):
            await bot.get_updates()
        await bot.delete_webhook()
    with pytest.raises(InvalidToken):
        async with bot_of(wire, "2:other"):
            pass
