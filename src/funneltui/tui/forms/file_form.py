"""What forms have in common that write a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from textual.widget import Widget

from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence
from funneltui.i18n import translate as _
from funneltui.interchange.errors import FileExistsAlreadyError
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.files import complete_path, given_path
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.field import Choice, Field

__all__ = ["FileForm", "FileKind"]

Written = TypeVar("Written")


@dataclass(frozen=True)
class FileKind(Generic[Written]):
    """What is written to a file, and how one is asked for it."""

    heading: str
    """The form's title. Any text may be given."""
    save_label: str
    """What the saving button says."""
    path: str
    """Where the file goes if nothing else is said."""
    formats: Sequence[tuple[str, str, str]]
    """The formats there are: key, name, what it is good for."""
    endings: Mapping[str, str]
    """The ending of a file's name, by format."""
    write: Callable[[Path, str, bool], Written]
    """Writes the file, in a thread: where, in which format, whether over another file."""
    said: Callable[[Written], str]
    """What was written, for the status line."""


class FileForm(Form[None], Generic[Written]):
    """Asks where to and in which format, then writes in the background; never over another file without asking.

    Args:
        desk: The program.
        kind: What is written.
    """

    SMALL = True
    DRAFTED = False

    def __init__(self, desk: Desk, kind: FileKind[Written]) -> None:
        super().__init__(desk)
        self._kind = kind
        self._force: Path | None = None
        self._writing = False

    @property
    def heading(self) -> str:
        """The form's title."""
        return self._kind.heading

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return self._kind.save_label

    def rows(self) -> Iterable[Widget]:
        """Where to, and how."""
        yield Field("path", _("File"), self._kind.path, complete=complete_path, long=True)
        yield Choice("format", _("As"), list(self._kind.formats))

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """The file's ending follows the form; a folder has none."""
        if event.choice.key == "format":
            field = self.field("path")
            stem = re.sub(r"\.[a-z]+$", "", field.value)
            if stem:
                field.input.value = stem + self._kind.endings[event.value]

    def submit(self) -> None:
        """Write the file in the background."""
        if self._writing:
            return
        if not self.text("path"):
            raise InvalidValueError(N_("Choose a path for the file."), field="path")
        path = given_path(self.text("path"))
        write = self.writing(path, self.text("format"), force=self._force == path)
        self._writing = True
        self.tell(_("Writing…"))
        # Told by the program: the file is written also when the form was closed.
        in_background(self.desk, self.app, write, self._written, self._not_written)

    def writing(self, path: Path, form: str, *, force: bool) -> Callable[[], Written]:
        """What writes the file, in a thread."""
        return partial(self._kind.write, path, form, force)

    def _written(self, written: Written) -> None:
        self.desk.say(self._kind.said(written))
        if self.desk.is_open(self):
            self.pop_until_active()
            self.dismiss(None)

    def _not_written(self, error: FunnelError) -> None:
        self._writing = False
        if not self.desk.is_open(self):
            self.desk.say(sentence(error), problem=True)
        elif isinstance(error, FileExistsAlreadyError) and self._force != (path := given_path(self.text("path"))):
            self._force = path
            self.tell(" ".join((sentence(error), _("Save again to replace it."))), wrong=True)
        else:
            self.saving.refused(error)
