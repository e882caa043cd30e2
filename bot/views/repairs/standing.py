"""What it changes that somebody is late or away: before it is done, and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.domain.absences import Absence, Why
from bot.domain.events import Event, PlaceKind, Slot
from bot.domain.ids import AttendeeId, PlaceId, SlotId
from bot.domain.meetings import Meeting, Party
from bot.domain.people import Attendee
from bot.domain.proposals import Proposal, Stage
from bot.domain.typed_words import isolated
from bot.views.desk.overview import back_to_desk
from bot.views.desk.taps import DeskAct, DeskTap
from bot.views.menu import menu_button
from bot.views.people import name_of
from bot.views.repairs.taps import RepairAct, RepairTap
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


class GoingSeen(Protocol):
    """A meeting that changes (``bot.services.repairs.Going``)."""

    @property
    def meeting(self) -> Meeting:
        """As it was."""

    @property
    def slot(self) -> int | None:
        """Where it goes."""

    @property
    def place(self) -> int | None:
        """Where it goes."""

    @property
    def reason(self) -> str | None:
        """Why it has no time."""


class StandingSeen(Protocol):
    """What was said about whom, and how far it is (``bot.services.repairs.Standing``)."""

    @property
    def event(self) -> Event:
        """The event."""

    @property
    def proposal(self) -> Proposal:
        """How far it is."""

    @property
    def who(self) -> Attendee:
        """Whom it is about."""

    @property
    def absence(self) -> Absence:
        """What was said."""

    @property
    def slots(self) -> Sequence[Slot]:
        """The times they miss."""

    @property
    def theirs(self) -> Sequence[GoingSeen]:
        """Their meetings that change, the first of them."""

    @property
    def others(self) -> Sequence[GoingSeen]:
        """Others that move for those."""

    @property
    def parties(self) -> Mapping[AttendeeId, Party] | None:
        """Everybody in them."""

    @property
    def numbers(self) -> Mapping[str, Any]:
        """How many of what."""


def headline(w: Words, event: Event, who: Attendee, absence: Absence) -> Html:
    """Who, and what was said."""
    name, time, day = name_of(w, who), w.time(absence.at, event.zone), w.day(absence.at, event.zone)
    match absence.why:
        case Why.LATE:
            return w.say("⏱ <b>{name} comes at {time}</b> ({day})", name=name, time=time, day=day)
        case Why.LEAVES:
            return w.say("🚪 <b>{name} leaves at {time}</b> ({day})", name=name, time=time, day=day)
        case Why.DAY:
            return w.say("🚫 <b>{name} does not come on {day}</b>", name=name, day=day)
        case Why.WHOLE:
            return w.say("🚫 <b>{name} does not come at all</b>", name=name)


def standing(w: Words, one: StandingSeen) -> Screen:
    """How it stands: being worked out, a preview, done, left."""
    head = headline(w, one.event, one.who, one.absence)
    card = Button(w.plain("👤 Their card"), DeskTap(DeskAct.CARD, one.who.id).pack())
    last = (back_to_desk(w), menu_button(w))
    match one.proposal.status:
        case Stage.WAITING | Stage.RUNNING:
            leave = Button(w.plain("Change nothing"), RepairTap(RepairAct.LEAVE, one.proposal.id).pack())
            return Screen(_with(head, w.say("⏳ Looking for other times …")), ((leave,), last))
        case Stage.PUBLISHING:
            return Screen(_with(head, w.say("⏳ Everybody is being told …")), (last,))
        case Stage.READY:
            return _preview(w, one, head)
        case Stage.PUBLISHED:
            return _done(w, one, head, card)
        case Stage.FAILED:
            again = Button(w.plain("Try again"), RepairTap(RepairAct.ASK, one.who.id).pack())
            return Screen(_with(head, w.say("❗ That did not work. Nothing has changed.")), ((again, card), last))
    return Screen(_with(head, w.say("Left as it was.")), ((card,), last))


def _preview(w: Words, one: StandingSeen, head: Html) -> Screen:
    numbers = one.numbers
    leave = Button(w.plain("Change nothing"), RepairTap(RepairAct.LEAVE, one.proposal.id).pack())
    do = Button(w.plain("✅ Do it"), RepairTap(RepairAct.DO, one.proposal.id).pack())
    last = (back_to_desk(w), menu_button(w))
    if "cancelled" in numbers:
        text = _with(
            head,
            w.count("{n} meeting is cancelled", "{n} meetings are cancelled", numbers["cancelled"]),
            _list(w, one, one.theirs, numbers["cancelled"]),
            _people(w, numbers["people"]),
        )
        return Screen(text, ((do, leave), last))
    parts = [head]
    if not (numbers["moved"] or numbers["lost"] or numbers["others"]):
        parts.append(w.say("No meeting changes. Nobody can ask them for those times any more."))
    else:
        parts += _counts(w, one)
        parts.append(_people(w, numbers["people"]))
    return Screen(_with(*parts), ((do, leave), last))


def _counts(w: Words, one: StandingSeen) -> list[Html]:
    numbers = one.numbers
    moved = [going for going in one.theirs if going.slot is not None]
    lost = [going for going in (*one.theirs, *one.others) if going.slot is None]
    others = [going for going in one.others if going.slot is not None]
    parts = []
    if numbers["kept"]:
        parts.append(w.count("✔ {n} meeting keeps its time", "✔ {n} meetings keep their time", numbers["kept"]))
    if numbers["moved"]:
        parts.append(w.count("🔁 {n} gets another", "🔁 {n} get another", numbers["moved"]))
        parts.append(_list(w, one, moved, numbers["moved"]))
    if numbers["lost"]:
        parts.append(w.count("❗ {n} finds no time", "❗ {n} find no time", numbers["lost"]))
        parts.append(_list(w, one, lost, numbers["lost"]))
    if numbers["others"]:
        parts.append(w.count("For that, {n} other moves", "For that, {n} others move", numbers["others"]))
        parts.append(_list(w, one, others, numbers["others"]))
    return parts


def _done(w: Words, one: StandingSeen, head: Html, card: Button) -> Screen:
    came = one.numbers.get("done", {})
    parts = [head]
    if "cancelled" in came:
        parts.append(w.count("✅ {n} meeting is cancelled.", "✅ {n} meetings are cancelled.", came["cancelled"]))
    else:
        parts.append(w.count("✅ {n} meeting moved.", "✅ {n} meetings moved.", came.get("moved", 0)))
        if came.get("lost"):
            parts.append(
                w.count(
                    "❗ {n} has no time: both sides choose.", "❗ {n} have no time: both sides choose.", came["lost"]
                )
            )
        if came.get("left_alone"):
            n = came["left_alone"]
            parts.append(w.count("{n} had changed meanwhile: look at it.", "{n} had changed meanwhile: look.", n))
    parts.append(_people(w, came.get("people", 0), done=True))
    parts.append(w.say("<i>Any meeting can be moved by hand from their card.</i>"))
    rows = [(card,)]
    if came.get("lost"):
        rows.append((Button(w.plain("🧩 Without a time"), DeskTap(DeskAct.UNPLACED).pack()),))
    return Screen(_with(*parts), (*rows, (back_to_desk(w), menu_button(w))))


def _people(w: Words, n: int, *, done: bool = False) -> Html:
    if done:
        return w.count("📨 {n} person is told.", "📨 {n} people are told.", n)
    return w.count("📨 {n} person gets one message", "📨 {n} people get one message each", n)


def _list(w: Words, one: StandingSeen, some: Sequence[GoingSeen], total: int) -> Html:
    lines = [_line(w, one, going) for going in some]
    if total > len(lines):
        more = total - len(lines)
        lines.append(w.count("… and {n} more", "… and {n} more", more))
    return Html("\n".join(lines))


def _line(w: Words, one: StandingSeen, going: GoingSeen) -> Html:
    event = one.event
    slot = event.slot(SlotId(going.meeting.slot_id)) if going.meeting.slot_id is not None else None
    was = w.time(slot.starts_at, event.zone) if slot else "–"
    parties = one.parties or {}
    sides = [who for who in going.meeting.sides if who != one.who.id and who in parties]
    with_ = " + ".join(isolated(name_of(w, parties[who].attendee)) for who in sides[:2])
    if going.slot is None:
        why = _why(w, going.reason)
        return w.say("{was} {names}{why}", was=was, names=with_, why=f": {why}" if why else "")
    new = event.slot(SlotId(going.slot))
    same_day = slot is not None and event.day_of(new.starts_at) == event.day_of(slot.starts_at)
    now = w.time(new.starts_at, event.zone) if same_day else w.moment(new.starts_at, event.zone)
    if slot is not None and new.id == slot.id and going.place is not None:
        place = event.place(PlaceId(going.place))
        if place.kind is PlaceKind.ROOM:
            return w.say("{was} {names}: virtual room {number}", was=was, names=with_, number=place.number)
        return w.say("{was} {names}: table {number}", was=was, names=with_, number=place.number)
    return w.say("{was} → <b>{now}</b> {names}", was=was, now=now, names=with_)


def _why(w: Words, code: str | None) -> str:
    """A few words; "" for what needs none."""
    return {
        "no_shared_slot": w.plain("no time in common"),
        "no_such_place": w.plain("no place of that kind"),
        "full_diary": w.plain("no free time left"),
        "held": w.plain("only times that are pinned"),
        "most_per_block": w.plain("as many as are allowed"),
        "order": w.plain("it would break an order"),
        "places_full": w.plain("every place is taken"),
        "others_instead": w.plain("other meetings came first"),
    }.get(code or "", "")


def _with(*parts: Html) -> Html:
    return Html("\n".join(part for part in parts if part))
