"""Keyboards as Telegram checks them: what a button may carry, how long, and how many there may be."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.errors import bad_request
from bot.rehearsal.formatting.marks import web_address

Json = dict[str, Any]
MAX_INLINE_BUTTONS = 100
MAX_REPLY_BUTTONS = 300
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_REQUESTS = (
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
)
_STYLES = {"danger", "success", "primary"}


def check(markup: Json | None, *, private: bool) -> Json | None:
    """`markup` as it will be kept, or None when nothing is left of it.

    Raises:
        ApiError: with Telegram's words for the fault.
    """
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup, private=private)
    if "keyboard" in markup:
        return _reply(markup, private=private)
    if "remove_keyboard" in markup:
        if not markup["remove_keyboard"]:
            return None
        return markup
    if not markup["force_reply"]:
        return None
    _placeholder(markup)
    return markup


def _inline(markup: Json, *, private: bool) -> Json | None:
    rows = [[_inline_button(button, private=private) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > MAX_INLINE_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Json, *, private: bool) -> Json:
    fault = "can't parse inline keyboard button: "
    if not button["text"].strip():
        raise bad_request(f"{fault}Button text must be non-empty")
    if button.get("style", "primary") not in _STYLES:
        raise bad_request(f"{fault}Invalid button style specified")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request(f"{fault}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"{fault}Exactly one of the optional fields must be used ({', '.join(actions)})")
    kind = actions[0]
    if kind == "callback_data" and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url":
        return {**button, "url": _button_url(button["url"])}
    if kind == "copy_text" and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if kind == "web_app":
        if not private:
            raise bad_request("BUTTON_TYPE_INVALID")
        _web_app(button["web_app"]["url"], "inline keyboard button")
    if kind == "login_url" and not button["login_url"]["url"].lower().startswith("https://"):
        raise bad_request("BUTTON_URL_INVALID")
    if kind in {"pay", "callback_game"}:
        raise bad_request("BUTTON_TYPE_INVALID")
    return button


def _button_url(url: str) -> str:
    if url.lower().startswith("tg://user?id="):
        return url
    address = web_address(url)
    if address is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return address


def _web_app(url: str, where: str) -> None:
    if not url.lower().startswith("https://") or web_address(url) is None:
        raise bad_request(f"{where} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _reply(markup: Json, *, private: bool) -> Json | None:
    rows = [row for row in markup["keyboard"] if row]
    if not rows:
        return None
    if sum(len(row) for row in rows) > MAX_REPLY_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _reply_button(button, private=private)
    _placeholder(markup)
    return {**markup, "keyboard": rows}


def _reply_button(button: Json, *, private: bool) -> None:
    fault = "can't parse keyboard button: "
    if not button["text"].strip():
        raise bad_request(f"{fault}Button text must be non-empty")
    if button.get("style", "primary") not in _STYLES:
        raise bad_request(f"{fault}Invalid button style specified")
    requests = [name for name in _REQUESTS if button.get(name)]
    if len(requests) > 1:
        raise bad_request(f"{fault}At most one of the optional fields may be used ({', '.join(requests)})")
    if not private and requests:
        words = {"request_contact": "phone number", "request_location": "location"}
        if requests[0] in words:
            raise bad_request(f"{words[requests[0]]} can be requested in private chats only")
        raise bad_request("BUTTON_TYPE_INVALID")
    if "web_app" in button:
        _web_app(button["web_app"]["url"], "keyboard button")


def _placeholder(markup: Json) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
