"""The program: one app over one open file."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.actions import ActionParseResult
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.domain.text import cells
from funneltui.errors import FunnelError, NotFoundError
from funneltui.i18n import sentence, set_language, translate as _
from funneltui.logs import DEBUG
from funneltui.paths import config_path
from funneltui.settings import read
from funneltui.storage.errors import OverwrittenFileError, PlaceTakenError, SQLiteError, reading_failure
from funneltui.tui.actions import place_actions
from funneltui.tui.actions.chosen_keys import ChosenKeys
from funneltui.tui.desk import Desk
from funneltui.tui.desk.leftovers import Leftovers
from funneltui.tui.desk.live import Live
from funneltui.tui.desk.signals import heeded
from funneltui.tui.desk.writer import Broken, FoldersFailed, Loaded, Writer, Written
from funneltui.tui.engine import PLAIN, EngineApp
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.looks import theme
from funneltui.tui.looks.typewriter import Typewriter
from funneltui.tui.places.board import BoardScreen
from funneltui.tui.places.counts import Counts
from funneltui.tui.places.navigation import Navigation

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change

POLL_SECONDS = 0.5
"""How often it is asked whether somebody else has written: what they wrote is to be seen within a second."""
_AFTER_PAINT_SECONDS = 0.03
"""Threads that import would take the interpreter from the one that writes to the terminal."""


class FunnelApp(EngineApp):
    """The program: it puts the rooms together, and passes on what Textual calls.

    Args:
        funnel: The open file; the caller closes it.
        slips: What is wrong with the settings: told once the board stands.
    """

    TITLE = "funneltui"
    BINDINGS = place_actions.APP
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
        self.writer = Writer(funnel, self.post_message)
        """The writing thread."""
        self._keys = ChosenKeys(funnel.settings.keymap, lambda: funnel.settings.ascii)
        self.desk = Desk(funnel, self, self.writer, self._keys.first_of)
        """What everything below works with."""
        self.board = BoardScreen(self.desk)
        """The base of everything."""
        self.counts = Counts(self, self.desk)
        """How much waits in each place."""
        self._navigation = Navigation(self, self.desk, self.board)
        self._leftovers = Leftovers(self)
        self._leaving = False
        self._place_lost = False
        self.fault: Exception | None = None
        """A bug that ended the program."""
        self.lost: list[FunnelError] = []
        """Why changes that were still waiting at the end were not made."""
        self._today = funnel.clock.today()
        for each in theme.THEMES:
            self.register_theme(each)
        wanted = self.desk.memory.theme or funnel.settings.theme
        self.theme = theme.choose(wanted, set(self.available_themes), no_color=self.no_color)
        self.set_keymap(dict(self._keys.chosen))
        self._slips = [*slips, *_unknown_theme(funnel.settings.theme, self.available_themes), *self._keys.slips]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through; not what makes true colours of others, where there are no others."""
        filters = [
            each
            for each in super().get_line_filters()
            if not isinstance(each, ANSIToTruecolor) or self.desk.palette.has_ansi
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
        self.board.start(self.writer.start)
        self.poller = self.set_interval(POLL_SECONDS, self.poll)
        self.desk.status.say_slips([*self.funnel.slips, *self._slips])
        if self.funnel.database.read_only:
            self._loaded()
            self.desk.say(_("This file is read-only: nothing can be changed."), problem=True)

    @on(Loaded)
    def _loaded(self) -> None:
        self._leftovers.begin()
        self.counts.count_soon()
        threading.Thread(target=_load_note_area, name="loading", daemon=True).start()
        if self.funnel.settings.mail_sources:
            import_module("funneltui.tui.desk.mail").read_at_start(self.desk, self)
        import_module("funneltui.tui.desk.at_rest").check_at_start(self.desk, self)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's way out for what nothing has caught: a file that went bad is told in a sentence."""
        failure = reading_failure(error, self.funnel.database.path)
        if failure is None and (self.is_headless or DEBUG in os.environ):
            super()._handle_exception(error)
        elif failure is None:  # Textual's own report would show what is in the file
            self.fault = error
            self._leaving = True
            self._close_messages_no_wait()
        else:
            self.lost = [failure]
            self._leaving = True
            self._close_messages_no_wait()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key, the palette or a hint asks for. That what it is about has gone meanwhile is said."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except NotFoundError as error:
            self.desk.say(sentence(error), problem=True)
            return True

    async def action_quit(self) -> None:
        """Leave, after what was asked for is saved."""
        self._leaving = True
        self.desk.drafts.flush()
        self.lost = self.writer.finish()
        self._navigation.put_away()
        self.desk.memory.save()
        self.exit()

    def on_unmount(self) -> None:
        """However it ended, what waits is saved and the threads let go of the file."""
        self.desk.askings.end()
        self.desk.drafts.flush()
        self.writer.finish()

    # -- Screens ----------------------------------------------------------------------------------

    def is_open(self, node: DOMNode) -> bool:
        """Whether somebody still looks at a screen, or at the one a widget is on.

        Textual takes a closed screen down bit by bit, and `is_mounted` stays true for ever.
        """
        if self.is_ending:
            return False
        try:
            return isinstance(node, App) or node.screen in self.screen_stack
        except NoScreen:
            return False

    def pop_screen(self) -> AwaitComplete:
        """Close a screen; the terminal's cursor is back where one is on the one below."""
        popped = super().pop_screen()
        self.desk.askings.end_closed()
        self._leftovers.screen_closed()
        if isinstance(self.focused, Pointing):
            self.focused.point()
        return popped

    async def action_back(self) -> None:
        """Close what is open; at the board, leave."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            await self.action_quit()

    def go_to(self, place: str) -> Screen[Any]:
        """Leave what is open for a place, by its name; gives the screen that is on top then."""
        return self._navigation.go_to(place)

    def reach(self, contact: int) -> None:
        """Leave what is open for a contact."""
        self._navigation.reach(contact)

    def action_mode(self, name: str) -> None:
        """Go to a place."""
        self.go_to(name)

    def action_find(self) -> None:
        """Find anybody."""
        self._navigation.find()

    def action_command_palette(self) -> None:
        """Find any command by its name."""
        self._navigation.show_palette()

    def action_help(self) -> None:
        """What can be done here."""
        self._navigation.show_help()

    # -- Keys and the status line -----------------------------------------------------------------

    @property
    def is_closing(self) -> bool:
        """Whether the form on top is being saved, and closes with it."""
        return self.desk.changes.is_closing

    def is_for_closing_form(self, key: str) -> bool:
        """Closing the form and leaving do not wait for a slow disk."""
        return key in [*self._keys.all_of("form.close"), *self._keys.all_of("app.quit")]

    async def on_event(self, event: events.Event) -> None:
        """A key or a click: what was said at length has been read."""
        status = self.desk.status
        if isinstance(event, events.Key | events.MouseDown) and cells(status.text) > self.size.width - 2:
            status.was_read()
        await super().on_event(event)

    def use_settings(self) -> None:
        """Keys and theme are those of the settings as they are now."""
        self._keys.take(self.funnel.settings.keymap)
        self.set_keymap(dict(self._keys.chosen))
        wanted = self.desk.memory.theme or self.funnel.settings.theme
        self.theme = theme.choose(wanted, set(self.available_themes), no_color=self.no_color)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Clashes are told once, at the start; Textual asks at every key."""

    # -- Changes ----------------------------------------------------------------------------------

    @on(Broken)
    def _broken(self, message: Broken) -> None:
        if isinstance(message.error, PlaceTakenError):
            self.notice_others()
        else:
            raise message.error

    @on(FoldersFailed)
    def _folders_failed(self, message: FoldersFailed) -> None:
        self.desk.status.say_slips([message.error])

    @on(Written)
    def _written(self, message: Written) -> None:
        self.desk.changes.answered(message.job, message.outcome)

    def show_change(self, change: Change) -> None:
        """Draw what a change touched, wherever it is shown."""
        for place in self._navigation.places:
            place.apply(change)
        self.counts.count_soon()

    def action_help_quit(self) -> None:
        """Ctrl+C copies in a field and ends nothing: say which key does."""
        self.desk.say(_("{key} quits the program").format(key=self.desk.key_of("app.quit")))

    def action_undo(self) -> None:
        """Take the last change back."""
        self.desk.undo()

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.desk.redo()

    # -- Others -----------------------------------------------------------------------------------

    def poll(self) -> None:
        """Look for what somebody else has written, and whether it is another day."""
        if self.is_ending:
            return
        self.notice_others()
        self._leftovers.clear_if_idle()
        self.desk.status.fade()
        today = self.funnel.clock.today()
        if today != self._today:
            self._today = today
            self.reload()

    def notice_others(self) -> None:
        """Draw what another window or the command line has changed; say that another file is in the place of ours."""
        try:
            self.funnel.watch.check()
        except PlaceTakenError as error:
            if not self._place_lost:
                self._place_lost = True
                self.desk.say(sentence(error), problem=True)
            if isinstance(error, OverwrittenFileError):  # what is shown is not there any more
                self.lost = [error]
                self._leaving = True
                self._close_messages_no_wait()
            return
        if not self.desk.changes.is_saving and self.board.changed_elsewhere():
            self.reload()

    def reload(self) -> None:
        """Draw every place anew, and what else shows the file."""
        self.counts.count_soon()
        for screen in self.screen_stack:
            if isinstance(screen, Live):
                screen.reload()


def _unknown_theme(wanted: str, known: Collection[str]) -> Sequence[FunnelError]:
    if not wanted or wanted in known:
        return ()
    from funneltui.tui.desk.appearance import unknown_theme

    return unknown_theme(wanted, known)


def _load_note_area() -> None:
    """Import what forms need and what takes long to import, before the first is opened."""
    import_module("funneltui.tui.widgets.note_area")


def run(database: Path | None = None, language: str = "") -> int:
    """Open the file and run the program on this terminal; its exit status.

    Args:
        database: The file; None for the one FUNNELTUI_DB names or the user's own.
        language: What `--lang` said, or nothing.

    Raises:
        FunnelError: The file cannot be used, or a change that was asked for could not be saved at the end.
    """
    settings, slips = read(config_path())
    if settings.language and not language and not os.environ.get("FUNNELTUI_LANG"):
        set_language(settings.language)
    funnel = open_funnel(database, settings=settings, door="program", ask=True)
    try:
        app = FunnelApp(funnel, slips)
        funnel.watch.check()  # what it looks like now is what a later look is compared with
        try:
            with heeded(app):
                app.run()
        finally:  # a terminal that was closed: what was typed is kept all the same
            app.desk.drafts.flush()
            app.writer.finish()
    except SQLiteError as error:
        raise reading_failure(error, funnel.database.path) or error from error
    else:
        if app.fault is not None:
            raise funnel.damage() or app.fault
        if app.lost:
            raise app.lost[0]
        return app.return_code or 0
    finally:
        funnel.close()
