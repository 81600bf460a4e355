"""Lists that are edited: the stages of the funnel and the lines of the grid. Every change is a step of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Button, Static

from funneltui.domain.text import safe
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _
from funneltui.tui.actions.form_actions import STRUCTURE
from funneltui.tui.desk import Desk, Write
from funneltui.tui.engine import OneFrame
from funneltui.tui.looks.theme import MUTED
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change

_LOW, _NARROW = 18, 70


class StructureScreen(OneFrame[None], ModalScreen[None]):
    """The rows, what the one under the cursor means, and what can be done with it.

    | Key(s) | Does |
    | :- | :- |
    | enter, e | Edit the row. |
    | a, d | Add one, remove it. |
    | K, J | Move it up or down. |
    | t | Take a ready-made one. |
    | u, U | Undo, redo. |
    | escape | Close: everything is saved already. |
    """

    CSS_PATH: ClassVar[CSSPathType] = "structure.tcss"
    AUTO_FOCUS = "#rows"
    BINDINGS = STRUCTURE
    HEADING: ClassVar[str]
    """The title: a message id."""
    ORDERED: ClassVar[bool] = True
    """Whether the rows have an order of their own, which can be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    # -- What a list is made of ---------------------------------------------------------------------

    def items(self) -> list[Item]:
        """The rows as they are stored now."""
        raise NotImplementedError

    def about(self, key: str) -> Content:
        """What is to be known of a row."""
        raise NotImplementedError

    def adding(self) -> ModalScreen[Any]:
        """The form that adds a row."""
        raise NotImplementedError

    def editing(self, key: str) -> ModalScreen[Any]:
        """The form that edits a row."""
        raise NotImplementedError

    def moving(self, key: str, by: int) -> Write:
        """What moves a row."""
        raise NotImplementedError

    def take_away(self, key: str) -> None:
        """Remove a row, after asking what has to be asked."""
        raise NotImplementedError

    def presets(self) -> ModalScreen[Any]:
        """The choice of ready-made ones."""
        raise NotImplementedError

    # -- Drawing ------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Rows, explanation, buttons."""
        with Vertical(id="structure"):
            yield Static(Content(_(self.HEADING)), id="title")
            yield PickList(self.items(), id="rows")
            yield Static(id="about")
            yield Static(id="message")
            with Horizontal(id="buttons"):
                order = {"up": "shift(-1)", "down": "shift(1)"} if self.ORDERED else {}
                actions = {name: name for name in ("close", "edit", "add", "remove")} | order | {"presets": "presets"}
                for name, action in actions.items():
                    variant: Literal["primary", "default"] = "primary" if name == "close" else "default"
                    yield Button(Content(""), variant, id=name, action=f"screen.{action}", compact=True)

    def on_mount(self) -> None:
        """Word the buttons for the room there is; the explanation gets its lines once its width is known."""
        self._fit()
        self.desk.after_refresh(self, self._explain)

    def on_resize(self) -> None:
        """Tighten or loosen with the screen."""
        self._fit()

    def _fit(self) -> None:
        narrow = self.app.size.width < _NARROW
        self.set_class(self.app.size.height < _LOW, "-low")
        self.set_class(narrow, "-narrow")
        up, down = ("^", "v") if self.desk.settings.ascii else ("↑", "↓")
        labels = {
            "close": _("Close"), "edit": _("Edit"), "add": _("Add"), "remove": _("Remove"),
            "up": up, "down": down, "presets": _("Presets"),
        }  # fmt: skip
        for button in self.query(Button):
            words, key = labels[str(button.id)], self.desk.key_of(f"structure.{button.id}")
            shown = (key, "" if button.id == "close" else "$accent")
            button.label = Content(words) if narrow else Content.assemble(words, " ", shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rows without an order are not moved."""
        return self.ORDERED if action == "shift" else super().check_action(action, parameters)

    @property
    def key(self) -> str:
        """What the row under the cursor stands for."""
        item = self.query_one("#rows", PickList).item
        return item.key if item else ""

    @on(PickList.Highlighted)
    def _explain(self) -> None:
        self.query_one("#about", Static).update(self.about(self.key))

    def refresh_rows(self, change: Change | None = None) -> None:
        """Show how it is now; what was just made is under the cursor."""
        if not self.is_mounted:
            return
        rows = self.query_one("#rows", PickList)
        before, place = {item.key for item in rows.items}, rows.cursor
        key = self.key
        items = self.items()
        new = [item.key for item in items if item.key not in before] if change is not None else []
        wanted = new[0] if len(new) == 1 else key
        rows.fill(items, place, key=wanted)
        self._explain()
        if change is not None:
            self.tell(self.desk.status.text)

    def reload(self) -> None:
        """Somebody else has written."""
        self.refresh_rows()

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Say what happened, or why not. Any text may be given."""
        self.query_one("#message", Static).update(Content.styled(safe(text), "$text-error" if wrong else MUTED))

    def refused(self, error: FunnelError) -> None:
        """Say why not."""
        self.tell(sentence(error), wrong=True)

    def write(self, write: Write) -> None:
        """Change it at once."""
        self.desk.perform(write, then=self.refresh_rows, failed=self.refused)

    # -- Keys and buttons ---------------------------------------------------------------------------

    @on(PickList.Chosen)
    def action_edit(self) -> None:
        """Edit the row."""
        if self.key:
            self.desk.open(self.editing(self.key), self.refresh_rows)

    def action_add(self) -> None:
        """Add a row."""
        self.desk.open(self.adding(), self.refresh_rows)

    def action_remove(self) -> None:
        """Remove the row."""
        if self.key:
            self.take_away(self.key)

    def action_shift(self, by: int) -> None:
        """Move the row."""
        if self.key:
            self.write(self.moving(self.key, by))

    def action_presets(self) -> None:
        """Take a ready-made one."""
        self.desk.open(self.presets(), self.refresh_rows)

    def action_undo(self) -> None:
        """Take the last change back."""
        self.desk.undo(then=self.refresh_rows, failed=self.refused)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.desk.redo(then=self.refresh_rows, failed=self.refused)

    def action_close(self) -> None:
        """Close: everything is saved."""
        self.dismiss(None)
