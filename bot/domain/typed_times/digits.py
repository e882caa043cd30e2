"""Clock times and dates in digits, alike in every language: 15:30, 15.30, 15h30, 27.04., 2022-04-27."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence

from bot.domain.typed_times.facts import CalendarDay, Clock, spoken_hour, written_clock
from bot.domain.typed_times.spelling import Token

LEAP_YEAR = 2024


def number(token: Token | None, *, digits: tuple[int, ...] = (1, 2)) -> int | None:
    """The value of a run of so many digits, or None."""
    if token is None or not token.is_number or len(token.text) not in digits:
        return None
    return int(token.text)


def at(tokens: Sequence[Token], index: int) -> Token | None:
    """The token at an index, or None past the end."""
    return tokens[index] if index < len(tokens) else None


def _is_sign(token: Token | None, signs: str) -> bool:
    return token is not None and token.text in signs


def real_day(day: int, month: int | None, year: int | None = None) -> bool:
    """Whether a calendar has such a day: 29 February needs a year that has it, 31 April none has."""
    if month is None:
        return 1 <= day <= 31
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or LEAP_YEAR, month)[1]


def bare_hour(token: Token | None, *, full_day: bool) -> Clock | None:
    """An hour of one or two digits, 0 to 23; "03" is three at night."""
    hour = number(token)
    if token is None or hour is None or hour > 23:
        return None
    if token.text.startswith("0"):
        return Clock((hour * 60,), (hour * 60,), certain=False)
    return spoken_hour(hour, full_day=full_day, certain=False)


def written_clocks(tokens: Sequence[Token], index: int) -> Iterator[tuple[Clock, int]]:
    """Hours and minutes with a sign between, at this place: each reading and the index after it.

    A dot or comma may also be a date or a price, so "3.15" and "15,30" need a day beside them, as does any minute that
    is no multiple of five; a dash ("10-20") always does.
    """
    token = at(tokens, index)
    hour, sign, minute_token = number(token), at(tokens, index + 1), at(tokens, index + 2)
    minute = number(minute_token, digits=(2,))
    if token is None or hour is None or minute is None or sign is None or minute_token is None:
        return
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return
    padded = token.text.startswith("0")
    clock = written_clock(hour, minute, padded=padded)
    if sign.text == ":":
        yield clock, index + 3
        seconds = number(at(tokens, index + 4), digits=(2,))
        if _is_sign(at(tokens, index + 3), ":") and seconds is not None and seconds < 60:
            yield clock, index + 5
    elif sign.glued and minute_token.glued and sign.text in {".", ","}:
        likely = sign.text == "." and minute % 5 == 0 and (padded or hour >= 7)
        yield clock.sure(likely), index + 3
    elif sign.glued and minute_token.glued and sign.text == "-" and minute % 5 == 0:
        yield clock.sure(False), index + 3


def run_together(tokens: Sequence[Token], index: int) -> Iterator[tuple[Clock, int]]:
    """ "1530" and "15 30": times only beside a day; 2000 to 2059 are years."""
    token = at(tokens, index)
    if token is None or (token.glued and index):
        return
    together = number(token, digits=(4,))
    if together is not None:
        hour, minute = divmod(together, 100)
        if hour < 24 and hour != 20 and minute < 60 and minute % 5 == 0:
            yield written_clock(hour, minute, padded=True, certain=False), index + 1
    hour_, next_token = number(token), at(tokens, index + 1)
    minute_ = number(next_token, digits=(2,))
    if hour_ is None or minute_ is None or next_token is None or next_token.glued:
        return
    if hour_ < 24 and minute_ < 60 and minute_ % 5 == 0:
        yield written_clock(hour_, minute_, padded=token.text.startswith("0"), certain=False), index + 2


def _year(token: Token | None) -> int | None:
    year = number(token, digits=(2, 4))
    if year is None:
        return None
    year += 2000 if year < 100 else 0
    return year if 1900 <= year <= 2100 else None


def written_dates(tokens: Sequence[Token], index: int, *, month_first: bool) -> Iterator[tuple[CalendarDay, int]]:
    """Dates in digits at this place: each reading and the index after it."""
    yield from _year_first(tokens, index)
    yield from _spaced(tokens, index)
    first, sign, second = at(tokens, index), at(tokens, index + 1), at(tokens, index + 2)
    one, two = number(first), number(second)
    if first is None or sign is None or second is None or one is None or two is None:
        return
    if sign.text not in {".", "/", "-"} or not sign.glued or (sign.text != "." and not second.glued):
        return
    orders = [(one, two)]
    if (sign.text == "/" and month_first) or sign.text == "-":
        orders.append((two, one))
    orders = [(day, month) for day, month in dict.fromkeys(orders) if real_day(day, month)]
    end = index + 3
    dotted = sign.text == "." and _is_sign(at(tokens, end), ".")
    sure = (
        len(orders) == 1
        and {
            ".": dotted or len(second.text) == 2 or one > 23,
            "/": max(one, two) > 12 and (one, two) != (24, 7),
            "-": len(first.text) == len(second.text) == 2 and "0" in (first.text[0], second.text[0]),
        }[sign.text]
    )
    for day, month in orders:
        yield CalendarDay(day, month, certain=sure), end + dotted
        year_token = at(tokens, end + 1)
        year = _year(year_token)
        if _is_sign(at(tokens, end), sign.text) and year is not None and real_day(day, month, year):
            spaced = year_token is not None and not year_token.glued
            if not spaced or len(year_token.text if year_token else "") == 4:
                yield CalendarDay(day, month, year), end + 2


def _spaced(tokens: Sequence[Token], index: int) -> Iterator[tuple[CalendarDay, int]]:
    """ "04 27": month and day, the month with a leading zero, beside a clock time."""
    first, second = at(tokens, index), at(tokens, index + 1)
    month, day = number(first, digits=(2,)), number(second, digits=(2,))
    if first is None or second is None or month is None or day is None:
        return
    if first.text[0] == "0" and not second.glued and real_day(day, month):
        yield CalendarDay(day, month, certain=False), index + 2


def _year_first(tokens: Sequence[Token], index: int) -> Iterator[tuple[CalendarDay, int]]:
    year_token = at(tokens, index)
    year = _year(year_token) if year_token is not None and len(year_token.text) == 4 else None
    if year is None:
        return
    places = (index + 1, index + 2) if number(at(tokens, index + 1)) is not None else (index + 2, index + 4)
    if places == (index + 2, index + 4):
        sign = at(tokens, index + 1)
        if sign is None or sign.text not in {".", "/", "-"} or not _is_sign(at(tokens, index + 3), sign.text):
            return
    month, day = number(at(tokens, places[0])), number(at(tokens, places[1]))
    if month is not None and day is not None and real_day(day, month, year):
        yield CalendarDay(day, month, year), places[1] + 1
