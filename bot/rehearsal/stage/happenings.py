"""What happens on the stage: messages, taps and answers; whoever watches hears of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.rehearsal.clockwork import StageClock
from bot.rehearsal.stage.callbacks import CallbackDesk, Tap
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.profile import Profile
from bot.rehearsal.stage.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.rehearsal.stage.phones import Phone

Json = dict[str, Any]


class Change(NamedTuple):
    """Something happened: `kind` as the feed names it, and its JSON body."""

    kind: str
    body: Json


class Happenings:
    """The part of the stage where things happen; each change has a number, `seq`."""

    def __init__(self, clock: StageClock, profile: Profile, updates: UpdateQueue, callbacks: CallbackDesk) -> None:
        self.clock = clock
        self.profile = profile
        self.updates = updates
        self.callbacks = callbacks
        self.phones: dict[int, Phone] = {}
        self.tally: Counter[str] = Counter()
        self.seq = 0
        self._watchers: list[Callable[[Change], None]] = []

    def date(self) -> int:
        """Event time in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

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
