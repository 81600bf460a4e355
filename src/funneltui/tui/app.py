"""The program: one app over one open file."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.errors import FunnelError
from funneltui.i18n import N_, sentence, set_language
from funneltui.i18n import translate as _
from funneltui.paths import config_path
from funneltui.settings import read
from funneltui.storage.errors import OverwrittenFileError, PlaceTakenError, reading_failure
from funneltui.tui.actions import commands
from funneltui.tui.counts import Counts
from funneltui.tui.desk.host import is_open
from funneltui.tui.desk.live import Live
from funneltui.tui.desk.memory import Memory
from funneltui.tui.desk.writer import Broken, Job, Loaded, Writer, Written
from funneltui.tui.engine import PLAIN
from funneltui.tui.looks import theme
from funneltui.tui.looks.typewriter import Typewriter
from funneltui.tui.places.board import BoardScreen
from funneltui.tui.places.card_screen import CardScreen
from funneltui.tui.telling import Telling

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change

__all__ = ["POLL_SECONDS", "FunnelApp", "run"]

POLL_SECONDS = 0.5
"""How often it is asked whether somebody else has written: what they wrote is to be seen within a second."""
_AFTER_PAINT_SECONDS = 0.03
"""Threads that import would take the interpreter from the one that writes to the terminal."""
_SAVING_SECONDS = 0.15
"""A change that takes longer says so."""
_PATIENCE_SECONDS = 0.05
"""A change that is made within this time is drawn in the frame of its key; others do not freeze the screen."""
_INLINE_CARDS = 20
"""A change of more cards than this is made off the event loop."""


class FunnelApp(Telling):
    """The program.

    Args:
        funnel: The open file; the caller closes it.
        slips: What is wrong with the settings: told once the board stands.
    """

    TITLE = "funneltui"
    BINDINGS: ClassVar[list[BindingType]] = list(commands.APP)
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_SELECT_AUTO_SCROLL = False
    ALLOW_SELECT = False
    # The default screen's own CSS_PATH is not read by Textual 8: the board's sheet is the app's.
    CSS_PATH = Path("places/board.tcss")

    def __init__(self, funnel: Funnel, slips: Sequence[FunnelError] = ()) -> None:
        # With NO_COLOR Textual would turn colours into greys; the terminal's own two are what is meant.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.funnel = funnel
        """The open file."""
        self.memory = Memory.load()
        """What is remembered of the looks."""
        self.counts = Counts(self)
        """How much waits in each place."""
        self.board = BoardScreen(funnel, self.memory)
        """The base of everything."""
        self._writer = Writer(funnel, self.post_message)
        self._palette: tuple[dict[str, str], theme.Palette] | None = None
        self._closing_job: Job | None = None
        """What is being saved and will close the form that asked for it."""
        self._leaving = False
        self._place_lost = False
        self.lost: list[FunnelError] = []
        """Why changes that were still waiting at the end were not made."""
        self._today = funnel.clock.today()
        for one in theme.THEMES:
            self.register_theme(one)
        wanted = self.memory.theme or funnel.settings.theme
        self.theme = theme.choose(wanted, set(self.available_themes), no_color=self.no_color)
        self._slips = [*slips, *self._unknown_theme(), *self.choose_keys(funnel.settings.keymap)]

    def _unknown_theme(self) -> Sequence[FunnelError]:
        wanted = self.funnel.settings.theme
        if not wanted or wanted in self.available_themes:
            return ()
        from funneltui.tui.desk.appearance import unknown_theme

        return unknown_theme(wanted, self.available_themes)

    @property
    def palette(self) -> theme.Palette:
        """The styles of the drawn widgets in the current theme."""
        variables = self.theme_variables  # a new mapping for each theme
        if self._palette is None or self._palette[0] is not variables:
            self._palette = variables, theme.Palette(variables, plain=self.no_color)
        return self._palette[1]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through; not what makes true colours of others, where there are no others."""
        filters = [
            each
            for each in super().get_line_filters()
            if not isinstance(each, ANSIToTruecolor) or self.palette.has_ansi
        ]
        return [*filters, Typewriter()] if self.funnel.settings.ascii else filters

    # -- Start and end ----------------------------------------------------------------------------

    @property
    def is_ending(self) -> bool:
        """Whether the program is on its way out: there may be no screen to draw on any more."""
        return self._leaving or not self.is_running

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver, with a quicker Escape where Textual's is slow."""
        usual = super().get_driver_class()
        if PLAIN or usual.__name__ != "LinuxDriver":
            return usual
        from funneltui.tui.engine.terminal import QuickDriver

        return QuickDriver

    def get_default_screen(self) -> Screen[None]:
        """The board."""
        return self.board

    def on_ready(self, _event: events.Ready) -> None:
        """The board is drawn: the rest waits until the terminal has got it."""
        self.set_timer(_AFTER_PAINT_SECONDS, self._start_rest)

    def _start_rest(self) -> None:
        if self.is_ending:
            return
        self.board.start(self._writer.start)
        self.poller = self.set_interval(POLL_SECONDS, self.poll)
        self.say_slips(self._slips)
        if self.funnel.database.read_only:
            self._loaded()
            self.say(_("This file is read-only: nothing can be changed."), problem=True)

    @on(Loaded)
    def _loaded(self) -> None:
        # What start-up made stays; not looking at it again keeps pauses short.
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)
        self.counts.count()

    def _handle_exception(self, error: Exception) -> None:
        """Textual's way out for what nothing has caught: a file that went bad is told in a sentence."""
        failure = reading_failure(error, self.funnel.database.path) if isinstance(error, sqlite3.Error) else None
        if failure is None:
            super()._handle_exception(error)
        else:
            self.lost = [failure]
            self._leaving = True
            self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave, after what was asked for is saved."""
        self._leaving = True
        self.lost = self._writer.finish()
        self.put_away()
        self.memory.save()
        self.exit()

    def on_unmount(self) -> None:
        """However it ended, what waits is saved and the threads let go of the file."""
        self.counts.end()
        self._writer.finish()

    async def action_back(self) -> None:
        """Close what is open; at the board, leave."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            await self.action_quit()

    # -- Changing ---------------------------------------------------------------------------------

    def perform(
        self,
        write: Callable[[Services], Change],
        *,
        then: Callable[[Change], object] | None = None,
        failed: Callable[[FunnelError], object] | None = None,
        slow: bool = False,
        closes: bool = False,
    ) -> None:
        """Make a change, tell it, and draw what it touched.

        Mostly the change is made when this returns. Not so while the write side is still being
        imported, when the change is `slow`, or the disk is.

        Args:
            write: Calls a service. May run in another thread: it touches nothing of the screen.
            then: Called on success, after the board has been drawn; not when the screen that is on top
                now has been closed by then.
            failed: Called with the error when it was refused; without it, or when that screen has been
                closed, the status line says so.
            slow: It may take longer than a frame.
            closes: That screen closes on success: keys typed until then are for what is below.
        """
        job = Job(write, self.screen, then, failed, closes)
        if self.funnel.database.read_only:
            from funneltui.storage.errors import ReadOnlyFileError

            self._conclude(job, ReadOnlyFileError(self.funnel.database.path))
            return
        outcome = None
        if slow or not self._writer.free:
            self._writer.put(job)
        else:
            self._notice_others()
            outcome = self._writer.do(job, _PATIENCE_SECONDS)
        if outcome is None:
            if closes:
                self._closing_job = job
            self.set_timer(_SAVING_SECONDS, self._say_saving)
        else:
            self._conclude(job, outcome)

    def perform_on(
        self,
        ids: Sequence[int],
        write: Callable[[Services], Change],
        *,
        then: Callable[[Change], object] | None = None,
        failed: Callable[[FunnelError], object] | None = None,
    ) -> None:
        """`perform` for so many cards: off the event loop when they are many."""
        self.perform(write, then=then, failed=failed, slow=len(ids) > _INLINE_CARDS)

    @property
    def is_closing(self) -> bool:
        """Whether the form on top is being saved, and closes with it."""
        return self._closing_job is not None and self._closing_job.asker is self.screen

    def is_for_closing_form(self, key: str) -> bool:
        """Closing the form and leaving do not wait for a slow disk."""
        return key in [*self.keys_of("form.close"), *self.keys_of("app.quit")]

    def _say_saving(self) -> None:
        if self._writer.waiting:
            self.say(_("Saving…"))

    @on(Broken)
    def _broken(self, message: Broken) -> None:
        raise message.error

    @on(Written)
    def _written(self, message: Written) -> None:
        self._writer.answered(message.outcome)
        if message.job is self._closing_job:
            self._closing_job = None
        self._conclude(message.job, message.outcome)

    def _conclude(self, job: Job, outcome: Change | BaseException) -> None:
        if isinstance(outcome, FunnelError):
            self._refuse(job, outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        elif not self.is_ending:
            self._tell(outcome)
            for place in self._places():
                place.apply(outcome)
            self.counts.count()
            if job.then is not None and is_open(job.asker):
                job.then(outcome)

    def _refuse(self, job: Job, error: FunnelError) -> None:
        if job.failed is None or not is_open(job.asker):
            self.say(sentence(error), problem=True)
            return
        if job.closes:
            self.forget_keys()
        if self.status == _("Saving…"):
            self.say("")
        job.failed(error)

    def _tell(self, change: Change) -> None:
        if change.step_id is None:
            self.say(_("No changes."))
            return
        self.say(_("{what} · {key} to undo").format(what=change.label, key=self.key_of("app.undo")))

    def action_help_quit(self) -> None:
        """Ctrl+C copies in a field and ends nothing: say which key does."""
        self.say(_("{key} quits the program").format(key=self.key_of("app.quit")))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._travel(lambda services: services.history.undo(), N_("Undone: {what} · {key} to redo"), "app.redo")

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._travel(lambda services: services.history.redo(), N_("Redone: {what} · {key} to undo"), "app.undo")

    def _travel(self, write: Callable[[Services], Change], words: str, other: str) -> None:
        self.perform(
            write,
            then=lambda change: self.say(_(words).format(what=change.label, key=self.key_of(other))),
        )

    # -- Others -----------------------------------------------------------------------------------

    def poll(self) -> None:
        """Look for what somebody else has written, and whether it is another day."""
        self._notice_others()
        self.fade()
        today = self.funnel.clock.today()
        if today != self._today:
            self._today = today
            self.reload()

    def _notice_others(self) -> None:
        """Draw what another window or the command line has changed; say that another file is in the place of ours."""
        try:
            self.funnel.watch.check()
        except PlaceTakenError as error:
            if not self._place_lost:
                self._place_lost = True
                self.say(sentence(error), problem=True)
            if isinstance(error, OverwrittenFileError):  # what is shown is not there any more
                self.lost = [error]
                self._leaving = True
                self._close_messages_no_wait()
            return
        if self._writer.waiting == 0 and self.board.changed_elsewhere():
            self.reload()

    def _places(self) -> list[CardScreen]:
        """The board, and what stands in its place."""
        return [screen for screen in self.screen_stack if isinstance(screen, CardScreen)]

    def reload(self) -> None:
        """Draw every place anew, and what else shows the file."""
        self.counts.count()
        for screen in self.screen_stack:
            if isinstance(screen, CardScreen | Live):
                screen.reload()


def run(database: Path | None = None, language: str = "") -> int:
    """Open the file and run the program on this terminal; its exit status.

    Args:
        database: The file; None for the one FUNNELTUI_DB names or the user's own.
        language: What `--lang` said, or nothing.

    Raises:
        FunnelError: The file cannot be used, or a change that was asked for could not be saved at the end.
    """
    settings, slips = read(config_path())
    funnel = open_funnel(database, settings=settings, door="program")
    try:
        chosen = funnel.settings.language
        if chosen and not language and not os.environ.get("FUNNELTUI_LANG"):
            set_language(chosen)
        app = FunnelApp(funnel, slips)
        app.run()
    except sqlite3.Error as error:
        raise reading_failure(error, funnel.database.path) or error from error
    else:
        if app.lost:
            raise app.lost[0]
        return app.return_code or 0
    finally:
        funnel.close()
