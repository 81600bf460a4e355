"""What the trials are done on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trials.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A bench with an empty file."""
    one = Bench(tmp_path)
    yield one
    one.unit_of_work.close()
