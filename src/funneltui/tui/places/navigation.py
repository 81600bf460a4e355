"""Going from place to place. The board is under all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from funneltui.tui.desk import Desk
from funneltui.tui.desk.live import Place, Resumable
from funneltui.tui.forms.later import screen_class

if TYPE_CHECKING:
    from funneltui.tui.places.board import BoardScreen


class Navigation:
    """Where one is, and how to get elsewhere.

    Args:
        app: Whose screens they are.
        desk: What the places work with.
        board: The base of everything.
    """

    def __init__(self, app: App[None], desk: Desk, board: BoardScreen) -> None:
        self._app = app
        self._desk = desk
        self._board = board

    @property
    def places(self) -> Sequence[Place]:
        """The board, and what stands in its place."""
        return [screen for screen in self._app.screen_stack if isinstance(screen, Place)]

    def put_away(self) -> None:
        """Keep what is to be found again in the places that are open."""
        for screen in self._app.screen_stack:
            if isinstance(screen, Resumable):
                screen.put_away()

    def go_to(self, name: str) -> Screen[Any]:
        """Leave what is open for a place."""
        self._leave_for_board()
        if name != "board":
            self._app.push_screen(screen_class(_PLACES[name])(self._desk))
        return self._app.screen

    def _leave_for_board(self) -> None:
        self.put_away()
        self._desk.status.leave_place()
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def find(self) -> None:
        """Find anybody."""
        from funneltui.tui.forms.find import FindScreen

        self._desk.open(FindScreen(self._desk), self._reach)

    def reach(self, contact: int) -> None:
        """Go to a contact: to the card that matters most, if there is one."""
        card = self._desk.reads.people.cards([contact]).get(contact, 0)
        self._reach((contact, card))

    def _reach(self, person: tuple[int, int] | None) -> None:
        """Go to a contact's card, or to the contact without one."""
        if person is None:
            return
        contact, card = person
        if card:
            self._leave_for_board()
            self._board.reach(card)
        else:
            from funneltui.tui.places.contacts import go_to_contacts

            go_to_contacts(self._desk).reach(contact)

    def show_palette(self) -> None:
        """Find any command by its name."""
        from funneltui.tui.forms.palette import PaletteScreen

        bindings = list(self._app.screen.active_bindings.values())
        self._desk.open(PaletteScreen(self._desk, bindings, self._open_data))

    def _open_data(self, key: str) -> None:
        from funneltui.tui.places.data import screen_of

        self._desk.open(screen_of(self._desk, key))

    def show_help(self) -> None:
        """What can be done here."""
        from funneltui.tui.forms.help import HelpScreen

        self._desk.open(HelpScreen(self._desk, list(self._app.screen.active_bindings.values())))


_PLACES = {
    "today": "places.today:TodayScreen",
    "review": "places.review:ReviewScreen",
    "contacts": "places.contacts:ContactsScreen",
    "insights": "places.insights:InsightsScreen",
    "data": "places.data:DataScreen",
}
"""What stands in the place of the board."""
