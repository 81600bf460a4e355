"""Rows by the names of their tables, for tests: shorter than objects where only a file is to be filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import SQLModel

from funneltui.storage.bulk import NewRow, shape_of
from funneltui.storage.tables import JOURNALLED, table_of
from funneltui.storage.unit_of_work import Work

Row = dict[str, Any]


def _row(entity: SQLModel) -> Row:
    return {name: getattr(entity, name) for name in shape_of(str(entity.__tablename__)).columns}


def get(work: Work, table: str, row_id: int) -> Row:
    return _row(work.get(JOURNALLED[table], row_id))


def find(work: Work, table: str, **equal: Any) -> list[Row]:
    columns = table_of(JOURNALLED[table]).columns
    return [_row(entity) for entity in work.find(JOURNALLED[table], *(columns[name] == equal[name] for name in equal))]


def many(work: Work, table: str, ids: Iterable[int]) -> dict[int, Row]:
    return {number: _row(entity) for number, entity in work.many(JOURNALLED[table], list(ids)).items()}


def delete(work: Work, table: str, row_id: int) -> None:
    work.delete(work.get(JOURNALLED[table], row_id))


def insert(work: Work, table: str, **values: Any) -> int:
    return insert_many(work, table, [values])[0]


def insert_many(work: Work, table: str, rows: Sequence[Row]) -> list[int]:
    return work.add_rows(JOURNALLED[table], [NewRow(dict(row)) for row in rows])


def update(work: Work, table: str, row_id: int, **values: Any) -> None:
    entity = work.get(JOURNALLED[table], row_id)
    for name, value in values.items():
        setattr(entity, name, value)
    work._session.flush()
