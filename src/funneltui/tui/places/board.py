"""The board's screen: the board, the contact beside it, and every action on cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from funneltui.domain.stages import stage_name
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.storage.reads.board import SORTS
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.forms.later import screen_class
from funneltui.tui.places.chosen import Chosen, hint
from funneltui.tui.places.filtering import Filtering
from funneltui.tui.widgets.board import Board, messages
from funneltui.tui.widgets.bottom_bar import BottomBar
from funneltui.tui.widgets.contact_beside import ContactBeside
from funneltui.tui.widgets.mode_bar import ModeBar

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change

_SORT_NAMES = {
    "due": N_("Deals by due date"),
    "name": N_("Deals by name"),
    "value": N_("Deals by value, largest first"),
    "created": N_("Deals by age, newest first"),
    "temperature": N_("Deals by temperature, hottest first"),
}
_DENSITY_NAMES = {
    "compact": N_("One-line cards"),
    "normal": N_("Standard cards"),
    "full": N_("Full cards"),
}
_PERIOD_NAMES = {
    "month": N_("Won this month"),
    "quarter": N_("Won this quarter"),
    "year": N_("Won this year"),
    "all": N_("All won deals"),
}


_ASKING = {"lost": "forms.lose:LoseScreen", "parked": "forms.park:ParkScreen"}
"""The forms that ask for more when a card is dropped on a stage, by the stage's kind."""


