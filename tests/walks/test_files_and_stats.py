"""Lists to take away, people from a sheet, and the event in numbers, on an organiser's phone."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from storage.tables import attendees, audit, files, persons
from tests.floor import Floor

HOSTILE = '=HYPERLINK("http://evil.example","x")'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000005000127cf"
    "26a00000000049454e44ae426082"
)
HEADINGS = ["name", "organisation", "type", "country", "mode", "offers", "email", "shoe size"]


@pytest.fixture
async def desk(floor: Floor) -> Floor:
    """An organiser at work; Ann and Bo are there."""
    await floor.attendee("Ann", organisation=HOSTILE)
    await floor.attendee("Bo", organisation="Žalia, UAB", country="PL")
    floor.organiser()
    await floor.says("organiser", "/start vilnius-2022")
    return floor


def document(floor: Floor, name: str = "organiser") -> tuple[str, bytes]:
    """The newest document on somebody's phone."""
    message = next(m for m in reversed(floor.phone(name).messages) if "document" in m and m["from"]["is_bot"])
    stored = floor.stage.files.get(message["document"]["file_id"])
    assert stored is not None
    return message["document"]["file_name"], stored.content


async def number_of(floor: Floor, table: Any) -> int:
    async with floor.app.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


def sheet(*rows: list[str], headings: list[str] = HEADINGS) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in [headings, *rows]:
        page.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


async def sends(floor: Floor, name: str, content: bytes) -> str:
    """The organiser sends a file to /import; what they then read."""
    await floor.says("organiser", "/import")
    floor.phone("organiser").send_document(name, content)
    await floor.settle()
    floor.app.jobs.ask()
    await floor.settle()
    return floor.latest("organiser")


# --- out ------------------------------------------------------------------------------------------------------------


