"""The desk says that somebody is late, leaves early or does not come; it is shown, and done by one tap."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.absences import Absence, Why, day_ahead
from bot.domain.ids import AttendeeId, ProposalId
from bot.domain.people import Attendee
from bot.domain.typed_times import Kind, read_moments
from bot.services import repairs
from bot.views import repairs as views
from bot.views.repairs import RepairAct, RepairTap
from bot.views.taps import StaleTap
from handlers.context import Context
from handlers.organising import as_organiser

END = ConversationHandler.END
LATE, LEAVES = "late", "leaves"  # what typed words answer
WHO = "repair_who"
MINUTES = re.compile(r"\+?\s*(\d{1,3})\s*(?:min\.?|m|')?", re.IGNORECASE)
LATEST = 4_102_444_800 // 60  # the year 2100, in minutes since 1970


async def tapped(_update: Update, context: Context) -> str | int:
    """Any button of the desk about somebody who is late or away."""
    tap = context.tap(RepairTap)
    if tap.a is None:
        raise StaleTap("RepairTap")
    if tap.act in {RepairAct.LOOK, RepairAct.DO, RepairAct.LEAVE}:
        return await _of_repair(context, tap.act, ProposalId(tap.a))
    who = (await repairs.about(context.uow, context.event, context.actor.role, AttendeeId(tap.a))).attendee
    match tap.act:
        case RepairAct.ASK_LEAVES:
            context.draft[WHO] = who.id
            context.show(views.leaves(context.words, context.event, who, day_ahead(context.event, context.now)))
            return LEAVES
        case RepairAct.LATE:
            return await _late(context, who, tap.b or 0)
        case RepairAct.COMES:
            return await _report(context, who, Absence(Why.LATE, moment_of(tap.b)))
        case RepairAct.LEAVES:
            return await _report(context, who, Absence(Why.LEAVES, moment_of(tap.b)))
        case RepairAct.DAY | RepairAct.WHOLE:
            day = day_ahead(context.event, context.now)
            if not day:
                return await ask(context, who)
            why = Why.DAY if tap.act is RepairAct.DAY else Why.WHOLE
            return await _report(context, who, Absence(why, day[0].starts_at))
        case RepairAct.FREE:
            by = await as_organiser(context)
            await repairs.here_after_all(context.uow, context.event, context.actor.role, by.id, who.id)
            context.show(views.free_again(context.words, who))
            return END
    return await ask(context, who)


async def ask(context: Context, who: Attendee) -> str:
    """What is the matter with them?"""
    event, now = context.event, context.now
    day = day_ahead(event, now)
    ahead = {event.day_of(slot.starts_at) for slot in event.slots if slot.starts_at > now}
    marked = await repairs.marked(context.uow, event, who)
    context.draft[WHO] = who.id
    context.show(views.what(context.words, event, who, day, marked=marked, several=len(ahead) > 1))
    return LATE


async def late_typed(update: Update, context: Context) -> str | int:
    """Minutes, or when they come."""
    who = await _who(context)
    text = _text(update)
    minutes = MINUTES.fullmatch(text)
    if minutes is not None and int(minutes[1]):
        return await _late(context, who, int(minutes[1]))
    return await _time(context, who, text, RepairAct.COMES)


async def leaves_typed(update: Update, context: Context) -> str | int:
    """When they leave."""
    return await _time(context, await _who(context), _text(update), RepairAct.LEAVES)


def moment_of(minute: int | None) -> datetime:
    """The moment on a button."""
    if minute is None or not 0 <= minute <= LATEST:
        raise StaleTap("RepairTap")
    return datetime.fromtimestamp(minute * 60, UTC)


async def _time(context: Context, who: Attendee, text: str, act: RepairAct) -> str | int:
    words, event = context.words, context.event
    state = LATE if act is RepairAct.COMES else LEAVES
    day = day_ahead(event, context.now)
    if not day:
        return await ask(context, who)
    days = [event.day_of(day[0].starts_at)]
    reading = read_moments(text, language=words.language, now=context.now, zone=event.zone, days=days)
    if reading.kind is Kind.MOMENT:
        why = Why.LATE if act is RepairAct.COMES else Why.LEAVES
        return await _report(context, who, Absence(why, reading.moments[0]))
    if reading.moments:
        context.show(views.which(words, event, who, reading.moments, act))
    else:
        context.show(views.no_time(words, reading.kind, who))
    return state


async def _late(context: Context, who: Attendee, minutes: int) -> str | int:
    moment = await repairs.comes_at(context.uow, context.event, who, minutes)
    if moment is None:
        return await ask(context, who)
    return await _report(context, who, Absence(Why.LATE, moment))


async def _report(context: Context, who: Attendee, absence: Absence) -> int:
    by = await as_organiser(context)
    chat_id, role = context.actor.chat_id, context.actor.role
    made = await repairs.report(context.uow, context.event, role, by.id, who.id, absence, chat_id)
    context.show(views.standing(context.words, made), subject=repairs.subject_of(made.proposal.id))
    return END


async def _of_repair(context: Context, act: RepairAct, id_: ProposalId) -> int:
    uow, event, role = context.uow, context.event, context.actor.role
    if act is RepairAct.DO:
        by = await as_organiser(context)
        found = await repairs.carry_out(uow, event, role, by.id, id_, context.actor.chat_id)
    elif act is RepairAct.LEAVE:
        found = await repairs.leave(uow, event, role, id_)
    else:
        found = await repairs.look(uow, event, role, id_)
    context.show(views.standing(context.words, found), subject=repairs.subject_of(id_))
    return END


async def _who(context: Context) -> Attendee:
    who = context.draft.get(WHO)
    if not isinstance(who, int):
        raise StaleTap("RepairTap")
    return (await repairs.about(context.uow, context.event, context.actor.role, AttendeeId(who))).attendee


def _text(update: Update) -> str:
    return ((update.message.text if update.message else None) or "").strip()
