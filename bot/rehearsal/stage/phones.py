"""A person's phone: what they do there reaches the bot as updates, what the bot says shows here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.rehearsal.errors import PlayError
from bot.rehearsal.formatting import typed
from bot.rehearsal.formatting.utf16 import length
from bot.rehearsal.stage.callbacks import Tap
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.pressing import press

if TYPE_CHECKING:
    from bot.rehearsal.stage.stage import Stage

Json = dict[str, Any]
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Phone:
    """One person with one private chat with the bot. Every method refuses with :class:`PlayError` what a person
    could not do: write while the bot is blocked or the account is deleted, tap a button that is not there."""

    def __init__(
        self, stage: Stage, user: Json, *, role: str | None = None, zone: str | None = None, started: bool = False
    ) -> None:
        self._stage = stage
        self.user = user
        self.id: int = user["id"]
        self.role = role
        self.zone = zone
        self.started = started
        self.blocked = False
        self.deleted = False
        self.unread = 0
        self.callback_answers: list[Json] = []
        self.chat = Chat(self.id, "private", stage.next_message_id)
        self.chat.public = {
            "id": self.id,
            **{key: user[key] for key in ("first_name", "last_name", "username") if key in user},
            "type": "private",
        }

    @property
    def language_code(self) -> str:
        """The language of the person's app."""
        return str(self.user.get("language_code", ""))

    @property
    def messages(self) -> list[Json]:
        """What the chat shows, oldest first: Message objects."""
        return self.chat.messages

    @property
    def last(self) -> Json:
        """The newest message of the bot.

        Raises:
            PlayError: the bot has written nothing (or it is all deleted).
        """
        for message in reversed(self.chat.by_id.values()):
            if message["from"]["is_bot"]:
                return message
        raise PlayError("the bot has written nothing", "a message of the bot", 404)

    @property
    def reply_keyboard(self) -> Json | None:
        """The ReplyKeyboardMarkup under the input, if any."""
        return self.chat.reply_keyboard

    @property
    def commands(self) -> list[Json]:
        """The commands that the menu offers in this chat."""
        return self._stage.profile.commands_in_private(self.id, self.language_code)

    def body(self) -> Json:
        """The person as the human API shows them."""
        return {
            **{key: value for key, value in self.user.items() if key != "is_bot"},
            "language_code": self.language_code,
            "role": self.role,
            "zone": self.zone,
            "started": self.started,
            "blocked": self.blocked,
            "deleted": self.deleted,
            "unread": self.unread,
            "commands": self.commands,
        }

    def start(self, payload: str | None = None) -> Json:
        """Press Start, or open a deep link with `payload` (1 to 64 of A-Z a-z 0-9 _ -); unblocks first if need be."""
        if payload is not None and not _PAYLOAD.fullmatch(payload):
            raise PlayError(f"payload {payload!r}", "1 to 64 of A-Z a-z 0-9 _ -")
        if self.blocked:
            self.unblock()
        return self.say(f"/start {payload}" if payload else "/start")

    def say(self, text: str, reply_to_message_id: int | None = None) -> Json:
        """Write `text` (1 to 4096 characters); the message as the chat shows it."""
        if not isinstance(text, str) or not text.strip():
            raise PlayError("nothing to say", "text of 1 to 4096 characters")
        if length(text) > 4096:
            raise PlayError(f"{length(text)} characters", "text of 1 to 4096 characters")
        formatted = typed(text)
        if not formatted.text:
            raise PlayError("nothing to say", "text of 1 to 4096 characters")
        content: Json = {"text": formatted.text}
        if formatted.entities:
            content["entities"] = formatted.entities
        self._hide_one_time(formatted.text)
        return self._send(content, reply_to_message_id)

    def press(self, text: str) -> Json:
        """Press the reply keyboard's button `text`."""
        rows = (self.reply_keyboard or {}).get("keyboard", [])
        if not any(button["text"] == text for row in rows for button in row):
            raise PlayError(f"no button {text!r} under the input", "a button of the reply keyboard", 409)
        return self.say(text)

    def edit(self, message_id: int, text: str) -> Json:
        """Correct an own message."""
        self._awake()
        old = self.chat.by_id.get(message_id)
        if old is None or old["from"]["id"] != self.id or "text" not in old:
            raise PlayError(f"no own text message {message_id}", "the id of a message that this person wrote", 404)
        formatted = typed(text)
        new = {key: value for key, value in old.items() if key != "entities"}
        new |= {"edit_date": self._stage.date(), "text": formatted.text}
        if formatted.entities:
            new["entities"] = formatted.entities
        self._stage.replace(self.chat, new)
        self._stage.updates.add("edited_message", new, self.id)
        return new

    def share_contact(
        self, phone_number: str = "+37060000000", first_name: str | None = None, user_id: int | None = None
    ) -> Json:
        """Share a contact: one's own by default, another's where another name is given (`user_id`: theirs)."""
        if not phone_number:
            raise PlayError("no phone number", "phone_number")
        contact: Json = {"phone_number": phone_number, "first_name": first_name or self.user["first_name"]}
        if first_name is None or first_name == self.user["first_name"]:
            if "last_name" in self.user:
                contact["last_name"] = self.user["last_name"]
            contact["user_id"] = self.id
        elif user_id is not None:
            contact["user_id"] = user_id
        self._hide_one_time(None)
        return self._send({"contact": contact})

    def share_location(self, latitude: float, longitude: float) -> Json:
        """Share a place, in degrees."""
        if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
            raise PlayError(f"no place on Earth: {latitude}, {longitude}", "latitude -90 to 90, longitude -180 to 180")
        self._hide_one_time(None)
        return self._send({"location": {"latitude": float(latitude), "longitude": float(longitude)}})

    def send_document(self, name: str, content: bytes, mime_type: str = "", caption: str | None = None) -> Json:
        """Send a file of up to 50 MB."""
        self._awake()
        stored = self._stage.files.add("document", name, content, mime_type)
        return self._send({"document": stored.as_document(), **_caption(caption)})

    def send_photo(self, content: bytes, caption: str | None = None, name: str = "photo.jpg") -> Json:
        """Send a picture (JPEG, PNG, GIF, WebP) of up to 10 MB."""
        self._awake()
        stored = self._stage.files.add("photo", name, content)
        return self._send({"photo": stored.as_photo(), **_caption(caption)})

    def tap(self, message_id: int, row: int, column: int) -> Tap:
        """Press the inline button in `row` and `column` (from 0) of a message."""
        self._awake()
        return press(self._stage, self, self.chat, message_id, row, column)

    def tap_data(self, message_id: int, data: str) -> Tap:
        """Send any callback `data` (1 to 64 bytes): an old keyboard's, a forged one, a deleted message's."""
        self._awake()
        if not 1 <= len(data.encode()) <= 64:
            raise PlayError(f"data of {len(data.encode())} bytes", "1 to 64 bytes")
        if message_id not in self.chat.by_id and message_id not in self.chat.deleted:
            raise PlayError(f"no message {message_id}", "the id of a message of this chat", 404)
        return self._stage.ask(self, self.chat, message_id, data)

    def read(self) -> None:
        """Look at the chat: nothing is unread."""
        self.unread = 0
        self._stage.tell("person", self.body)

    def block(self) -> None:
        """Block the bot; blocking twice is blocking once."""
        self._alive()
        if not self.blocked:
            self.blocked = True
            self._stage.member_changed(self.chat, self.user, "member", "kicked")
            self._stage.tell("person", self.body)

    def unblock(self) -> None:
        """Let the bot write again."""
        self._alive()
        if self.blocked:
            self.blocked = False
            self._stage.member_changed(self.chat, self.user, "kicked", "member")
            self._stage.tell("person", self.body)

    def delete_account(self) -> None:
        """Leave Telegram; the bot is told nothing, and gets 403 from now on."""
        self.deleted = True
        self._stage.tell("person", self.body)

    def _send(self, content: Json, reply_to_message_id: int | None = None) -> Json:
        self._awake()
        if reply_to_message_id is not None:
            target = self.chat.by_id.get(reply_to_message_id)
            if target is None:
                raise PlayError(f"no message {reply_to_message_id}", "the id of a message of this chat", 404)
            content = {"reply_to_message": _without_reply(target), **content}
        self.started = True
        self.unread = 0
        self.chat.force_reply = None
        message = self._stage.post(self.chat, self.user, content)
        self._stage.updates.add("message", message, self.id)
        return message

    def _hide_one_time(self, text: str | None) -> None:
        keyboard = self.reply_keyboard
        if keyboard and keyboard.get("one_time_keyboard") and not self.blocked and not self.deleted:
            buttons = [button for row in keyboard["keyboard"] for button in row]
            if text is None or any(button["text"] == text for button in buttons):
                self.chat.reply_keyboard = None

    def _alive(self) -> None:
        if self.deleted:
            raise PlayError("this account is deleted", "a living account", 409)

    def _awake(self) -> None:
        self._alive()
        if self.blocked:
            raise PlayError("this person has blocked the bot", "unblock first, or press Start", 409)


def _caption(caption: str | None) -> Json:
    if not caption:
        return {}
    if length(caption) > 1024:
        raise PlayError(f"caption of {length(caption)} characters", "up to 1024")
    formatted = typed(caption)
    return {"caption": formatted.text, **({"caption_entities": formatted.entities} if formatted.entities else {})}


def _without_reply(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}
