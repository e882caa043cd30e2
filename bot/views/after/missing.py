"""Nobody here: who waits, who is called, and the slot that is offered to people near by."""

from __future__ import annotations

from bot.domain.after import PATIENCE, GapOffer, OfferState
from bot.domain.events import Event, Slot
from bot.domain.ids import MeetingId
from bot.domain.people import Attendee
from bot.views.after.taps import AfterAct, AfterTap, GapAct, GapTap
from bot.views.meetings.cards import ask_again, person_button, time_line
from bot.views.meetings.lines import Shown, about, lines, where, who
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def waiting(w: Words, shown: Shown, call: GapOffer, *, reached: bool) -> Screen:
    """What whoever waits sees: the other side is called, and what follows."""
    if call.state is not OfferState.PINGED:
        return settled(w, shown, call)
    name = name_of(w, shown.other)
    called = (
        w.say("🔔 <b>{name} has been called</b>", name=name)
        if reached
        else w.say("<b>{name} cannot be reached in the chat</b>; the desk knows.", name=name)
    )
    until = w.time(call.offer_at, shown.event.zone)
    then = (
        w.say("If nobody is here by {time}, the slot is offered to somebody near by.", time=until)
        if shown.event.rules.refill_no_shows
        else w.say("If nobody is here by {time}, the meeting counts as missed.", time=until)
    )
    rows = ((_gap(w.plain("👋 They are here now"), call, GapAct.THEY_CAME),), (menu_button(w),))
    return Screen(lines(called, _place(w, shown), then), rows)


