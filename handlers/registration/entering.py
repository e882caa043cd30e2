"""The way in: deep links, the list of open events, and forms that were begun before."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.events import Event
from bot.domain.people import AttendeeStatus
from bot.domain.refusals import Refused
from bot.domain.registration import Admission, Form, Step, admission
from bot.services import registration
from bot.services.events import event_by_slug, open_events
from bot.views import menu as menu_views
from bot.views import registration as views
from bot.views.country_names import country_of_language, only_zone
from bot.views.words import Words
from handlers.context import Context
from storage import people

DRAFT = "registration"
STANDING = {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING}
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
    """Whether they are registered (or waiting) for that event, as far as the actor knows."""
    attendee = context.actor.attendee
    return attendee is not None and attendee.event_id == event.id and attendee.status in STANDING


async def start(_update: Update, context: Context) -> str | int:
    """/start, with the event's slug when a link was followed."""
    slug = context.args[0] if context.args else None
    event = await event_by_slug(context.uow.connection, slug) if slug else None
    if event is not None:
        return await enter(context, event)
    own = context.run.event
    if own is not None and is_in(context, own) and own.day_of(context.now) <= own.days[-1]:
        context.show(menu_views.menu(context.words, context.actor, own))
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


async def events(_update: Update, context: Context) -> None:
    """What is open, and why what is closed is closed."""
    found = await open_events(context.uow.connection, context.now)
    refusals = {}
    for event in found:
        try:
            admission(event, context.now)
        except Refused as refusal:
            refusals[event.slug] = refusal
    known = context.actor.person is not None
    context.show(views.open_events(reader(context), found, refusals, known=known))


async def enter(context: Context, event: Event, *, take_part: bool = False) -> str | int:
    """Open an event: the menu of those who are in, the organiser's welcome, the first question of others."""
    person, actor = context.actor.person, context.actor
    before, context.run.event = context.run.event, event
    theirs = await people.attendee_of(context.uow.connection, person.id, event.id) if person else None
    if person is not None and theirs is not None and theirs.status in STANDING:
        await registration.visit(context.uow, person, event)
        same = before is not None and before.id == event.id
        now = replace(actor, attendee=theirs, event_id=event.id, role=actor.role if same else None)
        context.show(menu_views.menu(context.words, now, event))
        return END
    if actor.role is not None and actor.event_id == event.id and not take_part:
        if person is not None:
            context.show(menu_views.menu(context.words, actor, event))
            return END
        await enrol(context, event)
        context.show(views.organiser_welcome(context.words, event, actor.role))
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
        context.show(views.not_now(reader(context), refusal, known=context.actor.person is not None))
        return END
    form = Form(event.slug)
    keep_form(context, form)
    return await ask(context, event, form)


async def ask(context: Context, event: Event, form: Form) -> str:
    """Show the form's question."""
    admitted, earlier = Admission.OPEN, None
    likely: tuple[str, ...] = ()
    connection = context.uow.connection
    if form.step is Step.CONSENT and context.actor.person is not None:
        stored = await registration.stored_form(connection, context.actor.person, event)
        earlier = stored[0] if stored else None
    if form.step is Step.MODES:
        admitted = admission(event, context.now)
    if form.step is Step.COUNTRY and not form.guesses:
        likely = await registration.countries_to_offer(connection, event, context.run.language_code)
    context.show(views.question(context.words, event, form, admitted=admitted, likely=likely, earlier=earlier))
    return form.step.value
