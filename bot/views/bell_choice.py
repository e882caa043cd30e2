"""/reminders: how many minutes before a meeting the bell rings, and the evening's and the morning's overview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.domain.people import Attendee
from bot.domain.reminders import OFFERED, minutes_of
from bot.views.clocks import own_clock_differs
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words


class ChooseAct(StrEnum):
    """What a button does; each says what shall be, so that a second tap changes nothing."""

    SHOW = "s"
    ADD = "a"
    DROP = "d"
    NONE = "n"
    DEFAULT = "o"
    DIGESTS_ON = "y"
    DIGESTS_OFF = "z"


@dataclass(frozen=True, slots=True)
class ChooseTap(Tap):
    """A choice of minutes, or of digests."""

    prefix: ClassVar[str] = "rm"
    act: ChooseAct
    minutes: int = 0


def bell_choice(w: Words, event: Event, me: Attendee, *, news: Html | None = None) -> Screen:
    """What holds now, and a toggle for each choice."""
    chosen = sorted(minutes_of(event, me))
    lines = [*([news, Html("")] if news else []), w.say("🔔 <b>When the bell rings</b>")]
    if chosen:
        lines.append(
            w.say("Before every meeting and joined session: <b>{minutes}</b>.", minutes=minutes_in_words(w, chosen))
        )
    else:
        lines.append(w.say("<b>No bell rings for you.</b>"))
    if me.bell_minutes is None:
        lines.append(w.say("<i>That is the organisers’ choice.</i>"))
    times = {"evening": event.rules.digest_evening, "morning": _event_time(w, event)}
    if me.digests:
        lines.append(
            w.say("Your day as an overview: {evening} the evening before and {morning} each event day.", **times)
        )
    else:
        lines.append(w.say("You get no overview of your day."))
    lines.append(w.say("Tap to change, or type minutes from 5 to 120."))
    offered = [*OFFERED, *(n for n in chosen if n not in OFFERED)]
    taps = [_toggle(w, n, n in chosen) for n in sorted(offered)]
    rows = [tuple(taps[i : i + 3]) for i in range(0, len(taps), 3)]
    if chosen:
        rows.append((Button(w.plain("🔕 No bell"), ChooseTap(ChooseAct.NONE).pack()),))
    digests = (
        Button(w.plain("✓ Overview of the day"), ChooseTap(ChooseAct.DIGESTS_OFF).pack())
        if me.digests
        else Button(w.plain("Overview of the day"), ChooseTap(ChooseAct.DIGESTS_ON).pack())
    )
    rows.append((digests,))
    if me.bell_minutes is not None or not me.digests:
        rows.append((Button(w.plain("As the organisers have it"), ChooseTap(ChooseAct.DEFAULT).pack()),))
    return Screen(Html("\n".join(lines)), (*rows, (door_button(w, Door.SETTINGS), menu_button(w))))


def _event_time(w: Words, event: Event) -> str:
    """The morning's hour; for readers in another zone with the city whose clock it is."""
    morning = datetime.combine(event.days[0], time.fromisoformat(event.rules.digest_morning), tzinfo=event.zone)
    if own_clock_differs(w, event, morning):
        return w.plain("{time} ({city} time)", time=event.rules.digest_morning, city=event.city)
    return event.rules.digest_morning


def minutes_in_words(w: Words, minutes: list[int]) -> str:
    """``5 min, 1 h``, the shortest first."""
    return ", ".join(_minutes(w, n) for n in minutes)


def _minutes(w: Words, minutes: int) -> str:
    if minutes % 60 == 0:
        return w.plain("{hours} h", hours=minutes // 60)
    return w.plain("{minutes} min", minutes=minutes)


def _toggle(w: Words, minutes: int, on: bool) -> Button:
    if on:
        return Button(f"✓ {_minutes(w, minutes)}", ChooseTap(ChooseAct.DROP, minutes).pack())
    return Button(_minutes(w, minutes), ChooseTap(ChooseAct.ADD, minutes).pack())


def not_minutes(w: Words) -> Html:
    """What was typed is no number of minutes."""
    return w.say("<b>I could not read minutes in that.</b> Type a number from 5 to 120, for example 20.")


def too_many(w: Words, most: int) -> Html:
    """More bells than anybody needs."""
    return w.count("<b>At most {n} bell before a meeting.</b>", "<b>At most {n} bells before a meeting.</b>", most)


def _bell_minutes(w: Words, _facts: Mapping[str, Any]) -> str:
    return not_minutes(w)


def _too_many(w: Words, facts: Mapping[str, Any]) -> str:
    return too_many(w, int(facts["most"]))


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "bell_minutes": _bell_minutes,
    "too_many_bells": _too_many,
}
