"""What *Change the event* asks for, and what it says to an answer that it cannot use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.events import Block, Event, Session
from bot.domain.typed_times import Kind
from bot.views.changes.floor import LATER_BY, act, block_line, session_line
from bot.views.changes.taps import ChangesAct
from bot.views.meetings.lines import lines
from bot.views.screens import Button, Screen
from bot.views.words import Words


def ask_time(w: Words, event: Event, one: Session) -> Screen:
    """When does a session begin now? It keeps its length."""
    text = lines(
        session_line(w, event, one),
        "",
        w.say("<b>When does it begin?</b> Tap, or type a time such as 9:30. It keeps its length."),
    )
    return Screen(
        text,
        (
            tuple(act(w.plain("+{n} min", n=n), ChangesAct.SHIFT, one.id, n) for n in LATER_BY),
            (act(w.plain("🕙 Another end"), ChangesAct.END, one.id),),
            (_back_to_session(w, one),),
        ),
    )


def ask_end(w: Words, event: Event, one: Session) -> Screen:
    """When does a session end now?"""
    text = lines(session_line(w, event, one), "", w.say("<b>When does it end?</b> Type a time such as 10:30."))
    return Screen(text, ((_back_to_session(w, one),),))


def ask_room(w: Words, event: Event, one: Session) -> Screen:
    """In which room is a session now?"""
    text = lines(session_line(w, event, one), "", w.say("<b>In which room is it?</b> Type its name."))
    nowhere = ((act(w.plain("No room"), ChangesAct.NO_ROOM, one.id),),) if one.room else ()
    return Screen(text, (*nowhere, (_back_to_session(w, one),)))


def ask_speaker(w: Words, event: Event, one: Session) -> Screen:
    """Who speaks now?"""
    text = lines(session_line(w, event, one), "", w.say("<b>Who speaks?</b> Type the name."))
    nobody = ((act(w.plain("No speaker"), ChangesAct.NO_SPEAKER, one.id),),) if one.speaker else ()
    return Screen(text, (*nobody, (_back_to_session(w, one),)))


def ask_block_end(w: Words, event: Event, one: Block) -> Screen:
    """When does a block end now?"""
    text = lines(
        w.say("🤝 <b>Meetings on {block}</b>", block=block_line(w, event, one)),
        "",
        w.say("<b>When do they end?</b> Type a time such as 12:30."),
    )
    return Screen(text, ((act(w.plain("« Back"), ChangesAct.BLOCK, one.id),),))


def which_moment(
    w: Words, event: Event, moments: Sequence[datetime], what: ChangesAct, about: int, back: Button
) -> Screen:
    """What was typed can mean several times."""
    rows = [(act(w.moment(moment, event.zone), what, about, int(moment.timestamp()) // 60),) for moment in moments]
    return Screen(w.say("<b>Which time do you mean?</b>"), (*rows, (back,)))


def no_time(w: Words, kind: Kind, back: Button) -> Screen:
    """What was typed is no time that can be used."""
    said = {
        Kind.PAST: w.say("That time has passed. Type a later one, such as 15:30."),
        Kind.OFF_EVENT: w.say("That is on another day. Type a time of the same day, such as 15:30."),
        Kind.DAY: w.say("At what time? Type one such as 15:30."),
        Kind.GAP: w.say("The clocks skip that hour. Type another time, such as 15:30."),
    }.get(kind, w.say("I cannot read a time in that. Type one such as 15:30."))
    return Screen(said, ((back,),))


def no_name(w: Words, limit: int, back: Button) -> Screen:
    """What was sent is no name of a room or a speaker."""
    return Screen(w.say("Please type it as text, one line of up to {limit} characters.", limit=limit), ((back,),))


def no_numbers(w: Words, back: Button) -> Screen:
    """What was sent are no numbers of tables."""
    return Screen(w.say("Please type numbers of tables, such as 12 or 3-7."), ((back,),))


def no_such_numbers(w: Words, missing: str, back: Button) -> Screen:
    """There are no tables of these numbers."""
    return Screen(
        w.say("There is no table {numbers}. Type other numbers, such as 12 or 3-7.", numbers=missing), ((back,),)
    )


def _back_to_session(w: Words, one: Session) -> Button:
    return act(w.plain("« Back"), ChangesAct.SESSION, one.id)
