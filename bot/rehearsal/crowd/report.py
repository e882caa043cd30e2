"""What a rehearsal came to, from what phones saw and the stage counted; and whether it adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.rehearsal.crowd.attendee import Attendee
from bot.rehearsal.crowd.crowd import Crowd
from bot.rehearsal.crowd.ledger import SAME_MOMENT, Request, Side
from bot.rehearsal.stage import Stage

Numbers = dict[str, Any]
LATE = timedelta(seconds=60)
"""A bell this long after its moment is late."""
SHOWN_MOST = 12  # lines of one kind in the printed report


@dataclass(slots=True)
class Report:
    """Numbers by heading, what was not understood (not a fault in itself), and what does not add up."""

    numbers: dict[str, Numbers] = field(default_factory=dict)
    not_understood: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The report as it is printed."""
        lines = ["", "What the rehearsal came to", "=========================="]
        for heading, numbers in self.numbers.items():
            said = ", ".join(f"{name} {_said(value)}" for name, value in numbers.items())
            lines.append(f"{heading + ':':<22} {said or 'nothing'}")
        if self.not_understood:
            lines.append(f"{'not understood:':<22} {self.not_understood.total()}")
            lines += [f"    {number:>5} × {line}" for line, number in self.not_understood.most_common(SHOWN_MOST)]
        if self.problems:
            lines.append(f"PROBLEMS: {len(self.problems)}")
            lines += [f"    - {problem}" for problem in self.problems]
        else:
            lines.append("Everything adds up.")
        return "\n".join(lines) + "\n"


def report(
    stage: Stage,
    crowd: Crowd,
    of_the_bot: Mapping[str, Any] | None = None,
    *,
    bell_before: timedelta = timedelta(minutes=15),
) -> Report:
    """What `crowd` lived through; `of_the_bot` are the bot's own numbers, a mapping by heading, shown beside.

    Of these, `meetings` (by status), `bells` (in_time, late) and `left` (work left over, which should be none) are
    held against what the phones saw. `bell_before` is how long before a meeting its bell is due.
    """
    ledger = crowd.ledger
    found = Report(not_understood=ledger.not_understood)
    people = {one.name: one for one in crowd.attendees.values()}
    problems = Counter(ledger.problems)
    found.numbers["people"] = _people(crowd)
    found.numbers["requests"] = _requests(ledger.requests, problems)
    found.numbers["meetings"] = _meetings(crowd, people, problems)
    found.numbers["bells"] = _bells(crowd, people, bell_before, problems)
    found.numbers["deeds"] = dict(sorted(ledger.deeds.items()))
    found.numbers["messages by kind"] = dict(ledger.kinds.most_common())
    found.numbers["refusals"] = dict(ledger.refusals.most_common(SHOWN_MOST))
    found.numbers["no reaction to"] = dict(ledger.nothing_happened.most_common(SHOWN_MOST))
    found.numbers["stage"] = {name: value for name, value in stage.counters.items() if name != "methods" and value}
    for act, times in ledger.nothing_happened.items():
        problems[f"nothing happened after {act}"] += times
    _same_as_the_bot(found.numbers, ledger.kinds["session_bell"], of_the_bot or {}, problems)
    for heading, numbers in (of_the_bot or {}).items():
        found.numbers[f"bot: {heading}"] = dict(numbers) if isinstance(numbers, Mapping) else {"": numbers}
    found.problems = [problem if n == 1 else f"{problem} ({n} times)" for problem, n in problems.items()]
    return found


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{name} {inner}" for name, inner in value.items()) + ")"
    return str(value)


def _people(crowd: Crowd) -> Numbers:
    people = crowd.attendees.values()
    return {
        "in the crowd": len(people),
        "registered": sum(one.registered for one in people),
        "turned away": sum(one.turned_away for one in people),
        "blocked the bot": sum(bool(one.blocked) for one in people),
        "blocking it still": sum(one.phone.blocked for one in people),
    }


def _requests(requests: list[Request], problems: Counter[str]) -> Numbers:
    states = Counter(request.state for request in requests)
    agreed = sum(request.was_agreed for request in requests)
    outcomes = {
        "accepted": agreed,
        "declined": states["declined"],
        "withdrawn": states["withdrawn"],
        "expired": states["expired"],
        "still open": states["open"],
    }
    if sum(outcomes.values()) != len(requests):
        problems[f"{len(requests)} requests were made, {sum(outcomes.values())} have an outcome"] += 1
    return {"made": len(requests), **outcomes, "answered with another time": sum(one.countered for one in requests)}


