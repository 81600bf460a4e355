"""Saved views: go to one, or give the present filter a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from funneltui.domain.text import fold, safe
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _
from funneltui.storage.reads.views import ViewRecord
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.pick_list import Item, PickList
from funneltui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change


class ViewsScreen(OneFrame["ViewRecord | None"], ModalScreen["ViewRecord | None"]):
    """The views by name; typing narrows them down. Its result is the view to show.

    | Key(s) | Does |
    | :- | :- |
    | up, down, page up, page down | Another view. |
    | enter | Show it; with none of that name, save the present filter under the name that was typed. |
    | ctrl+s | Save the present filter under the name that was typed. |
    | ctrl+r | Give the view another name: type it, then enter. |
    | delete | Forget the view. |

    Args:
        words: The present filter.
        sort: The present order, as lists name it.
        looks: How the place looks.
    """

    CSS_PATH = "find.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS = place_actions.VIEWS

    def __init__(self, desk: Desk, words: str, sort: str, looks: Mapping[str, object]) -> None:
        super().__init__()
        self.desk = desk
        self._words = words
        self._sort = sort
        self._looks = looks
        self._views: tuple[ViewRecord, ...] = ()
        self._renamed: ViewRecord | None = None

    def compose(self) -> ComposeResult:
        """A line to type in, the views."""
        with Vertical(id="find"):
            yield Static(Content(_("Saved views")), id="title")
            yield TextInput(placeholder=_("view name"), id="words")
            yield PickList(id="views")
            yield Static(Content(""), id="about")

    def on_mount(self) -> None:
        """Read the views."""
        self._read()

    def _read(self) -> None:
        self._views = self.desk.reads.views.all()
        self._fill()

    @property
    def _typed(self) -> str:
        return self.query_one("#words", TextInput).value.strip()

    @on(Input.Changed, "#words")
    def _fill(self) -> None:
        if self._renamed is not None:
            return  # what is typed is a name to be
        wanted = fold(self._typed).split()
        rows = [view for view in self._views if all(word in fold(f"{view.name} {view.query}") for word in wanted)]
        self.query_one("#views", PickList).fill([Item(str(row.id), row.name, note=row.query) for row in rows])
        lines = []
        if self._words and self._typed:
            lines.append(_("Ctrl+S saves “{filter}” as “{name}”").format(filter=self._words, name=self._typed))
        elif self._words:
            lines.append(_("To save “{filter}”, type a name, then Ctrl+S").format(filter=self._words))
        if self._views:
            lines.append(_("Enter opens it · Ctrl+R renames · Del removes · Esc closes"))
        self._about(*lines or [_("No saved views yet: filter first, then come back")])

    def _about(self, *lines: str) -> None:
        self.query_one("#about", Static).update(Content("\n".join(map(safe, lines))))

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        if self._renamed is not None:
            self._rename(self._renamed)
        elif self._view is not None:
            self.dismiss(self._view)
        elif self._typed and self._words:
            self.action_save()

    @on(PickList.Chosen)
    def _chosen(self) -> None:
        if self._renamed is None:
            self.dismiss(self._view)

    @property
    def _view(self) -> ViewRecord | None:
        item = self.query_one("#views", PickList).item
        return next((view for view in self._views if item is not None and str(view.id) == item.key), None)

    def action_save(self) -> None:
        """Save the present filter under the name that was typed; while renaming, that name."""
        if self._renamed is not None:
            self._rename(self._renamed)
            return
        name, words, sort, looks = self._typed, self._words, self._sort, self._looks
        if not words:
            self._about(_("Set a filter first."))
            return

        def write(services: Services) -> Change:
            return services.views.save(name, words, sort, looks)

        self.desk.perform(write, then=lambda _change: self.dismiss(None), failed=self._failed)

    def action_rename(self) -> None:
        """Type another name for the view under the cursor."""
        view = self._view
        if view is None:
            self._about(_("No view to rename."))
            return
        self._renamed = view
        field = self.query_one("#words", TextInput)
        field.fill(view.name)
        field.focus()
        self._about(_("New name for “{name}”: Enter saves, Esc cancels").format(name=view.name))

    def _rename(self, view: ViewRecord) -> None:
        name = self._typed
        self.desk.perform(
            lambda services: services.views.rename(view.name, name),
            then=lambda _change: self._end_renaming(),
            failed=self._failed,
        )

    def _end_renaming(self) -> None:
        self._renamed = None
        self.query_one("#words", TextInput).value = ""
        self._read()

    def action_forget(self) -> None:
        """Forget the view under the cursor; within a text, delete a letter."""
        field, view = self.query_one("#words", TextInput), self._view
        if self._renamed is not None or (field.has_focus and field.cursor_position < len(field.value)):
            field.action_delete_right()
            return
        if view is not None:
            self.desk.perform(
                lambda services: services.views.remove(view.name),
                then=lambda _change: self._read(),
                failed=self._failed,
            )

    def _failed(self, error: FunnelError) -> None:
        self._about(sentence(error))

    def action_go(self, by: int) -> None:
        """Another view."""
        if self._renamed is None:
            self.query_one("#views", PickList).action_go(by)

    def action_page(self, by: int) -> None:
        """A screenful of views further."""
        if self._renamed is None:
            self.query_one("#views", PickList).action_page(by)

    def action_close(self) -> None:
        """Back, from renaming to the views."""
        if self._renamed is not None:
            self._end_renaming()
        else:
            self.dismiss(None)
