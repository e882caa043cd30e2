"""Clock times of a text in digits and words: 15:30, 15h30, "drei Uhr zwanzig", alone or as the start of a range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.typed_times import digits
from bot.domain.typed_times.facts import Clock, spoken_hour
from bot.domain.typed_times.lexicon import Lexicon, Phrase
from bot.domain.typed_times.spelling import Token

_LONGEST_ENDING = 4

LONGEST_WHILE = 7 * 60
"""Minutes from which "10 h" is an hour of the day and no while: nobody meets for so long."""


_ROOMS = frozenset("abcdefgijklmnopqrstuvwxyz")


class ClockTimes:
    """One text and one language: which clock times, numbers and fixed phrases begin at a token, and where they end."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def _phrase_ends(self, index: int, phrases: frozenset[Phrase]) -> Iterator[int]:
        for length in range(1, 5):
            words = tuple(token.text for token in self._tokens[index : index + length])
            if len(words) < length:
                return
            if words in phrases or (self._tokens[index].glued and (f"+{words[0]}", *words[1:]) in phrases):
                yield index + length
            elif length == 1:
                word = words[0]
                if any(has_stem(word, phrase[0]) for phrase in phrases if len(phrase) == 1 and phrase[0][-1] == "*"):
                    yield index + 1

    def _clocks(self, index: int) -> Iterator[tuple[Clock, int]]:
        """Clock times that begin here, alone or as the start of a range."""
        for clock, end in self._single_clocks(index):
            yield clock, end
            separators = list(self._phrase_ends(end, self._lexicon.until))
            sign = digits.at(self._tokens, end)
            after_sign = digits.at(self._tokens, end + 1)
            if sign is not None and sign.text == "-" and after_sign is not None:
                # "Dix-sept" is 17 and no range.
                one_word = sign.glued and after_sign.glued and self._tokens[end - 1].is_word and after_sign.is_word
                separators.extend([] if one_word else [end + 1])
            for after in separators:
                for last, end_of_range in self._single_clocks(after):
                    if max(last.halves) > min(clock.plain):
                        yield clock.sure(clock.certain and last.certain), end_of_range

    def _single_clocks(self, index: int) -> Iterator[tuple[Clock, int]]:
        token = digits.at(self._tokens, index)
        if token is None:
            return
        for clock, end in digits.written_clocks(self._tokens, index):
            yield clock, end
            for marked in self._phrase_ends(end, self._lexicon.hour_marks):
                yield clock.sure(), marked
        yield from digits.run_together(self._tokens, index)
        for clock, end in self._hours(index):
            stands_alone = not token.glued or not token.is_number or index == 0
            before = self._tokens[index - 1].text
            # "Kell15" and "h15" are times; "A15" is a room, whatever "a" means.
            if stands_alone or before in {"@", "-"} or (before not in _ROOMS and (before,) in self._lexicon.at):
                yield clock.sure(False), end
            marks = list(self._phrase_ends(end, self._lexicon.hour_marks))
            for marked in marks:
                letter = self._tokens[marked - 1].text == "h" and clock.plain[0] < LONGEST_WHILE
                yield clock.sure(not letter), marked
                yield from ((timed.sure(not letter), end) for timed, end in self._with_minutes(clock, marked, least=0))
            if not token.is_number and not marks:
                yield from self._with_minutes(clock, end, least=10)
                dash = digits.at(self._tokens, end)
                # "Six-thirty" is a time; "ten-fifteen" is one only where nobody meets at fifteen o'clock.
                if dash is not None and dash.text == "-" and dash.glued and not self._lexicon.full_day:
                    yield from self._with_minutes(clock, end + 1, least=13)

    def _with_minutes(self, hour: Clock, index: int, *, least: int) -> Iterator[tuple[Clock, int]]:
        """Minutes after an hour: "15h30", "15 val. 30 min.", "three thirty"."""
        token = digits.at(self._tokens, index)
        values = list(self._words(index, "minute"))
        written = digits.number(token, digits=(2,))
        if written is not None and written < 60:
            values.append((written, index + 1))
        for minute, end in values:
            if minute >= least:
                clock = hour.moved(minute).sure()
                # "Ten twelve" is as likely ten or twelve.
                if least == 0 or minute % 5 == 0:
                    yield clock, end
                for marked in self._phrase_ends(end, self._lexicon.minute_marks):
                    yield clock, marked

    def _hours(self, index: int) -> Iterator[tuple[Clock, int]]:
        clock = digits.bare_hour(digits.at(self._tokens, index), full_day=self._lexicon.full_day)
        if clock is not None:
            yield clock, index + 1
        for hour, end in self._words(index, "hour"):
            yield spoken_hour(hour, certain=False), end

    def _words(self, index: int, slot: str) -> Iterator[tuple[int, int]]:
        """Numbers in words for a slot."""
        values: Mapping[Phrase, int] = self._lexicon.words[slot]
        for length in range(1, 6):
            words = tuple(token.text for token in self._tokens[index : index + length])
            if len(words) == length and words in values:
                yield values[words], index + length


def has_stem(word: str, stem: str) -> bool:
    return word.startswith(stem[:-1]) and len(word) - len(stem) + 1 <= _LONGEST_ENDING
