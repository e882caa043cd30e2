"""The profile's buttons: one field after the other."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.ids import TopicId
from bot.domain.people import Attendee, AttendeeType, Mode, Side
from bot.domain.refusals import Refused
from bot.domain.registration import standing
from bot.services import profile, registration
from bot.views import profile as views
from bot.views.country_names import codes
from bot.views.language_names import spoken_codes
from bot.views.profile import ProfileAct, ProfileTap
from bot.views.taps import StaleTap
from bot.views.words import Html
from handlers.context import Context

END = ConversationHandler.END
NAME, ORGANISATION, ABOUT, OFFERS, NEEDS = "name", "organisation", "about", "offers", "needs"
COUNTRY, LANGUAGES, EMAIL, PHONE = "country", "languages", "email", "phone"
SIDES = {"o": Side.OFFER, "n": Side.NEED}
STATES = {Side.OFFER: OFFERS, Side.NEED: NEEDS}


def own(context: Context) -> Attendee:
    """The reader's registration, if it stands; ``not_registered``."""
    attendee = context.attendee
    if not standing(attendee):
        raise Refused("not_registered")
    return attendee


def show(context: Context, attendee: Attendee, *, saved: bool = False, said: Html | None = None) -> int:
    """The profile, with what was done said first."""
    first = said or (views.saved(context.words) if saved else None)
    context.show(views.profile(context.words, context.event, attendee, first))
    return END


def ask_topics(context: Context, attendee: Attendee, side: Side) -> str:
    """Offers, or needs."""
    context.show(views.ask_topics(context.words, context.event, side, profile.chosen(attendee, side)))
    return STATES[side]


def ask_languages(context: Context, attendee: Attendee) -> str:
    """Languages and the interpreter."""
    context.show(views.ask_languages(context.words, context.event, attendee))
    return LANGUAGES


async def command(_update: Update, context: Context) -> int:
    """/profile, or its button."""
    return show(context, own(context))


async def tapped(_update: Update, context: Context) -> str | int:
    """Any button of the profile."""
    tap = context.tap(ProfileTap)
    try:
        for answer in (_ask, _save, _several):
            state = await answer(context, own(context), tap.act, tap.value or "")
            if state is not None:
                return state
    except (ValueError, KeyError, IndexError) as error:
        raise StaleTap("ProfileTap") from error
    return show(context, own(context))


async def _ask(context: Context, attendee: Attendee, act: ProfileAct, _value: str) -> str | int | None:
    """Fields with a question of their own."""
    w, event = context.words, context.event
    match act:
        case ProfileAct.NAME:
            context.show(views.ask_name(w, attendee))
            return NAME
        case ProfileAct.ORGANISATION:
            context.show(views.ask_organisation(w, attendee))
            return ORGANISATION
        case ProfileAct.TYPE:
            context.show(views.ask_type(w, attendee))
        case ProfileAct.COUNTRY:
            likely = await registration.countries_to_offer(context.uow.connection, event, context.run.language_code)
            context.show(views.ask_country(w, likely))
            return COUNTRY
        case ProfileAct.ABOUT:
            context.show(views.ask_about(w, attendee))
            return ABOUT
        case ProfileAct.LANGUAGES:
            return ask_languages(context, attendee)
        case ProfileAct.OFFERS:
            return ask_topics(context, attendee, Side.OFFER)
        case ProfileAct.NEEDS:
            return ask_topics(context, attendee, Side.NEED)
        case ProfileAct.DAYS:
            context.show(views.ask_days(w, event, attendee))
        case ProfileAct.CONTACT:
            context.show(views.ask_contact(w, attendee))
        case ProfileAct.EMAIL:
            context.show(views.ask_email(w))
            return EMAIL
        case ProfileAct.PHONE:
            context.show(views.ask_phone(w))
            return PHONE
        case ProfileAct.LEAVE:
            context.show(views.sure_to_leave(w, event))
        case _:
            return None
    return END


async def _save(context: Context, attendee: Attendee, act: ProfileAct, value: str) -> str | int | None:
    """Answers that are a tap."""
    w, uow, event = context.words, context.uow, context.event
    match act:
        case ProfileAct.TYPE_IS:
            changed, agreed = await profile.set_type(uow, attendee, AttendeeType(value))
            return show(context, changed, said=views.saved_type(w, agreed))
        case ProfileAct.COUNTRY_IS if value in codes():
            return show(context, await profile.set_country(uow, attendee, value), saved=True)
        case ProfileAct.NO_ABOUT:
            return show(context, await profile.clear_about(uow, attendee), saved=True)
        case ProfileAct.NO_EMAIL:
            context.show(views.ask_contact(w, await profile.clear_email(uow, attendee), views.saved(w)))
        case ProfileAct.NO_PHONE:
            context.show(views.ask_contact(w, await profile.set_phone(uow, attendee, None), views.saved(w)))
        case ProfileAct.HIDE:
            return show(context, await profile.hide(uow, attendee, True), saved=True)
        case ProfileAct.UNHIDE:
            return show(context, await profile.hide(uow, attendee, False), saved=True)
        case ProfileAct.LEAVE_NOW:
            await registration.withdraw(uow, event, attendee)
            context.show(views.left(w, event))
        case _:
            return None
    return END


async def _several(context: Context, attendee: Attendee, act: ProfileAct, value: str) -> str | int | None:
    """Screens on which several things are ticked."""
    uow, event = context.uow, context.event
    match act:
        case ProfileAct.LANGUAGE if value[:-1] in spoken_codes():
            return ask_languages(
                context, await profile.set_language(uow, attendee, value[:-1], wanted=value[-1] == "+")
            )
        case ProfileAct.INTERPRETER:
            return ask_languages(context, await profile.wish_interpreter(uow, attendee, value == "+"))
        case ProfileAct.TOPIC:
            side, topic, wanted = SIDES[value[0]], TopicId(int(value[1:-1])), value[-1] == "+"
            return ask_topics(context, await profile.set_topic(uow, event, attendee, side, topic, wanted), side)
        case ProfileAct.WORDS:
            side = SIDES[value[0]]
            return ask_topics(context, await profile.drop_own_words(uow, attendee, side, value[1:]), side)
        case ProfileAct.MODE | ProfileAct.MODE_NOW:
            return await _mode(context, attendee, value, sure=act is ProfileAct.MODE_NOW)
        case _:
            return None


async def _mode(context: Context, attendee: Attendee, value: str, *, sure: bool) -> int:
    """Another mode on one day; with meetings on that day they are shown first, and it is asked whether it is meant."""
    uow, event, w = context.uow, context.event, context.words
    number, _, name = value.partition("=")
    index, mode = int(number), Mode(name)
    if not 0 <= index < len(event.days):
        raise StaleTap("ProfileTap")
    day = event.days[index]
    if not sure and attendee.mode_on(day) is not mode:
        profile.may_be(uow, event, attendee, day, mode)
        concerned = await profile.meetings_on(uow, event, attendee, day)
        if concerned:
            context.show(views.sure_of_mode(w, event, index, mode, concerned))
            return END
    changed, moved = await profile.set_mode(uow, event, attendee, day, mode)
    context.show(views.ask_days(w, event, changed, views.mode_changed(w, moved) if sure else None))
    return END
