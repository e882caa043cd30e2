"""The desk's screens: numbers, lists, and a participant's card."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.desk import Group
from bot.domain.ids import AttendeeId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeType, Role
from bot.domain.roles import check_desk
from bot.services import desk
from bot.views import desk as views
from bot.views.desk import DeskAct, DeskTap
from bot.views.desk.printed import agenda_text
from bot.views.taps import StaleTap
from bot.views.words import Html, Words
from handlers.context import Context
from handlers.organising import as_organiser

END = ConversationHandler.END
SEARCH, ASK_WITH = "search", "ask_with"
TEXT, LIST, FOR = "desk_text", "desk_list", "desk_for"  # in the draft


async def command(update: Update, context: Context) -> str | int:
    """/desk, or its button; with a name after it, that person."""
    check_desk(context.actor.role)
    await as_organiser(context)
    text = (update.message.text or "") if update.message else ""
    name = text.partition(" ")[2].strip()
    if name:
        return await _find(context, name)
    return await _numbers(context)


async def _numbers(context: Context) -> int:
    numbers = await desk.look(context.uow, context.event, context.actor.role)
    role = context.actor.role or Role.DESK
    context.show(views.overview(context.words, context.event, role, numbers, context.now))
    return END


async def tapped(_update: Update, context: Context) -> str | int:
    """Any button of the desk's screens."""
    tap = context.tap(DeskTap)
    check_desk(context.actor.role)
    try:
        return await _tapped(context, tap)
    except (ValueError, KeyError) as error:
        raise StaleTap("DeskTap") from error


async def _tapped(context: Context, tap: DeskTap) -> str | int:
    w, event, uow, role = context.words, context.event, context.uow, context.actor.role
    match tap.act:
        case DeskAct.TYPES:
            context.show(views.types(w, event, await desk.look(uow, event, role)))
        case DeskAct.COUNTRIES:
            context.show(views.countries(w, await desk.look(uow, event, role)))
        case DeskAct.PEOPLE:
            await _people(context, tap)
        case DeskAct.SEARCH:
            context.show(views.ask_name(w))
            return SEARCH
        case DeskAct.CARD:
            await show_participant(context, _who(tap))
        case DeskAct.MEETINGS | DeskAct.REQUESTS | DeskAct.UNPLACED:
            await _meetings(context, tap)
        case DeskAct.UNCONFIRMED:
            found = await desk.page_of_unconfirmed(uow, event, role, tap.page)
            context.show(views.unconfirmed(w, event, tap, found, context.now))
        case DeskAct.TABLES:
            slots, taken, total = await desk.tables(uow, event, role)
            context.show(views.tables(w, event, slots, taken, total, context.now))
        case DeskAct.CHANGED:
            one, notice = await desk.changes_of(uow, event, role, _who(tap), await as_organiser(context))
            context.show(views.changes_of(w, one.attendee, notice))
        case DeskAct.TOLD:
            await desk.told_everything(uow, event, role, await as_organiser(context), _who(tap))
            await show_participant(context, _who(tap), w.say("✅ <b>Noted: they know of every change</b>"))
        case DeskAct.ASK_FOR:
            return await _ask_for(context, _who(tap))
        case DeskAct.PRINT | DeskAct.PRINT_ALL | DeskAct.TABLE_CODES:
            await _print(context, tap)
        case DeskAct.ASK_REMOVE:
            context.show(views.sure_to_remove(w, await desk.removable(uow, event, role, _who(tap))))
        case DeskAct.REMOVE:
            await desk.remove(uow, event, role, await as_organiser(context), _who(tap))
            context.show(views.removed(w))
        case DeskAct.AS_TEXT:
            sheet = await desk.sheet_of(uow, event, role, _who(tap))
            theirs = Words(w.language, event.zone)
            context.show(views.agenda_text(w, sheet.attendee, agenda_text(theirs, event, sheet)))
        case _:
            return await _numbers(context)
    return END


