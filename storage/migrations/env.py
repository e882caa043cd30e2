"""Alembic's entry: the caller hands over an open connection; nothing here knows a URL."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from storage.tables import Moment, metadata


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """A migration says what the column is, not what today's code calls it."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transaction_per_migration=False,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
