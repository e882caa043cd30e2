"""What Telegram finds in a text by itself: commands, mentions, hashtags, cashtags, links and e-mail addresses."""

from __future__ import annotations

import re

from bot.rehearsal.formatting.marks import Mark

_COMMAND = re.compile(r"(?<![\w/>@.])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z][A-Za-z0-9_]{2,31}))?(?![\w/@])")
_MENTION = re.compile(r"(?<![\w@])@([A-Za-z][A-Za-z0-9_]{2,31})(?!\w)")
_HASHTAG = re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])[\w\u00b7]{1,256}(?!#)")
_CASHTAG = re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?!\w)")
_EMAIL = re.compile(r"(?<![\w.+\-])[A-Za-z0-9_][A-Za-z0-9_.+\-]{0,63}@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,12}(?![\w\-])")
# Telegram knows every top-level domain; these are the generic ones in use and all of two letters.
_ZONES = r"(?:com|org|net|edu|gov|info|biz|name|int|app|dev|online|site|shop|tech|cloud|blog|eco|events|[a-z]{2})"
_URL = re.compile(
    r"(?<![\w@.\-/])(?:(?:https?|ftp)://(?:[^\s/?#@<>\"']+@)?[^\s/?#<>\"':]+\.[^\s/?#<>\"':.]+(?::\d{1,5})?|(?:tg|ton)://\w+"
    rf"|(?:[\w\-]+\.)+{_ZONES}(?![\w\-@])(?::\d{{1,5}})?)(?:[/?#][^\s<>\"]*)?",
    re.IGNORECASE,
)
_TAIL = ".,:;!?'\"…»”’"


def detect(text: str) -> list[Mark]:
    """The marks found in `text`, in order, none over another."""
    if not any(sign in text for sign in "/@#$.:"):
        return []
    found = [
        *(Mark("url", m.start(), _trimmed(text, m.start(), m.end())) for m in _URL.finditer(text)),
        *(Mark("email", m.start(), m.end()) for m in _EMAIL.finditer(text)),
        *(Mark("bot_command", m.start(), m.end()) for m in _COMMAND.finditer(text)),
        *(Mark("mention", m.start(), m.end()) for m in _MENTION.finditer(text)),
        *(Mark("hashtag", m.start(), m.end()) for m in _HASHTAG.finditer(text)),
        *(Mark("cashtag", m.start(), m.end()) for m in _CASHTAG.finditer(text)),
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def _trimmed(text: str, start: int, end: int) -> int:
    """Where a link ends, without the punctuation of the sentence around it."""
    while end > start:
        last = text[end - 1]
        unopened = last == ")" and text.count("(", start, end) < text.count(")", start, end)
        if last in _TAIL or unopened:
            end -= 1
        else:
            break
    return end
