"""Where one can be in the program, and what opens over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from funneltui.i18n import translate as _
from funneltui.tui.actions import commands
from funneltui.tui.engine import EngineApp
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.places.card_screen import CardScreen

if TYPE_CHECKING:
    from funneltui.tui.places.board import BoardScreen

__all__ = ["Places"]


class Places(EngineApp):
    """An app that goes from place to place. The board is under all of them."""

    board: BoardScreen
    """The base of everything."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Put a sentence on the status line. Any text may be given."""
        raise NotImplementedError

    def put_away(self) -> None:
        """Keep what is to be found again in the places that are open."""
        for screen in self.screen_stack:
            if isinstance(screen, CardScreen):
                screen.put_away()

    def pop_screen(self) -> AwaitComplete:
        """Close a screen; the terminal's cursor is back where one is on the one below."""
        popped = super().pop_screen()
        if isinstance(self.focused, Pointing):
            self.focused.point()
        return popped

    def _to_board(self) -> None:
        self.put_away()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_mode(self, name: str) -> None:
        """Go to a place."""
        title, exists = next((title, exists) for key, _, title, _, exists in commands.MODES if key == name)
        if not exists:
            self.say(_("{place}: not available yet, planned for the next version.").format(place=_(title)))
            return
        self._to_board()
        if name != "board":
            self.push_screen(_screen(name))

    def action_find(self) -> None:
        """Find anybody."""
        from funneltui.tui.forms.find import FindScreen

        self.push_screen(FindScreen(), self._found)

    def _found(self, found: tuple[int, int] | None) -> None:
        if found is None:
            return
        contact, card = found
        if card:
            self._to_board()
            self.board.reach(card)
        else:
            from funneltui.tui.places.contacts import ContactsScreen

            self.action_mode("contacts")
            if isinstance(self.screen, ContactsScreen):
                self.screen.reach(contact)

    def action_command_palette(self) -> None:
        """Find any command by its name."""
        from funneltui.tui.forms.palette import PaletteScreen

        self.push_screen(PaletteScreen(list(self.screen.active_bindings.values())))

    def action_help(self) -> None:
        """What can be done here."""
        from funneltui.tui.forms.help import HelpScreen

        self.push_screen(HelpScreen(list(self.screen.active_bindings.values())))


def _screen(name: str) -> Screen[None]:
    """A place beside the board, imported when one goes there first."""
    if name == "today":
        from funneltui.tui.places.today import TodayScreen

        return TodayScreen()
    if name == "review":
        from funneltui.tui.places.review import ReviewScreen

        return ReviewScreen()
    if name == "contacts":
        from funneltui.tui.places.contacts import ContactsScreen

        return ContactsScreen()
    from funneltui.tui.places.data import DataScreen

    return DataScreen()
