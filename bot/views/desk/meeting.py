"""A meeting as the desk sees it: both sides, what is awaited, and what the desk can do for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.desk import Page, Participant
from bot.domain.events import Event, Place, Slot
from bot.domain.ids import AttendeeId, PlaceId, SlotId
from bot.domain.meetings import AGREED, Meeting, Priority, Status
from bot.domain.people import AttendeeStatus
from bot.domain.typed_words import isolated
from bot.views.checkin import place_words
from bot.views.desk.lists import person_label, status_name
from bot.views.desk.overview import back_to_desk
from bot.views.desk.participant import slot_rows
from bot.views.desk.taps import DeskAct, DeskTap, OfficeAct, OfficeTap
from bot.views.menu import menu_button
from bot.views.people import name_of, shorten
from bot.views.screens import Button, Screen
from bot.views.timetable.pinning import meeting_buttons
from bot.views.words import Html, Words, escape

TABLES_SHOWN = 40  # buttons; a message takes a hundred


@dataclass(frozen=True, slots=True)
class Office:
    """A meeting on the desk's table, with everybody in it and who has not said "Got it"."""

    event: Event
    meeting: Meeting
    sides: Mapping[AttendeeId, Participant]
    unconfirmed: Sequence[AttendeeId]
    now: datetime
    of: AttendeeId | None = None  # the participant it was reached from

    @property
    def requester(self) -> Participant:
        """Who asked."""
        return self.sides[self.meeting.requester_id]

    @property
    def guest(self) -> Participant:
        """Who was asked."""
        return self.sides[self.meeting.guest_id]

    @property
    def started(self) -> bool:
        """Whether its time has come."""
        return self.meeting.slot_id is not None and self.event.slot(self.meeting.slot_id).starts_at <= self.now


def _button(label: str, office: Office, act: OfficeAct, slot: SlotId | None = None) -> Button:
    return Button(label, OfficeTap(act, office.meeting.id, office.meeting.version, office.of, slot).pack())


def _who(w: Words, one: Participant) -> Html:
    sign = " 📵" if one.without_telegram else (" 🚫" if not one.person.reachable else "")
    return Html(escape(f"{name_of(w, one.attendee)}, {isolated(one.attendee.organisation)}{sign}"))


def said_with_the_silent(w: Words, office: Office, said: Html) -> Html:
    """What was done, and whom the bot could not tell it: somebody without Telegram, or who blocked the bot."""
    silent = [one for one in office.sides.values() if one.without_telegram or not one.person.reachable]
    if not silent:
        return said
    names = ", ".join(name_of(w, one.attendee) for one in silent)
    unreached = w.say("📵 The bot cannot reach {names}: please tell them yourself.", names=names)
    return Html(f"{said}\n{unreached}")


def card(w: Words, office: Office, said: Html | None = None) -> Screen:
    """The meeting, and a button for all that can be done."""
    event, meeting = office.event, office.meeting
    parts = [
        *([said, Html("")] if said else []),
        w.say("<b>Meeting: {status}</b>", status=status_name(w, meeting.status)),
        w.say("Asked by: {who}", who=_who(w, office.requester)),
        w.say("Asked: {who}", who=_who(w, office.guest)),
    ]
    pair = {meeting.requester_id, meeting.guest_id}
    others = [one for side, one in office.sides.items() if side not in pair]
    parts += [w.say("With them: {who}", who=_who(w, one)) for one in others]
    slot_id = meeting.slot_id or meeting.proposed_slot_id
    if slot_id is not None:
        slot = event.slot(slot_id)
        span = f"{w.time(slot.starts_at, event.zone)}–{w.time(slot.ends_at, event.zone)}"
        parts.append(Html(f"🕙 <b>{escape(w.day(slot.starts_at, event.zone))}, {span}</b>"))
    elif meeting.status is Status.PENDING:
        parts.append(w.say("🕙 <b>Any time that suits you both</b>"))
    if meeting.place_id is not None and meeting.slot_id is not None:
        parts.append(Html(f"📍 {place_words(w, event, event.place(meeting.place_id))}"))
    if meeting.fixed and meeting.status in AGREED:
        parts.append(w.say("📌 It keeps this time."))
    if meeting.priority is Priority.MUST and meeting.status in AGREED:
        parts.append(w.say("⭐ It must happen."))
    if meeting.note:
        parts.append(w.say("💬 “{note}”", note=isolated(meeting.note)))
    if meeting.status is Status.PENDING and meeting.turn_id is not None:
        waits = w.say("{name} is to answer", name=name_of(w, office.sides[meeting.turn_id].attendee))
        if meeting.answer_by is not None:
            limit = w.say("by {moment}", moment=w.moment(meeting.answer_by, event.zone))
            waits = Html(f"{waits}, {limit}")
        parts.append(waits)
    for side in office.unconfirmed:
        if side in office.sides:
            parts.append(w.say("🔔 {name} has not confirmed", name=name_of(w, office.sides[side].attendee)))
    return Screen(Html("\n".join(parts)), tuple(_rows(w, office)))


