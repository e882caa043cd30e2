"""The stage: everything in one place, told to whoever watches."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from bot.rehearsal.clockwork import StageClock
from bot.rehearsal.errors import ApiError, PlayError, bad_request, forbidden, too_many
from bot.rehearsal.stage.callbacks import CallbackDesk, Tap
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.faults import Faults
from bot.rehearsal.stage.files import FileStore
from bot.rehearsal.stage.groups import Group
from bot.rehearsal.stage.phones import Phone
from bot.rehearsal.stage.profile import Profile
from bot.rehearsal.stage.rates import Rates
from bot.rehearsal.stage.updates import UpdateQueue
from bot.rehearsal.stage.webhook import WebhookState

Json = dict[str, Any]


class Change(NamedTuple):
    """Something happened: `kind` as the feed names it, and its JSON body."""

    kind: str
    body: Json


class Stage:
    """Phones, groups and the bot between them.

    `token` is the bot's (its number before the colon is the bot's id). `strict` applies Telegram's rates, counted
    on `rate_clock` (seconds; the event's clock by default). `callback_life` and `webhook_first_retry` are real seconds.
    """

    def __init__(
        self,
        token: str,
        clock: StageClock,
        strict: bool = True,
        *,
        rate_clock: Callable[[], float] | None = None,
        first_update_id: int = 1,
        first_message_id: int = 1,
        webhook_first_retry: float = 1.0,
        callback_life: float = 30.0,
        real_time: Callable[[], float] = time.monotonic,
        bot_username: str = "matchbell_bot",
        bot_name: str = "Matchbell",
    ) -> None:
        number = token.partition(":")[0]
        if not number.isdecimal() or ":" not in token:
            raise ValueError("a token has the form <number>:<letters>")
        self.token = token
        self.clock = clock
        self.profile = Profile(int(number), bot_name, bot_username)
        self.updates = UpdateQueue(clock.now, first_update_id)
        self.webhook = WebhookState(first_retry=webhook_first_retry)
        self.files = FileStore()
        self.faults = Faults()
        self.rates = Rates(rate_clock or clock.monotonic, strict=strict)
        self.callbacks = CallbackDesk(real_time, callback_life)
        self.phones: dict[int, Phone] = {}
        self.groups: dict[int, Group] = {}
        self.tally: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()
        self.requests_in_flight = 0
        self.seq = 0
        self.logged_out = False
        self._message_ids = itertools.count(first_message_id)
        self._person_ids = itertools.count(5_000_001)
        self._group_ids = itertools.count(1)
        self._watchers: list[Callable[[Change], None]] = []
        self.faults.watch(lambda: self.tell("faults", self.faults.body))

    # --- people and groups

    def add_person(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str = "en",
        id: int | None = None,  # noqa: A002 - the Bot API's own word
        *,
        role: str | None = None,
        zone: str | None = None,
        started: bool = False,
    ) -> Phone:
        """Someone with a phone. `started`: they have opened the bot before, so it may write to them.

        Raises:
            PlayError: the id or username is taken, or a name is empty or too long (64 characters).
        """
        if not first_name or len(first_name) > 64 or len(last_name or "") > 64:
            raise PlayError("a name is empty or too long", "first_name of 1 to 64 characters, last_name of up to 64")
        if id is not None and (not 0 < id < 2**52 or id in self.phones or id == self.profile.user["id"]):
            raise PlayError(f"id {id} cannot be had", "a free positive number", 409 if id in self.phones else 400)
        if username and any(
            phone.user.get("username", "").lower() == username.lower() for phone in self.phones.values()
        ):
            raise PlayError(f"@{username} is taken", "a free username", 409)
        while id is None:
            candidate = next(self._person_ids)
            id = None if candidate in self.phones else candidate  # noqa: A001
        user: Json = {"id": id, "is_bot": False, "first_name": first_name}
        optional = {"last_name": last_name, "username": username, "language_code": language_code}
        user |= {key: value for key, value in optional.items() if value}
        phone = self.phones[id] = Phone(self, user, role=role, zone=zone, started=started)
        self.tell("person", phone.body)
        return phone

    def person(self, person_id: int) -> Phone:
        """The phone of a person.

        Raises:
            PlayError: nobody has this id.
        """
        phone = self.phones.get(person_id)
        if phone is None:
            raise PlayError(f"no person {person_id}", "the id of a person", 404)
        return phone

    def add_group(
        self,
        title: str,
        members: list[Phone],
        supergroup: bool = False,
        id: int | None = None,  # noqa: A002 - the Bot API's own word
        *,
        announce: bool = True,
    ) -> Group:
        """A group with the bot inside; `announce` tells the bot that it was let in."""
        if not 1 <= len(title) <= 128:
            raise PlayError("the title is empty or too long", "1 to 128 characters")
        number = next(self._group_ids)
        chat_id = id if id is not None else (-1_002_000_000_000 - number if supergroup else -4_000_000 - number)
        if chat_id >= 0 or chat_id in self.groups:
            raise PlayError(f"id {chat_id} cannot be had", "a free negative number")
        group = self.groups[chat_id] = Group(self, chat_id, title, list(members), supergroup=supergroup)
        if announce:
            owner = group.members[0].user if group.members else self.profile.user
            self.member_changed(group.chat, owner, "left", "member")
        return group

    def group(self, group_id: int) -> Group:
        """A group.

        Raises:
            PlayError: none has this id.
        """
        group = self.groups.get(group_id)
        if group is None:
            raise PlayError(f"no group {group_id}", "the id of a group", 404)
        return group

    # --- chats, from the bot's side

    def find_chat(self, chat_id: int | str) -> Chat:
        """A chat that the bot knows.

        Raises:
            ApiError: there is none, or it has moved to another id.
        """
        if isinstance(chat_id, str):
            raise bad_request("chat not found")
        phone = self.phones.get(chat_id)
        if phone is not None and (phone.started or phone.messages or self._shares_group(phone)):
            return phone.chat
        group = self.groups.get(chat_id)
        if group is None:
            raise bad_request("chat not found")
        if group.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.migrated_to)
        return group.chat

    def chat_to_write(self, chat_id: int | str) -> Chat:
        """A chat to which the bot may write.

        Raises:
            ApiError: unknown or moved chat (400); blocked, deactivated, never started, thrown out (403).
        """
        chat = self.find_chat(chat_id)
        phone = self.phones.get(chat.id)
        if phone is not None:
            if phone.deleted:
                raise forbidden("user is deactivated")
            if phone.blocked:
                raise forbidden("bot was blocked by the user")
            if not phone.started:
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        group = self.groups[chat.id]
        if not group.bot_inside:
            where = "group" if chat.kind == "group" else "supergroup"
            if group.bot_left:
                raise forbidden(f"bot is not a member of the {where} chat")
            raise forbidden(f"bot was kicked from the {where} chat")
        return chat

    def _shares_group(self, phone: Phone) -> bool:
        return any(phone in group.members for group in self.groups.values())

    def pace(self, chat: Chat, *, paid: bool = False) -> None:
        """Count a message to `chat`.

        Raises:
            ApiError: 429, too much overall, for this chat or this group.
        """
        wait = self.rates.take(chat.id, group=chat.is_group, paid=paid)
        if wait:
            raise too_many(wait)

    def post(self, chat: Chat, sender: Json, content: Json, markup: Json | None = None) -> Json:
        """Show a new message of `sender` in `chat`; `markup` as the bot gave it."""
        message: Json = {
            "message_id": chat.next_id(),
            "from": sender,
            "chat": chat.public,
            "date": self.date(),
            **content,
        }
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self.seq += 1
        chat.keep(message, self.seq)
        if sender["is_bot"]:
            chat.take_markup(markup)
            self.tally["messages_sent"] += 1
            phone = self.phones.get(chat.id)
            if phone is not None:
                phone.unread += 1
        else:
            self.tally["messages_from_people"] += 1
        if self._watchers:
            self._tell_message("message", chat, message)
        return message

    def replace(self, chat: Chat, message: Json) -> None:
        """Show `message` in place of the one with its id."""
        self.seq += 1
        chat.keep(message, self.seq)
        if self._watchers:
            self._tell_message("edit", chat, message)

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message away."""
        self.seq += 1
        chat.remove(message_id, self.seq)
        self.tally["messages_deleted"] += 1
        body: Json = {"message_ids": [message_id], "seq": self.seq}
        if chat.is_group:
            self.tell("group_delete", lambda: {"chat_id": chat.id, **body})
        else:
            self.tell("delete", lambda: {"person_id": chat.id, **body})

    def ask(self, phone: Phone, chat: Chat, message_id: int, data: str) -> Tap:
        """Put a callback query in line."""
        tap = Tap(phone.id, chat.id, message_id, data)
        message = chat.by_id.get(message_id)
        if message is None:
            message = {"chat": chat.public, "message_id": message_id, "date": 0}
        query: Json = {
            "id": self.callbacks.ask(tap),
            "from": phone.user,
            "message": message,
            "chat_instance": str(abs(chat.id) * 1_000_003 % 2**53),
            "data": data,
        }
        phone.unread = 0
        self.tally["taps"] += 1
        self.updates.add("callback_query", query, chat.id)
        return tap

    def answer(self, query_id: str, answer: Json) -> None:
        """The bot answers a callback query.

        Raises:
            ApiError: the query is unknown, answered or too old.
        """
        tap = self.callbacks.answer(query_id, answer)
        phone = self.phones[tap.person_id]
        body = {"person_id": tap.person_id, "query_id": query_id, "message_id": tap.message_id, **answer}
        phone.callback_answers.append(body)
        del phone.callback_answers[:-100]
        self.tally["answers"] += 1
        self.tell("answer", lambda: body)

    def member_changed(self, chat: Chat, by: Json, old: str, new: str) -> None:
        """Tell the bot that its own place in `chat` changed."""
        bot = self.profile.user
        content = {
            "chat": chat.public,
            "from": by,
            "date": self.date(),
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        self.updates.add("my_chat_member", content, chat.id)

    # --- numbers, and who watches

    def date(self) -> int:
        """Event time in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def next_message_id(self) -> int:
        """The next message id of the account (private chats and small groups share one line of numbers)."""
        return next(self._message_ids)

    @staticmethod
    def own_message_ids() -> Callable[[], int]:
        """A line of message ids of its own, as each supergroup has."""
        return itertools.count(1).__next__

    @property
    def pending_updates(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self.updates)

    def busy(self) -> bool:
        """Whether anything is still on its way to, in or from the bot."""
        return self.pending_updates > 0 or self.requests_in_flight > 0 or self.webhook.under_way > 0

    @property
    def counters(self) -> Json:
        """Numbers so far; `methods` counts the requests by method."""
        names = ("messages_sent", "edits", "messages_deleted", "answers", "taps", "messages_from_people")
        errors = ("errors_400", "errors_401", "errors_403", "errors_404", "errors_409", "errors_429", "errors_500")
        return {
            "requests": self.requests.total(),
            **{name: self.tally[name] for name in names},
            **{name: self.tally[name] for name in errors},
            "faults_struck": self.tally["faults_struck"],
            "updates_handed": self.updates.handed,
            "updates_pending": self.pending_updates,
            "updates_expired": self.updates.expired,
            "persons": len(self.phones),
            "methods": dict(self.requests),
        }

    def count_error(self, error: ApiError) -> None:
        """Note a refusal."""
        self.tally[f"errors_{error.code}"] += 1

    def on_change(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call back, in the loop, with every :class:`Change`; the function returned ends that."""
        self._watchers.append(callback)

        def end() -> None:
            if callback in self._watchers:
                self._watchers.remove(callback)

        return end

    def tell(self, kind: str, body: Callable[[], Json]) -> None:
        """Tell the watchers, if there are any."""
        if self._watchers:
            change = Change(kind, body())
            for watcher in list(self._watchers):
                watcher(change)

    def _tell_message(self, kind: str, chat: Chat, message: Json) -> None:
        shown = chat.shown(message)
        if chat.is_group:
            self.tell(f"group_{kind}", lambda: {"chat_id": chat.id, "message": shown, "seq": self.seq})
            return
        phone = self.phones[chat.id]
        self.tell(
            kind,
            lambda: {
                "person_id": chat.id,
                "message": shown,
                "seq": self.seq,
                "reply_keyboard": chat.reply_keyboard,
                "unread": phone.unread,
            },
        )


def _member(user: Json, status: str) -> Json:
    member: Json = {"user": user, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return member
