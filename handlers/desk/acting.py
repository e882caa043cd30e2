"""What the desk does with meetings: answer, place, move, cancel, ask, for whoever it concerns."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.roles import check_desk
from bot.services import desk
from bot.services.meetings import Outcome
from bot.views import desk as views
from bot.views.desk import AskAct, AskTap, OfficeAct, OfficeTap
from bot.views.people import name_of
from bot.views.taps import StaleTap
from bot.views.words import Html
from handlers.context import Context
from handlers.organising import as_organiser

END = ConversationHandler.END
ADD_WHOM = "add_whom"  # a state: somebody's name
ADD_TO = "desk_add_to"  # in the draft: the meeting


async def pressed(_update: Update, context: Context) -> str | int:
    """Any button under a meeting on the desk."""
    tap = context.tap(OfficeTap)
    check_desk(context.actor.role)
    if tap.act is OfficeAct.ASK_ADD:
        context.draft[ADD_TO] = tap.meeting
        return await _ask_to_add(context, tap.meeting, None)
    try:
        await _pressed(context, tap)
    except KeyError as error:
        raise StaleTap("OfficeTap") from error
    return END


async def _pressed(context: Context, tap: OfficeTap) -> None:
    w, uow, event, role = context.words, context.uow, context.event, context.actor.role
    by = await as_organiser(context)
    match tap.act:
        case OfficeAct.ACCEPT:
            outcome = await desk.accept(uow, event, role, by, tap.meeting, tap.version)
            await _done(context, tap, outcome, w.say("✅ <b>Accepted. Both are told.</b>"))
        case OfficeAct.DECLINE:
            outcome = await desk.decline(uow, event, role, by, tap.meeting, tap.version)
            await _done(context, tap, outcome, w.say("✅ <b>Declined. Both are told.</b>"))
        case OfficeAct.WITHDRAW:
            outcome = await desk.withdraw(uow, event, role, by, tap.meeting, tap.version)
            await _done(context, tap, outcome, w.say("✅ <b>Withdrawn. Both are told.</b>"))
        case OfficeAct.ASK_CANCEL:
            context.show(views.sure_to_cancel(w, await desk.office(uow, event, role, tap.meeting, tap.of)))
        case OfficeAct.CANCEL:
            outcome = await desk.cancel(uow, event, role, by, tap.meeting, tap.version)
            await _done(context, tap, outcome, w.say("✅ <b>Cancelled. Both are told.</b>"))
        case OfficeAct.TIMES:
            await _times(context, tap)
        case OfficeAct.SLOT:
            outcome = await desk.at_slot(uow, event, role, by, tap.meeting, tap.version, _slot(tap))
            await _done(context, tap, outcome, w.say("✅ <b>Done. Both are told.</b>"))
        case OfficeAct.TABLES:
            slot, free = await desk.free_tables(uow, event, role, tap.meeting)
            office = await desk.office(uow, event, role, tap.meeting, tap.of)
            context.show(views.choose_table(w, office, slot, free, tap.page))
        case OfficeAct.TABLE:
            if tap.place is None:
                raise StaleTap("OfficeTap")
            outcome = await desk.at_place(uow, event, role, by, tap.meeting, tap.version, _slot(tap), tap.place)
            await _done(context, tap, outcome, w.say("✅ <b>Moved to that table. Both are told.</b>"))
        case OfficeAct.ADD:
            if tap.of is None:
                raise StaleTap("OfficeTap")
            outcome = await desk.add_to_meeting(uow, event, role, by, tap.meeting, tap.of)
            await _done(context, tap, outcome, w.say("✅ <b>They are asked.</b>"))
        case OfficeAct.TOLD:
            if tap.of is None:
                raise StaleTap("OfficeTap")
            await desk.told(uow, event, role, by, tap.meeting, tap.version, tap.of)
            await _show(context, tap.meeting, tap.of)
        case _:
            await _show(context, tap.meeting, tap.of)


async def add_typed(update: Update, context: Context) -> str | int:
    """The name of somebody to be added was typed."""
    check_desk(context.actor.role)
    meeting = context.draft.get(ADD_TO)
    if not isinstance(meeting, int):
        return END
    return await _ask_to_add(context, MeetingId(meeting), (update.message.text if update.message else None) or "")


async def _ask_to_add(context: Context, meeting: MeetingId, text: str | None) -> str:
    uow, event, role = context.uow, context.event, context.actor.role
    office = await desk.office(uow, event, role, meeting, None)
    found = None if text is None else await desk.find(uow, event, role, text)
    context.show(views.ask_to_add(context.words, office, found))
    return ADD_WHOM


def _slot(tap: OfficeTap) -> SlotId:
    if tap.slot is None:
        raise StaleTap("OfficeTap")
    return tap.slot


async def _show(context: Context, meeting: MeetingId, of: AttendeeId | None, said: Html | None = None) -> None:
    office = await desk.office(context.uow, context.event, context.actor.role, meeting, of)
    context.show(views.meeting_card(context.words, office, said))


async def _done(context: Context, tap: OfficeTap, outcome: Outcome, said: Html) -> None:
    """The meeting as it stands now; a time or a table that has just gone is said, with the others to choose from."""
    w = context.words
    if outcome.gone:
        await _times(context, tap, w.say("<b>That is no longer free.</b>"))
    elif outcome.changed:
        office = await desk.office(context.uow, context.event, context.actor.role, tap.meeting, tap.of)
        context.show(views.meeting_card(w, office, views.said_with_the_silent(w, office, said)))
    else:
        await _show(context, tap.meeting, tap.of, w.say("<i>Nothing to do: the meeting stands as you see.</i>"))


async def _times(context: Context, tap: OfficeTap, said: Html | None = None) -> None:
    uow, event, role = context.uow, context.event, context.actor.role
    free = await desk.times(uow, event, role, tap.meeting)
    office = await desk.office(uow, event, role, tap.meeting, tap.of)
    context.show(views.choose_time(context.words, office, free, tap.page, said))


async def asked(_update: Update, context: Context) -> int:
    """A meeting between two participants is asked for by the desk."""
    tap, w, uow, event, role = context.tap(AskTap), context.words, context.uow, context.event, context.actor.role
    check_desk(role)
    if tap.act is AskAct.WITH:
        one, two, free = await desk.times_for(uow, event, role, tap.one, tap.two)
        context.show(views.ask_when(w, event, one, two, free, tap.page))
        return END
    by = await as_organiser(context)
    outcome = await desk.request_for(uow, event, role, by, tap.one, tap.two, tap.slot)
    office = await desk.office(uow, event, role, outcome.meeting.id, tap.one)
    name = name_of(w, office.guest.attendee)
    said = (
        w.say("✅ <b>{name} is asked.</b>", name=name) if outcome.changed else w.say("<i>They are asked already.</i>")
    )
    context.show(views.meeting_card(w, office, said))
    return END
