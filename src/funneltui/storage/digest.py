"""A digest of what the file holds, kept with every change, so that silent damage is noticed.

SQLite's own check knows whether pages hang together, not whether a figure in them is still the one that was written.
Each table has the sum of a hash of each of its rows: a change subtracts the row as it was and adds it as it is, which
costs microseconds, whatever the size of the table. Triggers of the writing connection do it, whichever way the
change comes; they are temporary, so that the schema stays the tables' own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from msgspec.json import encode

__all__ = ["Tally", "differing", "renew", "tracked"]

_DERIVED = ("card", "stage_total", "profile", "alembic_version", "search")
_KEY = "digest:"
_SIZE = 16
_WRAP = 1 << (8 * _SIZE)
_BATCH = 2000


def tracked(connection: sqlite3.Connection) -> dict[str, str]:
    """The tables that hold what a person entered, with their columns as SQL lists them."""
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'search_%' ORDER BY name"
        )
        if name not in _DERIVED
    ]
    columns = "SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(?) ORDER BY name)"
    return {name: connection.execute(columns, (name,)).fetchone()[0] for name in names}


class Tally:
    """What a transaction adds to the digests."""

    def __init__(self) -> None:
        self._added: dict[str, int] = {}

    def attach(self, connection: sqlite3.Connection) -> None:
        """Have a writing connection tell what it changes."""
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("funneltui_added", -1, self._add)
        connection.create_function("funneltui_removed", -1, self._remove)
        script = []
        for table, columns in tracked(connection).items():
            names = columns.split(", ")
            new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("NEW", "OLD"))
            added = f"SELECT funneltui_added('{table}', {new});"
            removed = f"SELECT funneltui_removed('{table}', {old});"
            for event, body in (("INSERT", added), ("DELETE", removed), ("UPDATE", removed + added)):
                script.append(
                    f"CREATE TEMP TRIGGER digest_{table}_{event} AFTER {event} ON main.{table} BEGIN {body} END;"
                )
        connection.executescript("\n".join(script))

    def reset(self) -> None:
        """Forget what a transaction did that came to nothing."""
        self._added.clear()

    def write(self, connection: sqlite3.Connection) -> None:
        """Bring the kept digests up to date, last thing in the transaction."""
        for table, added in self._added.items():
            kept = connection.execute("SELECT value FROM profile WHERE key = ?", (_KEY + table,)).fetchone()
            value = _of(connection, table) if kept is None else (int(kept[0], 16) + added) % _WRAP
            _keep(connection, table, value)
        self.reset()

    def _add(self, table: str, *values: str | int | None) -> None:
        self._added[table] = self._added.get(table, 0) + _hash(values)

    def _remove(self, table: str, *values: str | int | None) -> None:
        self._added[table] = self._added.get(table, 0) - _hash(values)


def renew(connection: sqlite3.Connection) -> None:
    """Make every digest anew, of what is there: for a new file, a migration, a repair."""
    connection.execute(f"DELETE FROM profile WHERE key LIKE '{_KEY}%'")
    for table in tracked(connection):
        _keep(connection, table, _of(connection, table))


def differing(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables that hold something else than what was written, or that have no digest yet though others do.

    Raises:
        sqlite3.Error: A table cannot be read to its end.
    """
    kept = dict(connection.execute(f"SELECT key, value FROM profile WHERE key LIKE '{_KEY}%'"))
    if not kept:
        return ()
    return tuple(
        table for table in tracked(connection) if kept.get(_KEY + table, "") != f"{_of(connection, table):032x}"
    )


def _keep(connection: sqlite3.Connection, table: str, value: int) -> None:
    connection.execute("INSERT OR REPLACE INTO profile (key, value) VALUES (?, ?)", (_KEY + table, f"{value:032x}"))


def _of(connection: sqlite3.Connection, table: str) -> int:
    columns = tracked(connection)[table]
    return sum(map(_hash, _rows(connection.execute(f"SELECT {columns} FROM {table} NOT INDEXED")))) % _WRAP


def _rows(cursor: sqlite3.Cursor) -> Iterator[Iterable[str | int | None]]:
    while rows := cursor.fetchmany(_BATCH):
        yield from rows


def _hash(values: Iterable[str | int | None]) -> int:
    return int.from_bytes(blake2b(encode(values), digest_size=_SIZE).digest())
