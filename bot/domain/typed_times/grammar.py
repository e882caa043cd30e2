"""Every way to read a whole text as facts: each word must be part of one, or be a word that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.domain.typed_times import digits
from bot.domain.typed_times.clock_times import LONGEST_WHILE, ClockTimes, has_stem
from bot.domain.typed_times.facts import CalendarDay, Clock, Fact, Part, Weekday, spoken_hour
from bot.domain.typed_times.lexicon import Lexicon, Rule
from bot.domain.typed_times.months import month_named
from bot.domain.typed_times.spelling import Token

MOST_TOKENS = 32
"""Words and signs of a text that is read; more is talk."""

MOST_READINGS = 64
"""Ways of reading that are weighed. Honest texts have one to four."""

MOST_PLACES = 4096
"""Places of the text that the search may visit, over all its ways."""

Captures = dict[str, "int | Clock"]


class Grammar(ClockTimes):
    """One text and one language; `readings` yields each way to read the text as facts."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        super().__init__(tokens, lexicon)
        self._at: dict[int, list[tuple[tuple[Fact, ...], int]]] = {}
        self.visits = 0

    def readings(self) -> Iterator[tuple[Fact, ...]]:
        """Each way to read the whole text, at most one fact of a kind in each; nothing if there is none."""
        if len(self._tokens) <= MOST_TOKENS:
            yield from islice(self._from(0, ()), MOST_READINGS)

    def _from(self, index: int, so_far: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
        self.visits += 1
        if self.visits > MOST_PLACES:
            return
        if index == len(self._tokens):
            if so_far:
                yield so_far
            return
        for facts, end in self._facts(index):
            kinds = [type(fact) for fact in (*so_far, *facts)]
            if self._is_hour_of(facts[0], so_far, index) or _is_no_day(facts[0], so_far):
                continue
            if len(set(kinds)) == len(kinds) and not self._is_date_like((*so_far, *facts)):
                yield from self._from(end, so_far + facts)
        for end in self._skips(index):
            yield from self._from(end, so_far)

    def _is_hour_of(self, fact: Fact, so_far: Sequence[Fact], index: int) -> bool:
        """Whether a part of the day follows what was taken for a day: "the 3 pm one" is not about the third."""
        day = so_far[-1] if so_far else None
        if not isinstance(fact, Part) or not isinstance(day, CalendarDay) or day.certain:
            return False
        return self._tokens[index - 1].is_number and day.month is None and day.day <= 12

    def _is_date_like(self, facts: Sequence[Fact]) -> bool:
        """Whether "martes 13" is in it, which is a date and no hour where people write so ("martes tarde 3" is one)."""
        bare = [isinstance(fact, Clock) and not fact.certain and fact.plain[0] % 60 == 0 for fact in facts]
        return (
            self._lexicon.weekday_number_is_date
            and any(isinstance(fact, Weekday) for fact in facts)
            and any(bare)
            and not any(isinstance(fact, Part) for fact in facts[: bare.index(True)])
        )

    def _skips(self, index: int) -> set[int]:
        """Where a word or sign that changes nothing ends: please; a full stop after "27"; a dash with spaces."""
        ends = set(self._phrase_ends(index, self._lexicon.fillers))
        if not self._is_counted(index):
            ends.update(end for end in self._phrase_ends(index, self._lexicon.counted) if not self._is_numbered(end))
        token, following = self._tokens[index], digits.at(self._tokens, index + 1)
        loose = following is None or not following.glued
        before = self._tokens[index - 1] if index else None
        if token.text == "," and before is not None and before.is_word:
            ends.add(index + 1)
        changes_nothing = (
            token.text in {".", ","}
            or (token.text == "-" and before is not None and following is not None and not token.glued)
        ) and loose
        after_label = token.text == ":" and before is not None and before.is_word
        iso_separator = token.text == "t" and before is not None and before.is_number and token.glued and not loose
        if changes_nothing or after_label or iso_separator:
            ends.add(index + 1)
        return ends

    def _is_counted(self, index: int) -> bool:
        """Whether a number that no "at" makes an hour stands before it."""
        before = self._tokens[index - 1] if index else None
        if before is None or not self._says_number(before):
            return False
        earlier = self._tokens[index - 2] if index > 1 else None
        if earlier is None:
            return True
        after_at = any(phrase[-1] == earlier.text for phrase in self._lexicon.at | self._lexicon.hour_marks)
        return not after_at and (earlier.is_word or earlier.is_number)

    def _is_numbered(self, index: int) -> bool:
        """Whether a bare number follows, which may be the thing's own: "meeting 3", but not "meeting 15:30"."""
        token = digits.at(self._tokens, index)
        timed = next(digits.written_clocks(self._tokens, index), None) is not None
        return token is not None and not timed and self._says_number(token)

    def _says_number(self, token: Token) -> bool:
        return token.is_number or any((token.text,) in self._lexicon.words[slot] for slot in ("hour", "n"))

    def _facts(self, index: int) -> list[tuple[tuple[Fact, ...], int]]:
        """All facts that begin at this token, with the index after each; the same fact once."""
        if index not in self._at:
            found: dict[tuple[tuple[Fact, ...], int], None] = {}
            for clock, end in self._clocks(index):
                if not self._is_article(index, end) and not self._counts_hours(clock, index, end):
                    found[(clock,), end] = None
            for start in self._phrase_ends(index, self._lexicon.at) if not self._ends_an_hour(index) else ():
                for clock, end in self._clocks(start):
                    found[(clock.sure(),), end] = None
                for facts, end in self._said(start):
                    if isinstance(facts[0], Clock):
                        found[facts, end] = None
            for day, end in self._days(index):
                found[(day,), end] = None
            for start in self._phrase_ends(index, self._lexicon.this_):
                for day, end in digits.written_dates(self._tokens, start, month_first=self._lexicon.month_first):
                    found[(day,), end] = None
            for facts, end in self._said(index):
                first = facts[0]
                if len(facts) > 1 or not isinstance(first, Clock) or not self._counts_hours(first, index, end):
                    found[facts, end] = None
            self._at[index] = list(found)
        return self._at[index]

    def _is_hour_mark(self, index: int) -> bool:
        """Whether it belongs to the number before it: "10 h 20"."""
        after_number = index > 0 and self._tokens[index - 1].is_number
        return after_number and (self._tokens[index].text,) in self._lexicon.hour_marks

    def _ends_an_hour(self, index: int) -> bool:
        token = self._tokens[index]
        return self._is_hour_mark(index) and (token.glued or token.text == "h")

    def _is_article(self, index: int, end: int) -> bool:
        return tuple(token.text for token in self._tokens[index:end]) in self._lexicon.weak_hours

    def _counts_hours(self, clock: Clock, index: int, end: int) -> bool:
        """Whether it may be a while: "deux heures"; nobody meets for seven hours or more."""
        small = clock.plain[0] < LONGEST_WHILE and not self._tokens[index].text.startswith("0")
        return small and any((token.text,) in self._lexicon.spans for token in self._tokens[index:end])

    def _said(self, index: int) -> Iterator[tuple[tuple[Fact, ...], int]]:
        """Facts of the language's phrases that begin here."""
        token = digits.at(self._tokens, index)
        if token is None:
            return
        for rule in (*self._lexicon.rules.get(token.text, ()), *self._lexicon.rules.get("", ())):
            for captures, end in self._match(rule, index, 0, {}):
                facts = rule.build(captures)
                if facts:
                    yield facts, end

    def _days(self, index: int) -> Iterator[tuple[CalendarDay, int]]:
        yield from digits.written_dates(self._tokens, index, month_first=self._lexicon.month_first)
        token = self._tokens[index]
        day = digits.number(token)
        if day is None or not digits.real_day(day, None):
            return
        minutes = index > 1 and self._is_hour_mark(index - 1)
        if (not token.glued or index == 0) and not minutes:
            yield CalendarDay(day, certain=False), index + 1
        for end in self._phrase_ends(index + 1, self._lexicon.ordinals):
            yield CalendarDay(day), end

    def _match(self, rule: Rule, index: int, part: int, found: Captures) -> Iterator[tuple[Captures, int]]:
        if part == len(rule.phrase):
            day, month, year = (found.get(slot) for slot in ("day", "month", "year"))
            if not isinstance(day, int) or digits.real_day(day, _int_or_none(month), _int_or_none(year)):
                yield found, index
            return
        if index >= len(self._tokens):
            return
        wanted = rule.phrase[part]
        if not wanted.startswith("{"):
            word = self._tokens[index].text
            if word == wanted or (wanted[-1] == "*" and has_stem(word, wanted)):
                yield from self._match(rule, index + 1, part + 1, found)
            return
        slot, _, form = wanted[1:-1].partition("/")
        said = ((spoken_hour(hour), end) for hour, end in self._words(index, form))
        values = list(said if form else self._slot(slot, index))
        if slot == "day" and "{month}" in rule.phrase:
            values.extend(self._words(index, "day"))
        if slot in {"hour", "end"} and "{end}" in rule.phrase and not form:
            values.extend((clock.sure(), end) for clock, end in self._single_clocks(index))
        for value, end in values:
            more: Captures = {**found, slot: value}
            if slot in {"minute", "hour"} and self._tokens[index].is_number:
                more[f"{slot}_digits"] = 1
            yield from self._match(rule, end, part + 1, more)

    def _slot(self, slot: str, index: int) -> Iterator[tuple[int | Clock, int]]:
        token = self._tokens[index]
        if slot in {"hour", "end"}:
            for clock, end in (*self._hours(index), *digits.written_clocks(self._tokens, index)):
                yield clock.sure(), end
                if token.is_number:
                    for marked in self._phrase_ends(end, self._lexicon.hour_marks):
                        yield clock.sure(), marked
            return
        if slot == "month":
            yield from self._months(index)
            return
        sizes = {"minute": (1, 2), "n": (1, 2, 3), "day": (1, 2), "year": (2, 4)}[slot]
        value = digits.number(token, digits=sizes)
        if slot in {"minute", "n"}:
            values = list(self._words(index, slot))
            if value is not None:
                values.append((value, index + 1))
            for each, end in values:
                # "Two to three" and "3 to 4" are ranges or scores; "two minutes to three" is a time.
                if slot == "n" or (each < 60 and (each % 5 == 0 or self._says_minutes(end))):
                    yield each, end
        elif value is not None and slot == "year":
            # "27 April 22" may be this year as well as ten in the evening.
            yield value if value >= 100 else value + 2000, index + 1
            if _text(digits.at(self._tokens, index + 1)) == ".":
                yield value if value >= 100 else value + 2000, index + 2
        elif value is not None and 1 <= value <= 31:
            yield value, index + 1
            if slot == "day":
                for end in self._phrase_ends(index + 1, self._lexicon.ordinals | {(".",), (",",)}):
                    yield value, end

    def _says_minutes(self, index: int) -> bool:
        return next(self._phrase_ends(index, self._lexicon.minute_marks), None) is not None

    def _months(self, index: int) -> Iterator[tuple[int, int]]:
        word = self._tokens[index].text
        if index and self._tokens[index - 1].is_word and (word,) in self._lexicon.words["hour"]:
            return  # "dix sept" is seventeen, and no day of September
        yield from self._words(index, "month")
        month = month_named(word, self._lexicon.code)
        if month is not None:
            yield month, index + 1


def _is_no_day(fact: Fact, so_far: Sequence[Fact]) -> bool:
    """Whether it is a small number after a clock time: "10:00 5" is table five or five people as likely."""
    bare = isinstance(fact, CalendarDay) and not fact.certain and fact.month is None and fact.day <= 12
    return bare and any(isinstance(each, Clock) for each in so_far)


def _text(token: Token | None) -> str:
    return "" if token is None else token.text


def _int_or_none(value: int | Clock | None) -> int | None:
    return value if isinstance(value, int) else None
