"""The settings of delivery as delivery sees them."""

from __future__ import annotations

from typing import Protocol


class Sending(Protocol):
    """``settings.sending``: rates are messages, times seconds."""

    @property
    def per_second(self) -> float:
        """Overall; 0, or 10,000 and more, lifts every rate (benchmarks)."""

    @property
    def per_chat_per_second(self) -> float:
        """To one chat, after its burst."""

    @property
    def chat_burst(self) -> int:
        """How many one chat may get at once."""

    @property
    def per_group_per_minute(self) -> float:
        """To one group in any minute."""

    @property
    def in_flight(self) -> int:
        """How many requests are under way at once."""

    @property
    def attempts(self) -> int:
        """After how many a notice is a dead letter."""

    @property
    def lease_seconds(self) -> float:
        """How long a taken notice stays with a sender that says nothing more."""

    @property
    def connect_seconds(self) -> float:
        """To a connection."""

    @property
    def answer_seconds(self) -> float:
        """To an answer."""

    @property
    def first_retry_seconds(self) -> float:
        """The first back-off; it doubles."""

    @property
    def longest_retry_seconds(self) -> float:
        """No back-off is longer."""
