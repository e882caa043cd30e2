"""Giving and taking organisers' roles: by one-time links, with every act in the audit record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import EventId, PersonId, RoleLinkId
from bot.domain.notices import Lane
from bot.domain.people import Actor, Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import (
    LIFETIMES,
    Given,
    RoleLink,
    check_gain,
    check_open,
    check_owner,
    check_revocable,
)
from bot.services.events import event as load_event
from bot.services.menus import menu_follows
from bot.services.notices import Renderer, notify
from bot.services.registration import enrol_organiser
from bot.views import roles as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import organisers, people, role_links
from storage.audit import Act, record
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

CODE_BYTES = 16  # 128 bits: nobody guesses one


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link just made; `code` is told once and kept nowhere."""

    id: RoleLinkId
    role: Role
    code: str
    expires_at: datetime


def hashed(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


async def listed(uow: UnitOfWork, event: Event, actor: Actor) -> tuple[list[Given], list[RoleLink]]:
    """The event's organisers, and the links that can still be followed. Refused: organisers_only, owners_only."""
    check_owner(actor.role)
    await role_links.wipe_messages(uow.connection, actor.telegram_id)
    return (
        await organisers.of_event(uow.connection, event.id),
        await role_links.open_ones(uow.connection, event.id, uow.now),
    )


async def organiser(uow: UnitOfWork, event: Event, actor: Actor, person_id: PersonId) -> Given:
    """One organiser. Refused: organisers_only, owners_only, no_such_organiser."""
    given, _links = await listed(uow, event, actor)
    for one in given:
        if one.person is not None and one.person.id == person_id:
            return one
    raise Refused("no_such_organiser")


async def invite(uow: UnitOfWork, event: Event, actor: Actor, person: Person, role: Role, hours: int) -> Invitation:
    """A link that gives `role` to whoever follows it first. Refused: organisers_only, owners_only."""
    check_owner(actor.role)
    if hours not in LIFETIMES:
        raise ValueError(hours)
    code, expires_at = secrets.token_urlsafe(CODE_BYTES), uow.now + LIFETIMES[hours]
    link_id = await role_links.add(
        uow.connection, event.id, role, hashed(code), made_by=person.id, now=uow.now, expires_at=expires_at
    )
    detail = {"link": link_id, "role": role.value, "hours": hours}
    await record(
        uow.connection, Act(uow.now, "role_link", f"event:{event.id}", "organiser", event.id, person.id, detail)
    )
    return Invitation(link_id, role, code, expires_at)


async def follow(uow: UnitOfWork, actor: Actor, code: str) -> tuple[RoleLink, Event]:
    """What the link of that code would give them.

    Refused: role_link_unknown, role_link_used, role_link_expired, role_link_revoked, already_organiser.
    """
    link = await role_links.by_hash(uow.connection, hashed(code))
    if link is None:
        raise Refused("role_link_unknown")
    event = await load_event(uow.connection, link.event_id)
    if actor.person is not None and link.used_by_id == actor.person.id:
        standing = await _standing(uow.connection, event, actor.telegram_id)
        if standing is not None:
            raise Refused("already_organiser", role=standing.role, source=standing.source)
    check_open(link, uow.now)
    check_gain(link, await _standing(uow.connection, event, actor.telegram_id))
    return link, event


async def take(
    uow: UnitOfWork, actor: Actor, link_id: RoleLinkId, *, name: str, username: str | None, language_code: str | None
) -> tuple[Role, Event]:
    """The one who followed the link says yes: they have the role, and are at its event from now on.

    The caller has checked that it is they who followed it. A second tap changes nothing. Refused: as :func:`follow`.
    """
    link = await role_links.load(uow.connection, link_id)
    if link is None:
        raise Refused("role_link_unknown")
    event = await load_event(uow.connection, link.event_id)
    await organisers.lock(uow.connection, event.id)
    standing = await _standing(uow.connection, event, actor.telegram_id)
    mine = actor.person is not None and link.used_by_id == actor.person.id
    if mine and standing is not None:
        return standing.role, event
    check_open(link, uow.now)
    check_gain(link, standing)
    person_id = await enrol_organiser(uow, actor, event, name=name, username=username, language_code=language_code)
    if not await role_links.use(uow.connection, link.id, person_id, uow.now):
        raise Refused("role_link_used")
    await organisers.give(uow.connection, event.id, actor.telegram_id, link.role, now=uow.now)
    await people.change_person(uow.connection, person_id, current_event_id=event.id)
    person = await people.person(uow.connection, person_id)
    menu_follows(uow, actor.telegram_id, person.language, link.role)
    maker = await people.person(uow.connection, link.made_by_id)
    if maker.telegram_id is not None:
        await role_links.wipe_messages(uow.connection, maker.telegram_id)
    detail = {"link": link.id, "role": link.role.value, "given_by": link.made_by_id}
    await record(uow.connection, Act(uow.now, "role_taken", f"person:{person_id}", "self", event.id, person_id, detail))
    if maker.id != person_id:
        facts = {"event": event.id, "role": link.role.value, "person": person_id}
        notify(uow, maker, "roles.taken", facts, lane=Lane.NUDGE, kind="change", event_id=event.id)
    return link.role, event


async def revoke_link(uow: UnitOfWork, event: Event, actor: Actor, person: Person, link_id: RoleLinkId) -> bool:
    """The link gives nothing any more; False when it was over already.

    Refused: organisers_only, owners_only, role_link_unknown (of another event too), role_link_used.
    """
    check_owner(actor.role)
    link = await role_links.load(uow.connection, link_id)
    if link is None or link.event_id != event.id:
        raise Refused("role_link_unknown")
    if link.used_at is not None:
        raise Refused("role_link_used")
    gone = await role_links.revoke(uow.connection, link.id, uow.now)
    if gone:
        detail = {"link": link.id, "role": link.role.value}
        await record(
            uow.connection,
            Act(uow.now, "role_link_revoked", f"event:{event.id}", "organiser", event.id, person.id, detail),
        )
    return gone


async def revoke(uow: UnitOfWork, event: Event, actor: Actor, person: Person, who: PersonId) -> Given:
    """Take a role back; its holder is told.

    Refused: organisers_only, owners_only, no_such_organiser, role_configured, last_owner.
    """
    check_owner(actor.role)
    await organisers.lock(uow.connection, event.id)
    target = await organiser(uow, event, actor, who)
    check_revocable(target, await organisers.of_event(uow.connection, event.id))
    await organisers.revoke(uow.connection, event.id, target.telegram_id)
    detail = {"role": target.role.value}
    await record(
        uow.connection, Act(uow.now, "role_revoked", f"person:{who}", "organiser", event.id, person.id, detail)
    )
    if target.person is not None:
        menu_follows(uow, target.telegram_id, target.person.language, None)
    if target.person is not None and target.person.id != person.id:
        facts = {"event": event.id, "role": target.role.value}
        notify(uow, target.person, "roles.revoked", facts, lane=Lane.BELL, kind="change", event_id=event.id)
    return target


async def _standing(connection: Connection, event: Event, telegram_id: int) -> Given | None:
    given = await organisers.of_event(connection, event.id)
    return next((one for one in given if one.telegram_id == telegram_id), None)


async def _taken(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(int(facts["event"])))
    who = await people.person(connection, PersonId(int(facts["person"])))
    return views.taken_by(Words(person.language, person.zone(event.timezone)), event, who, Role(facts["role"]))


async def _revoked(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(int(facts["event"])))
    return views.revoked_for(Words(person.language, person.zone(event.timezone)), event, Role(facts["role"]))


NOTICES: dict[str, Renderer] = {"roles.taken": _taken, "roles.revoked": _revoked}
