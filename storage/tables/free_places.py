"""Which place is free in which slot, kept by the database itself: finding one must not cost more in a larger hall.

Triggers keep the rows: a placing takes its row out and puts it back when it goes, a place that comes, goes or changes
does so in every slot of its event, and a new slot has every place. Nobody else writes here. (SQLite looks through all
triggers when a table is renamed: a migration that copies ``slots``, ``places`` or ``placings`` has to drop them first.)
"""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, String, Table, Text, event

from storage.tables.base import Key, metadata

free_places = Table(
    "free_places",
    metadata,
    Column("slot_id", Key, ForeignKey("slots.id", ondelete="CASCADE"), primary_key=True),
    Column("place_id", Key, ForeignKey("places.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("zone", Text, nullable=False),  # "" for none
    Column("number", Integer, nullable=False),
    Index("ix_free_places_number", "slot_id", "kind", "number", "place_id"),
    Index("ix_free_places_zone", "slot_id", "kind", "zone", "number", "place_id"),
)

_COLUMNS = "INSERT INTO free_places (slot_id, place_id, kind, zone, number)"
_PLACE = "p.id, p.kind, COALESCE(p.zone, ''), p.number FROM"
_USABLE = "NOT p.removed AND NOT p.out_of_use"
_NOT_THERE = "NOT EXISTS (SELECT 1 FROM free_places f WHERE f.slot_id = {slot} AND f.place_id = p.id)"
_PUT_BACK = (
    f"{_COLUMNS} SELECT OLD.slot_id, {_PLACE} places p WHERE p.id = OLD.place_id AND {_USABLE}"
    f" AND {_NOT_THERE.format(slot='OLD.slot_id')};"
)
_TAKE_OUT = "DELETE FROM free_places WHERE slot_id = NEW.slot_id AND place_id = NEW.place_id;"
_NEW_SLOT = f"{_COLUMNS} SELECT NEW.id, {_PLACE} places p WHERE p.event_id = NEW.event_id AND {_USABLE};"
_DROP_PLACE = (
    "DELETE FROM free_places WHERE place_id = NEW.id"
    " AND slot_id IN (SELECT s.id FROM slots s WHERE s.event_id = NEW.event_id);"
)
_NOT_TAKEN = "NOT EXISTS (SELECT 1 FROM placings t WHERE t.slot_id = s.id AND t.place_id = p.id)"
_NEW_PLACE = (
    f"{_COLUMNS} SELECT s.id, {_PLACE} slots s JOIN places p ON p.id = NEW.id"
    f" WHERE s.event_id = NEW.event_id AND {_USABLE} AND {_NOT_TAKEN};"
)
_OF_PLACE = "UPDATE OF kind, number, zone, removed, out_of_use"

SQLITE = (
    f"CREATE TRIGGER free_places_taken AFTER INSERT ON placings BEGIN {_TAKE_OUT} END",
    f"CREATE TRIGGER free_places_given_back AFTER DELETE ON placings BEGIN {_PUT_BACK} END",
    f"CREATE TRIGGER free_places_moved AFTER UPDATE ON placings BEGIN {_PUT_BACK} {_TAKE_OUT} END",
    f"CREATE TRIGGER free_places_new_slot AFTER INSERT ON slots BEGIN {_NEW_SLOT} END",
    f"CREATE TRIGGER free_places_new_place AFTER INSERT ON places BEGIN {_NEW_PLACE} END",
    f"CREATE TRIGGER free_places_place_changed AFTER {_OF_PLACE} ON places BEGIN {_DROP_PLACE} {_NEW_PLACE} END",
)


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN {body.replace(chr(39), chr(39) * 2)} RETURN NULL; END'"
    )


def _trigger(name: str, when: str, table: str) -> str:
    return f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


POSTGRES = (
    _function("free_places_taken", _TAKE_OUT),
    _function("free_places_given_back", _PUT_BACK),
    _function("free_places_moved", f"{_PUT_BACK} {_TAKE_OUT}"),
    _function("free_places_new_slot", _NEW_SLOT),
    _function("free_places_new_place", _NEW_PLACE),
    _function("free_places_place_changed", f"{_DROP_PLACE} {_NEW_PLACE}"),
    _trigger("free_places_taken", "INSERT", "placings"),
    _trigger("free_places_given_back", "DELETE", "placings"),
    _trigger("free_places_moved", "UPDATE", "placings"),
    _trigger("free_places_new_slot", "INSERT", "slots"),
    _trigger("free_places_new_place", "INSERT", "places"),
    _trigger("free_places_place_changed", _OF_PLACE, "places"),
)

for _statement in SQLITE:
    event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
for _statement in POSTGRES:
    event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
