"""What somebody is told about a meeting when the other side, an organiser or the clock has done something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meetings import Status
from bot.domain.people import Attendee
from bot.views.meetings.cards import ask_again, button, card, ended, person_button
from bot.views.meetings.lines import Shown, is_forgotten, lines, names, reason
from bot.views.meetings.taps import MeetingAct
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import PeopleAct, PeopleTap, name_of
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def requested(w: Words, shown: Shown) -> Screen:
    """Somebody asks for a meeting; or, as a counter-offer, for another time; or invites to a group."""
    return card(w, shown)


def nudge(w: Words, shown: Shown) -> Screen:
    """Two thirds of the time to answer are gone."""
    return card(w, shown, news=w.say("⏳ <b>{name} is waiting for your answer</b>", name=name_of(w, shown.other)))


def taken_back(w: Words, shown: Shown) -> Screen:
    """The other side's counter-offer is off; they are to answer the offer before it."""
    return card(w, shown, news=w.say("↩️ <b>{name} has taken the other time back</b>", name=name_of(w, shown.other)))


def scheduled(w: Words, shown: Shown) -> Screen:
    """Agreed: slot and place."""
    return card(w, shown, news=w.say("✅ <b>Agreed: you meet {name}</b>", name=names(w, shown)))


def accepted(w: Words, shown: Shown) -> Screen:
    """Agreed; slot and place follow."""
    return card(w, shown)


def declined(w: Words, shown: Shown, others: Sequence[Attendee] = ()) -> Screen:
    """No, by who was asked or by an organiser for them; another time with them, or somebody else."""
    name = name_of(w, shown.other)
    if shown.meeting.ended_reason == "left":
        left = w.say("<b>{name} no longer takes part in the event</b>", name=name)
        if is_forgotten(shown.other):
            left = w.say("<b>A request to meet is over: the other side no longer takes part</b>")
        return _lost(w, shown, left, others)
    if shown.meeting.ended_by_id is None:
        headline = w.say("<b>The organisers have declined this request: you and {name} do not meet</b>", name=name)
        return _lost(w, shown, headline, others)
    return _lost(w, shown, w.say("<b>{name} cannot meet you this time</b>", name=name), others)


def withdrawn(w: Words, shown: Shown, others: Sequence[Attendee] = ()) -> Screen:
    """The requester has taken the request back, or an organiser for them."""
    headline = w.say("<b>{name} has withdrawn the request to meet</b>", name=name_of(w, shown.other))
    if shown.meeting.ended_by_id is None:
        headline = w.say(
            "<b>The organisers have withdrawn the request: you and {name}</b>", name=name_of(w, shown.other)
        )
    return _lost(w, shown, headline, others, person_button(w.plain("See the profile"), shown))


def expired_for_requester(w: Words, shown: Shown, others: Sequence[Attendee]) -> Screen:
    """No answer in time; other people to ask, or the same one again."""
    headline = w.say("<b>No answer from {name}: your request has expired</b>", name=name_of(w, shown.other))
    again = Button(w.plain("Ask again"), ask_again(w, shown).data)
    return _lost(w, shown, headline, others, again)


def expired_for_guest(w: Words, shown: Shown) -> Screen:
    """The request that they did not answer is closed."""
    headline = w.say("<b>The request from {name} has expired</b>", name=name_of(w, shown.other))
    return ended(w, shown, headline, ask_again(w, shown))


def changed(w: Words, shown: Shown) -> Screen:
    """Another slot or another place; asks for a *Got it*."""
    if shown.meeting.status is Status.ACCEPTED:
        news = w.say("⚠️ <b>Your meeting with {name} has lost its time</b>", name=names(w, shown))
    else:
        news = w.say("⚠️ <b>Changed: your meeting with {name}</b>", name=names(w, shown))
    return _to_confirm(w, shown, card(w, shown, news=news))


