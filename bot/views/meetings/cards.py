"""A meeting on the screen: how it stands for the reader, and what they can do about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Slot
from bot.domain.ids import SlotId
from bot.domain.meetings import Status, may_change_counter, may_choose_time
from bot.views.clocks import deadline
from bot.views.meetings.lines import (
    Shown,
    about,
    any_time,
    contact,
    group,
    is_forgotten,
    lines,
    mark_times,
    names,
    note,
    offline,
    reason,
    slot_label,
    when,
    where,
    who,
)
from bot.views.meetings.taps import GroupTap, MeetingAct, MeetingTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import PeopleAct, PeopleTap, RequestTap, name_of
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def button(label: str, shown: Shown, act: MeetingAct, slot: SlotId | None = None) -> Button:
    """A button about this meeting as it stands."""
    return Button(label, MeetingTap(act, shown.meeting.id, shown.meeting.version, slot).pack())


def card(w: Words, shown: Shown, *, news: Html | None = None) -> Screen:
    """The meeting as it stands, with every button that applies; `news` replaces the headline."""
    headline = news or headline_of(w, shown)
    if shown.am_invited:
        return _invited(w, shown, headline)
    if not shown.am_in:
        return ended(w, shown, headline)
    if shown.meeting.status is Status.PENDING:
        return _pending(w, shown, headline)
    if shown.meeting.status in {Status.ACCEPTED, Status.SCHEDULED}:
        return _agreed(w, shown, headline)
    return ended(w, shown, headline)


def headline_of(w: Words, shown: Shown) -> Html:
    """How the meeting stands, in one bold line."""
    name = names(w, shown)
    if shown.am_invited:
        return w.say("<b>{name} invites you to a meeting</b>", name=name_of(w, shown.other))
    if not shown.am_in:
        return w.say("<b>You are not in the meeting with {name}</b>", name=name)
    match shown.meeting.status:
        case Status.PENDING if shown.my_turn and not shown.i_asked:
            if shown.meeting.version > 1:
                return w.say("<b>{name} suggests another time</b>", name=name)
            return w.say("<b>{name} would like to meet you</b>", name=name)
        case Status.PENDING if shown.my_turn:
            return w.say("<b>{name} suggests another time</b>", name=name)
        case Status.PENDING:
            return w.say("<b>Waiting for the answer of {name}</b>", name=name)
        case Status.ACCEPTED if shown.event.awaits_timetable:
            return w.say("✅ <b>Agreed: you meet {name}</b>", name=name)
        case Status.ACCEPTED:
            return w.say("<b>Agreed, but without a time: {name}</b>", name=name)
        case Status.SCHEDULED:
            return w.say("<b>Meeting with {name}</b>", name=name)
        case Status.HELD:
            return w.say("<b>You have met {name}</b>", name=name)
        case Status.MISSED:
            return w.say("<b>Missed: meeting with {name}</b>", name=name)
        case Status.DECLINED:
            return w.say("<b>Declined: meeting with {name}</b>", name=name)
        case Status.WITHDRAWN:
            return w.say("<b>Withdrawn: meeting with {name}</b>", name=name)
        case Status.EXPIRED:
            return w.say("<b>Expired without an answer: meeting with {name}</b>", name=name)
        case Status.CANCELLED:
            return w.say("<b>Cancelled: meeting with {name}</b>", name=name)


def time_line(w: Words, shown: Shown) -> Html:
    """The slot agreed on or proposed, or that any time is fine."""
    slot = shown.slot
    if slot is None:
        return any_time(w, shown.event)
    return when(w, shown.event, slot)


def ended(w: Words, shown: Shown, headline: Html, *more: Button) -> Screen:
    """A meeting that is over, in whatever way: headline, who, when."""
    over = shown.meeting.slot_id is not None or is_forgotten(shown.other)  # the time alone says which one it was
    when_line = time_line(w, shown) if over else None
    rows: list[tuple[Button, ...]] = [(*more,)] if more else []
    mine = shown.meeting.ended_by_id == shown.me.id and shown.meeting.status in {Status.DECLINED, Status.CANCELLED}
    if mine and not shown.meeting.ended_note:
        rows.append((button(w.plain("💬 Say why"), shown, MeetingAct.WHY),))
    text = lines(headline, who(w, shown.event, shown.other), when_line, reason(w, shown))
    return Screen(text, (*rows, (menu_button(w),)))


def earlier(w: Words, shown: Shown) -> Screen:
    """What an older message about this meeting is changed to when a newer one follows: nothing to tap."""
    return Screen(lines(headline_of(w, shown), w.say("<i>There is a newer message about this below.</i>")))


def gone(w: Words, shown: Shown, others: Sequence[Slot], because: Html | None = None) -> Screen:
    """The time has gone, or a rule stands against it; the three best other times, a tap each."""
    headline = because or w.say("<b>That time is no longer free</b>")
    if not others:
        text = lines(
            headline,
            w.say("You and {name} have no other free time in common.", name=name_of(w, shown.other)),
            w.say("<i>Cancel or move something else first, or decline.</i>"),
        )
        return Screen(
            text,
            (
                (button(w.plain("Decline"), shown, MeetingAct.DECLINE), door_button(w, Door.AGENDA)),
                (menu_button(w),),
            ),
        )
    text = lines(
        headline,
        w.say("These suit you and {name} best. One tap books:", name=name_of(w, shown.other)),
    )
    rows = [
        (button(slot_label(w, shown.event, slot, with_day=True), shown, MeetingAct.ACCEPT, slot.id),) for slot in others
    ]
    last = (
        button(w.plain("🕙 Another time"), shown, MeetingAct.COUNTER),
        button(w.plain("Decline"), shown, MeetingAct.DECLINE),
    )
    return Screen(text, (*rows, last))


def ask_cancel(w: Words, shown: Shown, *, for_all: bool = False) -> Screen:
    """One tap before a meeting is called off, or a group is left."""
    leaving = bool(shown.more) and not for_all
    if leaving:
        headline = w.say("<b>Leave the meeting with {name}?</b>", name=names(w, shown))
        told = w.say("The others meet without you, and are told at once.")
    else:
        headline = w.say("<b>Cancel the meeting with {name}?</b>", name=names(w, shown))
        told = w.say("They are told at once, and the time is free for others.")
    yes = w.plain("Yes, leave it") if leaving else w.plain("Yes, cancel it")
    act = MeetingAct.CANCEL_ALL if for_all else MeetingAct.CANCEL
    return Screen(
        lines(headline, time_line(w, shown), told),
        (
            (button(yes, shown, act),),
            (button(w.plain("No, keep it"), shown, MeetingAct.SHOW),),
        ),
    )


def ask_again(w: Words, shown: Shown) -> Button:
    """*Request a meeting* with the same person."""
    return Button(w.plain("Request a meeting"), RequestTap(shown.other.id).pack())


def person_button(label: str, shown: Shown) -> Button:
    """The other's card in the people list."""
    return Button(label, PeopleTap(PeopleAct.CARD, shown.other.id).pack())


