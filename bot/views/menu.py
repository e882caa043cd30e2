"""The menu: every way to go from here, one tap each. Every end state shows a button that leads back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.events import Event
from bot.domain.people import Actor, AttendeeStatus, Role
from bot.views.screens import Button, Rows, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words


class Door(StrEnum):
    """Where a button of the menu leads. Each feature answers its own (``on(MenuTap, ..., door=...)``)."""

    MENU = "menu"
    PEOPLE = "people"
    REQUESTS = "requests"
    AGENDA = "agenda"
    PROFILE = "profile"
    HELP = "help"
    LANGUAGE = "language"
    TIMEZONE = "timezone"
    PRIVACY = "privacy"
    REGISTER = "register"
    EVENTS = "events"
    ANNOUNCE = "announce"
    PROGRAMME = "programme"
    AVAILABILITY = "availability"
    REMINDERS = "reminders"
    ASK = "ask"
    SETTINGS = "settings"
    DESK = "desk"
    QUESTIONS = "questions"
    STATS = "stats"


@dataclass(frozen=True, slots=True)
class MenuTap(Tap):
    """A tap that leads to another part of the bot."""

    prefix: ClassVar[str] = "mn"
    door: Door


def menu_button(w: Words) -> Button:
    """The button back to the menu, for the last row of every end state."""
    return Button(w.plain("Menu"), MenuTap(Door.MENU).pack())


def door_button(w: Words, door: Door) -> Button:
    """The button that leads to `door`."""
    labels = {
        Door.MENU: w.plain("Menu"),
        Door.PEOPLE: w.plain("People"),
        Door.REQUESTS: w.plain("Requests"),
        Door.AGENDA: w.plain("Agenda"),
        Door.PROFILE: w.plain("My profile"),
        Door.HELP: w.plain("Help"),
        Door.LANGUAGE: w.plain("Language"),
        Door.TIMEZONE: w.plain("Time zone"),
        Door.PRIVACY: w.plain("Privacy"),
        Door.REGISTER: w.plain("Register"),
        Door.EVENTS: w.plain("Open events"),
        Door.ANNOUNCE: w.plain("Announce"),
        Door.PROGRAMME: w.plain("Programme"),
        Door.AVAILABILITY: w.plain("When I am free"),
        Door.REMINDERS: w.plain("Reminders"),
        Door.ASK: w.plain("Ask the organisers"),
        Door.SETTINGS: w.plain("Settings"),
        Door.DESK: w.plain("Desk"),
        Door.QUESTIONS: w.plain("Questions"),
        Door.STATS: w.plain("Statistics"),
    }
    return Button(labels[door], MenuTap(door).pack())


def doors(w: Words, *rows: Sequence[Door]) -> Rows:
    """Rows of door buttons."""
    return tuple(tuple(door_button(w, door) for door in row) for row in rows)


def menu(w: Words, actor: Actor, event: Event | None, news: Html | None = None, *, others: bool = False) -> Screen:
    """What this person can do now: a participant's menu, the organiser's rows on top, or the way in.

    `news` is what they should see first (their next meeting), above the question. `others`: other
    events are open, too, and one tap away.
    """
    attendee = actor.attendee
    top = organiser_rows(actor.role)
    if event is None:
        text = w.say("<b>Matchbell</b>\nChoose an event to take part in.")
        return Screen(text, doors(w, *top, (Door.EVENTS,), (Door.LANGUAGE, Door.HELP)))
    name = attendee.name if attendee else (actor.person.name if actor.person else "")
    if attendee is None or attendee.status not in {
        AttendeeStatus.REGISTERED,
        AttendeeStatus.WAITING,
        AttendeeStatus.APPLIED,
    }:
        role = f"\n{role_line(w, actor.role)}" if actor.role else ""
        text = w.say("<b>{event}</b>\nYou are not registered as a participant.", event=event.name)
        return Screen(text + role, doors(w, *top, (Door.REGISTER, Door.EVENTS), (Door.LANGUAGE, Door.HELP)))
    if attendee.status is AttendeeStatus.WAITING:
        text = w.say("<b>{event}</b>\nYou are on the waiting list, {name}.", event=event.name, name=name)
        return Screen(text, doors(w, *top, (Door.PROFILE, Door.ASK), (Door.SETTINGS, Door.HELP)))
    if attendee.status is AttendeeStatus.APPLIED:
        text = w.say(
            "<b>{event}</b>\nThe organisers are looking at your registration, {name}.", event=event.name, name=name
        )
        return Screen(text, doors(w, *top, (Door.PROFILE, Door.ASK), (Door.SETTINGS, Door.HELP)))
    question = w.say("What would you like to do, {name}?", name=name)
    parts = [w.say("<b>{event}</b>", event=event.name), *([news, Html("")] if news else []), question]
    rows = (
        (Door.PEOPLE, Door.REQUESTS),
        (Door.AGENDA, Door.PROGRAMME),
        (Door.PROFILE, Door.ASK),
        (Door.SETTINGS, Door.HELP),
    )
    last = ((Door.EVENTS,),) if others else ()
    return Screen("\n".join(parts), doors(w, *top, *rows, *last))


def organiser_rows(role: Role | None) -> tuple[tuple[Door, ...], ...]:
    """What an organiser has above everything else."""
    if role is None:
        return ()
    if role is Role.HERALD:
        return ((Door.ANNOUNCE,),)
    return ((Door.DESK, Door.ANNOUNCE), (Door.QUESTIONS, Door.STATS))


def settings(w: Words, *, attendee: bool) -> Screen:
    """What is set once: when one is free, when the bell rings, language, time zone, privacy; other events."""
    text = w.say("<b>Settings</b>\nWhat would you like to change?")
    own = ((Door.AVAILABILITY, Door.REMINDERS),) if attendee else ()
    return Screen(text, doors(w, *own, (Door.LANGUAGE, Door.TIMEZONE), (Door.PRIVACY, Door.EVENTS), (Door.MENU,)))


def role_line(w: Words, role: Role) -> str:
    """Which organiser somebody is, in a sentence."""
    return {
        Role.OWNER: w.say("You are an organiser of this event (owner)."),
        Role.DESK: w.say("You are an organiser of this event (desk)."),
        Role.HERALD: w.say("You are an organiser of this event (announcements)."),
    }[role]
