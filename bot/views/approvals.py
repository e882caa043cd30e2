"""For organisers: registrations that wait for approval, the waiting list, who was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, AttendeeStatus, Found
from bot.domain.typed_words import LIMITS, isolated
from bot.views.menu import Door, door_button
from bot.views.people import describe, shorten
from bot.views.screens import Button, Rows, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape, flag


class ApprovalAct(StrEnum):
    """What a button of these screens does; its number is in brackets."""

    LIST = "list"  # (page) who waits for approval
    WAITING = "wait"  # (page) the waiting list
    REFUSED = "no"  # (page) who was refused
    CARD = "card"  # (attendee)
    APPROVE = "yes"  # (attendee)
    REFUSE = "refuse"  # (attendee) asks for a reason
    REFUSE_NOW = "refused"  # (attendee) without one
    ALL = "all"  # asks whether everybody is meant
    ALL_NOW = "allnow"  # (microseconds since 1970 of the newest application seen)
    PLACE = "place"  # (attendee) from the waiting list, also over the capacity


@dataclass(frozen=True, slots=True)
class ApprovalTap(Tap):
    """A tap of an organiser who decides about registrations; ``ApprovalTap(ApprovalAct.LIST)`` opens the list."""

    prefix: ClassVar[str] = "ap"
    act: ApprovalAct
    number: int | None = None


LISTS = {
    AttendeeStatus.APPLIED: ApprovalAct.LIST,
    AttendeeStatus.WAITING: ApprovalAct.WAITING,
    AttendeeStatus.REFUSED: ApprovalAct.REFUSED,
}


def _tap(label: str, act: ApprovalAct, number: int | None = None) -> Button:
    return Button(label, ApprovalTap(act, number).pack())


def _head(w: Words, status: AttendeeStatus, n: int) -> Html:
    if status is AttendeeStatus.APPLIED:
        return w.count("<b>{n} registration waits for approval.</b>", "<b>{n} registrations wait for approval.</b>", n)
    if status is AttendeeStatus.WAITING:
        return w.count("<b>{n} person is on the waiting list.</b>", "<b>{n} people are on the waiting list.</b>", n)
    return w.count("<b>{n} registration was refused.</b>", "<b>{n} registrations were refused.</b>", n)


def _none(w: Words, status: AttendeeStatus) -> Html:
    return {
        AttendeeStatus.APPLIED: w.say("<b>No registration waits for approval.</b>"),
        AttendeeStatus.WAITING: w.say("<b>Nobody is on the waiting list.</b>"),
        AttendeeStatus.REFUSED: w.say("<b>Nobody was refused.</b>"),
    }[status]


def people(
    w: Words,
    event: Event,
    status: AttendeeStatus,
    found: Found,
    others: Mapping[AttendeeStatus, int],
    taken: int,
    said: Html | None = None,
) -> Screen:
    """One page of those with that status; `others` count the other lists, `taken` the places; `said` comes first."""
    lines = [said, Html("")] if said else []
    lines.append(_head(w, status, found.total) if found.total else _none(w, status))
    if event.rules.capacity is not None:
        lines.append(w.say("Places taken: {taken} of {capacity}", taken=taken, capacity=event.rules.capacity))
    if status is AttendeeStatus.APPLIED and not event.rules.approval:
        lines.append(w.say("This event takes registrations without approval."))
    if found.total:
        lines.append(w.say("Tap a name to decide."))
    rows: Rows = tuple((_tap(_label(one), ApprovalAct.CARD, one.id),) for one in found.people)
    if found.pages > 1:
        act, page, pages = LISTS[status], found.page, found.pages
        number = _tap(f"{page + 1} / {pages}", act, page)
        rows = (*rows, (_tap("‹", act, (page - 1) % pages), number, _tap("›", act, (page + 1) % pages)))
    if status is AttendeeStatus.APPLIED and found.total > 1:
        rows = (*rows, (_tap(w.plain("✅ Approve all ({n})", n=found.total), ApprovalAct.ALL),))
    labels = {
        AttendeeStatus.APPLIED: w.plain("Approvals ({n})", n=others.get(AttendeeStatus.APPLIED, 0)),
        AttendeeStatus.WAITING: w.plain("Waiting list ({n})", n=others.get(AttendeeStatus.WAITING, 0)),
        AttendeeStatus.REFUSED: w.plain("Refused ({n})", n=others.get(AttendeeStatus.REFUSED, 0)),
    }
    lists = tuple(_tap(label, LISTS[one], 0) for one, label in labels.items() if one is not status)
    return Screen(Html("\n".join(lines)), (*rows, lists, _way_out(w)))


def _label(one: Attendee) -> str:
    return shorten(f"{flag(one.country)} {isolated(one.name)} · {isolated(one.organisation)}")


def _way_out(w: Words) -> tuple[Button, ...]:
    return (door_button(w, Door.DESK), door_button(w, Door.MENU))


def card(w: Words, event: Event, attendee: Attendee, line: int | None, taken: int) -> Screen:
    """Somebody's profile, and what can be decided; `line`: their number on the waiting list."""
    states = {
        AttendeeStatus.APPLIED: w.say("⏳ Waits for approval"),
        AttendeeStatus.WAITING: w.say("⏳ Number {n} on the waiting list", n=line or 0),
        AttendeeStatus.REFUSED: w.say("❌ Refused"),
        AttendeeStatus.REGISTERED: w.say("✅ Registered"),
    }
    lines = [states.get(attendee.status, w.say("No longer registered")), Html(""), describe(w, event, attendee)]
    capacity = event.rules.capacity
    full = capacity is not None and taken >= capacity
    rows: Rows = ()
    if attendee.status is AttendeeStatus.APPLIED:
        yes = _tap(w.plain("✅ Approve"), ApprovalAct.APPROVE, attendee.id)
        rows = ((yes, _tap(w.plain("❌ Refuse"), ApprovalAct.REFUSE, attendee.id)),)
        if full:
            lines += [Html(""), w.say("The event is full: approved now, they go to the waiting list.")]
    elif attendee.status is AttendeeStatus.REFUSED:
        rows = ((_tap(w.plain("✅ Approve after all"), ApprovalAct.APPROVE, attendee.id),),)
    elif attendee.status is AttendeeStatus.WAITING:
        rows = ((_tap(w.plain("Give a place now"), ApprovalAct.PLACE, attendee.id),),)
        if full:
            lines += [
                Html(""),
                w.say(
                    "{taken} of {capacity} places are taken: this one would be over.", taken=taken, capacity=capacity
                ),
            ]
    back = _tap(w.plain("‹ Back to the list"), LISTS.get(attendee.status, ApprovalAct.LIST), 0)
    return Screen(Html("\n".join(lines)), (*rows, (back,)))


