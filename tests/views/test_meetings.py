"""Screens about meetings: complete in both languages, harmless, and within Telegram's limits."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.ids import BlockId, MeetingId, PersonId, PlaceId, SlotId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus, Interest, Person, Side
from bot.views import meetings as views
from bot.views import reminders as bell_views
from bot.views.meetings import ChoiceAct, ChoiceTap, MeetingAct, MeetingTap, Shown
from bot.views.refusals import gathered, refused
from bot.views.reminders import BellAct, BellTap
from bot.views.screens import Screen
from bot.views.taps import LIMIT, Tap
from bot.views.words import Words
from tests.domain.test_meetings import NOW, SLOTS, START, event, pending
from tests.domain.test_slots import attendee

ROOT = Path(__file__).parents[2]
BIGGEST = 2**63 - 1
NASTY = '<b>&"\u202e\u05e9\u05dc\u05d5\u05dd 🙂' + "W" * 80


def floor() -> Event:
    table = Place(PlaceId(1), PlaceKind.TABLE, 1, "A <b>")
    room = Place(PlaceId(2), PlaceKind.ROOM, 2, None, "https://rooms.example.org/?a=1&b=2")
    return event(places=(table, room), zones={"A <b>": "by the <windows>"}, city="Vilnius <&>")


def shown(status: Status, *, as_guest: bool, version: int = 1, turn_guest: bool = True) -> Shown:
    meeting = pending(status=status, note=NASTY * 3, version=version)
    if status is not Status.PENDING:
        meeting = replace(meeting, turn_id=None, slot_id=SlotId(1), place_id=PlaceId(1))
    elif not turn_guest:
        meeting = replace(meeting, turn_id=meeting.requester_id, proposed_slot_id=SlotId(2))
    nasty = replace(
        attendee(2 if not as_guest else 1),
        name=NASTY,
        organisation=NASTY,
        about=NASTY * 2,
        interests=tuple(Interest(side, None, NASTY) for side in Side for _ in range(9)),
    )
    person = Person(PersonId(9), 9, NASTY, "some_body", "en", None, True)
    return Shown(floor(), meeting, attendee(1 if not as_guest else 2), nasty, person, NOW)


def fine(screen: Screen) -> None:
    """Telegram takes it, and what people typed is escaped."""
    assert 0 < len(screen.text) <= 4096
    assert "<b>&" not in screen.text
    assert '<b>"' not in screen.text
    every = [button for row in screen.buttons for button in row]
    assert len(every) <= 100
    assert all(button.label and len((button.data or "").encode()) <= LIMIT for button in every)


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("zone", ["Europe/Vilnius", "Pacific/Auckland"])
def test_every_screen_in_every_status_for_both_sides(language: str, zone: str) -> None:
    w = Words(language, ZoneInfo(zone))
    for status in Status:
        for as_guest in (True, False):
            for turn in (True, False):
                one = shown(status, as_guest=as_guest, turn_guest=turn, version=1 + (not turn))
                for view in (
                    views.card,
                    views.earlier,
                    views.requested,
                    views.nudge,
                    views.declined,
                    views.withdrawn,
                    views.expired_for_guest,
                    views.cancelled,
                    views.ask_cancel,
                    views.sent,
                    views.agreed,
                    views.moved,
                ):
                    fine(view(w, one))
                fine(views.expired_for_requester(w, one, [one.other] * 3))
                fine(views.gone(w, one, SLOTS[:3]))
                fine(views.gone(w, one, []))
                fine(views.changed(w, one))
    one = shown(Status.SCHEDULED, as_guest=True)
    for said in (None, "late", "on_my_way"):
        fine(bell_views.bell(w, one, said=said))
    for said in ("late", "cant_come"):
        fine(bell_views.desk(w, one, said))
    fine(views.requests(w, one.event, [one] * 30, [one] * 30, 3))


@pytest.mark.parametrize("language", ["en", "lt"])
def test_every_refusal_has_words(language: str) -> None:
    codes = set()
    for room in ("bot/domain/meetings", "bot/services/meetings", "bot/services/reminders", "handlers/meetings"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused":
                    assert isinstance(node.args[0], ast.Constant)
                    codes.add(str(node.args[0].value))
    assert codes <= set(gathered())
    w = Words(language, ZoneInfo("Europe/Vilnius"))
    facts = {
        "name": NASTY,
        "meeting": 5,
        "status": "pending",
        "limit": 10,
        "length": 301,
        "mine": "business",
        "theirs": "investor",
        "opens": START,
        "closes": START,
        "zone": "Europe/Vilnius",
        "most": 3,
        "moment": START,
        "version": 2,
    }
    for code in codes:
        fine(refused(w, code, facts))
    for status in Status:
        fine(refused(w, "already", {"status": status.value}))
    for window in ({"opens": START, "closes": None}, {"opens": None, "closes": START}):
        fine(refused(w, "window", {**window, "zone": "Europe/Vilnius"}))


@pytest.mark.parametrize(
    "tap",
    [
        *(MeetingTap(act, MeetingId(BIGGEST), 99_999, SlotId(BIGGEST)) for act in MeetingAct),
        MeetingTap(MeetingAct.ACCEPT, MeetingId(1), 1),
        *(ChoiceTap(act, SlotId(BIGGEST), 99_999) for act in ChoiceAct),
        ChoiceTap(ChoiceAct.ANY),
        *(BellTap(act, MeetingId(BIGGEST), SlotId(BIGGEST)) for act in BellAct),
    ],
    ids=lambda tap: tap.pack(),
)
def test_taps_go_round_within_the_limit(tap: Tap) -> None:
    assert type(tap).unpack(tap.pack()) == tap
    assert len(tap.pack().encode()) <= LIMIT


def test_many_slots_are_turned_by_pages_of_one_day() -> None:
    many = tuple(
        Slot(
            SlotId(day * 100 + n),
            BlockId(day),
            START + timedelta(days=day, minutes=20 * n),
            START + timedelta(days=day, minutes=20 * n + 15),
        )
        for day in (-1, 0)
        for n in range(20)
    )
    w = Words("en", ZoneInfo("Europe/Vilnius"))
    pages = views.pages_of(event(slots=many), many)
    assert [(day.day, len(slots)) for day, slots in pages] == [(26, 12), (26, 8), (27, 12), (27, 8)]
    for page, turning in ((0, ["Tue 26 April, 14:00 ▶"]), (1, ["◀ Tue 26 April, 10:00", "Wed 27 April, 10:00 ▶"])):
        screen = views.choose_time(w, event(slots=many), attendee(2), many, purpose="request", page=page)
        assert [button.label for button in screen.buttons[-2]] == turning
    assert views.choose_time(w, event(slots=many), attendee(2), many, purpose="move", page=99).buttons


def test_somebody_forgotten_has_no_name_left() -> None:
    one = shown(Status.CANCELLED, as_guest=True)
    one = replace(one, other=replace(one.other, status=AttendeeStatus.FORGOTTEN))
    assert "a former participant" in views.cancelled(Words("en", ZoneInfo("Europe/Vilnius")), one).text
