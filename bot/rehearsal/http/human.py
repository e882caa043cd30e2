"""``/api/v1/persons``: people, their chats and their fingers, for the page and for scripts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rehearsal.errors import PlayError
from bot.rehearsal.http import asking
from bot.rehearsal.http.answers import doing, reading, tapped
from bot.rehearsal.http.passing import MAX_BODY, multipart
from bot.rehearsal.stage import Phone, Stage

Json = dict[str, Any]


class HumanApi:
    """The calls on people; each returns what becomes the JSON answer."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def routes(self) -> list[Route]:
        """All routes under /api/v1/persons, and the files."""
        person = "/api/v1/persons/{id:int}"
        return [
            reading("/api/v1/persons", self.persons),
            doing("/api/v1/persons", self.add_person),
            reading(person, self.show_person),
            reading(person + "/chat", self.chat),
            doing(person + "/text", self.text),
            doing(person + "/start", self.start),
            doing(person + "/edit", self.edit),
            doing(person + "/contact", self.contact),
            doing(person + "/location", self.location),
            doing(person + "/photo", self.photo),
            doing(person + "/document", self.document),
            doing(person + "/tap", self.tap),
            doing(person + "/block", self.block),
            doing(person + "/unblock", self.unblock),
            doing(person + "/delete", self.delete),
            doing(person + "/read", self.read),
            reading("/api/v1/files/{file_id}", self.file),
        ]

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
