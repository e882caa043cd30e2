"""Free places, kept by the database itself

Revision: 0004, after 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQLITE = (
    (
        "CREATE TRIGGER free_places_taken AFTER INSERT ON placings BEGIN DELETE FROM free_places WHERE "
        "slot_id = NEW.slot_id AND place_id = NEW.place_id; END"
    ),
    (
        "CREATE TRIGGER free_places_given_back AFTER DELETE ON placings BEGIN INSERT INTO free_places "
        "(slot_id, place_id, kind, zone, number) SELECT OLD.slot_id, p.id, p.kind, COALESCE(p.zone, ''), "
        "p.number FROM places p WHERE p.id = OLD.place_id AND NOT p.removed AND NOT p.out_of_use AND NOT "
        "EXISTS (SELECT 1 FROM free_places f WHERE f.slot_id = OLD.slot_id AND f.place_id = p.id); END"
    ),
    (
        "CREATE TRIGGER free_places_moved AFTER UPDATE ON placings BEGIN INSERT INTO free_places (slot_id, "
        "place_id, kind, zone, number) SELECT OLD.slot_id, p.id, p.kind, COALESCE(p.zone, ''), p.number FROM "
        "places p WHERE p.id = OLD.place_id AND NOT p.removed AND NOT p.out_of_use AND NOT EXISTS (SELECT 1 "
        "FROM free_places f WHERE f.slot_id = OLD.slot_id AND f.place_id = p.id); DELETE FROM free_places "
        "WHERE slot_id = NEW.slot_id AND place_id = NEW.place_id; END"
    ),
    (
        "CREATE TRIGGER free_places_new_slot AFTER INSERT ON slots BEGIN INSERT INTO free_places (slot_id, "
        "place_id, kind, zone, number) SELECT NEW.id, p.id, p.kind, COALESCE(p.zone, ''), p.number FROM "
        "places p WHERE p.event_id = NEW.event_id AND NOT p.removed AND NOT p.out_of_use; END"
    ),
    (
        "CREATE TRIGGER free_places_new_place AFTER INSERT ON places BEGIN INSERT INTO free_places (slot_id, "
        "place_id, kind, zone, number) SELECT s.id, p.id, p.kind, COALESCE(p.zone, ''), p.number FROM slots "
        "s JOIN places p ON p.id = NEW.id WHERE s.event_id = NEW.event_id AND NOT p.removed AND NOT "
        "p.out_of_use AND NOT EXISTS (SELECT 1 FROM placings t WHERE t.slot_id = s.id AND t.place_id = "
        "p.id); END"
    ),
    (
        "CREATE TRIGGER free_places_place_changed AFTER UPDATE OF kind, number, zone, removed, out_of_use ON "
        "places BEGIN DELETE FROM free_places WHERE place_id = NEW.id AND slot_id IN (SELECT s.id FROM slots "
        "s WHERE s.event_id = NEW.event_id); INSERT INTO free_places (slot_id, place_id, kind, zone, number) "
        "SELECT s.id, p.id, p.kind, COALESCE(p.zone, ''), p.number FROM slots s JOIN places p ON p.id = "
        "NEW.id WHERE s.event_id = NEW.event_id AND NOT p.removed AND NOT p.out_of_use AND NOT EXISTS "
        "(SELECT 1 FROM placings t WHERE t.slot_id = s.id AND t.place_id = p.id); END"
    ),
)
POSTGRES = (
    (
        "CREATE OR REPLACE FUNCTION free_places_taken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE "
        "FROM free_places WHERE slot_id = NEW.slot_id AND place_id = NEW.place_id; RETURN NULL; END'"
    ),
    (
        "CREATE OR REPLACE FUNCTION free_places_given_back() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
        "INSERT INTO free_places (slot_id, place_id, kind, zone, number) SELECT OLD.slot_id, p.id, p.kind, "
        "COALESCE(p.zone, ''''), p.number FROM places p WHERE p.id = OLD.place_id AND NOT p.removed AND NOT "
        "p.out_of_use AND NOT EXISTS (SELECT 1 FROM free_places f WHERE f.slot_id = OLD.slot_id AND "
        "f.place_id = p.id); RETURN NULL; END'"
    ),
    (
        "CREATE OR REPLACE FUNCTION free_places_moved() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT "
        "INTO free_places (slot_id, place_id, kind, zone, number) SELECT OLD.slot_id, p.id, p.kind, "
        "COALESCE(p.zone, ''''), p.number FROM places p WHERE p.id = OLD.place_id AND NOT p.removed AND NOT "
        "p.out_of_use AND NOT EXISTS (SELECT 1 FROM free_places f WHERE f.slot_id = OLD.slot_id AND "
        "f.place_id = p.id); DELETE FROM free_places WHERE slot_id = NEW.slot_id AND place_id = "
        "NEW.place_id; RETURN NULL; END'"
    ),
    (
        "CREATE OR REPLACE FUNCTION free_places_new_slot() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT "
        "INTO free_places (slot_id, place_id, kind, zone, number) SELECT NEW.id, p.id, p.kind, "
        "COALESCE(p.zone, ''''), p.number FROM places p WHERE p.event_id = NEW.event_id AND NOT p.removed "
        "AND NOT p.out_of_use; RETURN NULL; END'"
    ),
    (
        "CREATE OR REPLACE FUNCTION free_places_new_place() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
        "INSERT INTO free_places (slot_id, place_id, kind, zone, number) SELECT s.id, p.id, p.kind, "
        "COALESCE(p.zone, ''''), p.number FROM slots s JOIN places p ON p.id = NEW.id WHERE s.event_id = "
        "NEW.event_id AND NOT p.removed AND NOT p.out_of_use AND NOT EXISTS (SELECT 1 FROM placings t WHERE "
        "t.slot_id = s.id AND t.place_id = p.id); RETURN NULL; END'"
    ),
    (
        "CREATE OR REPLACE FUNCTION free_places_place_changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
        "DELETE FROM free_places WHERE place_id = NEW.id AND slot_id IN (SELECT s.id FROM slots s WHERE "
        "s.event_id = NEW.event_id); INSERT INTO free_places (slot_id, place_id, kind, zone, number) SELECT "
        "s.id, p.id, p.kind, COALESCE(p.zone, ''''), p.number FROM slots s JOIN places p ON p.id = NEW.id "
        "WHERE s.event_id = NEW.event_id AND NOT p.removed AND NOT p.out_of_use AND NOT EXISTS (SELECT 1 "
        "FROM placings t WHERE t.slot_id = s.id AND t.place_id = p.id); RETURN NULL; END'"
    ),
    ("CREATE TRIGGER free_places_taken AFTER INSERT ON placings FOR EACH ROW EXECUTE FUNCTION free_places_taken()"),
    (
        "CREATE TRIGGER free_places_given_back AFTER DELETE ON placings FOR EACH ROW EXECUTE FUNCTION "
        "free_places_given_back()"
    ),
    ("CREATE TRIGGER free_places_moved AFTER UPDATE ON placings FOR EACH ROW EXECUTE FUNCTION free_places_moved()"),
    ("CREATE TRIGGER free_places_new_slot AFTER INSERT ON slots FOR EACH ROW EXECUTE FUNCTION free_places_new_slot()"),
    (
        "CREATE TRIGGER free_places_new_place AFTER INSERT ON places FOR EACH ROW EXECUTE FUNCTION "
        "free_places_new_place()"
    ),
    (
        "CREATE TRIGGER free_places_place_changed AFTER UPDATE OF kind, number, zone, removed, out_of_use ON "
        "places FOR EACH ROW EXECUTE FUNCTION free_places_place_changed()"
    ),
)
TABLES = {
    "free_places_taken": "placings",
    "free_places_given_back": "placings",
    "free_places_moved": "placings",
    "free_places_new_slot": "slots",
    "free_places_new_place": "places",
    "free_places_place_changed": "places",
}


def upgrade() -> None:
    """One step up: the table with what is free now, then what keeps it."""
    op.create_table(
        "free_places",
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_free_places_place_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_free_places_slot_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("slot_id", "place_id", name=op.f("pk_free_places")),
    )
    op.create_index("ix_free_places_number", "free_places", ["slot_id", "kind", "number", "place_id"])
    op.create_index("ix_free_places_zone", "free_places", ["slot_id", "kind", "zone", "number", "place_id"])
    op.create_index(
        "ix_meetings_after",
        "meetings",
        ["after_id"],
        sqlite_where=sa.text("after_id IS NOT NULL"),
        postgresql_where=sa.text("after_id IS NOT NULL"),
    )
    connection = op.get_bind()
    connection.exec_driver_sql(
        "INSERT INTO free_places (slot_id, place_id, kind, zone, number)"
        " SELECT s.id, p.id, p.kind, COALESCE(p.zone, ''), p.number"
        " FROM slots s JOIN places p ON p.event_id = s.event_id"
        " WHERE NOT p.removed AND NOT p.out_of_use"
        " AND NOT EXISTS (SELECT 1 FROM placings t WHERE t.slot_id = s.id AND t.place_id = p.id)"
    )
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRES:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """One step back."""
    connection = op.get_bind()
    for trigger, table in TABLES.items():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger} ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION {trigger}()")
    op.drop_index("ix_meetings_after", "meetings")
    op.drop_table("free_places")
