"""The way in: deep links, the list of open events, and forms that were begun before."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.events import Event
from bot.domain.people import AttendeeStatus
from bot.domain.refusals import Refused
from bot.domain.registration import Admission, Form, Step, admission, standing
from bot.services import registration
from bot.services.events import event_by_slug, open_events
from bot.views import menu as menu_views
from bot.views import registration as views
from bot.views.country_names import country_of_language, only_zone, zones_of
from bot.views.language_names import likely_languages
from bot.views.words import Words
from handlers.context import Context
from handlers.menu import news
from storage import people

DRAFT = "registration"
END = ConversationHandler.END


def kept_form(context: Context) -> Form | None:
    """The form that was begun in this chat."""
    kept = context.draft.get(DRAFT)
    return Form.from_json(kept) if kept else None


def keep_form(context: Context, form: Form) -> None:
    """Keep the form with the conversation."""
    context.draft[DRAFT] = form.to_json()


def drop_form(context: Context) -> None:
    """Nothing is kept any more."""
    context.draft.pop(DRAFT, None)


def reader(context: Context) -> Words:
    """The reader's words; whose zone is unknown is taken to be where most people speak their language."""
    zone = only_zone(country_of_language(context.run.language_code) or "")
    words = context.words
    return Words(words.language, ZoneInfo(zone)) if context.actor.person is None and zone else words


def is_in(context: Context, event: Event) -> bool:
    """Whether their registration to that event stands, as far as the actor knows."""
    attendee = context.actor.attendee
    return attendee is not None and attendee.event_id == event.id and standing(attendee)


async def start(_update: Update, context: Context) -> str | int:
    """/start, with the event's slug when a link was followed."""
    slug = context.args[0] if context.args else None
    event = await event_by_slug(context.uow.connection, slug) if slug else None
    if event is not None:
        return await enter(context, event)
    if slug is not None and kept_form(context) is None:
        await events(_update, context, unknown_link=True)
        return END
    own = context.run.event
    if own is not None and is_in(context, own) and own.day_of(context.now) <= own.days[-1]:
        found = await open_events(context.uow.connection, context.now)
        others = any(one.id != own.id for one in found)
        context.show(menu_views.menu(context.words, context.actor, own, news=await news(context), others=others))
        return END
    form = kept_form(context)
    if form is not None:
        return await offer_to_continue(context, form, None)
    if own is not None and context.actor.role is not None:
        return await enter(context, own)
    await events(_update, context)
    return END


async def register(_update: Update, context: Context) -> str | int:
    """/register, or its button: go on with what was begun, or with the event they are at, or choose one."""
    form = kept_form(context)
    if form is not None:
        return await offer_to_continue(context, form, None)
    if context.run.event is not None:
        return await enter(context, context.run.event, take_part=True)
    found = await open_events(context.uow.connection, context.now)
    if len(found) == 1:
        return await enter(context, found[0], take_part=True)
    await events(_update, context)
    return END


async def events(_update: Update, context: Context, *, unknown_link: bool = False) -> None:
    """What is open, how they stand with each, and why what is closed is closed; the answer to a link, too, that leads
    to no event.
    """
    connection, person = context.uow.connection, context.actor.person
    found = await open_events(connection, context.now)
    refusals: dict[str, Refused] = {}
    for event in found:
        try:
            admission(event, context.now)
        except Refused as refusal:
            refusals[event.slug] = refusal
    mine: dict[str, AttendeeStatus] = {}
    asked: frozenset[str] = frozenset()
    if person is not None:
        slugs = {event.id: event.slug for event in found}
        theirs = await people.attendees_of_person(connection, person.id)
        mine = {slugs[one.event_id]: one.status for one in theirs if one.event_id in slugs and standing(one)}
        asked = frozenset(slugs[one] for one in await people.asked_dates(connection, person.id) if one in slugs)
    words = reader(context)
    known = person is not None
    context.show(views.open_events(words, found, refusals, mine, asked, known=known, unknown_link=unknown_link))


