"""Help: the commands of each role, in a line each."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.people import Role
from bot.views.menu import Door, doors
from bot.views.screens import Screen
from bot.views.words import Words, escape


def command_list(w: Words, role: Role | None) -> list[tuple[str, str]]:
    """Commands with their descriptions (1 to 256 characters, Bot API: BotCommand), most used first."""
    commands = [
        ("people", w.plain("See who is here and request a meeting")),
        ("requests", w.plain("Requests to you and from you")),
        ("agenda", w.plain("Your meetings, time and place")),
        ("programme", w.plain("Talks and panels; join them, get reminded")),
        ("meet", w.plain("Request a meeting by name")),
        ("profile", w.plain("Your profile, as others see it")),
        ("register", w.plain("Register for an event")),
        ("start", w.plain("Menu and open events")),
        ("availability", w.plain("When you can be met")),
        ("reminders", w.plain("When the bell rings before a meeting")),
        ("ask", w.plain("Ask the organisers")),
        ("language", w.plain("Choose the language")),
        ("timezone", w.plain("Choose your time zone")),
        ("privacy", w.plain("What is stored about you, and for how long")),
        ("mydata", w.plain("Everything stored about you, as a file")),
        ("forgetme", w.plain("Delete everything about you")),
        ("menu", w.plain("Everything, one tap each")),
        ("settings", w.plain("Free times, reminders, language, time zone")),
        ("help", w.plain("What you can do here")),
        ("cancel", w.plain("Stop what you are doing")),
    ]
    if role in {Role.OWNER, Role.DESK}:
        commands[:0] = [
            ("desk", w.plain("The floor: numbers, people, meetings, check-in")),
            ("announce", w.plain("Write to participants")),
            ("questions", w.plain("What participants asked")),
            ("approvals", w.plain("Registrations to look at, and the waiting list")),
            ("stats", w.plain("The event in numbers, with a picture")),
            ("export", w.plain("Attendees, meetings, answers as a file")),
            ("import", w.plain("Add people from a sheet")),
            ("roles", w.plain("Who organises, in which role")),
        ]
    elif role is not None:
        commands.insert(0, ("announce", w.plain("Write to participants")))
    return commands


def help_screen(w: Words, role: Role | None, event: Event | None, *, registered: bool) -> Screen:
    """What can be done here, by role, and whom to write to when it does not help."""
    if registered:
        top = w.say("<b>Find people, agree meetings, hear the bell.</b>")
    elif role is not None:
        top = w.say("<b>You organise this event.</b> To take part yourself, register.")
    else:
        top = w.say("<b>Register first: it takes two minutes.</b>")
    lines = "\n".join(f"/{name} – {escape(text)}" for name, text in command_list(w, role))
    contact = "\n\n" + w.say("Questions? Write to {contact}", contact=event.contact) if event else ""
    rows = ((Door.MENU,),) if registered else ((Door.REGISTER, Door.MENU),)
    return Screen(f"{top}\n\n{lines}{contact}", doors(w, *rows))
