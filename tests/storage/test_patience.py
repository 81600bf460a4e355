"""What takes too long for the event loop is broken off, and nothing else is."""

from __future__ import annotations

import sqlite3

import pytest

from funneltui.storage.reads.patience import TookTooLongError, at_most

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
SHORT = ENDLESS.replace("FROM n)", "FROM n WHERE i < 100000)")


@pytest.fixture
def connection():
    opened = sqlite3.connect(":memory:")
    yield opened
    opened.close()


def test_what_takes_too_long_is_broken_off(connection):
    with pytest.raises(TookTooLongError), at_most(connection, 0.01):
        connection.execute(ENDLESS).fetchone()


def test_what_is_read_afterwards_may_take_its_time(connection):
    with pytest.raises(TookTooLongError), at_most(connection, -1):
        connection.execute(SHORT).fetchone()
    assert connection.execute(SHORT).fetchone() == (100_000,)


def test_what_is_quick_enough_is_answered(connection):
    with at_most(connection, 60):
        assert connection.execute(SHORT).fetchone() == (100_000,)


def test_another_failure_stays_what_it_is(connection):
    with pytest.raises(sqlite3.OperationalError, match="no such table"), at_most(connection, 60):
        connection.execute("SELECT * FROM absent")
