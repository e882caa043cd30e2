"""Small events for the tests of matching."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.domain.matching import Index, Profile, Topic, Wish

TOPICS = (
    Topic(1, ("Food export", "Maisto eksportas")),
    Topic(2, ("Packaging", "Pakuotės")),
    Topic(3, ("Laser micromachining", "Lazerinis mikroapdirbimas")),
    Topic(4, ("Innovation", "Inovacijos")),
    Topic(5, ("Logistics", "Logistika")),
)
CLOSED = frozenset({frozenset({"investor"}), frozenset({"investor", "authority"})})
TYPES = ("cluster", "business", "research", "investor", "authority", "support")
OWN = (
    "maisto eksportas",
    "packaging machines",
    "lazeriai",
    "hydroponics",
    "гідропоніка",
    "AI",
    "cheese",
    "sūris",
    "...",
)


def wish(what: int | str) -> Wish:
    """A topic by its number, or own words."""
    return Wish(topic=what) if isinstance(what, int) else Wish(words=what)


def person(
    number: int,
    offers: tuple[int | str, ...] = (),
    needs: tuple[int | str, ...] = (),
    *,
    of: str = "business",
    free: int = 0b1111,
    onsite: int = 0b1,
    online: int = 0,
    languages: tuple[str, ...] = ("en",),
    interpreter: bool = False,
    about: str | None = None,
) -> Profile:
    """Somebody on site who speaks English and has time."""
    return Profile(
        id=number,
        type=of,
        country="LT",
        languages=languages,
        interpreter=interpreter,
        days_onsite=onsite,
        days_online=online,
        offers=tuple(map(wish, offers)),
        needs=tuple(map(wish, needs)),
        about=about,
        organisation="",
        free=free,
    )


def index(*people: Profile) -> Index:
    """An event with these people."""
    made = Index(TOPICS, CLOSED)
    for one in people:
        made.put(one)
    return made


wishes = st.lists(st.one_of(st.integers(1, 6), st.sampled_from(OWN)), max_size=4, unique=True).map(tuple)


@st.composite
def profiles(draw: st.DrawFn, number: int) -> Profile:
    """Anybody."""
    return person(
        number,
        draw(wishes),
        draw(wishes),
        of=draw(st.sampled_from(TYPES)),
        free=draw(st.integers(0, 15)),
        onsite=draw(st.integers(0, 3)),
        online=draw(st.integers(0, 3)),
        languages=tuple(draw(st.lists(st.sampled_from(("en", "lt", "uk")), max_size=2, unique=True))),
        interpreter=draw(st.booleans()),
        about=draw(st.sampled_from((None, "We bake cheese. Looking for hydroponics", "lazeriai ir pakuotės"))),
    )


@st.composite
def crowds(draw: st.DrawFn, most: int = 9) -> list[Profile]:
    """A few people, with ids of their own."""
    return [draw(profiles(number)) for number in range(1, draw(st.integers(2, most)) + 1)]
