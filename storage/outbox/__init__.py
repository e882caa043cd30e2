"""The outbox: what is owed to phones, from the moment it is queued until it is settled."""

from __future__ import annotations

from storage.outbox.claiming import RESENT, Claimed, claim, due_chats, give_back, next_due, recover
from storage.outbox.counting import Backlog, DeadLetter, backlog, counts_of, dead_letters
from storage.outbox.dropping import (
    drop_created_before,
    forget,
    mark_queued_unreachable,
    purge_settled,
    revive,
    stop_announcement,
)
from storage.outbox.queueing import queue
from storage.outbox.settling import Settlement, message_of, migrate_chat, settle, subject_of

__all__ = [
    "RESENT",
    "Backlog",
    "Claimed",
    "DeadLetter",
    "Settlement",
    "backlog",
    "claim",
    "counts_of",
    "dead_letters",
    "drop_created_before",
    "due_chats",
    "forget",
    "give_back",
    "mark_queued_unreachable",
    "message_of",
    "migrate_chat",
    "next_due",
    "purge_settled",
    "queue",
    "recover",
    "revive",
    "settle",
    "stop_announcement",
    "subject_of",
]
