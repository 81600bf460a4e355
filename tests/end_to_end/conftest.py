"""A person's machine for each journey."""

from __future__ import annotations

import shutil

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


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """The English demo, made once."""
    first = Home(tmp_path_factory.mktemp("demo"))
    first.done("demo", "--keep", str(first.database), "--no-open")
    return first.database


@pytest.fixture
def demo(home, demo_file):
    """A machine with the English demo as its file."""
    shutil.copy(demo_file, home.database)
    return home
