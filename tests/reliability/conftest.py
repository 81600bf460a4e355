"""What the trials share: a clock that stands still, and a fork server with the write side loaded."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.reliability import workers


@pytest.fixture
def clock():
    """Noon in Paris, 22 November 2026."""
    return workers.clock()


@pytest.fixture(scope="session")
def processes():
    """Starts child processes that have the imports behind them, so that they write at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.workers"])
    return context


@pytest.fixture
def public():
    """A folder that another user can enter."""
    path = Path(tempfile.mkdtemp(prefix="funneltui-public-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def small_disk():
    """A file system of two megabytes: a new file and its log fill one."""
    path = Path(tempfile.mkdtemp(prefix="funneltui-small-", dir="/tmp"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(path)], capture_output=True, check=False
    )
    if mounted.returncode:
        path.rmdir()
        pytest.skip("this machine does not let us mount")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True)
    path.rmdir()
