"""How much a transaction has written so far: whether what happened since can be dropped without undoing anything."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from storage.database import Connection

HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA")


class Written:
    """Counts the statements of one connection, from now to its return, that may have changed something."""

    def __init__(self, connection: Connection) -> None:
        self.statements = 0
        event.listen(connection.sync_connection, "before_cursor_execute", self._seen)

    def _seen(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().startswith(HARMLESS):
            self.statements += 1

    def __call__(self) -> int:
        """The count so far."""
        return self.statements
