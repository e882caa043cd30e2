"""/import: attendees from a sheet. The file is fetched by the delivery; here it is only ordered."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType
from telegram.ext.filters import Document as DocumentFilter

from bot.domain.ids import FileId
from bot.domain.people import Person, Role
from bot.domain.refusals import Refused
from bot.services import imports
from bot.views import imports as views
from bot.views.imports import ImportAct, ImportTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.organising import as_organiser

WAITING = "file"
END = ConversationHandler.END


async def organiser(context: Context) -> Person:
    """Who acts: an owner or the desk. Refused: organisers_only."""
    if context.actor.role not in {Role.OWNER, Role.DESK}:
        raise Refused("organisers_only")
    return await as_organiser(context)


async def begin(_update: Update, context: Context) -> str:
    """/import, or its button: send a sheet."""
    await organiser(context)
    context.show(views.ask(context.words, context.event))
    return WAITING


async def take_file(update: Update, context: Context) -> str | int:
    """A document: it is fetched and read, and shown before anything is done."""
    person = await organiser(context)
    document = update.message.document if update.message else None
    assert document is not None
    if document.file_size is not None and document.file_size > imports.LARGEST:
        context.show(views.too_large(context.words))
        return WAITING
    name = document.file_name or "sheet"
    await imports.order(
        context.uow,
        context.event,
        person,
        telegram_file_id=document.file_id,
        name=name,
        size=document.file_size,
    )
    context.show(views.being_read(context.words, name[:60]))
    return END


async def something_else(_update: Update, context: Context) -> str:
    """Words, a photo, a sticker: a file is needed."""
    context.show(views.send_a_file(context.words))
    return WAITING


async def template(_update: Update, context: Context) -> None:
    """The sheet to fill in."""
    await organiser(context)
    context.send(views.template_file(context.words, context.event, imports.template()))


async def add(_update: Update, context: Context) -> None:
    """*Add*: all of them, or none."""
    person = await organiser(context)
    done = await imports.add_people(context.uow, context.event, _file(context), by=person)
    context.show(views.added(context.words, context.event, done.added))


async def left_out(_update: Update, context: Context) -> None:
    """All rows in error, as a file."""
    await organiser(context)
    preview = await imports.preview_of(context.uow.connection, _file(context))
    if preview is None:
        raise Refused("import_over")
    context.send(views.faults(context.words, imports.faults_file(preview.faults)))


async def stop(_update: Update, context: Context) -> int:
    """*Stop*: nothing is added."""
    await organiser(context)
    tap = context.tap(ImportTap)
    if tap.file is not None:
        await imports.cancel(context.uow, context.event, tap.file)
    context.show(views.stopped(context.words))
    return END


def _file(context: Context) -> FileId:
    tap = context.tap(ImportTap)
    if tap.file is None:
        raise Refused("import_over")
    return tap.file


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation, and the buttons that need none."""
    conversation = DurableConversation(
        "import",
        entry_points=[
            CommandHandler("import", begin, filters=UpdateType.MESSAGE),
            on(ImportTap, begin, act=ImportAct.ASK),
        ],
        states={
            WAITING: [
                MessageHandler(UpdateType.MESSAGE & DocumentFilter.ALL, take_file),
                MessageHandler(UpdateType.MESSAGE & ~COMMAND, something_else),
            ]
        },
        fallbacks=[on(ImportTap, stop, act=ImportAct.CANCEL)],
    )
    return [
        conversation,
        on(ImportTap, template, act=ImportAct.TEMPLATE),
        on(ImportTap, add, act=ImportAct.ADD),
        on(ImportTap, left_out, act=ImportAct.FAULTS),
        on(ImportTap, stop, act=ImportAct.CANCEL),
    ]
