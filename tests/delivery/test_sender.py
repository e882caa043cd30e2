"""The sender against a stand-in Bot API: order, floods, faults, people who left, and stopping."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.sender import Sender
from bot.domain.notices import Action, Lane
from bot.domain.people import Person
from bot.views.screens import Attachment, Button, Key, Screen
from storage import outbox
from storage.database import Connection
from storage.tables import persons
from tests.delivery.conftest import Floor
from tests.delivery.stand_in import error, stand_in


async def test_lanes_go_in_order_whatever_was_queued_first(floor: Floor) -> None:
    await floor.owe(
        floor.say("announcement", 1, lane=Lane.ANNOUNCEMENT, kind="announcement"),
        floor.say("nudge", 2, lane=Lane.NUDGE, kind="nudge"),
        floor.say("bell", 3, lane=Lane.BELL, kind="bell"),
        floor.say("reply", 4),
    )
    sender = floor.sender(per_second=30.0)
    await floor.quiet(sender)
    await floor.run(sender, 1)
    assert floor.server.texts() == ["reply", "bell", "nudge", "announcement"]


async def test_a_chat_gets_its_messages_one_at_a_time_and_in_order(both_floors: Floor) -> None:
    floor = both_floors
    await floor.owe(*(floor.say(f"{n}", chat_id=n % 3 + 1) for n in range(30)))
    sender = floor.sender()
    await floor.quiet(sender)
    for chat in (1, 2, 3):
        assert floor.server.texts(chat) == [str(n) for n in range(30) if n % 3 + 1 == chat]
    assert floor.server.most_under_way <= 3
    assert set(await floor.states()) == {"sent"}
    assert all(row.message_id for row in await floor.rows())


async def test_a_bell_overtakes_a_broadcast(floor: Floor) -> None:
    await floor.owe(*(floor.say(f"a{n}", 100 + n, lane=Lane.ANNOUNCEMENT, kind="announcement") for n in range(60)))
    sender = floor.sender(per_second=30.0)
    await floor.run(sender, 1)
    await floor.owe(floor.say("bell", 1, lane=Lane.BELL, kind="bell"))
    before = len(floor.server.said)
    await floor.run(sender, 0.04)
    assert floor.server.texts()[before] == "bell"


async def test_a_notice_waits_for_its_moment(floor: Floor) -> None:
    await floor.owe(floor.say("later", due_at=floor.clock.now() + timedelta(minutes=10)))
    sender = floor.sender()
    await floor.quiet(sender)
    floor.clock.advance(599)
    await floor.quiet(sender)
    assert floor.server.said == []
    floor.clock.advance(1)
    await floor.quiet(sender)
    assert floor.server.texts() == ["later"]


async def test_a_flood_stops_everything_consumes_no_attempt_and_bells_go_first_afterwards(floor: Floor) -> None:
    await floor.owe(*(floor.say(f"a{n}", 100 + n, lane=Lane.ANNOUNCEMENT, kind="announcement") for n in range(5)))
    floor.server.fault = lambda _m, _p: error(429, "Too Many Requests: retry after 7", retry_after=7)
    sender = floor.sender()
    await floor.quiet(sender)
    floor.server.fault = lambda _m, _p: None
    asked = len(floor.server.asked)
    await floor.owe(floor.say("bell", 1, lane=Lane.BELL, kind="bell"))
    await floor.run(sender, 6.9)
    assert len(floor.server.asked) == asked
    assert {row.attempts for row in await floor.rows()} == {0}
    await floor.run(sender, 0.2)
    assert floor.server.texts()[0] == "bell"
    assert set(await floor.states()) == {"sent"}
    assert b"matchbell_floods_total 5.0" in floor.metrics.text()


async def test_a_success_in_flight_does_not_end_the_pause_of_a_flood(floor: Floor) -> None:
    floor.server.gate = asyncio.Event()
    await floor.owe(floor.say("slow", 1), floor.say("flooded", 2), floor.say("waits", 3))
    floor.server.fault = lambda _m, p: error(429, "x", retry_after=9) if p["chat_id"] == 2 else None
    sender = floor.sender(in_flight=2)
    await floor.until(lambda: floor.pauses.wait(floor.clock.monotonic()) > 0)
    floor.server.gate.set()
    await floor.quiet(sender)
    await floor.run(sender, 8)
    assert floor.server.texts() == ["slow"]


async def test_somebody_who_blocked_the_bot_is_marked_and_the_broadcast_goes_on(both_floors: Floor) -> None:
    floor = both_floors
    people = {chat: await floor.person(chat) for chat in (1, 2, 3)}
    gone = "Forbidden: bot was blocked by the user"
    floor.server.fault = lambda _m, p: error(403, gone) if p["chat_id"] == 2 else None
    news = {"lane": Lane.ANNOUNCEMENT, "kind": "announcement"}
    await floor.owe(*(floor.say("news", chat, person_id=people[chat], **news) for chat in (1, 2, 3)))
    later = floor.clock.now() + timedelta(hours=1)
    await floor.owe(
        floor.say(
            "bell",
            2,
            person_id=people[2],
            lane=Lane.BELL,
            kind="bell",
            due_at=later,
            useful_until=later + timedelta(hours=1),
        )
    )
    sender = floor.sender()
    await floor.quiet(sender)
    assert await floor.states() == ["sent", "unreachable", "sent", "unreachable"]
    async with floor.database.reading() as connection:
        found = await connection.execute(select(persons.c.reachable).order_by(persons.c.id))
        assert [bool(x) for x in found.scalars()] == [True, False, True]

    floor.server.fault = lambda _m, _p: None
    async with floor.database.writing() as connection:
        assert await outbox.revive(connection, people[2], now=floor.clock.now()) == 1
    floor.clock.advance(3600)
    await floor.quiet(sender)
    assert floor.server.texts(2) == ["bell"]
    assert await floor.states() == ["sent", "unreachable", "sent", "sent"]


async def test_a_lost_answer_makes_an_announcement_uncertain_and_it_is_never_resent(floor: Floor) -> None:
    for fault in ("reset_before", "reset_after", "cut", "half"):
        floor.server.said.clear()
        floor.server.fault = lambda _m, _p, fault=fault: fault  # type: ignore[misc]
        await floor.owe(floor.say(fault, lane=Lane.ANNOUNCEMENT, kind="announcement"))
        sender = floor.sender()
        await floor.quiet(sender)
        floor.server.fault = lambda _m, _p: None
        await floor.run(sender, 400, step=50)
        await sender.stop(2)
        assert len(floor.server.said) == (0 if fault == "reset_before" else 1)
    assert set(await floor.states()) == {"uncertain"}


async def test_a_lost_answer_makes_a_reply_go_twice_at_most_and_says_so(floor: Floor) -> None:
    floor.server.fault = lambda _m, _p: "reset_after" if len(floor.server.asked) == 1 else None
    await floor.owe(floor.say("hello"))
    sender = floor.sender()
    await floor.run(sender, 10)
    (row,) = await floor.rows()
    assert (row.state, row.reason) == ("sent", outbox.RESENT)
    assert floor.server.texts() == ["hello", "hello"]

    floor.server.fault = lambda _m, _p: "reset_after"
    await floor.owe(floor.say("again"))
    await floor.run(sender, 700, step=5)
    assert floor.server.texts().count("again") == 2
    assert (await floor.states())[1] == "uncertain"


async def test_server_errors_are_retried_and_a_hopeless_notice_becomes_a_visible_dead_letter(floor: Floor) -> None:
    floor.server.fault = lambda _m, p: error(500, "Internal Server Error") if "bad" in p["text"] else None
    await floor.owe(floor.say("bad", 1))
    sender = floor.sender()
    for n in range(40):  # others get through all the while: it is this notice
        await floor.owe(floor.say(f"good {n}", 2 + n))
        await floor.run(sender, 10, step=10)
    assert (await floor.states())[0] == "dead"
    assert [p["text"] for _, p in floor.server.asked].count("bad") == 3
    async with floor.database.reading() as connection:
        (letter,) = await outbox.dead_letters(connection)
    assert letter.reason is not None
    assert letter.reason.startswith("500")


async def test_a_refused_notice_is_a_dead_letter_at_once(floor: Floor) -> None:
    floor.server.fault = lambda _m, _p: error(400, "Bad Request: can't parse entities: Unclosed start tag")
    await floor.owe(floor.say("<b>"))
    sender = floor.sender()
    await floor.quiet(sender)
    (row,) = await floor.rows()
    assert row.state == "dead"
    assert "parse entities" in row.reason


async def test_after_an_hour_down_it_drains_lane_by_lane_and_useless_bells_are_dropped(floor: Floor) -> None:
    async with stand_in() as other:
        port = int(other.base_url.rsplit(":", 1)[1])
    soon = floor.clock.now() + timedelta(minutes=30)
    sender = floor.sender(api_url=f"http://127.0.0.1:{port}", per_second=30.0)
    await floor.owe(
        floor.say("news", 1, lane=Lane.ANNOUNCEMENT, kind="announcement"),
        floor.say("digest", 2, lane=Lane.NUDGE, kind="digest"),
        floor.say("begun", 3, lane=Lane.BELL, kind="bell", useful_until=soon),
        floor.say("change", 4, lane=Lane.BELL, kind="change"),
        floor.say("reply", 5),
    )
    await floor.run(sender, 3600, step=30)
    assert await floor.states() == ["queued"] * 5
    assert {row.attempts for row in await floor.rows()} == {0}
    async with stand_in(port) as back:
        await floor.run(sender, 32, step=1)
        assert back.texts() == ["reply", "change", "digest", "news"]
    rows = await floor.rows()
    assert [row.state for row in rows] == ["sent", "sent", "dropped", "sent", "sent"]
    assert rows[2].reason == "too_late"


async def test_nothing_gets_through_for_an_hour_of_500s_and_nothing_dies(floor: Floor) -> None:
    floor.server.fault = lambda _m, _p: error(500, "Internal Server Error")
    await floor.owe(*(floor.say(f"{n}", n + 1) for n in range(20)))
    sender = floor.sender()
    await floor.run(sender, 3600, step=30)
    assert len(floor.server.asked) < 200
    floor.server.fault = lambda _m, _p: None
    await floor.run(sender, 320, step=5)
    assert set(await floor.states()) == {"sent"}
    assert Counter(floor.server.texts()).most_common(1)[0][1] == 1


async def test_a_refused_token_keeps_everything_and_says_so(floor: Floor) -> None:
    floor.server.fault = lambda _m, _p: error(401, "Unauthorized")
    await floor.owe(*(floor.say(f"{n}", n + 1) for n in range(20)))
    sender = floor.sender(in_flight=4)
    await floor.quiet(sender)
    await floor.run(sender, 50, step=10)
    assert len(floor.server.asked) <= 4
    assert sender.trouble() == "Telegram does not accept the token"
    assert set(await floor.states()) == {"queued"}
    floor.server.fault = lambda _m, _p: None
    await floor.run(sender, 20, step=5)
    assert sender.trouble() is None
    assert set(await floor.states()) == {"sent"}


async def test_a_migrated_group_gets_everything_under_its_new_id(floor: Floor) -> None:
    moved = error(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1007)
    floor.server.fault = lambda _m, p: moved if p["chat_id"] == -7 else None
    await floor.owe(floor.say("one", -7), floor.say("two", -7))
    sender = floor.sender()
    await floor.quiet(sender)
    assert floor.server.texts(-1007) == ["one", "two"]
    assert set(await floor.states()) == {"sent"}


async def test_an_edit_finds_the_newest_message_about_its_subject(floor: Floor) -> None:
    sender = floor.sender()
    await floor.owe(floor.say("asked", subject="meeting:1"))
    await floor.owe(floor.say("asked, reminder", subject="meeting:1"))
    await floor.quiet(sender)
    newest = floor.server.said[-1][1]["message_id"]
    edit = floor.say("accepted", action=Action.EDIT, target_subject="meeting:1")
    await floor.owe(edit)
    await floor.quiet(sender)
    method, params = floor.server.said[-1]
    assert (method, params["message_id"], params["text"]) == ("editMessageText", newest, "accepted")
    await floor.owe(floor.say("", action=Action.DELETE, target_subject="meeting:1", screen=None))
    await floor.quiet(sender)
    assert floor.server.said[-1] == ("deleteMessage", {"chat_id": 1, "message_id": newest})


@pytest.mark.parametrize("why", ["message to edit not found", "message can't be edited"])
async def test_an_edit_of_a_message_that_is_gone_arrives_as_a_new_one(floor: Floor, why: str) -> None:
    floor.server.fault = lambda m, _p: error(400, f"Bad Request: {why}") if m == "editMessageText" else None
    sender = floor.sender()
    await floor.owe(
        floor.say("changed", 1, action=Action.EDIT, target_message_id=5, subject="meeting:1"),
        floor.say("corrected", 2, action=Action.EDIT, target_message_id=6, lane=Lane.ANNOUNCEMENT, kind="announcement"),
    )
    await floor.quiet(sender)
    assert [(m, p["text"]) for m, p in floor.server.said] == [("sendMessage", "changed")]
    assert await floor.states() == ["sent", "dropped"]
    sent = floor.server.said[-1][1]["message_id"]
    async with floor.database.reading() as connection:
        assert await outbox.message_of(connection, 1, "meeting:1") == sent


async def test_an_edit_that_changes_nothing_counts_as_sent(floor: Floor) -> None:
    same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    floor.server.fault = lambda _m, _p: error(400, same)
    sender = floor.sender()
    await floor.owe(floor.say("same", action=Action.EDIT, target_message_id=5))
    await floor.quiet(sender)
    assert await floor.states() == ["sent"]


async def test_an_older_edit_that_waits_for_its_retry_holds_back_the_newer_one(floor: Floor) -> None:
    floor.server.fault = lambda _m, _p: "reset_before" if len(floor.server.asked) == 1 else None
    sender = floor.sender()
    await floor.owe(floor.say("old", action=Action.EDIT, target_message_id=5))
    await floor.quiet(sender)
    await floor.owe(floor.say("new", action=Action.EDIT, target_message_id=5))
    await floor.run(sender, 5)
    assert floor.server.texts() == ["old", "new"]


async def test_a_notice_is_rendered_when_it_is_sent_for_its_receiver(floor: Floor) -> None:
    async def hello(_c: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        return Screen(f"{person.name} {facts['n']} {now:%H:%M}") if facts["n"] else None

    async def broken(_c: Connection, _p: Person, _f: Mapping[str, Any], _n: datetime) -> Screen | None:
        raise ZeroDivisionError

    floor.renderers.update(hello=hello, broken=broken)
    who = await floor.person(9)
    sender = floor.sender(first_retry_seconds=1.0)
    more: dict[str, Any] = {"chat_id": 9, "person_id": who, "due_at": floor.clock.now() + timedelta(minutes=5)}
    await floor.owe(
        floor.say("", view="hello", facts={"n": 1}, **more),
        floor.say("", view="hello", facts={"n": 0}, **more),
        floor.say("", view="broken", **(more | {"chat_id": 10})),
    )
    await floor.run(sender, 400, step=5)
    assert floor.server.texts() == ["P9 1 06:05"]
    rows = await floor.rows()
    assert [(row.state, row.reason) for row in rows] == [
        ("sent", None),
        ("dropped", "not_owed"),
        ("dead", "rendering: ZeroDivisionError"),
    ]


async def test_files_keyboards_and_captions_arrive(floor: Floor) -> None:
    ics = Attachment("document", name="agenda.ics", text="BEGIN:VCALENDAR\r\nė")
    sender = floor.sender()
    for screen in (
        Screen("Your <b>agenda</b>", attachment=ics, buttons=((Button("Menu", data="mn:1"),),)),
        Screen("Poster", attachment=Attachment("photo", file_id="AgAC")),
        Screen("Where?", keys=((Key("My number", "contact"), Key("No")),), placeholder="tap"),
        Screen("Thanks", remove_keys=True, silent=True),
    ):
        await floor.owe(floor.say("", screen=screen.to_json()))
        await floor.quiet(sender)
    (m1, document), (m2, photo), (m3, keys), (m4, bye) = floor.server.said
    assert (m1, m2, m3, m4) == ("sendDocument", "sendPhoto", "sendMessage", "sendMessage")
    assert next(v for v in document.values() if isinstance(v, bytes)).decode() == "BEGIN:VCALENDAR\r\nė"
    assert photo["photo"] == "AgAC"
    assert keys["reply_markup"]["keyboard"][0][0] == {"text": "My number", "request_contact": True}
    assert bye["reply_markup"] == {"remove_keyboard": True}
    assert bye["disable_notification"] is True
    assert keys["link_preview_options"] == {"is_disabled": True}


async def test_stopping_under_load_loses_nothing_and_doubles_nothing(both_floors: Floor) -> None:
    floor = both_floors
    await floor.owe(*(floor.say(f"{n}", n + 1) for n in range(300)))
    for _ in range(4):
        before = len(floor.server.said)
        sender = floor.sender()
        await floor.until(lambda before=before: len(floor.server.said) >= before + 20)  # type: ignore[misc]
        await sender.stop(5)
        assert "sending" not in await floor.states()
        assert (await floor.states()).count("sent") == len(floor.server.said)
    sender = floor.sender()
    await floor.quiet(sender)
    assert sorted(floor.server.texts(), key=int) == [str(n) for n in range(300)]


async def test_stopping_with_an_answer_that_never_comes_leaves_a_record(floor: Floor) -> None:
    floor.server.gate = asyncio.Event()
    await floor.owe(
        floor.say("reply", 1),
        floor.say("news", 2, lane=Lane.ANNOUNCEMENT, kind="announcement"),
    )
    sender = floor.sender()
    await floor.until(lambda: len(floor.server.said) == 2)
    await sender.stop(0.3)
    rows = await floor.rows()
    assert [(row.state, row.reason) for row in rows] == [
        ("queued", outbox.RESENT),
        ("uncertain", "the process was stopped"),
    ]


async def test_a_successor_frees_what_a_killed_sender_held(both_floors: Floor) -> None:
    floor = both_floors
    floor.server.gate = asyncio.Event()
    await floor.owe(floor.say("reply", 1), floor.say("news", 2, lane=Lane.ANNOUNCEMENT, kind="announcement"))
    killed = floor.sender()
    await floor.until(lambda: len(floor.server.said) == 2)
    await die(killed)
    floor.server.gate.set()
    floor.clock.advance(61)
    successor = floor.sender()
    async with asyncio.timeout(20):
        while await floor.states() != ["sent", "uncertain"]:
            await asyncio.sleep(0.05)
    await floor.quiet(successor)
    assert floor.server.texts() == ["reply", "news", "reply"]
    assert (await floor.rows())[0].reason == outbox.RESENT


async def die(sender: Sender) -> None:
    """As after kill -9: nothing more is written."""
    tasks = [flight.task for flight in sender._flights if flight.task] + ([sender._task] if sender._task else [])
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    sender._finished.clear()
