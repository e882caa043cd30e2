"""The last look before *Register*: everything as others will see it, and a way to change each answer."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId, PersonId
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType
from bot.domain.registration import Form, Step
from bot.domain.typed_words import LIMITS
from bot.views.country_names import only_zone
from bot.views.languages import zone_name
from bot.views.people import describe
from bot.views.registration.choices import pairs
from bot.views.registration.taps import Act, tap
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words

NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)


def as_attendee(event: Event, form: Form, *, days: bool = True) -> Attendee:
    """The attendee that the form would make, for a look at the card (`days`: with how they take part)."""
    return Attendee(
        id=AttendeeId(0),
        event_id=EventId(event.id),
        person_id=PersonId(0),
        name=form.name or "",
        organisation=form.organisation or "",
        type=form.type or AttendeeType.BUSINESS,
        country=form.country or "",
        status=AttendeeStatus.REGISTERED,
        hidden=False,
        about=form.about,
        modes=form.day_modes(event) if days else {},
        interests=form.interests(event),
        registered_at=NOT_YET,
        languages=form.languages,
        interpreter=form.interpreter,
    )


def zone_line(w: Words, event: Event, form: Form) -> Html:
    """Whose clock the times will be shown by."""
    zone = form.zone(event, only_zone(form.country or ""))
    if zone is None:
        return w.say("🕙 Times are shown for {city}, the event’s own.", city=event.city)
    return w.say("🕙 Your time zone: {zone}", zone=zone_name(zone))


def summary(w: Words, event: Event, form: Form) -> Screen:
    """Everything as others will see it, with *Register* and a way to change each answer."""
    head = w.say("<b>Is this right?</b> Others will see:")
    lines = [head, Html(""), describe(w, event, as_attendee(event, form)), Html(""), zone_line(w, event, form)]
    labels = {
        Step.NAME: w.plain("Name"),
        Step.ORGANISATION: w.plain("Organisation"),
        Step.TYPE: w.plain("Type"),
        Step.COUNTRY: w.plain("Country"),
        Step.MODES: w.plain("Days"),
        Step.LANGUAGES: w.plain("Languages"),
        Step.OFFERS: w.plain("Offers"),
        Step.NEEDS: w.plain("Needs"),
        Step.ABOUT: w.plain("About me"),
        Step.TIMEZONE: w.plain("Time zone"),
    }
    edits = [tap(Step.SUMMARY, label, Act.EDIT, step) for step, label in labels.items()]
    back = tap(Step.SUMMARY, w.plain("‹ Back"), Act.BACK, "0")
    register = tap(Step.SUMMARY, w.plain("✅ Register"), Act.REGISTER)
    return Screen(Html("\n".join(lines)), ((register,), *pairs(edits), (back,)))


def about(w: Words, form: Form) -> tuple[Html, tuple[tuple[Button, ...], ...]]:
    """A line about oneself?"""
    text = w.say(
        "<b>One line about you</b>\nType it (up to {n} characters): why should people meet you?", n=LIMITS["about"]
    )
    if not form.about:
        return text, ()
    return text, ((tap(Step.ABOUT, w.plain("Remove it"), Act.NO_ABOUT),),)
