"""SQLAlchemy on top of our own connections, with transactions that take the write lock at once."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from funneltui.storage.digest import Tally


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, for the read side's queries and for statements that were compiled before."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


_SELDOM, _OFTEN, _SOONER = 0.02, 0.001, 0.04
"""Seconds between two tries to take the lock: at first, at least, and how much less for each second of waiting."""


def engine_on(connect: Callable[[], sqlite3.Connection], *, counted: bool = True, patience: float = 10) -> Engine:
    """An engine with one connection, whose every transaction is a `BEGIN IMMEDIATE`.

    The default (BEGIN at the first write) lets two programs read the same row, then overwrite
    each other: taking the lock before reading is what keeps every update. References are checked at
    its end.

    Args:
        connect: Opens the connection.
        counted: Whether every change of a row goes into the digests; not while tables change their form.
        patience: How many seconds to wait for the lock.
    """
    tally = Tally()

    def opened() -> sqlite3.Connection:
        connection = connect()
        if counted:
            tally.attach(connection)
        return connection

    engine = create_engine("sqlite://", creator=opened, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _take_the_lock(connection: Connection) -> None:
        driver = driver_of(connection)
        _begin(driver, patience)
        driver.execute("PRAGMA defer_foreign_keys = ON")

        if counted:
            tally.start(driver)

    @event.listens_for(engine, "commit")
    def _keep_the_digests(connection: Connection) -> None:
        driver = driver_of(connection)
        if counted:
            tally.write(driver)

    return engine


def _begin(driver: sqlite3.Connection, patience: float) -> None:
    """Take the write lock; who has waited longest tries most often.

    SQLite itself tries less often the longer one has waited: of several programs one would get nothing for seconds.
    """
    (usual,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout = 0")
    began = time.monotonic()
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() - began >= patience:
                    raise
                waited = time.monotonic() - began
                time.sleep(max(_OFTEN, _SELDOM - waited * _SOONER))
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout = {usual}")
