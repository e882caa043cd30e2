"""An announcement before it goes out: written, in several languages, aimed, looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.announcements import Announcement, AnnouncementStatus, check_length, check_marks, check_may_announce
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.notices import Action, Lane
from bot.domain.people import Actor, Person
from bot.domain.refusals import Refused
from bot.domain.segments import Segment
from bot.services.announcements.standing import Standing, find, record, standing_of
from bot.services.notices import notify
from bot.views.screens import Screen
from bot.views.words import language_for
from storage import announcements as stored
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Composed:
    """What an organiser wrote: as it will arrive, its letters alone, and how many formatted pieces it has.

    Telegram's limits are about the last two.
    """

    screen: Screen
    plain: str
    marks: int = 0


def check(composed: Composed) -> None:
    """``Refused("announcement_too_long")`` or ``("announcement_too_formatted")`` for what Telegram would not take."""
    check_length(composed.plain, with_file=composed.screen.attachment is not None)
    check_marks(composed.marks)


async def compose(uow: UnitOfWork, event: Event, actor: Actor, author: Person, composed: Composed) -> AnnouncementId:
    """A new draft, to everybody until a segment is chosen, taken to be in its author's language."""
    check_may_announce(actor.role)
    check(composed)
    screen = composed.screen.to_json()
    return await stored.add(uow.connection, event.id, author.id, screen, uow.now, language=author.language)


async def write(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, language: str, composed: Composed
) -> Standing:
    """Write one language of a draft or scheduled one anew, or add it; ``Refused("announcement_sent")`` afterwards."""
    found = await find(uow, event, actor, id_, waiting=True)
    _check_language(language)
    check(composed)
    changed = found.with_screen(language, composed.screen.to_json())
    await stored.change(uow.connection, id_, screen=changed.screen, versions=changed.versions)
    await record(uow, found, actor, "write", language=language)
    return await standing_of(uow, event, changed)


async def remove_language(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, language: str) -> Standing:
    """Take a further language out again; the main one stays."""
    found = await find(uow, event, actor, id_, waiting=True)
    versions = {code: screen for code, screen in found.versions.items() if code != language}
    if versions != found.versions:
        await stored.change(uow.connection, id_, versions=versions)
        await record(uow, found, actor, "remove_language", language=language)
    return await standing_of(uow, event, replace(found, versions=versions))


async def name_language(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, language: str) -> Standing:
    """Say which language the main text is in; ``Refused("language_taken")`` when another version has it."""
    found = await find(uow, event, actor, id_, waiting=True)
    _check_language(language)
    if language in found.versions:
        raise Refused("language_taken")
    await stored.change(uow.connection, id_, language=language)
    return await standing_of(uow, event, replace(found, language=language))


async def aim(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, segment: Segment) -> Standing:
    """Choose the segment of a draft."""
    found = await find(uow, event, actor, id_, draft=True)
    await stored.change(uow.connection, id_, segment=segment.to_json())
    return await standing_of(uow, event, replace(found, segment=segment))


async def choices(uow: UnitOfWork, event: Event) -> tuple[list[str], list[str]]:
    """The countries and the languages of this event's attendees, most people first."""
    return await stored.countries_and_languages(uow.connection, event.id)


async def toggle_read_button(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """Add the *Read* button to a draft, or take it off; the previews follow."""
    found = await find(uow, event, actor, id_, draft=True)
    await stored.change(uow.connection, id_, read_button=not found.read_button)
    if actor.person is not None:
        for language in found.languages:
            notify(
                uow,
                actor.person,
                "announcements.preview",
                {"announcement": found.id, "language": language},
                lane=Lane.REPLY,
                kind="reply",
                action=Action.EDIT,
                event_id=found.event_id,
                target_subject=preview_subject(found.id, language),
            )
    return await standing_of(uow, event, replace(found, read_button=not found.read_button))


async def send_to_oneself(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """A test: every language of it arrives at the organiser, exactly as it will at others."""
    found = await find(uow, event, actor, id_, waiting=True)
    if actor.person is not None:
        for language in found.languages:
            facts = {"announcement": found.id, "language": language}
            notify(
                uow, actor.person, "announcements.preview", facts, lane=Lane.REPLY, kind="test", event_id=found.event_id
            )
    await record(uow, found, actor, "test")
    return await standing_of(uow, event, found)


async def discard(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> None:
    """Throw a draft away, or a scheduled one that has not begun."""
    found = await find(uow, event, actor, id_)
    if found.waits:
        await stored.change(uow.connection, id_, status=AnnouncementStatus.STOPPED.value, finished_at=uow.now)
        await record(uow, found, actor, "discard")


async def remind(uow: UnitOfWork, event: Event, actor: Actor, author: Person, id_: AnnouncementId) -> Standing:
    """The same again, as a new draft to those who were sent it and have not pressed *Read*."""
    found = await find(uow, event, actor, id_)
    if not found.out or not found.read_button:
        raise Refused("no_read_button")
    segment = Segment(unread_of=found.id)
    new = await stored.add(uow.connection, event.id, author.id, found.screen, uow.now, language=found.language)
    await stored.change(uow.connection, new, segment=segment.to_json(), versions=found.versions, read_button=True)
    await record(uow, found, actor, "remind", draft=new)
    return await standing_of(uow, event, await find(uow, event, actor, new))


def preview_subject(id_: AnnouncementId, language: str) -> str:
    """What the message with the preview of one language is known by."""
    return f"preview:{id_}:{language}"


def preview_of(found: Announcement) -> list[tuple[str, str]]:
    """The languages to be previewed, each with what its message is known by."""
    return [(language, preview_subject(found.id, language)) for language in found.languages]


def _check_language(code: str) -> None:
    if not code.isascii() or not code.isalpha() or not 2 <= len(code) <= 3 or language_for(code) != code:
        raise Refused("no_such_language")
