"""What the trials share: a clock that stands still, and a fork server with the write side loaded."""

from __future__ import annotations

import multiprocessing

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
