"""The desk's *Matches*: order a set of meetings, look at it, make it or drop it."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.roles import check_desk
from bot.services.matching import ordering
from bot.views.matching import MatchesAct, MatchesTap
from bot.views.matching import sets as views
from bot.views.taps import StaleTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.organising import as_organiser
from storage.matching import MatchStatus, lists


async def opened(_update: Update, context: Context) -> None:
    """What is under way or waits for a word; else how many meetings everybody is to have."""
    check_desk(context.actor.role)
    found = await lists.open_one(context.uow.connection, context.event.id)
    if found is None:
        context.show(views.opened(context.words, context.event))
    else:
        context.show(await ordering.screen_of(context.uow.connection, context.event, found, context.words))


async def start(_update: Update, context: Context) -> None:
    """Work one out."""
    check_desk(context.actor.role)
    tap = context.tap(MatchesTap)
    if tap.value not in views.LEAST:
        raise StaleTap("MatchesTap")
    person = await as_organiser(context)
    found = await ordering.order(context.uow, context.event, person, tap.value)
    context.show(await ordering.screen_of(context.uow.connection, context.event, found, context.words))


async def show(_update: Update, context: Context) -> None:
    """As it stands."""
    check_desk(context.actor.role)
    found = await ordering.find(context.uow.connection, context.event, context.tap(MatchesTap).number)
    context.show(await ordering.screen_of(context.uow.connection, context.event, found, context.words))


async def sheet(_update: Update, context: Context) -> None:
    """All of it, as a file of its own."""
    check_desk(context.actor.role)
    person = await as_organiser(context)
    await ordering.order_sheet(context.uow, context.event, person, context.tap(MatchesTap).number)
    context.toast(context.words.plain("The sheet comes in a moment."))


async def ask_make(_update: Update, context: Context) -> None:
    """Sure?"""
    check_desk(context.actor.role)
    found = await ordering.find(context.uow.connection, context.event, context.tap(MatchesTap).number)
    if found.status is not MatchStatus.READY or found.result is None:
        context.show(await ordering.screen_of(context.uow.connection, context.event, found, context.words))
        return
    context.show(views.ask_make(context.words, context.event, found.id, len(found.result["matches"])))


async def make(_update: Update, context: Context) -> None:
    """Make them; a second tap changes nothing."""
    check_desk(context.actor.role)
    person = await as_organiser(context)
    done = await ordering.make_of(context.uow, context.event, person, context.tap(MatchesTap).number)
    if done is None:
        context.toast(context.words.plain("They are made already."))
        return
    left_out = sum(done.left_out.values())
    context.show(views.made(context.words, context.event, len(done.meetings), done.people, left_out))


async def drop(_update: Update, context: Context) -> None:
    """Nothing of it is made."""
    check_desk(context.actor.role)
    person = await as_organiser(context)
    await ordering.drop(context.uow, context.event, person, context.tap(MatchesTap).number)
    context.show(views.dropped(context.words))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Its buttons; it needs no words."""
    acts = {
        MatchesAct.OPEN: opened,
        MatchesAct.START: start,
        MatchesAct.SHOW: show,
        MatchesAct.FILE: sheet,
        MatchesAct.ASK_MAKE: ask_make,
        MatchesAct.MAKE: make,
        MatchesAct.DROP: drop,
    }
    return [on(MatchesTap, handler, act=act) for act, handler in acts.items()]