async def test_attendees_come_as_a_sheet_in_which_no_text_is_a_formula(desk: Floor) -> None:
    await desk.says("organiser", "/export")
    await desk.taps("organiser", "Attendees")
    name, content = document(desk)
    assert name.startswith("vilnius-2022-attendees-")
    page = load_workbook(io.BytesIO(content))["attendees"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert HOSTILE in [cell.value for cell in cells]
    assert "Žalia, UAB" in [cell.value for cell in cells]


async def test_everything_as_csv_is_one_archive_and_formulas_are_text(desk: Floor) -> None:
    await desk.agreed_meeting("Ann", "Bo", at="10:00")
    await desk.says("organiser", "/export")
    await desk.taps("organiser", "CSV")
    await desk.taps("organiser", "Everything")
    name, content = document(desk)
    assert name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["answers.csv", "attendees.csv", "audit.csv", "meetings.csv"]
        people = list(csv.DictReader(io.StringIO(archive.read("attendees.csv").decode("utf-8-sig"))))
        meetings = list(csv.DictReader(io.StringIO(archive.read("meetings.csv").decode("utf-8-sig"))))
    assert {row["organisation"] for row in people} == {f"'{HOSTILE}", "Žalia, UAB"}
    assert meetings[0]["starts"] == "2022-04-27 10:00"
    assert meetings[0]["status"] == "scheduled"


async def test_an_export_is_in_the_audit_record(desk: Floor) -> None:
    await desk.says("organiser", "/export")
    await desk.taps("organiser", "Who did what")
    async with desk.app.database.reading() as connection:
        acts = (await connection.execute(select(audit.c.act).where(audit.c.act == "export"))).scalars().all()
    assert acts == ["export"]


async def test_participants_get_no_lists_and_add_nobody(desk: Floor) -> None:
    for command in ("/export", "/import", "/stats"):
        assert "organisers" in await desk.says("Ann", command)
    await desk.says("organiser", "/export")
    data = next(
        button["callback_data"]
        for row in (desk.phone("organiser").last or {})["reply_markup"]["inline_keyboard"]
        for button in row
        if "Attendees" in button["text"]
    )
    await desk.says("Ann", "/menu")
    desk.phone("Ann").tap_data((desk.phone("Ann").last or {})["message_id"], data)
    await desk.settle()
    assert not [m for m in desk.phone("Ann").messages if "document" in m]


# --- in -------------------------------------------------------------------------------------------------------------


async def test_a_sheet_is_shown_before_anything_is_done_and_then_added_at_once(desk: Floor) -> None:
    seen = await sends(
        desk,
        "people.xlsx",
        sheet(
            [
                "Ona Pavyzdienė",
                "Invented Looms",
                "business",
                "Lietuva",
                "online",
                "food export; looms",
                "ona@ex.org",
                "38",
            ],
            ["Jan Nowak", "Klaster", "cluster organisation", "🇵🇱", "", "", "", ""],
            ["Bo Tester", "Žalia, UAB", "business", "Poland", "", "", "", ""],
            ["", "Nobody Ltd", "business", "Poland", "", "", "", ""],
            ["Wrong Country", "Somewhere", "business", "Atlantis", "", "", "", ""],
            ["ona pavyzdienė", "invented looms", "business", "Lithuania", "", "", "", ""],
        ),
    )
    assert "2 people are added" in seen
    assert "1 is there already" in seen
    assert "Row 5, name: nothing there" in seen
    assert "Row 6, country: no country I know “Atlantis”" in seen
    assert "Row 7, name: the same as row 2" in seen
    assert "shoe size" in seen
    assert await number_of(desk, attendees) == 2, "nothing is done before the tap"
    assert "2 people are added" in await desk.taps("organiser", "Add 2 people")
    assert await number_of(desk, attendees) == 4
    await desk.says("Ann", "/people")
    assert any("Jan Nowak" in label for label in desk.buttons("Ann"))
    async with desk.app.database.reading() as connection:
        ona = (await connection.execute(select(attendees).where(attendees.c.name == "Ona Pavyzdienė"))).one()
        without = await connection.execute(select(persons.c.telegram_id).where(persons.c.id == ona.person_id))
    assert ona.email == "ona@ex.org"
    assert set(ona.modes.values()) == {"online"}
    assert without.scalar_one() is None


async def test_a_second_tap_adds_nobody(desk: Floor) -> None:
    await sends(desk, "p.csv", "name;organisation;type;country\nOna;Looms;business;LT\n".encode("utf-8-sig"))
    shown = desk.phone("organiser").last or {}
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(2):
        desk.phone("organiser").tap_data(shown["message_id"], data)
    await desk.settle()
    assert await number_of(desk, attendees) == 3


async def test_what_was_exported_is_known_when_it_is_imported(desk: Floor) -> None:
    await desk.says("organiser", "/export")
    await desk.taps("organiser", "CSV")
    await desk.taps("organiser", "Attendees")
    _, content = document(desk)
    seen = await sends(desk, "back.csv", content)
    assert "2 are there already" in seen
    assert not any("Add" in label for label in desk.buttons("organiser"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.pdf", b"%PDF-1.7 nothing", "no XLSX or CSV"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "no XLSX or CSV"),
        ("broken.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("empty.csv", b"name;organisation;type;country\n", "nobody in that file"),
        ("other.csv", b"a;b;c\n1;2;3\n", "do not find these headings"),
        ("many.csv", b"name;organisation;type;country\n" + b"a;b;business;LT\n" * 5_002, "Too many rows"),
    ],
)
async def test_what_is_no_sheet_is_refused_in_words(desk: Floor, name: str, content: bytes, words: str) -> None:
    assert words in await sends(desk, name, content)
    assert await number_of(desk, attendees) == 2


async def test_a_sheet_that_unpacks_to_gigabytes_is_refused(desk: Floor) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 90_000_000)
    assert len(held.getvalue()) < 200_000
    assert "more in that file than a list" in await sends(desk, "bomb.xlsx", held.getvalue())


async def test_a_file_over_the_limit_is_refused_before_it_is_fetched(desk: Floor) -> None:
    assert "too large" in await sends(desk, "big.csv", b"x" * (5 * 1024 * 1024 + 1))
    assert await number_of(desk, files) == 0


async def test_words_or_a_photo_where_a_file_is_asked_for(desk: Floor) -> None:
    await desk.says("organiser", "/import")
    assert "as a file" in await desk.says("organiser", "here it comes 🙂")
    desk.phone("organiser").send_photo(PIXEL)
    await desk.settle()
    assert "as a file" in desk.latest("organiser")
    assert "Nothing was added" in await desk.taps("organiser", "Stop")


async def test_the_template_can_be_sent_back_as_it_is(desk: Floor) -> None:
    await desk.says("organiser", "/import")
    await desk.taps("organiser", "Template")
    _, content = document(desk)
    assert "1 person is added" in await sends(desk, "template.csv", content)


# --- numbers --------------------------------------------------------------------------------------------------------


async def test_the_event_in_numbers_comes_as_text_and_as_a_picture(desk: Floor) -> None:
    await desk.agreed_meeting("Ann", "Bo", at="10:00")
    await desk.says("organiser", "/stats")
    seen = desk.everything("organiser")
    assert "2 people registered" in seen
    assert "1 request" in seen
    picture = next(m for m in desk.phone("organiser").messages if "photo" in m)
    stored = desk.stage.files.get(picture["photo"][-1]["file_id"])
    assert stored is not None
    assert stored.content.startswith(b"\x89PNG")
    await desk.taps("organiser", "Refresh")
    assert sum("photo" in m for m in desk.phone("organiser").messages) == 1
