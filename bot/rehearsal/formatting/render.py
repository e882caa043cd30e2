"""From what a bot passes (text, parse mode or entities) to what a phone shows (text and entities)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.errors import bad_request
from bot.rehearsal.formatting import html, markdown
from bot.rehearsal.formatting.detect import detect
from bot.rehearsal.formatting.marks import PLAIN, Mark, date_time, web_address
from bot.rehearsal.formatting.settle import settle
from bot.rehearsal.formatting.utf16 import length, starts

Json = dict[str, Any]

MAX_ENTITIES = 100
_KIND_NAMES = (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote "
    "expandable_blockquote code pre text_link text_mention custom_emoji date_time"
)
KINDS = frozenset(_KIND_NAMES.split())
_FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
# Carriage returns, line separators and direction overrides vanish; other control characters become blanks.
_GONE = re.compile("[\r\u2028-\u202e]")
_BLANK = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DIRTY = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it is shown; `entities` are MessageEntity objects, places in UTF-16 units of `text`."""

    text: str
    entities: list[Json]


def render(
    text: str,
    parse_mode: str | None,
    entities: list[Json] | None,
    *,
    limit: int,
    too_long: str,
    user: Callable[[int], Json | None],
) -> Formatted:
    """Render `text`, at most `limit` UTF-16 units after parsing (`too_long` is Telegram's complaint past that).

    `user` finds the person whom a ``tg://user?id=`` link mentions. The text may come out empty: the caller decides.

    Raises:
        ApiError: the markup cannot be parsed, the text is too long, or it has more than 100 entities.
    """
    mode = (parse_mode or "").lower()
    if mode and mode not in {"html", "markdownv2", "markdown"}:
        raise bad_request("unsupported parse_mode")
    if not mode and not entities and text.isascii() and not _SPECIAL.search(text):
        plain = text.strip()
        if len(plain) > limit:
            raise bad_request(too_long)
        return Formatted(plain, [])
    if mode:
        parser = {"html": html.parse, "markdownv2": markdown.parse, "markdown": markdown.parse_old}[mode]
        text, marks = parser(_cleaned(text))
    else:
        marks = _explicit(text, entities or [])
        text, marks = _cleaned_with(text, marks)
    if len(marks) > MAX_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    return _finish(text, marks, limit, too_long, user)


_SPECIAL = re.compile(r"[/@#$.:\x00-\x09\x0b-\x1f]")


def typed(text: str) -> Formatted:
    """What a person typed: cleaned and trimmed, with what Telegram finds in it."""
    return _finish(_cleaned(text), [], 4096, "message is too long", lambda _: None)


def _finish(text: str, marks: list[Mark], limit: int, too_long: str, user: Callable[[int], Json | None]) -> Formatted:
    text, marks = _trimmed(text, marks)
    if length(text) > limit:
        raise bad_request(too_long)
    solid = [mark for mark in marks if mark.kind not in PLAIN and "blockquote" not in mark.kind]
    found = [new for new in detect(text) if not any(new.start < old.end and old.start < new.end for old in solid)]
    settled = settle(text, [*marks, *found])[:MAX_ENTITIES]
    if not settled:
        return Formatted(text, [])
    places = starts(text)
    shown = []
    for mark in settled:
        entity: Json = {
            "type": mark.kind,
            "offset": places[mark.start],
            "length": places[mark.end] - places[mark.start],
        }
        if mark.kind == "text_mention":
            person = user(mark.extra["user_id"])
            if person is None:
                continue
            entity["user"] = person
        else:
            entity.update(mark.extra)
        shown.append(entity)
    return Formatted(text, shown)


def _cleaned(text: str) -> str:
    return _BLANK.sub(" ", _GONE.sub("", text)) if _DIRTY.search(text) else text


def _cleaned_with(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    if not _DIRTY.search(text):
        return text, marks
    place, at = [], 0
    for letter in text:
        place.append(at)
        at += 0 if _GONE.match(letter) else 1
    place.append(at)
    moved = [mark.over(place[mark.start], place[mark.end]) for mark in marks]
    return _cleaned(text), [mark for mark in moved if mark.end > mark.start]


def _trimmed(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """White space goes from the end, and from the beginning as far as no entity covers it."""
    text = text.rstrip(" \n\u00a0\t")
    first = min((mark.start for mark in marks), default=len(text))
    lead = 0
    while lead < min(first, len(text)) and text[lead] in " \n":
        lead += 1
    size = len(text)
    if not lead and all(mark.start < mark.end <= size for mark in marks):
        return text, marks
    moved = [mark.over(mark.start - lead, min(mark.end, size) - lead) for mark in marks if mark.start < size]
    return text[lead:], [mark for mark in moved if mark.end > mark.start]


def _explicit(text: str, entities: list[Json]) -> list[Mark]:
    places = starts(text)
    index = {place: letter for letter, place in enumerate(places)}
    marks = []
    for entity in entities:
        kind, offset, size = entity["type"], entity["offset"], entity["length"]
        if kind not in KINDS:
            raise bad_request("can't parse entities: Unsupported type specified")
        if kind in _FOUND or size == 0:
            continue  # Telegram finds these itself, whatever the bot says
        if offset < 0 or size < 0:
            raise bad_request("can't parse entities: Receive an entity with incorrect offset or length")
        if offset + size > places[-1]:
            raise bad_request(
                f"can't parse entities: Entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + size}"
            )
        if offset not in index or offset + size not in index:
            raise bad_request(
                f"can't parse entities: Entity begins or ends in a middle of a UTF-16 symbol at UTF-16 offset {offset}"
            )
        marks.append(_explicit_mark(kind, entity, index[offset], index[offset + size]))
    return marks


def _explicit_mark(kind: str, entity: Json, start: int, end: int) -> Mark:
    if kind == "text_link":
        address = web_address(entity.get("url", ""))
        if address is None:
            raise bad_request(f"can't parse entities: Entity URL '{entity.get('url', '')}' is invalid")
        return Mark(kind, start, end, {"url": address})
    if kind == "text_mention":
        if "user" not in entity:
            raise bad_request('can\'t parse entities: field "user" is required in a text_mention')
        return Mark(kind, start, end, {"user_id": entity["user"]["id"]})
    if kind == "custom_emoji":
        if not str(entity.get("custom_emoji_id", "")).isdecimal():
            raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
        return Mark(kind, start, end, {"custom_emoji_id": entity["custom_emoji_id"]})
    if kind == "date_time":
        moment = date_time(str(entity.get("unix_time", "")), entity.get("date_time_format", ""), start, end)
        if moment is None:
            raise bad_request("can't parse entities: Invalid date-time specified")
        return moment
    if kind == "pre" and entity.get("language"):
        return Mark(kind, start, end, {"language": entity["language"]})
    return Mark(kind, start, end)
