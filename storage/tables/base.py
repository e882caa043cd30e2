"""What every table is made of: the metadata, moments, keys and references.

Moments are whole microseconds since 1970 in UTC (:class:`Moment`): the same order and arithmetic on both databases.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, TypeDecorator
from sqlalchemy.engine import Dialect

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970; naive ones are refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime to microseconds; ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Microseconds to an aware datetime in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=int(value))


# SQLite numbers rows only in a column that is exactly INTEGER PRIMARY KEY.
Key = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    """The column `id`, numbered by the database."""
    return Column("id", Key, primary_key=True)


def ref(name: str, target: str, *, nullable: bool = False, ondelete: str = "RESTRICT") -> Column[int]:
    """A column that points at the `id` of `target`."""
    return Column(name, Key, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)
