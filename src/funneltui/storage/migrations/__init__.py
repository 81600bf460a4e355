"""Bringing an older file up to this program's schema, with Alembic.

New files are born from `storage/schema.sql` (a picture of the schema after the last migration,
written by `python -m funneltui.storage.migrations.snapshot`), so Alembic is imported only when an
older file is met. To change the schema:

1. change `tables` (and `extras.sql`);
2. add a revision in `versions/`, numbered one more, that says in its docstring what becomes of the
   older undo steps (rewrite their images, or set their state to 'sealed');
3. set `database.SCHEMA_VERSION` and write the snapshot again;
4. store a file of the former version under `tests/storage/files`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from funneltui.clock import Clock
from funneltui.storage import digest, driver
from funneltui.storage.copies import copy_path
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.engine import driver_of, engine_on
from funneltui.storage.errors import DamagedFileError

__all__ = ["alembic_config", "upgrade"]


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database, clock: Clock) -> None:
    """Copy the file aside, then bring it up to `SCHEMA_VERSION` in one transaction.

    When a migration fails, the file is as it was.

    Raises:
        DamagedFileError: The copy does not hold together, so neither does the file.
    """
    with contextlib.closing(database.connect()) as source:
        version = source.execute("PRAGMA user_version").fetchone()[0]
        _copy(source, copy_path(database.path, version, clock))
    engine = engine_on(lambda: database.connect(write=True), counted=False)
    with engine.begin() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() < SCHEMA_VERSION:
            command.upgrade(alembic_config(connection), "head")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            digest.renew(driver_of(connection))
    engine.dispose()


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """A consistent copy, readable by its owner only; under its name once it is whole, verified and on the disk."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with contextlib.closing(driver.connect(part, driver.key_of(source))) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # a copy is one file
            ((found,), *_) = target.execute("PRAGMA integrity_check(1)").fetchall()
        if found != "ok":
            raise DamagedFileError(path, detail=found)
        os.fsync(descriptor)
        part.rename(path)
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)
