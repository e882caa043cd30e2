"""What somebody is told about a meeting when the other side, an organiser or the clock has done something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meetings import Status
from bot.domain.people import Attendee
from bot.views.meetings.cards import ask_again, button, card, ended, person_button
from bot.views.meetings.lines import Shown
from bot.views.meetings.taps import MeetingAct
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import PeopleAct, PeopleTap, name_of
from bot.views.screens import Button, Screen
from bot.views.words import Words


def requested(w: Words, shown: Shown) -> Screen:
    """Somebody asks for a meeting; or, as a counter-offer, for another time."""
    return card(w, shown)


def nudge(w: Words, shown: Shown) -> Screen:
    """Two thirds of the time to answer are gone."""
    return card(w, shown, news=w.say("⏳ <b>{name} is waiting for your answer</b>", name=name_of(w, shown.other)))


def scheduled(w: Words, shown: Shown) -> Screen:
    """Agreed: slot and place."""
    return card(w, shown, news=w.say("✅ <b>Agreed: you meet {name}</b>", name=name_of(w, shown.other)))


def accepted(w: Words, shown: Shown) -> Screen:
    """Agreed; slot and place follow."""
    return card(w, shown)


def declined(w: Words, shown: Shown) -> Screen:
    """No."""
    people = door_button(w, Door.PEOPLE)
    if shown.meeting.ended_reason == "left":
        return ended(
            w, shown, w.say("<b>{name} no longer takes part in the event</b>", name=name_of(w, shown.other)), people
        )
    headline = w.say("<b>{name} cannot meet you this time</b>", name=name_of(w, shown.other))
    return ended(w, shown, headline, people)


def withdrawn(w: Words, shown: Shown) -> Screen:
    """The requester has taken the request back."""
    headline = w.say("<b>{name} has withdrawn the request to meet</b>", name=name_of(w, shown.other))
    return ended(w, shown, headline, person_button(w.plain("See the profile"), shown))


def expired_for_requester(w: Words, shown: Shown, others: Sequence[Attendee]) -> Screen:
    """No answer in time; other people to ask, or the same one again."""
    headline = w.say("<b>No answer from {name}: your request has expired</b>", name=name_of(w, shown.other))
    screen = ended(w, shown, headline)
    text = screen.text
    if others:
        text += "\n\n" + w.say("You could ask one of these instead:")
    rows = [
        (Button(f"{name_of(w, other)}, {other.organisation}"[:60], PeopleTap(PeopleAct.CARD, other.id).pack()),)
        for other in others
    ]
    again = Button(w.plain("Ask again"), ask_again(w, shown).data)
    return Screen(text, (*rows, (again, door_button(w, Door.PEOPLE)), (menu_button(w),)))


def expired_for_guest(w: Words, shown: Shown) -> Screen:
    """The request that they did not answer is closed."""
    headline = w.say("<b>The request from {name} has expired</b>", name=name_of(w, shown.other))
    return ended(w, shown, headline, ask_again(w, shown))


def changed(w: Words, shown: Shown) -> Screen:
    """Another slot or another place; asks for a *Got it*."""
    if shown.meeting.status is Status.ACCEPTED:
        news = w.say("⚠️ <b>Your meeting with {name} has lost its time</b>", name=name_of(w, shown.other))
    else:
        news = w.say("⚠️ <b>Changed: your meeting with {name}</b>", name=name_of(w, shown.other))
    screen = card(w, shown, news=news)
    return Screen(screen.text, ((got_it_button(w, shown),), *screen.buttons))


def cancelled(w: Words, shown: Shown) -> Screen:
    """Called off; asks for a *Got it*."""
    headline = {
        "cant_come": w.say("❌ <b>{name} cannot come: your meeting is cancelled</b>", name=name_of(w, shown.other)),
        "left": w.say("❌ <b>{name} no longer takes part: your meeting is cancelled</b>", name=name_of(w, shown.other)),
    }.get(
        shown.meeting.ended_reason or "",
        w.say("❌ <b>Cancelled: your meeting with {name}</b>", name=name_of(w, shown.other)),
    )
    screen = ended(w, shown, headline, door_button(w, Door.PEOPLE))
    return Screen(screen.text, ((got_it_button(w, shown),), *screen.buttons))


def got_it_button(w: Words, shown: Shown) -> Button:
    """The button by which the desk sees that a change has been noticed."""
    return button(w.plain("👍 Got it"), shown, MeetingAct.GOT_IT)
