"""The list of people: six on a page, a tap for each filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.events import Event
from bot.domain.people import AttendeeType, Found, Mode
from bot.domain.typed_words import isolated
from bot.views.menu import menu_button
from bot.views.people.card import mode_name, type_name
from bot.views.people.taps import PeopleAct, PeopleTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, flag

LONGEST_LABEL = 60  # characters of a button; phones show about forty
MOST_CHOICES = 40  # buttons of one filter


def shorten(text: str, most: int = LONGEST_LABEL) -> str:
    """The text, its end replaced by an ellipsis where it is too long for a button."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def filter_line(w: Words, event: Event, tap: PeopleTap, text: str | None) -> str:
    """The filters that hold, in a line; nothing if none does."""
    names = []
    if tap.searched and text:
        names.append(f"“{isolated(text)}”")
    if tap.type is not None:
        names.append(type_name(w, tap.type))
    if tap.country is not None:
        names.append(f"{flag(tap.country)} {w.country(tap.country)}")
    names += [topic.label(w.language) for topic in event.topics if topic.id == tap.topic]
    if tap.mode is not None:
        names.append(mode_name(w, tap.mode))
    return " · ".join(names)


def _filters(w: Words, tap: PeopleTap) -> Rows:
    def button(label: str, act: PeopleAct, on: bool) -> Button:
        return Button(f"✓ {label}" if on else label, replace(tap, act=act, who=None).pack())

    rows: Rows = (
        (
            button(w.plain("Type"), PeopleAct.TYPES, tap.type is not None),
            button(w.plain("Country"), PeopleAct.COUNTRIES, tap.country is not None),
            button(w.plain("Topic"), PeopleAct.TOPICS, tap.topic is not None),
            button(w.plain("Mode"), PeopleAct.MODES, tap.mode is not None),
        ),
    )
    last = [Button(w.plain("🔎 Search"), replace(tap, act=PeopleAct.SEARCH, who=None).pack())]
    if replace(tap, page=0, who=None, act=PeopleAct.LIST) != PeopleTap(PeopleAct.LIST):
        last.append(Button(w.plain("✕ Show all"), PeopleTap(PeopleAct.LIST).pack()))
    return (*rows, (*last, menu_button(w)))


def listing(w: Words, event: Event, found: Found, tap: PeopleTap, text: str | None) -> Screen:
    """One page: a button a person, pages, filters. The reader is not on it."""
    tap = replace(tap, act=PeopleAct.LIST, who=None, page=found.page)
    held = filter_line(w, event, tap, text)
    if not found.total:
        return nobody(w, tap, held)
    head = w.count("<b>{n} person</b>", "<b>{n} people</b>", found.total)
    if held:
        only = w.say("Only: {filters}", filters=held)
        head = Html(f"{head}\n{only}")
    people = tuple(
        (
            Button(
                shorten(f"{flag(one.country)} {isolated(one.name)} · {isolated(one.organisation)}"),
                replace(tap, act=PeopleAct.CARD, who=one.id).pack(),
            ),
        )
        for one in found.people
    )
    pages: Rows = ()
    if found.pages > 1:
        before, after = (found.page - 1) % found.pages, (found.page + 1) % found.pages
        pages = (
            (
                Button("‹", replace(tap, page=before).pack()),
                Button(f"{found.page + 1} / {found.pages}", replace(tap, page=found.page).pack()),
                Button("›", replace(tap, page=after).pack()),
            ),
        )
    how = w.say("Tap a name to see the card.")
    return Screen(Html(f"{head}\n{how}"), (*people, *pages, *_filters(w, tap)))


def nobody(w: Words, tap: PeopleTap, held: str) -> Screen:
    """Nobody fits, or nobody is there yet."""
    if held:
        text = Html(
            w.say("<b>Nobody found.</b>") + "\n" + w.say("Only: {filters}", filters=held) + "\n"
            + w.say("Take a filter off, or search for another word.")
        )  # fmt: skip
    else:
        text = w.say("<b>Nobody else is here yet.</b>\nCome back later: people are still registering.")
    return Screen(text, _filters(w, tap))


def choices(w: Words, event: Event, tap: PeopleTap, countries: Sequence[str]) -> Screen:
    """The values of one filter (``tap.act`` says which), one tap each."""
    base = replace(tap, act=PeopleAct.LIST, who=None, page=0)
    options: list[tuple[str, PeopleTap]]
    if tap.act is PeopleAct.TYPES:
        title = w.say("<b>Which type?</b>")
        options = [(type_name(w, kind), replace(base, type=kind)) for kind in AttendeeType]
        everyone = replace(base, type=None)
    elif tap.act is PeopleAct.COUNTRIES:
        title = w.say("<b>Which country?</b>")
        options = [(f"{flag(code)} {w.country(code)}", replace(base, country=code)) for code in countries]
        everyone = replace(base, country=None)
    elif tap.act is PeopleAct.TOPICS:
        title = w.say("<b>Which topic?</b>\nPeople who offer it or need it.")
        options = [(topic.label(w.language), replace(base, topic=topic.id)) for topic in event.topics]
        everyone = replace(base, topic=None)
    else:
        title = w.say("<b>In the hall or online?</b>")
        options = [(mode_name(w, mode), replace(base, mode=mode)) for mode in (Mode.ONSITE, Mode.ONLINE)]
        everyone = replace(base, mode=None)
    buttons = [Button(shorten(label, 34), to.pack()) for label, to in options[:MOST_CHOICES]]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    last = (Button(w.plain("Any"), everyone.pack()), Button(w.plain("‹ Back"), replace(tap, act=PeopleAct.LIST).pack()))
    return Screen(title, (*rows, last))


def search_prompt(w: Words, tap: PeopleTap) -> Screen:
    """What to type into the search."""
    return Screen(
        w.say("<b>Whom are you looking for?</b>\nType a name, an organisation or a word."),
        ((Button(w.plain("‹ Back"), replace(tap, act=PeopleAct.LIST, who=None).pack()),),),
    )
