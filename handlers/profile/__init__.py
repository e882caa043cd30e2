"""/profile: as others see it, and every change of it."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.views.menu import Door, MenuTap
from bot.views.profile import ProfileTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.profile import tapping, typing

__all__ = ["handlers"]


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The profile is a conversation only while a field is being typed."""
    fields = {
        tapping.NAME: typing.name,
        tapping.ORGANISATION: typing.organisation,
        tapping.COUNTRY: typing.country,
        tapping.ABOUT: typing.about,
        tapping.LANGUAGES: typing.languages,
        tapping.OFFERS: typing.offers,
        tapping.NEEDS: typing.needs,
        tapping.EMAIL: typing.email,
        tapping.PHONE: typing.phone,
    }
    words = UpdateType.MESSAGE & ~COMMAND
    return [
        DurableConversation(
            "profile",
            entry_points=[
                CommandHandler("profile", tapping.command, filters=UpdateType.MESSAGE),
                on(MenuTap, tapping.command, door=Door.PROFILE),
                on(ProfileTap, tapping.tapped),
            ],
            states={state: [MessageHandler(words, typed)] for state, typed in fields.items()},
            fallbacks=[],
        )
    ]
