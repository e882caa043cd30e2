"""Contact details as people type them: an e-mail address and a telephone number, in the form they are kept."""

from __future__ import annotations

import re

from bot.domain.refusals import Refused
from bot.domain.typed_words import clean

LONGEST_EMAIL = 254  # characters, RFC 5321: a path of 256 with its brackets
LONGEST_LOCAL = 64  # characters before the @, RFC 5321
EMAIL = re.compile(
    r"(?P<local>[^\s@<>()\[\],;:\"\\]+)@(?P<domain>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_])"
)
# ITU-T E.164: at most fifteen digits with the country code; fewer than seven are no subscriber's number.
PHONE = re.compile(r"\+[1-9]\d{6,14}")


def read_email(text: str | None) -> str:
    """The address in what was typed, its domain in small letters.

    Raises Refused: ``not_text`` (a photo, a sticker), ``no_email``.
    """
    if text is None:
        raise Refused("not_text", field="email")
    typed = clean(text[: LONGEST_EMAIL * 4]).removeprefix("mailto:").strip("<>. ")
    found = EMAIL.fullmatch(typed)
    if found is None or len(typed) > LONGEST_EMAIL or len(found["local"]) > LONGEST_LOCAL:
        raise Refused("no_email")
    if found["local"].startswith(".") or found["local"].endswith(".") or ".." in typed:
        raise Refused("no_email")
    return f"{found['local']}@{found['domain'].lower()}"


def read_phone(text: str | None) -> str:
    """The number in what was typed, as ``+37060000000``; ``00`` in front is a plus.

    Raises Refused: ``not_text``, ``no_phone``: also for a number without its country's code, which nobody abroad can
    call.
    """
    if text is None:
        raise Refused("not_text", field="phone")
    typed = re.sub(r"[\s().\-/\u2010-\u2015]", "", clean(text[:64]).removeprefix("tel:"))
    typed = "".join(str(int(c)) if c.isdecimal() else c for c in typed)
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    if not PHONE.fullmatch(typed):
        raise Refused("no_phone")
    return typed


def shared_phone(number: str) -> str:
    """The number of a contact that Telegram hands over: digits, the plus often missing; ``no_phone``."""
    return read_phone("+" + number.strip().lstrip("+"))
