"""The desk's *Matches*: a whole set of meetings proposed, looked at, and made or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.events import Event
from bot.domain.matching import Suggestion
from bot.domain.people import Attendee
from bot.views.matching.for_you import who
from bot.views.matching.reasons import reason
from bot.views.matching.taps import MatchesAct, MatchesTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Attachment, Button, Rows, Screen
from bot.views.words import Html, Words, escape

LEAST = (1, 2, 3, 4, 5, 6)  # meetings for everybody, to choose from
SHOWN_FEWER = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """One of the meetings, to show: `why` as the first of the two would read it."""

    one: Attendee
    two: Attendee
    why: Suggestion | None


def _tap(label: str, act: MatchesAct, number: int | None = None, value: int = 0) -> Button:
    return Button(label, MatchesTap(act, number, value).pack())


def _ways_out(w: Words) -> tuple[Button, ...]:
    return (door_button(w, Door.DESK), menu_button(w))


def opened(w: Words, event: Event) -> Screen:
    """What it does, and how many meetings everybody is to have."""
    text = "\n".join(
        [
            w.say("✨ <b>Matches</b> · {event}", event=event.name),
            w.say("I propose a set of meetings: everybody gets some that fit, nobody too many."),
            w.say("You look at it first. Nothing is made before you say so."),
            "",
            w.say("At least how many for everybody?"),
        ]
    )
    numbers = tuple(_tap(str(number), MatchesAct.START, None, number) for number in LEAST)
    return Screen(text, (numbers[:3], numbers[3:], _ways_out(w)))


def working(w: Words, number: int) -> Screen:
    """It is being worked out."""
    text = w.say("⏳ <b>Working it out.</b>\nYou get the result here in a moment; go on meanwhile.")
    return Screen(text, ((_tap(w.plain("Look again"), MatchesAct.SHOW, number),), (_drop(w, number), *_ways_out(w))))


def _drop(w: Words, number: int) -> Button:
    return _tap(w.plain("🗑 Drop it"), MatchesAct.DROP, number)


def proposed(
    w: Words,
    event: Event,
    number: int,
    result: Mapping[str, Any],
    sample: Sequence[Pair],
    fewer: Sequence[tuple[Attendee, int, str]],
    at_least: int,
) -> Screen:
    """The numbers, some of the pairs with their reasons, who has fewer and why."""
    numbers = result["numbers"]
    parts: list[str] = [
        w.count(
            "✨ <b>{n} meeting proposed</b> · {event}",
            "✨ <b>{n} meetings proposed</b> · {event}",
            numbers["matches"],
            event=event.name,
        ),
        w.count(
            "✅ {enough} of {people} people have at least {n} meeting",
            "✅ {enough} of {people} people have at least {n} meetings",
            at_least,
            enough=numbers["enough"],
            people=numbers["people"],
        ),
        w.say("Each has {least} to {most} meetings.", least=numbers["least"], most=numbers["most"]),
        w.say("Average fit: {percent} %", percent=round(100 * min(1.0, float(numbers["average"])))),
    ]
    if numbers["already"]:
        parts.append(
            w.count(
                "{n} meeting stands already and counts.", "{n} meetings stand already and count.", numbers["already"]
            )
        )
    if sample:
        parts += ["", w.say("<b>Some of them</b>"), *(_pair(w, event, pair) for pair in sample)]
    if fewer:
        parts += ["", w.say("<b>With fewer</b>")]
        parts += [f"{escape(who(one)[0])}: {n} ({escape(_why_fewer(w, code))})" for one, n, code in fewer[:SHOWN_FEWER]]
        if numbers["fewer"] > SHOWN_FEWER:
            parts.append("…")
    rows: Rows = ((_tap(w.plain("📎 As a sheet"), MatchesAct.FILE, number), _drop(w, number)), _ways_out(w))
    if numbers["matches"]:
        make = w.count("✅ Make {n} meeting", "✅ Make these {n} meetings", numbers["matches"])
        rows = ((_tap(str(make), MatchesAct.ASK_MAKE, number),), *rows)
    return Screen("\n".join(parts), rows)


def _pair(w: Words, event: Event, pair: Pair) -> Html:
    one, two = who(pair.one)[0], who(pair.two)[0]
    said = reason(w, event, pair.why) if pair.why else Html("")
    line = f"{escape(one)} – {escape(two)}"
    return Html(f"• {line}\n   {_for(w, one, said)}") if said else Html(f"• {line}")


def _for(w: Words, name: str, said: Html) -> Html:
    return w.say("For {name}: {reason}", name=name, reason=said)


def _why_fewer(w: Words, code: str) -> str:
    return {
        "no_wishes": w.plain("says neither what they offer nor what they need"),
        "nobody_fits": w.plain("too few others fit"),
        "others_full": w.plain("those who fit have all they can"),
    }.get(code, w.plain("too few others fit"))


def ask_make(w: Words, event: Event, number: int, meetings: int) -> Screen:
    """Sure?"""
    text = "\n".join(
        [
            w.count("<b>Make {n} meeting?</b>", "<b>Make {n} meetings?</b>", meetings),
            w.say("Each counts as agreed. Everybody hears once of all of theirs, and can cancel each."),
            _times(w, event),
        ]
    )
    yes = _tap(w.plain("Yes, make them"), MatchesAct.MAKE, number)
    return Screen(text, ((yes,), (_tap(w.plain("‹ Back"), MatchesAct.SHOW, number), menu_button(w))))


def _times(w: Words, event: Event) -> Html:
    if event.awaits_timetable:
        return w.say("They get their times with the timetable.")
    return w.say("They have no time yet: make the timetable after this, and it gives them one.")


def made(w: Words, event: Event, meetings: int, people: int, left_out: int) -> Screen:
    """They are made."""
    parts = [
        w.count("✅ <b>{n} meeting made.</b>", "✅ <b>{n} meetings made.</b>", meetings),
        w.count("{n} person hears of it.", "{n} people hear of it.", people),
    ]
    if left_out:
        parts.append(
            w.count(
                "{n} was left out: there already, or somebody has left.",
                "{n} were left out: there already, or somebody has left.",
                left_out,
            )
        )
    parts.append(_times(w, event))
    return Screen("\n".join(parts), (_ways_out(w),))


def dropped(w: Words) -> Screen:
    """Nothing was made."""
    again = _tap(w.plain("✨ Matches"), MatchesAct.OPEN)
    return Screen(w.say("Dropped. Nothing was made."), ((again,), _ways_out(w)))


def failed(w: Words) -> Screen:
    """It could not be worked out."""
    again = _tap(w.plain("✨ Matches"), MatchesAct.OPEN)
    return Screen(w.say("<b>That did not work out.</b>\nNothing was made. Please try again."), ((again,), _ways_out(w)))


def sheet(w: Words, event: Event, number: int, text: str) -> Screen:
    """All of them, as a file."""
    caption = w.say(
        "Everybody's matches with the reasons. Edited, it can be loaded again at the command line: matchbell matches"
    )
    return Screen(
        caption, attachment=Attachment("document", f"{event.slug}-matches-{number}.csv", text="\ufeff" + text)
    )


def over(w: Words, _facts: Mapping[str, Any]) -> str:
    """Made or dropped already, or of another event."""
    return w.say("This set of matches is over. /desk opens a new one.")