class BoardScreen(OneFrame[None]):
    """The base of the program."""

    BINDINGS = place_actions.BOARD
    AUTO_FOCUS = "Board"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.board = Board(desk)
        self.chosen = Chosen(self)
        self.filtering = Filtering(self, desk, self.board, self)
        self._side = ContactBeside(desk, self.board, lambda: (self.current, None))
        self._started = False

    def compose(self) -> ComposeResult:
        """Places on top, the board, hints at the bottom."""
        yield ModeBar("board", lambda: self.selected)
        # Room for the contact from the first layout on: a second one would cost as much.
        self._side.make_room(anybody=not self.board.model.empty)
        yield self.board
        yield self._side
        yield BottomBar()

    # -- For the app ------------------------------------------------------------------------------

    def start(self, afterwards: Callable[[], object]) -> None:
        """After the first paint."""
        self._started = True
        self.board.start(afterwards)
        self._side.start()

    def apply(self, change: Change) -> None:
        """Draw what a change touched."""
        was_empty = self.board.model.empty
        self.board.apply(change.opportunities, structure=change.structure)
        if was_empty != self.board.model.empty:
            self._side.make_room(anybody=not self.board.model.empty)
            self._side.show()
        if change.created and len(change.created) == 1:
            self.board.go_to(change.created[0])

    def changed_elsewhere(self) -> bool:
        """Whether another window or the command line has written."""
        reads, model = self.desk.reads.board, self.board.model
        version = reads.data_version()
        if not self._started or version == model.version:
            return False
        if model.contents and reads.contents() == model.contents:  # a draft of a form
            model.version = version
            return False
        return True

    def action_do(self, name: str, *arguments: int) -> None:
        """One of the actions on cards, by its name in the table."""
        self.chosen.do(name, *arguments)

    def reload(self) -> None:
        """Draw everything anew."""
        self.board.reload()
        self._side.show()

    @property
    def current(self) -> int | None:
        """The card under the cursor."""
        return self.board.current

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: the selected ones, else the one with the cursor."""
        return self.board.model.targets()

    # -- The contact ------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """What stood beside may have to go over, or away."""
        self._side.refit(event)

    def on_screen_resume(self) -> None:
        """What stood over the board may have changed the contact."""
        self._side.catch_up()

    @on(messages.Highlighted)
    def _highlighted(self) -> None:
        self._side.follow()
        self.hint()

    @property
    def selected(self) -> int:
        """How many cards are selected, in sight or not."""
        return len(self.board.model.selected)

    def on_mount(self) -> None:
        """Hint at no more than can be done."""
        self.hint()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def hint(self) -> None:
        """Hint at what can be done with what is under the cursor now."""
        column = self.board.model.column
        here = column.lane.kind if column is not None and self.board.current is not None else ""
        kinds = self.chosen.kinds(self.selected) if self.selected else frozenset(filter(None, (here,)))
        unfolds = column is not None and column.folded
        hint(self, kinds, self.selected, but=frozenset({"open"} if unfolds else ()), is_typing=self.filtering.is_typed)

    @on(messages.Opened)
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A contact one is in is open already."""
        return not self._side.has_cursor if action == "open" else super().check_action(action, parameters)

    def action_open(self) -> None:
        """Show the contact and go to it; on a folded column, unfold it."""
        column = self.board.model.column
        if column is not None and column.folded:
            self.board.fold()
        elif self.chosen.cards():
            self._side.open()

    def action_close(self) -> None:
        """Step back: from the contact, the filter, the selection; then hide the contact."""
        if self._side.leave():
            return
        if not self.filtering.clear() and not self.board.selection.clear() and not self._side.close():
            self.desk.say("")

    # -- The filter -------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """The filter as it was typed."""
        return self.board.model.words

    def filter(self, words: str) -> None:
        """Show only the cards a query finds.

        Raises:
            QueryError: It cannot be understood.
        """
        self.board.reading.filter(words)

    async def action_filter(self) -> None:
        """Type a query; what is shown follows."""
        await self.filtering.open()

    def action_views(self) -> None:
        """Saved views: show one, or save the present filter."""
        self.filtering.show_views()

    def reach(self, card: int) -> None:
        """Go to a card; what hides it, a filter, a fold or the period, gives way."""
        if not self.board.go_to(card):
            self.filtering.clear()
            self.board.reveal(card)
        self.board.focus()

    # -- Looks ------------------------------------------------------------------------------------

    def action_following(self, by: int) -> None:
        """The next or the previous card of those shown."""
        if not self.board.steering.step(by):
            self.desk.say(_("That was the last card shown.") if by > 0 else _("That was the first card shown."))

    def action_review(self) -> None:
        """Review what the filter left, or everything that needs a decision."""
        from funneltui.tui.places.review import ReviewScreen

        shown = [card for column in self.board.model.columns for card in column.shown]
        self.desk.open(ReviewScreen(self.desk, shown if self.board.model.words else None))

    def action_fold(self) -> None:
        """Fold the column, or unfold it."""
        self.board.fold()

    def action_density(self) -> None:
        """More of each card, or less."""
        self.desk.say(_(_DENSITY_NAMES[self.board.next_density()]))

    def action_sort(self) -> None:
        """Choose another order."""
        from funneltui.tui.forms.pick import PickScreen
        from funneltui.tui.widgets.pick_list import Item

        items = [Item(sort, _(_SORT_NAMES[sort]), note=_("current") if sort == self.sort else "") for sort in SORTS]
        self.desk.open(PickScreen(self.desk, _("Sort"), items, self.sort), self.sort_by)

    @property
    def sort(self) -> str:
        """The present order."""
        return self.board.model.sort

    def sort_by(self, sort: str | None) -> None:
        """Another order of the cards; None or an unknown one changes nothing."""
        if sort in SORTS:
            self.board.sort_by(sort)
            self.desk.say(_(_SORT_NAMES[sort]))

    @property
    def looks(self) -> Mapping[str, object]:
        """How much a card shows, and the folded columns."""
        return {"density": self.board.canvas.density, "folded": self.board.model.folded}

    def lay_out(self, layout: Mapping[str, object]) -> None:
        """Show that much of each card, and fold those columns."""
        folded = layout.get("folded")
        self.board.lay_out(str(layout.get("density", "")), folded if isinstance(folded, list) else None)

    def action_period(self) -> None:
        """Won cards of the period of the settings, or all."""
        reads, usual = self.board.model.reads, self.desk.settings.won_period
        reads.period = "all" if reads.period != "all" else ("year" if usual == "all" else usual)
        self.board.reload_first()
        self.desk.say(_(_PERIOD_NAMES[reads.period]))

    @on(messages.Selected)
    def _selected(self) -> None:
        self.query_one(ModeBar).refresh()
        self.hint()

    # -- Actions on cards -------------------------------------------------------------------------

    def answered(self, change: object) -> None:
        """A form was closed; a change to several cards ends the selection."""
        if change is not None:
            self.board.selection.clear()

    @on(messages.Dragged)
    def _dragged(self, event: messages.Dragged) -> None:
        lane = next((column.lane for column in self.board.model.columns if column.lane.key == event.stage_key), None)
        if lane is None:
            self.desk.say("")
            return
        words = translate_plural(
            "Release to move to {stage}", "Release to move {count} deals to {stage}", len(event.cards)
        )
        self.desk.say(words.format(stage=stage_name(lane.key, lane.name)))

    @on(messages.Dropped)
    def _dropped(self, event: messages.Dropped) -> None:
        stage, ids = event.stage_key, event.cards
        if stage is None:
            self.desk.say(_("Not moved."))
            return
        self.desk.say("")  # a form may ask first, and nothing is held any more
        kind = next(column.lane.kind for column in self.board.model.columns if column.lane.key == stage)
        if kind in _ASKING:
            self.desk.open(screen_class(_ASKING[kind])(self.desk, ids), self.answered)
        else:
            self.chosen.move(ids, lambda services, reason: services.opportunities.move(ids, stage, reason=reason))
