"""*For you*: the first thing /people shows, the cards that open from it, *Not interested* and *Undo*."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.people import Attendee
from bot.services import matching, people
from bot.services.matching import ForYou
from bot.views import matching as views
from bot.views.matching import ForYouAct, ForYouTap
from bot.views.standing import standing
from bot.views.taps import StaleTap
from handlers.context import Context

END = ConversationHandler.END


async def offer(context: Context) -> bool:
    """Show *For you*, if there is anybody to show."""
    found = await matching.for_you(context.uow, context.event, context.attendee)
    if not found.people:
        return False
    _show(context, found, None)
    return True


def _show(context: Context, found: ForYou, waved: Attendee | None) -> None:
    w, event = context.words, context.event
    if found.reading:
        context.show(views.still_reading(w))
    elif not found.people:
        context.show(views.nobody_left(w, found.page, waved, has_wishes=bool(context.attendee.interests)))
    else:
        lines = [views.Line(one.attendee, one.why, one.slot) for one in found.people]
        screen = views.for_you(w, event, lines, page=found.page, pages=found.pages, now=context.now, waved=waved)
        context.show(screen)


async def tapped(_update: Update, context: Context) -> bool:
    """Any button of it; whether it is the list that is looked at now."""
    tap = context.tap(ForYouTap)
    if tap.act is ForYouAct.CARD:
        await _card(context, tap)
        return False
    waved = None
    if tap.act is ForYouAct.WAVE:
        if tap.who is None:
            raise StaleTap("ForYouTap")
        waved = await matching.wave_away(context.uow, context.event, context.attendee, tap.who)
        context.toast(context.words.plain("Noted. You will not see them here again."))
    elif tap.act is ForYouAct.UNDO:
        if tap.who is None:
            raise StaleTap("ForYouTap")
        await matching.call_back(context.uow, context.attendee, tap.who)
    _show(context, await matching.for_you(context.uow, context.event, context.attendee, tap.page), waved)
    return True


async def _card(context: Context, tap: ForYouTap) -> None:
    if tap.who is None:
        raise StaleTap("ForYouTap")
    w, event, me, connection = context.words, context.event, context.attendee, context.uow.connection
    shown, why = await matching.look_at(context.uow, event, me, tap.who)
    meeting = await people.between(connection, me, tap.who)
    line, opens = standing(w, event, meeting, me.id) if meeting else (None, None)
    waved = await matching.waved_away(connection, me, tap.who)
    context.show(views.card(w, event, shown, why, page=tap.page, standing=line, opens=opens, waved=waved))
