"""A rule said no. The views have the words; here are only the code and its facts."""

from __future__ import annotations


class Refused(Exception):
    """A rule of the event refuses what was asked.

    `code` names the rule (``slot_taken``); `facts` are what its words need (``slot=...``). Raising it rolls the
    transaction back; the person sees one screen that says which rule it was and what to do instead.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
