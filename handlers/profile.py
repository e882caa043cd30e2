"""/profile: as others see it, and every change of it."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.ids import TopicId
from bot.domain.people import Attendee, AttendeeStatus, Mode, Side
from bot.domain.refusals import Refused
from bot.services import profile
from bot.services.registration import withdraw
from bot.views import profile as views
from bot.views.menu import Door, MenuTap
from bot.views.profile import ProfileAct, ProfileTap
from bot.views.taps import StaleTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation

END = ConversationHandler.END
NAME, ORGANISATION, ABOUT, OFFERS, NEEDS = "name", "organisation", "about", "offers", "needs"
SIDES = {"o": Side.OFFER, "n": Side.NEED}
STATES = {Side.OFFER: OFFERS, Side.NEED: NEEDS}


def _standing(context: Context) -> Attendee:
    attendee = context.attendee
    if attendee.status not in {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING}:
        raise Refused("not_registered")
    return attendee


def _show(context: Context, attendee: Attendee, *, saved: bool = False) -> int:
    said = views.saved(context.words) if saved else None
    context.show(views.profile(context.words, context.event, attendee, said))
    return END


def _ask_topics(context: Context, attendee: Attendee, side: Side) -> str:
    context.show(views.ask_topics(context.words, context.event, side, profile.chosen(attendee, side)))
    return STATES[side]


async def command(_update: Update, context: Context) -> int:
    """/profile, or its button."""
    return _show(context, _standing(context))


async def tapped(_update: Update, context: Context) -> str | int:
    """Any button of the profile."""
    tap = context.tap(ProfileTap)
    try:
        return await _tapped(context, tap.act, tap.value or "")
    except (ValueError, KeyError, IndexError) as error:
        raise StaleTap("ProfileTap") from error


async def _tapped(context: Context, act: ProfileAct, value: str) -> str | int:
    attendee, event, w, uow = _standing(context), context.event, context.words, context.uow
    match act:
        case ProfileAct.NAME:
            context.show(views.ask_name(w, attendee))
            return NAME
        case ProfileAct.ORGANISATION:
            context.show(views.ask_organisation(w, attendee))
            return ORGANISATION
        case ProfileAct.ABOUT:
            context.show(views.ask_about(w, attendee))
            return ABOUT
        case ProfileAct.NO_ABOUT:
            return _show(context, await profile.clear_about(uow, attendee), saved=True)
        case ProfileAct.OFFERS:
            return _ask_topics(context, attendee, Side.OFFER)
        case ProfileAct.NEEDS:
            return _ask_topics(context, attendee, Side.NEED)
        case ProfileAct.TOPIC:
            side, topic, wanted = SIDES[value[0]], TopicId(int(value[1:-1])), value[-1] == "+"
            return _ask_topics(context, await profile.set_topic(uow, event, attendee, side, topic, wanted), side)
        case ProfileAct.WORDS:
            side = SIDES[value[0]]
            return _ask_topics(context, await profile.drop_own_words(uow, attendee, side, value[1:]), side)
        case ProfileAct.DAYS:
            context.show(views.ask_days(w, event, attendee))
        case ProfileAct.MODE:
            index, _, mode = value.partition("=")
            changed = await profile.set_mode(uow, event, attendee, event.days[int(index)], Mode(mode))
            context.show(views.ask_days(w, event, changed))
        case ProfileAct.HIDE:
            return _show(context, await profile.hide(uow, attendee, True), saved=True)
        case ProfileAct.UNHIDE:
            return _show(context, await profile.hide(uow, attendee, False), saved=True)
        case ProfileAct.LEAVE:
            context.show(views.sure_to_leave(w, event))
        case ProfileAct.LEAVE_NOW:
            await withdraw(uow, event, attendee)
            context.show(views.left(w, event))
        case _:
            return _show(context, attendee)
    return END


def _words(update: Update) -> str | None:
    return update.message.text if update.message else None


async def name(update: Update, context: Context) -> int:
    """Another name was typed."""
    return _show(context, await profile.rename(context.uow, _standing(context), _words(update)), saved=True)


async def organisation(update: Update, context: Context) -> int:
    """Another organisation was typed."""
    return _show(context, await profile.set_organisation(context.uow, _standing(context), _words(update)), saved=True)


async def about(update: Update, context: Context) -> int:
    """A line about oneself was typed."""
    return _show(context, await profile.set_about(context.uow, _standing(context), _words(update)), saved=True)


async def offers(update: Update, context: Context) -> str:
    """Own words were typed as offers."""
    return await _own_words(update, context, Side.OFFER)


async def needs(update: Update, context: Context) -> str:
    """Own words were typed as needs."""
    return await _own_words(update, context, Side.NEED)


async def _own_words(update: Update, context: Context, side: Side) -> str:
    attendee = _standing(context)
    changed = await profile.add_own_words(context.uow, context.event, attendee, side, _words(update))
    return _ask_topics(context, changed, side)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The profile is a conversation only while a field is being typed."""
    words = UpdateType.MESSAGE & ~COMMAND
    return [
        DurableConversation(
            "profile",
            entry_points=[
                CommandHandler("profile", command, filters=UpdateType.MESSAGE),
                on(MenuTap, command, door=Door.PROFILE),
                on(ProfileTap, tapped),
            ],
            states={
                NAME: [MessageHandler(words, name)],
                ORGANISATION: [MessageHandler(words, organisation)],
                ABOUT: [MessageHandler(words, about)],
                OFFERS: [MessageHandler(words, offers)],
                NEEDS: [MessageHandler(words, needs)],
            },
            fallbacks=[],
        )
    ]
