"""Rows by the names of their tables, for tests: shorter than objects where only a file is to be filled.

Importing this gives `Work` more methods: `insert`, `insert_many`, `update`, and `get`, `find`, `many`, `delete` that
take the name of a table and give rows as dictionaries.
"""

from __future__ import annotations

from typing import Any

from funneltui.storage.bulk import shape_of
from funneltui.storage.tables import JOURNALLED, table_of
from funneltui.storage.unit_of_work import Work

Row = dict[str, Any]
_get, _find, _many, _delete = Work.get, Work.find, Work.many, Work.delete


def plain(entity) -> Row:
    """An object as a dictionary."""
    return {name: getattr(entity, name) for name in shape_of(entity.__tablename__).columns}


def get(work: Work, table: Any, row_id: int) -> Any:
    if not isinstance(table, str):
        return _get(work, table, row_id)
    return plain(_get(work, JOURNALLED[table], row_id))


def find(work: Work, table: Any, *where: Any, **equal: Any) -> Any:
    if not isinstance(table, str):
        return _find(work, table, *where)
    columns = table_of(JOURNALLED[table]).columns
    return [plain(one) for one in _find(work, JOURNALLED[table], *(columns[name] == equal[name] for name in equal))]


def many(work: Work, table: Any, ids: Any) -> Any:
    if not isinstance(table, str):
        return _many(work, table, ids)
    return {number: plain(one) for number, one in _many(work, JOURNALLED[table], ids).items()}


def delete(work: Work, table: Any, row_id: int = 0) -> None:
    _delete(work, _get(work, JOURNALLED[table], row_id) if isinstance(table, str) else table)


def insert(work: Work, table: str, **values: Any) -> int:
    return insert_many(work, table, [values])[0]


def insert_many(work: Work, table: str, rows: list[Row]) -> list[int]:
    return work.add_rows(JOURNALLED[table], [dict(row) for row in rows])


def update(work: Work, table: str, row_id: int, **values: Any) -> bool:
    different = work.set(_get(work, JOURNALLED[table], row_id), values)
    work._session.flush()
    return different


for _method in (get, find, many, delete, insert, insert_many, update):
    setattr(Work, _method.__name__, _method)
