"""The buttons after a meeting, and those about somebody who does not come."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.after import GapOffer, Happened, OfferState, Result, Said
from bot.domain.ids import MeetingId
from bot.domain.people import Attendee
from bot.services import after, meetings
from bot.views import after as views
from bot.views.after import AfterAct, AfterTap, GapAct, GapTap
from bot.views.meetings import Shown
from handlers.callbacks import on
from handlers.context import Context
from handlers.meetings.tapping import side

HAPPENED = {AfterAct.HELD: Happened.HELD, AfterAct.NOBODY: Happened.NOBODY, AfterAct.SHORT: Happened.SHORT}
RESULTS = {AfterAct.FOLLOW_UP: Result.FOLLOW_UP, AfterAct.PROJECT: Result.PROJECT, AfterAct.NO_FIT: Result.NO_FIT}


async def happened(_update: Update, context: Context) -> None:
    """*It took place*, *Nobody came*, *Too short*."""
    tap = context.tap(AfterTap)
    me = await side(context, tap.meeting)
    said = await after.say_happened(context.uow, tap.meeting, HAPPENED[tap.act], by=me)
    await _question(context, tap.meeting, me, said)


async def result(_update: Update, context: Context) -> None:
    """*A follow-up*, *A joint project*, *No fit*."""
    tap = context.tap(AfterTap)
    me = await side(context, tap.meeting)
    said = await after.say_result(context.uow, tap.meeting, RESULTS[tap.act], by=me)
    await _question(context, tap.meeting, me, said)


async def share(_update: Update, context: Context) -> None:
    """*Yes, exchange*, *No, thanks*."""
    tap = context.tap(AfterTap)
    me = await side(context, tap.meeting)
    said = await after.share_contact(context.uow, tap.meeting, tap.act is AfterAct.SHARE, by=me)
    await _question(context, tap.meeting, me, said)


async def again(_update: Update, context: Context) -> None:
    """*Change*: the first question again; what was said stays until something else is."""
    tap = context.tap(AfterTap)
    me = await side(context, tap.meeting)
    await after.said_by(context.uow, tap.meeting, me.id)
    await _question(context, tap.meeting, me, Said(tap.meeting, me.id, context.now))


async def call(_update: Update, context: Context) -> None:
    """*Nobody here*: the other side is called at once."""
    tap = context.tap(AfterTap)
    me = await side(context, tap.meeting)
    called, both = await after.call_missing(context.uow, tap.meeting, by=me)
    shown = await _shown(context, tap.meeting, me)
    if both:
        context.send(views.both_here(context.words, shown))
    elif called.waiting_id != me.id:
        context.send(views.called(context.words, shown, called))
    else:
        reached = shown.other_person.telegram_id is not None and shown.other_person.reachable
        context.send(views.waiting(context.words, shown, called, reached=reached), subject=f"call:{called.id}")


async def coming(_update: Update, context: Context) -> None:
    """*I am coming*, by the missing side."""
    standing, me = await _party(context)
    _, changed = await after.coming(context.uow, standing.id, by=me)
    shown = await _shown(context, standing.meeting_id, me)
    if changed or standing.state is OfferState.CLOSED:
        context.show(views.coming_noted(context.words, shown))
    else:
        context.show(views.missed(context.words, shown))


async def cant_come(_update: Update, context: Context) -> None:
    """*I can't come*, by the missing side: the slot is offered at once."""
    standing, me = await _party(context)
    await after.give_up(context.uow, standing.id, by=me)
    context.show(views.cant_come_noted(context.words, await _shown(context, standing.meeting_id, me)))


async def they_came(_update: Update, context: Context) -> None:
    """*They are here now*, by whoever waits."""
    standing, me = await _party(context)
    await after.they_came(context.uow, standing.id, by=me)
    now = await after.standing(context.uow, standing.id)
    context.show(views.waiting(context.words, await _shown(context, standing.meeting_id, me), now, reached=True))


async def take(_update: Update, context: Context) -> None:
    """*I am coming*, by somebody near by: the first has the slot."""
    tap = context.tap(GapTap)
    _, meeting = await after.take(context.uow, tap.offer, by=context.attendee)
    if meeting is None:
        context.show(views.offer_over(context.words))
        return
    shown = await _shown(context, meeting.id, context.attendee)
    context.show(views.taken(context.words, shown), subject=f"meeting:{meeting.id}")


async def no_thanks(_update: Update, context: Context) -> None:
    """*No, thanks*, by somebody near by."""
    context.show(views.no_thanks(context.words))


async def _party(context: Context) -> tuple[GapOffer, Attendee]:
    standing = await after.standing(context.uow, context.tap(GapTap).offer)
    return standing, await side(context, standing.meeting_id)


async def _shown(context: Context, meeting_id: MeetingId, me: Attendee) -> Shown:
    return await meetings.shown(context.uow, meeting_id, me)


async def _question(context: Context, meeting_id: MeetingId, me: Attendee, said: Said) -> None:
    shown = await _shown(context, meeting_id, me)
    context.show(views.question(context.words, shown, said), subject=f"after:{meeting_id}")


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """One for each button."""
    return [
        *(on(AfterTap, happened, act=act) for act in HAPPENED),
        *(on(AfterTap, result, act=act) for act in RESULTS),
        on(AfterTap, share, act=AfterAct.SHARE),
        on(AfterTap, share, act=AfterAct.KEEP),
        on(AfterTap, again, act=AfterAct.AGAIN),
        on(AfterTap, call, act=AfterAct.CALL),
        on(GapTap, coming, act=GapAct.COMING),
        on(GapTap, cant_come, act=GapAct.CANT_COME),
        on(GapTap, they_came, act=GapAct.THEY_CAME),
        on(GapTap, take, act=GapAct.TAKE),
        on(GapTap, no_thanks, act=GapAct.NO_THANKS),
    ]