def called(w: Words, shown: Shown, call: GapOffer) -> Screen:
    """The missing side: somebody sits there and waits."""
    minutes = int(PATIENCE.total_seconds() // 60)
    text = lines(
        w.say("❗ <b>{name} is waiting for you</b>", name=name_of(w, shown.other)),
        _place(w, shown),
        time_line(w, shown),
        w.count(
            "Answer within {n} minute, or your slot may go to somebody else.",
            "Answer within {n} minutes, or your slot may go to somebody else.",
            minutes,
        ),
    )
    rows = (
        (
            _gap(w.plain("🏃 I am coming"), call, GapAct.COMING),
            _gap(w.plain("❌ I can’t come"), call, GapAct.CANT_COME),
        ),
        (menu_button(w),),
    )
    return Screen(text, rows)


def coming_noted(w: Words, shown: Shown) -> Screen:
    """The missing side has said that they come."""
    text = lines(w.say("🏃 <b>{name} knows that you are coming</b>", name=name_of(w, shown.other)), _place(w, shown))
    return Screen(text, ((menu_button(w),),))


def coming(w: Words, shown: Shown) -> Screen:
    """Whoever waits hears that the other comes."""
    text = lines(w.say("🏃 <b>{name} is coming</b>", name=name_of(w, shown.other)), _place(w, shown))
    return Screen(text, ((_call_again(w, shown), menu_button(w)),))


def both_here(w: Words, shown: Shown) -> Screen:
    """Both wait for each other."""
    text = lines(
        w.say("👀 <b>{name} is there too, and looks for you</b>", name=name_of(w, shown.other)),
        _place(w, shown),
        w.say("Stand up and wave: you are both there."),
    )
    return Screen(text, ((menu_button(w),),))


def cant_come_noted(w: Words, shown: Shown) -> Screen:
    """The missing side has said that they do not come."""
    text = lines(
        w.say("<b>{name} knows that you can’t come</b>", name=name_of(w, shown.other)),
        w.say("Ask for another time when you know when you can."),
    )
    return Screen(text, ((ask_again(w, shown),), (menu_button(w),)))


def missed(w: Words, shown: Shown) -> Screen:
    """The other side says that the reader did not come."""
    text = lines(
        w.say("<b>{name} waited for you</b>", name=name_of(w, shown.other)),
        who(w, shown.event, shown.other),
        time_line(w, shown),
        w.say("Were you there? Say so. Else ask for another time."),
    )
    here = Button(w.plain("I was there"), AfterTap(AfterAct.HELD, shown.meeting.id).pack())
    return Screen(text, ((here, ask_again(w, shown)), (menu_button(w),)))


def settled(w: Words, shown: Shown, call: GapOffer) -> Screen:
    """What became of a call, for whoever waits."""
    if call.state is OfferState.OFFERED:
        return offering(w, shown)
    if call.state is OfferState.TAKEN:
        return Screen(w.say("<b>Somebody has taken the slot: they come to you.</b>"), ((menu_button(w),),))
    text = lines(w.say("<b>Meeting with {name}</b>", name=name_of(w, shown.other)), _place(w, shown))
    return Screen(text, ((menu_button(w),),))


def offering(w: Words, shown: Shown) -> Screen:
    """Nobody came: the slot is offered; stay where you are."""
    text = lines(
        w.say("<b>{name} did not come</b>", name=name_of(w, shown.other)),
        w.say("Your slot is offered to people near by. Please stay a moment: the first who taps comes to you."),
        _place(w, shown),
    )
    return Screen(text, ((menu_button(w),),))


def nobody_near(w: Words, shown: Shown) -> Screen:
    """Nobody came, and nobody can be offered the slot."""
    text = lines(
        w.say("<b>{name} did not come</b>", name=name_of(w, shown.other)),
        w.say("Nobody near by is free for the rest of the slot. We are sorry."),
    )
    return Screen(text, ((ask_again(w, shown), door_button(w, Door.PEOPLE)), (menu_button(w),)))


def offer(w: Words, event: Event, call: GapOffer, slot: Slot, waiting_one: Attendee) -> Screen:
    """A person near by: somebody is free now, meet them?"""
    text = lines(
        w.say(
            "🪑 <b>Free now, until {time}: {name}</b>",
            time=w.time(slot.ends_at, event.zone),
            name=name_of(w, waiting_one),
        ),
        where(w, event, event.place(call.place_id)),
        about(w, event, waiting_one),
        "",
        w.say("The first who taps has the slot."),
    )
    rows = (
        (_gap(w.plain("🏃 I am coming"), call, GapAct.TAKE), _gap(w.plain("No, thanks"), call, GapAct.NO_THANKS)),
        (menu_button(w),),
    )
    return Screen(text, rows)


def offer_over(w: Words) -> Screen:
    """Somebody was faster, or the time is over."""
    return Screen(w.say("<b>This slot is no longer free.</b>\nSomebody was faster, or its time is over."), _menu(w))


def no_thanks(w: Words) -> Screen:
    """They do not want it."""
    return Screen(w.say("All right. Others are asked too."), _menu(w))


def filled(w: Words, shown: Shown) -> Screen:
    """Whoever waits hears who comes."""
    text = lines(
        w.say("🎉 <b>{name} comes to you now</b>", name=name_of(w, shown.other)),
        _place(w, shown),
        about(w, shown.event, shown.other),
    )
    profile = person_button(w.plain("See the profile"), shown)
    return Screen(text, ((profile, menu_button(w)),))


def taken(w: Words, shown: Shown) -> Screen:
    """Whoever took the slot: where to go."""
    text = lines(
        w.say("🏃 <b>Go now: {name} is waiting for you</b>", name=name_of(w, shown.other)),
        _place(w, shown),
        time_line(w, shown),
        about(w, shown.event, shown.other),
    )
    show = Button(w.plain("The meeting"), MeetingTap(MeetingAct.SHOW, shown.meeting.id, shown.meeting.version).pack())
    return Screen(text, ((show, menu_button(w)),))


def desk(w: Words, shown: Shown) -> Screen:
    """The desk hears who waits for whom."""
    text = lines(
        w.say("❗ <b>{name} is waiting for {other}</b>", name=name_of(w, shown.me), other=name_of(w, shown.other)),
        _place(w, shown),
        time_line(w, shown),
    )
    return Screen(text, ((menu_button(w),),))


def call_button(w: Words, meeting: MeetingId) -> Button:
    """*Nobody here*, for bells and meetings under way."""
    return Button(w.plain("🙋 Nobody here"), AfterTap(AfterAct.CALL, meeting).pack())


def _call_again(w: Words, shown: Shown) -> Button:
    return Button(w.plain("The meeting"), MeetingTap(MeetingAct.SHOW, shown.meeting.id, shown.meeting.version).pack())


def _place(w: Words, shown: Shown) -> Html | None:
    return where(w, shown.event, shown.place) if shown.place else None


def _gap(label: str, call: GapOffer, act: GapAct) -> Button:
    return Button(label, GapTap(act, call.id).pack())


def _menu(w: Words) -> tuple[tuple[Button, ...], ...]:
    return ((menu_button(w),),)
