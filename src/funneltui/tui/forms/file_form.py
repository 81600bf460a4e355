"""What forms have in common that write a file."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.widget import Widget

from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence
from funneltui.i18n import translate as _
from funneltui.interchange.errors import FileExistsAlreadyError
from funneltui.tui.desk.background import in_background
from funneltui.tui.desk.host import host, is_open
from funneltui.tui.forms.files import complete_path, given_path
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.field import Choice, Field

__all__ = ["FileForm"]

Written = TypeVar("Written")


class FileForm(Form[None], Generic[Written]):
    """Asks where to and in which form, then writes in the background; never over another file without asking."""

    SMALL = True
    ENDINGS: ClassVar[Mapping[str, str]] = {}
    """The ending of a file's name, by form."""

    def __init__(self) -> None:
        super().__init__()
        self._force: Path | None = None
        self._writing = False

    @property
    @abstractmethod
    def usual_path(self) -> str:
        """Where the file goes if nothing else is said."""

    @property
    @abstractmethod
    def formats(self) -> Sequence[tuple[str, str, str]]:
        """The forms there are: key, name, what it is good for."""

    @abstractmethod
    def writing(self, path: Path, form: str, *, force: bool) -> Callable[[], Written]:
        """What writes the file, called in a thread."""

    @abstractmethod
    def said(self, written: Written) -> str:
        """What was written, for the status line."""

    def rows(self) -> Iterable[Widget]:
        """Where to, and how."""
        yield Field("path", _("File"), self.usual_path, complete=complete_path, long=True)
        yield Choice("format", _("As"), list(self.formats))

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """The file's ending follows the form."""
        field = self.field("path")
        stem, dot, _ending = field.value.rpartition(".")
        if dot:
            field.input.value = stem + self.ENDINGS[event.value]

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
        in_background(host(self), write, self._written, self._not_written)

    def _written(self, written: Written) -> None:
        host(self).say(self.said(written))
        if is_open(self):
            self.pop_until_active()
            self.dismiss(None)

    def _not_written(self, error: FunnelError) -> None:
        self._writing = False
        if not is_open(self):
            host(self).say(sentence(error), problem=True)
        elif isinstance(error, FileExistsAlreadyError) and self._force != (path := given_path(self.text("path"))):
            self._force = path
            self.tell(" ".join((sentence(error), _("Save again to replace it."))), wrong=True)
        else:
            self.tell(sentence(error), wrong=True)
