"""What is said when nothing else fits: never silence."""

from __future__ import annotations

from bot.views.screens import Button, Rows, Screen
from bot.views.words import Words


def not_understood(w: Words, way_on: Rows = ()) -> Screen:
    """Words, a picture or the like that no conversation waits for."""
    return Screen(
        w.say(
            "<b>I did not understand that.</b>\nChoose below what you want to do. /help explains it, "
            "and the organisers read what you write to their contact address."
        ),
        way_on,
    )


def unknown_command(w: Words, command: str, way_on: Rows = ()) -> Screen:
    """A command that does not exist, as it was typed."""
    return Screen(w.say("<b>I do not know {command}.</b>\n/help lists what I can do.", command=command), way_on)


def old_button(w: Words, way_on: Rows = ()) -> Screen:
    """A press on a button that this version does not know."""
    return Screen(w.say("<b>That button is too old to work.</b>\nHere is where to go on."), way_on)


def cancelled(w: Words, way_on: Rows = ()) -> Screen:
    """/cancel in a conversation."""
    return Screen(w.say("<b>Stopped.</b> Nothing was changed by what you had begun."), way_on, remove_keys=not way_on)


def nothing_to_cancel(w: Words, way_on: Rows = ()) -> Screen:
    """/cancel outside any conversation."""
    return Screen(w.say("There is nothing to stop. Where to?"), way_on)


def write_in_private(w: Words, username: str) -> Screen:
    """The answer in a group."""
    return Screen(
        w.say("Meetings are arranged in private. Please write to me directly."),
        ((Button(w.plain("Open the private chat"), url=f"https://t.me/{username}"),),),
    )


def parked(w: Words, way_on: Rows = ()) -> Screen:
    """An update that could not be handled after all attempts."""
    return Screen(
        w.say(
            "<b>Sorry, that did not work.</b>\nThe fault is ours, it was noted, and nothing was changed. "
            "Please try again; if it happens twice, tell the organisers."
        ),
        way_on,
    )


def slow_down(w: Words) -> Screen:
    """More messages at once than are taken from one person."""
    return Screen(
        w.say(
            "<b>That was very fast.</b>\nI am still working on your earlier messages. "
            "The newest ones were left out: please send them again in a minute."
        )
    )


def silent_day(w: Words, since: str) -> Screen:
    """To organisers: the bot heard nothing from Telegram for more than a day, and Telegram keeps messages one day."""
    return Screen(
        w.say(
            "<b>The bot was away for more than 24 hours</b> (last heard {since}).\nTelegram keeps messages for 24 "
            "hours, so some that people sent in that time may be lost. Consider telling everyone.",
            since=since,
        )
    )
