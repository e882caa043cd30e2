"""A person's card: who, from where, when, what for. Contact details are never on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.events import Event
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Interest, Mode, Side
from bot.domain.typed_words import isolated
from bot.views.language_names import languages_line
from bot.views.menu import menu_button
from bot.views.people.taps import PeopleAct, PeopleTap, RequestTap
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape, flag


def type_name(w: Words, kind: AttendeeType) -> str:
    """An attendee type in words."""
    return {
        AttendeeType.CLUSTER: w.plain("Cluster organisation"),
        AttendeeType.BUSINESS: w.plain("Business"),
        AttendeeType.RESEARCH: w.plain("Research"),
        AttendeeType.INVESTOR: w.plain("Investor"),
        AttendeeType.AUTHORITY: w.plain("Public authority"),
        AttendeeType.SUPPORT: w.plain("Support organisation"),
    }[kind]


def mode_name(w: Words, mode: Mode) -> str:
    """How somebody takes part, in words."""
    return {
        Mode.ONSITE: w.plain("in the hall"),
        Mode.ONLINE: w.plain("online"),
        Mode.ABSENT: w.plain("not there"),
    }[mode]


def name_of(w: Words, attendee: Attendee) -> str:
    """A name to put into a sentence; somebody who asked to be forgotten has none any more."""
    if attendee.status is AttendeeStatus.FORGOTTEN:
        return w.plain("a former participant")
    return isolated(attendee.name)


def mode_line(w: Words, event: Event, modes: dict[date, Mode]) -> Html:
    """All days in one line: ``in the hall`` if they are alike, else day by day."""
    of_days = [(day, modes.get(day, Mode.ABSENT)) for day in event.days]
    kinds = {mode for _, mode in of_days}
    if len(kinds) == 1 and len(of_days) > 1:
        return w.say("All days: {mode}", mode=mode_name(w, kinds.pop()))
    return Html(" · ".join(escape(f"{w.day(day)}: {mode_name(w, mode)}") for day, mode in of_days))


def interest_names(w: Words, event: Event, interests: tuple[Interest, ...], side: Side) -> list[str]:
    """Offers or needs by name, in the reader's language."""
    labels = {topic.id: topic.label(w.language) for topic in event.topics}
    named = [
        labels.get(one.topic_id) if one.topic_id is not None else one.words for one in interests if one.side is side
    ]
    return [isolated(name) for name in named if name]


def describe(w: Words, event: Event, attendee: Attendee) -> Html:
    """The card's text, as everybody sees it."""
    place = f"{flag(attendee.country)} {w.country(attendee.country)}".strip()
    lines = [
        Html(f"<b>{escape(attendee.name)}</b>"),
        Html(escape(f"{isolated(attendee.organisation)} · {type_name(w, attendee.type)}")),
        Html(escape(place)),
    ]
    if attendee.modes:
        lines.append(mode_line(w, event, attendee.modes))
    if attendee.languages:
        lines.append(w.say("Speaks: {languages}", languages=languages_line(w, attendee.languages)))
    if attendee.interpreter:
        lines.append(w.say("Would like an interpreter"))
    offers = interest_names(w, event, attendee.interests, Side.OFFER)
    needs = interest_names(w, event, attendee.interests, Side.NEED)
    if offers or needs:
        lines.append(Html(""))
    if offers:
        lines.append(w.say("<b>Offers:</b> {topics}", topics=", ".join(offers)))
    if needs:
        lines.append(w.say("<b>Needs:</b> {topics}", topics=", ".join(needs)))
    if attendee.about:
        lines += [Html(""), Html(f"<i>{escape(attendee.about)}</i>")]
    return Html("\n".join(lines))


def card(
    w: Words,
    event: Event,
    attendee: Attendee,
    came_from: PeopleTap,
    *,
    own: bool,
    standing: Html | None = None,
    opens: Button | None = None,
) -> Screen:
    """Somebody's card with *Request a meeting*; *Back to the list* keeps its page and filters.

    `standing` says what there is between the two already, and `opens` leads to it; without `opens` one may ask.
    """
    back = replace(came_from, act=PeopleAct.LIST, who=None)
    ask = opens or Button(w.plain("🤝 Request a meeting"), RequestTap(attendee.id).pack())
    rows = ((Button(w.plain("‹ Back to the list"), back.pack()), menu_button(w)),)
    text = describe(w, event, attendee)
    if standing is not None:
        text = Html(f"{text}\n\n{standing}")
    return Screen(text, rows if own else ((ask,), *rows))