def _rows(w: Words, office: Office) -> list[tuple[Button, ...]]:
    meeting = office.meeting
    rows: list[tuple[Button, ...]] = []
    if meeting.status is Status.PENDING and meeting.turn_id in office.sides:
        assert meeting.turn_id is not None
        name = name_of(w, office.sides[meeting.turn_id].attendee)
        rows.append((_button(shorten(w.plain("✅ Accept for {name}", name=name)), office, OfficeAct.ACCEPT),))
        rows.append((_button(w.plain("🕙 Accept at another time"), office, OfficeAct.TIMES),))
        rows.append((_button(shorten(w.plain("Decline for {name}", name=name)), office, OfficeAct.DECLINE),))
        asker = name_of(w, office.requester.attendee)
        rows.append((_button(shorten(w.plain("Withdraw for {name}", name=asker)), office, OfficeAct.WITHDRAW),))
    if meeting.status is Status.ACCEPTED:
        rows.append((_button(w.plain("🧩 Give it a time"), office, OfficeAct.TIMES),))
    if meeting.status is Status.SCHEDULED and not office.started:
        rows.append(
            (
                _button(w.plain("Move"), office, OfficeAct.TIMES),
                _button(w.plain("Other table"), office, OfficeAct.TABLES),
            )
        )
    if meeting.status in AGREED and not office.started:
        rows.append((_button(w.plain("➕ Add somebody"), office, OfficeAct.ASK_ADD),))
    if (engine := meeting_buttons(w, meeting, office.of)) and not office.started:
        rows.append(tuple(engine))
    if meeting.status in AGREED:
        rows.append((_button(w.plain("Cancel the meeting"), office, OfficeAct.ASK_CANCEL),))
    for side in office.unconfirmed:
        if side in office.sides:
            name = name_of(w, office.sides[side].attendee)
            data = OfficeTap(OfficeAct.TOLD, meeting.id, meeting.version, side).pack()
            rows.append((Button(shorten(w.plain("{name} knows", name=name)), data),))
    for side, one in office.sides.items():
        data = DeskTap(DeskAct.CARD, side).pack()
        rows.append((Button(shorten(f"👤 {name_of(w, one.attendee)}"), data),))
    rows.append((back_to_desk(w), menu_button(w)))
    return rows


