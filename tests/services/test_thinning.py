"""Backups go as they age, by a clock that may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from funneltui.clock import FixedClock
from funneltui.services.thinning import Thinning, present, thinned
from funneltui.storage.backup import Backup, backups_folder, kept

_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_DAY = timedelta(days=1)
_LEFT = [_NOON - timedelta(hours=hours) for hours in (0, 1, 2, 3, 4)] + [_NOON - day * _DAY for day in range(1, 30)]
"""What a month of use leaves: several of today, one of each day before."""


def _made(folder: Path, moments: list[datetime]) -> list[Backup]:
    return [Backup(folder / f"{at:%Y%m%dT%H%M%SZ}", at, "later", 1, {}, 3, pinned=False, hash="") for at in moments]


def _gone(folder: Path, moments: list[datetime], now: datetime) -> set[datetime]:
    """What is thinned, when it is done after each backup of a clock that leaps from noon to `now`."""
    backups = _made(folder, _LEFT)
    for at in [*moments, now]:
        backups += _made(folder, [at])
        removed = thinned(backups, at)
        backups = [backup for backup in backups if backup not in removed]
    return set(_LEFT) - {backup.made_at for backup in backups}


@pytest.mark.parametrize(
    ("leap", "worked", "goes"),
    [
        (timedelta(hours=1), 0, 0),
        (6 * _DAY, 0, 6),  # no leap: four of the last day's, and days of the weeks before the last month
        (73 * 365 * _DAY, 0, 0),
        (73 * 365 * _DAY, 5, 0),
        (73 * 365 * _DAY, 7, 32),  # one is left of each month: somebody works on with that clock
        (365 * _DAY, 0, 0),
        (8 * _DAY, 0, 0),
        (60 * _DAY, 7, 29),
        (-20 * 365 * _DAY, 7, 0),
        (-_DAY, 1, 0),
    ],
)
def test_a_clock_that_leaps_thins_nothing_away(tmp_path: Path, leap: timedelta, worked: int, goes: int) -> None:
    first = _NOON + leap
    days = [first + number * _DAY for number in range(worked)]
    assert len(_gone(tmp_path, days, first + worked * _DAY)) == goes


def test_a_clock_set_right_again_goes_on_as_before(tmp_path: Path) -> None:
    ahead = [_NOON + 73 * 365 * _DAY + timedelta(hours=hours) for hours in range(5)]
    assert len(_gone(tmp_path, ahead, _NOON + 3 * _DAY)) == len(_gone(tmp_path, [], _NOON + 3 * _DAY)) == 4
    assert present(_made(tmp_path, [*_LEFT, *ahead]), _NOON) == _NOON


def test_seldom_used_backups_are_thinned_too(tmp_path: Path) -> None:
    """Once a month, six a time: what was made seven days of use ago goes by age."""
    backups: list[Backup] = []
    for month in range(24):
        for number in range(6):
            at = _NOON + month * 31 * _DAY + timedelta(hours=number)
            backups += _made(tmp_path, [at])
            removed = thinned(backups, at)
            backups = [backup for backup in backups if backup not in removed]
    assert len(backups) < 24 + 7 * 6


@pytest.mark.parametrize(
    ("after", "paused"),
    [
        (timedelta(hours=1), True),
        (6 * _DAY, True),
        (73 * 365 * _DAY, True),  # it was hardly a week
        (-73 * 365 * _DAY, False),  # the pause was noted by a clock that was ahead, and would last for ever
    ],
)
def test_the_pause_is_a_week_whatever_the_clock_says(tmp_path: Path, after: timedelta, paused: bool) -> None:
    path = tmp_path / "funnel.db"
    folder = backups_folder(path)
    folder.mkdir()
    (folder / f"{_NOON:%Y%m%dT%H%M%SZ}-00-restore.db").touch()
    (folder / f"{_NOON:%Y%m%dT%H%M%SZ}-00-restore.json").write_text('{"hash": "", "counts": {}, "schema": 3}')
    assert kept(path)
    Thinning(path, FixedClock(_NOON)).pause()
    assert Thinning(path, FixedClock(_NOON + after)).is_paused is paused
