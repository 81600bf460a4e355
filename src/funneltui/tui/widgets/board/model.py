"""What the board holds, without a screen: columns of ids, cursors, selection, filter.

A column knows its cards as a vector of ids. At first it has only the first few; the whole order
comes from a thread. The vectors of a filter stand beside the unfiltered ones, so that clearing
it costs nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping

from funneltui.storage.reads.board import SORTS, BoardReads, CardRow, Lane
from funneltui.tui.widgets.live_filter import picked

_KEPT_CARDS = 600


class Column:
    """A stage on the board."""

    __slots__ = (
        "all_ids",
        "counted",
        "cursor",
        "filtered",
        "filtered_amounts",
        "folded",
        "glanced",
        "lane",
        "shown",
        "top",
        "whole",
    )

    def __init__(self, lane: Lane, ids: array[int], *, folded: bool) -> None:
        self.lane = lane
        self.all_ids = ids
        """The cards without a filter; only the first ones until `whole`."""
        self.whole = len(ids) >= lane.count
        self.shown = ids
        """The cards that are shown, in order."""
        self.filtered: frozenset[int] | None = None
        """What the filter leaves of all columns; None without a filter."""
        self.counted = True
        """Whether `shown` is all that was filtered: at first it is only what comes into sight."""
        self.filtered_amounts: dict[str, int] = {}
        """The sums of what the filter leaves, once they are known."""
        self.folded = folded
        self.glanced = False
        """Whether it is folded, and open only for as long as the cursor is in it."""
        self.cursor = 0
        self.top = 0

    @property
    def count(self) -> int:
        """How many cards are shown, whether loaded or not; what is known of them until they are `counted`."""
        return len(self.shown) if self.filtered is not None else self.lane.count

    @property
    def amounts(self) -> dict[str, int]:
        """The sums of the cards that are shown."""
        return self.lane.amounts if self.filtered is None else self.filtered_amounts

    @property
    def current(self) -> int | None:
        """The card under the cursor."""
        return self.shown[self.cursor] if self.cursor < len(self.shown) else None

    def settle(self, rows: int) -> None:
        """Bring cursor and top into the column, and the cursor into sight.

        A cursor that steps over the edge brings half a screen with it: one redraw for many steps.
        """
        last = len(self.shown) - 1
        self.cursor = max(0, min(self.cursor, last))
        if self.cursor < self.top:
            self.top = self.cursor - rows // 2 if self.cursor == self.top - 1 else self.cursor
        elif self.cursor >= self.top + rows:
            ahead = rows // 2 if self.cursor == self.top + rows else 0
            self.top = self.cursor - rows + 1 + ahead
        self.top = max(0, min(self.top, last - rows + 1))

    def filter(self, filtered: frozenset[int] | None, shown: array[int] | None = None, *, counted: bool = True) -> None:
        """Show only what the filter leaves; None: everything.

        Args:
            filtered: What the filter leaves, of all columns.
            shown: That of this column in order, where somebody has picked it already.
            counted: Whether that is all.
        """
        if filtered is not self.filtered:
            self.filtered_amounts = {}
        self.filtered, self.counted = filtered, counted
        if filtered is None:
            self.shown = self.all_ids
        else:
            self.shown = shown if shown is not None else picked(self.all_ids, filtered)


class BoardModel:
    """The board's content.

    Args:
        reads: The queries, of this thread.
        folded: Keys of the stages that are folded; None: parked and lost.
        sort: One of the reads' SORTS.
    """

    def __init__(self, reads: BoardReads, folded: Collection[str] | None, sort: str) -> None:
        self.reads = reads
        self.sort = sort if sort in SORTS else "due"
        self.columns: list[Column] = []
        self.at = 0
        """The column with the cursor."""
        self.selected: set[int] = set()
        """The cards that the next action takes together."""
        self.anchor: int | None = None
        """Where a range starts."""
        self.words = ""
        """The filter, as it was typed."""
        self.looked_for = ""
        """The filter as it was looked up: with slips mended."""
        self.grid_size = 0
        self.version = 0
        """The file's version that is drawn."""
        self.contents = ""
        """What the file held then."""
        self.edits = 0
        """Counts what is asked of the orders: another number makes those on their way stale."""
        self.orders = 0
        """Counts the orders that were put: another number, or other `edits`, makes what was picked from them stale."""
        self.filtered_at = 0
        """The `edits` at which the filter was last put."""
        self._wanted: int | None = None
        self._folded = folded
        self._cards: dict[int, CardRow] = {}

    @property
    def column(self) -> Column | None:
        """The column with the cursor."""
        return self.columns[self.at] if self.columns else None

    @property
    def folded(self) -> list[str]:
        """The keys of the folded stages, the one that is only glanced at among them."""
        return [column.lane.key for column in self.columns if column.folded or column.glanced]

    @property
    def current(self) -> int | None:
        """The card with the cursor."""
        return column.current if (column := self.column) and not column.folded else None

    @property
    def filtered(self) -> frozenset[int] | None:
        """What the filter leaves of all columns; None without a filter."""
        return self.columns[0].filtered if self.columns else None

    @property
    def empty(self) -> bool:
        """Whether there is no card at all, filter or not."""
        return not any(column.lane.count for column in self.columns)

    def load(self, limit: int) -> None:
        """Read the columns and their first cards. The cursor stays on its card if that is among them."""
        before = {column.lane.stage_id: column for column in self.columns}
        here, current = self.column, self.current
        self.version, self.contents = self.reads.data_version(), self.reads.contents()
        self.edits += 1
        self.grid_size = self.reads.grid_size()
        self._cards.clear()
        self.columns = []
        for lane in self.reads.lanes():
            old = before.get(lane.stage_id)
            hidden = lane.kind in {"parked", "lost"} if self._folded is None else lane.key in self._folded
            folded = old.folded if old else hidden
            first = array("q") if folded else self.reads.first_ids(lane, self.sort, limit)
            column = Column(lane, first, folded=folded)
            if old:
                column.glanced = old.glanced
                column.filter(old.filtered, counted=old.counted)
                column.cursor, column.top = old.cursor, old.top
            self.columns.append(column)
        stages = [column.lane.stage_id for column in self.columns]
        if here and here.lane.stage_id in stages:
            self.at = stages.index(here.lane.stage_id)
        else:
            self.at = next((at for at, column in enumerate(self.columns) if column.shown and not column.folded), 0)
        self._wanted = None if self.go_to(current) else current

    def refresh(self, limit: int) -> None:
        """Somebody else has written: new totals and texts now, the orders are to be read again."""
        lanes = self.reads.lanes()
        if [lane.stage_id for lane in lanes] != [column.lane.stage_id for column in self.columns]:
            self.load(limit)
            return
        self.version, self.contents = self.reads.data_version(), self.reads.contents()
        self.edits += 1
        self.grid_size = self.reads.grid_size()
        self._cards.clear()
        for column, lane in zip(self.columns, lanes, strict=True):
            column.lane = lane

    def forget_gone(self) -> bool:
        """Select no card that is no more; False when all are there."""
        gone = self.selected - self.reads.stages_of(self.selected).keys() if self.selected else set()
        self.selected -= gone
        return bool(gone)

    def unfold(self, column: Column, limit: int) -> None:
        """Show a folded column, with its first cards if the whole order is not there yet."""
        column.folded = column.glanced = False
        if not column.whole and not column.all_ids:
            column.all_ids = self.reads.first_ids(column.lane, self.sort, limit)
            column.filter(column.filtered, counted=column.counted)

    def put_orders(self, orders: dict[int, array[int]]) -> None:
        """Take the whole orders, by stage, that a thread has read."""
        current = self.current
        self.orders += 1
        for column in self.columns:
            ids = orders.get(column.lane.stage_id)
            if ids is None:
                continue
            held = column.current
            column.all_ids, column.whole = ids, True
            column.filter(column.filtered, counted=column.counted)
            if held is not None and (column.cursor >= len(ids) or column.current != held):
                column.cursor = _index(column.shown, held, column.cursor)
        self.go_to(current if self._wanted is None else self._wanted)
        self._wanted = None

    def steer(self, at: int, cursor: int) -> None:
        """Put the cursor where a person wants it."""
        self._wanted = None
        self.at = max(0, min(at, len(self.columns) - 1))
        if column := self.column:
            column.cursor = max(0, min(cursor, len(column.shown) - 1))

    def put_filtered(
        self,
        words: str,
        filtered: frozenset[int] | None,
        mended: str = "",
        shown: Mapping[int, array[int]] | None = None,
        *,
        counted: bool = True,
    ) -> None:
        """Show only these cards; None shows all. The cursor keeps its card if it is still shown.

        Args:
            words: The filter as it was typed.
            filtered: The cards.
            mended: What was looked for instead, slips mended.
            shown: The cards of each stage in order, where somebody has picked them from the present orders.
            counted: Whether these are all; there may be more below those in sight.
        """
        self.filtered_at = self.edits if counted else -1
        current = self.current
        self.words, self.looked_for = words, mended or words
        for column in self.columns:
            held = column.current
            column.filter(filtered, (shown or {}).get(column.lane.stage_id), counted=counted)
            column.cursor = _index(column.shown, held, 0)
        if not self.go_to(current):
            self._leave_empty_column()

    def apply(self, ids: Iterable[int]) -> set[int]:
        """Take in that these cards were changed: in their place, gone, moved or new.

        Returns:
            The columns that look different, by place.
        """
        ids, current = list(ids), self.current
        held = [column.current for column in self.columns]
        lanes = {lane.stage_id: lane for lane in self.reads.lanes()}
        now = self.reads.stages_of(ids)
        changed = {at for card in ids for at in self._take_out(card)}
        for at, column in enumerate(self.columns):
            column.lane = lanes.get(column.lane.stage_id, column.lane)
            coming = [card for card in ids if now.get(card) == column.lane.stage_id]
            self._put_in(column, coming)
            if coming:
                changed.add(at)
        filtered = self._filtered_now(ids)
        for at in changed if filtered is None else range(len(self.columns)):
            column = self.columns[at]
            column.filter(filtered, counted=column.counted)
            if column.current != held[at]:
                column.cursor = _index(column.shown, held[at], column.cursor)
        for card in ids:
            self._cards.pop(card, None)
        self.selected -= {card for card in ids if card not in now}
        self.version, self.contents = self.reads.data_version(), self.reads.contents()
        self.edits += 1
        if all(column.counted for column in self.columns):
            self.filtered_at = self.edits
        self.go_to(current)
        return changed

    def go_to(self, card: int | None) -> bool:
        """Put the cursor on a card, wherever it is now; False when it is not shown."""
        if card is None:
            return False
        column = self.column
        if column and column.current == card:
            return True
        where = self.reads.stages_of([card]).get(card)
        for at, other in enumerate(self.columns):
            if other.lane.stage_id == where and not other.folded:
                if other.current != card:
                    other.cursor = _index(other.shown, card, other.cursor)
                if other.current != card:
                    return False
                self.at = at
                return True
        return False

    def reveal(self, card: int, limit: int) -> None:
        """Put the cursor on a card, as soon as its column's whole order is there; a folded column opens meanwhile."""
        where = self.reads.stages_of([card]).get(card)
        for at, column in enumerate(self.columns):
            if column.lane.stage_id == where and column.folded:
                self.unfold(column, limit)
                column.glanced = True
                self.at = at
        if not self.go_to(card):
            self._wanted = card

    def fold_glanced(self) -> bool:
        """Fold the column again that the cursor was taken to and has left; False when there is none."""
        left = [column for at, column in enumerate(self.columns) if column.glanced and at != self.at]
        for column in left:
            column.folded, column.glanced = True, False
        return bool(left)

    def cards(self, wanted: Collection[int]) -> dict[int, CardRow]:
        """These cards, those that are not known yet fetched in one query."""
        missing = [card for card in wanted if card not in self._cards]
        if missing:
            if len(self._cards) > _KEPT_CARDS:
                self._cards = {card: self._cards[card] for card in wanted if card in self._cards}
            self._cards.update(self.reads.cards(missing))
        return self._cards

    def targets(self) -> list[int]:
        """The cards an action takes: the selected ones, else the one with the cursor."""
        if self.selected:
            order = [card for column in self.columns for card in column.all_ids if card in self.selected]
            return order + sorted(self.selected.difference(order))  # some may lie beyond the cards read so far
        return [] if self.current is None else [self.current]

    def _filtered_now(self, changed: Collection[int]) -> frozenset[int] | None:
        """What the filter leaves, now that these cards are different; None without a filter."""
        before = self.filtered
        if before is None or not self.words:
            return None
        return before.difference(changed) | self.reads.matching(self.looked_for, changed)

    def _take_out(self, card: int) -> list[int]:
        """Take a card out of where it was; the columns it was in, by place."""
        known = self._cards.get(card)
        # Looking through a long column takes time: first where the card was drawn.
        order = sorted(
            range(len(self.columns)), key=lambda at: known is None or self.columns[at].lane.stage_id != known.stage_id
        )
        for at in order:
            try:
                self.columns[at].all_ids.remove(card)
            except ValueError:
                continue
            return [at]
        return []

    def _put_in(self, column: Column, ids: Iterable[int]) -> None:
        for card in ids:
            at = self.reads.place(column.lane, self.sort, column.all_ids, card)
            if column.whole or at < len(column.all_ids) or len(column.all_ids) + 1 == column.lane.count:
                column.all_ids.insert(at, card)

    def _leave_empty_column(self) -> None:
        """A filter that leaves nothing here moves the cursor to where there is something."""
        column = self.column
        if column and not column.shown:
            full = [at for at, column in enumerate(self.columns) if column.shown and not column.folded]
            self.at = min(full, key=lambda at: abs(at - self.at), default=self.at)


def _index(ids: array[int], card: int | None, otherwise: int) -> int:
    """Where a card is; `otherwise`, within the column, when it is not there."""
    try:
        return ids.index(card) if card is not None else otherwise
    except ValueError:
        return max(0, min(otherwise, len(ids) - 1))
