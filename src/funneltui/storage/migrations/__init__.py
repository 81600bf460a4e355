"""Bringing an older file up to this program's schema, with Alembic.

New files are born from `storage/schema.sql` (a picture of the schema after the last migration), so Alembic is
imported only when an older file is met. The README says what a change of the schema takes. Its revision in
`versions/` says in its docstring what becomes of the older undo steps: they stay as they are where a column is
added, else their images are rewritten, or their state is set to 'sealed'.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from funneltui.clock import Clock
from funneltui.i18n import system_reason
from funneltui.storage import backup, digest
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.engine import driver_of, engine_on
from funneltui.storage.errors import DamagedFileError, StorageFullError


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database, clock: Clock, *, keep: bool = True) -> None:
    """Make a backup, then bring the file up to `SCHEMA_VERSION` in one transaction.

    When a migration fails, the file is as it was.

    Args:
        database: The file.
        clock: For the backup's date.
        keep: Whether a backup is made, which thinning leaves; a copy needs none.

    Raises:
        DamagedFileError: It does not hold together.
        StorageFullError: There is no room for the backup.
    """
    if keep:
        _keep(database, clock)
    engine = engine_on(lambda: database.connect(write=True), counted=False)
    with engine.begin() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() < SCHEMA_VERSION:
            command.upgrade(alembic_config(connection), "head")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            digest.renew(driver_of(connection))
    engine.dispose()


def _keep(database: Database, clock: Clock) -> None:
    try:
        with contextlib.closing(database.connect()) as source:
            ((verdict,), *_) = source.execute("PRAGMA integrity_check(1)").fetchall()
            if verdict != "ok":
                raise DamagedFileError(database.path, detail=verdict)
            backup.keep(database, source, clock.now(), "migration", pinned=True)
    except OSError as error:
        raise StorageFullError(backup.backups_folder(database.path), detail=system_reason(error)) from error
