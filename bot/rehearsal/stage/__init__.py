"""All that there is on the stage, without HTTP: phones, groups, the bot's profile, updates, faults and limits."""

from __future__ import annotations

from bot.rehearsal.stage.callbacks import Tap
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.faults import Faults, Strike
from bot.rehearsal.stage.groups import Group
from bot.rehearsal.stage.happenings import Change
from bot.rehearsal.stage.phones import Phone
from bot.rehearsal.stage.stage import Stage

__all__ = ["Change", "Chat", "Faults", "Group", "Phone", "Stage", "Strike", "Tap"]
