"""Instances of the B2B meeting scheduling problem for tests: drawn, written as files, and solved by trying all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from bot.domain.timetable.instances import Instance, Request, Session, break_counts, instance_faults

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "data" / "b2bsp"


@st.composite
def drawn(draw: st.DrawFn, *, largest: int = 5, slots: int = 5) -> Instance:
    """Small instances with every rule, feasible or not."""
    people = draw(st.integers(2, 5))
    last = draw(st.integers(1, slots))
    pairs = st.tuples(st.integers(0, people - 1), st.integers(0, people - 1)).filter(lambda pair: pair[0] != pair[1])
    sessions = st.sampled_from([Session.EITHER, Session.EITHER, Session.EITHER, Session.MORNING, Session.AFTERNOON])
    meetings = draw(
        st.lists(st.builds(lambda pair, session: Request(pair[0], pair[1], session), pairs, sessions), max_size=largest)
    )
    fixed = st.sampled_from([0, 0, 0, 0, *range(1, last + 1)])
    before = st.frozensets(st.integers(0, len(meetings) - 1), max_size=1) if meetings else st.just(frozenset[int]())
    nobody = st.just(frozenset[int]())
    return Instance(
        participants=people,
        tables=draw(st.integers(0, 3) if draw(st.booleans()) else st.just(3)),
        slots=last,
        morning=draw(st.integers(0, last)),
        meetings=tuple(meetings),
        forbidden=tuple(draw(st.frozensets(st.integers(1, last), max_size=2) | nobody) for _ in range(people)),
        fixed=tuple(draw(fixed) for _ in meetings),
        before=tuple(draw(nobody | nobody | before) for _ in meetings),
    )


def written(instance: Instance, seed: int = 0) -> str:
    """The instance as MiniZinc data, in one of the many ways in which it can be written."""
    dice = random.Random(seed)
    gap = dice.choice(["", " ", "\n", "  % a remark; with = signs [|\n"])
    shift = dice.random() < 0.5

    def numbers(found: frozenset[int]) -> str:
        ordered = sorted(found)
        if not ordered:
            return dice.choice(["{}", "{0}", "1..0"])
        if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1 and dice.random() < 0.7:
            return f"{ordered[0]}..{ordered[-1]}"
        return "{" + f",{gap}".join(map(str, [*([0] if shift else []), *ordered])) + "}"

    def array(values: Sequence[str]) -> str:
        plain = "[" + f",{gap}".join(values) + dice.choice([",]", "]"] if values else ["]"])
        return dice.choice([plain, f"array1d(1..{len(values)}, {plain})"])

    rows = [f"{one.one + 1},{gap}{one.two + 1}, {one.session.value}" for one in instance.meetings]
    comma = dice.choice(["", ",", ", \n"])
    table = "[|" + "".join(f"{row}{comma}{gap}|" for row in rows) + ("]" if rows else "|]")
    mine = instance.meetings_of()
    lines = [
        f"nBusiness = {instance.participants}",
        f"nMeetings={gap}{len(rows)}",
        f"nTables = {instance.tables}",
        f"nTotalSlots = {instance.slots}",
        f"nMorningSlots = {instance.morning}",
        f"requested = {table}",
        f"forbidden = {array([numbers(one) for one in instance.forbidden])}",
        'somethingElse = ["not; ours", 1.5, {A, B}]',
    ]
    if any(instance.fixed) or dice.random() < 0.5:
        lines.append(f"fixed = {array([str(one) for one in instance.fixed])}")
    if any(instance.before) or dice.random() < 0.5:
        sets = [numbers(frozenset(index + 1 for index in one)) for one in instance.before]
        lines.append(f"precedences = {array(sets)}")
    if dice.random() < 0.5:
        sets = ["{" + ",".join(map(str, [1, *(index + 2 for index in one)])) + "}" for one in mine]
        lines.append(f"meetingsxBusiness = {array(sets)}")
        lines.append(f"nMeetingsBusiness = {array([str(len(one)) for one in mine])}")
    dice.shuffle(lines)
    return "% an instance\n" + "".join(f"{line}{gap};{gap}\n" for line in lines)


def least_by_trying(instance: Instance) -> int | None:
    """The fewest breaks of all assignments without a fault; None where each has one."""
    counts = [
        sum(break_counts(instance, slots))
        for slots in product(range(1, instance.slots + 1), repeat=len(instance.meetings))
        if not instance_faults(instance, slots)
    ]
    return min(counts, default=None)
