"""Getting in: /start, the consent, every question as the bot asks it, with the slips that people make."""

from __future__ import annotations

from bot.rehearsal.crowd.attendee import Attendee, Errand, Part, Press, Say
from bot.rehearsal.crowd.kinds import Key, Kind
from bot.rehearsal.crowd.vocabulary import Button, Seen

MOST_STEPS = 60
NONSENSE = ("hello?", "🙂", "ok", "what is this", "12345", "???")
TYPE_WORDS = {
    "cluster": "Cluster organisation", "business": "Business", "research": "Research", "investor": "Investor",
    "authority": "Public authority", "support": "Support organisation",
}  # fmt: skip
COUNTRY_WORDS = {
    "LT": "Lithuania", "PL": "Poland", "LV": "Latvia", "EE": "Estonia", "DE": "Germany", "FI": "Finland",
    "SE": "Sweden", "UA": "Ukraine", "DK": "Denmark",
}  # fmt: skip
LANGUAGE_WORDS = {
    "lt": "Lithuanian", "pl": "Polish", "lv": "Latvian", "et": "Estonian", "de": "German", "fi": "Finnish",
    "sv": "Swedish", "uk": "Ukrainian", "da": "Danish", "en": "English", "ru": "Russian", "fr": "French",
    "es": "Spanish", "it": "Italian",
}  # fmt: skip
IN = frozenset({Kind.MENU, Kind.REGISTERED, Kind.WAITING_LIST})


def arrive(me: Attendee) -> Errand:
    """Open the bot for the first time today; register if need be."""
    seen = yield Say("/start")
    if seen is not None and seen.kind is Kind.UNKNOWN:
        seen = yield from speak_english(me)
    if seen is not None and seen.kind in IN:
        me.registered = seen.kind is not Kind.WAITING_LIST
        if me.registered:
            me.crowd.plan(me)
        return
    yield from register(me, seen)


def speak_english(me: Attendee) -> Part:
    """The bot speaks what they cannot read: choose English, then look again."""
    seen = yield Say("/language")
    english = seen.key(Key.ENGLISH) if seen else None
    if seen is not None and english is not None:
        yield Press(seen, english)
    return (yield Say("/start"))


def register(me: Attendee, seen: Seen | None) -> Errand:
    """Answer question after question until they are in, or are told that they cannot be."""
    form, problems = _Form(me), me.crowd.ledger.problems
    for _ in range(MOST_STEPS):
        if seen is None:
            problems["somebody got no answer while registering"] += 1
            return
        if seen.kind in IN:
            me.registered = seen.kind is not Kind.WAITING_LIST
            me.crowd.ledger.deeds["registered" if me.registered else "on the waiting list"] += 1
            me.crowd.plan(me)
            return
        if seen.kind is Kind.CLOSED:
            me.turned_away = True
            return
        act = form.answer(seen)
        if act is None:
            problems[f"somebody did not know how to go on registering at: {seen.first_line}"] += 1
            return
        answer = yield act
        # A toast lies over the screen: the question still stands.
        seen = seen if answer is not None and answer.toast else answer
    problems[f"somebody is still not registered after {MOST_STEPS} steps"] += 1


MOST_TOPICS = 2
"""Of what they offer, and of what they need: people in a hurry."""


