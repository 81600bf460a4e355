"""Many rows at a time, as images: what imports, undo, redo and erasures work with.

The statements are SQLAlchemy's, made of the tables. They are compiled once and then given to the driver as they are:
preparing each anew would cost several times what SQLite does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, NewType, ParamSpec

from sqlalchemy import ClauseElement, ColumnElement, Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from funneltui.domain.text import fold
from funneltui.storage import digest
from funneltui.storage.engine import driver_of
from funneltui.storage.tables import JOURNALLED, table_of
from funneltui.storage.touched import Image, Touched, Value
from funneltui.storage.uids import derived_uid, new_uids

_Columns = ParamSpec("_Columns")

NewRow = NewType("NewRow", dict[str, Value])
"""Columns of a row that is to be added, made by `row_of`."""
_MANY = 100
"""So many rows at a time are worth taking a trigger away for; see `digest`."""
_ROW = "row"
"""The parameter that says which row."""
_MOMENTS = ("stage_since", "created_at", "updated_at")
"""Columns that hold the step's instant when nothing else is said."""


def row_of(model: Callable[_Columns, SQLModel]) -> Callable[_Columns, NewRow]:
    """A maker of rows to be added in bulk: it takes the columns of a table as the table's class does.

    The class itself would cost ten times as much.
    """
    del model
    return dict  # type: ignore[return-value]


class Shape(NamedTuple):
    """What is asked of a table again and again."""

    table: Table
    columns: tuple[str, ...]
    values: Callable[[Mapping[str, Value]], tuple[Value, ...]]
    """The values of an image, in the columns' order."""
    defaults: Image
    moments: tuple[str, ...]
    insert: str
    select: str
    """All columns of the rows whose ids stand in a JSON array."""
    delete: str
    """The row of an id."""

    def images(self, rows: Sequence[Mapping[str, Value]], ids: Iterable[int], now: str) -> list[Image]:
        """Images of new rows from the columns that are given; each gets one of the ids, and a uid if it has none.

        Raises:
            KeyError: The table has no such column.
        """
        chosen = zip(rows, ids, new_uids(len(rows)), strict=True)
        return [self._completed({**self.defaults, "uid": uid, **row, "id": number}, now) for row, number, uid in chosen]

    def _completed(self, image: Image, now: str) -> Image:
        for column in self.moments:
            if image.get(column) is None:
                image[column] = now
        if image.get("folded_name") == "":
            image["folded_name"] = fold(str(image["name"]))
        if len(image) != len(self.columns):
            raise KeyError(self.table.name, *sorted(image.keys() ^ set(self.columns)))
        return image


@cache
def shape_of(name: str) -> Shape:
    """The shape of a journalled table."""
    model = JOURNALLED[name]
    table = table_of(model)
    columns = tuple(table.columns.keys())
    ids = func.json_each(bindparam("ids")).table_valued("value")
    return Shape(
        table,
        columns,
        itemgetter(*columns),
        {
            name: field.default
            for name, field in model.model_fields.items()
            if not (field.is_required() or field.default_factory)
        },
        tuple(column for column in _MOMENTS if column in columns),
        _text(insert(table)),
        _text(select(table).where(table.c.id.in_(select(ids.c.value)))),
        _text(delete(table).where(table.c.id == bindparam(_ROW))),
    )


