"""Every cell of a generated table is found again, and nobody vanishes: the short form of `tests.generated_tables`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generated_tables import generate, missing
from tests.lengths import rounds


@pytest.mark.parametrize("first", range(0, rounds(24, 60), 12))
def test_every_cell_of_a_generated_table_is_found_again(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + 12):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert missing(generate(seed), folder) == [], f"seed {seed}"
