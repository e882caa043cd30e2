"""Names of months, read by dateparser.

dateparser knows the months of two hundred languages and is the wrong tool for whole phrases: it drops hours, takes
"at 9" for the 9th and reads a time into half of what is none. So it is asked one thing only, in strict mode and with
the language given (looking for the language takes over a second): which month is the word in "15 <word> 2021"?
"""

from __future__ import annotations

import warnings
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LONGEST_NAME = 16
_SHORTEST_NAME = 3


@lru_cache(maxsize=64)
def _reader(language: str) -> DateDataParser | None:
    # Imported here: dateparser takes 0.1 s to import, and a command that reads no times need not wait for it.
    from dateparser.date import DateDataParser  # noqa: PLC0415

    settings = {
        "RELATIVE_BASE": datetime(2021, 1, 1),  # noqa: DTZ001
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
    }
    reader = DateDataParser(languages=[language], settings=settings)
    try:
        reader.get_date_data("15 may 2021")
    except ValueError:  # a language that dateparser does not know, which it says only now
        return None
    return reader


@lru_cache(maxsize=4096)
def month_named(word: str, language: str) -> int | None:
    """The month (1 to 12) that a folded word names in a language, in any case or short form that dateparser knows."""
    if not (_SHORTEST_NAME <= len(word) <= _LONGEST_NAME and word.isalpha()):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = _reader(language)
        if reader is None:
            return None
        months = {_month(reader, f"15 {word} 2021", 15)}
        if months != {None}:
            # "Eleven" is to dateparser the number 11: in front of the day a month stays a month, a number does not.
            months |= {_month(reader, f"{word} 0{day} 2021", day) for day in (3, 5)}
    return months.pop() if len(months) == 1 else None


def _month(reader: DateDataParser, text: str, day: int) -> int | None:
    found = reader.get_date_data(text).date_obj
    return int(found.month) if found is not None and (found.year, found.day) == (2021, day) else None