@cache
def _updating(name: str, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The statement that writes these columns of a row, and what its parameters are, in order."""
    table = shape_of(name).table
    statement = (
        update(table)
        .where(table.c.id == bindparam(_ROW))
        .values({column: bindparam(f"to_{column}") for column in columns})
    )
    compiled = statement.compile(dialect=sqlite.dialect())
    return str(compiled), tuple(place.removeprefix("to_") for place in compiled.positiontup or ())


def _text(statement: ClauseElement) -> str:
    """A statement as the driver takes it, its parameters in order."""
    return str(statement.compile(dialect=sqlite.dialect()))


class Bulk:
    """Whole rows inside one transaction, without the session's knowing.

    Args:
        connection: An SQLAlchemy connection inside a transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.driver = driver_of(connection)
        self.touched = Touched()
        self._many_added: set[str] = set()
        self._many_removed: set[str] = set()
        """Tables to which many rows at once were added, or of which they were removed."""

    def sql(self, statement: str, parameters: Sequence[Value] = ()) -> list[Any]:
        """Rows of a SELECT of one's own, inside the transaction."""
        return self.driver.execute(statement, tuple(parameters)).fetchall()

    def next_id(self, table: str) -> int:
        """The next id of a table: never one that was used before."""
        rows = self.sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return int(rows[0][0]) + 1 if rows else 1

    def many(self, table: str, ids: Iterable[int]) -> dict[int, tuple[Value, ...]]:
        """The rows of these ids that exist, by id: their values in the columns' order."""
        rows = self.driver.execute(shape_of(table).select, (json.dumps(list(ids)),))
        return {values[0]: values for values in rows}

    def where(self, model: type[SQLModel], *conditions: ColumnElement[bool] | bool) -> list[Image]:
        """The rows for which all of this holds, oldest first."""
        table = table_of(model)
        statement = select(table).where(*conditions).order_by(table.c.id)  # type: ignore[arg-type]
        return [dict(row) for row in self.connection.execute(statement).mappings()]

    def add(self, table: str, images: Sequence[Image]) -> None:
        """Insert rows whose ids no row has or had."""
        if len(images) >= _MANY and table not in self._many_added:
            self._many_added.add(table)
            digest.count_at_the_end(self.driver, table)
        self.insert(table, images)

    def insert(self, table: str, images: Sequence[Image]) -> None:
        """Insert whole rows, ids included."""
        shape = shape_of(table)
        self.driver.executemany(shape.insert, map(shape.values, images))
        self.touched.whole(table, images)

    def update(self, table: str, pairs: Iterable[tuple[Image, Image]]) -> None:
        """Write the columns in which the second image of each pair differs from the first."""
        for before, after in pairs:
            different = tuple(name for name, value in after.items() if before[name] != value)
            statement, places = _updating(table, different)
            self.driver.execute(statement, [before["id"] if name == _ROW else after[name] for name in places])
            self.touched.changed(table, before, after)

    def delete(self, table: str, images: Sequence[Image]) -> None:
        """Delete these rows."""
        shape, ids = shape_of(table), [image["id"] for image in images]
        if len(ids) >= _MANY or table in self._many_removed:
            self._many_removed.add(table)
            digest.remove(self.driver, table, shape.columns, json.dumps(ids))
        else:
            self.driver.executemany(shape.delete, [(row_id,) for row_id in ids])
        self.touched.whole(table, images)

    def first_other(self, table: str, images: Mapping[int, Image | None]) -> int | None:
        """The first of these ids whose row is not what its image says (None: no row); None when all are.

        An image that was written before a column was there says nothing of it.
        """
        shape = shape_of(table)
        present = self.many(table, images)
        for row_id, image in images.items():
            values = present.get(row_id)
            if image is None or values is None:
                if not (image is None and values is None):
                    return row_id
            elif len(image) == len(shape.columns):
                if shape.values(image) != values:
                    return row_id
            elif any(image[name] != value for name, value in zip(shape.columns, values, strict=True) if name in image):
                return row_id
        return None

    def completed(self, table: str, image: Image) -> Image:
        """A whole row from an image that was written before some of its columns were there."""
        shape = shape_of(table)
        if len(image) == len(shape.columns):
            return image
        whole = {**shape.defaults, **image}
        if "uid" not in image:
            ((origin,),) = self.sql("SELECT value FROM profile WHERE key = 'origin'")
            assert isinstance(image["id"], int)
            whole["uid"] = derived_uid(origin, table, image["id"])
        return whole
