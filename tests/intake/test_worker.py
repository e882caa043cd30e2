"""The inbox worker: everything or nothing, once, in order, and nobody waits for somebody else's fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from telegram.ext import CommandHandler, MessageHandler
from telegram.ext.filters import TEXT

from bot.clock import RunningClock
from bot.config import InboxSettings
from bot.domain.refusals import Refused
from bot.intake import worker as worker_module
from bot.views.screens import Screen
from handlers.context import Context
from storage.database import Database
from storage.tables import facts
from tests.intake.office import START, an_office, membership, said, tapped
from tests.people import add_event


async def echo(update: Any, context: Context) -> None:
    context.show(Screen(update.message.text))


async def leave_a_mark(context: Context, name: str) -> None:
    await context.uow.connection.execute(insert(facts).values(name=name, value=1, changed_at=context.now))


async def marks(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set((await connection.execute(select(facts.c.name))).scalars())


class Fails:
    """Marks, owes, moves on, and then raises, as often as it is told."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.seen = 0

    async def __call__(self, update: Any, context: Context) -> None:
        self.seen += 1
        await leave_a_mark(context, f"mark {update.update_id}")
        context.show(Screen("half done"))
        context.draft["half"] = "done"
        if self.left:
            self.left -= 1
            raise RuntimeError("a secret that people wrote")


async def test_an_update_delivered_a_hundred_times_is_handled_once(both_databases: Database) -> None:
    async with an_office(both_databases, [MessageHandler(TEXT, echo)]) as office:
        for _ in range(50):
            await office.take(said(1, "hello", number=5), said(1, "hello", number=5))
        assert await office.texts() == ["hello"]
        assert [(row["state"], row["body"]) for row in await office.inbox()] == [("done", "")]


async def test_a_handler_that_raises_leaves_nothing_behind_and_is_done_again(both_databases: Database) -> None:
    fails = Fails(times=2)  # in the shared transaction, and alone
    async with an_office(both_databases, [CommandHandler("fail", fails), MessageHandler(TEXT, echo)]) as office:
        await office.take(said(1, "/fail", number=10), said(2, "hello", number=11))
        assert await office.texts() == ["hello"]
        assert not await marks(both_databases)
        assert not await office.states(1)
        row = (await office.inbox())[0]
        assert (row["state"], row["attempts"]) == ("new", 1)
        assert "secret" not in row["reason"]
        assert "RuntimeError at intake/test_worker.py" in row["reason"]

        await office.work()  # not before its time
        assert fails.seen == 2
        office.turn(2)
        await office.work()
        assert await office.texts() == ["hello", "half done"]
        assert await marks(both_databases) == {"mark 10"}


async def test_a_failing_update_holds_back_that_users_next_ones_and_nobody_elses(both_databases: Database) -> None:
    fails = Fails(times=2)
    async with an_office(both_databases, [CommandHandler("fail", fails), MessageHandler(TEXT, echo)]) as office:
        await office.take(said(1, "/fail", number=20), said(1, "after", number=21), said(2, "other", number=22))
        assert await office.texts() == ["other"]
        office.turn(2)
        await office.work()
        assert await office.texts() == ["other", "half done", "after"]


async def test_after_the_last_attempt_it_is_parked_and_the_person_told(both_databases: Database) -> None:
    fails = Fails(times=99)
    async with an_office(both_databases, [CommandHandler("fail", fails), MessageHandler(TEXT, echo)]) as office:
        await office.take(said(1, "/fail", number=30), said(1, "after", number=31))
        for _ in range(5):
            office.turn(60)
            await office.work()
        rows = await office.inbox()
        assert [(row["state"], row["attempts"]) for row in rows] == [("poison", 3), ("done", 0)]
        texts = await office.texts()
        assert len(texts) == 2
        assert "that did not work" in texts[0]
        assert texts[1] == "after"
        assert not await marks(both_databases)


async def test_what_cannot_be_read_is_parked_at_once_and_the_tap_answered(both_databases: Database) -> None:
    broken = {"update_id": 40, "callback_query": {"id": "q40", "from": {"id": 1}, "data": "x"}}
    async with an_office(both_databases, [MessageHandler(TEXT, echo)]) as office:
        await office.take(broken, said(2, "hello", number=41))
        assert await office.texts() == ["hello"]
        assert [row["state"] for row in await office.inbox()] == ["poison", "done"]
        assert office.answers == [("q40", None, False)]


