"""What the bot says about itself: its user, commands per scope and language, name, descriptions, menu button."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
Scope = tuple[str, int, int]  # type, chat id, user id (0 where there is none)
DEFAULT: Scope = ("default", 0, 0)


class Profile:
    """The bot's side of the shop window."""

    def __init__(self, bot_id: int, name: str, username: str) -> None:
        self.user: Json = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.commands: dict[tuple[Scope, str], list[Json]] = {}
        self.names: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_button: Json = {"type": "default"}

    def me(self) -> Json:
        """The answer to getMe."""
        return {
            **self.user,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def commands_in_private(self, person_id: int, language: str) -> list[Json]:
        """The commands that a person's private chat offers (Telegram's order of scopes, language before none)."""
        short = language.split("-", maxsplit=1)[0].lower()
        for scope in (("chat", person_id, 0), ("all_private_chats", 0, 0), DEFAULT):
            for spoken in (short, ""):
                found = self.commands.get((scope, spoken))
                if found is not None:
                    return found
        return []
