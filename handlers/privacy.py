"""/privacy, /mydata, /forgetme."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.services import privacy
from bot.views import privacy as views
from bot.views.menu import Door, MenuTap
from bot.views.privacy import PrivacyAct, PrivacyTap
from handlers.callbacks import on
from handlers.context import Context

GOOD_FOR = 3600  # seconds that a question "forget you?" can be answered with yes


async def show(_update: Update, context: Context) -> None:
    """/privacy, or its button."""
    known = context.actor.person is not None
    context.show(views.privacy(context.words, context.run.event, known=known))


async def my_data(_update: Update, context: Context) -> None:
    """/mydata, or its button."""
    file = await privacy.my_data(context.uow.connection, context.actor, context.now)
    context.send(views.my_data(context.words, file))


async def forget(_update: Update, context: Context) -> None:
    """/forgetme, or its button: the question."""
    await ask(context)


async def ask(context: Context) -> None:
    """Really? With the number of meetings that would be cancelled."""
    number = await privacy.live_meetings(context.uow.connection, context.actor)
    context.show(views.sure_to_forget(context.words, context.now, number))


async def forget_now(update: Update, context: Context) -> None:
    """Yes. A question that is older than an hour is asked again."""
    tap, query = context.tap(PrivacyTap), update.callback_query
    if tap.asked_at is None or context.now.timestamp() - tap.asked_at > GOOD_FOR:
        await ask(context)
        return
    message = query.message if query else None
    await privacy.forget(
        context.uow,
        context.actor,
        views.goodbye(context.words),
        update_id=context.run.update_id,
        message_id=message.message_id if message else None,
    )
    # The conversation's row is gone: states and draft stay as they were read, so that nothing is saved again.


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Privacy."""
    return [
        CommandHandler("privacy", show, filters=UpdateType.MESSAGE),
        CommandHandler("mydata", my_data, filters=UpdateType.MESSAGE),
        CommandHandler("forgetme", forget, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.PRIVACY),
        on(PrivacyTap, show, act=PrivacyAct.SHOW),
        on(PrivacyTap, my_data, act=PrivacyAct.MY_DATA),
        on(PrivacyTap, forget, act=PrivacyAct.FORGET),
        on(PrivacyTap, forget_now, act=PrivacyAct.FORGET_NOW),
    ]
