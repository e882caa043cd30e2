"""One-time links that give a role; only the hash of a link's code is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.ids import EventId, PersonId, RoleLinkId
from bot.domain.notices import NoticeState
from bot.domain.people import Role
from bot.domain.roles import RoleLink
from storage.database import Connection
from storage.tables import outbox, role_links

SUBJECT = "role_link:"  # and the link's number: the message in which it is shown
SETTLED = (NoticeState.SENT.value, NoticeState.DROPPED.value, NoticeState.UNREACHABLE.value, NoticeState.DEAD.value)


def _to_link(row: Mapping[Any, Any]) -> RoleLink:
    return RoleLink(
        id=RoleLinkId(row["id"]),
        event_id=EventId(row["event_id"]),
        role=Role(row["role"]),
        made_by_id=PersonId(row["made_by_id"]),
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        used_by_id=row["used_by_id"],
        used_at=row["used_at"],
        revoked_at=row["revoked_at"],
    )


async def add(
    connection: Connection,
    event_id: EventId,
    role: Role,
    code_hash: str,
    *,
    made_by: PersonId,
    now: datetime,
    expires_at: datetime,
) -> RoleLinkId:
    """A new link."""
    row = await connection.execute(
        insert(role_links)
        .values(
            event_id=event_id,
            role=role.value,
            code_hash=code_hash,
            made_by_id=made_by,
            made_at=now,
            expires_at=expires_at,
        )
        .returning(role_links.c.id)
    )
    return RoleLinkId(row.scalar_one())


async def by_hash(connection: Connection, code_hash: str) -> RoleLink | None:
    """The link whose code has that hash."""
    found = await connection.execute(select(role_links).where(role_links.c.code_hash == code_hash))
    row = found.mappings().one_or_none()
    return None if row is None else _to_link(row)


async def load(connection: Connection, link_id: RoleLinkId) -> RoleLink | None:
    """The link of that number."""
    row = (await connection.execute(select(role_links).where(role_links.c.id == link_id))).mappings().one_or_none()
    return None if row is None else _to_link(row)


async def open_ones(connection: Connection, event_id: EventId, now: datetime) -> list[RoleLink]:
    """Links of an event that somebody can still follow, the one that ends first in front."""
    rows = await connection.execute(
        select(role_links)
        .where(
            role_links.c.event_id == event_id,
            role_links.c.used_at.is_(None),
            role_links.c.revoked_at.is_(None),
            role_links.c.expires_at > now,
        )
        .order_by(role_links.c.expires_at, role_links.c.id)
    )
    return [_to_link(row) for row in rows.mappings()]


async def use(connection: Connection, link_id: RoleLinkId, person_id: PersonId, now: datetime) -> bool:
    """The link is spent; False when somebody was quicker, it was revoked, or its time is over."""
    row = await connection.execute(
        update(role_links)
        .where(
            role_links.c.id == link_id,
            role_links.c.used_at.is_(None),
            role_links.c.revoked_at.is_(None),
            role_links.c.expires_at > now,
        )
        .values(used_by_id=person_id, used_at=now)
        .returning(role_links.c.id)
    )
    return row.first() is not None


async def revoke(connection: Connection, link_id: RoleLinkId, now: datetime) -> bool:
    """The link gives nothing any more; False when it is used or revoked already."""
    row = await connection.execute(
        update(role_links)
        .where(role_links.c.id == link_id, role_links.c.used_at.is_(None), role_links.c.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(role_links.c.id)
    )
    return row.first() is not None


async def wipe_messages(connection: Connection, chat_id: int) -> None:
    """Clear the messages in which links were shown to this organiser from the outbox, once they have gone out."""
    await connection.execute(
        update(outbox)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.subject.startswith(SUBJECT, autoescape=True),
            outbox.c.state.in_(SETTLED),
            outbox.c.screen.is_not(None),
        )
        .values(screen=None)
    )
