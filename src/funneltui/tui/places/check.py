"""The health check: what could damage the file, each with what to do, and what can be done at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.tui.actions.form_actions import CHECK
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.places.backups import BackupsScreen
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.services.doctor import Finding

_DAMAGES = ("pages", "references", "foreign", "content", "derived", "index", "bytes")
_HELPS = {
    "private": N_("Enter makes the file yours alone."),
    "backups": N_("Enter makes a backup."),
    **dict.fromkeys(_DAMAGES, N_("Enter shows the backups to go back to.")),
}
"""What Enter does about a finding, by its key."""
_OWN = 0o600


class CheckScreen(ListDialogue):
    """Looks the file over in a thread, and lists what it finds.

    | Key(s) | Does |
    | :- | :- |
    | enter | Do what helps against the finding. |
    | r | Check again. |
    """

    HEADING = N_("Health check")
    BINDINGS = CHECK

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._findings: dict[str, Finding] = {}

    def on_mount(self) -> None:
        """Check."""
        self.action_again()

    def action_again(self) -> None:
        """Check everything that could damage the file."""
        database, clock = self.desk.funnel.database, self.desk.clock
        self.tell(_("Checking the file…"))

        def check() -> list[Finding]:
            from funneltui.services.doctor import Doctor

            return Doctor(database.path, clock, database).findings()

        in_background(self.desk, self, check, self._show, self.refused)

    def _show(self, findings: list[Finding]) -> None:
        self._findings = {finding.key: finding for finding in findings}
        signs = {"problem": "!!", "advice": "·"}
        self.show([Item(finding.key, f"{signs[finding.level]} {finding.words}") for finding in findings])
        problems = sum(finding.level == "problem" for finding in findings)
        if problems:
            self.tell(translate_plural("{count} problem found.", "{count} problems found.", problems), wrong=True)
        else:
            self.tell(_("The file is sound."))

    def about(self, key: str) -> Iterator[str]:
        """What was found, what to do about it, and what Enter does."""
        finding = self._findings[key]
        yield finding.words
        yield finding.what_to_do
        if key in _HELPS:
            yield _(_HELPS[key])

    def choose(self, key: str) -> None:
        """Do what helps; where nothing can be done from here, the advice says what to do."""
        backups, path = self.desk.funnel.backups, self.desk.funnel.database.path
        if key == "backups":
            in_background(self.desk, self, backups.make, lambda _made: self.action_again(), self.refused)
        elif key == "private":
            path.resolve().chmod(_OWN)
            self.action_again()
        elif key in _HELPS:
            self.desk.open(BackupsScreen(self.desk))
