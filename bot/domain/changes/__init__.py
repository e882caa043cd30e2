"""What changes at an event while it runs, whom it concerns, and where meetings go that no longer fit."""

from __future__ import annotations

from bot.domain.changes.desk import (
    BlockTime,
    DeskChange,
    SessionCancelled,
    SessionDetails,
    SessionTime,
    TablesUse,
    changed_event,
    check_change,
    from_json,
    to_json,
)
from bot.domain.changes.diff import BlockChange, Changes, Edit, SessionChange, changes_between
from bot.domain.changes.effect import Effect
from bot.domain.changes.items import (
    Item,
    left_item,
    meeting_item,
    merge,
    moment_of,
    request_item,
    session_item,
    zone_item,
)
from bot.domain.changes.replacing import Misfit, Replaced, replace_misfits, same_parts

__all__ = [
    "BlockChange",
    "BlockTime",
    "Changes",
    "DeskChange",
    "Edit",
    "Effect",
    "Item",
    "Misfit",
    "Replaced",
    "SessionCancelled",
    "SessionChange",
    "SessionDetails",
    "SessionTime",
    "TablesUse",
    "changed_event",
    "changes_between",
    "check_change",
    "from_json",
    "left_item",
    "meeting_item",
    "merge",
    "moment_of",
    "replace_misfits",
    "request_item",
    "same_parts",
    "session_item",
    "to_json",
    "zone_item",
]
