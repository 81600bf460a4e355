"""What can go wrong with the file itself, one class each."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import ClassVar

from funneltui.errors import ConflictError, FileError, FunnelError, NotFoundError
from funneltui.i18n import N_, translate

SQLiteError = sqlite3.Error
"""What SQLite raises while a file is read or written; the functions below find a person's failure behind it."""


class NotAFileError(FileError):
    """A directory, a device or a socket stands where the file should be."""

    sentence = N_("{path} isn't a file. Choose a file for your prospects.")


class EmptyFileError(FileError):
    """The file has no bytes: an interrupted copy, or `touch`."""

    sentence = N_("{path} is empty, so it isn't a funneltui file. Delete it to start from scratch, or choose another.")


class ForeignFileError(FileError):
    """The file is something else: a text, a picture, another program's database."""

    sentence = N_("{path} isn't a funneltui file. It was not changed.")


class NewerFileError(FileError):
    """A newer funneltui wrote the file."""

    sentence = N_(
        "{path} was written by a newer funneltui (file version {found}, this program reads "
        "up to {known}). Update funneltui; the file was not changed."
    )


class DamagedFileError(FileError):
    """SQLite cannot read the file."""

    sentence = N_("{path} is damaged and was not changed ({detail}). Restore a backup.")


SPOILT = DamagedFileError, ForeignFileError, EmptyFileError
"""What a file of ours may be taken for once other bytes are in it."""


class ChangedAtRestError(FileError):
    """Bytes of the file are others than those that were written, and no program has written them."""

    sentence = N_("Bytes of {path} are not those that were written. funneltui doctor says what to do.")


class CutLogError(FileError):
    """Pages that were committed to the log of the file cannot be read any more."""

    sentence = N_(
        "A program that used {path} was killed, and what it had written last can't be read any more."
        " Look over your last changes."
    )


class UnreadableFileError(FileError):
    """The system does not let us read the file or its folder."""

    sentence = N_("Can't open {path}: {detail}.")


class FileMissingError(FileError, NotFoundError):
    """The file is not there and was not to be made."""

    sentence = N_("{path} doesn't exist.")


class ReadOnlyFileError(FileError):
    """The file may be read, not written."""

    sentence = N_("{path} is read-only: nothing can be changed in it.")


class BusyError(FileError, ConflictError):
    """Another program held the file too long."""

    sentence = N_("Another program is writing to {path}. Nothing was changed; try again.")


class PassphraseNeededError(FileError):
    """The file has a passphrase, and it was not given."""

    sentence = N_("{path} is protected by a passphrase. Enter it in a terminal, or set passphrase_command.")


class WrongPassphraseError(FileError):
    """What was given is not the file's passphrase."""

    sentence = N_("That isn't the passphrase of {path}. Try again.")


class CipherMissingError(FileError):
    """The file has a passphrase, or is to get one, and what reads such files is not installed."""

    sentence = N_('Passphrases need an extra. Install it, then open {path} again: pip install "funneltui[encrypted]"')


class InUseError(FileError, ConflictError):
    """The file is open elsewhere, and nobody else may have it open now."""

    sentence = N_("{path} is open in another program. Close it there, then try again.")


class RowRefusedError(Exception):
    """A row is not what the tables can hold. Nothing was changed."""


class StorageFullError(FileError):
    """The disk took no more."""

    sentence = N_("Can't write {path}: {detail}. Nothing was changed; free some space and try again.")


class PlaceTakenError(FileError, ConflictError):
    """What was opened is not there any more. Nothing more is written.

    Args:
        path: The file.
        kept: Where what was open is saved; None when that could not be done.
    """

    unsaved: ClassVar[str] = ""

    def __init__(self, path: str | Path, *, kept: Path | None = None) -> None:
        self.kept = kept
        super().__init__(path, kept=kept)
        if kept is None:
            self.message = self.unsaved


class VanishedFileError(PlaceTakenError):
    """The file was removed or renamed while it was open."""

    sentence = N_("{path} is gone: it was removed or renamed while it was open. What was in it is kept in {kept}.")
    unsaved = N_("{path} is gone: it was removed or renamed while it was open. Nothing more is written.")


