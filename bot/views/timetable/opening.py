"""*Timetable* on the desk: what there is to be placed and where, and what may move."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.proposals import Stock
from bot.domain.timetable import Keep
from bot.views.desk.overview import back_to_desk
from bot.views.menu import menu_button
from bot.views.screens import Button, Screen
from bot.views.timetable.taps import PlanAct, PlanTap
from bot.views.words import Html, Words

NEW = "new"  # only meetings without a time
CHOICES = (NEW, Keep.FEW.value, Keep.FREE.value, Keep.ALL.value)


def default_choice(stock: Stock) -> str:
    """What is proposed at first: nobody's time changes while there is something to place."""
    return NEW if stock.waiting and stock.scheduled else Keep.FREE.value if not stock.scheduled else Keep.FEW.value


def opening(w: Words, event: Event, stock: Stock, choice: str | None = None, said: Html | None = None) -> Screen:
    """How many meetings wait, how many places there are, what may move, and *Start*."""
    choice = choice if choice in CHOICES else default_choice(stock)
    parts = [*([said, Html("")] if said else []), w.say("🧩 <b>Timetable: {event}</b>", event=event.name), Html("")]
    parts += _numbers(w, stock)
    rows: list[tuple[Button, ...]] = []
    if not stock.meetings:
        parts.append(w.say("No meeting is agreed yet: there is nothing to place."))
    elif not stock.slots:
        parts.append(w.say("All meeting times have passed or begin in a moment: nothing can be placed any more."))
    else:
        if stock.scheduled:
            parts += [Html(""), w.say("<b>What may change?</b>"), explained(w, choice)]
            rows += _choices(w, stock, choice)
        start = PlanTap(PlanAct.START, None, 0, choice).pack()
        if choice != NEW or stock.waiting:
            rows.append((Button(w.plain("▶️ Start"), start),))
            parts += [Html(""), w.say("It takes about a minute. Nobody is told anything before you publish.")]
        else:
            parts += [Html(""), w.say("Every agreed meeting has a time.")]
    rows.append((back_to_desk(w), menu_button(w)))
    return Screen(Html("\n".join(parts)), tuple(rows))


def _numbers(w: Words, stock: Stock) -> list[Html]:
    found = [
        w.count("<b>{n}</b> agreed meeting has no time", "<b>{n}</b> agreed meetings have no time", stock.waiting),
        w.count("{n} has one", "{n} have one", stock.scheduled),
        w.say(
            "{slots} times × {tables} tables = {places} places",
            slots=stock.slots,
            tables=stock.tables,
            places=stock.slots * stock.tables,
        ),
    ]
    if stock.rooms:
        found.append(
            w.say(
                "{slots} times × {rooms} virtual rooms = {places} places",
                slots=stock.slots,
                rooms=stock.rooms,
                places=stock.slots * stock.rooms,
            )
        )
    found.append(w.count("for {n} meeting", "for {n} meetings", stock.meetings))
    if stock.meetings > stock.room_for and stock.slots:
        missing = stock.meetings - stock.room_for
        found.append(
            w.count(
                "⚠️ At least <b>{n}</b> meeting cannot have a place. Must-happen ones go first, then those whose "
                "people have the fewest.",
                "⚠️ At least <b>{n}</b> meetings cannot have a place. Must-happen ones go first, then those whose "
                "people have the fewest.",
                missing,
            )
        )
    return found


def explained(w: Words, choice: str) -> Html:
    """What the choice means."""
    return {
        NEW: w.say("Only meetings without a time get one. The others stay."),
        Keep.FEW.value: w.say("Meetings move only where that saves people much waiting."),
        Keep.FREE.value: w.say("Any meeting may move. Least waiting, but many get another time."),
        Keep.ALL.value: w.say("Times stay. Only a table may change, where it cannot be used."),
    }[choice]


def choice_name(w: Words, choice: str) -> str:
    """The choice, on a button."""
    return {
        NEW: w.plain("Only new ones"),
        Keep.FEW.value: w.plain("Change few"),
        Keep.FREE.value: w.plain("Change freely"),
        Keep.ALL.value: w.plain("Keep all times"),
    }[choice]


def _choices(w: Words, stock: Stock, chosen: str) -> list[tuple[Button, ...]]:
    buttons = []
    for choice in CHOICES:
        if choice == NEW and not stock.waiting:
            continue
        sign = "● " if choice == chosen else "○ "
        buttons.append(Button(sign + choice_name(w, choice), PlanTap(PlanAct.CHOOSE, None, 0, choice).pack()))
    return [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