def _who(tap: DeskTap) -> AttendeeId:
    if tap.who is None:
        raise StaleTap("DeskTap")
    return tap.who


async def _people(context: Context, tap: DeskTap) -> None:
    group, uow, event, role = tap.group or Group.EVERYBODY, context.uow, context.event, context.actor.role
    text = None
    if group is Group.TYPE:
        AttendeeType(tap.value or "")
    if group is Group.FOUND:
        text = str(context.draft.get(TEXT, ""))
        found = await desk.find(uow, event, role, text, tap.page)
    else:
        found = await desk.page_of_people(uow, event, role, group, tap.value, tap.page)
    context.draft[LIST] = tap.pack()
    context.show(views.people(context.words, tap, found, text))


async def _meetings(context: Context, tap: DeskTap) -> None:
    statuses: list[Status] | None = {DeskAct.REQUESTS: [Status.PENDING], DeskAct.UNPLACED: [Status.ACCEPTED]}.get(
        tap.act
    )
    running = tap.value == "now"
    if statuses is None and tap.value and not running:
        statuses = [Status(tap.value)]
        if statuses[0] not in {Status.SCHEDULED, Status.HELD, Status.MISSED, Status.CANCELLED}:
            raise StaleTap("DeskTap")
    found = await desk.page_of_meetings(context.uow, context.event, context.actor.role, statuses, tap.page, now=running)
    context.show(views.meetings(context.words, context.event, tap, found, context.now))


async def show_participant(context: Context, who: AttendeeId, said: Html | None = None) -> None:
    """Somebody's card, with a headline of what was just done."""
    seen = await desk.participant(context.uow, context.event, context.actor.role, who)
    kept = context.draft.get(LIST)
    screen = views.card(
        context.words,
        context.event,
        seen.one,
        seen.meetings,
        seen.unconfirmed,
        context.now,
        said=said,
        back=kept if isinstance(kept, str) else None,
    )
    context.show(screen)


async def searched(update: Update, context: Context) -> str | int:
    """A name was typed into the search."""
    return await _find(context, update.message.text if update.message else None)


async def _find(context: Context, text: str | None) -> str | int:
    found = await desk.find(context.uow, context.event, context.actor.role, text)
    if found.total == 1:
        context.draft.pop(LIST, None)
        await show_participant(context, found.items[0].attendee.id)
        return SEARCH
    context.draft[TEXT] = text or ""
    tap = DeskTap(DeskAct.PEOPLE, None, 0, Group.FOUND)
    context.draft[LIST] = tap.pack()
    context.show(views.people(context.words, tap, found, text))
    return SEARCH  # another name can be typed at once


# --- a meeting for somebody -----------------------------------------------------------------------------------------


async def _ask_for(context: Context, who: AttendeeId) -> str:
    seen = await desk.participant(context.uow, context.event, context.actor.role, who)
    context.draft[FOR] = who
    context.show(views.ask_with(context.words, seen.one.attendee))
    return ASK_WITH


async def partner_typed(update: Update, context: Context) -> str | int:
    """The name of the one they shall meet was typed."""
    check_desk(context.actor.role)
    who = context.draft.get(FOR)
    if not isinstance(who, int):
        return await _numbers(context)
    seen = await desk.participant(context.uow, context.event, context.actor.role, AttendeeId(who))
    text = update.message.text if update.message else None
    found = await desk.find(context.uow, context.event, context.actor.role, text)
    context.show(views.found_for(context.words, seen.one.attendee, found))
    return ASK_WITH


async def _print(context: Context, tap: DeskTap) -> None:
    uow, event, role, bot = context.uow, context.event, context.actor.role, context.bot.username
    by = await as_organiser(context)
    if tap.act is DeskAct.PRINT:
        await desk.print_agendas(uow, event, role, by, _who(tap), bot)
    elif tap.act is DeskAct.PRINT_ALL:
        await desk.print_all(uow, event, role, by, bot)
    else:
        await desk.print_table_codes(uow, event, role, by, bot)
    context.toast(views.coming(context.words))
