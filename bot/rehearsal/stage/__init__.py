"""All that there is on the stage: phones, groups, the bot's profile, the line of updates, faults and limits. No HTTP."""

from __future__ import annotations

from bot.rehearsal.stage.callbacks import Tap
from bot.rehearsal.stage.chats import Chat
from bot.rehearsal.stage.faults import Faults, Strike
from bot.rehearsal.stage.groups import Group
from bot.rehearsal.stage.phones import Phone
from bot.rehearsal.stage.stage import Change, Stage

__all__ = ["Change", "Chat", "Faults", "Group", "Phone", "Stage", "Strike", "Tap"]
