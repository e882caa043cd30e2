"""The event in numbers: as text, and as the words of a picture."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.after import Result
from bot.domain.events import Event, PlaceKind
from bot.domain.exports import Format
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus, AttendeeType
from bot.domain.stats import Stats, kind_counted
from bot.views.exports import ExportTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import type_name
from bot.views.screens import Attachment, Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape, flag

TITLE_WIDTH = 46  # characters a line over the picture


class StatsAct(StrEnum):
    """What a button under the statistics does."""

    REFRESH = "r"
    PICTURE = "p"


@dataclass(frozen=True, slots=True)
class StatsTap(Tap):
    """A tap under the statistics."""

    prefix: ClassVar[str] = "st"
    act: StatsAct


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing: lying ``bars``, a ``line``, or ``columns`` before `limits`."""

    kind: str
    title: str
    labels: tuple[str, ...]
    values: tuple[int, ...]
    nothing: str
    limits: tuple[int, ...] = ()


def status_name(w: Words, status: str) -> str:
    """What became of requests."""
    return {
        Status.PENDING.value: w.plain("waiting for an answer"),
        Status.ACCEPTED.value: w.plain("agreed, without a time"),
        Status.SCHEDULED.value: w.plain("agreed"),
        Status.HELD.value: w.plain("held"),
        Status.MISSED.value: w.plain("missed"),
        Status.DECLINED.value: w.plain("declined"),
        Status.WITHDRAWN.value: w.plain("withdrawn"),
        Status.EXPIRED.value: w.plain("expired"),
        Status.CANCELLED.value: w.plain("cancelled"),
    }[status]


def _standing(w: Words, status: str) -> str:
    return {
        AttendeeStatus.REGISTERED.value: w.plain("registered"),
        AttendeeStatus.WAITING.value: w.plain("on the waiting list"),
        AttendeeStatus.APPLIED.value: w.plain("to be approved"),
        AttendeeStatus.REFUSED.value: w.plain("refused"),
        AttendeeStatus.CANCELLED.value: w.plain("no longer coming"),
        AttendeeStatus.FORGOTTEN.value: w.plain("forgotten at their wish"),
    }[status]


def _result_name(w: Words, result: str) -> str:
    return {
        Result.FOLLOW_UP.value: w.plain("follow-ups"),
        Result.PROJECT.value: w.plain("joint projects"),
        Result.NO_FIT.value: w.plain("no fit"),
    }[result]


def numbers(w: Words, event: Event, stats: Stats, now: datetime) -> Screen:
    """Everything as text."""
    lines: list[Html | str] = [
        w.say("<b>{event}</b>", event=event.name),
        w.say("As of {moment}", moment=w.moment(now, event.zone)),
        "",
        w.count("👥 <b>{n} person registered</b>", "👥 <b>{n} people registered</b>", stats.registered),
    ]
    others = [
        f"{_standing(w, status)}: {number}"
        for status, number in stats.statuses.items()
        if status != AttendeeStatus.REGISTERED.value and number
    ]
    if others:
        lines.append(Html(escape(" · ".join(others))))
    lines += [
        w.say("Checked in: {n}", n=stats.checked_in),
        w.say("Reachable in the chat: {n}", n=stats.reachable),
        w.say("Without a meeting: {n}", n=stats.without_meeting),
    ]
    if stats.by_type:
        lines.append(Html(escape(" · ".join(f"{_type(w, name)} {number}" for name, number in stats.by_type))))
    if stats.by_country:
        lines.append(Html(escape(" · ".join(f"{_flagged(w, code)} {number}" for code, number in stats.by_country))))
    lines += ["", w.count("🤝 <b>{n} request</b>", "🤝 <b>{n} requests</b>", stats.requests)]
    lines += [Html(escape(f"{status_name(w, s)}: {stats.meetings[s]}")) for s in _in_order(stats)]
    if stats.outcomes:
        said = " · ".join(f"{_result_name(w, name)}: {number}" for name, number in sorted(stats.outcomes.items()))
        lines.append(w.say("What comes of them: {said}", said=said))
    if stats.slots:
        percent = round(stats.use * 100)
        tables = kind_counted(event) is PlaceKind.TABLE
        lines += [
            "",
            w.say("🪑 <b>{percent} % of the tables are taken</b>", percent=percent)
            if tables
            else w.say("📺 <b>{percent} % of the virtual rooms are taken</b>", percent=percent),
        ]
        fullest = max(stats.slots, key=lambda slot: slot.taken)
        if fullest.taken:
            lines.append(
                w.say(
                    "The fullest slot: {moment}, {taken} of {places}",
                    moment=w.moment(fullest.starts_at, event.zone),
                    taken=fullest.taken,
                    places=fullest.places,
                )
            )
    rows = (
        (
            Button(w.plain("🔄 Refresh"), StatsTap(StatsAct.REFRESH).pack()),
            Button(w.plain("🖼 Picture"), StatsTap(StatsAct.PICTURE).pack()),
        ),
        (Button(w.plain("📤 Lists as files"), ExportTap(None, Format.XLSX).pack()),),
        (door_button(w, Door.DESK), menu_button(w)),
    )
    return Screen("\n".join(lines), rows)


def panels(w: Words, event: Event, stats: Stats) -> list[Panel]:
    """What is drawn, with its words."""
    nothing = w.plain("nothing yet")
    statuses = _in_order(stats)
    return [
        Panel(
            "line",
            w.plain("Registered"),
            tuple(w.day(day) for day, _ in stats.by_day),
            tuple(number for _, number in stats.by_day),
            nothing,
        ),
        Panel(
            "bars",
            w.plain("By country"),
            tuple(w.country(code) if code else w.plain("others") for code, _ in stats.by_country),
            tuple(number for _, number in stats.by_country),
            nothing,
        ),
        Panel(
            "bars",
            w.plain("By type"),
            tuple(_type(w, name) for name, _ in stats.by_type),
            tuple(number for _, number in stats.by_type),
            nothing,
        ),
        Panel(
            "bars",
            w.plain("What became of requests"),
            tuple(status_name(w, status) for status in statuses),
            tuple(stats.meetings[status] for status in statuses),
            nothing,
        ),
        Panel(
            "columns",
            w.plain("Tables taken in each slot")
            if kind_counted(event) is PlaceKind.TABLE
            else w.plain("Virtual rooms taken in each slot"),
            tuple(w.time(slot.starts_at, event.zone) for slot in stats.slots),
            tuple(slot.taken for slot in stats.slots),
            nothing,
            tuple(slot.places for slot in stats.slots),
        ),
    ]


def picture_title(w: Words, event: Event, now: datetime) -> str:
    """Over the picture: the event, and when it was drawn."""
    return "\n".join([*textwrap.wrap(event.name, TITLE_WIDTH), w.moment(now, event.zone)])


def picture(w: Words, event: Event, data: bytes) -> Screen:
    """The picture."""
    caption = w.say("<b>{event}</b>", event=event.name)
    return Screen(caption, ((menu_button(w),),), attachment=Attachment("photo", f"{event.slug}.png", data=data))


def being_drawn(w: Words) -> str:
    """A few words while the picture is drawn."""
    return w.plain("The picture is being drawn.")


def _in_order(stats: Stats) -> list[str]:
    return [status.value for status in Status if stats.meetings.get(status.value)]


def _type(w: Words, name: str) -> str:
    return type_name(w, AttendeeType(name)) if name else w.plain("others")


def _flagged(w: Words, code: str) -> str:
    return f"{flag(code)} {w.country(code)}" if code else w.plain("others")
