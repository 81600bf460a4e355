"""Whether rows that come from elsewhere hold what the tables say, before any of them is written.

SQLite's own checks know the form of a value, not its sense: `2026-02-31` looks like a day to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

import msgspec
from sqlalchemy import CheckConstraint, Column, Integer, Table

from funneltui.domain.channels import CHANNELS
from funneltui.i18n import N_, translate
from funneltui.storage.tables import JOURNALLED

Value: TypeAlias = str | int | None
Rows: TypeAlias = Callable[[str], Iterable[Mapping[str, Value]]]

_YEARS = range(1000, 9000)
_BIGGEST = 10**15
"""Minor units: sums of many such amounts are still whole numbers of SQLite's."""
_MOST = 2**31
_BY_US = frozenset({"uid", "folded_name", "stage_since", "created_at", "updated_at"})
"""Filled in where a row does not say."""
_AMOUNTS = frozenset({"amount", "daily_rate", "won_amount", "row_count", "step_count", "address_count"})
_CHANNEL_LISTS = frozenset({"opposed_channels"})
_KIND = re.compile(r"(.+)_is_(a_day|an_instant|a_time|known|a_flag|a_list|an_object)")
_QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True, slots=True)
class WrongValue:
    """The first thing that does not fit."""

    table: str
    row: int
    """Which row of its table, from 1; 0: the table itself."""
    field: str
    """Its column."""
    reason: str
    """An English message id."""

    def __str__(self) -> str:
        """It in the language in force: a part of a sentence."""
        if not self.row:
            return translate(N_("table {table}: {reason}")).format(table=self.table, reason=translate(self.reason))
        words = N_("table {table}, row {row}, {field}: {reason}")
        return translate(words).format(table=self.table, row=self.row, field=self.field, reason=translate(self.reason))


class _Wrong(Exception):  # noqa: N818 - never leaves this module
    """A message id of what is wrong with a value."""


def first_wrong(tables: Collection[str], rows: Rows) -> WrongValue | None:
    """The first value of a document that its table cannot hold, or that makes no sense there; None: all is well.

    Args:
        tables: The document's tables.
        rows: The rows of one of them, in order; of another none.
    """
    for table in tables:
        if table not in JOURNALLED:
            return WrongValue(table, 0, "", N_("unknown table"))
    ids = {table: {row.get("id") for row in rows(table)} for table in tables}
    return next((wrong for table in tables for wrong in _wrong_of(table, rows(table), ids)), None)


def _wrong_of(table: str, rows: Iterable[Mapping[str, Value]], ids: Mapping[str, set[Value]]) -> Iterator[WrongValue]:
    columns = _columns(table)
    needed = {name for name, field in JOURNALLED[table].model_fields.items() if field.is_required()} - _BY_US | {"id"}
    seen: dict[str, set[Value]] = {"id": set(), "uid": set()}
    for number, row in enumerate(rows, 1):
        for missing in sorted(needed - set(row)):
            yield WrongValue(table, number, missing, N_("it is missing"))
        for field, value in row.items():
            try:
                columns.get(field, _unknown)(value, ids)
            except _Wrong as wrong:
                yield WrongValue(table, number, field, str(wrong))
        for field, known in seen.items():
            value = row.get(field)
            if value in known and (value or field == "id"):
                yield WrongValue(table, number, field, N_("another row has the same"))
            known.add(value)


Check: TypeAlias = Callable[[Value, Mapping[str, set[Value]]], None]


def _columns(table: str) -> dict[str, Check]:
    """What checks a value of each column."""
    described: Table = JOURNALLED[table].__table__  # type: ignore[attr-defined]
    kinds: dict[str, tuple[str, tuple[str, ...]]] = {}
    for constraint in (
        *described.constraints,
        *(constraint for column in described.columns for constraint in column.constraints),
    ):
        if isinstance(constraint, CheckConstraint) and (named := _KIND.fullmatch(str(constraint.name))):
            kinds[named[1]] = named[2], tuple(_QUOTED.findall(str(constraint.sqltext)))
    return {column.name: _check_of(column, *kinds.get(column.name, ("", ()))) for column in described.columns}


def _unknown(_value: Value, _ids: Mapping[str, set[Value]]) -> None:
    raise _Wrong(N_("unknown field"))


def _check_of(column: Column[object], kind: str, known: tuple[str, ...]) -> Check:
    target = next((key.column.table.name for key in column.foreign_keys), "")
    whole = isinstance(column.type, Integer)

    def check(value: Value, ids: Mapping[str, set[Value]]) -> None:
        if value is None:
            if column.nullable:
                return
            raise _Wrong(N_("it can't be empty"))
        if whole != isinstance(value, int):
            raise _Wrong(N_("it must be a whole number") if whole else N_("it must be text"))
        if target:
            if value not in ids.get(target, ()):
                raise _Wrong(N_("it refers to a row that doesn't exist"))
        elif isinstance(value, int):
            _check_number(column.name, value, kind)
        else:
            _check_text(column.name, value, kind, known)

    return check


def _check_number(field: str, value: int, kind: str) -> None:
    if kind == "a_flag" and value not in {0, 1}:
        raise _Wrong(N_("it must be 0 or 1"))
    if abs(value) > (_BIGGEST if field in _AMOUNTS else _MOST) or (field == "id" and value < 1):
        raise _Wrong(N_("the number is out of bounds"))


def _check_text(field: str, value: str, kind: str, known: tuple[str, ...]) -> None:
    if "\0" in value:
        raise _Wrong(N_("it contains a character that isn't text"))
    if kind in _FORMS:
        wrong, read = _FORMS[kind]
        try:
            sound = read(value)
        except (ValueError, msgspec.DecodeError, RecursionError):
            sound = False
        if not sound:
            raise _Wrong(wrong)
    elif kind == "known" and value not in known:
        raise _Wrong(N_("unknown value"))
    elif field == "currency" and not re.fullmatch("[A-Z]{3}", value):
        raise _Wrong(N_("it must be a currency of three letters, such as EUR"))
    if field in _CHANNEL_LISTS and not set(_texts(value)) <= set(CHANNELS):
        raise _Wrong(N_("unknown channel"))


def _day(value: str) -> bool:
    return date.fromisoformat(value).isoformat() == value and int(value[:4]) in _YEARS


def _instant(value: str) -> bool:
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z").strftime("%Y-%m-%dT%H:%M:%SZ") == value and (
        int(value[:4]) in _YEARS
    )


def _time(value: str) -> bool:
    return time.fromisoformat(value).strftime("%H:%M") == value


def _texts(value: str) -> list[str]:
    return msgspec.json.decode(value.encode(), type=list[str])


def _is_list(value: str) -> bool:
    return bool(value) and _texts(value) is not None


def _is_object(value: str) -> bool:
    return bool(value) and msgspec.json.decode(value.encode(), type=dict[str, object]) is not None


_FORMS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "a_day": (N_("it must be a date, such as 2026-12-15"), _day),
    "an_instant": (N_("it must be an instant, such as 2026-12-15T09:30:00Z"), _instant),
    "a_time": (N_("it must be a time, such as 09:30"), _time),
    "a_list": (N_("it must be a list of texts"), _is_list),
    "an_object": (N_("it must be a JSON object"), _is_object),
}