class ReplacedFileError(PlaceTakenError):
    """Another file has its name."""

    sentence = N_(
        "Another file has taken the place of {path}, perhaps by a sync program. Nothing more is written to it. What was"
        " open is kept in {kept}; start again to see the other."
    )
    unsaved = N_(
        "Another file has taken the place of {path}, perhaps by a sync program. Nothing more is written to it; start"
        " again to see it."
    )


class OverwrittenFileError(PlaceTakenError):
    """Something else than SQLite wrote over the file."""

    sentence = N_(
        "Another program, perhaps one that syncs, has written over {path}. Nothing more is written to it. What was open"
        " is kept in {kept}; start again to see the other."
    )
    unsaved = N_(
        "Another program, perhaps one that syncs, has written over {path}. Nothing more is written to it. Start again"
        " to see it; funneltui backups lists what was there before."
    )


class NothingToUndoError(FunnelError):
    """Every step is undone already."""

    def __init__(self) -> None:
        super().__init__(N_("Nothing to undo."))


class NothingToRedoError(FunnelError):
    """No step was undone, or something was done since."""

    def __init__(self) -> None:
        super().__init__(N_("Nothing to redo."))


class ErasedStepError(FunnelError):
    """Somebody was erased for privacy: that is for good. What was done before can be undone, when it is asked for."""

    def __init__(self, *, step: str) -> None:
        super().__init__(
            N_(
                "Can't undo “{step}”: it erased personal data. To undo earlier changes, pick one in "
                "the history or run undo --past-erasure."
            ),
            step=step,
        )


class OtherStepsError(ConflictError):
    """Steps meant to be undone together have others among them."""

    def __init__(self) -> None:
        super().__init__(N_("Other changes were made in between. Undo them one by one."))


class ChangedSinceError(ConflictError):
    """A row is no longer what the step left, so putting the old one back would lose a change.

    `table` and `row_id` say which row.
    """

    def __init__(self, table: str, row_id: int, *, step: str) -> None:
        self.table = table
        self.row_id = row_id
        super().__init__(
            N_("Can't undo or redo “{step}”: {table} {row} has been changed since."),
            step=step,
            table=table,
            row=row_id,
        )


def writing_failure(error: BaseException | None, path: Path) -> FileError | None:
    """The failure a person can understand behind SQLite's while a step was made; None: it is a bug."""
    code = _code(error)
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return StorageFullError(path, detail=sqlite_reason(error))
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
        return ReadOnlyFileError(path)
    return _any_failure(error, path)


def unreadable(error: SQLiteError, path: Path) -> FileError:
    """The failure behind SQLite's while the file was read, whatever it is."""
    return reading_failure(error, path) or UnreadableFileError(path, detail=error)


def was_broken_off(error: BaseException) -> bool:
    """Whether reading ended because somebody interrupted it, or locked the file."""
    return isinstance(error, sqlite3.OperationalError)


def reading_failure(error: BaseException, path: Path) -> FileError | None:
    """The failure a person can understand behind SQLite's while the file was read; None: it is a bug."""
    if not isinstance(error, sqlite3.Error):
        return None
    if _code(error) in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        return UnreadableFileError(path, detail=sqlite_reason(error))
    return _any_failure(error, path)


def _any_failure(error: BaseException | None, path: Path) -> FileError | None:
    code = _code(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return BusyError(path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or str(error).startswith(_NO_TEXT):
        return DamagedFileError(path, detail=sqlite_reason(error))
    return None


_NO_TEXT = "Could not decode to UTF-8"
"""What Python says, without a code, of bytes that no program of ours wrote."""
_REASONS = {
    sqlite3.SQLITE_FULL: N_("no space left"),
    sqlite3.SQLITE_IOERR: N_("the disk failed"),
    sqlite3.SQLITE_CANTOPEN: N_("the system doesn't allow opening it"),
    sqlite3.SQLITE_CORRUPT: N_("its content is inconsistent"),
    sqlite3.SQLITE_NOTADB: N_("it isn't a database"),
}


def sqlite_reason(error: BaseException | None) -> str:
    """What SQLite could not do, in the language in force: a part of a sentence. The rarest, as SQLite says it."""
    message = _REASONS.get(_code(error))
    return translate(message) if message else str(error)


def _code(error: BaseException | None) -> int:
    """SQLite's own number of a failure, without the detail in its higher bits."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
