"""What lists over a place have in common: rows, what the one under the cursor means, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Static

from funneltui.domain.text import cells, safe, safe_lines
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _
from funneltui.tui.actions.action import Action
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.looks.theme import MUTED
from funneltui.tui.widgets.pick_list import Item, PickList

_LOW = 20
_WIDEST = 112
_AROUND_HINTS = 4
_BETWEEN_HINTS = 3


class ListDialogue(OneFrame[None], ModalScreen[None]):
    """A list over a place. It says its `HEADING`, and fills itself by `show`."""

    CSS_PATH: ClassVar[CSSPathType] = Path(__file__).with_suffix(".tcss")  # lists stand in other folders too
    AUTO_FOCUS = "#rows"
    HEADING: ClassVar[str] = ""
    """The title: a message id."""
    ENTER: ClassVar[str] = ""
    """What Enter does on a row: a message id; empty where it does nothing."""
    HINTED: ClassVar[bool] = True
    """Whether it has lines for its keys and for what was done; else keys are said where rows are explained."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._has_rows = True
        self._explained = ("", "")

    # -- What a list says --------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """The title. Any text may be given."""
        return _(self.HEADING)

    def make_list(self) -> PickList:
        """The rows; none before they are read."""
        return PickList(id="rows")

    def about(self, key: str) -> Iterable[str]:
        """What is to be known of a row, line by line. Any text may be given."""
        raise NotImplementedError

    def choose(self, key: str) -> None:
        """A row was taken."""
        raise NotImplementedError

    # -- What it stands on -------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The rows, what one of them means, what was done, the keys."""
        self.set_class(self.app.size.height < _LOW, "-low")
        self.set_class(self.HINTED, "-hinted")
        with Vertical(id="box"):
            yield Static(Content(safe(self.heading)), id="title")
            yield self.make_list()
            yield Static(Content(""), id="about")
            if self.HINTED:
                yield Static(Content(""), id="message")
                yield Static(self._hints(), id="hints")

    def _hints(self) -> Content:
        """The keys that do something here."""
        unfit = "" if self._has_rows else "none"
        hints = [
            binding
            for binding in self.BINDINGS
            if isinstance(binding, Action) and binding.show and unfit not in binding.unfit
        ]
        words = [(self.desk.key_of(str(hint.id)), _(hint.description)) for hint in hints]
        if self.ENTER and self._has_rows:
            words.insert(0, (self.desk.key_of("list.choose"), _(self.ENTER)))
        pieces: list[tuple[str, str]] = []
        room = min(self.app.size.width, _WIDEST) - _AROUND_HINTS
        for key, does in words:
            room -= cells(f"{key} {does}")
            if room < 0:  # one that is cut says nothing, or something else
                break
            pieces += [(key, "$accent"), (f" {does}   ", MUTED)]
            room -= _BETWEEN_HINTS
        return Content.assemble(*pieces)

    @property
    def listed(self) -> PickList:
        """The rows."""
        return self.query_one("#rows", PickList)

    @property
    def key(self) -> str:
        """What the row under the cursor stands for; empty without any."""
        item = self.listed.item
        return item.key if item is not None else ""

    def show(self, items: Sequence[Item]) -> None:
        """Show the rows as they are now, in the language in force: the cursor stays where it was."""
        self.query_one("#title", Static).update(Content(safe(self.heading)))
        self.note_rows(len(items))
        self.listed.fill(items, max(0, self.listed.cursor))
        if items and self.focused is None:  # a list without rows is not in sight, and had to give the keys away
            self.listed.focus()
        self.explain()

    def note_rows(self, count: int) -> None:
        """Make room for the rows, and hint at what can be done with one; or, without any, at the rest."""
        self._has_rows = count > 0
        self.set_class(not count, "-empty")
        for hints in self.query("#hints").results(Static):
            hints.update(self._hints())

    def explain(self) -> None:
        """Say what the row under the cursor means; while that is the same, what was told in its place stays."""
        explained = (self.key, "\n".join(self.about(self.key) if self.key else ()))
        if explained != self._explained:
            self._explained = explained
            self.put("#about", explained[1])

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say what was done, or why not. Any text may be given."""
        if self.HINTED:
            self.query_one("#message", Static).set_class(wrong, "-wrong")
        self.put("#message" if self.HINTED else "#about", words)

    def refused(self, error: FunnelError) -> None:
        """Say why not."""
        self.tell(sentence(error), wrong=True)

    def put(self, place: str, words: str) -> None:
        """Put words on one of its lines. Any text may be given."""
        line, content = self.query_one(place, Static), Content("\n").join(map(Content, safe_lines(words)))
        if line.content != content:
            line.update(content)

    @on(PickList.Highlighted)
    def _highlighted(self) -> None:
        self.explain()

    @on(PickList.Chosen)
    def _taken(self, event: PickList.Chosen) -> None:
        self.choose(event.item.key)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
