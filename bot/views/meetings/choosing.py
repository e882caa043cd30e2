"""Choosing a time, and writing a note: for a request, a counter-offer or a move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.events import Event, Slot
from bot.domain.meetings import NOTE_LIMIT, Purpose
from bot.domain.people import Attendee
from bot.domain.typed_words import isolated
from bot.views.clocks import own_clock_differs
from bot.views.meetings.lines import (
    Shown,
    any_time,
    lines,
    mark_times,
    note,
    purpose_name,
    slot_label,
    times_follow,
    when,
    who,
)
from bot.views.meetings.taps import ChoiceAct, ChoiceTap, DescribeTap, MeetingAct, MeetingTap
from bot.views.menu import Door, door_button
from bot.views.people import name_of
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words

PER_PAGE = 12  # slots on one screen
PER_ROW = 3


def choose_time(
    w: Words,
    event: Event,
    other: Attendee,
    free: Sequence[Slot],
    *,
    purpose: str,
    page: int = 0,
    news: Html | None = None,
) -> Screen:
    """The slots that suit both, a page of one day at a time; `purpose` is request, counter, move or place."""
    headline = {
        "request": w.say("<b>When would you like to meet {name}?</b>", name=name_of(w, other)),
        "place": w.say("<b>When would you like to meet {name}?</b>", name=name_of(w, other)),
        "counter": w.say("<b>Which time do you suggest to {name}?</b>", name=name_of(w, other)),
        "move": w.say("<b>To when shall the meeting with {name} move?</b>", name=name_of(w, other)),
    }[purpose]
    if not free:
        text = lines(
            news,
            headline,
            w.say("You have no free time in common."),
            w.say("<i>Cancel or move something else first.</i>"),
        )
        return Screen(text, ((door_button(w, Door.AGENDA), _stop(w)),))
    pages = pages_of(event, free)
    page = min(max(page, 0), len(pages) - 1)
    day, slots = pages[page]
    by_row = PER_ROW if not own_clock_differs(w, event, slots[0].starts_at) else PER_ROW - 1
    text = lines(
        news,
        "" if news else None,
        headline,
        who(w, event, other) if purpose == "request" else None,
        "",
        w.say("<b>{day}</b>: these times suit you both. Tap one, or type a time.", day=w.day(day)),
        w.say("<i>Times are {city} time; yours in brackets.</i>", city=event.city)
        if own_clock_differs(w, event, slots[0].starts_at)
        else None,
    )
    taps = [Button(slot_label(w, event, s), ChoiceTap(ChoiceAct.SLOT, s.id, page).pack()) for s in slots]
    rows = [tuple(taps[i : i + by_row]) for i in range(0, len(taps), by_row)]
    turning = []
    if page > 0:
        turning.append(Button(f"◀ {_page_label(w, event, pages[page - 1])}", _turn(page - 1)))
    if page < len(pages) - 1:
        turning.append(Button(f"{_page_label(w, event, pages[page + 1])} ▶", _turn(page + 1)))
    if purpose not in {"move", "place"}:
        rows.insert(0, (Button(w.plain("Any time that suits both"), ChoiceTap(ChoiceAct.ANY).pack()),))
    if turning:
        rows.append(tuple(turning))
    return Screen(text, (*rows, (_stop(w),)))


def pages_of(event: Event, free: Sequence[Slot]) -> list[tuple[date, list[Slot]]]:
    """The slots by event day, at most a dozen a page."""
    pages: list[tuple[date, list[Slot]]] = []
    for slot in free:
        day = event.day_of(slot.starts_at)
        if not pages or pages[-1][0] != day or len(pages[-1][1]) == PER_PAGE:
            pages.append((day, []))
        pages[-1][1].append(slot)
    return pages


def confirm_typed(w: Words, event: Event, choices: Sequence[Slot]) -> Screen:
    """A time was typed: is this the one (or one of these) you mean?"""
    if len(choices) == 1:
        text = lines(w.say("<b>Did you mean this time?</b>"), when(w, event, choices[0]))
        rows = [(Button(w.plain("Yes, this time"), ChoiceTap(ChoiceAct.SLOT, choices[0].id).pack()),)]
    else:
        text = w.say("<b>Which of these do you mean?</b>")
        rows = [
            (Button(slot_label(w, event, slot, with_day=True), ChoiceTap(ChoiceAct.SLOT, slot.id).pack()),)
            for slot in choices
        ]
    back = Button(w.plain("Show all free times"), ChoiceTap(ChoiceAct.DAY).pack())
    return Screen(text, (*rows, (back,), (_stop(w),)))


def typed_not_free(w: Words) -> Html:
    """What was typed is a time, but none at which both are free."""
    return w.say("<b>At that time you two cannot meet.</b>")


def typed_no_time(w: Words) -> Html:
    """What was typed is no time."""
    return w.say("<b>I could not read a time in that.</b> For example: “tomorrow 10:20” or “Wed 14:15”.")


def typed_off_event(w: Words, event: Event) -> Html:
    """What was typed is on no day of the event."""
    days = ", ".join(w.day(day) for day in event.days)
    return w.say("<b>The event is on other days:</b> {days}.", days=days)


def time_gone(w: Words) -> Html:
    """Somebody was quicker."""
    return w.say("<b>That time is no longer free</b>")


def typed_past(w: Words) -> Html:
    """What was typed is over."""
    return w.say("<b>That time has passed.</b>")


def ask_note(
    w: Words,
    event: Event,
    other: Attendee,
    slot: Slot | None,
    *,
    purpose: Purpose | None = None,
    too_long: int | None = None,
) -> Screen:
    """What it is for (one tap), and a short note to go with the request, or neither."""
    text = lines(
        _too_long(w, too_long),
        w.say("<b>A short note for {name}?</b>", name=name_of(w, other)),
        _time_of_request(w, event, slot),
        "",
        w.say("Say in a sentence what you would like to talk about, or send the request as it is."),
        w.say("<i>You can also tap what it is for.</i>"),
    )
    taps = {one: ChoiceTap(ChoiceAct.PURPOSE, None, 0, one).pack() for one in Purpose}
    skip = Button(w.plain("Send without a note"), ChoiceTap(ChoiceAct.SKIP_NOTE).pack())
    return Screen(text, ((skip,), *_purposes(w, taps, purpose), (_stop(w),)))


def _time_of_request(w: Words, event: Event, slot: Slot | None) -> Html:
    if event.awaits_timetable:
        return lines(times_follow(w), mark_times(w))
    return when(w, event, slot) if slot else any_time(w, event)


def describe(w: Words, shown: Shown, *, too_long: int | None = None) -> Screen:
    """What a request is for and its note, changed while the answer is awaited."""
    meeting = shown.meeting
    text = lines(
        _too_long(w, too_long),
        w.say("<b>What would you like to meet {name} for?</b>", name=name_of(w, shown.other)),
        note(w, shown),
        "",
        w.say("Tap a purpose, or write a note."),
    )
    chosen = next((one for one in Purpose if one.value == meeting.purpose), None)
    taps = {one: DescribeTap(meeting.id, None if one is chosen else one).pack() for one in Purpose}
    off = (Button(w.plain("🗑 Remove the note"), DescribeTap(meeting.id, chosen, 0).pack()),)
    back = (Button(w.plain("Back"), MeetingTap(MeetingAct.SHOW, meeting.id, meeting.version).pack()),)
    return Screen(text, (*_purposes(w, taps, chosen), *((off,) if meeting.note else ()), back))


def ask_why(w: Words, shown: Shown, *, too_long: int | None = None) -> Screen:
    """Why somebody has declined or cancelled, if they like to say."""
    meeting = shown.meeting
    text = lines(
        _too_long(w, too_long),
        w.say("<b>What shall {name} know?</b>", name=name_of(w, shown.other)),
        w.say("Write a sentence; it is sent as it is."),
    )
    back = (Button(w.plain("Back"), MeetingTap(MeetingAct.SHOW, meeting.id, meeting.version).pack()),)
    return Screen(text, (back,))


def _purposes(w: Words, taps: Mapping[Purpose, str], chosen: Purpose | None) -> list[tuple[Button, ...]]:
    buttons = [
        Button(f"✓ {purpose_name(w, one)}" if one is chosen else purpose_name(w, one), data)
        for one, data in taps.items()
    ]
    return [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]


def _too_long(w: Words, length: int | None) -> Html | None:
    if length is None:
        return None
    return w.say(
        "<b>That is too long:</b> {length} characters, and a note has at most {limit}.",
        length=length,
        limit=NOTE_LIMIT,
    )


def time_or_note(w: Words, typed: str) -> Screen:
    """What was typed for a note reads as a time: which of the two is meant?"""
    text = lines(w.say("<b>Is this a time, or your note?</b>"), w.say("“{typed}”", typed=isolated(typed)))
    as_time = Button(w.plain("🕙 Use it as the time"), ChoiceTap(ChoiceAct.AS_TIME).pack())
    as_note = Button(w.plain("💬 Send it as the note"), ChoiceTap(ChoiceAct.AS_NOTE).pack())
    return Screen(text, ((as_time,), (as_note,)))


def chosen(w: Words) -> Screen:
    """The message with the choice, once the answer was typed below it."""
    return Screen(w.say("<i>Continued below.</i>"))


def _page_label(w: Words, event: Event, page: tuple[date, list[Slot]]) -> str:
    day, slots = page
    return f"{w.day(day)}, {w.time(slots[0].starts_at, event.zone)}"


def _turn(page: int) -> str:
    return ChoiceTap(ChoiceAct.DAY, None, page).pack()


def _stop(w: Words) -> Button:
    return Button(w.plain("Stop"), ChoiceTap(ChoiceAct.STOP).pack())
