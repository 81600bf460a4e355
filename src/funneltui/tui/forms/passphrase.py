"""Asking for the passphrase of a backup that has another one than the file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual.widget import Widget

from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.form import Form, sentences
from funneltui.tui.widgets.field import Field


class PassphraseScreen(Form[bool]):
    """Asks for it until it is the right one; its result is True then, and the backup can be opened.

    Args:
        path: The backup.
        moment: When it was made, in words.
    """

    HEADING = N_("Passphrase of the backup")
    SAVE_LABEL = N_("Continue")
    SMALL = True
    DRAFTED = False

    def __init__(self, desk: Desk, path: Path, moment: str) -> None:
        super().__init__(desk)
        self._path, self._moment = path, moment
        self._tried = 0

    def rows(self) -> Iterable[Widget]:
        """Which backup, and where to type."""
        said = _("The backup of {moment} has a passphrase of its own. Enter it, or its recovery key.")
        yield sentences(said.format(moment=self._moment), classes="words intro")
        yield Field("passphrase", _("Passphrase"), long=True, secret=True)

    def submit(self) -> None:
        """Try it, in a thread: guessing is slow. The line is empty again, as on a terminal.

        Raises:
            InvalidValueError: Nothing was typed.
        """
        typed = self.field("passphrase").value
        if not typed:
            raise InvalidValueError(N_("Enter the passphrase."), field="passphrase")
        from funneltui.unlocking import attempt

        self.saving.is_running = True
        self.field("passphrase").renew("")
        self.tell(_("Checking the passphrase…"))
        try_it = partial(attempt, self._path, typed, self._tried)
        in_background(self.desk, self, try_it, lambda _nothing: self.finish(result=True), self._refused)

    def _refused(self, error: FunnelError) -> None:
        self._tried += 1
        self.saving.is_running = False
        self.saving.refused(error)
