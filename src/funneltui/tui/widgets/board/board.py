"""The board widget: what is read when, and what others want to know of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from textual import on

from funneltui.i18n import translate as _
from funneltui.storage.reads.patience import TookTooLongError
from funneltui.tui.desk import Desk
from funneltui.tui.widgets.board.dragged import Draggable
from funneltui.tui.widgets.board.geometry import DENSITIES
from funneltui.tui.widgets.board.loader import Asked, Found, Loader, Orders, Sums
from funneltui.tui.widgets.board.steered import FIRST_ROWS
from funneltui.tui.widgets.first_found import PATIENCE

if TYPE_CHECKING:
    from funneltui.storage.reads.finding import Some

__all__ = ["Board"]

_FEW = 1_000
"""The cards of so many contacts are found in a millisecond; of more people, first those that come into sight."""
_MANY = 32
"""From so many changed cards on, reading the orders anew is cheaper than placing each."""


class Board(Draggable):
    """The funnel, a column per stage: what stands behind the drawn and steered board.

    Args:
        desk: The program; its memory is told how the board is left.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._loader = Loader(desk.funnel, self.post_message)
        self._wanted_words = ""
        self.model.load(FIRST_ROWS)

    # -- For the screen ---------------------------------------------------------------------------

    def selected_ids(self) -> list[int]:
        """The cards that an action takes."""
        return self.model.targets()

    def empty_words(self) -> list[str]:
        """What to do when there is nothing to draw."""
        model, key = self.model, self.desk.key_of
        if model.words and not any(column.shown for column in model.columns):
            back = _("{key}  show all cards").format(key=key("board.close"))
            return [_("No contact matches “{words}”.").format(words=model.words), "", back]
        if not model.empty:
            return []
        return [
            _("No prospects yet."),
            "",
            _("{key}  add a prospect").format(key=key("board.add")),
            _("{key}  import a file").format(key=key("app.data")),
            _("funneltui demo  try it with sample data"),
        ]

    def start(self, afterwards: Callable[[], object]) -> None:
        """After the first paint: read the whole orders in a thread, then call `afterwards` from it."""
        self._ask_orders()
        self._loader.afterwards(afterwards)
        self._tell()

    def on_unmount(self) -> None:
        """The thread ends with the board."""
        self._loader.end()

    def reload(self) -> None:
        """Read everything anew, keeping the cursor on its card."""
        self.model.refresh(FIRST_ROWS)
        if self.model.forget_gone():
            self.post_message(self.Selected(self, len(self.model.selected)))
        self.forget()
        self.rearrange()
        self._ask_orders()
        self._find_again()

    def apply(self, cards: frozenset[int], *, structure: bool = False) -> None:
        """Draw cards that were changed; the cursor stays on its card."""
        if structure or len(cards) > _MANY:
            self.reload()
        else:
            at = self.model.at
            changed = self.model.apply(cards)
            self.forget(set(cards))
            self.redraw_columns(changed | {at, self.model.at})
            if self.model.words:  # what is found is known; what it is worth comes from the thread
                self.call_after_refresh(self._find, self.model.words, quick=True)
        self._tell(again=True)

    def go_to(self, card: int) -> bool:
        """Put the cursor on a card; False when it is not in sight."""
        found = self.model.go_to(card)
        self.rearrange()
        self._tell()
        return found

    def reveal(self, card: int) -> None:
        """Put the cursor on a card that a fold or the period hides."""
        model = self.model
        if card not in model.reads.stages_of([card]):
            model.reads.period = "all"
            self.reload_first()
        model.reveal(card, FIRST_ROWS)
        self.rearrange()
        self._tell()

    def filter(self, words: str) -> None:
        """Show only what a query finds; an empty one: everything, at once.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """
        model = self.model
        if not words.strip():
            self._wanted_words = words
            model.put_found("", None)
            self._draw_found()
            return
        some = model.reads.some(words)
        self._wanted_words = words
        if some is not None and not some:
            self._find(words)  # somebody may be meant whose name is one slip away
            return
        try:
            found = self._put_quickly(words, some)
        except TookTooLongError:
            self._find(words)
            return
        # What is in sight is drawn first: the thread would take turns with the drawing.
        self.call_after_refresh(self._find, words, quick=True)
        if found:
            self._draw_found()

    def _put_quickly(self, words: str, some: Some | None) -> bool:
        """Show the cards of few people, of many the first ones; False when none would be in sight.

        Args:
            words: The filter.
            some: Who has these words; None when it asks for more than words.

        Raises:
            TookTooLongError: That cannot be told quickly.
        """
        model = self.model
        if some is not None and len(some) <= _FEW:
            model.put_found(words, some.cards())
            return True
        of = some.of if some is not None else partial(model.reads.matching, words)
        with model.reads.at_most(PATIENCE):
            first = model.first_found(of, self.geometry.rows)
        found = frozenset(chain.from_iterable(first.values()))
        if found:
            model.put_found(words, found, shown=first, counted=False)
        return bool(found)

    def _find(self, words: str, *, quick: bool = False) -> None:
        """Have the thread look a filter up, unless it is another one by now."""
        model = self.model
        if words != self._wanted_words:
            return
        columns = {column.lane.stage_id: column.all_ids for column in model.columns}
        unfolded = frozenset(column.lane.stage_id for column in model.columns if not column.folded)
        at = (model.edits, model.orders)
        self._loader.find(Asked(words, model.reads.period, columns, unfolded, self.geometry.rows, at, quick))

    def _draw_found(self) -> None:
        self.rearrange()
        self.draw_soon()
        self._tell()

    def sort_by(self, sort: str) -> None:
        """Another order."""
        self.model.sort = self.desk.memory.sort = sort
        self.reload_first()

    def reload_first(self) -> None:
        """Read the columns from their first cards on: their order or content is another."""
        self.model.load(FIRST_ROWS)
        self.forget()
        self.rearrange()
        self._ask_orders()
        self._find_again()

    def next_density(self) -> str:
        """Show more of each card, or after the most, the least."""
        self.density = DENSITIES[(DENSITIES.index(self.density) + 1) % len(DENSITIES)]
        self.desk.memory.density = self.density
        self.rearrange()
        return self.density

    def lay_out(self, density: str, folded: Sequence[str] | None) -> None:
        """Look as it did: how much of each card, and which columns were folded.

        Args:
            density: One of `DENSITIES`; another one changes nothing.
            folded: Keys of stages; None leaves the columns as they are.
        """
        if density in DENSITIES:
            self.density = self.desk.memory.density = density
        if folded is not None:
            for column in self.model.columns:
                if column.folded and column.lane.key not in folded:
                    self.model.unfold(column, FIRST_ROWS)
                column.folded = column.lane.key in folded
            self.desk.memory.folded = [one.lane.key for one in self.model.columns if one.folded]
        self.rearrange()
        self._tell()

    # -- The threads' answers ---------------------------------------------------------------------

    def _ask_orders(self) -> None:
        lanes = [column.lane for column in self.model.columns]
        self._loader.order(lanes, self.model.sort, self.model.reads.period, self.model.edits)

    def _find_again(self) -> None:
        if self.model.words:
            self._find(self.model.words, quick=True)

    @on(Orders)
    def _put_orders(self, message: Orders) -> None:
        if message.asked != self.model.edits:  # read before the last change: once more
            self._ask_orders()
            return
        self.model.put_orders(message.ids)
        self.rearrange()
        self._tell()

    @on(Sums)
    def _put_sums(self, message: Sums) -> None:
        if message.words == self.model.words:
            for column in self.model.columns:
                column.found_amounts = message.amounts.get(column.lane.stage_id, {})
            self.redraw_heads()

    @on(Found)
    def _put_found(self, message: Found) -> None:
        model = self.model
        if message.words != self._wanted_words:
            return  # other words have been typed since
        if message.words == model.words and (not message.counted or model.found_at == model.edits):
            return  # it was quick enough not to wait for
        as_asked = message.at == (model.edits, model.orders)
        if not message.counted and not as_asked:
            return
        shown = message.shown if as_asked else None
        model.put_found(message.words, message.found, message.meant, shown, counted=message.counted)
        if message.meant:
            words = _("No contact has “{typed}”; these have “{meant}”.")
            self.desk.say(words.format(typed=message.words, meant=message.meant))
        self._draw_found()
