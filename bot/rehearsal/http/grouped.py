"""``/api/v1/groups``: group chats for scripts and tests."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from bot.rehearsal.errors import PlayError
from bot.rehearsal.http import asking
from bot.rehearsal.http.answers import answering, tapped
from bot.rehearsal.stage import Group, Stage

Json = dict[str, Any]


class GroupApi:
    """The calls on groups."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[Route]:
        """All routes under /api/v1/groups."""
        group = "/api/v1/groups/{id}"
        table = [
            ("/api/v1/groups", "GET", self.groups),
            ("/api/v1/groups", "POST", self.add),
            (group + "/chat", "GET", self.chat),
            (group + "/text", "POST", self.text),
            (group + "/tap", "POST", self.tap),
            (group + "/migrate", "POST", self.migrate),
            (group + "/remove_bot", "POST", self.remove_bot),
            (group + "/add_bot", "POST", self.add_bot),
        ]
        return [Route(path, answering(handler), methods=[method]) for path, method, handler in table]

    def _group(self, request: Request) -> Group:
        try:
            return self._stage.group(int(request.path_params["id"]))
        except ValueError:
            raise PlayError(f"no group {request.path_params['id']!r}", "the id of a group", 404) from None

    async def groups(self, _: Request) -> list[Json]:
        return [group.body() for group in self._stage.groups.values()]

    async def add(self, request: Request) -> Json:
        wish = await asking.fields(request, title=str, members=list, supergroup_=bool)
        if not all(isinstance(member, int) for member in wish["members"]):
            raise PlayError(f"members: {wish['members']!r:.100}", "a list of person ids")
        members = [self._stage.person(member) for member in wish["members"]]
        return self._stage.add_group(wish["title"], members, wish.get("supergroup", False)).body()

    async def chat(self, request: Request) -> Json:
        group = self._group(request)
        return {
            "seq": self._stage.seq,
            "messages": group.chat.shown_since(0),
            "reply_keyboard": group.chat.reply_keyboard,
        }

    async def text(self, request: Request) -> Json:
        wish = await asking.fields(request, person_id=int, text=str, reply_to_message_id_=int)
        person = self._stage.person(wish["person_id"])
        return self._group(request).say(person, wish["text"], wish.get("reply_to_message_id"))

    async def tap(self, request: Request) -> Json:
        wish = await asking.fields(request, person_id=int, message_id=int, row=int, column=int, wait_=float)
        person = self._stage.person(wish["person_id"])
        pressed = self._group(request).tap(person, wish["message_id"], wish["row"], wish["column"])
        return await tapped(pressed, wish.get("wait", 0.0))

    async def migrate(self, request: Request) -> Json:
        return self._group(request).migrate().body()

    async def remove_bot(self, request: Request) -> Json:
        group = self._group(request)
        group.remove_bot()
        return group.body()

    async def add_bot(self, request: Request) -> Json:
        group = self._group(request)
        group.add_bot()
        return group.body()
