"""Words for what the rules of meetings refuse: which rule, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.ids import MeetingId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeType
from bot.views.meetings.lines import lines, mark_times, times_follow
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import type_name
from bot.views.screens import Button, Screen
from bot.views.words import Words

Facts = Mapping[str, Any]


def _themselves(w: Words, _facts: Facts) -> str:
    return w.say("That is you. Choose somebody else.")


def _other_event(w: Words, _facts: Facts) -> str:
    return w.say("That person is at another event. Send /start to change yours.")


def _you_not_approved(w: Words, _facts: Facts) -> str:
    return w.say("You are on the waiting list. As soon as you have a place, you can ask for meetings.")


def _you_applied(w: Words, _facts: Facts) -> str:
    return w.say("The organisers are still looking at your registration. Once they say yes, you can agree meetings.")


def _you_refused(w: Words, _facts: Facts) -> str:
    return w.say("The organisers did not confirm your registration, so you cannot agree meetings. Ask them by /ask.")


def _you_cancelled(w: Words, _facts: Facts) -> str:
    return w.say("Your registration was cancelled. Send /start to register again.")


def _gone(w: Words, _facts: Facts) -> str:
    return w.say("This person no longer takes part. Find others under /people.")


def _not_approved(w: Words, facts: Facts) -> str:
    return w.say("{name} has no place at the event yet. Try again later.", name=facts.get("name", ""))


def _hidden(w: Words, _facts: Facts) -> str:
    return w.say("This person takes no requests at the moment. Find others under /people.")


def _closed_types(w: Words, facts: Facts) -> str:
    mine, theirs = (type_name(w, AttendeeType(facts[side])) for side in ("mine", "theirs"))
    return w.say(
        "The organisers have closed meetings of this kind ({mine} with {theirs}). Find others under /people.",
        mine=mine,
        theirs=theirs,
    )


def _open_with_them(w: Words, facts: Facts) -> Screen:
    name = facts.get("name", "")
    if facts.get("status") == Status.PENDING.value:
        text = w.say("There is an open request between you and {name} already.", name=name)
    else:
        text = w.say("You have a meeting with {name} already.", name=name)
    tap = MeetingTap(MeetingAct.SHOW, MeetingId(int(facts["meeting"])), 0).pack()
    return Screen(text, ((Button(w.plain("Show it"), tap),), (menu_button(w),)))


def _quota(w: Words, facts: Facts) -> Screen:
    text = w.count(
        "You have {n} open request, which is the most at this event. Wait for an answer, or withdraw it.",
        "You have {n} open requests, which is the most at this event. Wait for an answer, or withdraw one.",
        int(facts["limit"]),
    )
    return Screen(text, ((door_button(w, Door.REQUESTS),), (menu_button(w),)))


def _window(w: Words, facts: Facts) -> str:
    opens, closes, zone = facts.get("opens"), facts.get("closes"), ZoneInfo(str(facts["zone"]))
    if isinstance(opens, datetime) and isinstance(closes, datetime):
        return w.say(
            "Meetings can be asked for from {opens} to {closes} (event time). Until then, look around under /people.",
            opens=w.moment(opens, zone),
            closes=w.moment(closes, zone),
        )
    if isinstance(opens, datetime):
        return w.say(
            "Meetings can be asked for from {opens} on (event time). Until then, look around under /people.",
            opens=w.moment(opens, zone),
        )
    assert isinstance(closes, datetime)
    return w.say(
        "Meetings could be asked for until {closes} (event time). Ask the organisers by /ask.",
        closes=w.moment(closes, zone),
    )


def _past(w: Words, _facts: Facts) -> str:
    return w.say("That time has passed. Choose a later one.")


def _no_such_slot(w: Words, _facts: Facts) -> str:
    return w.say("That time is no longer part of the programme. Choose another one.")


def _slot_taken(w: Words, _facts: Facts) -> str:
    return w.say("That time is no longer free. Choose another one.")


def _no_common_time(w: Words, _facts: Facts) -> str:
    return w.say("You two have no free time in common any more. Cancel or move something, or ask somebody else.")


def _block_full(w: Words, facts: Facts) -> str:
    if facts.get("name"):
        return w.count(
            "{name} has {n} meeting in that part of the day, which is the most at this event. "
            "Choose a time in another part.",
            "{name} has {n} meetings in that part of the day, which is the most at this event. "
            "Choose a time in another part.",
            int(facts["limit"]),
            name=facts["name"],
        )
    return w.count(
        "You have {n} meeting in that part of the day, which is the most at this event. "
        "Choose a time in another part, or cancel that one.",
        "You have {n} meetings in that part of the day, which is the most at this event. "
        "Choose a time in another part, or cancel one of them.",
        int(facts["limit"]),
    )


def _no_time_for_more(w: Words, facts: Facts) -> str:
    if facts.get("name"):
        return w.say(
            "{name} has as many meetings as one may have at this event. Ask somebody else.", name=facts["name"]
        )
    return w.count(
        "You have as many meetings as one may have at this event: {n} in each part of the day. Cancel one first.",
        "You have as many meetings as one may have at this event: {n} in each part of the day. Cancel one first.",
        int(facts["limit"]),
    )


def _too_early(w: Words, facts: Facts) -> str:
    return w.say(
        "Another meeting has to end before this one begins. Choose a time from {time} on, or ask the organisers "
        "by /ask.",
        time=w.moment(facts["moment"], ZoneInfo(str(facts["zone"]))),
    )


def _too_late(w: Words, facts: Facts) -> str:
    return w.say(
        "Another meeting has to come after this one. Choose a time that ends by {time}, or ask the organisers by /ask.",
        time=w.moment(facts["moment"], ZoneInfo(str(facts["zone"]))),
    )


def _fixed_time(w: Words, facts: Facts) -> Screen:
    text = w.say("The organisers keep this time. You can cancel the meeting, or ask them for another time by /ask.")
    tap = MeetingTap(MeetingAct.ASK_CANCEL, MeetingId(int(facts["meeting"])), int(facts["version"])).pack()
    return Screen(text, ((Button(w.plain("Cancel"), tap), door_button(w, Door.AGENDA)), (menu_button(w),)))


def _times_follow(w: Words, _facts: Facts) -> str:
    return lines(times_follow(w), mark_times(w))


def _note_too_long(w: Words, facts: Facts) -> str:
    return w.say(
        "<b>That is too long:</b> {length} characters, and a note has at most {limit}.",
        length=facts["length"],
        limit=facts["limit"],
    )


def _not_your_turn(w: Words, _facts: Facts) -> str:
    return w.say("It is the other side’s turn to answer. Under /requests you can withdraw a request of your own.")


def _no_such_meeting(w: Words, _facts: Facts) -> str:
    return w.say("That meeting no longer exists. Your agenda is under /agenda.")


def _already(w: Words, facts: Facts) -> str:
    match facts.get("status"):
        case Status.PENDING.value:
            return w.say("This meeting is not agreed yet. See /requests.")
        case Status.ACCEPTED.value | Status.SCHEDULED.value:
            return w.say("This meeting is agreed already. You can move or cancel it under /agenda.")
        case Status.DECLINED.value:
            return w.say("This request was declined already. Find others under /people.")
        case Status.WITHDRAWN.value:
            return w.say("This request was withdrawn already. You can ask for a meeting yourself under /people.")
        case Status.EXPIRED.value:
            return w.say("This request has expired. You can ask again under /people.")
        case Status.CANCELLED.value:
            return w.say("This meeting was cancelled already. Your agenda is under /agenda.")
        case _:
            return w.say("This meeting is over.")


def _host_only(w: Words, _facts: Facts) -> str:
    return w.say("Only the host of a group moves it or adds people. You can leave it under /agenda.")


def _in_it_already(w: Words, _facts: Facts) -> str:
    return w.say("That person is in the meeting already. Choose somebody else.")


def _group_full(w: Words, facts: Facts) -> str:
    return w.count(
        "A group has at most {n} person at this event. Ask for a meeting of your own instead.",
        "A group has at most {n} people at this event. Ask for a meeting of your own instead.",
        int(facts["limit"]),
    )


def _not_free_then(w: Words, facts: Facts) -> str:
    return w.say("{name} is not free at that time. Move the meeting, or add somebody else.", name=facts["name"])


def _you_not_free_then(w: Words, _facts: Facts) -> str:
    return w.say("You are not free at that time. Cancel or move what you have then, or decline.")


def _no_room_for_group(w: Words, _facts: Facts) -> str:
    return w.say("No place is free at that time for all of you together. Decline, or ask the host for another time.")


def _invitation_over(w: Words, _facts: Facts) -> str:
    return w.say("This invitation is over. Ask for a meeting of your own under /people.")


def _wrong_place(w: Words, _facts: Facts) -> str:
    return w.say("That place does not suit: people in the hall meet at a table, all others in a virtual room.")


REFUSALS: dict[str, Callable[[Words, Facts], str | Screen]] = {
    "self": _themselves,
    "other_event": _other_event,
    "you_not_approved": _you_not_approved,
    "you_applied": _you_applied,
    "you_refused": _you_refused,
    "you_cancelled": _you_cancelled,
    "host_only": _host_only,
    "in_it_already": _in_it_already,
    "group_full": _group_full,
    "not_free_then": _not_free_then,
    "you_not_free_then": _you_not_free_then,
    "no_room_for_group": _no_room_for_group,
    "invitation_over": _invitation_over,
    "wrong_place": _wrong_place,
    "gone": _gone,
    "not_approved": _not_approved,
    "hidden": _hidden,
    "closed_types": _closed_types,
    "open_with_them": _open_with_them,
    "quota": _quota,
    "window": _window,
    "past": _past,
    "no_such_slot": _no_such_slot,
    "slot_taken": _slot_taken,
    "no_common_time": _no_common_time,
    "block_full": _block_full,
    "no_time_for_more": _no_time_for_more,
    "too_early": _too_early,
    "too_late": _too_late,
    "fixed_time": _fixed_time,
    "times_follow": _times_follow,
    "note_too_long": _note_too_long,
    "not_your_turn": _not_your_turn,
    "no_such_meeting": _no_such_meeting,
    "already": _already,
}
