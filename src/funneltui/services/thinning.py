"""Letting backups go as they age, and not while somebody may still want to choose among them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from funneltui.clock import Clock, local_time
from funneltui.paths import read_file, write_private
from funneltui.storage import backup as store
from funneltui.storage.backup import Backup, backups_folder

_ALL, _DAILY, _WEEKLY = timedelta(days=2), timedelta(days=31), timedelta(days=366)
_LEAP = timedelta(days=7)
_BELIEVED = 7
"""Days with backups after which a clock that has leapt ahead is taken for right."""
_PAUSE = timedelta(days=7)


class Thinning:
    """The use cases, on the backups of one file.

    Args:
        path: The file.
        clock: Where time comes from; see `present` for one that has leapt ahead.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    @property
    def _note(self) -> Path:
        return backups_folder(self._path) / "paused"

    def pause(self) -> None:
        """Let all backups stay for a week: the person may want to choose another one."""
        until = self._clock.now() + _PAUSE
        with contextlib.suppress(OSError):
            write_private(self._note, until.isoformat().encode())

    @property
    def is_paused(self) -> bool:
        """Whether a restore keeps all backups for now."""
        return self._is_paused(store.kept(self._path))

    def thin(self) -> None:
        """Remove the backups that can go."""
        backups = store.kept(self._path)
        if not self._is_paused(backups):
            with contextlib.suppress(OSError):
                for backup in thinned(backups, self._clock.now()):
                    store.remove(backup)

    def _is_paused(self, backups: Sequence[Backup]) -> bool:
        try:
            until = datetime.fromisoformat(read_file(self._note).decode())
        except (OSError, ValueError):
            return False
        left = until - present(backups, self._clock.now())
        return timedelta(0) < left <= _PAUSE  # more than that is left of no pause: it was noted by a wrong clock


def present(backups: Iterable[Backup], now: datetime) -> datetime:
    """The instant that the age of backups is reckoned from.

    It is `now`, unless the clock has leapt ahead since one of the backups of the last days of use: a clock that is
    years ahead for a while would have what was made last month thinned like what is years old. Somebody who was away
    for long keeps more for a while, which costs nothing but room.

    Args:
        backups: In any order; those dated later than `now` tell nothing.
        now: What the clock says.
    """
    later = instant = now
    days = set[date]()
    for made_at in sorted((backup.made_at for backup in backups if backup.made_at <= now), reverse=True):
        if later - made_at > _LEAP:
            instant = made_at
        later = made_at
        days.add(local_time(made_at).date())
        if len(days) >= _BELIEVED:
            break
    return instant


def thinned(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Those that can go: all of two days stay, then the last of a day for a month, of a week for a year, of a month."""
    taken: set[tuple[str, object]] = set()
    gone = []
    backups = sorted(backups, key=lambda copy: copy.made_at, reverse=True)
    now = present(backups, now)
    for backup in backups:
        age = now - backup.made_at
        day = local_time(backup.made_at).date()
        if backup.pinned or age <= _ALL:
            continue
        if age <= _DAILY:
            span: tuple[str, object] = "day", day
        elif age <= _WEEKLY:
            span = "week", day.isocalendar()[:2]
        else:
            span = "month", (day.year, day.month)
        if span in taken:
            gone.append(backup)
        taken.add(span)
    return gone
