"""Writes `storage/schema.sql` from `tables` and `extras.sql`: run as a module by a developer."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine

from funneltui.storage.database import SCHEMA_VERSION
from funneltui.storage.tables import metadata

_STORAGE = Path(__file__).parent.parent


def schema_script() -> str:
    """The statements that make an empty file of the present version."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        rows = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            " ORDER BY type = 'index', iif(type = 'index', 0, rowid), name"
        )
        statements = [f"{' '.join(row[0].split())};" for row in rows]
    return "\n".join(
        [
            "-- Written by `python -m funneltui.storage.migrations.snapshot`; do not edit.",
            *statements,
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);",
            f"INSERT INTO alembic_version VALUES ('{SCHEMA_VERSION:04}');",
            (_STORAGE / "extras.sql").read_text("utf-8"),
        ]
    )


if __name__ == "__main__":
    (_STORAGE / "schema.sql").write_text(schema_script(), "utf-8")
