"""Backups as files: what does not fit is not put back."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from funneltui.storage.backup import copy_to, put_back
from funneltui.storage.database import Database
from funneltui.storage.integrity import damages

resource = pytest.importorskip("resource")


def test_what_does_not_fit_on_the_disk_is_not_put_back(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with contextlib.closing(database.connect()) as source:
        copy_to(source, copy)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(sqlite3.OperationalError):
            put_back(database, copy)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert damages(database) == []
    put_back(database, copy)
    assert damages(database) == []
