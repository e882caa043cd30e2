"""The list of open requests: those to answer first, then those that wait for somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Event
from bot.domain.typed_words import isolated
from bot.views.clocks import moment_in_text, time_left
from bot.views.meetings.lines import Shown, lines, no_time, short_when
from bot.views.meetings.taps import MeetingAct, MeetingTap, RequestsTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words

PER_PAGE = 6


def requests(
    w: Words, event: Event, yours: Sequence[Shown], awaited: Sequence[Shown], page: int = 0, news: Html | None = None
) -> Screen:
    """Open requests: whom, when, how long is left; one tap accepts, one shows. `news` is what a tap has just done."""
    every = [*yours, *awaited]
    if not every:
        return Screen(
            lines(
                news,
                w.say("<b>No open requests.</b>"),
                w.say("Look through the people at the event and ask somebody for a meeting."),
            ),
            ((door_button(w, Door.PEOPLE),), (menu_button(w),)),
        )
    pages = (len(every) + PER_PAGE - 1) // PER_PAGE
    page = min(max(page, 0), pages - 1)
    here = every[page * PER_PAGE : (page + 1) * PER_PAGE]
    text = lines(
        news,
        w.count("<b>{n} request waits for your answer.</b>", "<b>{n} requests wait for your answer.</b>", len(yours)),
        w.count("{n} of yours waits for an answer.", "{n} of yours wait for an answer.", len(awaited))
        if awaited
        else None,
        *(_line(w, shown) for shown in here),
    )
    rows = [_row(w, event, shown) for shown in here]
    turning = []
    if page > 0:
        turning.append(Button("◀", RequestsTap(page - 1).pack()))
    if page < pages - 1:
        turning.append(Button("▶", RequestsTap(page + 1).pack()))
    return Screen(text, (*rows, *([tuple(turning)] if turning else []), (menu_button(w),)))


def _line(w: Words, shown: Shown) -> Html:
    slot = shown.slot
    time = no_time(w, shown.event) if slot is None else moment_in_text(w, slot.starts_at, shown.event)
    about = lines(
        "",
        w.say("{mark} <b>{name}</b>, {organisation}", mark=_mark(shown), name=name_of(w, shown.other),
              organisation=isolated(shown.other.organisation)),
        w.say("🕙 {time}", time=time),
    )  # fmt: skip
    until = shown.answer_by
    if until is None:
        return about
    return lines(about, w.say("Answer due {left}", left=time_left(w, until, shown.now)))


def _row(w: Words, event: Event, shown: Shown) -> tuple[Button, ...]:
    name = f"{_mark(shown)} {name_of(w, shown.other)}"
    show = MeetingTap(MeetingAct.SHOW, shown.meeting.id, shown.meeting.version).pack()
    if not shown.my_turn:
        return (Button(f"{name} · {short_when(w, event, shown.slot)}"[:64], show),)
    # Two in a row are half as wide: the day is said above.
    clock = no_time(w, event) if shown.slot is None else w.time(shown.slot.starts_at, event.zone)
    accept = MeetingTap(MeetingAct.ACCEPT, shown.meeting.id, shown.meeting.version)
    return (Button(f"{name} · {clock}"[:64], show), Button(w.plain("✅ Accept"), accept.pack()))


def _mark(shown: Shown) -> str:
    return "❗" if shown.my_turn else "⏳"
