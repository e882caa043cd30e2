"""/approvals: organisers decide who takes part, and give places to those on the waiting list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.refusals import Refused
from bot.services import registration
from bot.views import approvals as views
from bot.views.approvals import LISTS, ApprovalAct, ApprovalTap
from bot.views.taps import StaleTap
from bot.views.words import Html
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from storage import people

REASON = "reason"
DRAFT = "refusing"
END = ConversationHandler.END
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STATUSES = {act: status for status, act in LISTS.items()}


def _decides(context: Context) -> None:
    if context.actor.role not in registration.DECIDES or context.run.event is None:
        raise Refused("organisers_only")


async def show(context: Context, status: AttendeeStatus, page: int = 0, said: Html | None = None) -> int:
    """One list of this event's registrations, as an organiser sees it."""
    _decides(context)
    event, connection = context.event, context.uow.connection
    found = await people.with_status(connection, event.id, status, page)
    numbers = {one: await people.number_with(connection, event.id, one) for one in LISTS if one is not status}
    taken = await people.seats_taken(connection, event.id)
    context.show(views.people(context.words, event, status, found, numbers, taken, said))
    return END


async def command(_update: Update, context: Context) -> int:
    """/approvals."""
    return await show(context, AttendeeStatus.APPLIED)


async def tapped(_update: Update, context: Context) -> str | int:
    """Any button of these screens."""
    tap = context.tap(ApprovalTap)
    context.draft.pop(DRAFT, None)
    _decides(context)
    if tap.act in STATUSES:
        return await show(context, STATUSES[tap.act], tap.number or 0)
    if tap.act is ApprovalAct.ALL:
        return await _ask_about_all(context)
    if tap.act is ApprovalAct.ALL_NOW:
        until = EPOCH + timedelta(microseconds=min(max(tap.number or 0, 0), 2**55))
        number, waiting = await registration.approve_all(context.uow, context.event, until=until, by=context.person.id)
        said = views.approved_all(context.words, number, waiting)
        return await show(context, AttendeeStatus.APPLIED, said=said)
    return await _about(context, tap.act, await _attendee(context, tap.number))


async def _about(context: Context, act: ApprovalAct, attendee: Attendee) -> str | int:
    uow, event, w, by = context.uow, context.event, context.words, context.person.id
    match act:
        case ApprovalAct.CARD:
            line = None
            if attendee.status is AttendeeStatus.WAITING:
                line = await people.place_in_line(uow.connection, attendee)
            taken = await people.seats_taken(uow.connection, event.id)
            context.show(views.card(w, event, attendee, line, taken))
        case ApprovalAct.APPROVE:
            approved = await registration.approve(uow, event, attendee.id, by=by)
            return await show(context, AttendeeStatus.APPLIED, said=views.approved_one(w, approved))
        case ApprovalAct.REFUSE:
            if attendee.status is not AttendeeStatus.APPLIED:
                raise Refused("already_decided")
            context.draft[DRAFT] = attendee.id
            context.show(views.why_refuse(w, attendee))
            return REASON
        case ApprovalAct.REFUSE_NOW:
            refused = await registration.refuse(uow, event, attendee.id, by=by)
            return await show(context, AttendeeStatus.APPLIED, said=views.refused_one(w, refused))
        case ApprovalAct.PLACE:
            over = await registration.give_place(uow, event, attendee.id, by=by)
            return await show(context, AttendeeStatus.WAITING, said=views.placed(w, attendee, over=over))
    return END


async def reason(update: Update, context: Context) -> int:
    """The reason of a refusal was typed."""
    _decides(context)
    attendee = await _attendee(context, context.draft.get(DRAFT))
    text = update.message.text if update.message else None
    if text is None:
        raise Refused("not_text", field="reason")
    refused = await registration.refuse(context.uow, context.event, attendee.id, by=context.person.id, reason=text)
    context.draft.pop(DRAFT, None)
    return await show(context, AttendeeStatus.APPLIED, said=views.refused_one(context.words, refused))


async def _ask_about_all(context: Context) -> int:
    event, connection = context.event, context.uow.connection
    number = await people.number_with(connection, event.id, AttendeeStatus.APPLIED)
    if not number:
        return await show(context, AttendeeStatus.APPLIED)
    until = (context.now - EPOCH) // timedelta(microseconds=1)
    taken = await people.seats_taken(connection, event.id)
    context.show(views.sure_of_all(context.words, event, number, until, taken))
    return END


async def _attendee(context: Context, number: int | None) -> Attendee:
    found = (await people.attendees(context.uow.connection, [AttendeeId(number or 0)])).get(AttendeeId(number or 0))
    if found is None:
        raise StaleTap("ApprovalTap")
    if found.event_id != context.event.id:
        raise Refused("organisers_only")
    return found


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """A conversation only while a reason is being typed."""
    return [
        DurableConversation(
            "approvals",
            entry_points=[
                CommandHandler("approvals", command, filters=UpdateType.MESSAGE),
                on(ApprovalTap, tapped),
            ],
            states={REASON: [MessageHandler(UpdateType.MESSAGE & ~COMMAND, reason)]},
            fallbacks=[],
        )
    ]
