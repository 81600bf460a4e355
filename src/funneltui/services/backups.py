"""Backups: when they are made, what there are, and going back to one."""

from __future__ import annotations

import contextlib
import shlex
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from funneltui.clock import Clock, SystemClock, local_time
from funneltui.errors import FunnelError, NotFoundError
from funneltui.i18n import N_, filled, system_reason, translate
from funneltui.interchange.errors import FileExistsAlreadyError
from funneltui.paths import may_replace, require_file, typed_path
from funneltui.services.thinning import Thinning
from funneltui.services.verified_copy import verified_copy
from funneltui.storage import at_rest, backup as store, driver
from funneltui.storage.backup import Backup, backups_folder
from funneltui.storage.database import Connection, Database, is_writable
from funneltui.storage.errors import (
    DamagedFileError,
    FileMissingError,
    NotAFileError,
    ReadOnlyFileError,
    SQLiteError,
    StorageFullError,
    UnreadableFileError,
    writing_failure,
)
from funneltui.storage.integrity import copy_with_log, last_change
from funneltui.storage.putting_back import changes, put_back

__all__ = ["REASONS", "Backup", "Backups", "Restored", "backups_of", "inside", "way_back"]

REASONS = {
    "first": N_("before the day's first change"),
    "later": N_("while you worked"),
    "import": N_("before an import"),
    "merge": N_("before contacts were merged"),
    "erase": N_("after an erasure"),
    "restore": N_("before a backup was restored"),
    "migration": N_("before the file was brought up to date"),
    "asked": N_("on request"),
}
"""Why a backup was made, in the words of a list: message ids."""
_DIGITS = 6
_EVERY = timedelta(minutes=30)
_MOMENT = 1.0
"""Seconds that a backup which is due lets pass: the change it is due for is drawn first."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done.

    Attributes:
        chosen: What is in the file now.
        former: The backup of what was in it before; None when that could not be read.
        damaged: Where the former file is, byte for byte, when it was damaged.
    """

    chosen: Path
    former: Backup | None
    damaged: Path | None = None


