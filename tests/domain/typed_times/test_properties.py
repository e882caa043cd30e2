from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.typed_times import LONGEST, MOST_CHOICES, Kind, read_moments
from bot.domain.typed_times.grammar import MOST_PLACES, MOST_READINGS, MOST_TOKENS, Grammar
from bot.domain.typed_times.languages import LANGUAGES
from bot.domain.typed_times.lexicon import lexicon
from bot.domain.typed_times.spelling import fold, tokens
from tests.domain.typed_times.reading_aloud import DAYS, EVE, VILNIUS, read

CODES = (*LANGUAGES, "xx", "")

ENGLISH_NOTATIONS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%d.%m. %H:%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%y %H.%M",
    "%d/%m/%Y %H:%M",
    "%d/%m %H:%M",
    "%A %H:%M",
    "%a, %d %b %Y at %H.%M",
    "%B %d, %H:%M",
    "the %dth of %B, %I:%M %p",
    "%A %I:%M%p",
    "%I.%M %p on %A",
    "%d-%m-%Y %Hh%M",
    "%H:%M, %d %B",
)
LITHUANIAN_NOTATIONS = (
    "%Y-%m-%d %H:%M",
    "%d.%m. %H.%M",
    "%Y m. balandžio %d d. %H val. %M min.",
    "balandžio %d d. %H:%M",
    "%m-%d %H val. %M min.",
    "%m %d %H:%M",
    "%d d. %H:%M",
    "%d-tą dieną %Hh%M",
)
OTHER_NOTATIONS = (
    ("fr", "le %d/%m à %Hh%M"),
    ("lv", "%d. aprīlī plkst. %H.%M"),
    ("lv", "%Y. gada %d. aprīlī plkst. %H:%M"),
    ("et", "%d. aprillil kell %H.%M"),
    ("et", "%d.%m kl %H:%M"),
    ("uk", "%d квітня о %H:%M"),
    ("uk", "%d квітня %Y року о %H:%M"),
    ("fr", "le %d avril %Y à %H heures %M"),
    ("es", "el %d de abril a las %H:%M"),
    ("es", "el día %d a las %H.%M h"),
    ("it", "il %d aprile alle ore %H.%M"),
    ("it", "%d/%m/%Y, h %H:%M"),
    ("de", "am %d. April um %H Uhr %M"),
    ("de", "%d.%m. um %H.%M Uhr"),
    ("pl", "%d kwietnia o godz. %H.%M"),
    ("pl", "%d-go o %H:%M"),
)
VOCABULARY = tuple(
    """
    0 1 3 7 9 10 11 12 15 20 24 26 27 30 45 60 99 2022 1530 00 04 : . , - / @ t h
    at on in tomorrow today wed april may 27th half past to quarter three ten pm am morning next week an hour
    minutes noon the please demain à heures et demie moins le quart du matin mardi prochain mañana a las y media de
    mar sept domani alle un'ora mezzogiorno il morgen um halb Uhr jutro o wpół do
    rytoj val po be trys pusė trečiadienį balandžio d. m. ryte už valandos iki nuo ok
    rīt plkst pusčetros līdz trijos homme kell pool neli veerand pärast завтра о пів на четверту за чверть до третьої
    """.split()  # noqa: SIM905
)

