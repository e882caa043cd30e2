"""*Change the event*: sessions by day, tables, meeting times; each leads to what can be changed about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.events import Block, Event, Place, PlaceKind, Session
from bot.domain.typed_words import isolated
from bot.views.changes.taps import ChangesAct, ChangesTap
from bot.views.clocks import span
from bot.views.meetings.lines import lines
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words

LATER_BY = (5, 10, 15, 30)  # minutes on buttons
SESSIONS_A_PAGE = 10
TABLES_A_PAGE, TABLES_A_ROW = 25, 5


def act(label: str, what: ChangesAct, a: int | None = None, b: int | None = None) -> Button:
    """A button of *Change the event*."""
    return Button(label[:60], ChangesTap(what, a, b).pack())


def way_out(w: Words) -> tuple[Button, ...]:
    """The last row: one step up, the desk, the menu."""
    return act(w.plain("« All changes"), ChangesAct.OPEN), door_button(w, Door.DESK), menu_button(w)


def opened(w: Words, event: Event) -> Screen:
    """Where a change begins."""
    text = lines(
        w.say("🛠 <b>Change the event</b>"),
        w.say("Before anything is done you see whom it concerns. They get one message each."),
    )
    return Screen(
        text,
        (
            (act(w.plain("🎤 Sessions"), ChangesAct.SESSIONS), act(w.plain("🪑 Tables"), ChangesAct.TABLES)),
            (act(w.plain("🤝 Meeting times"), ChangesAct.BLOCKS),),
            (door_button(w, Door.DESK), menu_button(w)),
        ),
    )


def sessions(w: Words, event: Event, day_number: int | None, page: int, now: datetime) -> Screen:
    """The sessions of one day that are not over, cancelled ones marked; the other days one tap away."""
    day = day_of(event, day_number, now)
    found = sorted(
        (s for s in (*event.sessions, *event.former_sessions) if event.day_of(s.starts_at) == day and s.ends_at > now),
        key=lambda s: (s.starts_at, s.id),
    )
    there = {s.id for s in event.sessions}
    pages = max(1, -(-len(found) // SESSIONS_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * SESSIONS_A_PAGE : (page + 1) * SESSIONS_A_PAGE]
    rows: list[tuple[Button, ...]] = []
    for one in shown:
        label = f"{w.time(one.starts_at, event.zone)} {one.title}"
        rows.append((act(label if one.id in there else f"✖ {label}", ChangesAct.SESSION, one.id),))
    number = event.days.index(day)
    rows += _paging(ChangesAct.SESSIONS, page, pages, number)
    others = [(i, d) for i, d in enumerate(event.days) if i != number]
    days = [act(w.day(d), ChangesAct.SESSIONS, i) for i, d in others]
    rows += [tuple(days[k : k + 2]) for k in range(0, len(days), 2)]
    text = lines(
        w.say("🎤 <b>Sessions on {day}</b>", day=w.day(day)),
        w.say("Which one changes?") if found else w.say("There is none left on this day."),
    )
    return Screen(text, (*rows, way_out(w)))


def day_of(event: Event, day_number: int | None, now: datetime) -> date:
    """The event's day of that number; none, or one that there is not: today's, else the first."""
    if day_number is not None and 0 <= day_number < len(event.days):
        return event.days[day_number]
    today = event.day_of(now)
    return today if today in event.days else event.days[0]


def session(w: Words, event: Event, one: Session, *, cancelled: bool) -> Screen:
    """One session, and what can be changed about it."""
    number = event.days.index(event.day_of(one.starts_at)) if event.day_of(one.starts_at) in event.days else None
    back = act(w.plain("« Sessions"), ChangesAct.SESSIONS, number)
    about = [
        session_line(w, event, one),
        w.say("📍 {room}", room=isolated(one.room)) if one.room else None,
        w.say("👤 {speaker}", speaker=isolated(one.speaker)) if one.speaker else None,
    ]
    if cancelled:
        rows: Rows = ((act(w.plain("✅ It takes place after all"), ChangesAct.BRING_BACK, one.id),),)
        return Screen(lines(*about, w.say("❌ It is cancelled.")), (*rows, (back, *way_out(w)[1:])))
    rows = (
        (act(w.plain("🕙 Time"), ChangesAct.TIME, one.id), act(w.plain("📍 Room"), ChangesAct.ROOM, one.id)),
        (
            act(w.plain("👤 Speaker"), ChangesAct.SPEAKER, one.id),
            act(w.plain("❌ Cancel it"), ChangesAct.CANCEL_SESSION, one.id),
        ),
    )
    return Screen(lines(*about), (*rows, (back, *way_out(w)[1:])))


def session_line(w: Words, event: Event, one: Session) -> Html:
    """Title and time, the event's clock."""
    day, times = w.day(one.starts_at, event.zone), span(w, one.starts_at, one.ends_at, event)
    return w.say("🎤 <b>{title}</b>\n🕙 {day}, {span}", title=isolated(one.title), day=day, span=times)