async def enter(context: Context, event: Event, *, take_part: bool = False) -> str | int:
    """Open an event: the menu of those who are in, the organiser's welcome, the first question of others."""
    person, actor = context.actor.person, context.actor
    connection = context.uow.connection
    context.run.event = event
    role = actor.role if actor.event_id == event.id else await people.role_in(connection, event.id, actor.telegram_id)
    theirs = await people.attendee_of(connection, person.id, event.id) if person else None
    if person is not None and (standing(theirs) or (role is not None and not take_part)):
        await registration.visit(context.uow, person, event)
        now = replace(actor, attendee=theirs, event_id=event.id, role=role)
        context.run.actor = now
        context.show(menu_views.menu(context.words, now, event, news=await news(context)))
        return END
    if role is not None and not take_part:
        await enrol(context, event)
        context.show(views.organiser_welcome(context.words, event, role))
        return END
    if theirs is not None and theirs.status is AttendeeStatus.REFUSED:
        context.show(views.turned_down(context.words, event, None))
        return END
    form = kept_form(context)
    if form is not None:
        return await offer_to_continue(context, form, event)
    return await begin(context, event)


async def enrol(context: Context, event: Event) -> None:
    """An organiser who writes for the first time becomes a person."""
    incoming = context.incoming
    user = incoming.effective_user if incoming else None
    await registration.enrol_organiser(
        context.uow,
        context.actor,
        event,
        name=user.full_name if user else "",
        username=user.username if user else None,
        language_code=context.words.language,
    )


async def offer_to_continue(context: Context, form: Form, wanted: Event | None) -> str | int:
    """A form was begun: go on, or start anew? Until they choose, typed words still answer its question."""
    event = await event_by_slug(context.uow.connection, form.event)
    if event is None:
        drop_form(context)
        return await begin(context, wanted) if wanted else END
    context.run.event = event
    if form.step is Step.CONSENT:
        drop_form(context)  # nothing was answered yet
        return await begin(context, wanted or event)
    context.show(views.half_way(context.words, event, wanted))
    return form.step.value


async def begin(context: Context, event: Event) -> str | int:
    """The consent, before anything is stored; or why nobody can register now."""
    context.run.event = event
    try:
        admission(event, context.now)
    except Refused as refusal:
        await closed(context, event, refusal)
        return END
    form = Form(event.slug)
    keep_form(context, form)
    return await ask(context, event, form)


async def closed(context: Context, event: Event, refusal: Refused) -> None:
    """Why nobody can register now, and *Tell me when it is* where that helps."""
    person = context.actor.person
    asked = person is not None and event.id in await people.asked_dates(context.uow.connection, person.id)
    context.show(views.not_now(reader(context), refusal, known=person is not None, asked=asked))


async def ask(context: Context, event: Event, form: Form) -> str:
    """Show the form's question."""
    admitted, earlier, status = Admission.OPEN, None, AttendeeStatus.REGISTERED
    likely: tuple[str, ...] = ()
    connection = context.uow.connection
    if form.step is Step.CONSENT and context.actor.person is not None:
        earlier = await registration.stored_form(connection, context.actor.person, event)
    if form.step in {Step.CONSENT, Step.MODES}:
        admitted = admission(event, context.now)
    if form.step is Step.CONSENT:
        status = await registration.status_now(context.uow, event, context.actor, admitted)
    if form.step is Step.COUNTRY and not form.guesses:
        likely = await registration.countries_to_offer(connection, event, context.run.language_code)
    elif form.step is Step.LANGUAGES:
        likely = likely_languages(context.run.language_code, form.country or "")
    elif form.step is Step.TIMEZONE:
        likely = zones_of(form.country or "")
    screen = views.question(
        context.words, event, form, context.now, admitted=admitted, likely=likely, earlier=earlier, status=status
    )
    context.show(screen)
    return form.step.value
