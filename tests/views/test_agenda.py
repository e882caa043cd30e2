"""The agenda and its calendar file: right days, right clocks, harmless whatever people typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.agenda import Entry, Gap, agenda
from bot.domain.events import Event, Rules
from bot.domain.ids import EventId, MeetingId
from bot.views.agenda import agenda_screen
from bot.views.calendars import calendar_file
from bot.views.screens import Button
from bot.views.words import Words

VILNIUS = ZoneInfo("Europe/Vilnius")
DAYS = (date(2022, 4, 26), date(2022, 4, 27))
TEN = datetime(2022, 4, 27, 7, 0, tzinfo=UTC)  # 10:00 in Vilnius
MENU = Button("Menu", "mn:home")
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


def test_a_gap_is_shown_only_between_entries_and_only_when_it_is_worth_using() -> None:
    day = agenda(
        [meeting(TEN), meeting(TEN + timedelta(minutes=25)), meeting(TEN + timedelta(hours=2))], DAYS, VILNIUS
    )[1]
    gaps = [line for line in day.lines if isinstance(line, Gap)]
    assert gaps == [Gap(TEN + timedelta(minutes=45), TEN + timedelta(hours=2))]


def test_an_entry_stands_on_the_day_of_the_event_and_not_of_utc() -> None:
    late = datetime(2022, 4, 25, 22, 30, tzinfo=UTC)  # 01:30 on the 26th in Vilnius
    assert [len(day.entries) for day in agenda([meeting(late)], DAYS, VILNIUS)] == [1, 0]


def test_a_reader_in_another_zone_sees_both_clocks_and_one_at_home_only_one() -> None:
    days = agenda([meeting(TEN)], DAYS, VILNIUS)
    away = agenda_screen(Words("en", ZoneInfo("Europe/Stockholm")), EVENT, days, MENU).text
    assert "10:00–10:20 (09:00)" in away
    assert "Vilnius time" in away
    home = agenda_screen(Words("lt", VILNIUS), EVENT, days, MENU).text
    assert "(09:00)" not in home
    assert "7 stalas, Amber" in home


def test_an_empty_agenda_says_what_to_do() -> None:
    assert "/people" in agenda_screen(Words("en", VILNIUS), EVENT, agenda([], DAYS, VILNIUS), MENU).text


def test_a_cancelled_meeting_leaves_the_screen_and_is_called_off_in_the_calendar() -> None:
    off = meeting(TEN, cancelled=True, version=3)
    assert not agenda([off], DAYS, VILNIUS)[1].entries
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
