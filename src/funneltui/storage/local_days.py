"""Local days in SQL: the tables hold instants in UTC, and a day is the user's own."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from funneltui.clock import local_day, local_instant


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the two functions.

    `funneltui_day_begins(day, n)` is the instant at which the local day `n` days before begins, as the
    tables hold instants; `funneltui_local_day(instant)` is the local day of one.
    """
    connection.create_function("funneltui_day_begins", 2, cache(_day_begins), deterministic=True)
    connection.create_function("funneltui_local_day", 1, _local_day, deterministic=True)


def instant(moment: datetime) -> str:
    """An aware instant as the tables hold it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day_begins(day: str, before: int) -> str:
    first = local_instant(date.fromisoformat(day) - timedelta(days=before), time())
    return instant(first)


def _local_day(instant: str | None) -> str | None:
    return instant and local_day(instant)
