"""A file of MiniZinc data -> an instance. What is missing and can be left out is filled in; the rest is a fault."""

from __future__ import annotations

from pathlib import Path

from bot.domain.timetable.instances.dzn import Array, Item, Set, Value, read_items
from bot.domain.timetable.instances.records import Instance, InstanceFault, Request, Session

LONGEST_FILE = 20_000_000  # bytes
MOST = {"nBusiness": 20_000, "nMeetings": 100_000, "nTables": 10**9, "nTotalSlots": 1_000, "nMorningSlots": 1_000}
LISTS = ("requested", "forbidden", "fixed", "precedences", "meetingsxBusiness", "nMeetingsBusiness")


def read_instance(path: Path) -> Instance:
    """The instance in a file; :class:`InstanceFault` names the file, the key and the line of what is wrong."""
    try:
        if path.is_dir():
            raise InstanceFault("this is a folder; expected a file of MiniZinc data", source=str(path))
        if path.stat().st_size > LONGEST_FILE:
            raise InstanceFault(f"larger than {LONGEST_FILE // 1_000_000} MB", source=str(path))
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InstanceFault("no such file", source=str(path)) from None
    except UnicodeDecodeError as error:
        raise InstanceFault(f"not text in UTF-8 (byte {error.start})", source=str(path)) from None
    except OSError as error:
        raise InstanceFault(f"cannot be read: {error.strerror or error}", source=str(path)) from None
    try:
        return parse_instance(text)
    except InstanceFault as fault:
        raise InstanceFault(fault.words, key=fault.key, line=fault.line, source=str(path)) from None


def parse_instance(text: str) -> Instance:
    """The instance in a text. `requested` is what counts; `meetingsxBusiness` and `nMeetingsBusiness` say the same
    again (the first as the numbers of a person's meetings plus 1, behind a 1 that stands for nothing), so where
    they differ there is a remark and no more.
    """
    items = read_items(text, {*MOST, *LISTS})
    people = _number(items, "nBusiness")
    slots = _number(items, "nTotalSlots")
    rows = _requested(items, people)
    count = _number(items, "nMeetings", len(rows))
    if count != len(rows):
        raise _fault(items, "requested", f"has {len(rows)} meetings; expected nMeetings = {count}")
    morning = _number(items, "nMorningSlots", -1)
    if morning < 0:
        if any(row.session is not Session.EITHER for row in rows):
            raise InstanceFault("is missing, and some meetings are for one session only", key="nMorningSlots")
        morning = slots
    if morning > slots:
        raise _fault(items, "nMorningSlots", f"= {morning}; expected at most nTotalSlots = {slots}")
    return Instance(
        participants=people,
        tables=_number(items, "nTables"),
        slots=slots,
        morning=morning,
        meetings=rows,
        forbidden=_forbidden(items, people, slots),
        fixed=_fixed(items, count, slots),
        before=_before(items, count),
        remarks=_remarks(items, rows, people),
    )


def _fault(items: dict[str, Item], key: str, words: str, line: int | None = None) -> InstanceFault:
    return InstanceFault(words, key=key, line=line or (items[key].line if key in items else None))


def _number(items: dict[str, Item], key: str, default: int | None = None) -> int:
    if key not in items:
        if default is None:
            raise InstanceFault("is missing; expected a whole number", key=key)
        return default
    value = items[key].value
    if not isinstance(value, int):
        raise _fault(items, key, "expected a whole number")
    if not 0 <= value <= MOST[key]:
        raise _fault(items, key, f"= {value}; expected 0 to {MOST[key]}")
    return value


def _array(items: dict[str, Item], key: str, length: int | None) -> Array:
    value = items[key].value
    if not isinstance(value, Array):
        raise _fault(items, key, "expected an array [ ... ]")
    if length is not None and len(value.values) != length:
        raise _fault(items, key, f"has {len(value.values)} values; expected {length}")
    return value