class _Form:
    """Their answers, and which slips they have made already."""

    def __init__(self, me: Attendee) -> None:
        self.me = me
        habits, dice = me.crowd.habits, me.dice
        self._nonsense = dice.chance(habits.writes_nonsense)
        self._refuses = dice.chance(habits.refuses_consent_first)
        self._back = dice.chance(habits.goes_back)
        self._change = dice.chance(habits.changes_answer)
        self._stops = dice.chance(habits.stops_half_way)
        self._typed: set[str] = set()

    def answer(self, seen: Seen) -> Say | Press | None:
        """What to do about a question; None: this is beyond them."""
        slip = self._slip(seen)
        if slip is not None:
            return slip
        persona = self.me.persona
        match seen.kind:
            case Kind.CONSENT:
                return _press(seen, Key.AGREE)
            case Kind.NO_CONSENT:
                return _press(seen, Key.REGISTER_AFTER_ALL)
            case Kind.HALF_WAY:
                return _press(seen, Key.CONTINUE)
            case Kind.NOT_IN:
                return _press(seen, Key.REGISTER)
            case Kind.EVENTS:
                event = next((button for button in seen.buttons if button.key is Key.OTHER), None)
                return Press(seen, event) if event else None
            case Kind.STOPPED | Kind.OLD_BUTTON | Kind.NOT_UNDERSTOOD:
                return Say("/register")
            case Kind.ASK_NAME:
                keep = seen.key(Key.KEEP)
                fits = keep is not None and persona.full_name in keep.label
                return Press(seen, keep) if keep and fits else Say(persona.full_name)
            case Kind.ASK_ORGANISATION:
                # A changed answer: the name is there already, they write it out once more.
                return Say(persona.organisation)
            case Kind.ASK_TYPE:
                return _labelled(seen, TYPE_WORDS[persona.attendee_type])
            case Kind.ASK_COUNTRY:
                word = COUNTRY_WORDS[persona.country]
                return _labelled(seen, word) or Say(word)
            case Kind.ASK_MODE:
                return self._mode(seen)
            case Kind.ASK_LANGUAGES:
                return self._languages(seen)
            case Kind.ASK_MORE:
                return _press(seen, Key.BACK)
            case Kind.ASK_TOPICS:
                return self._topics(seen)
            case Kind.SUMMARY:
                if persona.full_name not in seen.text and seen.key(Key.EDIT_NAME):
                    return _press(seen, Key.EDIT_NAME)
                return _press(seen, Key.REGISTER)
            case Kind.REFUSED:
                return Say("/register")
            case _:
                return None

    def _slip(self, seen: Seen) -> Say | Press | None:
        if self._refuses and seen.kind is Kind.CONSENT:
            self._refuses = False
            return _press(seen, Key.DISAGREE)
        if self._nonsense and seen.kind in {Kind.CONSENT, Kind.ASK_TYPE}:
            self._nonsense = False
            return Say(self.me.dice.pick(NONSENSE))
        if self._back and seen.kind in {Kind.ASK_TYPE, Kind.ASK_COUNTRY}:
            self._back = False
            return _press(seen, Key.BACK)
        if self._change and seen.kind is Kind.SUMMARY:
            self._change = False
            return _press(seen, Key.EDIT_ORGANISATION)
        if self._stops and seen.kind is Kind.ASK_MODE:
            self._stops = False
            return Say("/start")
        return None

    def _mode(self, seen: Seen) -> Press | None:
        """All days with one tap where they are alike, else day after day: a row each."""
        modes = self.me.persona.modes
        keys = {"onsite": Key.HALL, "online": Key.ONLINE, "absent": Key.AWAY}
        if seen.key(Key.ONLINE_ALWAYS) is not None and len(set(modes)) == 1:
            return _press(seen, Key.HALL_ALWAYS if modes[0] == "onsite" else Key.ONLINE_ALWAYS, Key.ONLINE_ALWAYS)
        for row, (online, mode) in enumerate(zip(seen.all(Key.ONLINE), modes, strict=False)):
            of_day = [button for button in seen.buttons if button.row == online.row]
            if row + 1 < len(modes) and any(button.label.startswith("✅") for button in of_day):
                continue
            wanted = next((button for button in of_day if button.key is keys[mode]), online)
            return Press(seen, wanted)
        return _press(seen, Key.DONE, Key.ONLINE_ALWAYS)

    def _languages(self, seen: Seen) -> Say | Press | None:
        """What they speak is ticked already as far as the phone tells; the rest they tick, or type."""
        labels = {button.label.removeprefix("✅ "): button for button in seen.all(Key.OTHER)}
        for code in self.me.persona.languages:
            word = LANGUAGE_WORDS.get(code)
            if word is None or word in self._typed:
                continue
            self._typed.add(word)
            if word not in labels:
                return Say(word)
            if not labels[word].label.startswith("✅"):
                return Press(seen, labels[word])
        return _press(seen, Key.DONE)

    def _topics(self, seen: Seen) -> Say | Press | None:
        wanted = self.me.persona.offers if "offer" in seen.first_line else self.me.persona.needs
        labels = {button.label.removeprefix("✅ ").casefold(): button for button in seen.all(Key.OTHER)}
        for topic in wanted[:MOST_TOPICS]:
            if topic in self._typed:
                continue
            self._typed.add(topic)
            button = labels.get(topic.replace("-", " ").casefold()) or labels.get(topic.casefold())
            if button is None:
                button = next((labels[label] for label in labels if label.startswith(topic.casefold())), None)
            if button is None:
                return Say(topic.replace("-", " ") if topic.isascii() else topic)
            if not button.label.startswith("✅"):
                return Press(seen, button)
        self._typed.clear()  # a topic may be offered and needed
        return _press(seen, Key.DONE)


def _press(seen: Seen, *keys: Key) -> Press | None:
    button = seen.key(*keys)
    return Press(seen, button) if button else None


def _labelled(seen: Seen, word: str) -> Press | None:
    button: Button | None = next((one for one in seen.buttons if one.label.endswith(word)), None)
    return Press(seen, button) if button else None
