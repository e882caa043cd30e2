"""The database: tables, one file per aggregate, and the migrations between versions."""
