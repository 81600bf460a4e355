"""One command line while it runs: where it writes, and the file it works on, opened when needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from funneltui.cli.output import Output
from funneltui.errors import ExitCode, FunnelError, RefusedError
from funneltui.i18n import N_, labelled, language, sentence, translate as _

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel, Services
    from funneltui.domain.entries import NextStep
    from funneltui.services.folders import Folders
    from funneltui.storage.errors import SQLiteError
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads import Reads

OpenProgram = Callable[[str, str], int]
"""Opens the full-screen program: database path (empty: the usual one) and language; its exit status."""


class Session:
    """What the commands of one command line share.

    Args:
        open_program: How to start the full-screen program, which the command line does not know.
        ask: Whether the passphrase of a file that has one is asked for.
    """

    def __init__(self, open_program: OpenProgram | None = None, *, ask: bool = True) -> None:
        self._ask = ask
        self.out = Output()
        self.exit_code = 0
        self._open_program = open_program
        self._file: Path | None = None
        self._funnel: Funnel | None = None

    @property
    def version(self) -> str:
        """The program's version."""
        from funneltui import __version__

        return __version__

    @property
    def file(self) -> Path | None:
        """The file named by `--db`; None for FUNNELTUI_DB or the usual one."""
        return self._file

    @property
    def path(self) -> Path:
        """Where the file is, or is to be."""
        from funneltui.paths import database_path

        return database_path(self._file)

    def name_file(self, path: str) -> None:
        """Work on this file."""
        self._file = Path(path)

    def funnel(self, *, create: bool = False) -> Funnel:
        """The open file.

        Args:
            create: Make a file that was named and is not there. The usual one is always made.

        Raises:
            FunnelError: It cannot be opened; it is as it was.
        """
        if self._funnel is None:
            from funneltui.bootstrap import open_funnel
            from funneltui.clock import clock_from_environment

            named = self._file is not None or bool(os.environ.get("FUNNELTUI_DB"))
            self._funnel = open_funnel(
                self._file, clock=clock_from_environment(), create=create or not named, door="cli", ask=self._ask
            )
            for slip in self._funnel.slips:
                self.out.say(sentence(slip))
        return self._funnel

    def unlock(self, path: Path) -> None:
        """Ask for the passphrase of a file that this process does not have open, if it has one that is not known.

        Raises:
            FunnelError: It was not given, or is not the one; the file is damaged.
        """
        from funneltui.unlocking import unlock

        unlock(path)

    @contextmanager
    def trial(self) -> Iterator[None]:
        """For a dry run: a file that is not there yet is stood in for by an empty throw-away one."""
        from funneltui.interchange.unfinished import temporary_folder
        from funneltui.paths import database_path

        with ExitStack() as stack:
            if not database_path(self._file).exists():
                folder = stack.enter_context(temporary_folder())
                stack.callback(self.close)
                self._file = folder / "empty.db"
                self.funnel(create=True)
            yield

    @property
    def reads(self) -> Reads:
        """The read side, which does not import SQLModel."""
        return self.funnel().reads

    @property
    def services(self) -> Services:
        """The write side.

        Raises:
            FunnelError: The file is read-only or cannot be opened.
        """
        return self.funnel().services

    @property
    def today(self) -> date:
        """The person's local day."""
        return self.funnel().clock.today()

    @property
    def language(self) -> str:
        """The language dates are typed in."""
        return language()

    def open_program(self, file: str = "") -> None:
        """Hand over to the full-screen program.

        Raises:
            FunnelError: This command line was started without one.
        """
        if self._open_program is None:
            raise RefusedError(N_("The program needs a terminal; commands don't. See funneltui --help."))
        self.exit_code = self._open_program(file or str(self._file or ""), language())

    def report(
        self, change: Change, *, as_json: bool, ids: Sequence[int] = (), planned: NextStep | None = None
    ) -> None:
        """Tell what a command changed.

        Args:
            change: What the service gave back.
            as_json: Print the deals, one as an object, several as an array.
            ids: The deals the command named; none: those the change made.
            planned: The next action it planned.
        """
        numbers = list(dict.fromkeys(ids or change.created))
        if as_json:
            self._print_changed(numbers)
        if change.step_id is None:
            self.out.say(_("No changes."))
        elif len(numbers) == 1:
            self.out.say(f"#{numbers[0]}  {change.label}")
        else:
            self.out.say(change.label)
        if planned is not None and change.step_id is not None:
            self.say_planned(planned)

    def say_planned(self, step: NextStep) -> None:
        """The whole day that was understood, so that a slip is seen."""
        from funneltui.domain.days import long_day

        when = long_day(step.due_on, step.due_time)
        self.out.say(labelled(_("Next action"), " · ".join(filter(None, (when, step.what)))))

    def refuse(self, reason: str) -> None:
        """Say why it was refused, when there is more to say after it than an error can carry."""
        self.out.error(reason)
        self.exit_code = int(ExitCode.REFUSED)

    def _print_changed(self, ids: Sequence[int]) -> None:
        from funneltui.cli.shape import opportunity_json

        shapes = [opportunity_json(self.reads.opportunities.record(number)) for number in ids]
        if len(shapes) == 1:
            self.out.entry(shapes[0])
        else:
            self.out.array(shapes)

    def way_back(self, error: FunnelError) -> str:
        """What to go back to from a spoilt file, in the language in force; empty for another failure."""
        from funneltui.storage.errors import SPOILT

        if not isinstance(error, SPOILT):
            return ""
        from funneltui.paths import database_path
        from funneltui.services.backups import way_back

        return way_back(error, database_path(self._file))

    def damage(self) -> FunnelError | None:
        """That the open file is damaged, if it is."""
        return None if self._funnel is None else self._funnel.damage()

    def unreadable(self, error: SQLiteError) -> FunnelError:
        """What SQLite met in a file that had been opened."""
        from funneltui.paths import database_path
        from funneltui.storage.errors import unreadable

        return unreadable(error, database_path(self._file))

    def folders(self) -> Folders:
        """The folders for calendars and address books, as the settings name them now."""
        from funneltui.paths import config_path
        from funneltui.services.folders import Folders
        from funneltui.settings import load

        return Folders(self.funnel().database, load(config_path()))

    def refresh_folders(self) -> None:
        """Bring the remembered folders up to date after a command that may have changed something."""
        if self._funnel is None or not self._funnel.services_loaded or not self._funnel.folders.wanted:
            return
        try:
            self._funnel.folders.refresh()
        except FunnelError as error:
            self.out.error(sentence(error))

    def close(self) -> None:
        """Let the file go."""
        if self._funnel is not None:
            self._funnel.close()
            self._funnel = None


def session_of(context: typer.Context, *, create: bool = False) -> Session:
    """The session a command runs in; with `create` its file is made where it was named and is not there."""
    session: object = context.obj
    if not isinstance(session, Session):  # asked for by shell completion, which runs without one
        raise FunnelError(N_("No file is open."))
    if create:
        session.funnel(create=True)
    return session