def joined(w: Words, shown: Shown, who: Attendee) -> Screen:
    """Somebody has joined the group; asks for a *Got it*, for the place may be another one."""
    news = w.say("👥 <b>{name} joins your meeting</b>", name=name_of(w, who))
    return _to_confirm(w, shown, card(w, shown, news=news))


def dropped(w: Words, shown: Shown, who: Attendee) -> Screen:
    """Somebody has left the group, or the reader is no longer in it."""
    if who.id == shown.me.id:
        news = w.say("❌ <b>You are no longer in the meeting with {name}</b>", name=names(w, shown))
        return _to_confirm(w, shown, ended(w, shown, news))
    news = w.say("👥 <b>{name} has left your meeting</b>", name=name_of(w, who))
    if is_forgotten(who):
        news = w.say("👥 <b>Somebody has left your meeting, and the event</b>")
    return _to_confirm(w, shown, card(w, shown, news=news))


def turned_down(w: Words, shown: Shown, who: Attendee) -> Screen:
    """Somebody invited does not come: the meeting is as it was."""
    text = w.say("<b>{name} does not join your meeting with {other}</b>", name=name_of(w, who), other=names(w, shown))
    return Screen(text, ((button(w.plain("Show it"), shown, MeetingAct.SHOW), menu_button(w)),))


def invitation_over(w: Words, shown: Shown) -> Screen:
    """An invitation can no longer be answered."""
    headline = w.say("<b>The invitation of {name} is over</b>", name=name_of(w, shown.other))
    return ended(w, shown, headline, door_button(w, Door.PEOPLE))


def cancelled(w: Words, shown: Shown, others: Sequence[Attendee] = ()) -> Screen:
    """Called off; asks for a *Got it*; another time with them, or somebody else."""
    name = names(w, shown)
    headline = {
        "cant_come": w.say("❌ <b>{name} cannot come: your meeting is cancelled</b>", name=name),
        "left": w.say("❌ <b>{name} no longer takes part: your meeting is cancelled</b>", name=name),
    }.get(shown.meeting.ended_reason or "", w.say("❌ <b>Cancelled: your meeting with {name}</b>", name=name))
    if shown.meeting.ended_by_id is None and shown.meeting.ended_reason is None:
        headline = w.say("❌ <b>The organisers have cancelled your meeting with {name}</b>", name=name)
    if shown.meeting.ended_reason == "left" and is_forgotten(shown.other):
        headline = w.say("❌ <b>Your meeting is cancelled: the other side no longer takes part</b>")
    return _to_confirm(w, shown, _lost(w, shown, headline, others))


def explained(w: Words, shown: Shown) -> Screen:
    """Why the other side has declined or cancelled, in their words."""
    headline = w.say("<b>About your meeting with {name}</b>", name=name_of(w, shown.other))
    return Screen(lines(headline, reason(w, shown)), ((door_button(w, Door.PEOPLE), menu_button(w)),))


def got_it_button(w: Words, shown: Shown) -> Button:
    """The button by which the desk sees that a change has been noticed."""
    return button(w.plain("👍 Got it"), shown, MeetingAct.GOT_IT)


def _to_confirm(w: Words, shown: Shown, screen: Screen) -> Screen:
    return Screen(screen.text, ((got_it_button(w, shown),), *screen.buttons))


def _lost(w: Words, shown: Shown, headline: Html, others: Sequence[Attendee], *first: Button) -> Screen:
    """A meeting that does not come about: another time with the same person, and people who fit as well."""
    screen = ended(w, shown, headline)
    text = screen.text
    if others:
        text += "\n\n" + w.say("You could ask one of these instead:")
    rows = [
        (Button(f"{name_of(w, other)}, {other.organisation}"[:60], PeopleTap(PeopleAct.CARD, other.id).pack()),)
        for other in others
    ]
    if not first and shown.other.listed:
        first = (Button(w.plain("🕙 Ask for another time"), ask_again(w, shown).data),)
    return Screen(text, (*rows, (*first, door_button(w, Door.PEOPLE)), (menu_button(w),)))
