"""Damaged files of every kind end nothing; `python -m tests.interchange.mutated 5000` tries many more."""

import pytest

from tests.interchange.mutated import failures

_ONCE = (1339, 1370, 1544, 3473, 4335)
"""Files that ended something before."""


def test_no_damaged_file_ends_anything(tmp_path):
    pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    assert failures([*range(60), *_ONCE], tmp_path) == []
