"""The stage: everything in one place, told to whoever watches."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.rehearsal.clockwork import StageClock
from bot.rehearsal.errors import ApiError, PlayError, bad_request, forbidden, too_many
from bot.rehearsal.stage.callbacks import CallbackDesk
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.faults import Faults
from bot.rehearsal.stage.files import FileStore
from bot.rehearsal.stage.groups import Group
from bot.rehearsal.stage.happenings import Happenings
from bot.rehearsal.stage.phones import Phone
from bot.rehearsal.stage.profile import Profile
from bot.rehearsal.stage.rates import Rates
from bot.rehearsal.stage.updates import UpdateQueue
from bot.rehearsal.stage.webhook import WebhookState

Json = dict[str, Any]


class Stage(Happenings):
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
        super().__init__(
            clock,
            Profile(int(number), bot_name, bot_username),
            UpdateQueue(clock.now, first_update_id),
            CallbackDesk(real_time, callback_life),
        )
        self.webhook = WebhookState(first_retry=webhook_first_retry)
        self.files = FileStore()
        self.faults = Faults()
        self.rates = Rates(rate_clock or clock.monotonic, strict=strict)
        self.groups: dict[int, Group] = {}
        self.requests: Counter[str] = Counter()
        self.requests_in_flight = 0
        self.logged_out = False
        self._message_ids = itertools.count(first_message_id)
        self._person_ids = itertools.count(5_000_001)
        self._group_ids = itertools.count(1)
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

    # --- numbers

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
