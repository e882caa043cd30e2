"""Taps: each leads to the next question, to the end, or to another event."""

from __future__ import annotations

from telegram import Update

from bot.domain import registration as rules
from bot.domain.events import Event
from bot.domain.ids import TopicId
from bot.domain.people import AttendeeType, Mode
from bot.domain.refusals import Refused
from bot.domain.registration import OF_THE_EVENT, SIDES, Form, Step
from bot.services import registration
from bot.services.events import event_by_slug
from bot.services.languages import zones
from bot.services.menus import menu_follows
from bot.views import registration as views
from bot.views.country_names import codes
from bot.views.language_names import likely_languages, spoken_codes
from bot.views.registration import Act, RegistrationTap
from bot.views.taps import StaleTap
from handlers.context import Context
from handlers.registration.entering import (
    END,
    ask,
    begin,
    closed,
    drop_form,
    enter,
    is_in,
    keep_form,
    kept_form,
)


async def tapped(update: Update, context: Context) -> str | int:
    """Any button of the registration."""
    tap = context.tap(RegistrationTap)
    if tap.act in {Act.OPEN, Act.ANEW, Act.TELL_ME, Act.TELL_ME_NOT}:
        event = await event_by_slug(context.uow.connection, tap.value or "")
        if event is None:
            raise StaleTap("RegistrationTap")
        if tap.act in {Act.TELL_ME, Act.TELL_ME_NOT}:
            return await _tell(update, context, event, wanted=tap.act is Act.TELL_ME)
        if tap.act is Act.ANEW:
            drop_form(context)
        return await enter(context, event, take_part=True)
    form = kept_form(context)
    if form is None:
        return await _already_done(context)
    event = await event_of(context, form)
    if tap.act is not Act.RESUME and tap.at is not form.step:
        return await ask(context, event, form)  # a button of a question that has its answer
    if tap.act is Act.DECLINE:
        drop_form(context)
        context.show(views.declined(context.words, event))
        return END
    if tap.act is Act.REGISTER:
        return await _register(update, context, event, form)
    form = await _answer(update, context, event, form, tap)
    if tap.act is Act.AT_ONCE:
        return await _register(update, context, event, form)
    keep_form(context, form)
    return await ask(context, event, form)


async def event_of(context: Context, form: Form) -> Event:
    """The form's event; ``nothing_begun`` when it is gone."""
    event = await event_by_slug(context.uow.connection, form.event)
    if event is None:
        raise Refused("nothing_begun")
    context.run.event = event
    return event


async def _already_done(context: Context) -> str | int:
    if context.run.event is None or not is_in(context, context.run.event):
        raise Refused("nothing_begun")
    return await enter(context, context.run.event)  # a second tap on *Register*


async def _answer(update: Update, context: Context, event: Event, form: Form, tap: RegistrationTap) -> Form:
    value = tap.value or ""
    try:
        match tap.act:
            case Act.AGREE:
                user = update.effective_user
                return rules.agree(form, event, user.full_name if user else "", context.now)
            case Act.STORED | Act.AT_ONCE:
                return await _stored(context, event, Mode(value) if tap.act is Act.AT_ONCE else None)
            case Act.MODE:
                index, _, mode = value.partition("=")
                admitted = rules.admission(event, context.now)
                return rules.set_mode(form, event, int(index), Mode(mode), admitted)
            case Act.EVERY_DAY:
                return rules.every_day(form, event, Mode(value), rules.admission(event, context.now))
            case Act.DONE if form.step is Step.MODES:
                return rules.settle_days(form, event)
            case Act.EDIT:
                return rules.edit(form, Step(value))
            case Act.BACK:
                return rules.back(form) if value == str(int(bool(form.guesses))) else form
            case _:
                return _chosen(context, event, form, tap.act, value)
    except (ValueError, KeyError, IndexError) as error:
        raise StaleTap("RegistrationTap") from error


def _chosen(context: Context, event: Event, form: Form, act: Act, value: str) -> Form:
    match act:
        case Act.KEEP | Act.DONE:
            return rules.forward(form)
        case Act.TYPE:
            return rules.forward(form, type=AttendeeType(value))
        case Act.COUNTRY if value in codes():
            return rules.in_country(form, value, likely_languages(context.run.language_code, value))
        case Act.LANGUAGE if value[:-1] in spoken_codes():
            wanted = value[-1] == "+"
            return rules.speak(form, rules.choose_language(form.languages, value[:-1], wanted))
        case Act.INTERPRETER:
            return rules.wish_interpreter(form, value == "+")
        case Act.TOPIC:
            topic, side = TopicId(int(value[:-1])), SIDES[form.step]
            if all(known.id != topic for known in event.topics):
                return form
            return rules.with_chosen(form, side, rules.choose(form.chosen(side), topic, value[-1] == "+"))
        case Act.WORDS:
            side = SIDES[form.step]
            return rules.with_chosen(form, side, rules.drop_words(form.chosen(side), value))
        case Act.NO_ABOUT:
            return rules.forward(form, about=None)
        case Act.ZONE if value == OF_THE_EVENT or value in zones():
            return rules.forward(form, timezone=value)
        case Act.RESUME:
            return form
        case _:
            raise StaleTap("RegistrationTap")


async def _stored(context: Context, event: Event, mode: Mode | None) -> Form:
    stored = await registration.stored_form(context.uow.connection, context.person, event)
    if stored is None:
        raise StaleTap("RegistrationTap")
    admitted = rules.admission(event, context.now)
    if mode is None:  # to be looked over: what they did last time is only a beginning
        mode = Mode.ONLINE if admitted is rules.Admission.ONLINE else registration.usual_mode(stored[1])
    return rules.use_stored(event, stored[1], context.now, mode, admitted)


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
    context.show(views.registered(context.words, event, done.attendee, done.place_in_line))
    chosen = context.draft.pop("language", None)  # it is the person's from now on
    if chosen is not None:
        menu_follows(context.uow, context.actor.telegram_id, str(chosen), context.actor.role)
    return END


async def _tell(update: Update, context: Context, event: Event, *, wanted: bool) -> str | int:
    """*Tell me when it is*, and its undoing; by now registration may have opened, or be over."""
    context.run.event = event
    if not wanted:
        await registration.tell_me_not(context.uow, event, context.actor)
        context.show(views.will_not_be_told(context.words, event))
        return END
    try:
        rules.admission(event, context.now)
    except Refused as refusal:
        if refusal.code not in views.TO_COME:
            await closed(context, event, refusal)
            return END
        user = update.effective_user
        await registration.tell_me(
            context.uow,
            event,
            context.actor,
            name=user.full_name if user else "",
            username=user.username if user else None,
            language=context.words.language,
        )
        context.show(views.will_be_told(context.words, event))
        return END
    return await enter(context, event, take_part=True)
