"""The history: every step, and back or forward to any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from funneltui.domain.field_names import DOOR_NAMES
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.storage.reads.history import StepRecord
from funneltui.tui.actions.form_actions import HISTORY
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.places.data_states import moment_words
from funneltui.tui.widgets.pick_list import Item, PickList

_WINDOW = 200
_NEW = 50
"""So many steps made elsewhere take none out of sight that was read."""


class HistoryScreen(ListDialogue):
    """Steps, newest first, read as far as one scrolls.

    | Key(s) | Does |
    | :- | :- |
    | enter | Undo up to and with this step; on an undone one, redo up to and with it. |
    | u, U | Undo, redo one step. |
    """

    HEADING = N_("History")
    BINDINGS = HISTORY

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._steps: list[StepRecord] = []
        self._end = False

    def make_list(self) -> PickList:
        """The newest steps."""
        self._steps = list(self.desk.reads.history.steps(_WINDOW))
        self._end = len(self._steps) < _WINDOW
        return PickList(self._items(self._steps), more=self._more, id="rows")

    def on_mount(self) -> None:
        """Say so when there is nothing yet."""
        if not self._steps:
            self.show([])
            self.tell(_("No changes yet."))

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

    def about(self, key: str) -> Iterable[str]:
        """What Enter would do."""
        way, count = self._way(int(key))
        if way == "undo":
            yield translate_plural("Enter undoes this change.", "Enter undoes these {count} changes.", count)
        elif way == "redo":
            yield translate_plural("Enter redoes this change.", "Enter redoes these {count} changes.", count)
        else:
            yield _("This change can't be undone or redone.")

    def choose(self, key: str) -> None:
        """Undo or redo as far as a step."""
        way, count = self._way(int(key))
        if way == "undo":  # chosen below an erasure: it is meant to stay
            self._perform(lambda services: services.history.undo(count, past_erasure=True))
        elif way:
            self._perform(lambda services: services.history.redo(count))

    def action_undo(self) -> None:
        """One step back."""
        self._perform(lambda services: services.history.undo())

    def action_redo(self) -> None:
        """One step forward again."""
        self._perform(lambda services: services.history.redo())

    def _perform(self, write: Write) -> None:
        self.desk.perform(write, then=lambda _change: self.reload(), failed=self.refused, slow=True)

    def reload(self) -> None:
        """Read the steps again, as far back as they were read: there may be more, and others undone."""
        count = max(_WINDOW, len(self._steps) + _NEW)
        self._steps = list(self.desk.reads.history.steps(count))
        self._end = len(self._steps) < count
        self.listed.renew(self._items(self._steps))
