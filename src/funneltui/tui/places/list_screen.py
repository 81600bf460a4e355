"""A place that is a list of rows with the contact beside it: today, contacts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget

from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.places.chosen import Chosen, hint
from funneltui.tui.widgets.bottom_bar import BottomBar
from funneltui.tui.widgets.contact_beside import ContactBeside
from funneltui.tui.widgets.mode_bar import ModeBar
from funneltui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change


class ListScreen(OneFrame[None]):
    """A list in place of the board, with every action that a card knows."""

    BINDINGS = place_actions.PLACE
    AUTO_FOCUS = "RowList"
    PLACE: ClassVar[str] = ""
    """The name of the place (`place_actions.MODES`)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.list = self.make_list()
        self.side = ContactBeside(desk, self.list, lambda: (self.current, self.person))
        self.chosen = self.make_chosen()

    def make_list(self) -> RowList:
        """The list, empty yet."""
        raise NotImplementedError

    def make_chosen(self) -> Chosen:
        """What can be done with the rows that are chosen."""
        return Chosen(self)

    def action_do(self, name: str, *arguments: int) -> None:
        """One of the actions on cards, by its name in the table."""
        self.chosen.do(name, *arguments)

    def fill(self) -> None:
        """Read the list and show it."""
        raise NotImplementedError

    def card_of(self, row: int) -> int | None:
        """The card of a row, if it has one."""
        return row

    def person_of(self, row: int) -> int | None:
        """Who is in a row, where rows are people, who may have no card."""
        return None

    def above(self) -> Iterable[Widget]:
        """What stands between the places and the list."""
        return ()

    def compose(self) -> ComposeResult:
        """Places on top, the list, hints at the bottom."""
        yield ModeBar(self.PLACE, lambda: self.selected)
        yield from self.above()
        self.side.make_room()
        yield self.list
        yield self.side
        yield BottomBar()

    def on_mount(self) -> None:
        """Read the list."""
        self.fill()
        self.side.start()
        self.hint()

    def on_resize(self, event: events.Resize) -> None:
        """What stood beside may have to go over, or away."""
        self.side.refit(event)

    def on_screen_resume(self) -> None:
        """What stood over the list may have changed the contact."""
        self.side.catch_up()

    @property
    def current(self) -> int | None:
        """The card under the cursor."""
        return None if self.list.current is None else self.card_of(self.list.current)

    @property
    def person(self) -> int | None:
        """Who is under the cursor, where rows are people."""
        return None if self.list.current is None else self.person_of(self.list.current)

    def selected_ids(self) -> list[int]:
        """The cards that an action takes."""
        return [card for row in self.list.targets() if (card := self.card_of(row)) is not None]

    def apply(self, change: Change) -> None:
        """Draw what a change touched."""
        if change.step_id is not None:
            self.reload()

    def reload(self) -> None:
        """Draw everything anew."""
        self.list.forget()
        self.fill()
        self.side.show()

    def answered(self, change: object) -> None:
        """A change to several cards ends the selection."""
        if change is not None:
            self.list.clear_selection()

    def hint(self) -> None:
        """Hint at what can be done with what is under the cursor now."""
        hint(self, self.chosen.kinds(self.selected), self.selected)

    @property
    def selected(self) -> int:
        """How many rows are selected, in sight or not."""
        return len(self.list.selected)

    @on(RowList.Selected)
    def _selected(self) -> None:
        self.query_one(ModeBar).refresh()
        self.hint()

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.side.follow()
        self.hint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A contact one is in is open already."""
        return not self.side.has_cursor if action == "open" else super().check_action(action, parameters)

    @on(RowList.Opened)
    def action_open(self) -> None:
        """Show the contact and go to it."""
        if self.person is not None or self.chosen.cards():
            self.side.open()

    def action_close(self) -> None:
        """Step back: from the contact, the selection, the place."""
        if not self.side.leave() and not self.list.clear_selection():
            self.desk.window.go_to("board")

    def action_following(self, by: int) -> None:
        """The next or the previous row, also from inside the contact."""
        self.list.step(by)
