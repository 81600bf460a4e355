"""Choosing a ready-made grid or vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.text import safe
from funneltui.i18n import translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.pick_list import Item, PickList, letters_for

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change


class PresetScreen(Form["Change"]):
    """Ready-made ones by letter or arrows; what the one under the cursor holds below.

    Args:
        heading: The title.
        choices: Key, name and what it holds, of each.
        use: Gives what takes the one of a key.
    """

    SMALL = True

    def __init__(
        self,
        desk: Desk,
        heading: str,
        choices: Sequence[tuple[str, str, str]],
        use: Callable[[str], Callable[[Services], Change]],
    ) -> None:
        super().__init__(desk)
        self._heading = heading
        self._choices = list(choices)
        self._use = use

    @property
    def heading(self) -> str:
        """The form's title."""
        return self._heading

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Use")

    def rows(self) -> Iterable[Widget]:
        """The choices."""
        letters = letters_for([name for _key, name, _about in self._choices])
        items = [Item(key, name, letter) for (key, name, _about), letter in zip(self._choices, letters, strict=True)]
        yield PickList(items, id="choices")
        yield Static(id="holds", classes="words")

    def begin(self) -> None:
        """Begin in the list."""
        self.query_one("#choices").focus()

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        about = next(about for key, _name, about in self._choices if key == event.item.key)
        self.query_one("#holds", Static).update(Content(safe(about)))

    @on(PickList.Chosen)
    def _chosen(self) -> None:
        self.action_save()

    def change(self) -> Callable[[Services], Change] | None:
        """Take it."""
        item = self.query_one("#choices", PickList).item
        return self._use(item.key) if item else None
