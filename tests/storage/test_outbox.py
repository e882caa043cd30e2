"""Claims, fences and leases, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from bot.domain.ids import PersonId
from bot.domain.notices import Action, Lane, Notice, NoticeState
from storage import leases, outbox
from storage.database import Database
from storage.outbox import Claimed, Settlement

NOW = datetime(2022, 4, 27, 8, tzinfo=UTC)


def notice(chat_id: int = 1, lane: Lane = Lane.REPLY, **more: Any) -> Notice:
    given: dict[str, Any] = {"due_at": NOW, "screen": {"text": "x"}} | more
    return Notice(chat_id, lane, "reply", **given)


async def queue(database: Database, *notices: Notice) -> None:
    async with database.writing() as connection:
        await outbox.queue(connection, notices, now=NOW)


async def claim(
    database: Database, owner: str = "a", limit: int = 10, now: datetime = NOW, not_chats: Sequence[int] = ()
) -> list[Claimed]:
    async with database.writing() as connection:
        return await outbox.claim(
            connection, owner=owner, now=now, lease_until=now + timedelta(seconds=60), limit=limit, not_chats=not_chats
        )


async def settle(database: Database, owner: str, *rows: Claimed, state: NoticeState = NoticeState.SENT) -> int:
    async with database.writing() as connection:
        settlements = [Settlement(r.id, r.attempts, state, r.attempts, message_id=7) for r in rows]
        return await outbox.settle(connection, settlements, owner=owner, now=NOW)


async def test_claims_take_the_head_of_each_chat_lane_by_lane(both_databases: Database) -> None:
    await queue(
        both_databases,
        notice(1, Lane.ANNOUNCEMENT),
        notice(1, Lane.BELL),
        notice(2, Lane.NUDGE),
        notice(3, Lane.BELL, due_at=NOW + timedelta(seconds=1)),
        notice(4, Lane.REPLY),
        notice(5, Lane.REPLY),
    )
    taken = await claim(both_databases, limit=3, not_chats=[5])
    assert [(c.chat_id, c.lane) for c in taken] == [(4, Lane.REPLY), (1, Lane.BELL), (2, Lane.NUDGE)]
    assert {c.attempts for c in taken} == {1}
    assert await claim(both_databases, not_chats=[5]) == []
    assert await settle(both_databases, "a", *taken) == 0
    assert [c.chat_id for c in await claim(both_databases)] == [5, 1]


async def test_many_claimers_at_once_take_every_notice_once(both_databases: Database) -> None:
    await queue(both_databases, *(notice(n) for n in range(1, 101)))
    taken = await asyncio.gather(*(claim(both_databases, owner=f"o{n}", limit=20) for n in range(10)))
    ids = [c.id for batch in taken for c in batch]
    assert len(ids) == len(set(ids))
    while batch := await claim(both_databases, limit=50):
        ids += [c.id for c in batch]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == 100


async def test_a_zombie_writes_nothing(both_databases: Database) -> None:
    await queue(both_databases, notice(1), notice(2, Lane.ANNOUNCEMENT))
    old = await claim(both_databases, owner="zombie")
    async with both_databases.writing() as connection:
        early = await outbox.recover(connection, owner="b", now=NOW + timedelta(seconds=59))
        own = await outbox.recover(connection, owner="zombie", now=NOW + timedelta(hours=1))
        late = await outbox.recover(connection, owner="b", now=NOW + timedelta(seconds=60))
    assert (early, own, late) == ((0, 0), (0, 0), (1, 1))
    again = await claim(both_databases, owner="b")
    assert [(c.chat_id, c.reason) for c in again] == [(1, outbox.RESENT)]
    assert await settle(both_databases, "zombie", *old, state=NoticeState.DEAD) == 2
    assert await settle(both_databases, "b", *again) == 0
    async with both_databases.reading() as connection:
        found = await outbox.backlog(connection, now=NOW)
    assert found.counts == {
        (Lane.REPLY, NoticeState.SENT): 1,
        (Lane.ANNOUNCEMENT, NoticeState.UNCERTAIN): 1,
    }


async def test_what_waits_for_a_retry_keeps_its_place_and_lets_better_lanes_by(
    both_databases: Database,
) -> None:
    await queue(both_databases, notice(1, Lane.BELL), notice(1, Lane.BELL), notice(1, Lane.NUDGE))
    (first,) = await claim(both_databases)
    later = NOW + timedelta(seconds=10)
    async with both_databases.writing() as connection:
        waits = [Settlement(first.id, 1, NoticeState.QUEUED, 1, retry_at=later)]
        assert await outbox.settle(connection, waits, owner="a", now=NOW) == 0
        assert await outbox.next_due(connection, after=NOW) == later
    # The second bell is held back and the nudge stays behind the bells; a reply is not.
    await queue(both_databases, notice(1, Lane.REPLY))
    order = []
    for moment in (NOW, NOW, later, later, later):
        for one in await claim(both_databases, now=moment):
            order.append((one.lane, one.id))
            await settle(both_databases, "a", one)
    assert [lane for lane, _ in order] == [Lane.REPLY, Lane.BELL, Lane.BELL, Lane.NUDGE]
    assert order[1][1] == first.id


async def test_a_key_is_queued_once_and_a_known_unreachable_is_written_down(both_databases: Database) -> None:
    await queue(both_databases, notice(1, once_key="bell:1"), notice(1, once_key="bell:1"), notice(2, reachable=False))
    assert [c.chat_id for c in await claim(both_databases)] == [1]
    async with both_databases.reading() as connection:
        found = await outbox.backlog(connection, now=NOW)
    assert found.counts[Lane.REPLY, NoticeState.UNREACHABLE] == 1
    assert found.oldest_due == {Lane.REPLY: NOW}


async def test_what_was_taken_and_not_begun_is_given_back_untouched(both_databases: Database) -> None:
    await queue(both_databases, notice(1), notice(2))
    one, _ = await claim(both_databases)
    async with both_databases.writing() as connection:
        assert await outbox.give_back(connection, owner="a", except_ids=[one.id]) == 1
        assert await outbox.give_back(connection, owner="someone else") == 0
    (again,) = await claim(both_databases)
    assert (again.chat_id, again.attempts, again.reason) == (2, 1, None)


async def test_forgetting_clears_words_and_stops_what_is_queued(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        person = PersonId(
            (
                await connection.execute(
                    text("INSERT INTO persons (name, language, created_at) VALUES ('x', 'en', 1) RETURNING id")
                )
            ).scalar_one()
        )
    await queue(both_databases, notice(1, person_id=person), notice(2))
    async with both_databases.writing() as connection:
        assert await outbox.forget(connection, person, now=NOW) == 1
        left = await connection.execute(text("SELECT count(*) FROM outbox WHERE screen IS NOT NULL"))
        assert left.scalar_one() == 1
    assert [c.chat_id for c in await claim(both_databases)] == [2]
    async with both_databases.writing() as connection:
        assert await outbox.purge_settled(connection, NOW + timedelta(days=1)) == 1


async def test_a_group_that_moved_keeps_what_it_is_owed(both_databases: Database) -> None:
    await queue(both_databases, notice(-7), notice(-7, action=Action.EDIT, target_message_id=3))
    async with both_databases.writing() as connection:
        await outbox.migrate_chat(connection, -7, -1007)
    assert [c.chat_id for c in await claim(both_databases)] == [-1007]


async def test_a_lease_has_one_holder_and_a_rising_epoch(both_databases: Database) -> None:
    async def hold(owner: str, **more: Any) -> int | None:
        async with both_databases.writing() as connection:
            given: dict[str, Any] = {"seconds": 60} | more
            return await leases.hold(connection, "sender", owner=owner, now=NOW, **given)

    assert await hold("a") == 1
    assert await hold("b") is None
    assert await hold("a") == 1
    assert await hold("b", force=True) == 2
    assert await hold("a") is None
    async with both_databases.writing() as connection:
        await leases.release(connection, "sender", owner="b")
    assert await hold("a", seconds=-1) == 3
    assert await hold("b") == 4
    async with both_databases.reading() as connection:
        assert await leases.holder(connection, "sender") == ("b", 4)


async def test_sqlite_claims_by_index_alone(database: Database) -> None:
    """A plan that reads all queued rows for each of them took minutes for five thousand."""
    plans: list[str] = []
    async with database.writing() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.set_trace_callback(plans.append)
        await outbox.claim(connection, owner="a", now=NOW, lease_until=NOW, limit=5, not_chats=[3])
        await raw.set_trace_callback(None)
        statement = next(s for s in plans if s.startswith("UPDATE outbox"))
        plan = [str(line[3]) for line in await connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
    assert not [line for line in plan if "TEMP B-TREE" in line]
    assert [line.split(" USING ")[1].split(" ")[-1] for line in plan if line.startswith("SCAN")] == ["ix_outbox_due"]
    assert len([line for line in plan if "ix_outbox_chat " in line]) == 2
