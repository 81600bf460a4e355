"""The qualification grid, line by line, in one's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from funneltui.domain.entries import CriterionChanges
from funneltui.domain.grids import GRIDS
from funneltui.domain.qualification import criterion_next_question
from funneltui.domain.text import safe
from funneltui.i18n import N_, grouped, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.preset import PresetScreen
from funneltui.tui.forms.structure import StructureScreen
from funneltui.tui.widgets.field import Field, Note
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.storage.reads.stages import CriterionRecord


class GridScreen(StructureScreen):
    """The grid editor."""

    HEADING = N_("Qualification grid")

    def _lines(self) -> dict[str, CriterionRecord]:
        return {criterion.key: criterion for criterion in self.desk.reads.stages.criteria()}

    def items(self) -> list[Item]:
        """A criterion a row, with its weight and who asks for it."""
        stages = self.desk.reads.stages.stages()
        rows = []
        for line in self._lines().values():
            gates = [stage.called for stage in stages if line.key in stage.required]
            note = [_("weight {count}").format(count=grouped(line.weight))]
            if gates:
                note.append(_("required by {stages}").format(stages=", ".join(gates)))
            rows.append(Item(line.key, line.called, note=" · ".join(note)))
        return rows

    def about(self, key: str) -> Content:
        """Its question, and how to ask it."""
        criterion = self._lines().get(key)
        if criterion is None:
            return Content("")
        lines = [safe(criterion.asks) or _("No question yet.")]
        if criterion.question is None and criterion_next_question(criterion.key):
            lines.append(_("Ask: “{question}”").format(question=criterion_next_question(criterion.key)))
        return Content("\n".join(lines))

    def adding(self) -> ModalScreen[Any]:
        """A new line."""
        return CriterionScreen(self.desk)

    def editing(self, key: str) -> ModalScreen[Any]:
        """A line's words and weight."""
        return CriterionScreen(self.desk, key=key)

    def moving(self, key: str, by: int) -> Write:
        """Up or down."""
        return lambda services: services.structure.move_criterion(key, by)

    def take_away(self, key: str) -> None:
        """At once: answers stay in the history, and undo brings it back."""
        self.write(lambda services: services.structure.remove_criterion(key))

    def presets(self) -> ModalScreen[Any]:
        """Another grid."""

        def use(key: str) -> Write:
            grid = next(grid for grid in GRIDS if grid.key == key)
            return lambda services: services.structure.use_grid(grid)

        return PresetScreen(
            self.desk, _("Grid presets"), [(grid.key, _(grid.name), _(grid.about)) for grid in GRIDS], use
        )


class CriterionScreen(ChangeForm):
    """One line of the grid.

    Args:
        key: The criterion's key; empty for a new one.
    """

    SMALL = True

    @property
    def heading(self) -> str:
        """The form's title."""
        if not self.key:
            return _("Add a criterion")
        criterion = self._line()
        return _("Criterion: {criterion}").format(criterion=criterion.called)

    def _line(self) -> CriterionRecord:
        return next(criterion for criterion in self.desk.reads.stages.criteria() if criterion.key == self.key)

    def rows(self) -> Iterable[Widget]:
        """Name, question, weight."""
        criterion = self._line() if self.key else None
        name = criterion.called if criterion else ""
        yield Field("name", _("Name"), name, placeholder=_("empty: the built-in name") if criterion else "")
        yield Note("question", _("Question"), criterion.asks if criterion else "")
        yield Field(
            "weight", _("Weight"), str(criterion.weight) if criterion else "1", placeholder=_("points for a yes")
        )

    def change(self) -> Write | None:
        """Save it."""
        weight = understood.whole(self.text("weight"), "weight", 3)
        name, question, key = self.text("name"), self.text("question"), self.key
        if not key:
            return lambda services: services.structure.add_criterion(name, question, weight=weight)
        texts = {key: text.strip() for key, text in self.changed.items()}
        if not texts:
            return None
        changes = CriterionChanges(
            name=texts.get("name"), question=texts.get("question"), weight=weight if "weight" in texts else None
        )
        return lambda services: services.structure.change_criterion(key, changes)
