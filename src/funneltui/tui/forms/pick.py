"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from funneltui.domain.text import cells, fold, safe
from funneltui.i18n import translate as _
from funneltui.tui.actions.form_actions import HELP
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.pick_list import Item, PickList
from funneltui.tui.widgets.text_input import TextInput

_NARROW, _LOW = 60, 20
_WIDTH, _AROUND = 84, 6
"""Of the dialogue, and what of it is no room for a row."""
_LEAST, _AROUND_ROWS = 12, 9
"""Lines of the dialogue, and those that are no rows."""
_ALWAYS = 22
"""Lines that a long list may take of any screen."""


class PickScreen(OneFrame["str | None"], ModalScreen["str | None"]):
    """A list with a line to type in. Its result is the key of the row that was taken.

    Below the list stands what the row under the cursor says, when the row has no room for all of it.

    Args:
        heading: What is chosen. Any text may be given.
        items: The rows.
        key: The row to begin on.
    """

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS = HELP

    def __init__(self, desk: Desk, heading: str, items: Sequence[Item], key: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._heading = heading
        self._all = list(items)
        self._key = key

    def compose(self) -> ComposeResult:
        """A line to type in, the rows, the whole of one of them."""
        with Vertical(id="help"):
            yield Static(Content(safe(self._heading)), id="title")
            yield TextInput(placeholder=self.how(), id="words")
            yield PickList(self.matches(""), id="keys")
            yield Static(Content(""), id="about")

    def on_mount(self) -> None:
        """Begin on what is chosen now."""
        self._fit()
        if self._key:
            self.listed.pick(self._key)
        self.begin()

    def begin(self) -> None:
        """Say all of the first row."""
        first = next((item for item in self.listed.items if not item.heading), None)
        if first is not None and not self._key:
            words = self.about(first)
            self.desk.after_refresh(self, lambda: self._tell(words))  # not before it has its lines

    @property
    def listed(self) -> PickList:
        """The list."""
        return self.query_one("#keys", PickList)

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for a few words only."""
        return self.app.size.width < _NARROW

    def how(self) -> str:
        """What the empty line to type in says."""
        return _("type to search") if self.is_narrow else _("type to search; Enter chooses; Esc closes")

    def matches(self, typed: str) -> list[Item]:
        """The rows that have all that was typed: those first that begin so, then those with it in their own words."""
        typed, ranked = fold(typed), []
        for item in self._all:
            words, others = fold(f"{item.text} {item.note}"), fold(self.also(item))
            if all(word in f"{words} {others}" for word in typed.split()):
                own, other = f" {typed}" in f" {words}", f" {typed}" in f" {others}"
                ranked.append((not words.startswith(typed), not own, not other, item))
        ranked.sort(key=lambda rank: rank[:3])  # else as it was
        items = [item for *_rank, item in ranked]
        return [Item("", self.nothing(), heading=True)] if typed and not items else items

    def also(self, _item: Item) -> str:
        """Other words by which a row is found."""
        return ""

    def nothing(self) -> str:
        """What is said when nothing has the words that were typed."""
        return _("Nothing found.")

    def about(self, item: Item) -> str:
        """All of a row that has no room for itself."""
        room = min(_WIDTH, self.app.size.width) - _AROUND - cells(safe(item.note))
        return item.text if cells(safe(item.text)) > room else ""

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        items = self.matches(event.value)
        self.listed.fill(items)
        if self.listed.item is None:
            self._tell("")

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        self.listed.action_choose()

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        self._tell(self.about(event.item))

    def _tell(self, words: str) -> None:
        self.query_one("#about", Static).update(Content(safe(words)), layout=False)

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        self.take(event.item)

    def on_resize(self, _event: events.Resize) -> None:
        """Save lines where there are few."""
        self._fit()

    def _fit(self) -> None:
        self.set_class(self.app.size.height < _LOW, "-low")
        self.set_class(self.is_narrow, "-narrow")
        if not self.has_class("-low"):
            most = max(self.app.size.height * 8 // 10, min(self.app.size.height - 2, _ALWAYS))
            self.query_one("#help").styles.height = max(_LEAST, min(most, len(self.matches("")) + _AROUND_ROWS))

    def take(self, item: Item) -> None:
        """A row was taken."""
        self.dismiss(item.key)

    def action_go(self, by: int) -> None:
        """A row up or down, while typing."""
        self.listed.action_go(by)

    def action_page(self, by: int) -> None:
        """A page up or down, while typing."""
        self.listed.action_page(by)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
