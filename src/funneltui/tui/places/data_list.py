"""What lists in the place Data have in common: rows, what the one under the cursor means, the keys below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Static

from funneltui.domain.text import safe_lines
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _
from funneltui.tui.actions.action import Action
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.pick_list import Item, PickList

_LOW = 20


class DataList(OneFrame[None], ModalScreen[None]):
    """A list over the place Data. A list says its `HEADING`, and fills itself by `show`."""

    CSS_PATH: ClassVar[CSSPathType] = "data_list.tcss"
    AUTO_FOCUS = "#rows"
    HEADING: ClassVar[str]
    """The title: a message id."""
    ENTER: ClassVar[str] = ""
    """What Enter does on a row: a message id; empty where it does nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def about(self, key: str) -> Iterable[str]:
        """What is to be known of a row, line by line. Any text may be given."""
        raise NotImplementedError

    def choose(self, key: str) -> None:
        """A row was taken."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The rows, what one of them means, what was done, the keys."""
        self.set_class(self.app.size.height < _LOW, "-low")
        with Vertical(id="box"):
            yield Static(Content(_(self.HEADING)), id="title")
            yield PickList((), id="rows")
            yield Static(Content(""), id="about")
            yield Static(Content(""), id="message")
            yield Static(self._hints(), id="hints")

    def _hints(self) -> Content:
        """The keys that do something here."""
        hints = [binding for binding in self.BINDINGS if isinstance(binding, Action) and binding.show]
        words = [(self.desk.key_of(str(hint.id)), _(hint.description)) for hint in hints]
        if self.ENTER:
            words.insert(0, (self.desk.key_of("list.choose"), _(self.ENTER)))
        pieces = [piece for key, does in words for piece in ((key, "$accent"), (f" {does}   ", "$text-muted"))]
        return Content.assemble(*pieces)

    @property
    def listed(self) -> PickList:
        """The rows."""
        return self.query_one("#rows", PickList)

    @property
    def key(self) -> str:
        """What the row under the cursor stands for; empty without any."""
        item = self.listed.item
        return item.key if item is not None and not item.heading else ""

    def show(self, items: Sequence[Item]) -> None:
        """Show the rows as they are now, in the language in force: the cursor stays where it was."""
        self.query_one("#title", Static).update(Content(_(self.HEADING)))
        self.query_one("#hints", Static).update(self._hints())
        self.set_class(not items, "-empty")
        self.listed.fill(items, max(0, self.listed.cursor))
        self.explain()

    @on(PickList.Highlighted)
    def explain(self) -> None:
        """Say what the row under the cursor means."""
        lines = self.about(self.key) if self.key else ()
        self._put("#about", "\n".join(lines))

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say what was done, or why not. Any text may be given."""
        self.query_one("#message", Static).set_class(wrong, "-wrong")
        self._put("#message", words)

    def refused(self, error: FunnelError) -> None:
        """Say why not."""
        self.tell(sentence(error), wrong=True)

    def _put(self, place: str, words: str) -> None:
        self.query_one(place, Static).update(Content("\n").join(map(Content, safe_lines(words))))

    @on(PickList.Chosen)
    def _taken(self, event: PickList.Chosen) -> None:
        self.choose(event.item.key)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
