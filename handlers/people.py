"""/people: who fits first, then the list, its filters, the search, a card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.ids import AttendeeId
from bot.domain.typed_words import read_field
from bot.services import people
from bot.views import matching as matching_views
from bot.views import people as views
from bot.views.matching import ForYouTap
from bot.views.menu import Door, MenuTap
from bot.views.people import PeopleAct, PeopleTap
from bot.views.screens import Screen
from bot.views.standing import standing
from bot.views.taps import StaleTap
from bot.views.words import Html
from handlers import for_you
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation

SEARCHED = "people_text"  # in the draft: what was typed into the search last
LOOKED_AT = "people_tap"  # in the draft: the list that is looked at, as its button says it
SEARCH = "search"
END = ConversationHandler.END


async def _show_list(context: Context, tap: PeopleTap, *, hint: bool = False) -> str:
    """A page of the list; words typed while it is looked at are a search in it. `hint`: say how to be suggested."""
    reader, event, text = context.attendee, context.event, context.draft.get(SEARCHED)
    found = await people.find(context.uow, event, reader, tap.wanted(text), tap.page)
    screen = views.listing(context.words, event, found, tap, text)
    if hint:
        below = matching_views.hint(context.words)
        screen = Screen(Html(f"{screen.text}\n\n{below}"), (*screen.buttons, matching_views.wishes_row(context.words)))
    context.show(screen)
    context.draft[LOOKED_AT] = tap.pack()
    return SEARCH


async def command(_update: Update, context: Context) -> str:
    """/people, or its button: who fits; where nobody does, everybody, from the first page."""
    reader = context.attendee  # who is registered nowhere hears that first
    context.draft.pop(SEARCHED, None)
    if await for_you.offer(context):
        context.draft.pop(LOOKED_AT, None)
        return SEARCH
    return await _show_list(context, PeopleTap(PeopleAct.LIST), hint=not reader.interests)


async def suggested(update: Update, context: Context) -> str | int:
    """A button of *For you*; words typed while its list is looked at are a search among everybody."""
    if not await for_you.tapped(update, context):
        return END
    context.draft.pop(SEARCHED, None)
    context.draft.pop(LOOKED_AT, None)
    return SEARCH


async def tapped(_update: Update, context: Context) -> str | int:
    """Any button of the list or a card."""
    tap = context.tap(PeopleTap)
    reader, event = context.attendee, context.event
    if tap.act is PeopleAct.LIST:
        return await _show_list(context, tap)
    if tap.act is PeopleAct.SEARCH:
        people.may_take_part(reader)
        context.draft[LOOKED_AT] = tap.pack()
        context.show(views.search_prompt(context.words, tap))
        return SEARCH
    if tap.act is PeopleAct.CARD:
        if tap.who is None:
            raise StaleTap("PeopleTap")
        await _show_card(context, tap, tap.who)
        return END
    known: list[str] = []
    if tap.act is PeopleAct.COUNTRIES:
        known = await people.countries(context.uow.connection, reader)
    elif tap.act is PeopleAct.LANGUAGES:
        known = await people.languages(context.uow.connection, reader)
    context.show(views.choices(context.words, event, tap, known))
    return END


async def _show_card(context: Context, tap: PeopleTap, who: AttendeeId) -> None:
    """Somebody's card, with what there is between the two already."""
    reader, event = context.attendee, context.event
    shown = await people.card(context.uow.connection, reader, who)
    meeting = await people.between(context.uow.connection, reader, who)
    line, opens = standing(context.words, event, meeting, reader.id) if meeting else (None, None)
    own = shown.id == reader.id
    context.show(views.card(context.words, event, shown, tap, own=own, standing=line, opens=opens))


async def searched(update: Update, context: Context) -> str:
    """A name, an organisation or a word was typed."""
    text = read_field("search", update.message.text if update.message else None)
    began = context.draft.get(LOOKED_AT)
    tap = PeopleTap.unpack(began) if began else PeopleTap(PeopleAct.LIST)
    context.draft[SEARCHED] = text
    return await _show_list(context, replace(tap, act=PeopleAct.LIST, who=None, page=0, searched=1))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The list is a conversation while it is looked at: words typed then are a search."""
    return [
        DurableConversation(
            "people",
            entry_points=[
                CommandHandler("people", command, filters=UpdateType.MESSAGE),
                on(MenuTap, command, door=Door.PEOPLE),
                on(PeopleTap, tapped),
                on(ForYouTap, suggested),
            ],
            states={SEARCH: [MessageHandler(UpdateType.MESSAGE & ~COMMAND, searched)]},
            fallbacks=[],
        )
    ]
