"""Once a day people hear who new fits: three at most, never twice, nobody who does not want to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import RunningClock
from bot.services.matching import newcomers
from bot.services.matching.newcomers import next_pass, tell_newcomers
from storage import people
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.meetings import Hall
from tests.services.matching.people import comes, rewrites

TEN = datetime(2022, 4, 20, 7, tzinfo=UTC)  # 10:00 in Vilnius
MINE = (["food export"], ["packaging"])
THEIRS = (["packaging"], ["food export"])


async def lead(_uow: UnitOfWork) -> bool:
    return True


async def pass_at(hall: Hall, moment: datetime) -> int:
    """What the clock does then."""
    hall.now = moment
    return await tell_newcomers(hall.database, RunningClock(moment, speed=0), lead)


async def told(hall: Hall, name: str) -> list[list[str]]:
    """Of whom somebody was told, message by message."""
    known = {number: who for who, number in hall.ids.items()}
    rows: list[Any] = [n for n in await hall.notices(name) if n.view == "matching.newcomers"]
    return [[known[i] for i in row.facts["who"]] for row in rows]


async def test_those_who_came_since_are_told_once_three_at_most(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, now=TEN - timedelta(days=3))
    await comes(hall, "Ann", *MINE)
    await comes(hall, "Una", ["poetry"], ["paint"])
    hall.now = TEN - timedelta(days=2)
    await comes(hall, "Old", *THEIRS)
    assert await pass_at(hall, TEN - timedelta(days=1)) == 1
    assert await told(hall, "Ann") == [["Old"]]
    for n in range(5):
        hall.now = TEN - timedelta(hours=5 - n)
        await comes(hall, f"N{n}", *THEIRS)
    assert await pass_at(hall, TEN) >= 1
    (first, second) = await told(hall, "Ann")
    assert first == ["Old"]
    assert len(second) == 3
    assert "Old" not in second
    assert await told(hall, "Una") == [], "nobody of them fits"
    assert await pass_at(hall, TEN + timedelta(minutes=1)) == 0
    assert await pass_at(hall, TEN + timedelta(days=1)) == 0
    assert len(await told(hall, "Ann")) == 2
    assert await told(hall, "N4") == [], "who came last has seen everybody who was there"


async def test_who_wants_no_digests_or_cannot_be_reached_hears_nothing_and_catches_up_later(database: Database) -> None:
    hall = await Hall.open(database, now=TEN - timedelta(days=3))
    for name in ("Ann", "Quiet", "Far"):
        await comes(hall, name, *MINE)
    await rewrites(hall, "Quiet", digests=False)
    async with hall.acting() as uow:
        far = await people.person_of(uow.connection, hall.ids["Far"])
        await people.mark_unreachable(uow.connection, far.id, "blocked")
    hall.now = TEN - timedelta(hours=1)
    await comes(hall, "New", *THEIRS)
    assert await pass_at(hall, TEN) == 1
    assert await told(hall, "Ann") == [["New"]]
    assert await told(hall, "Quiet") == await told(hall, "Far") == []
    await rewrites(hall, "Quiet", digests=True)
    await pass_at(hall, TEN + timedelta(days=1))
    assert await told(hall, "Quiet") == [["New"]]


async def test_a_crash_in_the_middle_tells_nobody_twice_and_nobody_too_little(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "PORTION", 2)
    hall = await Hall.open(database, now=TEN - timedelta(days=3))
    names = [f"A{n}" for n in range(7)]
    for name in names:
        await comes(hall, name, *MINE)
    hall.now = TEN - timedelta(hours=1)
    await comes(hall, "New", *THEIRS)
    rounds = 0

    async def until_it_breaks(_uow: UnitOfWork) -> bool:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            raise ZeroDivisionError
        return True

    with pytest.raises(ZeroDivisionError):
        await tell_newcomers(database, RunningClock(TEN, speed=0), until_it_breaks)
    assert sum([len(await told(hall, name)) for name in names]) == 4
    await pass_at(hall, TEN + timedelta(minutes=1))
    assert [await told(hall, name) for name in names] == [[["New"]]] * 7


async def test_nobody_hears_of_whom_they_know_have_seen_or_waved_away(database: Database) -> None:
    from bot.services import matching

    hall = await Hall.open(database, now=TEN - timedelta(days=3))
    await comes(hall, "Ann", *MINE)
    hall.now = TEN - timedelta(hours=1)
    await comes(hall, "Seen", *THEIRS)
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        await matching.for_you(uow, hall.event, me)
    for name in ("Met", "Waved", "Fresh"):
        await comes(hall, name, *THEIRS)
    await hall.request("Met", "Ann")
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        await matching.wave_away(uow, hall.event, me, hall.ids["Waved"])
    await pass_at(hall, TEN)
    assert await told(hall, "Ann") == [["Fresh"]]


async def test_it_comes_at_the_organisers_hour_on_every_day_up_to_the_last_and_never_if_they_say_so(
    database: Database,
) -> None:
    hall = await Hall.open(database, now=TEN - timedelta(days=3), newcomers="12:30")
    await comes(hall, "Ann", *MINE)
    async with database.reading() as connection:
        assert await next_pass(connection, TEN) == TEN + timedelta(hours=2, minutes=30)
        last = datetime(2022, 4, 27, 9, 30, tzinfo=UTC)
        assert await next_pass(connection, last - timedelta(minutes=1)) == last
        assert await next_pass(connection, last + timedelta(hours=12)) is None
    assert await pass_at(hall, TEN) == 0
    never = await Hall.open(database, now=TEN, newcomers=None)
    async with database.reading() as connection:
        assert await next_pass(connection, TEN) is None
    assert never.event.rules.newcomers is None


async def test_an_outage_of_half_a_day_puts_it_off_to_the_next(database: Database) -> None:
    hall = await Hall.open(database, now=TEN - timedelta(days=3))
    await comes(hall, "Ann", *MINE)
    hall.now = TEN - timedelta(hours=1)
    await comes(hall, "New", *THEIRS)
    assert await pass_at(hall, TEN + timedelta(hours=11)) == 0
    assert await pass_at(hall, TEN + timedelta(days=1)) == 1
