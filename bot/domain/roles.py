"""Organisers' roles, and the one-time links that give them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import EventId, PersonId, RoleLinkId
from bot.domain.people import Person, Role
from bot.domain.refusals import Refused

LIFETIMES = {1: timedelta(hours=1), 24: timedelta(hours=24), 168: timedelta(days=7)}  # hours -> how long a link is good
DESK_ROLES = frozenset({Role.OWNER, Role.DESK})
RANK = {Role.HERALD: 0, Role.DESK: 1, Role.OWNER: 2}


class Source(StrEnum):
    """Where a role comes from."""

    CONFIGURATION = "configuration"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Given:
    """One organiser of an event; `person` is None until they have written to the bot."""

    telegram_id: int
    role: Role
    source: Source
    given_at: datetime
    person: Person | None = None


class LinkState(StrEnum):
    """Where a link stands."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A link that makes whoever follows it first an organiser; the code in it is kept nowhere, only its hash."""

    id: RoleLinkId
    event_id: EventId
    role: Role
    made_by_id: PersonId
    made_at: datetime
    expires_at: datetime
    used_by_id: PersonId | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> LinkState:
        """Used and revoked ones stay so, whatever the clock says."""
        if self.used_at is not None:
            return LinkState.USED
        if self.revoked_at is not None:
            return LinkState.REVOKED
        return LinkState.EXPIRED if now >= self.expires_at else LinkState.OPEN


def check_owner(role: Role | None) -> None:
    """Only an owner gives and takes roles. Refused: organisers_only, owners_only."""
    if role is None:
        raise Refused("organisers_only")
    if role is not Role.OWNER:
        raise Refused("owners_only")


def check_desk(role: Role | None) -> None:
    """Owners and desk run the floor. Refused: organisers_only, desk_only (to a herald)."""
    if role is None:
        raise Refused("organisers_only")
    if role not in DESK_ROLES:
        raise Refused("desk_only")


def check_open(link: RoleLink, now: datetime) -> None:
    """Refused ``role_link_used``, ``role_link_expired`` or ``role_link_revoked`` for a link that is over."""
    state = link.state(now)
    if state is not LinkState.OPEN:
        raise Refused(f"role_link_{state.value}")


def check_gain(link: RoleLink, standing: Given | None) -> None:
    """Whether the link would give somebody more than they have. Refused: already_organiser (facts: role, source)."""
    if standing is None:
        return
    if standing.source is Source.CONFIGURATION or RANK[standing.role] >= RANK[link.role]:
        raise Refused("already_organiser", role=standing.role, source=standing.source)


def check_revocable(target: Given, everyone: Collection[Given]) -> None:
    """Whether this role can be taken back. Refused: role_configured; last_owner."""
    if target.source is Source.CONFIGURATION:
        raise Refused("role_configured")
    owners = [one for one in everyone if one.role is Role.OWNER]
    if target.role is Role.OWNER and len(owners) <= 1:
        raise Refused("last_owner")
