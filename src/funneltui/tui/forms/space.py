"""How a form shares the screen: fields get what the message and the buttons leave, so that both stay in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen

from funneltui.domain.text import cells
from funneltui.tui.desk import Desk
from funneltui.tui.widgets.pane_lines import wrap

_NARROW = 66
_LOW = 20
"""Screens of fewer cells or lines than these get the tight form."""
_MESSAGE_LINES = 4


class FormSpace:
    """The room that a form has and how its parts divide it.

    Args:
        form: The form.
        small: Whether a few short fields are all of it.
    """

    def __init__(self, form: Screen[Any], desk: Desk, *, small: bool) -> None:
        self._form = form
        self._desk = desk
        self._small = small
        self._message = ""
        self.below_height: Callable[[int], int] = lambda _room: 0
        """How many of the lines that the fields share with what is below them are for the latter."""
        self.changed: Callable[[], object] = lambda: None
        """Called when the fields have got more room or less."""

    def fit(self, size: Size) -> None:
        """Tighten or loosen the form for a screen of this size."""
        self._form.set_class(size.width < _NARROW, "-narrow")
        self._form.set_class(size.height < _LOW, "-low")
        self._form.set_class(self._small, "-small")

    def divide(self, message: str | None = None) -> None:
        """Give the fields what is left.

        Args:
            message: What is to stand above the buttons from now on; None leaves it as it is.
        """
        if message is not None:
            self._message = message
        self._form.query_one("#rows").styles.max_height = self.rows_height
        self.changed()

    @property
    def room(self) -> int:
        """Lines for the fields and what is below them, without a message."""
        return self._form.app.size.height - (2 if self._is_tight else 6)

    @property
    def rows_height(self) -> int:
        """Lines that are left for the fields."""
        message = 0
        if self._message:
            lines = len(list(wrap(self._message, self.words_width)))
            message = min(_MESSAGE_LINES, lines) + (0 if self._is_tight else 1)
        return max(3, self.room - self.below_height(self.room) - message)

    @property
    def words_width(self) -> int:
        """Cells of a sentence between the fields, or above the buttons."""
        return min(self._form.app.size.width, 72 if self._small else 92) - 6

    def keyed(self, label: str, action_id: str, *, plain: bool = False) -> Content:
        """A button's words with the key that does the same; without it where there is no room.

        Args:
            label: The words.
            action_id: The action of the key.
            plain: The button's ground is coloured: the key is not.
        """
        key = self._desk.key_of(action_id)
        if self._form.has_class("-narrow") and cells(f"{label}  {key}") > _NARROW // 4:
            return Content(label)
        return Content.assemble(label, "  ", key if plain else (key, "$accent"))

    @property
    def _is_tight(self) -> bool:
        return self._form.has_class("-narrow") or self._form.has_class("-low")
