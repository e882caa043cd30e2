"""Who has read an announcement."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.announcements import Announcement
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.people import Actor, Person
from bot.services.announcements.standing import find
from storage import announcements as stored
from storage.unit_of_work import UnitOfWork

NAMES_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Readers:
    """A page of names: of those who pressed *Read*, or of those it was delivered to who did not."""

    announcement: Announcement
    read: bool
    names: tuple[str, ...]
    number: int
    others: int  # on the other side
    page: int
    pages: int


async def read(uow: UnitOfWork, person: Person, id_: AnnouncementId) -> bool:
    """Somebody pressed *Read*; false when it was not sent to them (a preview, forged data) and so does not count."""
    return await stored.mark_read(uow.connection, id_, person.id, uow.now)


async def readers(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, *, read: bool, page: int
) -> Readers:
    """A page of who pressed *Read*, or of who did not."""
    found = await find(uow, event, actor, id_)
    page = max(0, min(page, 10_000))
    offset = NAMES_A_PAGE * page
    names, number = await stored.receivers(uow.connection, found, read=read, limit=NAMES_A_PAGE, offset=offset)
    _, others = await stored.receivers(uow.connection, found, read=not read, limit=0)
    pages = max(1, -(-number // NAMES_A_PAGE))
    return Readers(found, read, tuple(names), number, others, min(page, pages - 1), pages)