def _meetings(crowd: Crowd, people: Mapping[str, Attendee], problems: Counter[str]) -> Numbers:
    now = crowd.clock.now()
    agreed = [request for request in crowd.ledger.requests if request.was_agreed]
    live = [request for request in agreed if request.state == "agreed"]
    timed = [request for request in live if request.time is not None]
    held = [request for request in timed if request.time is not None and request.time.ends_at <= now]
    _one_at_a_time(timed, problems)
    for request in timed:
        _both_phones_agree(request, people, problems)
    for request in crowd.ledger.requests:
        if request.state == "open" and now >= _last_moment(crowd):
            problems[f"the request of {request.asker} to {request.guest} is open after the event"] += 1
    return {
        "agreed": len(agreed),
        "cancelled": len(agreed) - len(live),
        "held": len(held),
        "to come": len(timed) - len(held),
        "without a time": len(live) - len(timed),
    }


def _same_as_the_bot(
    seen: Mapping[str, Numbers], session_bells: int, of_the_bot: Mapping[str, Any], problems: Counter[str]
) -> None:
    """The bot's own numbers and those of the phones tell the same; whoever blocked the bot may have missed things."""
    missed = seen["people"]["blocked the bot"]
    meetings, bells = of_the_bot.get("meetings"), of_the_bot.get("bells")
    pairs = []
    if meetings is not None:
        pairs.append(("requests", seen["requests"]["made"], sum(meetings.values()), missed))
        held = meetings.get("scheduled", 0) + meetings.get("held", 0) + meetings.get("missed", 0)
        pairs.append(("meetings that stand", seen["meetings"]["held"] + seen["meetings"]["to come"], held, missed))
    if bells is not None:
        rung = sum(seen["bells"].values()) - seen["bells"]["never"] + session_bells
        pairs.append(("bells rung", rung, bells.get("in_time", 0) + bells.get("late", 0), 0))
    for what, phones, bot, spare in pairs:
        if abs(phones - bot) > spare:
            problems[f"{what}: {phones} on the phones, {bot} in the bot's books"] += 1
    for what, number in of_the_bot.get("left", {}).items():
        if number:
            problems[f"left over in the bot: {number} {what}"] += 1


def _last_moment(crowd: Crowd) -> Any:
    times = [request.time.ends_at for request in crowd.ledger.requests if request.time is not None]
    return max(times, default=crowd.clock.now() + LATE)


def _one_at_a_time(timed: list[Request], problems: Counter[str]) -> None:
    """Nobody has two meetings, and no place two pairs, at the same time."""
    busy: dict[tuple[Any, str], Request] = {}
    for request in timed:
        assert request.time is not None
        places = {side.place for side in request.sides.values() if side.place and side.time == request.time}
        for what in (request.asker, request.guest, *places):
            other = busy.setdefault((request.time.starts_at, what), request)
            if other is not request:
                problems[f"{what} is taken twice at {request.time.text}"] += 1


def _both_phones_agree(request: Request, people: Mapping[str, Attendee], problems: Counter[str]) -> None:
    """What stands on the two phones is the same time and place."""
    sides = [request.sides.get(name) for name in (request.asker, request.guest) if _always_reached(people.get(name))]
    shown = [(side.time.starts_at, side.place) for side in sides if side is not None and side.time is not None]
    if len(sides) == 2 and (len(shown) < 2 or shown[0] != shown[1]):
        problems[f"the phones of {request.asker} and {request.guest} do not show the same meeting: {shown}"] += 1


def _always_reached(who: Attendee | None) -> bool:
    return who is not None and not who.blocked


def _bells(crowd: Crowd, people: Mapping[str, Attendee], before: timedelta, problems: Counter[str]) -> Numbers:
    now = crowd.clock.now()
    counted: Counter[str] = Counter({"in time": 0, "late": 0, "never": 0})
    for request in crowd.ledger.requests:
        for name, side in request.sides.items():
            who = people.get(name)
            if who is None or side.time is None or not request.was_agreed:
                continue
            outcome = _bell(request, side, who, before, now)
            if outcome is None:
                continue
            counted[outcome] += 1
            if outcome == "never":
                problems[f"no bell rang for {name} before the meeting at {side.time.text}"] += 1
    rung = sum(len(side.bells) for one in crowd.ledger.requests for side in one.sides.values())
    counted["of meetings moved or cancelled later"] = rung - counted["in time"] - counted["late"]
    return dict(counted)


def _bell(request: Request, side: Side, who: Attendee, before: timedelta, now: Any) -> str | None:
    """How the bell of that side went; None when none was owed."""
    assert side.time is not None
    assert side.since is not None
    starts = side.time.starts_at
    due = max(starts - before, side.since)
    rung = [at for at, of in side.bells if of == starts]
    if rung:
        return "late" if min(rung) > due + LATE and not who.was_blocked(due, min(rung)) else "in time"
    over = request.state != "agreed" and side.ended_at is not None and side.ended_at <= due + SAME_MOMENT
    ended_unseen = request.state != "agreed" and side.ended_at is None
    too_short = due + SAME_MOMENT > starts
    if starts > now or over or ended_unseen or too_short or who.was_blocked(due, starts):
        return None
    return "never"
