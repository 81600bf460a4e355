"""The stages of the funnel, in the words and with the gates of whoever works with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from funneltui.domain.entries import StageChanges
from funneltui.domain.insights.rates import percent_words
from funneltui.domain.qualification import criterion_name
from funneltui.domain.stages import COLOURS, LIVE_KINDS, StageKind
from funneltui.domain.text import safe
from funneltui.domain.vocabularies import VOCABULARIES
from funneltui.i18n import N_, grouped, translate as _, translate_plural
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.forms.preset import PresetScreen
from funneltui.tui.forms.structure import StructureScreen
from funneltui.tui.widgets.choice import Choice, Option, no_or_yes, options_of
from funneltui.tui.widgets.field import Field, Note
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.storage.reads.stages import StageRecord

_GATE = "gate-"


class StagesScreen(StructureScreen):
    """The stage editor."""

    HEADING = N_("Stages")

    def items(self) -> list[Item]:
        """A stage a row, with what it holds and asks."""
        return [Item(stage.key, stage.called, note=self._note(stage)) for stage in _stages(self.desk).values()]

    def _note(self, stage: StageRecord) -> str:
        cards = translate_plural("{count} deal", "{count} deals", stage.cards)
        pieces = [cards, percent_words(stage.probability, 100)]
        if stage.idle_days:
            pieces.append(_("idle after {count} d").format(count=grouped(stage.idle_days)))
        return " · ".join(pieces)

    def about(self, key: str) -> Content:
        """Definition and gate."""
        stage = _stages(self.desk).get(key)
        if stage is None:
            return Content("")
        lines = [safe(stage.means) or _("No definition yet.")]
        if stage.required:
            names = {criterion.key: criterion.name for criterion in self.desk.reads.stages.criteria()}
            listed = ", ".join(criterion_name(key, names.get(key)) for key in stage.required)
            lines.append(safe(_("Entry criteria: {criteria}").format(criteria=listed)))
        return Content("\n".join(lines))

    def adding(self) -> ModalScreen[Any]:
        """A new stage after the one under the cursor."""
        return StageAddScreen(self.desk, key=self.key)

    def editing(self, key: str) -> ModalScreen[Any]:
        """Everything about a stage."""
        return StageScreen(self.desk, key=key)

    def moving(self, key: str, by: int) -> Write:
        """Along the board."""
        return lambda services: services.structure.move_stage(key, by)

    def take_away(self, key: str) -> None:
        """At once when it is empty; else its cards go somewhere first."""
        if _stages(self.desk)[key].cards:
            self.desk.open(StageRemoveScreen(self.desk, key=key), self.refresh_rows)
        else:
            self.write(lambda services: services.structure.remove_stage(key))

    def presets(self) -> ModalScreen[Any]:
        """Another trade's words."""

        def use(key: str) -> Write:
            chosen = next(vocabulary for vocabulary in VOCABULARIES if vocabulary.key == key)
            return lambda services: services.structure.use_words(chosen)

        rows = [(vocabulary.key, _(vocabulary.name), _(vocabulary.about)) for vocabulary in VOCABULARIES]
        return PresetScreen(self.desk, _("Stage presets"), rows, use)


def _stages(desk: Desk) -> dict[str, StageRecord]:
    """The stages by key, in the board's order."""
    return {stage.key: stage for stage in desk.reads.stages.stages()}


def _open_stages(desk: Desk, *without: str) -> list[Option]:
    """The stages before the won one, to choose from."""
    return [
        (stage.key, stage.called, "")
        for stage in desk.reads.stages.stages()
        if stage.kind in LIVE_KINDS and stage.key not in without
    ]


class StageScreen(ChangeForm):
    """Everything about one stage.

    Args:
        key: The key of the stage under the cursor.
    """

    SMALL = True

    @property
    def heading(self) -> str:
        """The form's title."""
        stage = _stages(self.desk)[self.key]
        return _("Stage: {stage}").format(stage=stage.called)

    def rows(self) -> Iterable[Widget]:
        """Words, numbers, colour, then the gate, a line a criterion."""
        stage = _stages(self.desk)[self.key]
        yield Field("name", _("Name"), stage.called, placeholder=_("empty: the built-in name"))
        yield Note("definition", _("Definition"), stage.means)
        yield Field("probability", _("Probability (%)"), str(stage.probability), check=understood.number)
        yield Field(
            "idle_days",
            _("Idle after (days)"),
            str(stage.idle_days),
            check=understood.number,
            placeholder=_("0: never"),
        )
        yield Choice("colour", _("Colour"), options_of(COLOURS), stage.colour)
        if stage.kind != StageKind.OPEN:
            return
        yield sentences(_("Entry criteria"), classes="heading")
        options = no_or_yes()
        for criterion in self.desk.reads.stages.criteria():
            required = "yes" if criterion.key in stage.required else ""
            yield Choice(_GATE + criterion.key, safe(criterion.called), options, required)

    def change(self) -> Write | None:
        """Save what was changed."""
        changed = {key: text.strip() for key, text in self.changed.items()}
        values: dict[str, Any] = {key: changed[key] for key in ("name", "definition", "colour") if key in changed}
        values |= {key: understood.whole(changed[key], key) for key in ("probability", "idle_days") if key in changed}
        if any(key.startswith(_GATE) for key in changed):
            gate = [row for row in self.query(Choice) if row.key.startswith(_GATE)]
            values["required"] = tuple(row.key.removeprefix(_GATE) for row in gate if row.value)
        if not values:
            return None
        key, changes = self.key, StageChanges(**values)
        return lambda services: services.structure.change_stage(key, changes)


class StageAddScreen(ChangeForm):
    """A new stage, behind the one under the cursor.

    Args:
        key: The key of the stage under the cursor.
    """

    HEADING = N_("Add a stage")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """Its name, its place, who belongs there."""
        places = _open_stages(self.desk)
        keys = [key for key, _name, _about in places]
        yield Field("name", _("Name"), placeholder=_("demo done…"))
        yield Choice("after", _("After"), places, self.key if self.key in keys else keys[-1])
        yield Note("definition", _("Definition"))

    def change(self) -> Write:
        """Add it."""
        name, after, definition = self.text("name"), self.text("after"), self.text("definition")
        return lambda services: services.structure.add_stage(name, after=after, definition=definition)


class StageRemoveScreen(ChangeForm):
    """Where the cards go before a stage does.

    Args:
        key: The key of the stage under the cursor.
    """

    SAVE_LABEL = N_("Remove")
    SMALL = True

    @property
    def heading(self) -> str:
        """The form's title."""
        stage = _stages(self.desk)[self.key]
        return _("Remove {stage}").format(stage=stage.called)

    def rows(self) -> Iterable[Widget]:
        """How many cards, and the stage that takes them."""
        count = _stages(self.desk)[self.key].cards
        said = translate_plural("{count} deal is in this stage.", "{count} deals are in this stage.", count)
        yield sentences(said, classes="words intro")
        others = _open_stages(self.desk, self.key)
        keys = list(_stages(self.desk))
        before = [key for key, _name, _about in others if keys.index(key) < keys.index(self.key)]
        yield Choice("into", _("Move deals to"), others, before[-1] if before else "")

    def change(self) -> Write:
        """Move them, remove it."""
        key, into = self.key, self.text("into")
        return lambda services: services.structure.remove_stage(key, into=into)
