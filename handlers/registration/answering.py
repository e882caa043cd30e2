"""Answers: taps and typed words, each leads to the next question."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import Update

from bot.domain import registration as rules
from bot.domain.countries import read_country
from bot.domain.events import Event
from bot.domain.ids import TopicId
from bot.domain.people import AttendeeType, Mode
from bot.domain.refusals import Refused
from bot.domain.registration import SIDES, Form, Step
from bot.services import registration
from bot.services.events import event_by_slug
from bot.views import registration as views
from bot.views.country_names import codes, country_names
from bot.views.registration import Act, RegistrationTap
from bot.views.taps import StaleTap
from handlers.context import Context
from handlers.registration.entering import END, STANDING, ask, begin, drop_form, enter, keep_form, kept_form


async def tapped(update: Update, context: Context) -> str | int:
    """Any button of the registration."""
    tap = context.tap(RegistrationTap)
    if tap.act in {Act.OPEN, Act.ANEW}:
        event = await event_by_slug(context.uow.connection, tap.value or "")
        if event is None:
            raise StaleTap("RegistrationTap")
        if tap.act is Act.ANEW:
            drop_form(context)
        return await enter(context, event, take_part=True)
    form = kept_form(context)
    if form is None:
        return await _already_done(context)
    event = await _event_of(context, form)
    if tap.act is not Act.RESUME and tap.at is not form.step:
        return await ask(context, event, form)  # a button of a question that has its answer
    if tap.act is Act.DECLINE:
        drop_form(context)
        context.show(views.declined(context.words, event))
        return END
    if tap.act is Act.REGISTER:
        return await _register(update, context, event, form)
    form = await _answer(update, context, event, form, tap)
    keep_form(context, form)
    return await ask(context, event, form)


async def typed(update: Update, context: Context) -> str | int:
    """Words (or a picture, which is no answer) to the open question."""
    form = kept_form(context)
    if form is None:
        raise Refused("nothing_begun")
    event = await _event_of(context, form)
    text = update.message.text if update.message else None
    if form.step is Step.NAME:
        form = rules.typed_name(form, text)
    elif form.step is Step.ORGANISATION:
        form = rules.typed_organisation(form, text)
    elif form.step is Step.COUNTRY:
        form = await _typed_country(context, event, form, text)
    elif form.step in SIDES:
        side = SIDES[form.step]
        form = rules.with_chosen(form, side, rules.add_words(form.chosen(side), event, text))
    else:
        raise Refused("tap_please")
    keep_form(context, form)
    return await ask(context, event, form)


async def _event_of(context: Context, form: Form) -> Event:
    event = await event_by_slug(context.uow.connection, form.event)
    if event is None:
        raise Refused("nothing_begun")
    context.run.event = event
    return event


async def _already_done(context: Context) -> str | int:
    attendee = context.actor.attendee
    if attendee is None or attendee.status not in STANDING or context.run.event is None:
        raise Refused("nothing_begun")
    return await enter(context, context.run.event)  # a second tap on *Register*


async def _answer(update: Update, context: Context, event: Event, form: Form, tap: RegistrationTap) -> Form:
    value = tap.value or ""
    try:
        match tap.act:
            case Act.AGREE:
                user = update.effective_user
                return rules.agree(form, event, user.full_name if user else "", context.now)
            case Act.STORED:
                return await _stored(context, event)
            case Act.KEEP:
                return rules.forward(form)
            case Act.TYPE:
                return rules.forward(form, type=AttendeeType(value))
            case Act.COUNTRY:
                if value not in codes():
                    raise StaleTap("RegistrationTap")
                return rules.forward(form, country=value)
            case Act.MODE:
                index, _, mode = value.partition("=")
                admitted = rules.admission(event, context.now)
                return rules.set_mode(form, event, int(index), Mode(mode), admitted)
            case Act.EVERY_DAY:
                return rules.every_day(form, event, Mode(value), rules.admission(event, context.now))
            case Act.TOPIC:
                topic, side = TopicId(int(value[:-1])), SIDES[form.step]
                if all(known.id != topic for known in event.topics):
                    return form
                return rules.with_chosen(form, side, rules.choose(form.chosen(side), topic, value[-1] == "+"))
            case Act.WORDS:
                side = SIDES[form.step]
                return rules.with_chosen(form, side, rules.drop_words(form.chosen(side), value))
            case Act.DONE:
                return rules.forward(form)
            case Act.EDIT:
                return rules.edit(form, Step(value))
            case Act.BACK:
                return rules.back(form) if value == str(form.day) else form
            case _:
                return form
    except (ValueError, KeyError) as error:
        raise StaleTap("RegistrationTap") from error


async def _stored(context: Context, event: Event) -> Form:
    stored = await registration.stored_form(context.uow.connection, context.person, event)
    if stored is None:
        raise StaleTap("RegistrationTap")
    return rules.use_stored(event, stored[1], context.now)


async def _typed_country(context: Context, event: Event, form: Form, text: str | None) -> Form:
    if text is None:
        raise Refused("not_text", field="country")
    names = await asyncio.to_thread(country_names)
    likely = await registration.countries_to_offer(context.uow.connection, event, context.run.language_code)
    found = read_country(text, names, likely)
    if found.country is not None:
        return rules.forward(form, country=found.country)
    if not found.guesses:
        raise Refused("no_country")
    return replace(form, guesses=found.guesses)


async def _register(update: Update, context: Context, event: Event, form: Form) -> str | int:
    user = update.effective_user
    try:
        done = await registration.register(
            context.uow,
            event,
            form,
            context.actor,
            username=user.username if user else None,
            language=context.words.language,
        )
    except Refused as refusal:
        if refusal.code != "consent_changed":
            raise
        drop_form(context)
        context.toast(views.consent_changed(context.words), alert=True)
        return await begin(context, event)
    drop_form(context)
    context.draft.pop("language", None)
    context.show(views.registered(context.words, event, done.attendee, done.place_in_line))
    return END
