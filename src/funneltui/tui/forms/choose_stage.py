"""Moving to a stage of one's choice, with what each stage means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.qualification import criterion_name
from funneltui.domain.stages import StageKind
from funneltui.domain.text import safe
from funneltui.i18n import N_, NP_, grouped, translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.gates import ask_at_gate
from funneltui.tui.forms.later import screen_class
from funneltui.tui.widgets.pane_lines import wrap
from funneltui.tui.widgets.pick_list import Item, PickList, letters_for

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.stages import StageRecord


_CLOSING: Mapping[str, str] = {
    StageKind.WON: "forms.win:WinScreen",
    StageKind.LOST: "forms.lose:LoseScreen",
    StageKind.PARKED: "forms.park:ParkScreen",
}
"""Where the forms stand that ask for more when a card enters a stage of a kind."""


class ChooseStageScreen(ChangeForm):
    """The stages by letter or arrows, the definition of the one under the cursor below.

    Args:
        ids: The cards to move.
    """

    HEADING = N_("Move to: {name}")
    SEVERAL = NP_("Move {count} deal to", "Move {count} deals to")
    SAVE_LABEL = N_("Move")
    SMALL = True

    def __init__(self, desk: Desk, ids: Sequence[int]) -> None:
        super().__init__(desk, ids)
        self._stages: dict[str, StageRecord] = {}
        self._about: dict[str, Content] = {}
        self.space.changed = self._keep_height

    def rows(self) -> Iterable[Widget]:
        """The stages, and what the one under the cursor means."""
        reads = self.desk.reads
        stages = reads.stages.stages()
        self._stages = {stage.key: stage for stage in stages}
        here = self.deal.stage_key if len(self.cards) == 1 else ""
        names = [stage.called for stage in stages]
        listed = PickList(
            [
                Item(stage.key, name, letter, _("current") if stage.key == here else grouped(stage.cards))
                for stage, name, letter in zip(stages, names, letters_for(names), strict=True)
            ],
            id="stages",
        )
        first = self._first([stage.key for stage in stages])
        listed.pick(first)
        yield listed
        criteria = {criterion.key: criterion.name for criterion in reads.stages.criteria()}
        self._about = {stage.key: _about(stage, criteria) for stage in stages}
        definition = Static(self._about[first], id="definition", classes="words")
        definition.styles.min_height = self._longest()
        yield definition

    def _first(self, places: Sequence[str]) -> str:
        """The stage after the one the cards are in."""
        here = self.deal.stage_key
        return places[min(places.index(here) + 1, len(places) - 1)] if here in places else places[0]

    def _longest(self) -> int:
        """The lines of the longest definition: the form keeps its height from stage to stage."""
        width = self.space.words_width
        return max(
            sum(len(list(wrap(line, width))) for line in about.plain.split("\n")) for about in self._about.values()
        )

    def _keep_height(self) -> None:
        self.query_one("#definition", Static).styles.min_height = self._longest()

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        definition, words = self.query_one("#definition", Static), self._about[event.item.key]
        if definition.content is not words:
            definition.update(words, layout=False)

    @on(PickList.Chosen)
    def _chosen(self) -> None:
        self.action_save()

    def submit(self) -> None:
        """Move there; closing and parking have forms of their own."""
        item = self.query_one("#stages", PickList).item
        if item is None:
            return
        closing = _CLOSING.get(self._stages[item.key].kind)
        if closing is not None:
            self.desk.open(screen_class(closing)(self.desk, self.cards), self._done)
            return
        ids, key = self.cards, item.key

        def move(services: Services, reason: str) -> Change:
            return services.opportunities.move(ids, key, reason=reason)

        ask_at_gate(self.desk, ids, move, self._done)

    def _done(self, change: Change | None) -> None:
        if change is not None and self.desk.is_open(self):
            self.finish(change)


def _about(stage: StageRecord, criteria: Mapping[str, str | None]) -> Content:
    """What a stage means, and what it asks for."""
    words = [Content(safe(stage.means))]
    if stage.required:
        names = ", ".join(criterion_name(key, criteria.get(key)) for key in stage.required)
        words.append(Content(safe(_("Entry criteria: {criteria}").format(criteria=names))))
    return Content("\n").join(words)
