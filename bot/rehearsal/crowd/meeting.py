"""Meeting people: finding somebody, asking, answering, changing one's mind."""

from __future__ import annotations

from collections.abc import Callable

from bot.rehearsal.crowd.attendee import Act, Attendee, Errand, Part, Press, Say
from bot.rehearsal.crowd.kinds import Key, Kind
from bot.rehearsal.crowd.vocabulary import Seen

MOST_STEPS = 14
NOTES = (
    "We saw your offer and would like to hear more.",
    "Could you tell us about your pilot line? <b>Thanks!</b>",
    "Maybe a joint project in the next call?",
    "Ar galėtume pakalbėti apie eksportą? 🙂",
    "Looking for a partner for 2023; 20 minutes are enough & we bring samples.",
)
FILTERS = (Key.FILTER_TYPE, Key.FILTER_COUNTRY, Key.FILTER_TOPIC, Key.FILTER_COUNTRY)


def ask_somebody(me: Attendee) -> Errand:
    """Look through the people, open a card, ask for a meeting."""
    seen = yield from _find(me)
    for _ in range(MOST_STEPS):
        if seen is None:
            return
        button = seen.key(Key.REQUEST)
        if button is not None and seen.kind is Kind.PERSON:
            yield from _send(me, (yield Press(seen, button)))
            return
        act = _towards_somebody(me, seen)
        if act is None:
            return
        seen = yield act


def _find(me: Attendee) -> Part:
    """Those who fit, or the list of all people, by a filter or a search now and then."""
    dice, habits = me.dice, me.crowd.habits
    seen = yield Say("/people")
    if seen is not None and seen.kind is Kind.FOR_YOU:
        if dice.chance(habits.takes_suggestion):
            return seen
        everybody = seen.key(Key.ALL_PEOPLE)
        seen = (yield Press(seen, everybody)) if everybody else None
    if seen is None or seen.kind is not Kind.PEOPLE:
        return seen
    if dice.chance(habits.searches):
        search = seen.key(Key.SEARCH)
        if search is not None:
            asked = yield Press(seen, search)
            if asked is None:
                return None
            return (yield Say(dice.pick(me.persona.needs or ("food",)).replace("-", " ").split()[0]))
    elif dice.chance(habits.filters):
        choice = seen.key(dice.pick(FILTERS))
        options = yield Press(seen, choice) if choice else Say("/people")
        if options is not None and options.kind is Kind.FILTER and options.all(Key.OTHER):
            return (yield Press(options, dice.pick(options.all(Key.OTHER))))
        return options
    return seen


def _towards_somebody(me: Attendee, seen: Seen) -> Act | None:
    """From a list to a card of somebody whom they have not asked yet."""
    dice = me.dice
    if seen.kind is Kind.NOBODY:
        everyone = seen.key(Key.SHOW_ALL)
        return Press(seen, everyone) if everyone else None
    if seen.kind not in {Kind.PEOPLE, Kind.FOR_YOU}:
        return None
    known = me.crowd.ledger.engaged(me.name)
    strangers = [button for button in seen.all(Key.PERSON) if button.name not in known]
    if seen.kind is Kind.FOR_YOU:
        everybody = seen.key(Key.ALL_PEOPLE)
        return Press(seen, strangers[0]) if strangers else Press(seen, everybody) if everybody else None
    turn = seen.key(Key.NEXT, Key.PREVIOUS) if dice.chance(0.8) else seen.key(Key.PREVIOUS)
    if turn is not None and (not strangers or dice.chance(0.3)):
        return Press(seen, turn)
    if strangers:
        return Press(seen, dice.pick(strangers))
    everyone = seen.key(Key.SHOW_ALL)
    return Press(seen, everyone) if everyone else None


def _send(me: Attendee, seen: Seen | None) -> Errand:
    """From the question about the time to the request on its way."""
    dice, habits = me.dice, me.crowd.habits
    typed = False
    for _ in range(MOST_STEPS):
        if seen is None or seen.toast:
            return
        match seen.kind:
            case Kind.CHOOSE_TIME:
                slots = seen.all(Key.SLOT)
                anyhow = seen.key(Key.ANY_TIME)
                if anyhow is not None and (not slots or dice.chance(habits.any_time)):
                    seen = yield Press(seen, anyhow)
                elif slots and not typed and dice.chance(habits.types_time / (1 - habits.any_time)):
                    typed = True
                    seen = yield Say(_typed_time(me, seen, dice.pick(slots).label))
                elif slots:
                    seen = yield Press(seen, dice.pick(slots))
                else:
                    seen = yield from _give_up(seen)
            case Kind.CONFIRM_TIME:
                button = seen.key(Key.YES_THIS_TIME, Key.SLOT, Key.ALL_TIMES)
                seen = (yield Press(seen, button)) if button else None
            case Kind.ASK_NOTE:
                no_note = seen.key(Key.NO_NOTE)
                writes = dice.chance(habits.writes_note) or no_note is None
                seen = yield Say(dice.pick(NOTES)) if writes or no_note is None else Press(seen, no_note)
            case Kind.TIME_OR_NOTE:
                as_note = seen.key(Key.AS_NOTE)
                seen = (yield Press(seen, as_note)) if as_note else None
            case Kind.NO_COMMON_TIME:
                seen = yield from _give_up(seen)
            case _:
                return


