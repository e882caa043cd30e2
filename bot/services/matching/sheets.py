"""A set of matches as a sheet: written with names and reasons, and read again after somebody has edited it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.apart import run_apart
from bot.domain.events import Event
from bot.domain.exports import harmless, plain, rid_of_apostrophe
from bot.domain.ids import AttendeeId
from bot.domain.matching import Wish
from bot.domain.meetings import Priority
from bot.domain.typed_words import fold
from bot.services.matching.apart import reasons_of
from bot.services.matching.profiles import topics_of
from bot.services.matching.sets import Wanted, packs_of
from bot.views.matching import wish_name
from bot.views.words import Words
from storage import matching as stored
from storage import people
from storage.database import Connection
from storage.matching import ListedPerson

COLUMNS = (
    "one", "one_name", "one_organisation", "two", "two_name", "two_organisation",
    "score", "two_offers_what_one_needs", "one_offers_what_two_needs", "priority", "after",
)  # fmt: skip
NEEDED = ("one", "two")
LARGEST = 20 * 1024 * 1024  # bytes
ROWS = 100_000
PATIENCE = 300.0  # seconds of the wall


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be understood: the row as the sheet counts them, the column, why, and what stands there."""

    row: int
    column: str
    code: str
    value: str = ""


async def rows_of(connection: Connection, event: Event, result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every match with names and reasons, by column."""
    matches = [(int(one), int(two), float(score)) for one, two, score in result["matches"]]
    ids = sorted({who for one, two, _ in matches for who in (one, two)})
    found: dict[AttendeeId, Any] = {}
    for start in range(0, len(ids), 500):
        found |= await people.attendees(connection, [AttendeeId(i) for i in ids[start : start + 500]])
    packs = tuple(await packs_of(event, list(found.values())))
    pairs = [(one, two) for one, two, _ in matches]
    why = await run_apart(reasons_of, packs, topics_of(event), pairs, patience=PATIENCE)
    words = Words("en", event.zone)

    def named(wishes: Sequence[Wish]) -> str:
        return ", ".join(name for wish in wishes[:3] if (name := wish_name(words, event, wish)))

    rows = []
    for (one, two, score), (offers, needs) in zip(matches, why, strict=True):
        first, second = found.get(AttendeeId(one)), found.get(AttendeeId(two))
        if first is None or second is None:
            continue
        values = (
            one, first.name, first.organisation, two, second.name, second.organisation,
            score, named(offers), named(needs), Priority.MUST.value, "",
        )  # fmt: skip
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


async def names_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Attendee -> name and organisation."""
    return await stored.exported_people(connection, ids)


def to_csv(event: Event, rows: Sequence[Mapping[str, Any]]) -> str:
    """The sheet as CSV, no cell of which a spreadsheet takes for a formula."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = [plain(row[name], event.zone) for name in COLUMNS]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return held.getvalue()


async def read(connection: Connection, event: Event, data: bytes) -> tuple[list[Wanted], list[Fault]]:
    """The meetings of a sheet, and every fault in it; with a fault nothing should be made.

    Columns ``one`` and ``two`` name people by their id, their e-mail address, or ``name, organisation``; ``priority``
    is must (also where it is empty), mutual or one_sided; ``after`` is the row of another line, or its two people
    joined by ``+``. Other columns are left alone.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(1, "", "not_utf8")]
    delimiter = max(";\t,", key=text.split("\n", 1)[0].count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [], [Fault(1, "", "not_csv")]
    if len(table) > ROWS + 1:
        return [], [Fault(ROWS + 2, "", "too_many_rows", str(ROWS))]
    heads = [cell.strip().casefold() for cell in table[0]] if table else []
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        return [], [Fault(1, name, "no_column") for name in missing]
    lines = [
        (number, {head: rid_of_apostrophe(cell.strip()) for head, cell in zip(heads, row, strict=False)})
        for number, row in enumerate(table[1:], 2)
        if any(cell.strip() for cell in row)
    ]
    return _Reading(event, await stored.listed_people(connection, event.id)).read(lines)


class _Reading:
    """One sheet against the people of the event."""

    def __init__(self, event: Event, listed: Sequence[ListedPerson]) -> None:
        self._closed = event.rules.closed_type_pairs
        self._people = {one.id: one for one in listed}
        self._mails: dict[str, list[int]] = {}
        self._names: dict[str, list[int]] = {}
        for one in listed:
            if one.email:
                self._mails.setdefault(one.email.casefold(), []).append(one.id)
            for said in (one.name, f"{one.name} {one.organisation}"):
                self._names.setdefault(_bare(said), []).append(one.id)
        self._faults: list[Fault] = []

    def read(self, lines: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[list[Wanted], list[Fault]]:
        """All lines; faults in the order of rows."""
        wanted: list[Wanted] = []
        row_of: dict[int, int] = {}  # row of the sheet -> place in `wanted`
        pairs: dict[frozenset[int], int] = {}
        later: list[tuple[int, int, str]] = []
        for row, cells in lines:
            one, two = self._who(row, "one", cells), self._who(row, "two", cells)
            priority = self._priority(row, cells.get("priority", ""))
            if one is None or two is None or priority is None:
                continue
            pair = frozenset({one, two})
            code = self._fault_of(one, two, pair, pairs)
            if code is not None:
                self._faults.append(Fault(row, "two", code, cells.get("two", "")))
                continue
            pairs[pair] = row_of[row] = len(wanted)
            if cells.get("after"):
                later.append((row, len(wanted), cells["after"]))
            wanted.append(Wanted(AttendeeId(one), AttendeeId(two), priority))
        for row, place, said in later:
            earlier = self._earlier(said, row_of, pairs)
            if earlier is None or earlier == place:
                self._faults.append(Fault(row, "after", "no_such_line", said))
                continue
            wanted[place] = replace(wanted[place], after=earlier)
        rows = {place: row for row, place in row_of.items()}
        self._faults += [Fault(rows[place], "after", "circle") for place in _circles(wanted)]
        return wanted, sorted(self._faults, key=lambda fault: (fault.row, fault.column))

    def _fault_of(self, one: int, two: int, pair: frozenset[int], pairs: Mapping[frozenset[int], int]) -> str | None:
        if one == two:
            return "same_person"
        if pair in pairs:
            return "twice"
        if frozenset({self._people[one].type, self._people[two].type}) in self._closed:
            return "closed_types"
        return None

    def _who(self, row: int, column: str, cells: Mapping[str, str]) -> int | None:
        said = cells.get(column, "")
        found = self._found(said)
        if len(found) == 1:
            return found[0]
        code = "empty" if not said else "several" if found else "unknown_person"
        self._faults.append(Fault(row, column, code, said))
        return None

    def _found(self, said: str) -> list[int]:
        if said.isascii() and said.isdigit():
            return [int(said)] if len(said) < 19 and int(said) in self._people else []
        if "@" in said and said.casefold() in self._mails:
            return self._mails[said.casefold()]
        return list(dict.fromkeys(self._names.get(_bare(said), [])))

    def _priority(self, row: int, said: str) -> Priority | None:
        try:
            return Priority(said.casefold().replace("-", "_").replace(" ", "_") or Priority.MUST.value)
        except ValueError:
            self._faults.append(Fault(row, "priority", "unknown_priority", said))
            return None

    def _earlier(self, said: str, row_of: Mapping[int, int], pairs: Mapping[frozenset[int], int]) -> int | None:
        if said.isascii() and said.isdigit():
            return row_of.get(int(said)) if len(said) < 10 else None
        one, plus, two = said.partition("+")
        sides = [self._found(side.strip()) for side in (one, two)]
        if not plus or any(len(side) != 1 for side in sides):
            return None
        return pairs.get(frozenset({sides[0][0], sides[1][0]}))


def _bare(said: str) -> str:
    return " ".join(fold(said).replace(",", " ").replace("/", " ").replace("(", " ").replace(")", " ").split())


def _circles(wanted: Sequence[Wanted]) -> list[int]:
    """Those that would have to begin after themselves."""
    found = []
    for place in range(len(wanted)):
        seen, at = {place}, wanted[place].after
        while at is not None and at not in seen:
            seen.add(at)
            at = wanted[at].after
        if at == place:
            found.append(place)
    return found
