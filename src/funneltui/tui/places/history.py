"""The history: every step, and back or forward to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from funneltui.domain.field_names import DOOR_NAMES
from funneltui.domain.text import safe
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _, translate_plural
from funneltui.storage.outcome import Change
from funneltui.storage.reads.history import StepRecord
from funneltui.tui.actions.form_actions import HISTORY
from funneltui.tui.desk import Desk, Write
from funneltui.tui.engine import OneFrame
from funneltui.tui.places.data_states import moment_words
from funneltui.tui.widgets.pick_list import Item, PickList

_WINDOW = 200
_NEW = 50
"""So many steps made elsewhere take none out of sight that was read."""


class HistoryScreen(OneFrame[Change | None], ModalScreen[Change | None]):
    """Steps, newest first, read as far as one scrolls. Its result is the last undo or redo.

    | Key(s) | Does |
    | :- | :- |
    | enter | Undo up to and with this step; on an undone one, redo up to and with it. |
    | u, U | Undo, redo one step. |
    """

    CSS_PATH = "../forms/help.tcss"
    AUTO_FOCUS = "#steps"
    BINDINGS: ClassVar[list[BindingType]] = list(HISTORY)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._steps: list[StepRecord] = []
        self._end = False
        self._change: Change | None = None

    def compose(self) -> ComposeResult:
        """The steps, and what Enter would do."""
        self._steps = list(self.desk.reads.history.steps(_WINDOW))
        self._end = len(self._steps) < _WINDOW
        with Vertical(id="history"):
            yield Static(Content(_("History")), id="title")
            yield PickList(self._items(self._steps), more=self._more, id="steps")
            yield Static(Content(""), id="about")

    def on_mount(self) -> None:
        """Say so when there is nothing yet."""
        if not self._steps:
            self.add_class("-empty")
            self._about(_("No changes yet."))

    def _items(self, steps: Sequence[StepRecord]) -> list[Item]:
        return [self._item(step) for step in steps]

    def _item(self, step: StepRecord) -> Item:
        when = moment_words(step.at, self.desk.clock.today())
        notes = [step.state_words] if step.state_words else []
        if step.door and step.door != "program":
            notes.append(_(DOOR_NAMES.get(step.door, step.door)))
        return Item(str(step.id), step.label, note=" · ".join([*notes, when]), faint=step.state != "done")

    def _more(self) -> list[Item]:
        if self._end or not self._steps:
            return []
        steps = list(self.desk.reads.history.steps(_WINDOW, before=self._steps[-1].id))
        self._end = len(steps) < _WINDOW
        self._steps += steps
        return self._items(steps)

    def _way(self, step_id: int) -> tuple[str, int]:
        """Whether a step is to be undone or redone, and how many steps that takes."""
        place = next(place for place, step in enumerate(self._steps) if step.id == step_id)
        record = self._steps[place]
        if record.state == "done":
            return "undo", sum(step.state == "done" for step in self._steps[: place + 1])
        if record.state == "undone":
            return "redo", sum(step.state == "undone" for step in self._steps[place:])
        return "", 0

    def _about(self, text: str) -> None:
        self.query_one("#about", Static).update(Content(safe(text)))

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        way, count = self._way(int(event.item.key))
        if way == "undo":
            words = translate_plural("Enter undoes this change.", "Enter undoes these {count} changes.", count)
        elif way == "redo":
            words = translate_plural("Enter redoes this change.", "Enter redoes these {count} changes.", count)
        else:
            words = _("This change can't be undone or redone.")
        self._about(words)

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        way, count = self._way(int(event.item.key))
        if way == "undo":  # chosen below an erasure: it is meant to stay
            self._perform(lambda services: services.history.undo(count, past_erasure=True))
        elif way:
            self._travel(way, count)

    def action_undo(self) -> None:
        """One step back."""
        self._travel("undo", 1)

    def action_redo(self) -> None:
        """One step forward again."""
        self._travel("redo", 1)

    def _travel(self, way: str, count: int) -> None:
        self._perform(lambda services: getattr(services.history, way)(count))

    def _perform(self, write: Write) -> None:
        self.desk.perform(write, then=self._done, failed=self._failed, slow=True)

    def _done(self, change: Change) -> None:
        self._change = change
        if self.desk.is_open(self):
            self.reload()

    def reload(self) -> None:
        """Read the steps again, as far back as they were read: there may be more, and others undone."""
        count = max(_WINDOW, len(self._steps) + _NEW)
        self._steps = list(self.desk.reads.history.steps(count))
        self._end = len(self._steps) < count
        self.query_one("#steps", PickList).renew(self._items(self._steps))

    def _failed(self, error: FunnelError) -> None:
        if self.desk.is_open(self):
            self._about(sentence(error))

    def action_close(self) -> None:
        """Back."""
        self.dismiss(self._change)
