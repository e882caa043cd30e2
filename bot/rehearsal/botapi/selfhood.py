"""Methods about the bot itself: who it is, its commands, names, descriptions, menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.rehearsal.errors import bad_request
from bot.rehearsal.stage import Stage
from bot.rehearsal.stage.profile import DEFAULT, Scope

Json = dict[str, Any]
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")


def get_me(stage: Stage, _args: Json) -> Json:
    """getMe."""
    return stage.profile.me()


def log_out(stage: Stage, _args: Json) -> bool:
    """logOut: the server answers nothing else to this bot from now on."""
    stage.logged_out = True
    return True


def close(_stage: Stage, _args: Json) -> bool:
    """close: nothing to move."""
    return True


def _language(args: Json) -> str:
    code: str = args.get("language_code", "")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(stage: Stage, args: Json) -> Scope:
    scope = args.get("scope")
    if scope is None:
        return DEFAULT
    if "chat_id" not in scope:
        return (scope["type"], 0, 0)
    chat = stage.find_chat(scope["chat_id"])
    if scope["type"] != "chat" and not chat.is_group:
        raise bad_request("can't use this scope in a private chat")
    return (scope["type"], chat.id, scope.get("user_id", 0))


def set_my_commands(stage: Stage, args: Json) -> bool:
    """setMyCommands."""
    place = (_scope(stage, args), _language(args))
    commands = []
    if len(args["commands"]) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in args["commands"]:
        name = command["command"].removeprefix("/")
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({**command, "command": name, "description": command["description"].strip()})
    stage.profile.commands[place] = commands
    _commands_changed(stage)
    return True


def get_my_commands(stage: Stage, args: Json) -> list[Json]:
    """getMyCommands."""
    return stage.profile.commands.get((_scope(stage, args), _language(args)), [])


def delete_my_commands(stage: Stage, args: Json) -> bool:
    """deleteMyCommands."""
    stage.profile.commands.pop((_scope(stage, args), _language(args)), None)
    _commands_changed(stage)
    return True


def _commands_changed(stage: Stage) -> None:
    for phone in stage.phones.values():
        stage.tell("person", phone.body)


def set_chat_menu_button(stage: Stage, args: Json) -> bool:
    """setChatMenuButton."""
    button = args.get("menu_button", {"type": "default"})
    if button["type"] == "web_app" and not button["web_app"]["url"].lower().startswith("https://"):
        raise bad_request("menu button Web App URL is invalid: Only HTTPS links are allowed")
    if "chat_id" in args:
        chat = stage.find_chat(args["chat_id"])
        if chat.is_group:
            raise bad_request("chat not found")
        chat.menu_button = button
    else:
        stage.profile.menu_button = button
    return True


def get_chat_menu_button(stage: Stage, args: Json) -> Json:
    """getChatMenuButton."""
    if "chat_id" in args:
        return stage.find_chat(args["chat_id"]).menu_button or stage.profile.menu_button
    return stage.profile.menu_button


def setter(attribute: str, parameter: str, limit: int, complaint: str) -> Callable[[Stage, Json], bool]:
    """A method that sets one of the bot's texts per language; an empty text takes it back."""

    def set_text(stage: Stage, args: Json) -> bool:
        language = _language(args)
        text: str = args.get(parameter, "")
        if len(text) > limit:
            raise bad_request(complaint)
        texts: dict[str, str] = getattr(stage.profile, attribute)
        if text:
            texts[language] = text
        elif parameter == "name" and not language:
            raise bad_request(complaint)
        else:
            texts.pop(language, None)
        if parameter == "name" and not language:
            stage.profile.user["first_name"] = text
        return True

    return set_text


def getter(attribute: str, parameter: str) -> Callable[[Stage, Json], Json]:
    """A method that tells one of the bot's texts in a language, or else the one for all."""

    def get_text(stage: Stage, args: Json) -> Json:
        texts: dict[str, str] = getattr(stage.profile, attribute)
        otherwise = stage.profile.user["first_name"] if parameter == "name" else ""
        return {parameter: texts.get(_language(args)) or texts.get("") or otherwise}

    return get_text
