"""After a meeting: how it was, contact cards; and nobody at the table, or a table free near by."""

from __future__ import annotations

from collections.abc import Callable

from bot.rehearsal.crowd.attendee import Attendee, Errand, Press
from bot.rehearsal.crowd.kinds import Key, Kind

MOST_STEPS = 4


def telling(message_id: int) -> Callable[[Attendee], Errand]:
    """Say how the meeting of that message was, what comes of it, and whether contact cards are exchanged."""

    def tell(me: Attendee) -> Errand:
        dice = me.dice
        seen = me.read_again(message_id)
        for _ in range(MOST_STEPS):
            if seen is None or seen.toast:
                return
            key = {
                Kind.HOW_WAS_IT: dice.weighted(((Key.TOOK_PLACE, 0.92), (Key.TOO_SHORT, 0.08))),
                Kind.WHAT_COMES: dice.weighted(((Key.FOLLOW_UP, 0.5), (Key.PROJECT, 0.2), (Key.NO_FIT, 0.3))),
                Kind.EXCHANGE: Key.EXCHANGE,
                Kind.WANTS_CONTACT: Key.EXCHANGE,
            }.get(seen.kind)
            button = seen.key(key) if key else None
            if button is None:
                return
            seen = yield Press(seen, button)
        me.crowd.ledger.deeds["outcomes told"] += 1

    return tell


def calling(message_id: int) -> Callable[[Attendee], Errand]:
    """Nobody is at the table: tap so under the bell."""

    def call(me: Attendee) -> Errand:
        seen = me.read_again(message_id)
        button = seen.key(Key.NOBODY_HERE) if seen else None
        if seen is not None and button is not None:
            yield Press(seen, button)
            me.crowd.ledger.deeds["nobody here"] += 1

    return call


def going(message_id: int) -> Callable[[Attendee], Errand]:
    """Somebody waits: go there."""

    def go(me: Attendee) -> Errand:
        seen = me.read_again(message_id)
        button = seen.key(Key.COMING) if seen else None
        if seen is not None and button is not None:
            yield Press(seen, button)
            me.crowd.ledger.deeds["went where somebody waited"] += 1

    return go
