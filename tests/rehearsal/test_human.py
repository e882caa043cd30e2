"""The human side: an API for scripts that play people, and the feed that tells the page."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.clock import RunningClock
from bot.rehearsal.http import pages
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Phone, Stage
from tests.rehearsal.conftest import START, Wire
from tests.rehearsal.test_methods import BUTTON, PNG

Json = dict[str, Any]


async def test_a_script_can_play_a_person_from_the_first_start_to_a_tap(wire: Wire) -> None:
    made = await wire.post("/persons", first_name="Bo", language_code="en", role="participant")
    assert made["role"] == "participant"
    bo = f"/persons/{made['id']}"
    await wire.post(f"{bo}/start", payload="vilnius")
    sent = (await wire.bot("sendMessage", chat_id=made["id"], text="Meet?", reply_markup=BUTTON))["result"]
    chat = await wire.get(f"{bo}/chat")
    assert [message["text"] for message in chat["messages"]] == ["/start vilnius", "Meet?"]
    assert chat["unread"] == 1
    tap = asyncio.ensure_future(wire.post(f"{bo}/tap", message_id=sent["message_id"], row=0, column=0, wait=10))
    async with asyncio.timeout(5):
        query = (await wire.bot("getUpdates", offset=2, timeout=5))["result"][0]["callback_query"]
    await wire.bot("answerCallbackQuery", callback_query_id=query["id"], text="Booked")
    assert await tap == {
        "query_id": query["id"],
        "answer": {"text": "Booked", "show_alert": False, "url": None},
    }
    await wire.bot("editMessageText", chat_id=made["id"], message_id=sent["message_id"], text="Booked")
    news = await wire.get(f"{bo}/chat?after={chat['seq']}")
    assert [message["text"] for message in news["messages"]] == ["Booked"]
    await wire.bot("deleteMessage", chat_id=made["id"], message_id=sent["message_id"])
    news = await wire.get(f"{bo}/chat?after={news['seq']}")
    assert (news["messages"], news["deleted"]) == ([], [sent["message_id"]])
    await wire.post(f"{bo}/contact", phone_number="+3706")
    await wire.post(f"{bo}/location", latitude=54.7, longitude=25)
    assert (await wire.post(f"{bo}/block"))["blocked"]
    assert (await wire.post(f"{bo}/text", 409, text="hi"))["expected"] == "unblock first, or press Start"
    assert not (await wire.post(f"{bo}/unblock"))["blocked"]
    assert (await wire.post(f"{bo}/read"))["unread"] == 0
    assert (await wire.post(f"{bo}/delete"))["deleted"]
    assert (await wire.bot("sendMessage", chat_id=made["id"], text="x"))["error_code"] == 403


async def test_files_go_both_ways(wire: Wire, ann: Phone) -> None:
    base = f"{wire.server.base_url}/api/v1"
    form = aiohttp.FormData()
    form.add_field("file", PNG, filename="p.png", content_type="image/png")
    form.add_field("caption", "look")
    async with wire.session.post(f"{base}/persons/{ann.id}/photo", data=form) as answer:
        photo = await answer.json()
        assert photo["caption"] == "look"
    async with wire.session.get(f"{base}/files/{photo['photo'][0]['file_id']}") as answer:
        assert answer.content_type == "image/png"
        assert await answer.read() == PNG
    form = aiohttp.FormData()
    form.add_field("file", b"<script>", filename='x"<y>ą.html', content_type="text/html")
    async with wire.session.post(f"{base}/persons/{ann.id}/document", data=form) as answer:
        document = (await answer.json())["document"]
    async with wire.session.get(f"{base}/files/{document['file_id']}") as answer:
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "sandbox" in answer.headers["content-security-policy"]
    async with wire.session.post(f"{base}/persons/{ann.id}/photo", json={}) as answer:
        assert answer.status == 400


async def test_mistakes_are_answered_with_what_is_expected(wire: Wire, ann: Phone) -> None:
    cases: list[tuple[str, int, Json]] = [
        ("/persons", 400, {}),
        ("/persons", 400, {"first_name": 5}),
        ("/persons", 400, {"first_name": "x", "colour": "red"}),
        ("/persons", 409, {"first_name": "x", "id": ann.id}),
        ("/persons/404/text", 404, {"text": "x"}),
        (f"/persons/{ann.id}/text", 400, {"text": " "}),
        (f"/persons/{ann.id}/tap", 400, {"message_id": 1}),
        (f"/persons/{ann.id}/tap", 404, {"message_id": 1, "row": 0, "column": 0}),
        (f"/persons/{ann.id}/location", 400, {"latitude": 100, "longitude": 0}),
        ("/clock", 400, {}),
        ("/clock", 400, {"speed": -1}),
        ("/clock", 400, {"to": "tomorrow"}),
        ("/clock", 409, {"to": "2001-01-01T00:00:00+00:00"}),
        ("/clock", 409, {"to": "next"}),
        ("/crowd", 409, {"size": 3}),
        ("/nowhere", 404, {}),
    ]
    for path, status, wish in cases:
        refused = await wire.post(path, status, **wish)
        assert refused.keys() == {"error", "expected"}, path
    async with wire.session.post(f"{wire.server.base_url}/api/v1/persons", data=b"{") as answer:
        assert answer.status == 400
    async with wire.session.get(f"{wire.server.base_url}/api/v1/persons/{ann.id}/chat?after=x") as answer:
        assert answer.status == 400


async def test_the_clock_is_paused_sped_up_and_turned(wire: Wire, clock: RunningClock) -> None:
    assert await wire.get("/clock") == {"now": START.isoformat(), "speed": 1.0, "paused": True, "next": None}
    turned = await wire.post("/clock", by=90)
    assert turned["now"] == (START + timedelta(seconds=90)).isoformat()
    turned = await wire.post("/clock", to="2022-04-27T10:00:00+03:00")
    assert turned["now"] == "2022-04-27T07:00:00+00:00"
    assert (await wire.post("/clock", speed=30, paused=True))["paused"] is True
    assert (await wire.post("/clock", paused=False))["speed"] == 30
    running = await wire.post("/clock", speed=60)
    assert (running["speed"], running["paused"], clock.speed) == (60, False, 60)
    still = await wire.post("/clock", paused=True)
    assert (still["speed"], still["paused"], clock.speed) == (60, True, 0)


async def test_the_clock_goes_to_the_next_thing(stage: Stage, clock: RunningClock) -> None:
    async def next_thing() -> datetime | None:
        return START + timedelta(hours=2) if clock.now() < START + timedelta(hours=2) else None

    server = StageServer(stage, next_thing=next_thing)
    await server.start()
    async with aiohttp.ClientSession() as session:
        wire = Wire(stage, server, session)
        assert (await wire.get("/clock"))["next"] == "2022-04-27T08:00:00+00:00"
        assert (await wire.post("/clock", to="next"))["now"] == "2022-04-27T08:00:00+00:00"
        assert (await wire.post("/clock", 409, to="next"))["error"] == "nothing is due"
    await server.stop()


async def test_the_state_shows_everything_at_once(wire: Wire, ann: Phone) -> None:
    state = await wire.get("/state")
    assert {"boot", "bot", "event", "clock", "crowd", "faults", "counters", "persons"} <= state.keys()
    assert state["event"]["city"] == "Vilnius"
    assert state["persons"][0]["first_name"] == "Ann"
    assert state["crowd"]["available"] is False
    assert "rehearsal" not in json.dumps(state["bot"])


class Crowd:
    def __init__(self) -> None:
        self.size, self.running = 0, False

    async def start(self, size: int) -> None:
        self.size, self.running = size, True

    async def stop(self) -> None:
        self.running = False

    def status(self) -> Json:
        return {"size": self.size, "running": self.running, "done": 0}


async def test_a_crowd_and_more_counters_can_be_given(stage: Stage) -> None:
    async def extra() -> Json:
        return {"meetings_held": 3}

    server = StageServer(stage, crowd=Crowd(), extra_counters=extra)
    await server.start()
    async with aiohttp.ClientSession() as session:
        wire = Wire(stage, server, session)
        assert (await wire.get("/counters"))["meetings_held"] == 3
        assert await wire.post("/crowd", size=5) == {"available": True, "size": 5, "running": True, "done": 0}
        assert (await wire.post("/crowd", running=False))["running"] is False
        assert (await wire.post("/crowd", 400, size=-1))["expected"]
    await server.stop()


async def test_the_feed_tells_what_happens_as_it_happens(wire: Wire, ann: Phone, clock: RunningClock) -> None:
    events: list[tuple[str, Json]] = []

    async with wire.session.get(f"{wire.server.base_url}/api/v1/feed") as feed:
        assert feed.content_type == "text/event-stream"

        async def until(kind: str) -> Json:
            async with asyncio.timeout(5):
                while True:
                    lines = (await feed.content.readuntil(b"\n\n")).decode().splitlines()
                    said = dict(line.split(": ", 1) for line in lines if ": " in line)
                    events.append((said["event"], json.loads(said["data"])))
                    if said["event"] == kind:
                        return events[-1][1]

        await until("clock")
        await wire.bot("sendMessage", chat_id=ann.id, text="x", reply_markup=BUTTON)
        message = await until("message")
        assert message["person_id"] == ann.id
        assert message["message"]["text"] == "x"
        assert message["unread"] == 1
        assert message["reply_keyboard"] is None
        await wire.bot("editMessageText", chat_id=ann.id, message_id=1, text="y")
        assert (await until("edit"))["message"]["text"] == "y"
        tap = ann.tap_data(1, "z")
        await wire.bot("answerCallbackQuery", callback_query_id=tap.query_id, text="done")
        answer = await until("answer")
        assert answer == {
            "person_id": ann.id,
            "query_id": tap.query_id,
            "message_id": 1,
            "text": "done",
            "show_alert": False,
            "url": None,
        }
        await wire.bot("sendChatAction", chat_id=ann.id, action="typing")
        assert await until("action") == {"person_id": ann.id, "action": "typing"}
        await wire.bot("deleteMessage", chat_id=ann.id, message_id=1)
        assert (await until("delete"))["message_ids"] == [1]
        clock.advance(60)
        assert (await until("clock"))["now"] == (START + timedelta(seconds=60)).isoformat()
        ann.block()
        assert (await until("person"))["blocked"] is True
        wire.stage.faults.set(slow=1)
        assert (await until("faults"))["slow"] == 1
        assert (await until("counters"))["messages_sent"] == 1


async def test_pages_of_other_sites_cannot_reach_the_stage(wire: Wire) -> None:
    url = f"{wire.server.base_url}/api/v1/persons"
    async with wire.session.get(url, headers={"host": "evil.example"}) as answer:
        assert answer.status == 421
    foreign = {"origin": "https://evil.example"}
    async with wire.session.post(url, json={"first_name": "x"}, headers=foreign) as answer:
        assert answer.status == 403
    async with wire.session.post(url, json={"first_name": "x"}, headers={"origin": wire.server.base_url}) as answer:
        assert answer.status == 200


async def test_only_the_pages_own_files_are_served(wire: Wire, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html>")
    (page / "app.js").write_text("1")
    (page / ".secret.js").write_text("1")
    (tmp_path / "outside.js").write_text("1")
    monkeypatch.setattr(pages, "FOLDER", page)
    base = wire.server.base_url
    async with wire.session.get(f"{base}/") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    async with wire.session.get(f"{base}/static/app.js") as answer:
        assert (answer.status, answer.content_type) == (200, "text/javascript")
    for path in ("%2e%2e/outside.js", "..%2foutside.js", ".secret.js", "nothing.js", "%2fetc/passwd"):
        async with wire.session.get(f"{base}/static/{path}") as answer:
            assert answer.status == 404, path


async def test_groups_can_be_played_by_scripts(wire: Wire, ann: Phone) -> None:
    group = await wire.post("/groups", title="Floor", members=[ann.id])
    path = f"/groups/{group['id']}"
    await wire.post(f"{path}/text", person_id=ann.id, text="/agenda")
    sent = (await wire.bot("sendMessage", chat_id=group["id"], text="x", reply_markup=BUTTON))["result"]
    tap = await wire.post(f"{path}/tap", person_id=ann.id, message_id=sent["message_id"], row=0, column=0)
    assert tap["query_id"]
    assert len((await wire.get(f"{path}/chat"))["messages"]) == 2
    moved = await wire.post(f"{path}/migrate")
    refused = await wire.bot("sendMessage", chat_id=group["id"], text="x")
    assert refused["parameters"] == {"migrate_to_chat_id": moved["id"]}
    assert (await wire.post(f"/groups/{moved['id']}/remove_bot"))["bot_inside"] is False
    assert len(await wire.get("/groups")) == 2
