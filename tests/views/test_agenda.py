"""The agenda and its calendar file: right days, right clocks, gaps to use, harmless whatever people typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.agenda import Entry, Gap, agenda, now_and_next
from bot.domain.events import Event, Rules, Slot
from bot.domain.ids import BlockId, EventId, MeetingId, SessionId, SlotId
from bot.views.agenda import agenda_screen
from bot.views.calendars import calendar_file
from bot.views.screens import Button, Screen
from bot.views.words import Words

VILNIUS = ZoneInfo("Europe/Vilnius")
DAYS = (date(2022, 4, 26), date(2022, 4, 27))
TEN = datetime(2022, 4, 27, 7, 0, tzinfo=UTC)  # 10:00 in Vilnius
EIGHT = TEN - timedelta(hours=2)
MENU = Button("Menu", "mn:home")


def slot(number: int, block: int = 1) -> Slot:
    """A slot of twenty minutes, one every twenty-five, the first at ten."""
    start = TEN + timedelta(minutes=25 * number)
    return Slot(SlotId(number + 1), BlockId(block), start, start + timedelta(minutes=20))


SLOTS = tuple(slot(n, 1 if n < 4 else 2) for n in range(8))
EVENT = Event(
    id=EventId(1),
    slug="vilnius-2022",
    name="Clusters meet Regions",
    city="Vilnius",
    country="LT",
    timezone="Europe/Vilnius",
    days=DAYS,
    registration_opens_at=None,
    registration_closes_at=None,
    contact="desk@example.org",
    links={},
    series=None,
    rules=Rules(),
    consent_version="1",
    consent_text={"en": "…"},
    slots=SLOTS,
)


def meeting(start: datetime, *, number: int = 1, name: str = "Ona", version: int = 1, cancelled: bool = False) -> Entry:
    return Entry(
        starts_at=start,
        ends_at=start + timedelta(minutes=20),
        title=name,
        organisation="Invented Foods",
        table=7,
        zone="Amber",
        meeting_id=MeetingId(number),
        version=version,
        cancelled=cancelled,
    )


def session(start: datetime, title: str = "Pitching") -> Entry:
    return Entry(start, start + timedelta(minutes=45), title, place="Stage", session_id=SessionId(3))


def read(screen: Screen) -> str:
    return re.sub(r"<[^>]+>", "", screen.text)


def test_gaps_are_the_free_slots_of_a_block_with_nothing_agreed_between_them() -> None:
    free = [one for one in SLOTS if one.id not in {SLOTS[1].id, SLOTS[6].id}]
    day = agenda(EVENT, [meeting(SLOTS[1].starts_at), meeting(SLOTS[6].starts_at, number=2)], free)[1]
    gaps = [tuple(one.id for one in line.slots) for line in day.lines if isinstance(line, Gap)]
    assert gaps == [(1,), (3, 4), (5, 6), (8,)]
    assert [line.starts_at for line in day.lines] == sorted(line.starts_at for line in day.lines)


def test_an_empty_day_of_meetings_is_one_gap_a_block() -> None:
    days = agenda(EVENT, [], SLOTS)
    assert [len(day.gaps) for day in days] == [0, 2]
    assert (days[1].gaps[0].starts_at, days[1].gaps[0].ends_at) == (TEN, SLOTS[3].ends_at)


@given(st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_every_free_slot_is_in_exactly_one_gap_and_no_other_slot_is(free: set[int], busy: set[int]) -> None:
    entries = [meeting(SLOTS[n].starts_at, number=n + 1) for n in sorted(busy - free)]
    days = agenda(EVENT, entries, [SLOTS[n] for n in sorted(free)])
    found = [one for day in days for gap in day.gaps for one in gap.slots]
    assert sorted(one.id for one in found) == sorted(SLOTS[n].id for n in free)
    for day in days:
        for gap in day.gaps:
            assert not any(gap.starts_at < e.ends_at and e.starts_at < gap.ends_at for e in day.entries)


def test_an_entry_stands_on_the_day_of_the_event_and_not_of_utc() -> None:
    late = datetime(2022, 4, 25, 22, 30, tzinfo=UTC)  # 01:30 on the 26th in Vilnius
    assert [len(day.entries) for day in agenda(EVENT, [meeting(late)])] == [1, 0]


def test_what_is_on_and_what_comes_next_are_told_apart() -> None:
    first, second = meeting(TEN), meeting(TEN + timedelta(minutes=25), number=2)
    off = meeting(TEN + timedelta(minutes=5), number=3, cancelled=True)
    assert now_and_next([second, off, first], EIGHT) == (None, first)
    assert now_and_next([second, off, first], TEN) == (first, second)
    assert now_and_next([second, off, first], first.ends_at) == (None, second)
    assert now_and_next([second, off, first], second.ends_at) == (None, None)


def test_the_agenda_begins_with_what_comes_next_and_the_time_that_is_left() -> None:
    days = agenda(EVENT, [meeting(TEN), meeting(TEN + timedelta(minutes=25), number=2, name="Bo")])
    screen = agenda_screen(Words("en", VILNIUS), EVENT, days, MENU, now=TEN - timedelta(minutes=12))
    assert "Next: 10:00–10:20 with Ona, Table 7, Amber · in 12 min" in read(screen)
    assert f'<tg-time unix="{int(TEN.timestamp())}" format="r">in 12 min</tg-time>' in screen.text
    during = read(agenda_screen(Words("en", VILNIUS), EVENT, days, MENU, now=TEN + timedelta(minutes=1)))
    assert "Now until 10:20: with Ona, Table 7, Amber" in during
    assert "Next: 10:25–10:45 with Bo" in during
    before = read(agenda_screen(Words("en", VILNIUS), EVENT, days, MENU, now=TEN - timedelta(days=1)))
    assert "Next: tomorrow, 10:00–10:20 with Ona" in before


def test_a_reader_in_another_zone_sees_both_clocks_and_one_at_home_only_one() -> None:
    days = agenda(EVENT, [meeting(TEN)])
    away = agenda_screen(Words("en", ZoneInfo("Europe/Stockholm")), EVENT, days, MENU, now=EIGHT)
    assert "10:00–10:20 (09:00)" in read(away)
    assert "Vilnius time" in away.text
    assert f'(<tg-time unix="{int(TEN.timestamp())}" format="t">09:00</tg-time>)' in away.text
    home = read(agenda_screen(Words("lt", VILNIUS), EVENT, days, MENU, now=EIGHT))
    assert "(09:00)" not in home
    assert "7 stalas, Amber" in home


def test_where_the_readers_day_is_another_it_is_named() -> None:
    screen = agenda_screen(
        Words("en", ZoneInfo("Pacific/Auckland")), EVENT, agenda(EVENT, [session(TEN)]), MENU, now=EIGHT
    )
    assert "(19:00)" in read(screen)
    late = session(TEN + timedelta(hours=6))
    screen = agenda_screen(Words("en", ZoneInfo("Pacific/Auckland")), EVENT, agenda(EVENT, [late]), MENU, now=EIGHT)
    assert "(Thu 28 April, 01:00)" in read(screen)


def test_every_meeting_and_gap_is_a_tap_away() -> None:
    free = [one for one in SLOTS if one.id != SLOTS[1].id]
    days = agenda(EVENT, [meeting(SLOTS[1].starts_at), session(TEN + timedelta(hours=4))], free)
    screen = agenda_screen(Words("en", VILNIUS), EVENT, days, MENU, now=EIGHT)
    labels = [button.label for row in screen.buttons for button in row]
    assert labels[:5] == ["➕ 10:00–10:20", "🤝 10:25 Ona", "➕ 10:50–11:35", "➕ 11:40–13:15", "🎤 14:00 Pitching"]
    later = agenda_screen(Words("en", VILNIUS), EVENT, days, MENU, now=TEN + timedelta(hours=5))
    assert not any("➕" in button.label for row in later.buttons for button in row)


def test_an_empty_agenda_says_what_to_do() -> None:
    screen = agenda_screen(Words("en", VILNIUS), EVENT, agenda(EVENT, []), MENU, now=EIGHT)
    assert "/people" in screen.text


@pytest.mark.parametrize("number", [1, 40, 120])
def test_however_much_is_agreed_the_message_fits_and_formatting_is_closed(number: int) -> None:
    name = "<b>&" * 25
    long = [meeting(TEN + timedelta(minutes=5 * n), number=n + 1, name=name) for n in range(number)]
    screen = agenda_screen(Words("en", ZoneInfo("Asia/Tokyo")), EVENT, agenda(EVENT, long, SLOTS), MENU, now=EIGHT)
    assert len(read(screen).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) <= 4096
    assert sum(len(row) for row in screen.buttons) <= 100
    assert screen.text.count("<b>") == screen.text.count("</b>")
    assert screen.text.count("<tg-time") <= 100


def test_a_cancelled_meeting_leaves_the_screen_and_is_called_off_in_the_calendar() -> None:
    off = meeting(TEN, cancelled=True, version=3)
    assert not agenda(EVENT, [off])[1].entries
    (event,) = Calendar.from_ical(calendar_file(Words("en", VILNIUS), EVENT, [off], now=TEN)).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 2


def test_the_uid_stays_and_the_sequence_rises_when_a_meeting_moves() -> None:
    words = Words("en", VILNIUS)
    before = meeting(TEN)
    after = replace(before, starts_at=TEN + timedelta(hours=1), ends_at=TEN + timedelta(hours=2), version=2)
    first, second = (
        Calendar.from_ical(calendar_file(words, EVENT, [entry], now=TEN)).walk("VEVENT")[0] for entry in (before, after)
    )
    assert first["UID"] == second["UID"] == "meeting-1@vilnius-2022.matchbell"
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert b"DTSTART:20220427T080000Z" in second.to_ical()


@given(st.text(max_size=200))
def test_nothing_that_people_type_breaks_out_of_its_property(name: str) -> None:
    hostile = meeting(TEN, name=name + "\r\nATTACH:http://evil.example\r\nEND:VEVENT")
    text = calendar_file(Words("en", VILNIUS), EVENT, [hostile], now=TEN)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert "ATTACH" not in event
    assert set(event) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION",
    }  # fmt: skip
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
