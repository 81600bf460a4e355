"""What forms have in common that write a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from textual import on
from textual.widget import Widget

from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence, translate as _
from funneltui.interchange.errors import FileExistsAlreadyError
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.files import complete_path, given_path
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.choice import Choice, Option
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.row import Row

Written = TypeVar("Written")


@dataclass(frozen=True)
class FileKind(Generic[Written]):
    """What is written to a file, and how one is asked for it."""

    path: str
    """Where the file goes if nothing else is said."""
    formats: Sequence[Option]
    """The formats there are: key, name, what it is good for."""
    endings: Mapping[str, str]
    """The ending of a file's name, by format."""
    said: Callable[[Written], str]
    """What was written, for the status line."""
    choice: str = N_("Format")
    """What one chooses: a message id."""


class FileWriting(Generic[Written]):
    """Asks where to and in which format, then writes in the background; never over another file without asking.

    Args:
        form: The form.
        kind: What is written.
    """

    def __init__(self, form: Form[None], kind: FileKind[Written]) -> None:
        self._form = form
        self._kind = kind
        self._force: Path | None = None
        self._running = False

    def rows(self) -> Iterable[Widget]:
        """Where to, and how."""
        yield Field("path", _("File"), self._kind.path, complete=complete_path, long=True)
        yield Choice("format", _(self._kind.choice), list(self._kind.formats))

    def follow(self, form: str) -> None:
        """The file's ending follows the format; a folder has none."""
        field = self._form.field("path")
        stem = re.sub(r"\.[a-z]+$", "", field.value)
        if stem:
            field.input.value = stem + self._kind.endings[form]

    def start(self, write: Callable[[Path, str, bool], Written]) -> None:
        """Write the file in the background.

        Args:
            write: Writes it, in a thread: where, in which format, whether over another file.

        Raises:
            InvalidValueError: No path is filled in.
        """
        form = self._form
        if self._running:
            return
        if not form.text("path"):
            raise InvalidValueError(N_("Choose a path for the file."), field="path")
        path = given_path(form.text("path"))
        job = partial(write, path, form.text("format"), self._force == path)
        self._running = True
        form.tell(_("Writing…"))
        # Told by the program: the file is written also when the form was closed.
        in_background(form.desk, form.app, job, self._written, self._not_written)

    def _written(self, written: Written) -> None:
        form = self._form
        form.desk.say(self._kind.said(written))
        if form.desk.is_open(form):
            form.finish(None)

    def _not_written(self, error: FunnelError) -> None:
        form = self._form
        self._running = False
        if not form.desk.is_open(form):
            form.desk.say(sentence(error), problem=True)
        elif type(error) is FileExistsAlreadyError and self._force != (path := given_path(form.text("path"))):
            self._force = path
            form.tell(" ".join((sentence(error), _("Save again to replace it."))), wrong=True)
        else:
            form.saving.refused(error)


class FileForm(Form[None], Generic[Written]):
    """Writes one kind of file.

    Args:
        heading: The title. Any text may be given.
        kind: What is written.
        write: Writes the file, in a thread: where, in which format, whether over another file.
    """

    SAVE_LABEL = N_("Export")
    SMALL = True
    DRAFTED = False

    def __init__(
        self, desk: Desk, heading: str, kind: FileKind[Written], write: Callable[[Path, str, bool], Written]
    ) -> None:
        super().__init__(desk, heading=heading)
        self._write = write
        self._file = FileWriting(self, kind)

    def rows(self) -> Iterable[Widget]:
        """Where to, and how."""
        return self._file.rows()

    @on(Row.Changed, "#row-format")
    def _follow(self, event: Row.Changed) -> None:
        """The file's ending follows the format."""
        self._file.follow(event.row.value)

    def submit(self) -> None:
        """Write the file in the background."""
        self._file.start(self._write)
