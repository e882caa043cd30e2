"""Giving and taking roles: the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import EventId, PersonId, RoleLinkId
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.roles import (
    Given,
    LinkState,
    RoleLink,
    Source,
    check_desk,
    check_gain,
    check_open,
    check_owner,
    check_revocable,
)

NOW = datetime(2022, 4, 26, 9, tzinfo=UTC)


def link(role: Role = Role.DESK, **more: datetime) -> RoleLink:
    return RoleLink(RoleLinkId(1), EventId(1), role, PersonId(1), NOW, NOW + timedelta(hours=1), None, **more)


def given(role: Role, source: Source = Source.LINK, telegram_id: int = 7) -> Given:
    return Given(telegram_id, role, source, NOW)


def test_a_link_is_open_until_it_is_used_revoked_or_its_hour_has_come() -> None:
    assert link().state(NOW) is LinkState.OPEN
    assert link().state(NOW + timedelta(hours=1)) is LinkState.EXPIRED
    assert link(revoked_at=NOW).state(NOW) is LinkState.REVOKED
    assert link(used_at=NOW).state(NOW + timedelta(days=9)) is LinkState.USED
    for one in (link(revoked_at=NOW), link(used_at=NOW)):
        with pytest.raises(Refused, match="role_link_"):
            check_open(one, NOW)


@pytest.mark.parametrize(
    ("standing", "offered", "gains"),
    [
        (None, Role.HERALD, True),
        (given(Role.HERALD), Role.DESK, True),
        (given(Role.DESK), Role.DESK, False),
        (given(Role.OWNER), Role.DESK, False),
        (given(Role.HERALD, Source.CONFIGURATION), Role.OWNER, False),
    ],
)
def test_a_link_only_ever_raises_a_role_that_a_link_gave(standing: Given | None, offered: Role, gains: bool) -> None:
    if gains:
        check_gain(link(offered), standing)
        return
    with pytest.raises(Refused, match="already_organiser"):
        check_gain(link(offered), standing)


def test_the_last_owner_and_what_the_configuration_gave_stay() -> None:
    ann, bo = given(Role.OWNER, telegram_id=1), given(Role.OWNER, telegram_id=2)
    check_revocable(ann, [ann, bo])
    with pytest.raises(Refused, match="last_owner"):
        check_revocable(ann, [ann, given(Role.DESK)])
    with pytest.raises(Refused, match="role_configured"):
        check_revocable(given(Role.DESK, Source.CONFIGURATION), [ann, bo])


def test_heralds_have_no_desk_and_only_owners_give_roles() -> None:
    check_desk(Role.DESK)
    check_desk(Role.OWNER)
    check_owner(Role.OWNER)
    for role, code in ((Role.HERALD, "desk_only"), (None, "organisers_only")):
        with pytest.raises(Refused, match=code):
            check_desk(role)
    for role, code in ((Role.DESK, "owners_only"), (None, "organisers_only")):
        with pytest.raises(Refused, match=code):
            check_owner(role)
