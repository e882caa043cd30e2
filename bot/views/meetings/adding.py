"""Adding people to an agreed meeting, and finding somebody to meet by name."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, Found
from bot.domain.typed_words import isolated
from bot.views.meetings.cards import card, time_line
from bot.views.meetings.lines import Shown, lines, names
from bot.views.meetings.taps import ChoiceAct, ChoiceTap, GroupTap, MeetingAct, MeetingTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import RequestTap, name_of
from bot.views.people.listing import shorten
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, flag


def add_people(
    w: Words, shown: Shown, found: Found, known: Collection[AttendeeId], text: str | None, news: Html | None = None
) -> Screen:
    """Who may be asked into the meeting, a tap each; a name may be typed. `known` are in it or asked already."""
    meeting = shown.meeting
    rows: list[tuple[Button, ...]] = [
        (Button(_label(w, one, one.id in known), GroupTap(meeting.id, found.page, one.id).pack()),)
        for one in found.people
    ]
    if found.pages > 1:
        before, after = (found.page - 1) % found.pages, (found.page + 1) % found.pages
        rows.append(
            (
                Button("‹", GroupTap(meeting.id, before).pack()),
                Button(f"{found.page + 1} / {found.pages}", GroupTap(meeting.id, found.page).pack()),
                Button("›", GroupTap(meeting.id, after).pack()),
            )
        )
    back = Button(w.plain("Back"), MeetingTap(MeetingAct.SHOW, meeting.id, meeting.version).pack())
    body = lines(
        news,
        w.say("<b>Whom would you like to add to the meeting with {name}?</b>", name=names(w, shown)),
        time_line(w, shown) if meeting.slot_id is not None else None,
        w.say("Tap a name, or type one."),
        w.say("Only: {filters}", filters=f"“{isolated(text)}”") if text else None,
        None if found.people else w.say("<b>Nobody found.</b>"),
    )
    return Screen(body, (*rows, (back,)))


def invited(w: Words, shown: Shown, who: Attendee) -> Screen:
    """Somebody has just been asked into the meeting."""
    return card(w, shown, news=w.say("✅ <b>{name} is asked to join</b>", name=name_of(w, who)))


def ask_whom(w: Words) -> Screen:
    """/meet alone: whom?"""
    text = lines(w.say("<b>Whom would you like to meet?</b>"), w.say("Type a name or an organisation."))
    return Screen(text, ((door_button(w, Door.PEOPLE), _stop(w)),))


def matches(w: Words, found: Found, text: str) -> Screen:
    """/meet with a name that several people have, or that nobody has."""
    typed = isolated(text)
    if not found.people:
        body = lines(
            w.say("<b>Nobody found: “{typed}”</b>", typed=typed), w.say("Type another name or an organisation.")
        )
        return Screen(body, ((door_button(w, Door.PEOPLE), _stop(w)),))
    rows: Rows = tuple((Button(_label(w, one, False), RequestTap(one.id).pack()),) for one in found.people)
    more = w.say("<i>There are more: type more of the name.</i>") if found.pages > 1 else None
    body = lines(w.say("<b>Whom do you mean: “{typed}”?</b>", typed=typed), w.say("Tap a name to choose a time."), more)
    return Screen(body, (*rows, (door_button(w, Door.PEOPLE), menu_button(w))))


def _label(w: Words, one: Attendee, known: bool) -> str:
    mark = "✓ " if known else ""
    return shorten(f"{mark}{flag(one.country)} {name_of(w, one)} · {isolated(one.organisation)}")


def _stop(w: Words) -> Button:
    return Button(w.plain("Stop"), ChoiceTap(ChoiceAct.STOP).pack())
