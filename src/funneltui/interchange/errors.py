"""What can be wrong with a file that is to be read or written, one class each."""

from __future__ import annotations

from funneltui.errors import FileError, NotFoundError, UsageError
from funneltui.i18n import N_


class MissingFileError(FileError, NotFoundError):
    """The file is not there."""

    sentence = N_("{path} doesn't exist.")


class UnreadableFileError(FileError):
    """The system does not let us read it: a folder, no permission, a failing disk."""

    sentence = N_("Can't read {path}: {detail}.")


class NothingInFileError(FileError):
    """No bytes, or blank lines only."""

    sentence = N_("{path} is empty: nothing to import.")


class HtmlPageError(FileError):
    """A web page that was saved in place of the file it offers."""

    sentence = N_(
        "{path} is an HTML page, not a table: the web page was downloaded instead of the "
        "file. Download the file itself."
    )


class GitPointerError(FileError):
    """What git leaves in place of a large file."""

    sentence = N_(
        "{path} is a git-LFS pointer (3 lines, 1 column), not the file it stands for: no contact columns found."
        " Run “git lfs pull” to get the file."
    )


class BinaryFileError(FileError):
    """A picture, an archive, a workbook: no text."""

    sentence = N_("{path} is {kind}, not a text table. Save it as CSV and import that.")


class OtherKindError(FileError):
    """A text file of contacts that this version cannot read."""

    sentence = N_("{path} is {kind}; funneltui imports CSV and TSV files, workbooks, vCards, LDIF and its own JSON.")


class BadTextError(FileError):
    """Text that cannot be taken apart into rows."""

    sentence = N_("{path}, line {line}: not a table ({detail}).")


class ForeignJsonError(FileError):
    """JSON that is damaged, or that funneltui did not write."""

    sentence = N_("Can't import {path}: {detail}.")


class LockedWorkbookError(FileError):
    """A workbook that asks for a password."""

    sentence = N_("{path} is protected by a password. Save it without one, and import that.")


class UnreadableWorkbookError(FileError):
    """A file that looks like a workbook and is none, or a damaged one."""

    sentence = N_("{path} cannot be read as a workbook: it is damaged, or of another kind. Save it as CSV.")


class TooLargeError(FileError):
    """What a file asks for is more than a table of people needs."""

    sentence = N_(
        "{path} is refused: reading it takes more memory or time than a table of people does. Save the sheet as CSV."
    )


class NoColumnsError(FileError):
    """Not one column says who a row is about."""

    sentence = N_("{path}: no contact columns found (columns: {columns}). Name them, for example: --map {quoted}")


class UnknownColumnError(UsageError):
    """A mapping names a column that the file does not have."""

    def __init__(self, column: str, known: str) -> None:
        super().__init__(N_("Unknown column “{column}”. Columns of this file: {known}."), column=column, known=known)


class UnknownSheetError(UsageError):
    """The workbook has no sheet of this name."""

    def __init__(self, sheet: str, known: str) -> None:
        super().__init__(N_("Unknown sheet “{sheet}”. Choose from: {known}."), sheet=sheet, known=known)


class UnknownEncodingError(UsageError):
    """Nobody knows this encoding."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("Unknown encoding “{name}”. Try utf-8, utf-16, cp1252, latin-1 or mac-roman."), name=name)


class UnknownFieldError(UsageError):
    """A mapping names a field that funneltui does not have."""

    def __init__(self, field: str, known: str) -> None:
        super().__init__(N_("Unknown field “{field}”. Fields: {known}."), field=field, known=known)


class FileExistsAlreadyError(FileError):
    """The file to write is there, and overwriting it was not asked for."""

    sentence = N_("{path} already exists. Choose another name, or overwrite it with --force.")


class DatabaseThereError(FileExistsAlreadyError):
    """The file to write is a database: it is never overwritten."""

    sentence = N_("{path} contains your deals. Choose another name.")


class UnwritableFileError(FileError):
    """The system does not let us write it."""

    sentence = N_("Can't write {path}: {detail}.")
