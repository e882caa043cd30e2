"""The list of open requests: those to answer first, then those that wait for somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Event
from bot.views.meetings.lines import Shown, lines, short_when
from bot.views.meetings.taps import MeetingAct, MeetingTap, RequestsTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of
from bot.views.screens import Button, Screen
from bot.views.words import Words

PER_PAGE = 8


def requests(w: Words, event: Event, yours: Sequence[Shown], awaited: Sequence[Shown], page: int = 0) -> Screen:
    """Open requests, a button each."""
    every = [*yours, *awaited]
    if not every:
        return Screen(
            lines(
                w.say("<b>No open requests.</b>"),
                w.say("Look through the people at the event and ask somebody for a meeting."),
            ),
            ((door_button(w, Door.PEOPLE),), (menu_button(w),)),
        )
    pages = (len(every) + PER_PAGE - 1) // PER_PAGE
    page = min(max(page, 0), pages - 1)
    text = lines(
        w.count("<b>{n} request waits for your answer.</b>", "<b>{n} requests wait for your answer.</b>", len(yours)),
        w.count("{n} of yours waits for an answer.", "{n} of yours wait for an answer.", len(awaited)),
    )
    rows = [(_line(w, event, shown),) for shown in every[page * PER_PAGE : (page + 1) * PER_PAGE]]
    turning = []
    if page > 0:
        turning.append(Button("◀", RequestsTap(page - 1).pack()))
    if page < pages - 1:
        turning.append(Button("▶", RequestsTap(page + 1).pack()))
    return Screen(text, (*rows, *([tuple(turning)] if turning else []), (menu_button(w),)))


def _line(w: Words, event: Event, shown: Shown) -> Button:
    mark = "❗" if shown.my_turn else "⏳"
    label = f"{mark} {name_of(w, shown.other)} · {short_when(w, event, shown.slot)}"
    return Button(label[:64], MeetingTap(MeetingAct.SHOW, shown.meeting.id, shown.meeting.version).pack())
