"""Choosing a ready-made grid or vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.text import safe
from funneltui.i18n import N_
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.choice import Option
from funneltui.tui.widgets.pick_list import Item, PickList, letters_for


class PresetScreen(ChangeForm):
    """Ready-made ones by letter or arrows; what the one under the cursor holds below.

    Args:
        heading: The title.
        choices: Key, name and what it holds, of each.
        use: Gives what takes the one of a key.
    """

    SAVE_LABEL = N_("Use")
    SMALL = True

    def __init__(self, desk: Desk, heading: str, choices: Sequence[Option], use: Callable[[str], Write]) -> None:
        super().__init__(desk, heading=heading)
        self._choices = list(choices)
        self._use = use

    def rows(self) -> Iterable[Widget]:
        """The choices."""
        letters = letters_for([name for _key, name, _about in self._choices])
        items = [Item(key, name, letter) for (key, name, _about), letter in zip(self._choices, letters, strict=True)]
        yield PickList(items, id="choices")
        yield Static(id="holds", classes="words")

    def begin(self) -> None:
        """Begin in the list; what the first choice holds gets its lines once its width is known."""
        super().begin()
        self.desk.after_refresh(self, self._explain)

    @on(PickList.Highlighted)
    def _explain(self) -> None:
        item = self.query_one("#choices", PickList).item
        about = next((about for key, _name, about in self._choices if item is not None and key == item.key), "")
        self.query_one("#holds", Static).update(Content(safe(about)))

    @on(PickList.Chosen)
    def _chosen(self) -> None:
        self.action_save()

    def change(self) -> Write | None:
        """Take it."""
        item = self.query_one("#choices", PickList).item
        return self._use(item.key) if item else None
