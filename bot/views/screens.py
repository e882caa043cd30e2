"""A screen: what one message shows, before anything of Telegram."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    """One button: either `data` (packed by ``bot.views.taps``) or `url`."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a reply keyboard: plain text, or a request for the phone's contact or location."""

    label: str
    request: str | None = None  # "contact" or "location"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: its text (calendar files, JSON), its bytes (pictures, sheets), or what Telegram already holds.

    Bytes are meant for screens that are made when they are sent; on their way through the outbox they become base64.
    """

    kind: str  # "document" or "photo"
    name: str | None = None
    text: str | None = None
    file_id: str | None = None
    data: bytes | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """Text in Telegram's HTML (values escaped by ``Words.say``) and its buttons, row by row."""

    text: str
    buttons: Rows = ()
    keys: tuple[tuple[Key, ...], ...] = ()  # a reply keyboard, shown until the next answer
    remove_keys: bool = False
    attachment: Attachment | None = None
    silent: bool = False
    placeholder: str | None = None

    def to_json(self) -> dict[str, Any]:
        """JSON values only, without what is empty."""
        out: dict[str, Any] = {"text": self.text}
        if self.buttons:
            out["buttons"] = [
                [{"label": b.label} | ({"data": b.data} if b.data else {"url": b.url}) for b in row]
                for row in self.buttons
            ]
        if self.keys:
            out["keys"] = [[{"label": k.label, "request": k.request} for k in row] for row in self.keys]
        if self.remove_keys:
            out["remove_keys"] = True
        if self.attachment:
            a = self.attachment
            out["attachment"] = {"kind": a.kind, "name": a.name, "text": a.text, "file_id": a.file_id}
            if a.data is not None:
                out["attachment"]["data"] = b64encode(a.data).decode()
        if self.silent:
            out["silent"] = True
        if self.placeholder:
            out["placeholder"] = self.placeholder
        return out

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Screen:
        """The screen that ``to_json`` wrote."""
        attachment = value.get("attachment")
        if attachment and attachment.get("data") is not None:
            attachment = {**attachment, "data": b64decode(attachment["data"])}
        return cls(
            text=value["text"],
            buttons=tuple(tuple(Button(**b) for b in row) for row in value.get("buttons", ())),
            keys=tuple(tuple(Key(**k) for k in row) for row in value.get("keys", ())),
            remove_keys=value.get("remove_keys", False),
            attachment=Attachment(**attachment) if attachment else None,
            silent=value.get("silent", False),
            placeholder=value.get("placeholder"),
        )
