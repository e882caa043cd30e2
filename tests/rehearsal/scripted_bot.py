"""A bot of a few lines, for tests of the crowd: it says what the real one would, and knows next to nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.rehearsal.errors import ApiError
from bot.rehearsal.stage import Stage
from tests.rehearsal.conftest import play

Json = dict[str, Any]
QUESTIONS = (
    ("Which organisation do you come from?\nType its name.", ["‹ Back"]),
    ("What describes you best?", ["Cluster organisation", "Business", "Research", "Investor", "Public authority",
                                 "Support organisation"]),
    ("Which country do you come from?\nTap it.", ["🇱🇹 Lithuania", "🇱🇻 Latvia"]),
    ("How do you take part?\nTue 26 April\nWed 27 April", ["Tue: hall", "All days in the hall", "All days online"]),
    ("Which languages do you speak?\nTap them.", ["✅ English", "I need an interpreter", "Done (1)"]),
    ("What do you offer?\nTap topics, or type your own words", ["Logistics", "Done (1)"]),
    ("Is this right? Others will see:\n\nx", ["✅ Register", "Organisation"]),
)  # fmt: skip
SLOT = "🕙 Wed 27 April, {at}–10:20\n📍 Table 4, Amber zone"


class ScriptedBot:
    """Answers everything that waits on the stage, at once; `heard` is who said or tapped what."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.heard: list[tuple[datetime, int, str]] = []
        self._asked: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._wanted: dict[int, int] = {}
        self._offset = 0

    def serve(self) -> int:
        """Answer all updates; how many there were."""
        bodies = [json.loads(body) for body in self.stage.updates.take(self._offset, 1000)]
        for update in bodies:
            self._offset = update["update_id"] + 1
            query, message = update.get("callback_query"), update.get("message")
            if query:
                self._tapped(query)
            elif message:
                who = message["from"]["id"]
                self._names[who] = f"{message['from']['first_name']} {message['from']['last_name']}"
                self._hear(who, message["text"])
                self.said(who, message["text"])
        self.stage.updates.take(self._offset, 1)
        return len(bodies)

    def send(self, who: int, text: str, *labels: str) -> None:
        """A screen with a button a row."""
        rows = [[{"text": label, "callback_data": label[:20]}] for label in labels]
        with suppress(ApiError):  # blocked
            play(self.stage, "sendMessage", chat_id=who, text=text, reply_markup={"inline_keyboard": rows})

    def said(self, who: int, text: str) -> None:
        """Words were typed."""
        if text == "/start" and who not in self._asked:
            self.send(who, "Event\n\nNothing is stored before you agree.", "✅ I agree", "No, thanks")
        elif text == "/people":
            others = [name for one, name in self._names.items() if one != who and self._asked.get(one) == 99]
            self.send(who, f"{len(others)} people\nTap a name.", *(f"🇱🇹 {name} · Acme" for name in others))
        elif text in {"/agenda", "/requests"}:
            self.send(who, "📅 Your agenda · x" if text == "/agenda" else "No open requests.\nx", "Menu")
        elif self._asked.get(who, 99) < len(QUESTIONS):
            self._asked[who] -= text == "/start"  # the same question again
            self._next(who)
        elif who not in self._asked:
            self.send(who, "Event\n\nNothing is stored before you agree.", "✅ I agree", "No, thanks")
        else:
            self.send(who, "I did not understand that.\nChoose below.", "Menu")

    def _tapped(self, query: Json) -> None:
        who, message = query["from"]["id"], query["message"]
        label = next(
            row[0]["text"]
            for row in message["reply_markup"]["inline_keyboard"]
            if row[0]["callback_data"] == query["data"]
        )
        self._hear(who, label)
        play(self.stage, "answerCallbackQuery", callback_query_id=query["id"])
        names = {name: one for one, name in self._names.items()}
        if label == "No, thanks":
            self.send(who, "All right, nothing was stored.\nx", "Register after all")
        elif label == "Register after all":
            self.send(who, "Event\n\nNothing is stored before you agree.", "✅ I agree", "No, thanks")
        elif label == "✅ I agree":
            self._asked[who] = -1
            self._next(who)
        elif label == "✅ Register":
            self._asked[who] = 99
            self.send(who, f"✅ You are registered, {self._names[who]}.", "People", "Menu")
        elif label == "‹ Back":
            self._asked[who] -= 2
            self._next(who)
        elif " · Acme" in label:
            self._wanted[who] = names[label.removeprefix("🇱🇹 ").removesuffix(" · Acme")]
            name = self._names[self._wanted[who]]
            self.send(who, f"{name}\nAcme · Business\nLithuania\nAll days: in the hall", "🤝 Request a meeting")
        elif label == "🤝 Request a meeting":
            name, asker = self._names[self._wanted[who]], self._names[who]
            self.send(who, f"✅ Your request to {name} is sent\nAcme", "Withdraw")
            self.send(self._wanted[who], f"{asker} would like to meet you\nAcme", "✅ Accept", "Decline")
        elif label in {"✅ Accept", "Decline"}:
            asker = message["text"].split(" would like")[0]
            self._answered(who, names[asker], label, message["message_id"])
        elif self._asked.get(who, 99) < len(QUESTIONS):
            self._next(who)

    def _answered(self, guest: int, asker: int, label: str, message_id: int) -> None:
        mine, theirs = self._names[guest], self._names[asker]
        if label == "Decline":
            play(self.stage, "editMessageText", chat_id=guest, message_id=message_id,
                 text=f"Declined: meeting with {theirs}")  # fmt: skip
            self.send(asker, f"{mine} cannot meet you this time", "Menu")
            return
        # This bot books everybody at ten at the same table: a crowd worth its name finds that.
        play(self.stage, "editMessageText", chat_id=guest, message_id=message_id,
             text=f"✅ Agreed: you meet {theirs}\n{SLOT.format(at='10:00')}")  # fmt: skip
        self.send(asker, f"✅ Agreed: you meet {mine}\n{SLOT.format(at='10:00')}", "Cancel")

    def _next(self, who: int) -> None:
        self._asked[who] = min(self._asked[who] + 1, len(QUESTIONS) - 1)
        text, labels = QUESTIONS[self._asked[who]]
        self.send(who, text, *labels)

    def _hear(self, who: int, what: str) -> None:
        self.heard.append((self.stage.clock.now(), who, what))
