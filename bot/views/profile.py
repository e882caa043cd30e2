"""One's own profile, as others see it, and how to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.domain.people import Attendee, AttendeeStatus, Mode, Side
from bot.domain.registration import Chosen
from bot.domain.typed_words import LIMITS
from bot.views.menu import Door, door_button, doors, menu_button
from bot.views.people import describe, mode_name
from bot.views.registration.steps import chosen_rows, topics_question
from bot.views.screens import Button, Rows, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words


class ProfileAct(StrEnum):
    """What a button of the profile does; its value is in brackets."""

    SHOW = "show"
    NAME = "name"
    ORGANISATION = "org"
    ABOUT = "about"
    NO_ABOUT = "noabout"
    OFFERS = "offers"
    NEEDS = "needs"
    TOPIC = "topic"  # (o or n, topic id, "+" or "-")
    WORDS = "word"  # (o or n, key of own words)
    DAYS = "days"
    MODE = "mode"  # (day's index, "=", mode)
    HIDE = "hide"
    UNHIDE = "unhide"
    LEAVE = "leave"
    LEAVE_NOW = "leavenow"


@dataclass(frozen=True, slots=True)
class ProfileTap(Tap):
    """A tap on one's own profile."""

    prefix: ClassVar[str] = "pf"
    act: ProfileAct
    value: str | None = None


SIDE_LETTERS = {Side.OFFER: "o", Side.NEED: "n"}


def _tap(label: str, act: ProfileAct, value: str | None = None) -> Button:
    return Button(label, ProfileTap(act, value).pack())


def _back(w: Words) -> Button:
    return _tap(w.plain("‹ Back"), ProfileAct.SHOW)


def profile(w: Words, event: Event, attendee: Attendee, saved: str | None = None) -> Screen:
    """As others see it, with everything one can change. `saved` is said first ("✅ ...")."""
    lines = [] if saved is None else [Html(f"{saved}\n")]
    if attendee.status is AttendeeStatus.WAITING:
        lines.append(w.say("<b>You are on the waiting list</b>; others do not see you yet."))
    elif attendee.hidden:
        lines.append(w.say("<b>You are hidden</b>: nobody finds you on the list. Your meetings stay."))
    else:
        lines.append(w.say("Others see you like this:"))
    lines += [Html(""), describe(w, event, attendee)]
    hide = _tap(w.plain("Show me"), ProfileAct.UNHIDE) if attendee.hidden else _tap(w.plain("Hide me"), ProfileAct.HIDE)
    rows: Rows = (
        (_tap(w.plain("Name"), ProfileAct.NAME), _tap(w.plain("Organisation"), ProfileAct.ORGANISATION)),
        (_tap(w.plain("Offers"), ProfileAct.OFFERS), _tap(w.plain("Needs"), ProfileAct.NEEDS)),
        (_tap(w.plain("About me"), ProfileAct.ABOUT), _tap(w.plain("Days"), ProfileAct.DAYS)),
        (hide, _tap(w.plain("Leave the event"), ProfileAct.LEAVE)),
        (menu_button(w),),
    )
    return Screen(Html("\n".join(lines)), rows)


def ask_name(w: Words, attendee: Attendee) -> Screen:
    """Another name?"""
    text = w.say(
        "<b>Your name is {name}.</b>\nType another (up to {n} characters).", name=attendee.name, n=LIMITS["name"]
    )
    return Screen(text, ((_back(w),),))


def ask_organisation(w: Words, attendee: Attendee) -> Screen:
    """Another organisation?"""
    text = w.say(
        "<b>Your organisation is {name}.</b>\nType another (up to {n} characters).",
        name=attendee.organisation,
        n=LIMITS["organisation"],
    )
    return Screen(text, ((_back(w),),))


def ask_about(w: Words, attendee: Attendee) -> Screen:
    """A line about oneself?"""
    text = w.say(
        "<b>One line about you</b>\nType it (up to {n} characters): why should people meet you?", n=LIMITS["about"]
    )
    clear = ((_tap(w.plain("Remove it"), ProfileAct.NO_ABOUT),),) if attendee.about else ()
    return Screen(text, (*clear, (_back(w),)))


def ask_topics(w: Words, event: Event, side: Side, chosen: Chosen) -> Screen:
    """Other offers, or needs? Each tap is saved at once."""
    letter = SIDE_LETTERS[side]
    rows = chosen_rows(
        w,
        event,
        chosen,
        lambda label, value: _tap(label, ProfileAct.TOPIC, letter + value),
        lambda label, key: _tap(label, ProfileAct.WORDS, letter + key),
    )
    done = w.plain("Done ({n})", n=len(chosen)) if chosen else w.plain("Done")
    return Screen(topics_question(w, side), (*rows, (_tap(done, ProfileAct.SHOW),)))


def ask_days(w: Words, event: Event, attendee: Attendee) -> Screen:
    """Other modes? A row a day, the one that holds ticked."""

    def button(index: int, mode: Mode) -> Button:
        tick = "✅ " if attendee.mode_on(event.days[index]) is mode else ""
        return _tap(tick + mode_name(w, mode), ProfileAct.MODE, f"{index}={mode}")

    heads = [f"{number}. {w.day(day)}" for number, day in enumerate(event.days, 1)]
    text = Html(w.say("<b>How do you take part?</b>") + "\n" + w.say("One row a day:\n{days}", days="\n".join(heads)))
    rows = tuple(tuple(button(index, mode) for mode in Mode) for index in range(len(event.days)))
    return Screen(text, (*rows, (_back(w),)))


def sure_to_leave(w: Words, event: Event) -> Screen:
    """Really leave the event?"""
    text = w.say(
        "<b>Leave {event}?</b>\nYour meetings are cancelled, and the people you were to meet are told. "
        "Your place goes to the next one waiting.",
        event=event.name,
    )
    return Screen(text, ((_tap(w.plain("Yes, leave the event"), ProfileAct.LEAVE_NOW),), (_back(w),)))


def left(w: Words, event: Event) -> Screen:
    """They have left the event."""
    text = w.say("<b>You have left {event}.</b>\nEverybody you were to meet has been told.", event=event.name)
    return Screen(text, (doors(w, (Door.REGISTER,))[0], (door_button(w, Door.PRIVACY), menu_button(w))))


def saved(w: Words) -> Html:
    """Said above the profile after a change."""
    return w.say("✅ Saved.")


def _mode_has_meetings(w: Words, facts: Mapping[str, Any]) -> str:
    return w.count(
        "You have {n} meeting on {day}: its place depends on how you take part. Cancel or move it first: /agenda.",
        "You have {n} meetings on {day}: their places depend on how you take part. Cancel or move them first: /agenda.",
        int(facts["n"]),
        day=w.day(facts["day"]),
    )


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {"mode_has_meetings": _mode_has_meetings}
