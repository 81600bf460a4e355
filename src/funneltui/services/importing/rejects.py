"""The rows that were left out with something that is nowhere else: in a file to mend and import again."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from funneltui.i18n import system_reason, translate as _
from funneltui.interchange.csv_writer import guarded
from funneltui.interchange.errors import UnwritableFileError
from funneltui.interchange.files import free_name
from funneltui.paths import data_folder, make_private_folder

FOLDER = "rejected"
"""The folder of these files, in the user's data folder."""
_MODE = 0o600
_EVERY = 1000


class Rejects:
    """Writes `rejected/NAME.rejected.csv` in the user's data folder, private, as rows come in.

    Leaving the block by an error removes the file. A file that cannot be written is no reason to stop the import:
    `failure` says why.

    Args:
        source: The file that is imported; its name is used.
        header: The names of its columns.
    """

    def __init__(self, source: Path, header: Sequence[str]) -> None:
        self._header = header
        self._name = f"{source.stem}.rejected.csv"
        self._stream: BinaryIO | None = None
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._waiting = 0
        self.path: Path | None = None
        """The file; None when no row was left out."""
        self.failure: UnwritableFileError | None = None
        """Why the file could not be written, or None."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._guard(self._finish)
        if kind is not None or self.failure is not None:
            self._remove()

    def add(self, line: int, reason: str, cells: Sequence[str]) -> None:
        """Keep a row.

        Args:
            line: Its line in the source.
            reason: An English message id.
            cells: Its cells as they stand.
        """
        if self.failure is not None:
            return
        if self.path is None:
            self._guard(self._begin)
        self._writer.writerow([guarded(cell) for cell in (str(line), _(reason), *cells)])
        self._waiting += 1
        if self._waiting == _EVERY:
            self._guard(self._flush)

    def _guard(self, action: Callable[[], None]) -> None:
        try:
            action()
        except OSError as error:
            self.failure = UnwritableFileError(str(self.path or data_folder() / FOLDER), detail=system_reason(error))

    def _begin(self) -> None:
        folder = data_folder() / FOLDER
        make_private_folder(folder)
        path = free_name(folder / self._name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        self.path, self._stream = path, os.fdopen(descriptor, "wb")
        self._writer.writerow([guarded(cell) for cell in (_("line"), _("reason"), *self._header)])

    def _flush(self) -> None:
        if self._stream is not None:
            self._stream.write(self._text.getvalue().encode("utf-8", "replace"))
        self._text.seek(0)
        self._text.truncate()
        self._waiting = 0

    def _finish(self) -> None:
        if self._stream is not None:
            self._flush()
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()

    def _remove(self) -> None:
        path, self.path = self.path, None
        with contextlib.suppress(OSError):
            if self._stream is not None:
                self._stream.close()
            if path is not None:
                path.unlink(missing_ok=True)
