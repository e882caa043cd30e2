"""Group chats: several people and the bot, with Telegram's privacy mode and the change of id on an upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from bot.rehearsal.errors import PlayError
from bot.rehearsal.formatting import typed
from bot.rehearsal.stage.callbacks import Tap
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.pressing import press

if TYPE_CHECKING:
    from bot.rehearsal.stage.phones import Phone
    from bot.rehearsal.stage.stage import Stage

Json = dict[str, Any]


class Group:
    """A group or supergroup with the bot as a member; the first of `members` owns it."""

    def __init__(self, stage: Stage, chat_id: int, title: str, members: list[Phone], *, supergroup: bool) -> None:
        self._stage = stage
        self.id = chat_id
        self.title = title
        self.members = members
        self.bot_inside = True
        self.bot_left = False
        self.migrated_to: int | None = None
        kind: Literal["group", "supergroup"] = "supergroup" if supergroup else "group"
        self.chat = Chat(chat_id, kind, stage.own_message_ids() if supergroup else stage.next_message_id)
        self.chat.public = {"id": chat_id, "title": title, "type": kind}

    @property
    def messages(self) -> list[Json]:
        """What the group shows, oldest first."""
        return self.chat.messages

    def body(self) -> Json:
        """The group as the human API shows it."""
        return {
            "id": self.id,
            "title": self.title,
            "type": self.chat.kind,
            "members": [phone.id for phone in self.members],
            "bot_inside": self.bot_inside,
            "migrated_to": self.migrated_to,
        }

    def say(self, phone: Phone, text: str, reply_to_message_id: int | None = None) -> Json:
        """A member writes. The bot hears commands, mentions of it and replies to it (privacy mode)."""
        self._check(phone)
        if not text.strip():
            raise PlayError("nothing to say", "text of 1 to 4096 characters")
        formatted = typed(text)
        content: Json = {"text": formatted.text}
        target = self.chat.by_id.get(reply_to_message_id) if reply_to_message_id is not None else None
        if target is not None:
            content = {"reply_to_message": {k: v for k, v in target.items() if k != "reply_to_message"}, **content}
        if formatted.entities:
            content["entities"] = formatted.entities
        message = self._stage.post(self.chat, phone.user, content)
        username = f"@{self._stage.profile.user['username']}".lower()
        to_bot = target is not None and target["from"]["id"] == self._stage.profile.user["id"]
        if self.bot_inside and (formatted.text.startswith("/") or to_bot or username in formatted.text.lower()):
            self._stage.updates.add("message", message, self.id)
        return message

    def tap(self, phone: Phone, message_id: int, row: int, column: int) -> Tap:
        """A member presses an inline button of a message in the group."""
        self._check(phone)
        return press(self._stage, phone, self.chat, message_id, row, column)

    def migrate(self) -> Group:
        """Upgrade to a supergroup: a new id, and the old one answers with it from now on."""
        if self.migrated_to is not None or self.chat.kind == "supergroup":
            raise PlayError("this is no group that can be upgraded", "a group of type 'group'", 409)
        new = self._stage.add_group(self.title, self.members, supergroup=True, announce=False)
        self.migrated_to = new.id
        owner = self.members[0].user if self.members else self._stage.profile.user
        left = self._stage.post(self.chat, owner, {"migrate_to_chat_id": new.id})
        come = self._stage.post(new.chat, owner, {"migrate_from_chat_id": self.id})
        if self.bot_inside:
            self._stage.updates.add("message", left, self.id)
            self._stage.updates.add("message", come, new.id)
        return new

    def remove_bot(self) -> None:
        """The owner throws the bot out."""
        self._bot_moves(inside=False, old="member", new="kicked")

    def add_bot(self) -> None:
        """The owner lets the bot in again."""
        self.bot_left = False
        self._bot_moves(inside=True, old="left", new="member")

    def bot_leaves(self) -> None:
        """The bot goes by itself (leaveChat)."""
        self.bot_inside, self.bot_left = False, True
        self._stage.post(self.chat, self._stage.profile.user, {"left_chat_member": self._stage.profile.user})

    def _bot_moves(self, *, inside: bool, old: str, new: str) -> None:
        if self.bot_inside == inside:
            return
        self.bot_inside = inside
        owner = self.members[0].user if self.members else self._stage.profile.user
        self._stage.member_changed(self.chat, owner, old, new)

    def _check(self, phone: Phone) -> None:
        if self.migrated_to is not None:
            raise PlayError("this group was upgraded", f"group {self.migrated_to}", 409)
        if phone not in self.members:
            raise PlayError(f"person {phone.id} is not in this group", "a member", 409)