def _requested(items: dict[str, Item], people: int) -> tuple[Request, ...]:
    if "requested" not in items:
        raise InstanceFault("is missing; expected [|participant, participant, session, |...|]", key="requested")
    array = _array(items, "requested", None)
    values, lines = array.values, array.lines
    if array.rows is None and values and all(isinstance(one, Array) for one in values):  # a list of lists
        lines = tuple(line for one in values if isinstance(one, Array) for line in one.lines)
        array = Array(
            tuple(number for one in values if isinstance(one, Array) for number in one.values),
            lines,
            tuple(len(one.values) for one in values if isinstance(one, Array)),
        )
        values = array.values
    at = 0
    for length in array.rows or ():
        if length != 3:
            words = f"a row has {length} values; expected participant, participant, session"
            raise _fault(items, "requested", words, lines[min(at, len(lines) - 1)] if lines else None)
        at += length
    if len(values) % 3:
        raise _fault(items, "requested", f"has {len(values)} values; expected three a meeting")
    found: list[Request] = []
    for index in range(0, len(values), 3):
        one, two, session = values[index : index + 3]
        line = lines[index]
        meeting = f"meeting {index // 3 + 1}"
        if not (isinstance(one, int) and isinstance(two, int) and isinstance(session, int)):
            raise _fault(items, "requested", f"{meeting}: expected three whole numbers", line)
        for person in (one, two):
            if not 1 <= person <= people:
                raise _fault(items, "requested", f"{meeting}: participant {person}; expected 1 to {people}", line)
        if one == two:
            raise _fault(items, "requested", f"{meeting}: participant {one} meets nobody but themselves", line)
        if session not in {1, 2, 3}:
            raise _fault(items, "requested", f"{meeting}: session {session}; expected 1, 2 or 3", line)
        found.append(Request(one - 1, two - 1, Session(session)))
    return tuple(found)


def _sets(items: dict[str, Item], key: str, length: int) -> list[tuple[Set, int]]:
    array = _array(items, key, length)
    found: list[tuple[Set, int]] = []
    for value, line in zip(array.values, array.lines, strict=True):
        one = _as_set(value)
        if one is None:
            raise _fault(items, key, "expected sets such as {1, 2} or 3..5", line)
        found.append((one, line))
    return found


def _as_set(value: Value) -> Set | None:
    if isinstance(value, Set):
        return value
    if isinstance(value, Array) and all(isinstance(one, int) for one in value.values):
        return Set(tuple((one, one) for one in value.values if isinstance(one, int)))
    return None


def _forbidden(items: dict[str, Item], people: int, slots: int) -> tuple[frozenset[int], ...]:
    """The files write 0 for *none*; slots after the last one forbid nothing."""
    if "forbidden" not in items:
        return (frozenset(),) * people
    found = []
    for one, line in _sets(items, "forbidden", people):
        below = one.outside(0, 10**18)
        if below is not None:
            raise _fault(items, "forbidden", f"slot {below}; expected 1 to {slots}, or 0 for none", line)
        found.append(one.within(1, slots))
    return tuple(found)


def _fixed(items: dict[str, Item], count: int, slots: int) -> tuple[int, ...]:
    if "fixed" not in items:
        return (0,) * count
    array = _array(items, "fixed", count)
    found = []
    for value, line in zip(array.values, array.lines, strict=True):
        if not isinstance(value, int) or not 0 <= value <= slots:
            shown = f"slot {value}" if isinstance(value, int) else "not a whole number"
            raise _fault(items, "fixed", f"{shown}; expected 1 to {slots}, or 0 for a meeting that is not fixed", line)
        found.append(value)
    return tuple(found)


def _before(items: dict[str, Item], count: int) -> tuple[frozenset[int], ...]:
    if "precedences" not in items:
        return (frozenset(),) * count
    found = []
    for one, line in _sets(items, "precedences", count):
        wrong = one.outside(0, count)
        if wrong is not None:
            raise _fault(items, "precedences", f"meeting {wrong}; expected 1 to {count}", line)
        found.append(frozenset(meeting - 1 for meeting in one.within(1, count)))
    return tuple(found)


def _remarks(items: dict[str, Item], rows: tuple[Request, ...], people: int) -> tuple[str, ...]:
    mine: list[set[int]] = [set() for _ in range(people)]
    for index, row in enumerate(rows):
        mine[row.one].add(index)
        mine[row.two].add(index)
    remarks = []
    if "nMeetingsBusiness" in items:
        value = items["nMeetingsBusiness"].value
        if not isinstance(value, Array) or value.values != tuple(len(one) for one in mine):
            remarks.append("nMeetingsBusiness does not agree with requested, which counts")
    if "meetingsxBusiness" in items:
        value = items["meetingsxBusiness"].value
        held = [_as_set(one) for one in value.values] if isinstance(value, Array) else []
        last = len(rows) + 1
        told = [one.within(1, last) if one else None for one in held]
        if told != [frozenset({1, *(index + 2 for index in one)}) for one in mine]:
            remarks.append("meetingsxBusiness does not agree with requested, which counts")
    return tuple(remarks)
