"""Who is free in a gap of one's agenda: a list, and the card with the time already proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, Found
from bot.domain.typed_words import isolated
from bot.views.agenda import AgendaAct, AgendaTap
from bot.views.clocks import span_in_text
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import RequestTap, describe, shorten
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, flag


def free_people(
    w: Words,
    event: Event,
    slots: Sequence[Slot],
    found: Found,
    at: Mapping[AttendeeId, Slot],
    tap: AgendaTap,
) -> Screen:
    """People who are free in these slots, those whose topics fit first; a tap opens the card with the time chosen."""
    back = Button(w.plain("‹ Back to the agenda"), AgendaTap(AgendaAct.SHOW, tap.day).pack())
    if not slots:
        text = w.say("<b>That time is no longer free.</b>")
        return Screen(text, ((back,), (menu_button(w),)))
    when = span_in_text(w, slots[0].starts_at, slots[-1].ends_at, event)
    head = w.say("<b>{day}, {when}: who is free</b>", day=w.day(slots[0].starts_at, event.zone), when=when)
    if not found.total:
        text = Html(head + "\n" + w.say("Nobody you have not met or asked yet is free then."))
        return Screen(text, ((door_button(w, Door.PEOPLE), back), (menu_button(w),)))
    number = w.count(
        "{n} person you have not met or asked yet.", "{n} people you have not met or asked yet.", found.total
    )
    how = w.say("Those whose topics fit yours come first.")
    people = tuple(
        (
            Button(
                _label(w, event, one, at.get(one.id)),
                AgendaTap(AgendaAct.PERSON, tap.day, tap.slot, found.page, one.id).pack(),
            ),
        )
        for one in found.people
    )
    pages: Rows = ()
    if found.pages > 1:

        def page(number: int) -> str:
            return AgendaTap(AgendaAct.GAP, tap.day, tap.slot, number).pack()

        pages = (
            (
                Button("‹", page((found.page - 1) % found.pages)),
                Button(f"{found.page + 1} / {found.pages}", page(found.page)),
                Button("›", page((found.page + 1) % found.pages)),
            ),
        )
    return Screen(Html(f"{head}\n{number} {how}"), (*people, *pages, (back,), (menu_button(w),)))


def _label(w: Words, event: Event, one: Attendee, slot: Slot | None) -> str:
    time = f"{w.time(slot.starts_at, event.zone)} " if slot else ""
    return shorten(f"{time}{flag(one.country)} {isolated(one.name)} · {isolated(one.organisation)}")


def card_for_gap(w: Words, event: Event, attendee: Attendee, slot: Slot | None, tap: AgendaTap) -> Screen:
    """Somebody's card with *Request* for that time; when it has gone meanwhile, for any."""
    rows: list[tuple[Button, ...]] = []
    if slot is not None:
        label = w.plain("🤝 Request {time}", time=w.time(slot.starts_at, event.zone))
        rows.append((Button(label, RequestTap(attendee.id, slot.id).pack()),))
    rows.append((Button(w.plain("🕙 Another time"), RequestTap(attendee.id).pack()),))
    back = AgendaTap(AgendaAct.GAP, tap.day, tap.slot, tap.page)
    rows.append((Button(w.plain("‹ Back to the list"), back.pack()), menu_button(w)))
    text = describe(w, event, attendee)
    if slot is not None:
        when = span_in_text(w, slot.starts_at, slot.ends_at, event)
        free = w.say("🕙 You are both free {day}, {when}", day=w.day(slot.starts_at, event.zone), when=when)
        text = Html(f"{text}\n\n{free}")
    return Screen(text, tuple(rows))
