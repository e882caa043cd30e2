"""How was it? Three questions of one tap each, in one message."""

from __future__ import annotations

from bot.domain.after import Happened, Result, Said
from bot.views.after.taps import AfterAct, AfterTap
from bot.views.meetings.cards import ask_again, time_line
from bot.views.meetings.lines import Shown, group, lines, names, who
from bot.views.menu import menu_button
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def question(w: Words, shown: Shown, said: Said, *, silent: bool = False) -> Screen:
    """The question that is still open, or what was said."""
    if said.happened is None:
        return _how_was_it(w, shown, said, silent=silent)
    if said.happened is Happened.NOBODY:
        return _nobody_came(w, shown)
    if said.result is None:
        return _what_comes_of_it(w, shown, said)
    if said.shares_contact is None and said.result is not Result.NO_FIT:
        return _exchange_cards(w, shown, said)
    return _noted(w, shown, said)


def _how_was_it(w: Words, shown: Shown, said: Said, *, silent: bool) -> Screen:
    text = lines(
        _shares(w, shown, said),
        w.say("<b>How was your meeting with {name}?</b>", name=names(w, shown)),
        group(w, shown) or who(w, shown.event, shown.other),
        time_line(w, shown),
    )
    rows = (
        (_button(w.plain("✅ It took place"), shown, AfterAct.HELD),),
        (
            _button(w.plain("⏱ Too short"), shown, AfterAct.SHORT),
            _button(w.plain("🚫 Nobody came"), shown, AfterAct.NOBODY),
        ),
    )
    return Screen(text, rows, silent=silent)


def _what_comes_of_it(w: Words, shown: Shown, said: Said) -> Screen:
    text = lines(_summary(w, shown, said), "", w.say("<b>What comes of it?</b>"))
    rows = (
        (
            _button(w.plain("🔁 A follow-up"), shown, AfterAct.FOLLOW_UP),
            _button(w.plain("🚀 A joint project"), shown, AfterAct.PROJECT),
        ),
        (_button(w.plain("No fit"), shown, AfterAct.NO_FIT), _change(w, shown)),
        (menu_button(w),),
    )
    return Screen(text, rows)


def _exchange_cards(w: Words, shown: Shown, said: Said) -> Screen:
    text = lines(
        _summary(w, shown, said),
        "",
        w.say("<b>Exchange contact cards with {name}?</b>", name=names(w, shown)),
        w.say("Each of you gets the other’s card once both have said yes."),
    )
    rows = (
        (
            _button(w.plain("📇 Yes, exchange"), shown, AfterAct.SHARE),
            _button(w.plain("No, thanks"), shown, AfterAct.KEEP),
        ),
        (_change(w, shown), menu_button(w)),
    )
    return Screen(text, rows)


def _noted(w: Words, shown: Shown, said: Said) -> Screen:
    rows: list[tuple[Button, ...]] = []
    if said.happened is Happened.SHORT:
        rows.append((ask_again(w, shown),))
    rows.append((_change(w, shown), menu_button(w)))
    text = lines(_summary(w, shown, said), w.say("Thank you. The organisers see how meetings went, not more."))
    return Screen(text, tuple(rows))


def _nobody_came(w: Words, shown: Shown) -> Screen:
    text = lines(
        w.say("<b>Noted: {name} did not come.</b>", name=names(w, shown)),
        time_line(w, shown),
        w.say("{name} is told that you waited. You can ask for another time.", name=names(w, shown)),
    )
    return Screen(text, ((ask_again(w, shown),), (_change(w, shown), menu_button(w))))


def _summary(w: Words, shown: Shown, said: Said) -> Html:
    name = names(w, shown)
    head = {
        Happened.HELD: w.say("✅ You have met {name}.", name=name),
        Happened.SHORT: w.say("⏱ You have met {name}, too short.", name=name),
        Happened.NOBODY: w.say("🚫 {name} did not come.", name=name),
        None: Html(""),
    }[said.happened]
    result = {
        Result.FOLLOW_UP: w.say("🔁 You want to follow it up."),
        Result.PROJECT: w.say("🚀 You plan a joint project."),
        Result.NO_FIT: w.say("It was no fit."),
        None: None,
    }[said.result]
    return lines(head, result, _shares(w, shown, said))


def _shares(w: Words, shown: Shown, said: Said) -> Html | None:
    return {
        True: w.say("📇 Your contact card goes to {name} once they say yes too.", name=names(w, shown)),
        False: w.say("📇 Your contact card is not given away."),
        None: None,
    }[said.shares_contact]


def _change(w: Words, shown: Shown) -> Button:
    return _button(w.plain("Change"), shown, AfterAct.AGAIN)


def _button(label: str, shown: Shown, act: AfterAct) -> Button:
    return Button(label, AfterTap(act, shown.meeting.id).pack())
