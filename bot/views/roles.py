"""Organisers' roles on the screen: who has which, inviting by link, taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.domain.people import Person, Role
from bot.domain.roles import LIFETIMES, Given, RoleLink, Source
from bot.domain.typed_words import isolated
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape

PER_PAGE = 8


class RolesAct(StrEnum):
    """What a button of the roles does."""

    LIST = "l"
    ORGANISER = "o"  # one of them
    ASK_REVOKE = "q"
    REVOKE = "x"
    INVITE = "i"  # choose the role
    HOURS = "h"  # choose how long the link is good
    MAKE = "m"
    LINK = "k"  # an open link
    REVOKE_LINK = "d"
    TAKE = "t"  # by whom was invited


@dataclass(frozen=True, slots=True)
class RolesTap(Tap):
    """A tap on the roles; `who` is a person, `link` a link."""

    prefix: ClassVar[str] = "ro"
    act: RolesAct
    who: int | None = None
    link: int | None = None
    role: Role | None = None
    hours: int | None = None
    page: int = 0


def roles_button(w: Words) -> Button:
    """The way to the roles, for the desk's first screen."""
    return Button(w.plain("Organisers"), RolesTap(RolesAct.LIST).pack())


def role_name(w: Words, role: Role) -> str:
    """A role in words."""
    return {
        Role.OWNER: w.plain("owner"),
        Role.DESK: w.plain("desk"),
        Role.HERALD: w.plain("herald"),
    }[role]


def may(w: Words, role: Role) -> Html:
    """What a role may do, in a line."""
    return {
        Role.OWNER: w.say("An owner may do everything, and gives and takes roles."),
        Role.DESK: w.say("The desk runs the floor: check-in, meetings, questions, announcements."),
        Role.HERALD: w.say("A herald only sends announcements."),
    }[role]


def name_of(w: Words, given: Given) -> str:
    """An organiser's name; who never wrote to the bot is known by a number only."""
    if given.person is None:
        return w.plain("Telegram user {number}", number=given.telegram_id)
    return isolated(given.person.name)


def _source(w: Words, given: Given) -> str:
    return w.plain("by configuration") if given.source is Source.CONFIGURATION else w.plain("by link")


def _back(w: Words) -> Button:
    return Button(w.plain("‹ Organisers"), RolesTap(RolesAct.LIST).pack())