def _pending(w: Words, shown: Shown, headline: Html) -> Screen:
    until = shown.meeting.answer_by
    limit = deadline(w, until, shown.event, shown.now) if until else None
    if not shown.my_turn:
        return _awaited(w, shown, headline, limit)
    text = lines(
        headline,
        about(w, shown.event, shown.other),
        "",
        time_line(w, shown),
        note(w, shown),
        "",
        w.say("Please answer by {until}.", until=limit) if limit else None,
    )
    buttons = [_yes_or_no(w, shown)]
    if not shown.event.awaits_timetable:
        buttons.append((button(w.plain("🕙 Another time"), shown, MeetingAct.COUNTER),))
    if shown.i_asked:
        buttons.append((button(w.plain("Withdraw"), shown, MeetingAct.WITHDRAW),))
    return Screen(text, tuple(buttons))


def _yes_or_no(w: Words, shown: Shown) -> tuple[Button, ...]:
    return (
        button(w.plain("✅ Accept"), shown, MeetingAct.ACCEPT),
        button(w.plain("Decline"), shown, MeetingAct.DECLINE),
    )


def _awaited(w: Words, shown: Shown, headline: Html, limit: Html | None) -> Screen:
    text = lines(
        headline,
        who(w, shown.event, shown.other),
        "",
        time_line(w, shown),
        note(w, shown),
        "",
        w.say("The answer is due by {until}.", until=limit) if limit else None,
        offline(w, shown),
    )
    rows: list[tuple[Button, ...]] = []
    if may_change_counter(shown.meeting, shown.me.id) and not shown.event.awaits_timetable:
        rows.append(
            (
                button(w.plain("🕙 Another time"), shown, MeetingAct.COUNTER),
                button(w.plain("↩️ Take it back"), shown, MeetingAct.TAKE_BACK),
            )
        )
    if shown.i_asked:
        words = w.plain("✏️ Purpose and note")
        rows.append((button(words, shown, MeetingAct.DESCRIBE),))
        rows.append((button(w.plain("Withdraw"), shown, MeetingAct.WITHDRAW), door_button(w, Door.REQUESTS)))
    return Screen(text, (*rows, (menu_button(w),)))


