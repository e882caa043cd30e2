"""parse_mode MarkdownV2, and the old Markdown, with Telegram's error texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from bot.rehearsal.errors import ApiError, bad_request
from bot.rehearsal.formatting.marks import Mark, date_time, link
from bot.rehearsal.formatting.utf16 import byte_offset

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_LANGUAGE = re.compile(r"([^\s`]+)\n")
# What closes each kind, and the name that Telegram gives it in its complaints.
_CLOSERS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "link": "]",
    "custom": "]",
}
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "link": "TextUrl",
    "custom": "CustomEmoji",
    "blockquote": "BlockQuote",
}


@dataclass(slots=True)
class _Open:
    kind: str
    start: int
    source_at: int
    language: str = ""


class _Reader:
    """Reads MarkdownV2 letter by letter, as Telegram's server does."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.marks: list[Mark] = []
        self.stack: list[_Open] = []
        self.quoting = False

    def read(self) -> tuple[str, list[Mark]]:
        at = 0
        while at < len(self.source):
            at = self._step(at)
        if self.quoting and self.stack and self.stack[-1].kind == "blockquote":
            self._finish("blockquote")
        if self.stack:
            opened = self.stack[-1]
            raise self._fault(opened.source_at, f"Can't find end of {_NAMES[opened.kind]} entity")
        return "".join(self.out), self.marks

    def _step(self, at: int) -> int:
        source = self.source
        letter = source[at]
        if letter == "\\" and at + 1 < len(source) and "\x01" <= source[at + 1] <= "\x7e":
            self.out.append(source[at + 1])
            return at + 2
        top = self.stack[-1].kind if self.stack else ""
        if top in {"code", "pre"}:
            if letter != "`":
                self.out.append(letter)
                return at + 1
        elif letter == ">" and (not self.out or self.out[-1] == "\n"):
            if not self.quoting:
                if self.stack:
                    raise self._reserved(at)
                self.quoting = True
                self.stack.append(_Open("blockquote", len(self.out), at))
            return at + 1
        if letter not in _RESERVED:
            self.out.append(letter)
            if letter == "\n" and self.quoting and source[at + 1 : at + 2] != ">":
                self._end_quote(at, "blockquote")
            return at + 1
        return self._end(at, top) if self._closes(at, top) else self._begin(at)

    def _closes(self, at: int, top: str) -> bool:
        source = self.source
        if top == "blockquote":
            return source.startswith("||", at) and source[at + 2 : at + 3] in {"", "\n"}
        if top == "italic":
            return source[at] == "_" and source[at + 1 : at + 2] != "_"
        return bool(top) and source.startswith(_CLOSERS[top], at)

    def _begin(self, at: int) -> int:
        source, letter = self.source, self.source[at]
        size = 1
        if letter == "*":
            kind = "bold"
        elif letter == "_":
            kind, size = ("underline", 2) if source.startswith("__", at) else ("italic", 1)
        elif letter == "~":
            kind = "strikethrough"
        elif letter == "|" and source.startswith("||", at):
            kind, size = "spoiler", 2
        elif letter == "[":
            kind = "link"
        elif letter == "!" and source.startswith("![", at):
            kind, size = "custom", 2
        elif letter == "`":
            kind, size = ("pre", 3) if source.startswith("```", at) else ("code", 1)
        else:
            raise self._reserved(at)
        opened = _Open(kind, len(self.out), at)
        if kind == "pre":
            language = _LANGUAGE.match(source, at + size)
            if language:
                opened.language = language.group(1)
                size += len(language.group())
            elif source.startswith("\n", at + size):
                size += 1
        self.stack.append(opened)
        return at + size

    def _end(self, at: int, top: str) -> int:
        if top == "blockquote":
            self._finish("expandable_blockquote")
            return at + 2
        if top in {"link", "custom"}:
            return self._end_link(at, top)
        # The last line break before the closing fence is no part of the block.
        if top == "pre" and len(self.out) > self.stack[-1].start and self.out[-1] == "\n":
            self.out.pop()
        self._finish(top)
        return at + len(_CLOSERS[top])

    def _end_link(self, at: int, top: str) -> int:
        source = self.source
        opened = self.stack.pop()
        start, end = opened.start, len(self.out)
        address: list[str] = []
        after = at + 1
        if source.startswith("(", after):
            url_at = after
            after += 1
            while after < len(source) and source[after] != ")":
                if source[after] == "\\" and after + 1 < len(source) and "\x01" <= source[after + 1] <= "\x7e":
                    after += 1
                address.append(source[after])
                after += 1
            if after >= len(source):
                raise self._fault(url_at, "Can't find end of a URL")
            after += 1
        elif top == "custom":
            raise self._fault(at, "Custom emoji entity must contain a tg://emoji URL")
        url = "".join(address) or "".join(self.out[start:end])
        mark = link(url, start, end) if top == "link" else self._custom(url, start, end, at)
        if mark is not None and end > start:
            self.marks.append(mark)
        return after

    def _custom(self, url: str, start: int, end: int, at: int) -> Mark:
        query = parse_qs(urlsplit(url).query)
        if url.startswith("tg://emoji?") and query.get("id", [""])[0].isdecimal():
            return Mark("custom_emoji", start, end, {"custom_emoji_id": query["id"][0]})
        if url.startswith("tg://time?"):
            moment = date_time(query.get("unix", [""])[0], query.get("format", [""])[0], start, end)
            if moment is not None:
                return moment
        raise self._fault(at, "Custom emoji URL must have an emoji identifier")

    def _end_quote(self, at: int, kind: str) -> None:
        top = self.stack[-1]
        if top.kind != "blockquote":
            raise self._fault(top.source_at, f"Can't find end of {_NAMES[top.kind]} entity")
        # The line break that ends a quotation lies outside it.
        opened = self.stack.pop()
        self.quoting = False
        if len(self.out) - 1 > opened.start:
            self.marks.append(Mark(kind, opened.start, len(self.out) - 1))

    def _finish(self, kind: str) -> None:
        opened = self.stack.pop()
        if opened.kind == "blockquote":
            self.quoting = False
        if len(self.out) > opened.start:
            extra = {"language": opened.language} if opened.language else {}
            self.marks.append(Mark(kind, opened.start, len(self.out), extra))

    def _fault(self, at: int, text: str) -> ApiError:
        return bad_request(f"can't parse entities: {text} at byte offset {byte_offset(self.source, at)}")

    def _reserved(self, at: int) -> ApiError:
        letter = self.source[at]
        return bad_request(
            f"can't parse entities: Character '{letter}' is reserved and must be escaped with the preceding '\\'"
        )


