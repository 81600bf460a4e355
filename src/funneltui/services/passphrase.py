"""A passphrase for the file: setting, changing and removing it, and what stays in clear beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from funneltui import paths
from funneltui.clock import Clock
from funneltui.domain.text import safe
from funneltui.errors import FunnelError, RefusedError
from funneltui.i18n import N_, translate as _
from funneltui.paths import typed_path
from funneltui.settings import Settings
from funneltui.storage import backup as store, driver, passphrase, resealing
from funneltui.storage.backup import Backup
from funneltui.storage.copies import copies_of
from funneltui.storage.database import Database
from funneltui.storage.driver import Key
from funneltui.storage.errors import SQLiteError

Seal = Literal["same", "other", "locked"]
"""Whether a backup has the passphrase of the file, or neither has one; another, or only one of the two has one; or a
passphrase that is not known and has to be asked for."""
_GROUP = 4
_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was done to a file.

    Attributes:
        protected: Whether it has a passphrase now.
        backups: How many backups were written anew.
        left: Backups that could not be: they are as they were.
    """

    protected: bool
    backups: int = 0
    left: list[Path] = field(default_factory=list)


class Passphrase:
    """The use cases. They write the whole file and its backups: not for the event loop.

    Args:
        path: A file that was checked, whose key is known if it has one, and that this process does not have open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def is_set(self) -> bool:
        """Whether the file has one."""
        return driver.salt_of(self._path) is not None

    def must_be_free(self) -> None:
        """Make sure that the file can be given a passphrase.

        Raises:
            RefusedError: It has one.
            CipherMissingError: What encrypts is not installed.
        """
        if self.is_set:
            raise RefusedError(N_("The file has a passphrase already. Use funneltui passphrase change."))
        driver.require_cipher(self._path)

    def must_be_set(self) -> None:
        """Make sure that the file has a passphrase.

        Raises:
            RefusedError: It has none.
        """
        if not self.is_set:
            raise RefusedError(N_("The file has no passphrase. Use funneltui passphrase set."))

    def set(self, typed: str) -> Sealed:
        """Give a file in clear a passphrase, and its backups.

        Raises:
            RefusedError: It has one.
            FunnelError: See `resealing.reseal`; the file is as it was.
        """
        self.must_be_free()
        return self._reseal(passphrase.new_key(typed))

    def change(self, typed: str) -> Sealed:
        """Give a file another passphrase, and its backups.

        Raises:
            RefusedError: It has none.
            FunnelError: As with `set`.
        """
        self.must_be_set()
        return self._reseal(passphrase.new_key(typed))

    def remove(self) -> Sealed:
        """Take the passphrase from a file and its backups.

        Raises:
            RefusedError: It has none.
            FunnelError: As with `set`.
        """
        self.must_be_set()
        return self._reseal(None)

    def sheet(self, clock: Clock) -> str:
        """A page to print: the key that opens the file without the passphrase, and how.

        Raises:
            RefusedError: The file has no passphrase.
        """
        self.must_be_set()
        key = driver.key_at_rest(self._path)
        assert key is not None
        return _sheet(self._path, key, f"{clock.today()}")

    def in_clear(self, settings: Settings) -> list[Path]:
        """What can be read without the passphrase, of what the program has made: files and folders that are there."""
        with contextlib.suppress(OSError):
            return list(self._in_clear(settings))
        return []

    def _in_clear(self, settings: Settings) -> Iterator[Path]:
        for path in copies_of(self._path):
            if not path.name.endswith(("-wal", "-shm", "-journal")) and driver.salt_of(path) is None:
                yield path
        yield from (backup.path for backup in backups_in_clear(self._path))
        rejected = paths.data_folder() / "rejected"
        named = (settings.calendar_folder, settings.calendar_file, settings.contacts_folder)
        yield from (path for path in (rejected, *(typed_path(name) for name in named if name)) if path.exists())

    def _reseal(self, key: Key | None) -> Sealed:
        resealing.reseal(Database.at(self._path), key)
        done, left = 0, []
        for backup in reversed(store.kept(self._path)):  # those of one second keep their order
            try:
                self._reseal_backup(backup, key)
                done += 1
            except (FunnelError, OSError, SQLiteError):
                left.append(backup.path)
        return Sealed(key is not None, done, left)

    def _reseal_backup(self, backup: Backup, key: Key | None) -> None:
        if store.hash_of(backup.path) != backup.hash:
            raise RefusedError(N_("its bytes are not those that were verified"))
        store.renew(backup, lambda new: resealing.rewrite(backup.path, new, key))


def seal_of(backup: Backup, key: Key | None) -> Seal:
    """How a backup is encrypted, compared with a file that opens with `key`. Not for the event loop."""
    with contextlib.suppress(OSError):
        salt = driver.salt_of(backup.path)
        if salt is not None and driver.known(salt) is None:
            return "locked"
        return "same" if salt == (key and key.salt) else "other"
    return "same"  # what is wrong with it is told when it is opened


def backups_in_clear(path: Path) -> list[Backup]:
    """The backups of a file that can be read without a passphrase."""
    return [backup for backup in store.kept(path) if driver.salt_of(backup.path) is None]


def _sheet(path: Path, key: Key, day: str) -> str:
    digits = key.secret.hex()
    groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
    lines = ["    " + " ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
    return "\n".join(
        [
            _("funneltui recovery sheet"),
            "",
            _("File: {path}").format(path=safe(str(path))),
            _("Date: {day}").format(day=day),
            "",
            _("Recovery key:"),
            *lines,
            "",
            _("Enter it where funneltui asks for the passphrase; spaces don't matter."),
            _("Other programs that read SQLCipher 4: PRAGMA key = \"x'the 64 characters without spaces'\""),
            "",
            _("Passphrase, if you want to write it here:"),
            "",
            "    " + "_" * 60,
            "",
            _("With this sheet and the file, anyone reads everything: keep it away from the computer."),
            _("After a change of the passphrase, print a new sheet and destroy this one."),
            "",
        ]
    )
