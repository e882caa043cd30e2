"""/language and /timezone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType
from telegram.ext.filters import LOCATION as LOCATED

from bot.domain.refusals import Refused
from bot.services import languages
from bot.services.events import event_by_slug
from bot.services.menus import menu_follows
from bot.views import languages as views
from bot.views.languages import EVENT_ZONE, HERE, LanguageTap, ZoneTap
from bot.views.menu import Door, MenuTap
from bot.views.words import LANGUAGES
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.registration.entering import ask, kept_form

COMMON = ("Europe/Brussels", "Europe/Vilnius", "Europe/London", "Europe/Kyiv", "America/New_York", "Asia/Tokyo")
ZONE, LOCATION = "zone", "location"
END = ConversationHandler.END


async def language(_update: Update, context: Context) -> None:
    """/language, or its button."""
    context.show(views.languages(context.words))


async def language_chosen(_update: Update, context: Context) -> None:
    """A language was tapped; while registering the open question is asked again in it."""
    chosen = context.tap(LanguageTap).language
    if chosen not in LANGUAGES:
        raise Refused("unknown_language")
    person = context.actor.person
    if person is None:
        context.draft["language"] = chosen
    else:
        await languages.set_language(context.uow, person, chosen)
        menu_follows(context.uow, context.actor.telegram_id, chosen, context.actor.role)
        context.run.actor = replace(context.actor, person=replace(person, language=chosen))
    form = kept_form(context)
    if form is not None and "registration" in context.run.states:
        event = await event_by_slug(context.uow.connection, form.event)
        if event is not None:
            context.run.event = event
            await ask(context, event, form)
            return
    context.show(views.language_set(context.words))


async def timezone(_update: Update, context: Context) -> str:
    """/timezone, or its button."""
    person, event = context.person, context.run.event
    context.show(views.timezones(context.words, event, person.timezone, COMMON, context.now))
    return ZONE


async def zone_chosen(_update: Update, context: Context) -> int:
    """A zone was tapped."""
    zone = context.tap(ZoneTap).zone
    return await _set(context, None if zone == EVENT_ZONE else zone)


async def zone_typed(update: Update, context: Context) -> str:
    """A city or a country was typed: what it may mean, to be confirmed."""
    text = update.message.text if update.message else None
    found = await asyncio.to_thread(languages.read_zone, text)
    context.show(views.which_zone(context.words, found, context.now))
    return ZONE


async def ask_location(_update: Update, context: Context) -> str:
    """*Share where I am*: a key for it below the chat."""
    context.person  # noqa: B018 - somebody who is registered
    context.send(views.share_location(context.words))
    return LOCATION


async def located(update: Update, context: Context) -> str | int:
    """Where they are was shared: its zone from now on; the place itself is not kept."""
    place = update.message.location if update.message else None
    if place is None:
        return LOCATION
    try:
        zone = await asyncio.to_thread(languages.zone_at, place.latitude, place.longitude)
    except Refused:
        context.send(views.no_zone_there(context.words))
        return await timezone(update, context)
    context.send(views.location_read(context.words))
    return await _set(context, zone)


async def not_located(update: Update, context: Context) -> str:
    """Something else than a location: the keyboard goes, and what was typed is a city, or the way back."""
    context.send(views.keys_away(context.words))
    text = update.message.text if update.message else None
    if text is None or text == views.back_key(context.words):
        return await timezone(update, context)
    return await zone_typed(update, context)


async def _set(context: Context, zone: str | None) -> int:
    person = context.person
    await languages.set_timezone(context.uow, person, zone)
    context.run.actor = replace(context.actor, person=replace(person, timezone=zone))
    shown = zone or (context.run.event.timezone if context.run.event else "UTC")
    context.show(views.zone_set(context.words, shown, context.now))
    return END


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Language and time zone."""
    return [
        CommandHandler("language", language, filters=UpdateType.MESSAGE),
        on(MenuTap, language, door=Door.LANGUAGE),
        on(LanguageTap, language_chosen),
        DurableConversation(
            "timezone",
            entry_points=[
                CommandHandler("timezone", timezone, filters=UpdateType.MESSAGE),
                on(MenuTap, timezone, door=Door.TIMEZONE),
                on(ZoneTap, ask_location, zone=HERE),
                on(ZoneTap, zone_chosen),
            ],
            states={
                ZONE: [
                    MessageHandler(UpdateType.MESSAGE & LOCATED, located),
                    MessageHandler(UpdateType.MESSAGE & ~COMMAND, zone_typed),
                ],
                LOCATION: [
                    MessageHandler(UpdateType.MESSAGE & LOCATED, located),
                    MessageHandler(UpdateType.MESSAGE & ~COMMAND, not_located),
                ],
            },
            fallbacks=[],
        ),
    ]
