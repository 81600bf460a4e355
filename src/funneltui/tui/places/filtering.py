"""A place whose cards can be filtered, sorted, and looked at by saved views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events, on
from textual.widget import Widget

from funneltui.tui.places.card_screen import CardScreen

if TYPE_CHECKING:
    from funneltui.storage.reads.views import ViewRecord
    from funneltui.tui.widgets.filter_bar import FilterBar

__all__ = ["Filtering"]


class Filtering(CardScreen):
    """The filter's field over the bottom line, and what follows it."""

    filter_bar: FilterBar | None = None
    """The field, while there is one."""

    @property
    def words(self) -> str:
        """The filter as it was typed."""
        raise NotImplementedError

    @property
    def filtered(self) -> Widget:
        """The widget that shows what the filter leaves."""
        raise NotImplementedError

    def look_up(self, words: str) -> None:
        """Show only what a query finds; an empty one: everything.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """
        raise NotImplementedError

    @property
    def sort(self) -> str:
        """The present order, as lists and views name it."""
        raise NotImplementedError

    def sort_by(self, sort: str) -> None:
        """Another order; one that this place does not know changes nothing."""
        raise NotImplementedError

    @property
    def looks(self) -> Mapping[str, object]:
        """How this place looks, for a saved view."""
        raise NotImplementedError

    def lay_out(self, layout: Mapping[str, object]) -> None:
        """Look as a saved view says; what this place does not know changes nothing."""
        raise NotImplementedError

    def unfit_actions(self) -> frozenset[str]:
        """The actions that the bottom line does not hint at now: who types a filter knows how to."""
        typing = self.filter_bar is not None and self.focused is self.filter_bar
        return super().unfit_actions() | ({"filter"} if typing else frozenset())

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        self.hint()

    def action_views(self) -> None:
        """Saved views: show one, or save the present filter."""
        from funneltui.tui.forms.views import ViewsScreen

        self.desk.open(ViewsScreen(self.desk, self.words, self.sort, self.looks), self._show_view)

    async def _show_view(self, view: ViewRecord | None) -> None:
        if view is None:
            return
        if view.sort:
            self.sort_by(view.sort.removeprefix("-"))
        self.lay_out(view.layout)
        await self.ask(view.query)

    async def ask(self, words: str) -> None:
        """Show what a query finds, as if it had been typed."""
        self.clear_filter()
        await self.action_filter()
        if self.filter_bar is not None:
            self.filter_bar.value = words
        self.filtered.focus()

    async def action_filter(self) -> None:
        """Type a query; what is shown follows."""
        from funneltui.tui.widgets.filter_bar import FilterBar

        if self.filter_bar is None:
            self.filter_bar = FilterBar(self.words)
            await self.mount(self.filter_bar, self.filter_bar.hints)
        self.set_focus(self.filter_bar)  # at once: what is typed next is meant for it

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Show what matches, or what is wrong."""
        from funneltui.domain.query import QueryError

        try:
            self.look_up(event.words)
        except QueryError as error:
            event.bar.answer(error)
        else:
            event.bar.answer(None)

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the cards."""
        if event.cleared:
            self.clear_filter()
        self.filtered.focus()

    def clear_filter(self) -> bool:
        """Show everything again; False when everything was shown."""
        if not self.words and self.filter_bar is None:
            return False
        self.look_up("")
        if self.filter_bar is not None:
            self.filter_bar.hints.remove()
            self.filter_bar.remove()
            self.filter_bar = None
        self.filtered.focus()
        return True
