"""The numbers that Prometheus reads: a registry of its own for each app, nothing global."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

LATENESS = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600)  # seconds
HANDLING = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)  # seconds


class Metrics:
    """Counted where things happen; the gauges are set when somebody asks."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        at = self.registry
        self.inbox_age = Gauge(
            "matchbell_inbox_oldest_seconds", "Age of the oldest update not yet handled", registry=at
        )
        self.outbox_age = Gauge(
            "matchbell_outbox_oldest_seconds",
            "How long the oldest due notice of a lane has waited",
            ["lane"],
            registry=at,
        )
        self.outbox = Gauge(
            "matchbell_outbox_notices", "Notices kept, by lane and state", ["lane", "state"], registry=at
        )
        self.deliveries = Counter(
            "matchbell_deliveries", "Attempts to deliver, by lane and outcome", ["lane", "outcome"], registry=at
        )
        self.refused_writes = Counter(
            "matchbell_refused_writes", "Results of a notice that another sender had taken over", registry=at
        )
        self.floods = Counter("matchbell_floods", "Times that Telegram said 429", registry=at)
        self.answers = Counter(
            "matchbell_callback_answers", "Answers to callback queries, by outcome", ["outcome"], registry=at
        )
        self.bell_lateness = Histogram(
            "matchbell_bell_lateness_seconds",
            "From the moment a bell is due until it is sent",
            buckets=LATENESS,
            registry=at,
        )
        self.updates = Counter("matchbell_updates", "Updates handled, by outcome", ["outcome"], registry=at)
        self.update_seconds = Histogram(
            "matchbell_update_seconds",
            "From the start of an update's handling until it is committed",
            buckets=HANDLING,
            registry=at,
        )
        self.polled = Gauge(
            "matchbell_last_poll_timestamp_seconds", "When Telegram was last asked for updates", registry=at
        )

    def text(self) -> bytes:
        """Everything in Prometheus's text format."""
        return generate_latest(self.registry)


def age(now: datetime, since: datetime | None) -> float:
    """Seconds from `since` to `now`; 0 for what is not there or not yet."""
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