phrases = st.lists(st.sampled_from(VOCABULARY), max_size=14).flatmap(
    lambda words: st.lists(st.sampled_from(["", " ", " ", " "]), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    )
)
nows = st.datetimes(datetime(2022, 3, 1), datetime(2022, 11, 30)).map(lambda naive: naive.replace(tzinfo=UTC))
all_days = st.none() | st.lists(st.dates(date(2022, 3, 20), date(2022, 11, 5)), max_size=9).map(tuple)


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(phrases, st.text(max_size=80), st.text(max_size=4096)),
    language=st.sampled_from(CODES),
    now=nows,
    days=all_days,
)
def test_any_text_is_answered_and_the_answer_keeps_its_word(
    text: str, language: str, now: datetime, days: tuple[date, ...] | None
) -> None:
    reading = read_moments(text, language=language, now=now, zone=VILNIUS, days=days)
    counts = {Kind.MOMENT: (1, 1), Kind.CHOICE: (2, MOST_CHOICES)}
    least, most = counts.get(reading.kind, (0, 0))
    assert least <= len(reading.moments) <= most
    assert list(reading.moments) == sorted(set(reading.moments), key=datetime.timestamp)
    assert (reading.day is not None) is (reading.kind is Kind.DAY)
    today = now.astimezone(VILNIUS).date()
    for moment in reading.moments:
        assert moment.tzinfo is VILNIUS
        assert moment >= now
        assert moment.astimezone(UTC).astimezone(VILNIUS).replace(tzinfo=None) == moment.replace(tzinfo=None)
        assert moment.date() in days if days is not None else moment.date() <= today + timedelta(days=367)
    if reading.day is not None:
        assert reading.day >= today
        assert days is None or reading.day in days


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(phrases, phrases.map(lambda text: text * 3)), code=st.sampled_from(tuple(LANGUAGES)))
def test_the_search_for_readings_is_bounded(text: str, code: str) -> None:
    cut = tokens(fold(text[:LONGEST]))
    grammar = Grammar(cut, lexicon(code))
    found = list(grammar.readings())
    assert len(found) <= MOST_READINGS
    assert grammar.visits <= MOST_PLACES + 1
    assert not found or len(cut) <= MOST_TOKENS


@pytest.mark.parametrize(
    "text", ["1" * 65, "tomorrow " * 8, "a" * 4096, "1 " * 2048, "\ufdfa" * 64, "15:30" + "!" * 60]
)
def test_a_text_past_the_limit_is_refused_unread(text: str) -> None:
    assert read(text).kind is Kind.TOO_LONG


def test_spaces_around_a_text_do_not_count() -> None:
    assert read(" " * 40 + "tomorrow 15:30" + " " * 40).kind is Kind.MOMENT


@settings(max_examples=400, deadline=None)
@given(
    day=st.sampled_from(DAYS),
    minute=st.integers(0, 24 * 60 - 1),
    notation=st.one_of(
        st.sampled_from(ENGLISH_NOTATIONS).map(lambda notation: ("en", notation)),
        st.sampled_from(LITHUANIAN_NOTATIONS).map(lambda notation: ("lt", notation)),
        st.sampled_from(OTHER_NOTATIONS),
    ),
)
def test_a_moment_written_in_any_supported_notation_reads_back_to_itself(
    day: date, minute: int, notation: tuple[str, str]
) -> None:
    moment = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=VILNIUS)
    reading = read(moment.strftime(notation[1]), notation[0])
    assert (reading.kind, reading.moments) == (Kind.MOMENT, (moment,))


@settings(max_examples=200, deadline=None)
@given(hour=st.integers(1, 12), minute=st.integers(0, 59), code=st.sampled_from(tuple(LANGUAGES)))
def test_an_hour_without_its_half_of_the_day_offers_both_or_the_one_people_meet_in(
    hour: int, minute: int, code: str
) -> None:
    reading = read(f"27.04. {hour}:{minute:02}", code)
    offered = {(moment.hour, moment.minute) for moment in reading.moments}
    assert offered == ({(hour, minute), (hour + 12, minute)} if hour < 7 else {(hour, minute)})


@pytest.mark.parametrize("text", ["27.04. 14:15", "2022-04-27 14:15", "27/04/2022 14:15"])
@pytest.mark.parametrize("language", ["xx", "", "pt-BR", "zh_CN", "EN-us", "lt"])
def test_digits_alone_are_read_in_every_language(text: str, language: str) -> None:
    moment = datetime(2022, 4, 27, 14, 15, tzinfo=VILNIUS)
    assert read_moments(text, language=language, now=EVE, zone=VILNIUS, days=DAYS).moments == (moment,)


def test_an_event_without_days_answers_no_time() -> None:
    assert read("tomorrow 15:30", days=()).kind is Kind.OFF_EVENT