def _typed_time(me: Attendee, seen: Seen, label: str) -> str:
    """A slot as people write it."""
    clock = label.partition(" (")[0].rpartition(", ")[2]
    day = next((line.split(":")[0] for line in seen.text.split("\n") if "these times suit you both" in line), "")
    weekday, _, date = day.partition(" ")
    return me.dice.pick((f"{weekday} {clock}", f"{date} {clock}", f"{clock}", f"on {date} at {clock}", "maybe later"))


def _give_up(seen: Seen) -> Part:
    stop = seen.key(Key.STOP, Key.MENU)
    return (yield Press(seen, stop)) if stop else None


def answering(message_id: int) -> Callable[[Attendee], Errand]:
    """Answer the request (or the counter-offer) in that message, if it still stands."""

    def answer(me: Attendee) -> Errand:
        seen = me.read_again(message_id)
        if seen is not None:
            yield from decide(me, seen)

    return answer


def decide(me: Attendee, seen: Seen) -> Errand:
    """Accept, decline, or suggest another time."""
    dice, habits = me.dice, me.crowd.habits
    if seen.key(Key.ACCEPT) is None:
        return
    key = dice.weighted(
        ((Key.ACCEPT, habits.accepts), (Key.DECLINE, habits.declines), (Key.ANOTHER_TIME, habits.counters))
    )
    button = seen.key(key, Key.ACCEPT)
    answer = (yield Press(seen, button)) if button else None
    if answer is None or answer.toast:
        return
    if answer.kind is Kind.CHOOSE_TIME or (key is Key.ANOTHER_TIME and answer.kind is Kind.NO_COMMON_TIME):
        yield from _send(me, answer)
    elif answer.kind in {Kind.TIME_GONE, Kind.NO_COMMON_TIME}:
        yield from _take_another(me, answer)


def _take_another(me: Attendee, seen: Seen) -> Errand:
    """The slot has gone: one of the three others, or none."""
    for _ in range(4):
        slots = seen.all(Key.SLOT)
        me.crowd.ledger.deeds["alternatives offered"] += bool(slots)
        button = me.dice.pick(slots) if slots and me.dice.chance(0.85) else seen.key(Key.DECLINE)
        answer = (yield Press(seen, button)) if button else None
        if answer is None or answer.kind is not Kind.TIME_GONE or answer.toast:
            return
        seen = answer


def withdrawing(name: str) -> Callable[[Attendee], Errand]:
    """Take back the request to `name`, if nobody has answered it."""

    def withdraw(me: Attendee) -> Errand:
        request = me.crowd.ledger.between(me.name, name)
        if request is None or request.state != "open" or request.asker != me.name:
            return
        seen = yield Say("/requests")
        for _ in range(MOST_STEPS):
            if seen is None or seen.kind is not Kind.REQUESTS:
                return
            button = next((one for one in seen.all(Key.AWAITED) if one.name == name), None)
            if button is not None:
                shown = yield Press(seen, button)
                take_back = shown.key(Key.WITHDRAW) if shown else None
                if shown is not None and take_back is not None:
                    yield Press(shown, take_back)
                return
            following = seen.key(Key.NEXT)
            seen = (yield Press(seen, following)) if following else None

    return withdraw


def cancelling(message_id: int) -> Callable[[Attendee], Errand]:
    """Call off the meeting in that message, if it is still on."""

    def cancel(me: Attendee) -> Errand:
        seen = me.read_again(message_id)
        button = seen.key(Key.CANCEL) if seen else None
        if seen is None or button is None:
            return
        asked = yield Press(seen, button)
        yes = asked.key(Key.YES_CANCEL if me.dice.chance(0.85) else Key.NO_KEEP) if asked else None
        if asked is not None and yes is not None:
            yield Press(asked, yes)

    return cancel


def moving(message_id: int) -> Callable[[Attendee], Errand]:
    """Move the meeting in that message to another slot, if it is still on."""

    def move(me: Attendee) -> Errand:
        seen = me.read_again(message_id)
        button = seen.key(Key.MOVE) if seen else None
        if seen is not None and button is not None:
            yield from _send(me, (yield Press(seen, button)))

    return move


def noticing(message_id: int) -> Callable[[Attendee], Errand]:
    """Press *Got it* under a change."""

    def notice(me: Attendee) -> Errand:
        seen = me.read_again(message_id)
        button = seen.key(Key.GOT_IT) if seen else None
        if seen is not None and button is not None:
            yield Press(seen, button)
            me.crowd.ledger.deeds["changes noticed"] += 1

    return notice


def coming(message_id: int) -> Callable[[Attendee], Errand]:
    """Answer the bell in that message."""

    def come(me: Attendee) -> Errand:
        habits = me.crowd.habits
        seen = me.read_again(message_id)
        if seen is None or seen.kind is not Kind.BELL:
            return
        key = me.dice.weighted(
            ((Key.ON_MY_WAY, habits.comes), (Key.LATE, habits.is_late), (Key.CANT_COME, habits.cannot_come))
        )
        button = seen.key(key)
        if button is None:
            return
        answer = yield Press(seen, button)
        me.crowd.ledger.deeds[f"bells answered {key.name.lower().replace('_', ' ')}"] += 1
        yes = answer.key(Key.YES_CANCEL) if answer and answer.kind is Kind.ASK_CANT_COME else None
        if answer is not None and yes is not None:
            yield Press(answer, yes)

    return come
