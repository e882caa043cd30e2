"""A participant as organisers see them: everything, and what the desk can do for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.desk import MeetingLine, Page, Participant
from bot.domain.events import Event, Slot
from bot.domain.meetings import LIVE, Status
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.typed_words import isolated
from bot.views.checkin import CheckinAct, CheckinTap
from bot.views.desk.lists import meeting_label, person_label
from bot.views.desk.overview import back_to_desk
from bot.views.desk.taps import AskAct, AskTap, DeskAct, DeskTap, OfficeAct, OfficeTap
from bot.views.language_names import language_name
from bot.views.menu import menu_button
from bot.views.people import describe, name_of, type_name
from bot.views.repairs.taps import RepairAct, RepairTap
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape, flag

MEETINGS_SHOWN = 10
SLOTS_SHOWN = 18
PER_ROW = 3


def status_line(w: Words, event: Event, one: Participant) -> Html:
    """Where their registration stands, and whether they are here."""
    attendee = one.attendee
    standing = {
        AttendeeStatus.WAITING: w.say("⏳ On the waiting list"),
        AttendeeStatus.APPLIED: w.say("⏳ Waits for approval"),
        AttendeeStatus.REFUSED: w.say("✖ Not admitted"),
        AttendeeStatus.CANCELLED: w.say("✖ Has cancelled"),
        AttendeeStatus.FORGOTTEN: w.say("✖ Deleted"),
    }.get(attendee.status)
    if standing is not None:
        return standing
    if attendee.checked_in_at is None:
        return w.say("Not checked in yet")
    return w.say("✅ Checked in: {moment}", moment=w.moment(attendee.checked_in_at, event.zone))


def reach_line(w: Words, one: Participant) -> Html:
    """Whether the bot can write to them."""
    if one.without_telegram:
        return w.say("📵 <b>No Telegram</b>: the desk tells them, and answers for them.")
    if not one.person.reachable:
        return w.say("🚫 <b>Not reachable</b>: they blocked the bot or left Telegram. Tell them yourself.")
    if one.person.username:
        return w.say("Telegram: @{username}", username=one.person.username)
    return w.say("Reachable in Telegram")


def contact_lines(w: Words, attendee: Attendee) -> list[Html]:
    """Contact details; organisers may see them."""
    return [
        *([w.say("E-mail: {email}", email=attendee.email)] if attendee.email else []),
        *([w.say("Phone: {phone}", phone=attendee.phone)] if attendee.phone else []),
    ]


def card(
    w: Words,
    event: Event,
    one: Participant,
    lines: Sequence[MeetingLine],
    unconfirmed: int,
    now: datetime,
    *,
    said: Html | None = None,
    back: str | None = None,
) -> Screen:
    """Everything about a participant. `back` is the list they were reached from."""
    attendee = one.attendee
    parts = [
        *([said, Html("")] if said else []),
        describe(w, event, attendee),
        Html(""),
        status_line(w, event, one),
        reach_line(w, one),
        *contact_lines(w, attendee),
    ]
    if attendee.languages and not _says_languages(describe(w, event, attendee), w, attendee):
        names = ", ".join(language_name(w, code) for code in attendee.languages)
        parts.append(w.say("Speaks: {languages}", languages=names))
    if attendee.interpreter:
        parts.append(w.say("Wishes for an interpreter"))
    if attendee.hidden:
        parts.append(w.say("<i>Hidden from the list of people</i>"))
    if unconfirmed:
        parts.append(w.count("🔔 {n} change not confirmed", "🔔 {n} changes not confirmed", unconfirmed))
    standing = [line for line in lines if line.status in LIVE or line.status in {Status.HELD, Status.MISSED}]
    parts.append(w.count("🤝 {n} meeting or request", "🤝 {n} meetings and requests", len(standing)))
    rows = _card_rows(w, one, unconfirmed)
    for line in lines[:MEETINGS_SHOWN]:
        label = f"{_sign(line)} {meeting_label(w, event, _from_side(line, attendee), now)}"
        rows.append((Button(label, OfficeTap(OfficeAct.SHOW, line.id, line.version, attendee.id).pack()),))
    last = [back_to_desk(w), menu_button(w)]
    if back:
        last.insert(0, Button(w.plain("‹ List"), back))
    return Screen(Html("\n".join(parts)), (*rows, tuple(last)))


def _says_languages(text: str, w: Words, attendee: Attendee) -> bool:
    return all(escape(language_name(w, code)) in text for code in attendee.languages)


def _from_side(line: MeetingLine, attendee: Attendee) -> MeetingLine:
    if line.two_id == attendee.id:
        return replace(line, one_id=line.two_id, one=line.two, two_id=line.one_id, two=line.one)
    return line


def _sign(line: MeetingLine) -> str:
    return {
        Status.PENDING: "❓",
        Status.ACCEPTED: "🧩",
        Status.SCHEDULED: "🤝",
        Status.HELD: "✔",
        Status.MISSED: "⚠",
    }.get(line.status, "✖")


def _card_rows(w: Words, one: Participant, unconfirmed: int) -> list[tuple[Button, ...]]:
    attendee = one.attendee
    rows: list[tuple[Button, ...]] = []
    if attendee.status is AttendeeStatus.REGISTERED:
        if attendee.checked_in_at is None:
            rows.append((Button(w.plain("✅ Check in"), CheckinTap(CheckinAct.IN, attendee.id).pack()),))
        else:
            rows.append((Button(w.plain("Undo check-in"), CheckinTap(CheckinAct.UNDO, attendee.id).pack()),))
        rows.append((Button(w.plain("🤝 A meeting for them"), DeskTap(DeskAct.ASK_FOR, attendee.id).pack()),))
        rows.append((Button(w.plain("⏱ Late or away"), RepairTap(RepairAct.ASK, attendee.id).pack()),))
    if unconfirmed:
        rows.append(
            (
                Button(w.plain("What changed"), DeskTap(DeskAct.CHANGED, attendee.id).pack()),
                Button(w.plain("They know"), DeskTap(DeskAct.TOLD, attendee.id).pack()),
            )
        )
    if attendee.status is not AttendeeStatus.FORGOTTEN:
        rows.append(
            (
                Button(w.plain("🖨 Agenda to print"), DeskTap(DeskAct.PRINT, attendee.id).pack()),
                Button(w.plain("Agenda as text"), DeskTap(DeskAct.AS_TEXT, attendee.id).pack()),
            )
        )
    if one.without_telegram:
        rows.append((Button(w.plain("Remove from the event"), DeskTap(DeskAct.ASK_REMOVE, attendee.id).pack()),))
    return rows


def changes_of(w: Words, one: Attendee, notice: Screen | None) -> Screen:
    """What changed for them, as their own message says it; without one, their meetings on the card tell it."""
    text = notice.text if notice else w.say("What changed stands in the meetings on their card.")
    rows = (
        (Button(w.plain("They know"), DeskTap(DeskAct.TOLD, one.id).pack()),),
        (Button(w.plain("‹ Back"), DeskTap(DeskAct.CARD, one.id).pack()), menu_button(w)),
    )
    return Screen(Html(f"<b>{escape(name_of(w, one))}</b>\n\n{text}"), rows)


def sure_to_remove(w: Words, one: Participant) -> Screen:
    """One tap before somebody without Telegram is taken out of the event."""
    text = w.say(
        "<b>Remove {name} from the event?</b>\nTheir meetings are cancelled and the other sides told. "
        "What is stored about them is deleted. This cannot be undone.",
        name=name_of(w, one.attendee),
    )
    return Screen(
        text,
        (
            (Button(w.plain("Yes, remove them"), DeskTap(DeskAct.REMOVE, one.attendee.id).pack()),),
            (Button(w.plain("No"), DeskTap(DeskAct.CARD, one.attendee.id).pack()), menu_button(w)),
        ),
    )


def removed(w: Words) -> Screen:
    """They are gone."""
    return Screen(w.say("✅ <b>Removed.</b> Whoever was to meet them is told."), ((back_to_desk(w), menu_button(w)),))


# --- a meeting for them ---------------------------------------------------------------------------------------------


def ask_with(w: Words, one: Attendee, *, said: Html | None = None) -> Screen:
    """Whom shall they meet? A name is typed."""
    text = w.say("<b>Whom shall {name} meet?</b>\nType a name or an organisation.", name=name_of(w, one))
    back = Button(w.plain("‹ Back"), DeskTap(DeskAct.CARD, one.id).pack())
    return Screen(Html(f"{said}\n\n{text}") if said else text, ((back, menu_button(w)),))


def found_for(w: Words, one: Attendee, found: Page[Participant]) -> Screen:
    """Who was found to meet them."""
    text = w.say("<b>Whom shall {name} meet?</b>\nTap one, or type another name.", name=name_of(w, one))
    rows = [
        (Button(person_label(w, other), AskTap(AskAct.WITH, one.id, other.attendee.id).pack()),)
        for other in found.items
        if other.attendee.id != one.id and other.attendee.status is AttendeeStatus.REGISTERED
    ]
    if not rows:
        return ask_with(w, one, said=w.say("<b>Nobody of that name can be asked.</b>"))
    back = Button(w.plain("‹ Back"), DeskTap(DeskAct.CARD, one.id).pack())
    return Screen(text, (*rows, (back, menu_button(w))))


def ask_when(w: Words, event: Event, one: Attendee, two: Attendee, free: Sequence[Slot], page: int = 0) -> Screen:
    """When shall they meet? Times that suit both, or any."""
    back = Button(w.plain("‹ Back"), DeskTap(DeskAct.CARD, one.id).pack())
    names = {"one": name_of(w, one), "two": name_of(w, two)}
    if not free:
        return Screen(w.say("<b>{one} and {two} have no free time in common.</b>", **names), ((back, menu_button(w)),))
    text = w.say(
        "<b>{one} asks {two} for a meeting.</b>\n{who}\n\nWhen? {two} is asked, and {one} is told.",
        who=f"{isolated(two.organisation)} · {type_name(w, two.type)} · {flag(two.country)} {w.country(two.country)}",
        **names,
    )

    def tap(slot: Slot) -> str:
        return AskTap(AskAct.SLOT, one.id, two.id, slot.id).pack()

    def turn(to: int) -> str:
        return AskTap(AskAct.WITH, one.id, two.id, None, to).pack()

    any_time = (Button(w.plain("Any time that suits both"), AskTap(AskAct.SLOT, one.id, two.id).pack()),)
    return Screen(text, (any_time, *slot_rows(w, event, free, page, tap, turn), (back, menu_button(w))))


def slot_rows(
    w: Words, event: Event, free: Sequence[Slot], page: int, tap: Callable[[Slot], str], turn: Callable[[int], str]
) -> list[tuple[Button, ...]]:
    """Slots as buttons, a page at a time; `tap` gives a slot's data, `turn` a page's."""
    pages = max(1, -(-len(free) // SLOTS_SHOWN))
    page = min(max(page, 0), pages - 1)
    several = len({event.day_of(slot.starts_at) for slot in free}) > 1
    buttons = []
    for slot in free[page * SLOTS_SHOWN : (page + 1) * SLOTS_SHOWN]:
        label = w.time(slot.starts_at, event.zone)
        if several:
            label = f"{w.day(slot.starts_at, event.zone)}, {label}"
        buttons.append(Button(label, tap(slot)))
    width = 2 if several else PER_ROW
    rows = [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]
    if pages > 1:
        rows.append((Button("‹", turn((page - 1) % pages)), Button("›", turn((page + 1) % pages))))
    return rows
