"""A line of a form: its label, room to fill something in, and words about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from funneltui.domain.text import cells, fit, safe
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.pane_lines import wrap

LABEL_WIDTH = 21
"""Cells that a label takes in a wide form."""
NARROW_LABEL_WIDTH = 13
_MOST_LINES = 3
"""Lines that a hint may take below its field."""


class Row(Widget):
    """A label with something to fill in beside it, and words about it at the right or below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--label", "row--hint", "row--wrong", "row--bar", "row--value"}
    DEFAULT_CSS = """
    Row {
        height: 1;
        layout: horizontal;
        color: $foreground;
        & > .row--label { color: $text-muted; }
        & > .row--hint { color: $text-muted; }
        & > .row--wrong { color: $text-error; }
        & > .row--bar { color: $accent; }
        & > .row--value { color: $foreground; background: $panel; }
        TextInput { height: 1; width: 42%; margin-left: 21; background: $panel; }
        TextInput:focus { background: $primary 25%; }
    }
    Row.-long TextInput { width: 1fr; }
    """

    @dataclass
    class Changed(Message):
        """What is filled in was changed."""

        row: Row

        @property
        def control(self) -> Row:
            """The line."""
            return self.row

    class Submitted(Message):
        """Enter was pressed in it."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(id=f"row-{key}")
        self.key = key
        """The field's name in code."""
        self.label = label
        """What a person calls it, translated."""
        self._hint = ""
        self._wrong = False
        self._below: list[str] = []

    required: bool = False
    """Whether it has to be filled in."""
    initial: str = ""
    """What it began with."""
    clash: str = ""
    """Words about what was written elsewhere meanwhile, until one has chosen: they stand where nothing else is said."""

    @property
    def value(self) -> str:
        """What is filled in."""
        raise NotImplementedError

    @property
    def changed(self) -> bool:
        """Whether it is no longer what it began with."""
        return self.value != self.initial

    def renew(self, value: str) -> None:
        """Begin anew with another value."""
        raise NotImplementedError

    def put(self, value: str) -> None:
        """Fill in another value, as a person does: it counts as changed."""
        raise NotImplementedError

    @property
    def target(self) -> Widget:
        """What takes the focus."""
        return self

    @property
    def is_wrong(self) -> bool:
        """Whether the hint says what is wrong."""
        return self._wrong

    @property
    def hint(self) -> str:
        """The words beside the field, as they are shown."""
        return self._hint

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Put words beside the field. Any text may be given: it is made safe here."""
        hint = safe(text or self.clash)
        wrong = wrong or (not text and bool(self.clash))
        if (hint, wrong) == (self._hint, self._wrong):
            return
        self._hint, self._wrong = hint, wrong
        self._place_hint()
        self.refresh()

    def _place_hint(self) -> None:
        """Give the hint a line of its own when it does not fit at the right."""
        if not self.size.width or self.styles.height is None:
            return
        self._below = []
        if self._hint and self._room() < cells(self._hint):
            room = self.size.width - self._label_width() - 1
            most = 1 if self.screen.has_class("-low") else _MOST_LINES
            parts = list(wrap(self._hint, room))
            self._below = parts if len(parts) <= most else [*parts[: most - 1], fit(" ".join(parts[most - 1 :]), room)]
        if self.styles.height.value != 1 + len(self._below):
            self.styles.height = 1 + len(self._below)

    def _on_resize(self, _event: events.Resize) -> None:
        self._place_hint()

    def compose(self) -> ComposeResult:
        """What is filled in, where that is a widget of its own."""
        if self.target is not self:
            yield self.target

    def on_mount(self) -> None:
        """Follow the focus with a bar, wherever it is."""
        self._place_hint()
        if self.target is not self:
            self.watch(self.target, "has_focus", self._focus_changed, init=False)

    def _focus_changed(self, _focused: bool) -> None:  # noqa: FBT001 - a watcher's signature
        self.refresh()

    def action_submit(self) -> None:
        """Save the form."""
        self.post_message(self.Submitted())

    def _label_width(self) -> int:
        return NARROW_LABEL_WIDTH if self.screen.has_class("-narrow") else LABEL_WIDTH

    def _field_end(self) -> int:
        """Where the field ends and the hint may begin."""
        return self.target.region.right - self.region.x if self.target is not self else 0

    def _room(self) -> int:
        return self.size.width - self._field_end() - 2

    def _middle(self) -> Content:
        """What stands between label and hint when it is not a widget."""
        return Content(" " * (self._field_end() - self._label_width()))

    def render(self) -> Content:
        """The label, and the hint beside or below."""
        style = self.get_visual_style
        bar = desk_of(self).signs["bar"] if self.target.has_focus else " "
        width = self._label_width()
        hint_style = style("row--wrong" if self._wrong else "row--hint")
        mark = " *" if self.required else ""
        label = fit(self.label, width - 2 - len(mark))
        line = Content.assemble(
            (bar, style("row--bar")),
            (label, style("row--label")),
            (mark, style("row--bar")),
            " " * (width - 1 - cells(label) - len(mark)),
            self._middle(),
        )
        if not self._hint:
            return line
        if self._below:
            below = [Content.assemble(" " * (width + 1), (text, hint_style)) for text in self._below]
            return Content("\n").join([line, *below])
        return Content.assemble(line, "  ", (fit(self._hint, self._room()), hint_style))
