"""A participant without Telegram: registered by an organiser who vouches for their consent."""

from __future__ import annotations

from bot.domain.countries import Reading
from bot.domain.countries import likely_countries as likely
from bot.domain.countries import read_country as read
from bot.domain.desk import Participant
from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.newcomers import Newcomer, modes_of
from bot.domain.people import AttendeeStatus, AttendeeType, Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.domain.typed_words import LIMITS
from bot.views.country_names import country_names
from bot.views.words import LANGUAGES
from storage import desk, people
from storage.audit import Act, record
from storage.unit_of_work import UnitOfWork


async def likely_countries(uow: UnitOfWork, event: Event) -> tuple[str, ...]:
    """Countries for buttons, the likeliest first."""
    present = [country for country, _ in await people.countries(uow.connection, event.id)]
    return likely(event.country, present, None)


async def read_country(uow: UnitOfWork, event: Event, text: str | None) -> Reading:
    """The country that was typed, or guesses. Refused: not_text, too_long, no_country."""
    if text is None:
        raise Refused("not_text", field="country")
    if len(text) > LIMITS["search"]:
        raise Refused("too_long", field="country", limit=LIMITS["search"], length=len(text))
    reading = read(text, country_names(), await likely_countries(uow, event))
    if reading.country is None and not reading.guesses:
        raise Refused("no_country")
    return reading


async def full(uow: UnitOfWork, event: Event) -> bool:
    """Whether every place of the event is taken."""
    capacity = event.rules.capacity
    return capacity is not None and await people.seats_taken(uow.connection, event.id) >= capacity


async def same_name(uow: UnitOfWork, event: Event, name: str) -> list[Participant]:
    """Who is at the event under that name already."""
    return await desk.same_name(uow.connection, event.id, name)


async def add(uow: UnitOfWork, event: Event, role: Role | None, by: Person, form: Newcomer) -> AttendeeId:
    """Register them; the organiser has confirmed that they agreed to the privacy notice, and that is recorded.

    Refused: organisers_only, desk_only, desk_over, incomplete_newcomer.
    """
    check_desk(role)
    if event.day_of(uow.now) > event.days[-1]:
        raise Refused("desk_over")
    if not form.complete or form.event != event.id:
        raise Refused("incomplete_newcomer")
    assert form.name is not None
    assert form.organisation is not None
    assert form.country is not None
    assert form.type is not None
    language = next((code for code in form.languages if code in LANGUAGES), "en")
    person_id = await people.add_person(
        uow.connection,
        telegram_id=None,
        name=form.name,
        username=None,
        language=language,
        timezone=None,
        consent_version=event.consent_version,
        consent_at=uow.now,
        event_id=event.id,
        now=uow.now,
    )
    attendee_id = await people.add_attendee(
        uow.connection,
        event_id=event.id,
        person_id=person_id,
        name=form.name,
        organisation=form.organisation,
        type=AttendeeType(form.type),
        country=form.country,
        status=AttendeeStatus.REGISTERED,
        modes=modes_of(form, event),
        topics=(),
        about=None,
        languages=form.languages,
        now=uow.now,
    )
    if form.email:
        await people.change_attendee(uow.connection, attendee_id, now=uow.now, email=form.email)
    detail = {"consent": event.consent_version, "vouched_by": by.id, "telegram": False}
    await record(
        uow.connection, Act(uow.now, "add_attendee", f"attendee:{attendee_id}", "organiser", event.id, by.id, detail)
    )
    return attendee_id
