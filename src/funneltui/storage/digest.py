"""A digest of what the file holds, kept with every change, so that silent damage is noticed.

SQLite's own check knows whether pages hang together, not whether a figure in them is still the one that was written.
Each table has the sum of a hash of each of its rows: a change subtracts the row as it was and adds it as it is, which
costs microseconds, whatever the size of the table. Triggers of the writing connection do it, whichever way the
change comes; they are temporary, so that the schema stays the tables' own.

A trigger costs a third of what adding or removing a row does. Whoever adds or removes many at a time has that table's
trigger taken away until the transaction ends (`count_at_the_end`, `remove`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from msgspec.json import encode

_DERIVED = ("card", "stage_total", "profile", "alembic_version", "search")
_KEY = "digest:"
_SIZE = 16
_WRAP = 1 << (8 * _SIZE)
_BATCH = 50
"""Rows that are held at a time: what a thread has once had it does not give back."""


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
    """What a transaction adds to the digests.

    Ids are never used again, so rows that a transaction made are those above the last id before it: they are added at
    its end, all at once, which a long import notices much less than a call for each.
    """

    def __init__(self) -> None:
        self._added: dict[str, int] = {}
        self._columns: dict[str, str] = {}
        self._last: dict[str, int] = {}
        """The last id of each table before the transaction."""
        self._triggers: dict[str, str] = {}
        """The statement that makes each trigger, by its name."""

    def attach(self, connection: sqlite3.Connection) -> None:
        """Have a writing connection tell what it changes."""
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("funneltui_added", -1, self._add)
        connection.create_function("funneltui_removed", -1, self._remove)
        self._columns = tracked(connection)
        script = [f"CREATE TEMP TABLE digest_start ({', '.join(f'{name} INTEGER' for name in self._columns)});"]
        script.append("INSERT INTO digest_start DEFAULT VALUES;")
        for table, columns in self._columns.items():
            names = columns.split(", ")
            new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("NEW", "OLD"))
            added = f"SELECT funneltui_added('{table}', {new});"
            removed = f"SELECT funneltui_removed('{table}', {old});"
            start = f"(SELECT {table} FROM digest_start)"
            for event, row, body in (
                ("INSERT", "NEW", added),
                ("DELETE", "OLD", removed),
                ("UPDATE", "OLD", removed + added),
            ):
                name = _trigger(event, table)
                self._triggers[name] = (
                    f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table}"
                    f" WHEN {row}.id <= {start} BEGIN {body} END;"
                )
        connection.executescript("\n".join([*script, *self._triggers.values()]))

    def start(self, connection: sqlite3.Connection) -> None:
        """A transaction has begun."""
        self._added.clear()
        present = connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall()
        for name in self._triggers.keys() - {name for (name,) in present}:
            connection.execute(self._triggers[name])
        self._last = self._last_ids(connection)
        columns = ", ".join(f"{name} = ?" for name in self._last)
        connection.execute(f"UPDATE digest_start SET {columns}", tuple(self._last.values()))

    def write(self, connection: sqlite3.Connection) -> None:
        """Bring the kept digests up to date, last thing in the transaction."""
        for table, last in self._last_ids(connection).items():
            if last > (before := self._last[table]):
                self._added[table] = self._added.get(table, 0) + _of(connection, table, self._columns[table], before)
        for table, added in self._added.items():
            kept = connection.execute("SELECT value FROM profile WHERE key = ?", (_KEY + table,)).fetchone()
            whole = _of(connection, table, self._columns[table]) if kept is None else int(kept[0], 16) + added
            _keep(connection, table, whole)
        self._added.clear()

    def _last_ids(self, connection: sqlite3.Connection) -> dict[str, int]:
        kept = dict(connection.execute("SELECT name, seq FROM main.sqlite_sequence"))
        return {table: kept.get(table, 0) for table in self._columns}

    def _add(self, table: str, *values: str | int | None) -> None:
        self._added[table] = self._added.get(table, 0) + _hash(values)

    def _remove(self, table: str, *values: str | int | None) -> None:
        self._added[table] = self._added.get(table, 0) - _hash(values)


def count_at_the_end(connection: sqlite3.Connection, table: str) -> None:
    """Have what is added to a table in this transaction counted at its end only: all of it must be new rows."""
    connection.execute(f"DROP TRIGGER IF EXISTS temp.{_trigger('INSERT', table)}")


def remove(connection: sqlite3.Connection, table: str, columns: Sequence[str], ids: str) -> None:
    """Remove many rows at once; for the rest of the transaction nothing else may remove any of this table.

    Args:
        connection: Of a transaction that a `Tally` counts.
        table: The table.
        columns: All of its columns.
        ids: The rows, as a JSON array.
    """
    chosen = "WHERE id IN (SELECT value FROM json_each(?))"
    values = ", ".join(sorted(columns))
    start = f"(SELECT {table} FROM digest_start)"
    connection.execute(f"DROP TRIGGER IF EXISTS temp.{_trigger('DELETE', table)}")
    counting = f"SELECT count(funneltui_removed('{table}', {values})) FROM {table} {chosen} AND id <= {start}"
    connection.execute(counting, (ids,)).fetchone()
    connection.execute(f"DELETE FROM {table} {chosen}", (ids,))


def renew(connection: sqlite3.Connection) -> None:
    """Make every digest anew, of what is there: for a new file, a migration, a repair."""
    connection.execute(f"DELETE FROM profile WHERE key LIKE '{_KEY}%'")
    for table, columns in tracked(connection).items():
        _keep(connection, table, _of(connection, table, columns))


def differing(connection: sqlite3.Connection, most: int | None = None) -> tuple[str, ...]:
    """The tables that hold something else than what was written; of a file that has no digests, none.

    Args:
        connection: To the file.
        most: Of a journal of more rows nothing is said; None: all are read.

    Raises:
        sqlite3.Error: A table cannot be read to its end.
    """
    kept = dict(connection.execute(f"SELECT key, value FROM profile WHERE key LIKE '{_KEY}%'"))
    if not kept:
        return ()
    return tuple(
        table
        for table, columns in tracked(connection).items()
        if _is_used_again(connection, table)
        or (
            (most is None or _last(connection, table) <= most or table != "change")
            and kept.get(_KEY + table) != _text(_of(connection, table, columns))
        )
    )


def _trigger(event: str, table: str) -> str:
    return f"digest_{table}_{event}"


def _keep(connection: sqlite3.Connection, table: str, value: int) -> None:
    connection.execute("INSERT OR REPLACE INTO profile (key, value) VALUES (?, ?)", (_KEY + table, _text(value)))


def _text(value: int) -> str:
    return f"{value % _WRAP:0{2 * _SIZE}x}"


def _of(connection: sqlite3.Connection, table: str, columns: str, after: int = 0) -> int:
    """The digest of the rows whose id is above `after`, not wrapped round."""
    statement = f"SELECT {columns} FROM {table} NOT INDEXED WHERE id > ?"
    return sum(map(_hash, _rows(connection.execute(statement, (after,)))))


def _last(connection: sqlite3.Connection, table: str) -> int:
    (last,) = connection.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()
    return int(last)


def _is_used_again(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the next id of a table would be one that a row has."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return _last(connection, table) > (0 if row is None else int(row[0]))


def _rows(cursor: sqlite3.Cursor) -> Iterator[Iterable[str | int | None]]:
    while rows := cursor.fetchmany(_BATCH):
        yield from rows


def _hash(values: Iterable[str | int | None]) -> int:
    return int.from_bytes(blake2b(encode(values), digest_size=_SIZE).digest())
