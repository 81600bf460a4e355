"""A person's machine for each journey."""

from __future__ import annotations

import pytest

from tests.end_to_end.program import EXECUTABLE, Home


def pytest_collection_modifyitems(items):
    for item in items:
        if "end_to_end" in item.nodeid and not EXECUTABLE.exists():
            item.add_marker(pytest.mark.skip(reason="funneltui is not installed beside this Python"))


@pytest.fixture
def home(tmp_path):
    one = Home(tmp_path)
    yield one
    one.close()


@pytest.fixture
def french(tmp_path):
    one = Home(tmp_path, "fr")
    yield one
    one.close()


@pytest.fixture
def demo(home):
    """A machine with the English demo as its file."""
    home.done("demo", "--keep", str(home.database), "--no-open")
    return home
