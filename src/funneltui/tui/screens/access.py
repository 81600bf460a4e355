"""All that is held on somebody, into a file for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from funneltui.domain.text import fold
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence
from funneltui.i18n import translate as _
from funneltui.interchange.errors import FileExistsAlreadyError
from funneltui.tui.background import in_background
from funneltui.tui.files import complete_path, given_path
from funneltui.tui.host import host, is_open
from funneltui.tui.screens.form import Form
from funneltui.tui.widgets.field import Choice, Field

__all__ = ["AccessScreen"]

_ENDINGS = {"text": ".txt", "json": ".json"}


class AccessScreen(Form[None]):
    """Writes everything held on a contact into a file; never over another one without asking.

    Args:
        contact_id: Whose.
    """

    SMALL = True

    def __init__(self, contact_id: int) -> None:
        super().__init__()
        self._contact = contact_id
        self._force: Path | None = None
        self._writing = False

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("All that is held on {name}").format(name=self._person)

    @property
    def _person(self) -> str:
        return self.funnel.reads.privacy.holdings(self._contact).name

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Write it down")

    def rows(self) -> Iterable[Widget]:
        """Where to, and how."""
        stem = re.sub(r"[^a-z0-9]+", "-", fold(self._person)).strip("-")[:40] or str(self._contact)
        path = f"~/{stem}-{self.funnel.clock.today()}.txt"
        yield Field("path", _("File"), path, complete=complete_path, long=True)
        formats = [
            ("text", _("text"), _("to read: notes, exchanges, answers, where the data come from")),
            ("json", _("JSON"), _("for another program")),
        ]
        yield Choice("format", _("As"), formats)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """The file's ending follows the format."""
        field = self.field("path")
        stem, dot, _ending = field.value.rpartition(".")
        if dot:
            field.input.value = stem + _ENDINGS[event.value]

    def submit(self) -> None:
        """Write the file in the background."""
        if self._writing:
            return
        if not self.text("path"):
            raise InvalidValueError(N_("Say where the file goes."), field="path")
        path, number = given_path(self.text("path")), self._contact
        as_json, force, access = self.text("format") == "json", self._force == path, self.funnel.access
        self._writing = True
        in_background(  # told by the program: the file is written also when the form was closed
            host(self),
            lambda: access.write(number, path, "json" if as_json else "text", force=force),
            self._written,
            self._not_written,
        )

    def _written(self, path: Path) -> None:
        host(self).say(_("Written to {path}").format(path=path))
        if is_open(self):
            self.pop_until_active()
            self.dismiss(None)

    def _not_written(self, error: FunnelError) -> None:
        self._writing = False
        if not is_open(self):
            host(self).say(sentence(error), problem=True)
        elif isinstance(error, FileExistsAlreadyError):
            self._force = given_path(self.text("path"))
            self.tell(" ".join((sentence(error), _("Save again to replace it."))), wrong=True)
        else:
            self.tell(sentence(error), wrong=True)
