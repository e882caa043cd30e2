"""MiniZinc data (``.dzn``) as far as instances need it: ``name = value;`` with numbers, sets, ranges and arrays.

What stands under a name that nobody asks for may be anything. See the MiniZinc Handbook, *Spec of MiniZinc*, 5.1.8.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.domain.timetable.instances.records import InstanceFault

TOKEN = re.compile(
    r"""(?P<space>\s+|%[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:\\.|[^"\\\n])*")
    |(?P<number>\d+(?:\.(?!\.)\d+)?(?:[eE][-+]?\d+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*|'[^'\n]*')
    |(?P<sign>\.\.|\[\||\|\]|\+\+|[-+*/=;,:()\[\]{}|<>])""",
    re.VERBOSE | re.DOTALL,
)
DEEPEST = 8  # brackets within brackets
WIDEST = 10_000_000  # numbers in one array


@dataclass(frozen=True, slots=True)
class Set:
    """A set of whole numbers: single ones, and ranges with both ends."""

    ranges: tuple[tuple[int, int], ...]

    def within(self, first: int, last: int) -> frozenset[int]:
        """Its members from `first` to `last`."""
        return frozenset(number for low, high in self.ranges for number in range(max(low, first), min(high, last) + 1))

    def outside(self, first: int, last: int) -> int | None:
        """A member below `first` or above `last`."""
        for low, high in self.ranges:
            if low <= high and (low < first or high > last):
                return low if low < first else high
        return None


@dataclass(frozen=True, slots=True)
class Array:
    """An array with its values in order; `rows` where it was written in rows. `lines`: where each value stands."""

    values: tuple[Value, ...]
    lines: tuple[int, ...]
    rows: tuple[int, ...] | None = None  # values in each row


Value = int | Set | Array


@dataclass(frozen=True, slots=True)
class Item:
    """What stands under a name, and the line on which the name stands."""

    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def read_items(text: str, wanted: Collection[str]) -> dict[str, Item]:
    """The values of the `wanted` names that are there; InstanceFault for what cannot be understood."""
    found: dict[str, Item] = {}
    for statement in _statements(text):
        name, value = _parted(statement)
        if name.text not in wanted:
            continue
        if name.text in found:
            before = found[name.text].line
            raise InstanceFault(f"is given twice (first on line {before})", key=name.text, line=name.line)
        found[name.text] = Item(_Parser(name, value).whole(), name.line)
    return found


def _tokens(text: str) -> Iterator[_Token]:
    at, line = 0, 1
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise InstanceFault(f"{text[at : at + 20].partition(chr(10))[0]!r} is not understood", line=line)
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[0], line)
        line += match[0].count("\n")
        at = match.end()


def _statements(text: str) -> Iterator[list[_Token]]:
    held: list[_Token] = []
    for token in _tokens(text):
        if token.text == ";" and token.kind == "sign":
            if held:
                yield held
            held = []
        else:
            held.append(token)
    if held:
        yield held  # the last one needs no semicolon


def _parted(statement: list[_Token]) -> tuple[_Token, list[_Token]]:
    """The name and the value's tokens; a declaration before the name (``int: n = 3``) is allowed."""
    for index, token in enumerate(statement):
        if token.kind == "sign" and token.text == "=":
            if index == 0 or statement[index - 1].kind != "name":
                break
            return statement[index - 1], statement[index + 1 :]
    first = statement[0]
    raise InstanceFault(f"expected NAME = VALUE; and not {first.text[:20]!r}", line=first.line)


class _Parser:
    def __init__(self, name: _Token, tokens: list[_Token]) -> None:
        self._name = name
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Value:
        value = self._value()
        if self._at < len(self._tokens):
            self._fail("expected ; here (is one missing on the line before?)")
        return value

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            self._fail("ends too early: a value or a closing bracket is missing")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, text: str) -> None:
        if self._peek() != text:
            self._fail(f"expected {text} here")
        self._at += 1

    def _fail(self, words: str) -> None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            raise InstanceFault(f"{words}, not {token.text[:20]!r}", key=self._name.text, line=token.line)
        line = self._tokens[-1].line if self._tokens else self._name.line
        raise InstanceFault(words, key=self._name.text, line=line)

    def _value(self) -> Value:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail("brackets nested too deep")
        opening = self._peek()
        if opening == "{":
            value: Value = self._set()
        elif opening == "[|":
            value = self._rows()
        elif opening == "[":
            value = self._list()
        elif self._at < len(self._tokens) and self._tokens[self._at].kind == "name":
            value = self._named()
        else:
            value = self._number_or_range()
        self._depth -= 1
        return value

    def _number(self) -> int:
        sign = 1
        while self._peek() in {"-", "+"}:
            sign = -sign if self._peek() == "-" else sign
            self._at += 1
        if self._at >= len(self._tokens):
            self._fail("ends too early: a number is missing")
        token = self._tokens[self._at]
        if token.kind != "number" or not token.text.isdecimal() or len(token.text) > 18:
            self._fail("expected a whole number")
        self._at += 1
        return sign * int(token.text)

    def _number_or_range(self) -> int | Set:
        low = self._number()
        if self._peek() != "..":
            return low
        self._at += 1
        return Set(((low, self._number()),))

    def _set(self) -> Set:
        self._expect("{")
        ranges: list[tuple[int, int]] = []
        while self._peek() != "}":
            one = self._number_or_range()
            ranges.extend(one.ranges if isinstance(one, Set) else ((one, one),))
            if self._peek() != "}":
                self._expect(",")
        self._at += 1
        return Set(tuple(ranges))

    def _list(self) -> Array:
        self._expect("[")
        values: list[Value] = []
        lines: list[int] = []
        while self._peek() != "]":
            lines.append(self._tokens[self._at].line if self._at < len(self._tokens) else self._name.line)
            values.append(self._value())
            if self._peek() != "]":
                self._expect(",")
        self._at += 1
        return Array(tuple(values), tuple(lines))

    def _rows(self) -> Array:
        """``[|1, 2, 3, |4, 5, 6|]``: a comma before a bar is allowed, and so is a bar before the end."""
        self._expect("[|")
        values: list[Value] = []
        lines: list[int] = []
        rows = [0]
        while self._peek() not in {"|]", "]"}:
            if self._peek() == "|":
                self._at += 1
                rows.append(0)
                continue
            lines.append(self._tokens[self._at].line if self._at < len(self._tokens) else self._name.line)
            values.append(self._value())
            rows[-1] += 1
            if self._peek() not in {"|", "|]"}:
                self._expect(",")
        if self._peek() == "]" and (rows[-1] or len(rows) == 1) and values:
            self._fail("expected |] here")
        self._at += 1
        return Array(tuple(values), tuple(lines), tuple(count for count in rows if count))

    def _named(self) -> Value:
        """``array1d(1..3, [..])``, ``array2d(A, B, [..])``: the last argument is what counts."""
        token = self._next()
        if not re.fullmatch(r"array[1-6]?d?", token.text) or self._peek() != "(":
            self._at -= 1
            self._fail("expected a number, a set or an array")
        self._at += 1
        start, depth = self._at, 0
        while depth or self._peek() not in {")", ""}:
            text = self._next().text
            depth += (text in {"(", "[", "{", "[|"}) - (text in {")", "]", "}", "|]"})
            if depth == 0 and text == ",":
                start = self._at
        self._at = start
        value = self._value()
        self._expect(")")
        return value
