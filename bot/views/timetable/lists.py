"""Who would move, and who cannot be placed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.events import Event, Place, PlaceKind
from bot.domain.ids import PlaceId, SlotId
from bot.domain.people import Attendee
from bot.domain.proposals import Entry, Listed
from bot.domain.timetable import Why
from bot.views.menu import menu_button
from bot.views.people import name_of
from bot.views.people.listing import shorten
from bot.views.screens import Button, Screen
from bot.views.timetable.taps import PlanAct, PlanTap
from bot.views.words import Html, Words, escape

NAME = 45  # characters of a name in these lists
NAMES = 4  # of a meeting


def movers(w: Words, listed: Listed) -> Screen:
    """Old and new time and place, meeting by meeting."""
    head = w.say("<b>Who moves</b>")
    return _screen(w, listed, PlanAct.MOVERS, head, [_mover(w, listed.standing.event, one) for one in listed.entries])


def unplaced(w: Words, listed: Listed) -> Screen:
    """Who would have no time, and what stands in the way."""
    head = w.say("<b>Who cannot be placed</b>")
    return _screen(w, listed, PlanAct.UNPLACED, head, [_unplaced(w, one) for one in listed.entries])


def _screen(w: Words, listed: Listed, act: PlanAct, head: Html, found: list[Html]) -> Screen:
    id_ = listed.standing.proposal.id
    if listed.pages > 1:
        head = Html(f"{head} ({listed.page + 1}/{listed.pages})")
    if not found:
        found = [w.say("Nobody.")]
    rows: list[tuple[Button, ...]] = []
    if listed.pages > 1:
        before, after = (listed.page - 1) % listed.pages, (listed.page + 1) % listed.pages
        rows.append((Button("‹", PlanTap(act, id_, before).pack()), Button("›", PlanTap(act, id_, after).pack())))
    rows.append((Button(w.plain("‹ Back"), PlanTap(PlanAct.LOOK, id_).pack()), menu_button(w)))
    return Screen(Html("\n\n".join([head, *found])), tuple(rows))


def _names(w: Words, one: Entry) -> Html:
    parties = [one.parties[side].attendee for side in one.meeting.sides if side in one.parties]
    return Html("🤝 <b>" + escape(_some(w, parties, " – ")) + "</b>")


def _some(w: Words, attendees: Sequence[Attendee], between: str) -> str:
    """The first few names, none very long: a page of large groups is still one message."""
    names = [name_of(w, replace(one, name=shorten(one.name, NAME))) for one in attendees[:NAMES]]
    more = len(attendees) - len(names)
    return between.join(names) + (f" +{more}" if more else "")


def _mover(w: Words, event: Event, one: Entry) -> Html:
    meeting = one.meeting
    was = _where(w, event, meeting.slot_id, meeting.place_id)
    to = one.move or (0, 0)
    now = _where(w, event, SlotId(to[0]) if to[0] else None, PlaceId(to[1]) if to[1] else None)
    return Html(f"{_names(w, one)}\n{was} → {now}")


def _where(w: Words, event: Event, slot_id: SlotId | None, place_id: PlaceId | None) -> Html:
    slot = next((s for s in (*event.slots, *event.former_slots) if s.id == slot_id), None)
    if slot is None:
        return w.say("no time")
    time = w.time(slot.starts_at, event.zone)
    if len({event.day_of(s.starts_at) for s in event.slots}) > 1:
        time = w.moment(slot.starts_at, event.zone)
    place = next((p for p in (*event.places, *event.former_places) if p.id == place_id), None)
    return Html(escape(time)) if place is None else Html(f"{escape(time)}, {_place(w, place)}")


def _place(w: Words, place: Place) -> Html:
    if place.kind is PlaceKind.ROOM:
        return w.say("virtual room {number}", number=place.number)
    return w.say("table {number}", number=place.number)


def _unplaced(w: Words, one: Entry) -> Html:
    about = [one.parties[who].attendee for who in one.about if who in one.parties]
    names = _some(w, about, ", ") or "—"
    said = {
        Why.NO_SHARED_SLOT.value: w.say("They share no time in which they may meet."),
        Why.NO_SUCH_PLACE.value: w.say("There is no place of the right kind in the times they share."),
        Why.HELD.value: w.say("In every time they share, {names} has a meeting that may not move.", names=names),
        Why.FULL_DIARY.value: w.say("More meetings than free times: {names}.", names=names),
        Why.MOST_PER_BLOCK.value: w.say("As many meetings as are allowed already: {names}.", names=names),
        Why.ORDER.value: w.say("It would come too early or too late for a meeting that belongs before or after it."),
        Why.PLACES_FULL.value: w.say("Every place is taken in the times they share."),
        Why.OTHERS_INSTEAD.value: w.say(
            "In every time they share, somebody has another meeting: {names}.", names=names
        ),
    }.get(one.reason or "", w.say("No time was found."))
    return Html(f"{_names(w, one)}\n{said}")
