"""The filter's field over the bottom line of a place, what follows it, and the saved views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen
from textual.widget import Widget

from funneltui.tui.desk import Desk

if TYPE_CHECKING:
    from funneltui.domain.query import QueryError
    from funneltui.storage.reads.views import ViewRecord
    from funneltui.tui.widgets.filter_bar import FilterBar


class Filterable(Protocol):
    """What can be filtered, sorted, and looked at by saved views."""

    @property
    def words(self) -> str:
        """The filter as it was typed."""

    def filter(self, words: str) -> None:
        """Show only what a query finds; an empty one: everything.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """

    @property
    def sort(self) -> str:
        """The present order, as lists and views name it."""

    def sort_by(self, sort: str) -> None:
        """Another order; one that is not known here changes nothing."""

    @property
    def looks(self) -> Mapping[str, object]:
        """How it looks, for a saved view."""

    def lay_out(self, layout: Mapping[str, object]) -> None:
        """Look as a saved view says; what is not known here changes nothing."""


class Filtering:
    """The field, while there is one.

    Args:
        screen: Where the field is.
        widget: What shows the result, and has the keys when the field has not.
        target: What is filtered.
    """

    def __init__(self, screen: Screen[Any], desk: Desk, widget: Widget, target: Filterable) -> None:
        self._screen = screen
        self._desk = desk
        self._widget = widget
        self._target = target
        self.bar: FilterBar | None = None

    @property
    def is_typed(self) -> bool:
        """Whether the keys go to the field."""
        return self.bar is not None and self._screen.focused is self.bar

    async def open(self) -> None:
        """Go to the field: what is shown follows what is typed."""
        from funneltui.tui.widgets.filter_bar import FilterBar

        if self.bar is None:
            self.bar = FilterBar(self._target.words, self._show, self._leave)
            await self._screen.mount(self.bar, self.bar.hints)
        self._screen.set_focus(self.bar)  # at once: what is typed next is meant for it

    async def ask(self, words: str) -> None:
        """Show what a query finds, as if it had been typed."""
        self.clear()
        await self.open()
        if self.bar is not None:
            self.bar.value = words
        self._widget.focus()

    def _show(self, words: str) -> QueryError | None:
        """Show what matches; gives what is wrong."""
        from funneltui.domain.query import QueryError

        try:
            self._target.filter(words)
        except QueryError as error:
            return error
        return None

    def _leave(self, cleared: bool) -> None:  # noqa: FBT001 - see FilterBar
        """Back to the cards."""
        if cleared:
            self.clear()
        self._widget.focus()

    def clear(self) -> bool:
        """Show everything again; False when everything was shown."""
        if not self._target.words and self.bar is None:
            return False
        self._target.filter("")
        if self.bar is not None:
            self.bar.hints.remove()
            self.bar.remove()
            self.bar = None
        self._widget.focus()
        return True

    def show_views(self) -> None:
        """Saved views: show one, or save the present filter."""
        from funneltui.tui.forms.views import ViewsScreen

        target = self._target
        self._desk.open(ViewsScreen(self._desk, target.words, target.sort, target.looks), self._show_view)

    async def _show_view(self, view: ViewRecord | None) -> None:
        if view is None:
            return
        if view.sort:
            self._target.sort_by(view.sort.removeprefix("-"))
        self._target.lay_out(view.layout)
        await self.ask(view.query)
