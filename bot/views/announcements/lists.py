"""Announcements in lists, and who has read one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.announcements import Announcement
from bot.domain.events import Event
from bot.views.announcements.taps import AnnouncementTap, ReadersTap, Shelf, ShelfTap
from bot.views.announcements.wording import excerpt, people, quoted
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape


def shelf_screen(
    w: Words, event: Event, shelf: Shelf, found: Sequence[Announcement], *, page: int, pages: int
) -> Screen:
    """Those that lie there, a button each."""
    title = {
        Shelf.SCHEDULED: w.say("<b>Scheduled</b> ({city} time)", city=event.city),
        Shelf.SENT: w.say("<b>Sent</b> ({city} time)", city=event.city),
        Shelf.DRAFTS: w.say("<b>Drafts</b>"),
    }[shelf]
    text = title if found else Html(title + "\n\n" + w.say("There is none."))
    rows = [(Button(_label(w, event, one), AnnouncementTap("look", one.id).pack()),) for one in found]
    around = _around(page, pages, lambda number: ShelfTap(shelf, number).pack())
    last = (Button(w.plain("New"), door_button(w, Door.ANNOUNCE).data), menu_button(w))
    return Screen(text, buttons=(*rows, *([around] if around else []), last))


def _label(w: Words, event: Event, found: Announcement) -> str:
    moment = found.send_at if found.waits else found.started_at
    short = excerpt(w, found, 40)
    return short if moment is None else f"{w.moment(moment, event.zone)} · {short}"


def readers_screen(
    w: Words,
    found: Announcement,
    *,
    read: bool,
    names: Sequence[str],
    number: int,
    others: int,
    page: int,
    pages: int,
) -> Screen:
    """A page of names of those who pressed *Read*, or did not."""
    title = (
        w.say("<b>Pressed “Read”: {people}</b>", people=people(w, number))
        if read
        else w.say("<b>Have not pressed “Read”: {people}</b>", people=people(w, number))
    )
    lines = [title, quoted(w, found), "", *(escape(name) for name in names)]
    a = found.id
    other = (
        Button(w.plain("Have not: {n}", n=others), ReadersTap(a, "no", 0).pack())
        if read
        else Button(w.plain("Have: {n}", n=others), ReadersTap(a, "yes", 0).pack())
    )
    rows: list[tuple[Button, ...]] = [(other,)]
    around = _around(page, pages, lambda to: ReadersTap(a, "yes" if read else "no", to).pack())
    if around:
        rows.insert(0, around)
    if others if read else number:
        rows.append((Button(w.plain("Remind those who have not"), AnnouncementTap("remind", a).pack()),))
    rows.append((Button(w.plain("« Back"), AnnouncementTap("look", a).pack()), menu_button(w)))
    return Screen(Html("\n".join(lines)), buttons=tuple(rows))


def _around(page: int, pages: int, to: Callable[[int], str]) -> tuple[Button, ...]:
    row = []
    if page > 0:
        row.append(Button("«", to(page - 1)))
    if page + 1 < pages:
        row.append(Button("»", to(page + 1)))
    return tuple(row)
