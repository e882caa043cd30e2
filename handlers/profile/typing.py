"""What is typed, or shared, into a field of the profile."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.domain.contacts import read_phone, shared_phone
from bot.domain.countries import read_country
from bot.domain.people import Side
from bot.domain.refusals import Refused
from bot.domain.spoken_languages import read_languages
from bot.services import profile, registration
from bot.views import profile as views
from bot.views.country_names import country_names
from bot.views.language_names import language_spellings
from handlers.context import Context
from handlers.profile.tapping import COUNTRY, END, ask_languages, ask_topics, own, show


def words(update: Update) -> str | None:
    """What was typed; None for a picture, a sticker, a location."""
    return update.message.text if update.message else None


async def name(update: Update, context: Context) -> int:
    """Another name was typed."""
    return show(context, await profile.rename(context.uow, own(context), words(update)), saved=True)


async def organisation(update: Update, context: Context) -> int:
    """Another organisation was typed."""
    return show(context, await profile.set_organisation(context.uow, own(context), words(update)), saved=True)


async def about(update: Update, context: Context) -> int:
    """A line about oneself was typed."""
    return show(context, await profile.set_about(context.uow, own(context), words(update)), saved=True)


async def country(update: Update, context: Context) -> str | int:
    """A country was typed: sure, or to be confirmed."""
    attendee, text, connection = own(context), words(update), context.uow.connection
    if text is None:
        raise Refused("not_text", field="country")
    names = await asyncio.to_thread(country_names)
    likely = await registration.countries_to_offer(connection, context.event, context.run.language_code)
    found = read_country(text, names, likely)
    if found.country is not None:
        return show(context, await profile.set_country(context.uow, attendee, found.country), saved=True)
    if not found.guesses:
        raise Refused("no_country")
    context.show(views.ask_country(context.words, found.guesses, guessed=True))
    return COUNTRY


async def languages(update: Update, context: Context) -> str:
    """Languages were typed: they are added."""
    attendee = own(context)
    names = await asyncio.to_thread(language_spellings)
    for code in read_languages(words(update), names):
        attendee = await profile.set_language(context.uow, attendee, code, wanted=True)
    return ask_languages(context, attendee)


async def offers(update: Update, context: Context) -> str:
    """Own words were typed as offers."""
    return await _own_words(update, context, Side.OFFER)


async def needs(update: Update, context: Context) -> str:
    """Own words were typed as needs."""
    return await _own_words(update, context, Side.NEED)


async def _own_words(update: Update, context: Context, side: Side) -> str:
    changed = await profile.add_own_words(context.uow, context.event, own(context), side, words(update))
    return ask_topics(context, changed, side)


async def email(update: Update, context: Context) -> int:
    """An address was typed."""
    changed = await profile.set_email(context.uow, own(context), words(update))
    context.show(views.ask_contact(context.words, changed, views.saved(context.words)))
    return END


async def phone(update: Update, context: Context) -> int:
    """A number was typed, or the phone's own was shared; or they would rather not."""
    attendee, w = own(context), context.words
    text, contact = words(update), update.message.contact if update.message else None
    if text is not None and text.strip() == views.back_key(w):
        context.send(views.keys_away(w, kept=False))
        context.send(views.ask_contact(w, attendee))
        return END
    if contact is not None and contact.user_id != context.actor.telegram_id:
        raise Refused("not_your_number")
    number = shared_phone(contact.phone_number) if contact is not None else read_phone(text)
    changed = await profile.set_phone(context.uow, attendee, number)
    context.send(views.keys_away(w, kept=True))
    context.send(views.ask_contact(w, changed))
    return END
