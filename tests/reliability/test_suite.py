"""The short form of the reliability suite: a few rounds of each trial. See `python -m tests.reliability`."""

from __future__ import annotations

import random

import pytest

from tests.reliability.suite import TRIALS


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIALS)
def test_a_few_rounds_hold(name, tmp_path) -> None:
    trial, _rounds, few = TRIALS[name]
    result = trial(tmp_path, few, random.Random(13))
    assert result.failures == []
    assert result.told