async def test_a_refusal_undoes_what_was_written_and_says_why(both_databases: Database) -> None:
    async def refuse(update: Any, context: Context) -> None:
        await leave_a_mark(context, "refused")
        context.show(Screen("booked"))
        context.draft["booked"] = True
        context.toast("booked")
        raise Refused("not_registered")

    async with an_office(both_databases, [CommandHandler("book", refuse), MessageHandler(TEXT, echo)]) as office:
        await office.take(said(1, "/book", number=50), said(2, "hello", number=51))
        short, long = sorted(await office.texts(), key=len)
        assert short == "hello"
        assert "not registered" in long
        assert not await marks(both_databases)
        assert {row["state"] for row in await office.inbox()} == {"done"}


async def test_every_tap_is_answered_once_and_after_the_commit(both_databases: Database) -> None:
    async with an_office(both_databases) as office:
        await office.receiver.receive([tapped(1, "zz:1", number=60), tapped(1, "zz:1", number=61)])
        await office.work()
        assert [answer[0] for answer in office.answers] == ["q60", "q61"]


async def test_a_flood_from_one_user_delays_nobody_else(both_databases: Database) -> None:
    rules = InboxSettings(user_burst=5, user_per_second=1, pending_cap=20)
    async with an_office(both_databases, [MessageHandler(TEXT, echo)], rules) as office:
        flood = [said(1, f"flood {n}", number=1000 + n) for n in range(200)]
        others = [said(100 + n, f"other {n}", number=2000 + n) for n in range(10)]
        await office.take(*flood, *others)
        texts = await office.texts()
        assert [t for t in texts if t.startswith("flood")] == [f"flood {n}" for n in range(5)]
        assert {t for t in texts if t.startswith("other")} == {f"other {n}" for n in range(10)}
        handled = [t for t in texts if t[:5] in {"flood", "other"}]
        assert handled.index("other 9") <= 11  # one of the flood before each round, not two hundred
        assert sum("very fast" in t for t in texts) == 1
        states = [row["state"] for row in await office.inbox()]
        assert (states.count("shed"), states.count("new")) == (180, 15)
        office.turn(3)
        await office.work()
        assert len([t for t in await office.texts(1) if t.startswith("flood")]) == 8


async def test_blocking_the_bot_and_coming_back_is_noted(both_databases: Database) -> None:
    from storage import people

    async with both_databases.writing() as connection:
        event = await add_event(connection)
        person = await people.add_person(
            connection,
            telegram_id=1,
            name="Ann",
            username=None,
            language="en",
            timezone=None,
            consent_version="1",
            consent_at=START,
            event_id=event.id,
            now=START,
        )

    async def reachable() -> bool:
        async with both_databases.reading() as connection:
            return (await people.person(connection, person)).reachable

    async with an_office(both_databases, [MessageHandler(TEXT, echo)]) as office:
        await office.take(membership(1, "kicked"))
        assert not await reachable()
        await office.take(membership(1, "member"))
        assert await reachable()
        await office.take(membership(1, "kicked"))
        await office.take(said(1, "I am here"))
        assert await reachable()


async def test_a_handler_that_talks_to_telegram_fails_loudly(database: Database) -> None:
    async def talk(update: Any, context: Context) -> None:
        await context.bot.send_message(1, "directly")

    async with an_office(database, [CommandHandler("talk", talk)]) as office:
        await office.take(said(1, "/talk"))
        assert "HandlersDoNotSend" in (await office.inbox())[0]["reason"]


