"""What the services' tests sit at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty file."""
    one = Desk(tmp_path / "funnel.db")
    yield one
    one.close()
