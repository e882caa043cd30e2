"""*For you*: five people with the reason for each, and a card with *Request* and *Not interested*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId
from bot.domain.matching import Suggestion
from bot.domain.people import Attendee
from bot.domain.typed_words import isolated
from bot.views.matching.reasons import free_at, reason
from bot.views.matching.taps import ForYouAct, ForYouTap, for_you_button
from bot.views.menu import menu_button
from bot.views.people import PeopleAct, PeopleTap, RequestTap, describe, shorten
from bot.views.profile.taps import ProfileAct, ProfileTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, escape, flag

NAME = 60  # characters of a name or an organisation in the text


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list: who, why, and when both are free."""

    attendee: Attendee
    why: Suggestion
    slot: Slot | None


def everybody_button(w: Words) -> Button:
    """*All people*: the list with its filters."""
    return Button(w.plain("All people"), PeopleTap(PeopleAct.LIST).pack())


def who(one: Attendee) -> tuple[str, str]:
    """A name and an organisation, short enough for a line."""
    return isolated(shorten(one.name, NAME)), isolated(shorten(one.organisation, NAME))


def person_line(one: Attendee) -> Html:
    """``🇱🇹 Bo Tester · Invented Foods``, the name in bold."""
    name, organisation = who(one)
    return Html(f"{flag(one.country)} <b>{escape(name)}</b> · {escape(organisation)}".strip())


def person_button(one: Attendee, page: int = 0) -> Button:
    """Their name and organisation; it opens their card."""
    label = shorten(f"{flag(one.country)} {isolated(one.name)} · {isolated(one.organisation)}")
    return Button(label, ForYouTap(ForYouAct.CARD, page, one.id).pack())


def for_you(
    w: Words,
    event: Event,
    lines: Sequence[Line],
    *,
    page: int,
    pages: int,
    now: datetime,
    waved: Attendee | None = None,
) -> Screen:
    """Five people, a tap each; `waved` has just been waved away and can be called back."""
    parts = [w.say("✨ <b>For you</b>")]
    if waved is not None:
        parts.append(w.say("Not interested in {name}: noted.", name=who(waved)[0]))
    parts.append(Html(""))
    for one in lines:
        time = free_at(w, event, one.slot, now) if one.slot is not None else None
        said = " ".join(str(part) for part in (reason(w, event, one.why), time) if part)
        parts += [person_line(one.attendee), Html(said), Html("")]
    if page + 1 == pages and page:
        parts.append(w.say("That is everybody who fits you so far."))
    else:
        parts.append(w.say("Tap a name, or type one."))
    people = tuple((person_button(one.attendee, page),) for one in lines)
    return Screen(Html("\n".join(parts)), (*people, *_undo(w, page, waved), _more(w, page, pages), (menu_button(w),)))


def _undo(w: Words, page: int, waved: Attendee | None) -> Rows:
    if waved is None:
        return ()
    return ((Button(w.plain("↩️ Undo"), ForYouTap(ForYouAct.UNDO, page, waved.id).pack()),),)


def _more(w: Words, page: int, pages: int) -> tuple[Button, ...]:
    if page + 1 < pages:
        return (Button(w.plain("More ›"), ForYouTap(ForYouAct.PAGE, page + 1).pack()), everybody_button(w))
    if page:
        return (Button(w.plain("‹ From the start"), ForYouTap(ForYouAct.PAGE).pack()), everybody_button(w))
    return (everybody_button(w),)


def nobody_left(w: Words, page: int, waved: Attendee | None, *, has_wishes: bool) -> Screen:
    """Nobody fits (any more), and what to do about it."""
    parts = [w.say("✨ <b>Nobody fits you yet.</b>")]
    if has_wishes:
        parts.append(
            w.say("People are still registering: you hear when somebody new fits. Until then, look at all people.")
        )
    else:
        parts.append(w.say("Say what you offer and what you need, and I find who fits."))
    rows: Rows = (*_undo(w, page, waved), wishes_row(w), (everybody_button(w), menu_button(w)))
    return Screen(Html("\n".join(parts)), rows)


def still_reading(w: Words) -> Screen:
    """The event is large and was just started."""
    text = w.say("✨ <b>One moment.</b>\nI am still reading who is here. Tap again, or look at all people.")
    return Screen(text, ((for_you_button(w),), (everybody_button(w), menu_button(w))))


def wishes_row(w: Words) -> tuple[Button, ...]:
    """*What I offer* and *What I need*, in the profile."""
    return (
        Button(w.plain("✏️ I offer"), ProfileTap(ProfileAct.OFFERS).pack()),
        Button(w.plain("✏️ I need"), ProfileTap(ProfileAct.NEEDS).pack()),
    )


def hint(w: Words) -> Html:
    """Below the list of all people, for somebody who has said neither what they offer nor what they need."""
    return w.say("Say what you offer and need, and I find who fits you.")


def card(
    w: Words,
    event: Event,
    attendee: Attendee,
    why: Suggestion | None,
    *,
    page: int,
    standing: Html | None,
    opens: Button | None,
    waved: bool,
) -> Screen:
    """Somebody's card as it opens from *For you*; `standing`: what there is between the two; `opens` shows it."""
    parts = [describe(w, event, attendee)]
    if why is not None and (said := reason(w, event, why)):
        parts.append(Html(f"✨ {said}"))
    if standing is not None:
        parts.append(standing)
    ask = opens or Button(w.plain("🤝 Request a meeting"), RequestTap(attendee.id).pack())
    rows: list[tuple[Button, ...]] = [(ask,)]
    if waved:
        rows.append((_tap(w.plain("↩️ Suggest again"), ForYouAct.UNDO, page, attendee.id),))
    elif opens is None:
        rows.append((_tap(w.plain("Not interested"), ForYouAct.WAVE, page, attendee.id),))
    rows.append((Button(w.plain("‹ For you"), ForYouTap(ForYouAct.PAGE, page).pack()), menu_button(w)))
    return Screen(Html("\n\n".join(parts)), tuple(rows))


def _tap(label: str, act: ForYouAct, page: int, who_: AttendeeId) -> Button:
    return Button(label, ForYouTap(act, page, who_).pack())