def _invited(w: Words, shown: Shown, headline: Html) -> Screen:
    until, place = shown.answer_by, shown.place
    scheduled = shown.meeting.status is Status.SCHEDULED
    text = lines(
        headline,
        time_line(w, shown) if scheduled else _open_time(w, shown),
        where(w, shown.event, place) if scheduled and place else None,
        "",
        about(w, shown.event, shown.other),
        group(w, shown),
        note(w, shown),
        "",
        w.say("Please answer by {until}.", until=deadline(w, until, shown.event, shown.now)) if until else None,
    )
    return Screen(text, (_yes_or_no(w, shown),))


def _agreed(w: Words, shown: Shown, headline: Html) -> Screen:
    place = shown.place
    scheduled = shown.meeting.status is Status.SCHEDULED
    text = lines(
        headline,
        time_line(w, shown) if scheduled else _time_to_come(w, shown),
        where(w, shown.event, place) if scheduled and place else None,
        w.say("📌 The organisers keep this time.") if scheduled and shown.meeting.fixed else None,
        "",
        None if shown.more else who(w, shown.event, shown.other),
        group(w, shown),
        note(w, shown),
        contact(w, shown),
        offline(w, shown),
    )
    host = shown.i_asked
    first = []
    if may_choose_time(shown.event, shown.meeting):
        if not scheduled:
            first.append(button(w.plain("🕙 Choose a time"), shown, MeetingAct.MOVE))
        elif host or not shown.meeting.is_group:
            first.append(button(w.plain("Move"), shown, MeetingAct.MOVE))
    first.append(button(w.plain("Leave") if shown.more else w.plain("Cancel"), shown, MeetingAct.ASK_CANCEL))
    rows: list[tuple[Button, ...]] = [tuple(first)]
    if host and shown.more:
        rows.append((button(w.plain("Cancel for all"), shown, MeetingAct.ASK_CANCEL_ALL), _add_people(w, shown)))
    elif host:
        rows.append((_add_people(w, shown),))
    return Screen(text, (*rows, (door_button(w, Door.AGENDA), menu_button(w))))


def _open_time(w: Words, shown: Shown) -> Html:
    return any_time(w, shown.event) if shown.event.awaits_timetable else w.say("🕙 The time is still open.")


def _time_to_come(w: Words, shown: Shown) -> Html:
    if shown.event.awaits_timetable:
        return lines(any_time(w, shown.event), mark_times(w))
    return w.say("🕙 Choose a time: the first one chosen holds.")


def _add_people(w: Words, shown: Shown) -> Button:
    return Button(w.plain("➕ Add people"), GroupTap(shown.meeting.id).pack())
