"""Adding a participant who has no Telegram, question by question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain import newcomers as steps
from bot.domain.newcomers import Newcomer, Question
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.services import desk
from bot.views.country_names import codes
from bot.views.desk import AddAct, AddTap, adding
from bot.views.taps import StaleTap
from handlers.context import Context
from handlers.desk.showing import show_participant
from handlers.organising import as_organiser

END = ConversationHandler.END
FORM = "desk_newcomer"  # in the draft


async def answered(_update: Update, context: Context) -> str | int:
    """Any button while somebody is being added."""
    tap = context.tap(AddTap)
    check_desk(context.actor.role)
    if tap.act is AddAct.BEGIN:
        return await _ask(context, Newcomer(context.event.id))
    form = _kept(context)
    if tap.act is AddAct.STOP:
        context.draft.pop(FORM, None)
        context.show(adding.stopped(context.words))
        return END
    if form is None:
        raise StaleTap("AddTap")
    if tap.act is AddAct.SAVE:
        return await _save(context, form)
    try:
        return await _ask(context, _tapped(context, form, tap))
    except ValueError as error:
        raise StaleTap("AddTap") from error


def _tapped(context: Context, form: Newcomer, tap: AddTap) -> Newcomer:
    value = tap.value or ""
    match tap.act:
        case AddAct.TYPE:
            return steps.chose_type(form, value)
        case AddAct.COUNTRY:
            if value not in codes():
                raise ValueError(value)
            return steps.answered(form, Question.COUNTRY, country=value)
        case AddAct.MODES:
            return steps.chose_modes(form, context.event, value)
        case AddAct.LANGUAGE:
            return steps.toggled_language(form, value)
        case AddAct.DONE:
            return steps.answered(form, Question.LANGUAGES)
        case AddAct.SKIP:
            return steps.skip(form)
        case _:
            return steps.back(form)


async def typed(update: Update, context: Context) -> str | int:
    """Words for the open question."""
    check_desk(context.actor.role)
    form = _kept(context)
    if form is None:
        raise Refused("incomplete_newcomer")
    text = update.message.text if update.message else None
    if form.question is Question.COUNTRY:
        reading = await desk.read_country(context.uow, context.event, text)
        if reading.country is not None:
            return await _ask(context, steps.answered(form, Question.COUNTRY, country=reading.country))
        return await _ask(context, replace(form, guesses=tuple(reading.guesses)))
    return await _ask(context, steps.typed(form, text))


async def _ask(context: Context, form: Newcomer) -> str:
    context.draft[FORM] = form.to_json()
    more: dict[str, Any] = {}
    if form.question is Question.COUNTRY and not form.guesses:
        more["likely"] = await desk.likely_countries(context.uow, context.event)
    if form.question is Question.SUMMARY:
        more["same"] = await desk.same_name(context.uow, context.event, form.name or "")
        more["full"] = await desk.full(context.uow, context.event)
    context.show(adding.question(context.words, context.event, form, **more))
    return form.question.value


def _kept(context: Context) -> Newcomer | None:
    """The form that was begun, unless it is of another event."""
    kept = context.draft.get(FORM)
    form = Newcomer.from_json(kept) if isinstance(kept, dict) else None
    return form if form is not None and form.event == context.event.id else None


async def _save(context: Context, form: Newcomer) -> int:
    by = await as_organiser(context)
    who = await desk.add(context.uow, context.event, context.actor.role, by, form)
    context.draft.pop(FORM, None)
    await show_participant(context, who, adding.added_line(context.words, form.name or ""))
    return END