class Backups:
    """The use cases.

    Args:
        database: The file.
        clock: Where time comes from.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._last: datetime | None = None
        self._day: date | None = None
        self._threads: list[threading.Thread] = []
        self._awaited = threading.Event()
        self.thinning = Thinning(database.path, clock)
        """Which of them go as they age."""
        self.failure: FunnelError | None = None
        """Why the last automatic backup was not made; None: it was."""

    @property
    def folder(self) -> Path:
        """Where they are."""
        return backups_folder(self._database.path)

    def list(self) -> list[Backup]:
        """What there is, the newest first. The number that `restore` takes is the place in it, from 1.

        Those dated in what is still to come are last: a clock was wrong, then or now.
        """
        now = self._clock.now()
        return sorted(store.kept(self._database.path), key=lambda backup: backup.made_at > now)

    def is_sound(self, backup: Backup) -> bool:
        """Whether a backup still has the bytes that were verified. Reads all of it: not for the event loop."""
        try:
            return store.hash_of(backup.path) == backup.hash
        except OSError:
            return False

    def must_be_openable(self, path: Path) -> None:
        """Make sure that a passphrase is not asked for in vain. Reads all of a file that is one of the backups.

        Raises:
            CipherMissingError: The file has a passphrase, and what reads such files is not installed.
            DamagedFileError: It has not the bytes that were verified: the right passphrase may be refused.
        """
        known = next((backup for backup in self.list() if backup.path == path), None)
        if known is not None and not self.is_sound(known):
            raise DamagedFileError(path, detail=translate("its bytes are not those that were verified"))
        with contextlib.suppress(OSError):  # told by whoever opens it
            if driver.salt_of(path) is not None:
                driver.require_cipher(path)

    def newest_sound(self) -> Backup | None:
        """The newest one whose bytes are those that were verified; what to go back to. Not for the event loop."""
        return next((backup for backup in self.list() if self.is_sound(backup)), None)

    def way_back(self) -> tuple[str, dict[str, object]]:
        """What to go back to when the file is damaged: a message id and its values. Not for the event loop."""
        newest = self.newest_sound()
        if newest is None:
            return N_("It has no backup. funneltui doctor --repair saves what can be read."), {}
        message = N_(
            "The newest sound backup is of {made}: funneltui restore {quoted} goes back to it."
            " funneltui doctor --repair saves what can be read of the damaged file."
        )
        return message, {
            "made": f"{local_time(newest.made_at):%Y-%m-%d %H:%M}",
            "quoted": shlex.quote(str(newest.path)),
        }

    def erase(self, uid: str) -> tuple[int, int]:
        """Erase somebody from every backup, or drop those where that cannot be done. Not for the event loop.

        Args:
            uid: The contact's, as it was in the file.

        Returns:
            How many were rewritten, and how many dropped.
        """
        self.wait()
        store.remove_left_over(self._database.path, whole=True)
        rewritten = dropped = 0
        for backup in self.list():
            try:
                if store.erase_from(backup, uid, self._clock):
                    rewritten += 1
            except (FunnelError, OSError, SQLiteError):
                store.remove(backup)
                dropped += 1
        return rewritten, dropped

    def drop_before(self, instant: str) -> None:
        """Remove the backups from before an instant, as the tables hold it."""
        self.wait()
        with contextlib.suppress(OSError):
            for backup in self.list():
                if f"{backup.made_at:%Y-%m-%dT%H:%M:%SZ}" <= instant:
                    store.remove(backup)

    def make(self, reason: str = "asked", *, pinned: bool = False) -> Backup:
        """Make one now, once those that were begun are there. Not for the event loop.

        Raises:
            DamagedFileError: The file does not hold together: what would be kept is no backup.
            StorageFullError: There is no room; nothing was kept.
        """
        self.wait()
        with self._told(), contextlib.closing(self._database.connect()) as source:
            made = store.keep(self._database, source, self._clock.now(), reason, pinned=pinned)
        self.thinning.thin()
        return made

    def copy(self, path: Path, *, force: bool = False) -> Path:
        """Copy the file, verified, to where the person says. Not for the event loop.

        Raises:
            FileExistsAlreadyError: Something is there, and `force` is not given.
            DamagedFileError, StorageFullError: As with `make`.
        """
        if path.exists() and not force:
            raise FileExistsAlreadyError(path)
        try:
            may_replace(path)
        except OSError as error:
            raise UnreadableFileError(path, detail=system_reason(error)) from error
        part = path.with_name(f"{path.name}.new")
        with self._told(), contextlib.closing(self._database.connect()) as source:
            store.copy_anew(source, part)
            part.replace(path)
        return path

    # -- By itself ----------------------------------------------------------------------------------

    def before_change(self) -> None:
        """Called before each change: makes a backup of what was there when one is due. Costs nothing otherwise.

        What is kept is what a connection sees now; the copying is done in a thread.
        """
        now, today = self._clock.now(), self._clock.today()
        with self._lock:
            if self._day is None:
                at_rest.forget(self._database.path)
                newest = next(iter(self.list()), None)
                self._last = newest.made_at if newest else None
                self._day = local_time(newest.made_at).date() if newest else date.min
            if self._day != today:
                reason = "first"
            elif self._last is not None and abs(now - self._last) >= _EVERY:  # a clock may go backwards
                reason = "later"
            else:
                return
            self._last, self._day = now, today
        self._start(reason, now)

    def before(self, reason: str) -> None:
        """Called before what changes much: waits until the backup is there. Not for the event loop."""
        with contextlib.suppress(FunnelError):
            self.make(reason)

    def wait(self) -> None:
        """Until the backups that were begun are there."""
        for thread in tuple(self._threads):
            self._awaited.set()
            thread.join()
            with contextlib.suppress(ValueError):  # somebody else waited for it too
                self._threads.remove(thread)

    def _start(self, reason: str, now: datetime) -> None:
        try:
            source = store.at_this_moment(self._database)
        except SQLiteError:
            return  # what is wrong with the file is told by the change itself
        self._awaited.clear()
        thread = threading.Thread(target=self._keep, args=(source, reason, now), name="backup", daemon=False)
        thread.start()
        self._threads.append(thread)

    def _keep(self, source: Connection, reason: str, now: datetime) -> None:
        try:
            with self._told(), contextlib.closing(source):
                self._awaited.wait(_MOMENT)
                store.keep(self._database, source, now, reason)
            self.failure = None
            self.thinning.thin()
        except FunnelError as error:
            self.failure = error

    # -- Going back ---------------------------------------------------------------------------------

    def chosen(self, word: str) -> Path:
        """The backup that a person means: its number in the list, or a file.

        Raises:
            NotFoundError: There is none.
        """
        backups = self.list()
        if word.isdecimal():
            number = int(word[:_DIGITS])
            if 0 < number <= len(backups):
                return backups[number - 1].path
            raise NotFoundError(N_("Unknown backup {number}. See funneltui backups."), number=number)
        path = typed_path(word)
        try:
            require_file(path.stat())
        except FileNotFoundError as error:
            raise FileMissingError(path) from error
        except OSError as error:
            raise UnreadableFileError(path, detail=system_reason(error)) from error
        return path

    @contextlib.contextmanager
    def looking(self, path: Path) -> Iterator[Database]:
        """A backup to look into: a copy of it, read-only, as long as the block lasts.

        Raises:
            FunnelError: It is no file of ours, or damaged; it has a passphrase that is not known.
        """
        with verified_copy(path, self._clock) as ready:
            yield Database.at(ready)._replace(read_only=True)

    def restore(self, path: Path) -> Restored:
        """Put a backup in the place of what is there, which is kept first as a pinned backup. Not for the event loop.

        Other programs that have the file open see it change, as with any other change. Undoing it is restoring the
        former. Backups are not thinned for a week.

        Raises:
            DamagedFileError: The backup does not hold together; nothing was changed.
            ReadOnlyFileError: The system does not let us change the file.
            FunnelError: It is no file of ours; there is no room…; nothing was changed.
        """
        self.wait()
        self.must_be_openable(path)
        self._must_be_replaceable()
        with verified_copy(path, self._clock) as ready, changes(self._database) as is_changed:
            former, damaged = self._put_aside()
            self.thinning.pause()
            at_rest.forget(self._database.path)

            def keep_what_came_since() -> None:
                nonlocal former
                if former is not None and is_changed():
                    stale, former = former, self.make("restore", pinned=True)
                    store.remove(stale)

            with self._told(self._database.path):
                put_back(self._database, self._alike(ready), keep_what_came_since)
        return Restored(path, former, damaged)

    def _alike(self, ready: Path) -> Path:
        """What is restored, with the passphrase that the file has now: beside it, unless it has the same."""
        database, key = self._database, self._database.key
        is_open = database.place is not None  # and is not to be looked into by other ways than SQLite's
        if driver.key_at_rest(ready) == key or not (key or is_open or driver.is_in_clear(database.path)):
            return ready
        from funneltui.storage.resealing import rewrite

        rewrite(ready, alike := ready.with_name("alike.db"), key)
        return alike

    def _must_be_replaceable(self) -> None:
        """Make sure that what is there may be another, before SQLite looks at it: of what is not, it leaves logs."""
        path = self._database.path
        if path.exists() and not path.is_file():
            raise NotAFileError(path)
        if path.exists() and not is_writable(path):
            raise ReadOnlyFileError(path)

    def _put_aside(self) -> tuple[Backup | None, Path | None]:
        """Keep what is there: as a pinned backup, or byte for byte when it is damaged."""
        path = self._database.path
        if not path.exists():
            return None, None
        try:
            return self.make("restore", pinned=True), None
        except FunnelError as error:
            if isinstance(error, StorageFullError):
                raise
            stamp = f"{self._clock.now():%Y%m%dT%H%M%SZ}"
            damaged = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
            with self._told(damaged):
                copy_with_log(path, damaged)
            return None, damaged

    @contextlib.contextmanager
    def _told(self, written: Path | None = None) -> Iterator[None]:
        """Put what the disk or SQLite says into words.

        Args:
            written: What is written; None: a backup.
        """
        try:
            yield
        except SQLiteError as error:
            failure = writing_failure(error, self._database.path)
            raise failure or UnreadableFileError(self._database.path, detail=error) from error
        except OSError as error:
            raise StorageFullError(written or self.folder, detail=system_reason(error)) from error


def backups_of(path: Path, clock: Clock) -> Backups:
    """The backups of a file that need not be there any more, nor be sound."""
    return Backups(Database.at(path.absolute()), clock)


def inside(database: Database) -> tuple[dict[str, int], str]:
    """How many contacts, deals, exchanges and steps a file has, and the instant of its last change."""
    with contextlib.closing(database.connect()) as connection:
        return store.counts_of(connection), last_change(database)


def way_back(error: FunnelError, path: Path) -> str:
    """What to go back to when a file is damaged or none of ours any more, in the language in force.

    Empty where what is in its place is no file of ours, and never was as far as one can see.
    """
    backups = backups_of(path, SystemClock())
    if not isinstance(error, DamagedFileError) and backups.newest_sound() is None:
        return ""
    return filled(*backups.way_back())