def parse(source: str) -> tuple[str, list[Mark]]:
    """Plain text and marks of MarkdownV2 `source`.

    Raises:
        ApiError: "can't parse entities", with the byte where it went wrong.
    """
    return _Reader(source).read()


def parse_old(source: str) -> tuple[str, list[Mark]]:
    """Plain text and marks of `source` in the old Markdown, which knows no nesting.

    Raises:
        ApiError: "can't parse entities", with the byte where an entity began that has no end.
    """
    out: list[str] = []
    marks: list[Mark] = []
    at = 0
    while at < len(source):
        letter = source[at]
        if letter == "\\" and source[at + 1 : at + 2] in {"_", "*", "`", "["}:
            out.append(source[at + 1])
            at += 2
            continue
        if letter not in "_*`[":
            out.append(letter)
            at += 1
            continue
        fence = "```" if source.startswith("```", at) else "]" if letter == "[" else letter
        begin, extra = at + (3 if fence == "```" else 1), {}
        if fence == "```":
            language = _LANGUAGE.match(source, begin)
            if language:
                begin, extra = language.end(), {"language": language.group(1)}
        end = source.find(fence, begin)
        if end < 0:
            raise bad_request(
                f"can't parse entities: Can't find end of the entity starting at byte offset {byte_offset(source, at)}"
            )
        start = len(out)
        out.extend(source[begin:end])
        at = end + len(fence)
        if letter == "[":
            if source.startswith("(", at) and source.find(")", at) > 0:
                close = source.find(")", at)
                mark = link(source[at + 1 : close], start, len(out))
                at = close + 1
                if mark is not None and len(out) > start:
                    marks.append(mark)
            continue
        kind = {"_": "italic", "*": "bold", "`": "code", "```": "pre"}[fence]
        if len(out) > start:
            marks.append(Mark(kind, start, len(out), extra))
    return "".join(out), marks