def tables(w: Words, event: Event, page: int) -> Screen:
    """Every table; those out of use are marked. A number can be typed as well."""
    found = every_table(event)
    pages = max(1, -(-len(found) // TABLES_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * TABLES_A_PAGE : (page + 1) * TABLES_A_PAGE]
    buttons = [act(f"{'🚫 ' if p.out_of_use else ''}{p.number}", ChangesAct.TABLE, p.id) for p in shown]
    rows = [tuple(buttons[k : k + TABLES_A_ROW]) for k in range(0, len(buttons), TABLES_A_ROW)]
    rows += _paging(ChangesAct.TABLES, page, pages)
    out = [p.number for p in found if p.out_of_use]
    text = lines(
        w.say("🪑 <b>Tables</b>"),
        w.say("🚫 Out of use: {numbers}", numbers=numbers(out)) if out else w.say("All of them are in use."),
        "",
        w.say("Tap a table, or type numbers such as 12 or 3-7: out of use, or back in use."),
    )
    return Screen(text, (*rows, way_out(w)))


def every_table(event: Event) -> list[Place]:
    """The event's tables by number, those out of use by the desk too."""
    places = (*event.places, *(p for p in event.former_places if p.out_of_use))
    return sorted((p for p in places if p.kind is PlaceKind.TABLE), key=lambda p: p.number)


def numbers(found: Sequence[int]) -> str:
    """``1, 3–7``."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def blocks(w: Words, event: Event, now: datetime) -> Screen:
    """The matchmaking blocks that are not over."""
    found = [block for block in event.blocks if block.ends_at > now]
    rows = [(act(block_line(w, event, block), ChangesAct.BLOCK, block.id),) for block in found]
    text = lines(
        w.say("🤝 <b>Meeting times</b>"),
        w.say("Which ones change?") if found else w.say("They are all over."),
    )
    return Screen(text, (*rows, way_out(w)))


def block(w: Words, event: Event, one: Block) -> Screen:
    """One block, and what can be changed about it."""
    cut = [slot for slot in event.slots if slot.block_id == one.id]
    text = lines(
        w.say("🤝 <b>Meetings on {block}</b>", block=block_line(w, event, one)),
        w.count(
            "{n} meeting time of {minutes} min",
            "{n} meeting times of {minutes} min",
            len(cut),
            minutes=one.slot_minutes,
        ),
        w.say("Later: all of it moves, with its meetings."),
    )
    return Screen(
        text,
        (
            (
                act(w.plain("One meeting longer"), ChangesAct.LONGER, one.id),
                act(w.plain("One shorter"), ChangesAct.SHORTER, one.id),
            ),
            tuple(act(w.plain("+{n} min", n=n), ChangesAct.LATER, one.id, n) for n in LATER_BY),
            (act(w.plain("🕙 Another end"), ChangesAct.BLOCK_END, one.id),),
            (act(w.plain("« Meeting times"), ChangesAct.BLOCKS), *way_out(w)[1:]),
        ),
    )


def block_line(w: Words, event: Event, one: Block) -> str:
    """``Wed 27 April, 10:00–12:30``."""
    return f"{w.day(one.starts_at, event.zone)}, {span(w, one.starts_at, one.ends_at, event)}"


def _paging(what: ChangesAct, page: int, pages: int, first: int | None = None) -> list[tuple[Button, ...]]:
    if pages == 1:
        return []
    found = []
    for label, to in (("‹", page - 1), ("›", page + 1)):
        if 0 <= to < pages:
            found.append(act(label, what, *((to,) if first is None else (first, to))))
    return [tuple(found)]
