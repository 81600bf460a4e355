"""All that is held on somebody, into a file for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from funneltui.domain.text import fold
from funneltui.i18n import translate as _
from funneltui.tui.forms.file_form import FileForm

__all__ = ["AccessScreen"]


class AccessScreen(FileForm[Path]):
    """Writes everything held on a contact into a file.

    Args:
        contact_id: Whose.
    """

    ENDINGS = {"text": ".txt", "json": ".json"}  # noqa: RUF012 - a class variable of the base

    def __init__(self, contact_id: int) -> None:
        super().__init__()
        self._contact = contact_id

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Data stored about {name}").format(name=self._person)

    @property
    def _person(self) -> str:
        return self.funnel.reads.privacy.holdings(self._contact).name

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Export")

    @property
    def usual_path(self) -> str:
        """At home, by the person's name."""
        stem = re.sub(r"[^a-z0-9]+", "-", fold(self._person)).strip("-")[:40] or str(self._contact)
        return f"~/{stem}-{self.funnel.clock.today()}.txt"

    @property
    def formats(self) -> Sequence[tuple[str, str, str]]:
        """To read, or for a program."""
        return [
            ("text", _("text"), _("to read: notes, exchanges, answers, source of the data")),
            ("json", _("JSON"), _("for another program")),
        ]

    def writing(self, path: Path, form: str, *, force: bool) -> Callable[[], Path]:
        """What writes the file."""
        number, access = self._contact, self.funnel.access
        return lambda: access.write(number, path, "json" if form == "json" else "text", force=force)

    def said(self, written: Path) -> str:
        """Where it is."""
        return _("Saved to {path}").format(path=written)