def listing(
    w: Words, event: Event, given: Sequence[Given], links: Sequence[RoleLink], page: int = 0, said: Html | None = None
) -> Screen:
    """Everybody with a role and where it comes from; open links; *Invite*."""
    pages = max(1, -(-len(given) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    parts = [w.say("<b>Organisers</b> · {event}", event=event.name)]
    if said:
        parts.insert(0, Html(f"{said}\n"))
    shown = given[page * PER_PAGE : (page + 1) * PER_PAGE]
    parts += [
        w.say(
            "{name}: <b>{role}</b>, {source}", name=name_of(w, one), role=role_name(w, one.role), source=_source(w, one)
        )
        for one in shown
    ]
    rows: list[tuple[Button, ...]] = [
        (Button(name_of(w, one)[:60], RolesTap(RolesAct.ORGANISER, one.person.id).pack()),)
        for one in shown
        if one.person is not None
    ]
    if pages > 1:
        before, after = (page - 1) % pages, (page + 1) % pages
        turning = [Button(sign, RolesTap(RolesAct.LIST, page=to).pack()) for sign, to in (("‹", before), ("›", after))]
        rows.append(tuple(turning))
    if links:
        waiting = w.count("<b>{n} link</b> waits to be followed.", "<b>{n} links</b> wait to be followed.", len(links))
        parts.append(Html(f"\n{waiting}"))
    for link in links[:PER_PAGE]:
        label = w.plain("🔗 {role}, until {moment}", role=role_name(w, link.role), moment=w.moment(link.expires_at))
        rows.append((Button(label[:60], RolesTap(RolesAct.LINK, link=link.id).pack()),))
    rows.append((Button(w.plain("➕ Invite"), RolesTap(RolesAct.INVITE).pack()),))
    return Screen(Html("\n".join(parts)), (*rows, (door_button(w, Door.DESK), menu_button(w))))


def one(w: Words, given: Given) -> Screen:
    """One organiser, with *Take the role back* where a link gave it."""
    lines = [
        Html(f"<b>{escape(name_of(w, given))}</b>"),
        w.say(
            "Role: <b>{role}</b>, {source}, since {moment}",
            role=role_name(w, given.role),
            source=_source(w, given),
            moment=w.moment(given.given_at),
        ),
        may(w, given.role),
    ]
    rows: list[tuple[Button, ...]] = []
    if given.source is Source.CONFIGURATION:
        lines.append(w.say("<i>The configuration gives this role: it is taken back there, not here.</i>"))
    elif given.person is not None:
        rows.append((Button(w.plain("Take the role back"), RolesTap(RolesAct.ASK_REVOKE, given.person.id).pack()),))
    return Screen(Html("\n".join(lines)), (*rows, (_back(w), menu_button(w))))


def sure_to_revoke(w: Words, given: Given) -> Screen:
    """One tap before a role is taken back."""
    who = given.person.id if given.person else None
    text = w.say(
        "<b>Take the role “{role}” back from {name}?</b>\nThey are told.",
        role=role_name(w, given.role),
        name=name_of(w, given),
    )
    return Screen(
        text,
        (
            (Button(w.plain("Yes, take it back"), RolesTap(RolesAct.REVOKE, who).pack()),),
            (Button(w.plain("No"), RolesTap(RolesAct.ORGANISER, who).pack()),),
        ),
    )


def choose_role(w: Words, event: Event) -> Screen:
    """*Invite*: as what?"""
    lines = [w.say("<b>Invite somebody as …</b>"), *(may(w, role) for role in Role)]
    rows = tuple(
        (Button(role_name(w, role).capitalize(), RolesTap(RolesAct.HOURS, role=role).pack()),) for role in Role
    )
    return Screen(Html("\n".join(lines)), (*rows, (_back(w),)))


def hours_name(w: Words, hours: int) -> str:
    """How long a link is good, in words."""
    if hours < 48:
        return str(w.count("{n} hour", "{n} hours", hours))
    return str(w.count("{n} day", "{n} days", hours // 24))


def choose_hours(w: Words, role: Role) -> Screen:
    """How long the link is to be good; a day is usual."""
    text = w.say(
        "<b>A link for the role “{role}”.</b>\nIt works once, for whoever follows it first. How long is it good?",
        role=role_name(w, role),
    )
    rows = tuple(
        (Button(hours_name(w, hours), RolesTap(RolesAct.MAKE, role=role, hours=hours).pack()),) for hours in LIFETIMES
    )
    return Screen(text, (*rows, (_back(w),)))


def made(w: Words, event: Event, role: Role, url: str, link_id: int, expires_at: datetime) -> Screen:
    """The link, this once."""
    text = w.say(
        "<b>Send this link to the one you mean, and to nobody else:</b>\n\n<code>{url}</code>\n\n"
        "Who follows it first becomes <b>{role}</b> of {event}. It is good until {moment}, for one person. "
        "It is shown only here: nobody can look it up again.",
        url=url,
        role=role_name(w, role),
        event=event.name,
        moment=w.moment(expires_at),
    )
    revoke = Button(w.plain("Revoke this link"), RolesTap(RolesAct.REVOKE_LINK, link=link_id).pack())
    return Screen(text, ((revoke,), (_back(w), menu_button(w))))


def link_card(w: Words, link: RoleLink) -> Screen:
    """A link that waits to be followed."""
    text = w.say(
        "<b>A link for the role “{role}”</b>\nMade {made}, good until {moment}.\n"
        "<i>The link itself is not kept. If it is lost, revoke it and make another.</i>",
        role=role_name(w, link.role),
        made=w.moment(link.made_at),
        moment=w.moment(link.expires_at),
    )
    revoke = Button(w.plain("Revoke this link"), RolesTap(RolesAct.REVOKE_LINK, link=link.id).pack())
    return Screen(text, ((revoke,), (_back(w), menu_button(w))))


def invited(w: Words, event: Event, link: RoleLink) -> Screen:
    """Whoever followed a link: what it makes them, and yes or no."""
    headline = {
        Role.OWNER: w.say("<b>You become an owner of {event}.</b>", event=event.name),
        Role.DESK: w.say("<b>You become desk of {event}.</b>", event=event.name),
        Role.HERALD: w.say("<b>You become herald of {event}.</b>", event=event.name),
    }[link.role]
    stored = w.say("Your name and Telegram id are kept with the role, and what you do as an organiser is recorded.")
    return Screen(
        Html(f"{headline}\n{may(w, link.role)}\n{stored}"),
        (
            (Button(w.plain("✅ Yes, I take the role"), RolesTap(RolesAct.TAKE, link=link.id).pack()),),
            (menu_button(w),),
        ),
    )


def taken(w: Words, event: Event, role: Role) -> Screen:
    """They have the role."""
    text = w.say("✅ <b>You are now {role} of {event}.</b>", role=role_name(w, role), event=event.name)
    door = Door.ANNOUNCE if role is Role.HERALD else Door.DESK
    return Screen(Html(f"{text}\n{may(w, role)}"), ((door_button(w, door), menu_button(w)),))


def taken_by(w: Words, event: Event, who: Person, role: Role) -> Screen:
    """For the owner who made the link."""
    text = w.say(
        "🔑 <b>{name} is now {role}</b> of {event}: they followed your link.",
        name=isolated(who.name),
        role=role_name(w, role),
        event=event.name,
    )
    return Screen(text, ((_back(w), menu_button(w)),))


def revoked_for(w: Words, event: Event, role: Role) -> Screen:
    """For whose role was taken back."""
    text = w.say(
        "<b>You are no longer {role} of {event}.</b>\nAn owner of the event has taken the role back.",
        role=role_name(w, role),
        event=event.name,
    )
    return Screen(text, ((menu_button(w),),))


def _already(w: Words, facts: Mapping[str, Any]) -> Screen:
    role, source = facts.get("role"), facts.get("source")
    if not isinstance(role, Role):
        return Screen(w.say("You organise this event already."), ((menu_button(w),),))
    text = w.say("<b>You are {role} of this event already.</b>", role=role_name(w, role))
    if source is Source.CONFIGURATION:
        text = Html(f"{text}\n" + w.say("The configuration gives you that role; a link does not change it."))
    else:
        text = Html(f"{text}\n" + w.say("The link stays good for somebody else."))
    return Screen(text, ((menu_button(w),),))


def _with_menu(words: Callable[[Words], Html]) -> Callable[[Words, Mapping[str, Any]], Screen]:
    return lambda w, _facts: Screen(words(w), ((menu_button(w),),))


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "owners_only": lambda w, _f: w.say("Only an owner of this event can do this."),
    "no_such_organiser": lambda w, _f: w.say("They are no organiser of this event any more."),
    "role_configured": lambda w, _f: w.say("The configuration gives this role: it is taken back there, not here."),
    "last_owner": lambda w, _f: w.say("This is the last owner: an event without one could not be run."),
    "role_link_unknown": _with_menu(
        lambda w: w.say("<b>This link is not known here.</b>\nAsk whoever sent it for a new one.")
    ),
    "role_link_used": _with_menu(
        lambda w: w.say("<b>This link has been used.</b>\nIt works once. Ask whoever sent it for a new one.")
    ),
    "role_link_expired": _with_menu(
        lambda w: w.say("<b>This link has expired.</b>\nAsk whoever sent it for a new one.")
    ),
    "role_link_revoked": _with_menu(
        lambda w: w.say("<b>This link has been revoked.</b>\nAsk whoever sent it whether they meant to.")
    ),
    "role_link_again": lambda w, _f: w.say("Please open the link again, then tap Yes."),
    "already_organiser": _already,
}
