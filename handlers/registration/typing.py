"""Words, or a location, as the answer to the open question."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import Message, Update

from bot.domain import registration as rules
from bot.domain.countries import read_country
from bot.domain.events import Event
from bot.domain.refusals import Refused
from bot.domain.registration import SIDES, Form, Step
from bot.domain.spoken_languages import read_languages
from bot.domain.typed_words import read_field
from bot.services import registration
from bot.services.languages import read_zone, zone_at
from bot.views.country_names import country_names
from bot.views.language_names import language_spellings, likely_languages
from handlers.context import Context
from handlers.registration.answering import event_of
from handlers.registration.entering import ask, keep_form, kept_form


async def typed(update: Update, context: Context) -> str | int:
    """Words (or a picture, which is no answer) to the open question."""
    form = kept_form(context)
    if form is None:
        raise Refused("nothing_begun")
    event = await event_of(context, form)
    form = await _read(context, event, form, update.message)
    keep_form(context, form)
    return await ask(context, event, form)


async def _read(context: Context, event: Event, form: Form, message: Message | None) -> Form:
    text = message.text if message else None
    if form.step is Step.NAME:
        return rules.typed_name(form, text)
    if form.step is Step.ORGANISATION:
        return rules.typed_organisation(form, text)
    if form.step is Step.COUNTRY:
        return await _country(context, event, form, text)
    if form.step is Step.LANGUAGES:
        return await _languages(form, text)
    if form.step in SIDES:
        side = SIDES[form.step]
        return rules.with_chosen(form, side, rules.add_words(form.chosen(side), event, text))
    if form.step is Step.ABOUT:
        return rules.forward(form, about=read_field("about", text))
    if form.step is Step.TIMEZONE:
        return await _zone(form, message)
    raise Refused("tap_please")


async def _country(context: Context, event: Event, form: Form, text: str | None) -> Form:
    if text is None:
        raise Refused("not_text", field="country")
    names = await asyncio.to_thread(country_names)
    language_code = context.run.language_code
    likely = await registration.countries_to_offer(context.uow.connection, event, language_code)
    found = read_country(text, names, likely)
    if found.country is not None:
        return rules.in_country(form, found.country, likely_languages(language_code, found.country))
    if not found.guesses:
        raise Refused("no_country")
    return replace(form, guesses=found.guesses)


async def _languages(form: Form, text: str | None) -> Form:
    names = await asyncio.to_thread(language_spellings)
    languages = form.languages
    for code in read_languages(text, names):
        languages = rules.choose_language(languages, code, True)
    return rules.speak(form, languages)


async def _zone(form: Form, message: Message | None) -> Form:
    location = message.location if message else None
    if location is not None:
        return rules.forward(form, timezone=await asyncio.to_thread(zone_at, location.latitude, location.longitude))
    found = await asyncio.to_thread(read_zone, message.text if message else None)
    return rules.forward(form, timezone=found[0]) if len(found) == 1 else replace(form, guesses=found)
