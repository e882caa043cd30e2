"""Somebody says themselves that they come later, or leave earlier."""

from __future__ import annotations

from telegram import Update

from bot.domain.absences import Absence, Why, day_ahead
from bot.services import repairs
from bot.services.people import may_take_part
from bot.services.repairs.asking import AUTOMATIC
from bot.views import repairs as views
from bot.views.repairs import AwayAct, AwayTap
from handlers.context import Context
from handlers.repairs.reporting import moment_of


async def tapped(_update: Update, context: Context) -> None:
    """*I come later*, *I leave earlier*, and the time."""
    tap, words, event, me = context.tap(AwayTap), context.words, context.event, context.attendee
    may_take_part(me)
    if tap.act in {AwayAct.ASK, AwayAct.ASK_LEAVES}:
        day = day_ahead(event, context.now)
        context.show(views.mine(words, event, day, leaving=tap.act is AwayAct.ASK_LEAVES))
        return
    leaving = tap.act is AwayAct.LEAVES
    moment = moment_of(tap.at)
    await repairs.say(context.uow, event, me, Absence(Why.LEAVES if leaving else Why.LATE, moment))
    automatic = event.rules.repair == AUTOMATIC
    context.show(views.noted(words, event, moment, leaving=leaving, automatic=automatic))
