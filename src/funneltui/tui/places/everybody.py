"""Who is in the list of contacts: the order, and what a filter leaves."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from funneltui.domain.stages import stage_name
from funneltui.domain.text import cells
from funneltui.i18n import N_, translate as _
from funneltui.storage.reads.people import SORTS
from funneltui.tui.desk import Desk
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.widgets.contact_columns import USUAL, columns
from funneltui.tui.widgets.live_filter import PEOPLE, Filtered, LiveFilter, picked
from funneltui.tui.widgets.row_list import RowList
from funneltui.tui.widgets.row_parts import Section

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads

_FIRST_ROWS = 120
"""So many people are read at once; the rest comes from a thread."""
_LARGEST_FIRST = frozenset({"value", "temperature", "score", "created"})
"""Orders that begin with the largest."""
_REVERSED = ":back"
"""What the name of an order ends with when it goes the other way round."""
SORT_NAMES = {
    "name": N_("Contacts by name"),
    "organization": N_("Contacts by organization"),
    "job": N_("Contacts by job title"),
    "stage": N_("Contacts by stage"),
    "temperature": N_("Contacts by temperature, hottest first"),
    "due": N_("Contacts by due date"),
    "value": N_("Contacts by value, largest first"),
    "touched": N_("Contacts by last exchange, oldest first"),
    "email": N_("Contacts by e-mail"),
    "phone": N_("Contacts by phone"),
    "source": N_("Contacts by source"),
    "score": N_("Contacts by criteria met, most first"),
    "created": N_("Contacts by age, newest first"),
}


class Everybody:
    """Fills the list of contacts.

    Args:
        rows: The list.
    """

    def __init__(self, desk: Desk, rows: RowList) -> None:
        self._desk = desk
        self._rows = rows
        self._filter = LiveFilter(desk, rows, PEOPLE, self)
        kept = desk.memory.contact_sort
        self.sort = kept if kept.removesuffix(_REVERSED) in SORTS else "name"
        """The present order, as lists and views name it."""
        self.words = ""
        """The filter as it was typed."""
        self._ids: array[int] = array("q")
        """Everybody, in order; at first only the first of them."""
        self.is_whole = False
        """Whether everybody has been read, not only the first."""
        self._filtered: frozenset[int] | None = None
        """Whom the filter leaves; None without one."""
        self._asked_sort = ""
        """The order that is shown, or on its way."""
        self._drawn_sort = ""
        self._wanted: int | None = None
        """Who gets the cursor as soon as they are in the list."""

    def fill(self) -> None:
        """Show the first people at once, everybody as soon as they are read."""
        order, people = self.sort, self._desk.reads.people
        sort, is_reversed = order.removesuffix(_REVERSED), order.endswith(_REVERSED)
        if order != self._asked_sort and self._filtered is None:
            first, shown = people.first(sort, _FIRST_ROWS, reverse=is_reversed), order
            if first is None and not self._asked_sort:
                first, shown = people.first("name", _FIRST_ROWS), "name"
            if first is not None:
                self._wanted = self._wanted or (None if self._rows.at_top else self._rows.current)
                self._ids, self.is_whole = first, False
                self._draw(shown)
            self._asked_sort = order

        def read(reads: Reads) -> array[int]:
            return reads.people.ids(sort, reverse=is_reversed)

        def then(ids: array[int]) -> None:
            if order == self.sort:
                self._ids, self.is_whole = ids, True
                self._rows.keep_selected(ids)
                self._draw(order)

        self._desk.ask(self._rows, "order", read, then)
        if self.words:
            self._filter.look_up(self.words)

    def _draw(self, sort: str = "", shown: array[int] | None = None) -> None:
        """Show whom the filter leaves.

        In another order, a cursor that was on the first row is on the first row again.

        Args:
            sort: The order; without one it is still the same.
            shown: The people in order, where somebody has picked them already.
        """
        is_new_order = sort not in {"", self._drawn_sort}
        to_top = is_new_order and self._wanted is None and self._rows.at_top
        self._drawn_sort = sort or self._drawn_sort
        if shown is None:
            shown = self._ids if self._filtered is None else picked(self._ids, self._filtered)
        self._rows.fill([Section(shown)] if shown else [])
        if to_top:
            self._rows.action_end(-1)
        if self._wanted is not None and self._rows.go_to(self._wanted):
            self._wanted = None

    def go_to(self, contact: int) -> None:
        """Put the cursor on somebody, as soon as they are in the list."""
        self._wanted = None if self._rows.go_to(contact) else contact

    def empty_words(self) -> Sequence[str]:
        """What to do when nobody is shown."""
        key = self._desk.key_of
        if self.words:
            back = _("{key}  show all contacts").format(key=key("board.close"))
            return [_("No contact matches “{words}”.").format(words=self.words), "", back]
        keys = key("board.add"), key("app.data")
        wide = max(map(cells, keys))
        add, data = (each.rjust(wide) for each in keys)
        return [
            _("No prospects yet."),
            "",
            _("{key}  add a prospect").format(key=add),
            _("{key}  import a file").format(key=data),
        ]

    # -- The filter -------------------------------------------------------------------------------

    def filter(self, words: str) -> None:
        """Show only whom a query finds; an empty one: everybody, at once.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """
        self._filter.type(self._desk.reads.finding, words)
        self.words = self._filter.words

    @property
    def columns(self) -> Mapping[int, array[int]]:
        """Everybody, as the one column of the list."""
        return {0: self._ids}

    columns_in_sight = columns

    @property
    def rows(self) -> int:
        """How many people are in sight."""
        return self._rows.size.height

    @property
    def state(self) -> object:
        """Another one when the order is."""
        return id(self._ids)

    def show_filtered(self, filtered: Filtered) -> None:
        """Show whom the filter leaves."""
        self._filtered = filtered.ids
        self._draw(shown=None if filtered.columns is None else filtered.columns[0])

    # -- Looks ------------------------------------------------------------------------------------

    @property
    def sort_name(self) -> str:
        """The present order, whichever way it goes."""
        return self.sort.removesuffix(_REVERSED)

    def reverse_if_chosen_again(self, sort: str) -> str:
        """The order that a person means who chooses one: the present one goes the other way round."""
        return sort + _REVERSED if sort == self.sort else sort

    def sort_by(self, sort: str) -> None:
        """Another order: one of `people.SORTS`, with `:back` behind it the other way round."""
        name = sort.removesuffix(_REVERSED)
        if name in SORTS:
            self.sort = self._desk.memory.contact_sort = sort
            self.show_columns()
            self.fill()
            words = _(SORT_NAMES[name])
            self._desk.say(_("{order}, reversed").format(order=words) if sort.endswith(_REVERSED) else words)

    @property
    def looks(self) -> Mapping[str, object]:
        """The columns, for a saved view."""
        return {"columns": list(self.chosen_columns)}

    def lay_out(self, layout: Mapping[str, object]) -> None:
        """Show the columns of a saved view."""
        chosen = layout.get("columns")
        if isinstance(chosen, list):
            self.choose_columns([str(name) for name in chosen])

    @property
    def chosen_columns(self) -> Sequence[str]:
        """The names of the columns that are shown."""
        kept = self._desk.memory.contact_columns
        return USUAL if kept is None else kept

    def choose_columns(self, chosen: list[str]) -> None:
        """Show these columns."""
        self._desk.memory.contact_columns = chosen
        self.show_columns()

    def show_columns(self) -> None:
        """Put the headings over the list, in the language and signs of now."""
        only = self._desk.settings.ascii
        today, signs = self._desk.clock.today(), glyphs(ascii_only=only)
        is_descending = (self.sort_name in _LARGEST_FIRST) != self.sort.endswith(_REVERSED)
        sign = signs["descending" if is_descending else "ascending"]
        stages = [stage_name(lane.key, lane.name) for lane in self._desk.reads.board.lanes()]
        shown = columns(
            self.chosen_columns, today, signs, ascii_only=only, stages=stages, sorted_by=self.sort_name, sign=sign
        )
        self._rows.show_columns(shown)