def why_refuse(w: Words, attendee: Attendee) -> Screen:
    """A reason, or none?"""
    text = w.say(
        "<b>Refuse {name}?</b>\nType a reason for them to read (up to {n} characters), or refuse without one.",
        name=isolated(attendee.name),
        n=LIMITS["about"],
    )
    without = _tap(w.plain("Refuse without a reason"), ApprovalAct.REFUSE_NOW, attendee.id)
    return Screen(text, ((without,), (_tap(w.plain("‹ Back"), ApprovalAct.CARD, attendee.id),)))


def sure_of_all(w: Words, event: Event, number: int, until: int, taken: int) -> Screen:
    """Really everybody?"""
    text = w.count("<b>Approve {n} registration?</b>", "<b>Approve all {n} registrations?</b>", number)
    capacity = event.rules.capacity
    over = 0 if capacity is None else max(0, min(number, number + taken - capacity))
    if over:
        more = w.count("{n} of them goes to the waiting list.", "{n} of them go to the waiting list.", over)
        text = Html(f"{text}\n{more}")
    yes = _tap(w.plain("Yes, approve all"), ApprovalAct.ALL_NOW, until)
    return Screen(text, ((yes,), (_tap(w.plain("‹ Back"), ApprovalAct.LIST, 0),)))


def approved_one(w: Words, attendee: Attendee) -> Html:
    """Said above the list after an approval."""
    if attendee.status is AttendeeStatus.WAITING:
        return w.say("✅ {name} is approved, and on the waiting list: the event is full.", name=isolated(attendee.name))
    return w.say("✅ {name} is approved, and has been told.", name=isolated(attendee.name))


def refused_one(w: Words, attendee: Attendee) -> Html:
    """Said above the list after a refusal."""
    return w.say("❌ {name} is refused, and has been told.", name=isolated(attendee.name))


def approved_all(w: Words, number: int, waiting: int) -> Html:
    """Said above the list when all were approved."""
    said = w.count("✅ {n} registration is approved.", "✅ {n} registrations are approved.", number)
    if not waiting:
        return said
    more = w.count("{n} of them waits for a place.", "{n} of them wait for a place.", waiting)
    return Html(f"{said} {more}")


def placed(w: Words, attendee: Attendee, *, over: bool) -> Html:
    """Said above the list when somebody was given a place."""
    said = w.say("✅ {name} has a place now, and has been told.", name=isolated(attendee.name))
    more = w.say("The event is over its capacity.")
    return Html(f"{said} {more}") if over else said


def waiting_for_you(w: Words, event: Event, number: int, applicant: Attendee | None) -> Screen:
    """What organisers are told: somebody applied (one alone can be decided at once), or how many wait."""
    if applicant is not None:
        head = w.say("<b>Somebody registered for {event}, and waits for approval:</b>", event=event.name)
        text = Html(f"{head}\n\n{describe(w, event, applicant)}")
        yes = _tap(w.plain("✅ Approve"), ApprovalAct.APPROVE, applicant.id)
        no = _tap(w.plain("❌ Refuse"), ApprovalAct.REFUSE, applicant.id)
        return Screen(text, ((yes, no), _way_out(w)))
    if not number:
        return Screen(Html(f"{_none(w, AttendeeStatus.APPLIED)}\n{escape(event.name)}"), (_way_out(w),))
    text = Html(f"{_head(w, AttendeeStatus.APPLIED, number)}\n{escape(event.name)}")
    return Screen(text, ((_tap(w.plain("Open the list"), ApprovalAct.LIST, 0),), _way_out(w)))


def _already_decided(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This has been decided already, or they no longer wait.")


def to_card(attendee_id: AttendeeId) -> str:
    """Callback data that opens somebody's card among approvals."""
    return ApprovalTap(ApprovalAct.CARD, attendee_id).pack()


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {"already_decided": _already_decided}
