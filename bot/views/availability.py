"""When one can be met: the slots of a day as toggles, whole blocks in one tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol

from bot.domain.events import Event, Slot
from bot.domain.ids import BlockId, MeetingId, SlotId
from bot.views.clocks import own_clock_differs, span
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.menu import menu_button
from bot.views.repairs.taps import AwayAct, AwayTap
from bot.views.screens import Button, Rows, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words

MOST_SLOTS = 60  # buttons of slots on one screen; Telegram takes 100
PER_ROW = 3


class AvailabilityAct(StrEnum):
    """What a button does. Each says what shall be, not "the other way": a second tap changes nothing."""

    SHOW = "s"
    AWAY = "a"
    FREE = "f"
    BLOCK_AWAY = "A"
    BLOCK_FREE = "F"
    ALL_FREE = "x"
    SESSION = "n"  # a slot in which a joined session lies


@dataclass(frozen=True, slots=True)
class AvailabilityTap(Tap):
    """A tap on one's slots; `day` counts the days that still have slots, `which` is a slot or a block."""

    prefix: ClassVar[str] = "av"
    act: AvailabilityAct
    day: int = 0
    which: int | None = None


class SlotSeen(Protocol):
    """One slot and what is in it (``bot.services.availability.SlotUse``)."""

    @property
    def slot(self) -> Slot:
        """The slot."""

    @property
    def use(self) -> StrEnum:
        """free, away, meeting or session."""

    @property
    def meeting_id(self) -> MeetingId | None:
        """The meeting in it."""

    @property
    def version(self) -> int:
        """Of that meeting."""


class DaySeen(Protocol):
    """One day (``bot.services.availability.FreeDay``)."""

    @property
    def day(self) -> date:
        """The event day."""

    @property
    def absent(self) -> bool:
        """Whether the reader is not there that day."""

    @property
    def slots(self) -> Sequence[SlotSeen]:
        """Its slots ahead."""


def availability(w: Words, event: Event, days: Sequence[DaySeen], chosen: int = 0) -> Screen:
    """The slots ahead of one day, each a toggle."""
    if not days:
        text = w.say("<b>There are no meeting times ahead.</b>")
        return Screen(text, ((menu_button(w),),))
    chosen = min(max(chosen, 0), len(days) - 1)
    one = days[chosen]
    lines = [w.say("🕙 <b>When I can be met · {day}</b>", day=w.day(one.day))]
    if one.absent:
        lines.append(w.say("You do not take part that day, so nobody can ask you for it. Change it in your /profile."))
        return Screen(Html("\n".join(lines)), (*_days(w, days, chosen), (menu_button(w),)))
    lines.append(w.say("Tap a time to change it. 🟢 free, ⚪ not free, 🤝 meeting, 🎤 session you joined."))
    if any(own_clock_differs(w, event, seen.slot.starts_at) for seen in one.slots):
        lines.append(w.say("<i>Times are {city} time; yours in brackets.</i>", city=event.city))
    rows: list[tuple[Button, ...]] = []
    blocks: dict[BlockId, list[SlotSeen]] = {}
    for seen in one.slots[:MOST_SLOTS]:
        blocks.setdefault(seen.slot.block_id, []).append(seen)
    for block, slots in blocks.items():
        open_ = [seen for seen in slots if seen.use in {"free", "away"}]
        if len(open_) > 1:
            rows.append((_block(w, event, chosen, block, slots, open_),))
        taps = [_slot(w, event, chosen, seen) for seen in slots]
        rows += [tuple(taps[i : i + PER_ROW]) for i in range(0, len(taps), PER_ROW)]
    if chosen == 0 and any(seen.use == "meeting" for seen in one.slots):
        rows.append(
            (
                Button(w.plain("⏱ I come later"), AwayTap(AwayAct.ASK).pack()),
                Button(w.plain("🚪 I leave earlier"), AwayTap(AwayAct.ASK_LEAVES).pack()),
            )
        )
    if any(seen.use == "away" for day in days for seen in day.slots):
        rows.append((Button(w.plain("All free again"), AvailabilityTap(AvailabilityAct.ALL_FREE, chosen).pack()),))
    return Screen(Html("\n".join(lines)), (*rows, *_days(w, days, chosen), (menu_button(w),)))


def _block(
    w: Words, event: Event, day: int, block: BlockId, slots: Sequence[SlotSeen], open_: Sequence[SlotSeen]
) -> Button:
    when = span(w, slots[0].slot.starts_at, slots[-1].slot.ends_at, event)
    if all(seen.use == "away" for seen in open_):
        tap = AvailabilityTap(AvailabilityAct.BLOCK_FREE, day, block)
        return Button(w.plain("Mark {span} free", span=when), tap.pack())
    tap = AvailabilityTap(AvailabilityAct.BLOCK_AWAY, day, block)
    return Button(w.plain("Mark {span} not free", span=when), tap.pack())


def _slot(w: Words, event: Event, day: int, seen: SlotSeen) -> Button:
    time = w.time(seen.slot.starts_at, event.zone)
    if own_clock_differs(w, event, seen.slot.starts_at):
        time = f"{time} ({w.time(seen.slot.starts_at)})"
    slot_id: SlotId = seen.slot.id
    if seen.use == "meeting" and seen.meeting_id is not None:
        return Button(f"🤝 {time}", MeetingTap(MeetingAct.SHOW, seen.meeting_id, seen.version).pack())
    if seen.use in {"session", "meeting"}:
        mark = "🎤" if seen.use == "session" else "🤝"
        return Button(f"{mark} {time}", AvailabilityTap(AvailabilityAct.SESSION, day, slot_id).pack())
    if seen.use == "away":
        return Button(f"⚪ {time}", AvailabilityTap(AvailabilityAct.FREE, day, slot_id).pack())
    return Button(f"🟢 {time}", AvailabilityTap(AvailabilityAct.AWAY, day, slot_id).pack())


def _days(w: Words, days: Sequence[DaySeen], chosen: int) -> Rows:
    if len(days) < 2:
        return ()
    buttons = [
        Button(
            f"· {w.day(one.day)} ·" if n == chosen else w.day(one.day), AvailabilityTap(AvailabilityAct.SHOW, n).pack()
        )
        for n, one in enumerate(days)
    ]
    return tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))


def in_session(w: Words, title: str) -> str:
    """A toast: why a slot cannot be changed here."""
    return w.plain("You have joined “{title}” then. Leave it under /programme to be free.", title=title)
