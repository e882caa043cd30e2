"""parse_mode HTML, with Telegram's tags and error texts (core.telegram.org/bots/api#html-style)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from bot.rehearsal.errors import ApiError, bad_request
from bot.rehearsal.formatting.marks import Mark, date_time, link
from bot.rehearsal.formatting.utf16 import byte_offset

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
# Telegram knows these four names and numbers; every other ampersand stays as it is.
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,8}|#[xX][0-9a-fA-F]{1,6});?")
_NAME = re.compile(r"[^\s=>]*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse(source: str) -> tuple[str, list[Mark]]:
    """Plain text and marks of `source`.

    Raises:
        ApiError: "can't parse entities", with the byte where it went wrong.
    """
    out: list[str] = []
    size = 0
    marks: list[Mark] = []
    stack: list[_Open] = []
    at = 0
    while at < len(source):
        letter = source[at]
        if letter == "&":
            found = _REFERENCE.match(source, at)
            said = _unescape(found.group()) if found else "&"
            out.append(said)
            size += len(said)
            at = found.end() if found else at + 1
        elif letter == "<":
            if source[at + 1 : at + 2] == "/":
                at = _close(source, at, stack, marks, "".join(out), size)
            else:
                opened, at = _open(source, at, size)
                stack.append(opened)
        else:
            until = min((p for p in (source.find("&", at), source.find("<", at)) if p >= 0), default=len(source))
            out.append(source[at:until])
            size += until - at
            at = until
    if stack:
        raise _fault(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return "".join(out), _join_code_blocks(marks)


def _unescape(reference: str) -> str:
    said = unescape(reference if reference.endswith(";") else reference + ";")
    return said if (said and said.isprintable()) or said in {"\n", "\u00a0"} else reference


def _open(source: str, at: int, size: int) -> tuple[_Open, int]:
    """Read the start tag at `at`; where it ends."""
    begin = at
    name = _NAME.match(source, at + 1)
    assert name is not None
    tag, at = name.group().lower(), name.end()
    if at >= len(source):
        raise _at(source, begin, "Unclosed start tag")
    if tag not in TAGS:
        raise _at(source, begin, f'Unsupported start tag "{tag}"')
    opened = _Open(tag, size)
    while True:
        while at < len(source) and source[at].isspace():
            at += 1
        if at >= len(source):
            raise _at(source, begin, "Unclosed start tag")
        if source[at] == ">":
            break
        name = _NAME.match(source, at)
        assert name is not None
        if not name.group():
            raise _at(source, at, f'Empty attribute name in the tag "{tag}"')
        key, at = name.group().lower(), name.end()
        while at < len(source) and source[at].isspace():
            at += 1
        if source[at : at + 1] != "=":
            if tag == "blockquote" and key == "expandable":
                opened.attributes[key] = ""
                continue
            raise _at(source, at, f'Expected equal sign in declaration of an attribute of the tag "{tag}"')
        opened.attributes[key], at = _value(source, at + 1, begin)
    if tag == "span" and opened.attributes.get("class") != "tg-spoiler":
        raise _at(source, begin, 'Tag "span" must have class "tg-spoiler"')
    return opened, at + 1


def _value(source: str, at: int, begin: int) -> tuple[str, int]:
    while at < len(source) and source[at].isspace():
        at += 1
    if at >= len(source):
        raise _at(source, begin, "Unclosed start tag")
    quote = source[at]
    if quote in "'\"":
        end = source.find(quote, at + 1)
        if end < 0:
            raise _at(source, begin, "Unclosed start tag")
        return _REFERENCE.sub(lambda found: _unescape(found.group()), source[at + 1 : end]), end + 1
    bare = _BARE_VALUE.match(source, at)
    assert bare is not None
    if bare.end() < len(source) and source[bare.end()] not in "> \t\r\n":
        raise _at(source, at, "Unexpected end of name token")
    return bare.group().lower(), bare.end()


def _close(source: str, at: int, stack: list[_Open], marks: list[Mark], text: str, size: int) -> int:
    """Read the end tag at `at`, and mark what it closes; where it ends."""
    end = source.find(">", at)
    if not stack:
        raise _at(source, at, "Unexpected end tag")
    if end < 0:
        raise _at(source, at, "Unclosed end tag")
    name = source[at + 2 : end].strip().lower()
    opened = stack.pop()
    if name not in {"", opened.tag}:
        raise _at(
            source,
            at,
            f"Unmatched end tag at byte offset {byte_offset(source, at)}, "
            f'expected "</{opened.tag}>", found "</{name}>"',
            bare=True,
        )
    if size > opened.start:
        mark = _mark(opened, text, size)
        if mark is not None:
            marks.append(mark)
    return end + 1


def _mark(opened: _Open, text: str, end: int) -> Mark | None:
    kind, start, attributes = TAGS[opened.tag], opened.start, opened.attributes
    if kind == "link":
        return link(attributes.get("href") or text[start:end], start, end)
    if kind == "custom_emoji":
        emoji = attributes.get("emoji-id", "")
        if not emoji.isdecimal():
            raise _fault("Invalid custom emoji identifier specified")
        return Mark(kind, start, end, {"custom_emoji_id": emoji})
    if kind == "date_time":
        moment = date_time(attributes.get("unix", ""), attributes.get("format", ""), start, end)
        if moment is None:
            raise _fault("Invalid date-time specified")
        return moment
    if kind == "blockquote" and "expandable" in attributes:
        return Mark("expandable_blockquote", start, end)
    if kind == "code" and attributes.get("class", "").startswith("language-"):
        return Mark(kind, start, end, {"language": attributes["class"].removeprefix("language-")})
    return Mark(kind, start, end)


def _join_code_blocks(marks: list[Mark]) -> list[Mark]:
    """``<pre><code class="language-x">`` is one block that knows its language; a lone ``<code>`` has none."""
    blocks = {(mark.start, mark.end) for mark in marks if mark.kind == "pre"}
    languages = {(m.start, m.end): m.extra for m in marks if m.kind == "code" and m.extra}
    kept = []
    for mark in marks:
        place = (mark.start, mark.end)
        if mark.kind == "code":
            if place not in blocks:
                kept.append(Mark("code", mark.start, mark.end))
        elif mark.kind == "pre":
            kept.append(Mark("pre", mark.start, mark.end, languages.get(place, {})))
        else:
            kept.append(mark)
    return kept


def _fault(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _at(source: str, index: int, text: str, *, bare: bool = False) -> ApiError:
    return _fault(text if bare else f"{text} at byte offset {byte_offset(source, index)}")