async def test_a_handler_that_never_returns_is_given_up(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setattr(worker_module, "HANDLING_SECONDS", 0.05)

    async def hang(update: Any, context: Context) -> None:
        await asyncio.Event().wait()

    async with an_office(database, [CommandHandler("hang", hang), MessageHandler(TEXT, echo)]) as office:
        await office.take(said(1, "/hang", number=70), said(2, "hello", number=71))
        assert await office.texts() == ["hello"]
        assert "TimeoutError" in (await office.inbox())[0]["reason"]


async def test_half_characters_and_nul_reach_handlers_as_a_harmless_sign(both_databases: Database) -> None:
    async with an_office(both_databases, [MessageHandler(TEXT, echo)]) as office:
        await office.take(said(1, "a\0b\ud800c"))
        assert await office.texts() == ["a\ufffdb\ufffdc"]


async def test_the_worker_waits_for_hints_and_stops_with_everything_done(database: Database) -> None:
    async with an_office(database, [MessageHandler(TEXT, echo)]) as office:
        office.worker.start()
        await office.receiver.receive([said(n, "hello") for n in range(1, 101)])
        assert office.worker.busy()
        await office.worker.stop(10)
        rows = await office.inbox()
        handled = sum(row["state"] == "done" for row in rows)
        assert len(await office.texts()) == handled  # what was not begun stays open, what was begun is whole


async def test_a_database_that_fails_for_a_while_loses_nothing_and_parks_nothing(database: Database) -> None:
    import asyncio

    async with an_office(database, [MessageHandler(TEXT, echo)]) as office:
        await office.receiver.receive([said(1, "hello", number=80)])
        whole, broken = database.writing, [0]

        def away() -> Any:
            broken[0] += 1
            if broken[0] <= 3:
                raise OSError("disk")
            return whole()

        database.writing = away  # type: ignore[method-assign]
        office.worker.start()
        async with asyncio.timeout(20):
            while not await office.texts():
                await asyncio.sleep(0.02)
        assert [(row["state"], row["attempts"]) for row in await office.inbox()] == [("done", 0)]


async def test_two_workers_on_one_database_keep_each_users_order(both_databases: Database) -> None:
    import asyncio

    seen: dict[int, list[str]] = {}
    at_work: set[int] = set()

    async def slow(update: Any, context: Context) -> None:
        user = update.effective_user.id
        assert user not in at_work, "two updates of one user at once"
        at_work.add(user)
        await asyncio.sleep(0.002)
        seen.setdefault(user, []).append(update.message.text)
        at_work.discard(user)
        context.show(Screen(update.message.text))

    clock = RunningClock(START, speed=1)
    rules = InboxSettings(user_burst=1000, batch=3)
    async with an_office(both_databases, [MessageHandler(TEXT, slow)], rules, clock) as office:
        other = office.new_worker()
        await office.receiver.receive([said(1 + n % 7, f"{n:03}", number=3000 + n) for n in range(140)])
        office.worker.start()
        other.start()
        async with asyncio.timeout(60):
            while any(row["state"] == "new" for row in await office.inbox()):
                await asyncio.sleep(0.02)
        await other.stop(5)
        assert sum(len(texts) for texts in seen.values()) == 140
        assert all(texts == sorted(texts) for texts in seen.values())
        for user in range(1, 8):
            texts = await office.texts(user)
            assert texts == sorted(texts)
            assert len(texts) == 20


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["good", "bad", "refused"])), min_size=1, max_size=25),
    st.integers(1, 8),
)
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_each_users_updates_take_effect_in_their_order_whatever_fails(
    sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory, script: list[tuple[int, str]], batch: int
) -> None:
    import shutil

    path = tmp_path_factory.mktemp("order") / "matchbell.sqlite3"
    shutil.copyfile(sqlite_template, path)
    failed: dict[int, int] = {}

    async def act(update: Any, context: Context) -> None:
        number, what = update.message.text.split()
        await leave_a_mark(context, number)
        context.show(Screen(number))
        failed[int(number)] = failed.get(int(number), 0) + 1
        if what == "bad" and failed[int(number)] < 3:
            raise RuntimeError
        if what == "refused":
            raise Refused("no_event")

    database = Database(f"sqlite:///{path}")
    try:
        async with an_office(database, [MessageHandler(TEXT, act)], InboxSettings(batch=batch)) as office:
            await office.take(*(said(user, f"{n:03} {what}", number=n) for n, (user, what) in enumerate(script, 1)))
            rounds = 0
            while any(row["state"] == "new" for row in await office.inbox()):
                office.turn(5)
                await office.work()
                rounds += 1
                assert rounds < 60
            assert {row["state"] for row in await office.inbox()} == {"done"}
            assert await marks(database) == {f"{n:03}" for n, (_, what) in enumerate(script, 1) if what != "refused"}
            for user in {user for user, _ in script}:
                texts = await office.texts(user)
                expected = [
                    f"{n:03}" if what != "refused" else "no event"
                    for n, (who, what) in enumerate(script, 1)
                    if who == user
                ]
                assert [t if t.isdigit() else "no event" for t in texts] == expected
    finally:
        await database.close()
