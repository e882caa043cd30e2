"""A chat as it lies on the server: its messages in order, what changed when, and the keyboard under the input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

Json = dict[str, Any]
# Older messages of a chat are let go, so that a long run does not fill the memory.
KEPT_MESSAGES = 5_000


class Chat:
    """One chat; messages are Bot API Message objects, never changed in place."""

    def __init__(
        self, chat_id: int, kind: Literal["private", "group", "supergroup"], next_id: Callable[[], int]
    ) -> None:
        self.id = chat_id
        self.kind = kind
        self.public: Json = {}
        self.by_id: dict[int, Json] = {}
        self.changed: dict[int, int] = {}
        self.deleted: dict[int, int] = {}
        self.reactions: dict[int, list[Json]] = {}
        self.pinned: list[int] = []
        self.protected: set[int] = set()
        self.reply_keyboard: Json | None = None
        self.force_reply: Json | None = None
        self.menu_button: Json | None = None
        self.next_id = next_id

    @property
    def is_group(self) -> bool:
        """Whether several people are in it."""
        return self.kind != "private"

    @property
    def messages(self) -> list[Json]:
        """What the chat shows, oldest first."""
        return list(self.by_id.values())

    def keep(self, message: Json, seq: int) -> None:
        """Show `message`, new or in place of the one with its id."""
        message_id = message["message_id"]
        self.by_id[message_id] = message
        self.changed[message_id] = seq
        if len(self.by_id) > KEPT_MESSAGES:
            oldest = next(iter(self.by_id))
            del self.by_id[oldest], self.changed[oldest]

    def remove(self, message_id: int, seq: int) -> None:
        """Take a message away."""
        del self.by_id[message_id], self.changed[message_id]
        self.deleted[message_id] = seq
        self.reactions.pop(message_id, None)
        if message_id in self.pinned:
            self.pinned.remove(message_id)

    def take_markup(self, markup: Json | None) -> None:
        """Put the keyboard that a new message brings under the input, or take it away."""
        if not markup:
            return
        if "keyboard" in markup:
            self.reply_keyboard, self.force_reply = markup, None
        elif markup.get("remove_keyboard"):
            self.reply_keyboard = None
        elif markup.get("force_reply") and "inline_keyboard" not in markup:
            self.force_reply = markup

    def shown_since(self, seq: int) -> list[Json]:
        """The messages sent or edited after change number `seq`, as a page shows them."""
        return [self.shown(message) for key, message in self.by_id.items() if self.changed[key] > seq]

    def deleted_since(self, seq: int) -> list[int]:
        """Ids of the messages taken away after change number `seq`."""
        return [message_id for message_id, when in self.deleted.items() if when > seq]

    def shown(self, message: Json) -> Json:
        """`message` with what a page needs besides: the words of a service line, reactions."""
        extra: Json = {}
        line = _service_line(message)
        if line:
            extra["service"] = line
        if message["message_id"] in self.reactions:
            extra["reactions"] = self.reactions[message["message_id"]]
        return {**message, **extra} if extra else message


def _service_line(message: Json) -> str | None:
    who = message.get("from", {}).get("first_name", "")
    if "pinned_message" in message:
        return f"{who} pinned a message"
    if "migrate_to_chat_id" in message:
        return "The group was upgraded to a supergroup"
    if "migrate_from_chat_id" in message:
        return "This supergroup was a group before"
    if "group_chat_created" in message:
        return f"{who} created the group"
    if "new_chat_members" in message:
        return f"{', '.join(user['first_name'] for user in message['new_chat_members'])} joined"
    if "left_chat_member" in message:
        return f"{message['left_chat_member']['first_name']} left"
    return None
