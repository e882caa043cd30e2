"""The list of people: six on a page, a tap for each filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.events import Event
from bot.domain.people import AttendeeType, Found, Mode
from bot.domain.typed_words import isolated
from bot.views.language_names import language_name
from bot.views.menu import menu_button
from bot.views.people.card import mode_name, type_name
from bot.views.people.taps import PeopleAct, PeopleTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, flag

LONGEST_LABEL = 60  # characters of a button; phones show about forty
MOST_CHOICES = 40  # buttons of one filter
CHIP = 24  # characters of a filter that holds, three in a row
FREE = "free"


def shorten(text: str, most: int = LONGEST_LABEL) -> str:
    """The text, its end replaced by an ellipsis where it is too long for a button."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def filter_line(w: Words, event: Event, tap: PeopleTap, text: str | None) -> str:
    """The filters that hold, in a line; nothing if none does."""
    names = [name for name, _without in _held(w, event, tap, text).values()]
    return " · ".join(names)


def _held(w: Words, event: Event, tap: PeopleTap, text: str | None) -> dict[PeopleAct | str, tuple[str, PeopleTap]]:
    """The filters that hold: what each is called, and the list without it."""
    base = replace(tap, act=PeopleAct.LIST, who=None, page=0)
    held: dict[PeopleAct | str, tuple[str, PeopleTap]] = {}
    if tap.searched and text:
        held[PeopleAct.SEARCH] = (f"“{isolated(text)}”", replace(base, searched=0))
    if tap.type is not None:
        held[PeopleAct.TYPES] = (type_name(w, tap.type), replace(base, type=None))
    if tap.country is not None:
        name = f"{flag(tap.country)} {w.country(tap.country)}"
        held[PeopleAct.COUNTRIES] = (name, replace(base, country=None))
    topic = next((one for one in (*event.topics, *event.former_topics) if one.id == tap.topic), None)
    if topic is not None:
        held[PeopleAct.TOPICS] = (topic.label(w.language), replace(base, topic=None))
    if tap.mode is not None:
        held[PeopleAct.MODES] = (mode_name(w, tap.mode), replace(base, mode=None))
    if tap.language is not None:
        held[PeopleAct.LANGUAGES] = (language_name(w, tap.language), replace(base, language=None))
    if tap.free:
        held[FREE] = (w.plain("free when I am"), replace(base, free=0))
    return held


def _filters(w: Words, event: Event, tap: PeopleTap, text: str | None) -> Rows:
    """A button for each filter; one that holds is a chip with its value, and a tap takes it off."""
    held = _held(w, event, tap, text)
    base = replace(tap, act=PeopleAct.LIST, who=None, page=0)

    def button(label: str, act: PeopleAct) -> Button:
        if act in held:
            name, without = held[act]
            return Button(shorten(f"✕ {name}", CHIP), without.pack())
        return Button(label, replace(base, act=act).pack())

    def when() -> Button:
        if FREE in held:
            return Button(f"✕ {held[FREE][0]}", held[FREE][1].pack())
        return Button(w.plain("Free when I am"), replace(base, free=1).pack())

    last = [button(w.plain("🔎 Search"), PeopleAct.SEARCH)]
    if held:
        last.append(Button(w.plain("✕ Show all"), PeopleTap(PeopleAct.LIST).pack()))
    return (
        (
            button(w.plain("Type"), PeopleAct.TYPES),
            button(w.plain("Country"), PeopleAct.COUNTRIES),
            button(w.plain("Topic"), PeopleAct.TOPICS),
        ),
        (button(w.plain("Mode"), PeopleAct.MODES), button(w.plain("Language"), PeopleAct.LANGUAGES), when()),
        (*last, menu_button(w)),
    )


def listing(w: Words, event: Event, found: Found, tap: PeopleTap, text: str | None) -> Screen:
    """One page: a button a person, pages, filters. The reader is not on it."""
    tap = replace(tap, act=PeopleAct.LIST, who=None, page=found.page)
    held = filter_line(w, event, tap, text)
    if not found.total:
        return nobody(w, event, tap, text)
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
    how = w.say("Tap a name, or type one.")
    return Screen(Html(f"{head}\n{how}"), (*people, *pages, *_filters(w, event, tap, text)))


def nobody(w: Words, event: Event, tap: PeopleTap, words: str | None) -> Screen:
    """Nobody fits, or nobody is there yet."""
    held = filter_line(w, event, tap, words)
    if held:
        text = Html(
            w.say("<b>Nobody found.</b>") + "\n" + w.say("Only: {filters}", filters=held) + "\n"
            + w.say("Take a filter off, or search for another word.")
        )  # fmt: skip
    else:
        text = w.say("<b>Nobody else is here yet.</b>\nCome back later: people are still registering.")
    return Screen(text, _filters(w, event, tap, words))


def choices(w: Words, event: Event, tap: PeopleTap, known: Sequence[str]) -> Screen:
    """The values of one filter (``tap.act`` says which), one tap each; `known` are countries, or languages."""
    base = replace(tap, act=PeopleAct.LIST, who=None, page=0)
    options: list[tuple[str, PeopleTap]]
    if tap.act is PeopleAct.TYPES:
        title = w.say("<b>Which type?</b>")
        options = [(type_name(w, kind), replace(base, type=kind)) for kind in AttendeeType]
        everyone = replace(base, type=None)
    elif tap.act is PeopleAct.COUNTRIES:
        title = w.say("<b>Which country?</b>")
        options = [(f"{flag(code)} {w.country(code)}", replace(base, country=code)) for code in known]
        everyone = replace(base, country=None)
    elif tap.act is PeopleAct.TOPICS:
        title = w.say("<b>Which topic?</b>\nPeople who offer it or need it.")
        options = [(topic.label(w.language), replace(base, topic=topic.id)) for topic in event.topics]
        everyone = replace(base, topic=None)
    elif tap.act is PeopleAct.LANGUAGES:
        title = w.say("<b>Which language do they speak?</b>")
        options = [(language_name(w, code), replace(base, language=code)) for code in known]
        everyone = replace(base, language=None)
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
