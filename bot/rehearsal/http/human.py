"""``/api/v1``: people, their chats and their fingers, for the page and for scripts."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rehearsal.botapi import METHODS
from bot.rehearsal.errors import ApiError, PlayError
from bot.rehearsal.http import asking, wire
from bot.rehearsal.http.desk import ClockDesk, CrowdControl
from bot.rehearsal.http.feed import Feed
from bot.rehearsal.http.passing import MAX_BODY, multipart
from bot.rehearsal.stage import Phone, Stage, Tap

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Any]]
MAX_CROWD = 2_000
MAX_WAIT = 60.0


class HumanApi:
    """The calls; each returns what becomes the JSON answer."""

    def __init__(
        self,
        stage: Stage,
        desk: ClockDesk,
        crowd: CrowdControl | None,
        extra_counters: Callable[[], Awaitable[Json]] | None,
        event: Json | None,
    ) -> None:
        self.stage = stage
        self.desk = desk
        self.crowd = crowd
        self.extra_counters = extra_counters
        self.event = event or {}
        self.boot = uuid.uuid4().hex
        self.feed = Feed(stage, lambda: [("clock", desk.body())])

    def routes(self) -> list[Route]:
        """All routes under /api/v1 but the feed."""
        person = "/api/v1/persons/{id:int}"
        return [
            _get("/api/v1/state", self.state),
            _get("/api/v1/counters", self.counters),
            _get("/api/v1/persons", self.persons),
            _post("/api/v1/persons", self.add_person),
            _get(person, self.show_person),
            _get(person + "/chat", self.chat),
            _post(person + "/text", self.text),
            _post(person + "/start", self.start),
            _post(person + "/edit", self.edit),
            _post(person + "/contact", self.contact),
            _post(person + "/location", self.location),
            _post(person + "/photo", self.photo),
            _post(person + "/document", self.document),
            _post(person + "/tap", self.tap),
            _post(person + "/block", self.block),
            _post(person + "/unblock", self.unblock),
            _post(person + "/delete", self.delete),
            _post(person + "/read", self.read),
            _get("/api/v1/files/{file_id}", self.file),
            _get("/api/v1/clock", self.show_clock),
            _post("/api/v1/clock", self.turn_clock),
            _get("/api/v1/faults", self.show_faults),
            _post("/api/v1/faults", self.set_faults),
            _get("/api/v1/crowd", self.show_crowd),
            _post("/api/v1/crowd", self.set_crowd),
        ]

    # --- the whole

    async def state(self, _: Request) -> Json:
        stage = self.stage
        default = stage.profile.commands.get((("all_private_chats", 0, 0), "")) or stage.profile.commands.get(
            (("default", 0, 0), ""), []
        )
        return {
            "boot": self.boot,
            "bot": {**stage.profile.me(), "commands": default},
            "event": self.event,
            "clock": await self.desk.full_body(),
            "crowd": self.crowd_body(),
            "faults": stage.faults.body(),
            "counters": await self.counters_body(),
            "persons": [phone.body() for phone in stage.phones.values()],
            "seq": stage.seq,
        }

    async def counters(self, _: Request) -> Json:
        return await self.counters_body()

    async def counters_body(self) -> Json:
        extra = await self.extra_counters() if self.extra_counters is not None else {}
        return {**self.stage.counters, **extra}

    # --- people

    def _phone(self, request: Request) -> Phone:
        return self.stage.person(request.path_params["id"])

    async def persons(self, _: Request) -> list[Json]:
        return [phone.body() for phone in self.stage.phones.values()]

    async def add_person(self, request: Request) -> Json:
        wish = await asking.fields(
            request,
            first_name=str,
            last_name_=str,
            username_=str,
            language_code_=str,
            id_=int,
            role_=str,
            zone_=str,
            started_=bool,
        )
        return self.stage.add_person(**wish).body()

    async def show_person(self, request: Request) -> Json:
        return self._phone(request).body()

    async def chat(self, request: Request) -> Json:
        phone = self._phone(request)
        after = request.query_params.get("after", "0")
        if not after.isdecimal():
            raise PlayError(f"after: {after!r}", "the seq of an earlier answer")
        seq = int(after)
        return {
            "seq": self.stage.seq,
            "messages": phone.chat.shown_since(seq),
            "deleted": phone.chat.deleted_since(seq) if seq else [],
            "reply_keyboard": phone.reply_keyboard,
            "force_reply": phone.chat.force_reply,
            "commands": phone.commands,
            "unread": phone.unread,
            "callback_answers": phone.callback_answers,
        }

    async def text(self, request: Request) -> Json:
        wish = await asking.fields(request, text=str, reply_to_message_id_=int)
        return self._phone(request).say(wish["text"], wish.get("reply_to_message_id"))

    async def start(self, request: Request) -> Json:
        wish = await asking.fields(request, payload_=str)
        return self._phone(request).start(wish.get("payload"))

    async def edit(self, request: Request) -> Json:
        wish = await asking.fields(request, message_id=int, text=str)
        return self._phone(request).edit(wish["message_id"], wish["text"])

    async def contact(self, request: Request) -> Json:
        wish = await asking.fields(request, phone_number_=str, first_name_=str, user_id_=int)
        return self._phone(request).share_contact(**wish)

    async def location(self, request: Request) -> Json:
        wish = await asking.fields(request, latitude=float, longitude=float)
        return self._phone(request).share_location(wish["latitude"], wish["longitude"])

    async def photo(self, request: Request) -> Json:
        name, content, _, caption = await _file(request)
        return self._phone(request).send_photo(content, caption, name)

    async def document(self, request: Request) -> Json:
        name, content, mime_type, caption = await _file(request)
        return self._phone(request).send_document(name, content, mime_type, caption)

    async def tap(self, request: Request) -> Json:
        wish = await asking.fields(request, message_id=int, row_=int, column_=int, data_=str, wait_=float)
        phone, message_id = self._phone(request), wish["message_id"]
        if "data" in wish:
            pressed = phone.tap_data(message_id, wish["data"])
        elif "row" in wish and "column" in wish:
            pressed = phone.tap(message_id, wish["row"], wish["column"])
        else:
            raise PlayError("which button?", "row and column (from 0), or data")
        return await tapped(pressed, wish.get("wait", 0.0))

    async def block(self, request: Request) -> Json:
        phone = self._phone(request)
        phone.block()
        return phone.body()

    async def unblock(self, request: Request) -> Json:
        phone = self._phone(request)
        phone.unblock()
        return phone.body()

    async def delete(self, request: Request) -> Json:
        phone = self._phone(request)
        phone.delete_account()
        return phone.body()

    async def read(self, request: Request) -> Json:
        phone = self._phone(request)
        phone.read()
        return phone.body()

    async def file(self, request: Request) -> Response:
        stored = self.stage.files.get(request.path_params["file_id"])
        if stored is None:
            raise PlayError("no such file", "a file_id from a message", 404)
        # Only pictures are shown in the page; whatever else a bot or a person sent is downloaded, never run.
        place = "inline" if stored.kind == "photo" else "attachment"
        plain = re.sub(r'[^ -~]|["\\]', "_", stored.name)
        headers = {
            "content-disposition": f"{place}; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.name, safe='')}",
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; sandbox",
        }
        return Response(stored.content, media_type=stored.mime_type, headers=headers)

    # --- switches

    async def show_clock(self, _: Request) -> Json:
        return await self.desk.full_body()

    async def turn_clock(self, request: Request) -> Json:
        await self.desk.turn(await asking.json_object(request, "speed?, paused?, to?, by?"))
        return await self.desk.full_body()

    async def show_faults(self, _: Request) -> Json:
        return self.stage.faults.body()

    async def set_faults(self, request: Request) -> Json:
        wish = await asking.json_object(request, ", ".join(self.stage.faults.body()))
        unknown = [name for name in wish.get("only_methods") or [] if str(name).lower() not in METHODS]
        if unknown:
            raise PlayError(f"only_methods: {unknown}", "methods of the Bot API that the rehearsal plays")
        self.stage.faults.set(**wish)
        return self.stage.faults.body()

    def crowd_body(self) -> Json:
        if self.crowd is None:
            return {
                "available": False,
                "reason": "this rehearsal was started without a crowd",
                "size": 0,
                "running": False,
            }
        return {"available": True, **self.crowd.status()}

    async def show_crowd(self, _: Request) -> Json:
        return self.crowd_body()

    async def set_crowd(self, request: Request) -> Json:
        wish = await asking.fields(request, size_=int, running_=bool)
        if self.crowd is None:
            raise PlayError("this rehearsal has no crowd", "a rehearsal that was started with one", 409)
        size: int = wish["size"] if "size" in wish else self.crowd.status().get("size", 0)
        if not 0 <= size <= MAX_CROWD:
            raise PlayError(f"size: {size}", f"0 to {MAX_CROWD}")
        if wish.get("running", size > 0) and size:
            await self.crowd.start(size)
        else:
            await self.crowd.stop()
        self.feed.tell("crowd", self.crowd_body())
        return self.crowd_body()


async def tapped(pressed: Tap, wait: float) -> Json:
    """What came of a tap, after up to `wait` seconds (60 at most)."""
    if not 0 <= wait <= MAX_WAIT:
        raise PlayError(f"wait: {wait:g}", f"0 to {MAX_WAIT:g} seconds")
    if wait:
        await pressed.wait(wait)
    body: Json = {"query_id": pressed.query_id, "answer": pressed.answer}
    if pressed.url is not None:
        body["url"] = pressed.url
    if pressed.copy_text is not None:
        body["copy_text"] = pressed.copy_text
    return body


async def _file(request: Request) -> tuple[str, bytes, str, str | None]:
    expected = "multipart/form-data with a file part 'file' and, if wanted, 'caption'"
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/form-data"):
        raise PlayError("no multipart body", expected)
    if int(request.headers.get("content-length") or 0) > MAX_BODY:
        raise PlayError("the file is too large", "up to 50 MB", 413)
    fields, uploads = await multipart(kind.encode(), await request.body())
    if set(uploads) != {"file"} or fields.keys() - {"caption"}:
        raise PlayError(f"parts {sorted([*uploads, *fields])}", expected)
    upload = uploads["file"]
    return upload.name, upload.content, upload.mime_type, fields.get("caption")


def _get(path: str, handler: Handler) -> Route:
    return Route(path, answering(handler), methods=["GET"])


def _post(path: str, handler: Handler) -> Route:
    return Route(path, answering(handler), methods=["POST"])


def answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Turn what `handler` returns into a JSON answer, and a refusal into a 4xx that says what is expected."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await handler(request)
        except PlayError as error:
            return json_answer({"error": error.error, "expected": error.expected}, error.status)
        except ApiError as error:
            return json_answer({"error": error.description, "expected": "what Telegram takes"}, 400)
        return body if isinstance(body, Response) else json_answer(body)

    return endpoint


def json_answer(body: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(
        wire.encode(body).encode(), status, media_type="application/json", headers={"cache-control": "no-store"}
    )
