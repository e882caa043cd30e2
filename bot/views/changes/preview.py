"""What a change would mean, before *Do it*; and that it is done."""

from __future__ import annotations

from datetime import datetime

from bot.domain.changes import (
    BlockTime,
    DeskChange,
    Effect,
    SessionCancelled,
    SessionDetails,
    SessionTime,
    TablesUse,
)
from bot.domain.events import Event
from bot.domain.typed_words import isolated
from bot.views.changes.floor import act, numbers, way_out
from bot.views.changes.taps import ChangesAct
from bot.views.clocks import span
from bot.views.meetings.lines import lines
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def preview(w: Words, event: Event, change: DeskChange, effect: Effect, token: int, back: Button) -> Screen:
    """The change, whom it concerns, and *Do it*; `token` says which preview this is."""
    if not effect.changes:
        return Screen(lines(headline(w, event, change), "", w.say("That is how it is already.")), ((back,), way_out(w)))
    text = lines(headline(w, event, change), "", *consequences(w, effect))
    return Screen(text, ((act(w.plain("✅ Do it"), ChangesAct.DO, token),), (back,)))


def done(w: Words, event: Event, change: DeskChange, effect: Effect) -> Screen:
    """It is done; `event` is as it was before."""
    text = lines(w.say("✅ <b>Done</b>"), headline(w, event, change), "", *consequences(w, effect, done=True))
    return Screen(text, (way_out(w),))


def done_already(w: Words) -> str:
    """A toast: a second tap."""
    return w.plain("That is done already.")


def look_again(w: Words) -> str:
    """A toast: the event has changed since the preview was drawn."""
    return w.plain("Something has changed meanwhile. Please look again.")


def overtaken(w: Words) -> str:
    """A toast: the button belongs to an older preview."""
    return w.plain("This preview is no longer valid.")


def headline(w: Words, event: Event, change: DeskChange) -> Html:
    """The change itself: what it is, and what it becomes. `event` is as it was before."""
    match change:
        case SessionTime():
            one = event.session(change.session_id)
            return _times(
                w, event, isolated(one.title), (one.starts_at, one.ends_at), (change.starts_at, change.ends_at)
            )
        case SessionDetails():
            one = event.session(change.session_id)
            was, now = getattr(one, change.name), change.value
            title = w.say("🎤 <b>{title}</b>", title=isolated(one.title))
            sign = "📍" if change.name == "room" else "👤"
            before, after = (isolated(each) if each else "—" for each in (was, now))
            return lines(title, w.say("{sign} {before} → <b>{after}</b>", sign=sign, before=before, after=after))
        case SessionCancelled():
            name = isolated(event.session(change.session_id).title)
            if change.cancelled:
                return w.say("❌ <b>{title}</b> is cancelled", title=name)
            return w.say("✅ <b>{title}</b> takes place after all", title=name)
        case TablesUse():
            found = [event.place(place_id).number for place_id in change.places]
            if change.out_of_use:
                return w.count(
                    "🚫 Out of use: <b>table {numbers}</b>",
                    "🚫 Out of use: <b>tables {numbers}</b>",
                    len(found),
                    numbers=numbers(found),
                )
            return w.count(
                "✅ Back in use: <b>table {numbers}</b>",
                "✅ Back in use: <b>tables {numbers}</b>",
                len(found),
                numbers=numbers(found),
            )
        case BlockTime():
            one_block = next(b for b in event.blocks if b.id == change.block_id)
            was_span = (one_block.starts_at, one_block.ends_at)
            return _times(w, event, w.plain("Meetings"), was_span, (change.starts_at, change.ends_at))


def _times(w: Words, event: Event, title: str, was: tuple[datetime, datetime], now: tuple[datetime, datetime]) -> Html:
    return lines(
        w.say("🕙 <b>{title}</b>", title=title),
        w.say(
            "{day}, {before} → <b>{after}</b>",
            day=w.day(was[0], event.zone),
            before=span(w, *was, event),
            after=span(w, *now, event),
        ),
    )


def consequences(w: Words, effect: Effect, *, done: bool = False) -> list[Html]:
    """What it means for people, a line each."""
    found = [
        w.count("{n} person joined it", "{n} people joined it", effect.joined) if effect.joined else None,
        _left(w, effect.left) if effect.left else None,
        w.count("{n} meeting: another table, same time", "{n} meetings: another table, same time", effect.new_place)
        if effect.new_place
        else None,
        w.count("{n} meeting: another time", "{n} meetings: another time", effect.new_time)
        if effect.new_time
        else None,
        w.count("❗ {n} meeting: both choose anew", "❗ {n} meetings: both choose anew", effect.choose)
        if effect.choose
        else None,
        w.count("{n} request: for any time now", "{n} requests: for any time now", effect.requests)
        if effect.requests
        else None,
    ]
    lines_ = [line for line in found if line is not None]
    if not effect.people:
        lines_.append(w.say("Nobody has to be told."))
    elif done:
        lines_.append(w.count("<b>{n} person is told.</b>", "<b>{n} people are told.</b>", effect.people))
    else:
        lines_.append(
            w.count("<b>{n} person gets a message.</b>", "<b>{n} people get a message each.</b>", effect.people)
        )
    return lines_


def _left(w: Words, number: int) -> Html:
    return w.count(
        "❗ {n} of them has a meeting then and is taken out of it",
        "❗ {n} of them have a meeting then and are taken out of it",
        number,
    )