def choose_time(w: Words, office: Office, free: Sequence[Slot], page: int = 0, said: Html | None = None) -> Screen:
    """Times that suit everybody and have a place; a tap does it, the nearest table is taken."""
    back = (_button(w.plain("‹ Back"), office, OfficeAct.SHOW), menu_button(w))
    headline = {
        Status.PENDING: w.say("<b>Accept at which time?</b>"),
        Status.ACCEPTED: w.say("<b>At which time shall they meet?</b>"),
    }.get(office.meeting.status, w.say("<b>Move to which time?</b>"))
    names = Html(escape(" – ".join(name_of(w, one.attendee) for one in office.sides.values())))
    parts = [*([said] if said else []), headline, names]
    if not free:
        return Screen(Html("\n".join([*parts, w.say("They have no free time in common.")])), (back,))
    parts.append(w.say("These times suit them. Both are told at once."))

    def tap(slot: Slot) -> str:
        return OfficeTap(OfficeAct.SLOT, office.meeting.id, office.meeting.version, office.of, slot.id).pack()

    def turn(to: int) -> str:
        return OfficeTap(OfficeAct.TIMES, office.meeting.id, office.meeting.version, office.of, None, None, to).pack()

    return Screen(Html("\n".join(parts)), (*slot_rows(w, office.event, free, page, tap, turn), back))


def choose_table(w: Words, office: Office, slot: Slot, free: Sequence[Place], page: int = 0) -> Screen:
    """Tables that are free at that time."""
    back = (_button(w.plain("‹ Back"), office, OfficeAct.SHOW), menu_button(w))
    time = w.time(slot.starts_at, office.event.zone)
    if not free:
        return Screen(w.say("<b>No other table is free at {time}.</b>", time=time), (back,))
    pages = max(1, -(-len(free) // TABLES_SHOWN))
    page = min(max(page, 0), pages - 1)

    def tap(place: PlaceId | None, to: int = 0) -> str:
        act = OfficeAct.TABLES if place is None else OfficeAct.TABLE
        return OfficeTap(act, office.meeting.id, office.meeting.version, office.of, slot.id, place, to).pack()

    buttons = [
        Button(str(place.number), tap(place.id)) for place in free[page * TABLES_SHOWN : (page + 1) * TABLES_SHOWN]
    ]
    rows = [tuple(buttons[start : start + 5]) for start in range(0, len(buttons), 5)]
    if pages > 1:
        rows.append((Button("‹", tap(None, (page - 1) % pages)), Button("›", tap(None, (page + 1) % pages))))
    text = w.say("<b>Free tables at {time}</b>\nA tap moves them there; both are told.", time=time)
    return Screen(text, (*rows, back))


def sure_to_cancel(w: Words, office: Office) -> Screen:
    """One tap before a meeting is called off for both."""
    text = w.say(
        "<b>Cancel the meeting of {one} and {two}?</b>\nBoth are told at once, and the time is free for others.",
        one=name_of(w, office.requester.attendee),
        two=name_of(w, office.guest.attendee),
    )
    return Screen(
        text,
        (
            (_button(w.plain("Yes, cancel it"), office, OfficeAct.CANCEL),),
            (_button(w.plain("No, keep it"), office, OfficeAct.SHOW), menu_button(w)),
        ),
    )


def ask_to_add(w: Words, office: Office, found: Page[Participant] | None = None) -> Screen:
    """Whom to ask into the meeting: a name is typed; then those found, a tap each."""
    names = Html(escape(" – ".join(name_of(w, one.attendee) for one in office.sides.values())))
    meeting = office.meeting
    back = (_button(w.plain("‹ Back"), office, OfficeAct.SHOW), menu_button(w))
    hint = w.say("Type a name or an organisation.") if found is None else w.say("Tap one, or type another name.")
    parts = [w.say("<b>Whom shall we add to this meeting?</b>"), names, hint]
    rows: list[tuple[Button, ...]] = []
    for other in found.items if found else ():
        if other.attendee.id not in meeting.concerned and other.attendee.status is AttendeeStatus.REGISTERED:
            data = OfficeTap(OfficeAct.ADD, meeting.id, meeting.version, other.attendee.id).pack()
            rows.append((Button(person_label(w, other), data),))
    if found is not None and not rows:
        parts.insert(0, w.say("<b>Nobody of that name can be asked.</b>"))
    return Screen(Html("\n".join(parts)), (*rows, back))
