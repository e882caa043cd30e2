"""*Timetable* from the desk: what is to be placed, watching it being worked out, the preview, publishing; and what the
desk says about one meeting. Role and event are checked on every press.
"""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, ConversationHandler

from bot.domain.proposals import Stage, Standing
from bot.domain.roles import check_desk
from bot.domain.timetable import Keep
from bot.services import desk, timetable
from bot.views import desk as desk_views
from bot.views import timetable as views
from bot.views.taps import StaleTap
from bot.views.timetable import NEW, PinAct, PinTap, PlanAct, PlanTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.organising import as_organiser

END = ConversationHandler.END


async def pressed(_update: Update, context: Context) -> int:
    """Any button of the timetable."""
    tap, w, uow, event, role = (
        context.tap(PlanTap),
        context.words,
        context.uow,
        context.event,
        context.actor.role,
    )
    check_desk(role)
    by = (await as_organiser(context)).id
    if tap.act is PlanAct.OPEN:
        found = await timetable.current(uow, event, role)
        if found is None:
            context.show(views.opening(w, event, await timetable.stock(uow, event, role)))
        else:
            await _watch(context, found)
        return END
    if tap.act is PlanAct.CHOOSE:
        context.show(views.opening(w, event, await timetable.stock(uow, event, role), _choice(tap)))
        return END
    if tap.act is PlanAct.START:
        choice = _choice(tap)
        found = await timetable.start(
            uow,
            event,
            role,
            by,
            only_unplaced=choice == NEW,
            keep=Keep.FREE if choice == NEW else Keep(choice),
            chat_id=context.actor.chat_id,
            message_id=_message(context),
        )
        _show(context, found)
        return END
    if tap.id is None:
        raise StaleTap("PlanTap")
    match tap.act:
        case PlanAct.STOP:
            _show(context, await timetable.stop(uow, event, role, by, tap.id))
        case PlanAct.DISCARD:
            _show(context, await timetable.discard(uow, event, role, by, tap.id))
        case PlanAct.MOVERS:
            context.show(views.movers(w, await timetable.movers(uow, event, role, tap.id, tap.page)), _subject(tap))
        case PlanAct.UNPLACED:
            context.show(views.unplaced(w, await timetable.unplaced(uow, event, role, tap.id, tap.page)), _subject(tap))
        case PlanAct.ASK_PUBLISH:
            found = await timetable.look(uow, event, role, tap.id)
            if found.proposal.status is Stage.READY:
                context.show(views.sure_to_publish(w, found), _subject(tap))
            else:
                _show(context, found)
        case PlanAct.PUBLISH:
            chat, message = context.actor.chat_id, _message(context)
            found = await timetable.publish_soon(uow, event, role, by, tap.id, chat_id=chat, message_id=message)
            _show(context, found)
        case _:
            await _watch(context, await timetable.look(uow, event, role, tap.id))
    return END


async def pinned(_update: Update, context: Context) -> int:
    """*Keep this time* and *Must happen*, under a meeting on the desk."""
    tap, uow, event, role = context.tap(PinTap), context.uow, context.event, context.actor.role
    check_desk(role)
    by = (await as_organiser(context)).id
    if tap.act in {PinAct.PIN, PinAct.UNPIN}:
        await timetable.pin(uow, event, role, by, tap.meeting, pinned=tap.act is PinAct.PIN)
    else:
        await timetable.must_happen(uow, event, role, by, tap.meeting, must=tap.act is PinAct.MUST)
    office = await desk.office(uow, event, role, tap.meeting, tap.of)
    context.show(desk_views.meeting_card(context.words, office))
    return END


async def _watch(context: Context, found: Standing) -> None:
    """Show it, and keep this message true while it is worked on."""
    chat = context.actor.chat_id
    _show(context, await timetable.watch(context.uow, found.event, found.proposal, chat, _message(context)))


def _show(context: Context, found: Standing) -> None:
    context.show(views.standing(context.words, found), timetable.subject_of(found.proposal.id))


def _subject(tap: PlanTap) -> str | None:
    return None if tap.id is None else timetable.subject_of(tap.id)


def _message(context: Context) -> int | None:
    message = context.query.message if context.query else None
    return None if message is None else message.message_id


def _choice(tap: PlanTap) -> str:
    if tap.choice not in views.CHOICES:
        raise StaleTap("PlanTap")
    return tap.choice


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Both kinds of buttons."""
    return [on(PlanTap, pressed), on(PinTap, pinned)]
