"""The qualification checklist: a form one can fill in while on the phone, saved as it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from funneltui.domain.days import short_day
from funneltui.domain.entries import Given
from funneltui.domain.qualification import (
    ANSWER_WORDS,
    Answer,
    criterion_next_question,
    evidence_text,
    next_best,
    no_budget,
    not_the_decider,
    read_evidence,
    score,
    verdict,
)
from funneltui.domain.stages import LIVE_KINDS, gate_ahead, missing
from funneltui.domain.text import fit, safe
from funneltui.errors import FunnelError, NotFoundError
from funneltui.i18n import sentence, translate as _
from funneltui.tui.actions.form_actions import CHECKLIST
from funneltui.tui.desk import Desk
from funneltui.tui.desk.drafts import DraftPlace
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.answer_grid import AnswerGrid, AnswerLine

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change

_LOW, _TINY, _NARROW = 22, 16, 60
"""Lines below which the form does without blank ones, below which it says the most needed only; columns."""
_EVIDENCE_LINES = 4
"""Lines of evidence that are in sight while it is written."""
_WIDEST = 100
"""Columns that a form takes at most."""
_AROUND_GRID = 15
"""Lines that a whole form takes beside its grid."""


class ChecklistScreen(OneFrame[None], ModalScreen[None]):
    """The grid of one card. Every answer is saved at once, and can be undone.

    | Key(s) | Does |
    | :- | :- |
    | y, n, question mark | Answer the line, go to the next. |
    | tab, enter | Write the evidence; again: back to the grid. Alt+Enter makes a line in it. |
    | a | Add the decision-maker, when the contact does not decide. |
    | p | Park, when there is no budget now. |
    | escape, ctrl+s | Close: everything is saved already. |

    Args:
        cards: The card, alone.

    Raises:
        NotFoundError: There is none of that id.
    """

    CSS_PATH = "checklist.tcss"
    AUTO_FOCUS = "AnswerGrid"
    STILL_BELOW = True
    BINDINGS = CHECKLIST

    def __init__(self, desk: Desk, cards: Sequence[int]) -> None:
        super().__init__()
        self.desk = desk
        self._card = cards[0]
        self._deal = desk.reads.contact.detail(self._card)
        self._fitted = Size(0, 0)
        self._writing = ""
        """The key of the criterion whose evidence is being written."""
        self._told_in_full = ""
        """What is told in full above the advice: what the line under the cursor has no room for."""

    # -- Making it ----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Title, grid, verdict and the next question, what is offered, keys: all of it for the first paint."""
        from funneltui.tui.widgets.note_area import NoteLine

        self._evidence = NoteLine(placeholder=_("what was said @who"), id="evidence")
        """Where what an answer rests on is written."""
        self._stages = self.desk.reads.stages.stages()
        size = self.app.size
        self._classify(size)
        with Vertical(id="checklist"):
            yield Static(self._title(), id="title")
            with VerticalScroll(id="grid-area", can_focus=False) as area:
                area.styles.max_height = _grid_height(size)
                grid = self._grid = AnswerGrid(self._lines(), (_("y"), _("n")), self._save, id="grid")
                unknown = [place for place, line in enumerate(grid.lines) if line.answer == Answer.UNKNOWN]
                grid.set_reactive(AnswerGrid.cursor, unknown[0] if unknown else 0)
                yield grid
                yield self._evidence
            yield Static(self._advice(), id="advice")
            shown = {"close": True, "decider": self._deal.lacks_decider, "park": self._wants_parking}
            with Horizontal(id="buttons"):
                for name, label in self._labels().items():
                    variant: Literal["primary", "default"] = "primary" if name == "close" else "default"
                    hidden = "" if shown[name] else "-hidden"
                    does = f"screen.{name}"
                    yield Button(Content(label), variant, id=name, classes=hidden, action=does, compact=True)
            yield Static(self._keys(), id="keys")

    def on_resize(self, event: events.Resize) -> None:
        """Tighten or loosen with the screen."""
        if self._fitted == event.size:
            return
        self._classify(event.size)
        self.query_one("#grid-area").styles.max_height = _grid_height(event.size)
        for name, label in self._labels().items():
            self.query_one(f"#{name}", Button).label = Content(label)
        self._show()
        self.desk.after_refresh(self, self._place_input)

    def _classify(self, size: Size) -> None:
        self._fitted = size
        self.set_class(size.height < _LOW, "-low")
        self.set_class(size.height < _TINY, "-tiny")
        self.set_class(size.width < _NARROW, "-narrow")

    def _labels(self) -> dict[str, str]:
        """The buttons' words, with their keys where there is room."""
        if self.has_class("-narrow"):
            return {"close": _("Close"), "decider": _("Decision-maker  a"), "park": _("Park  p")}
        wide = _("Add the decision-maker  a")
        return {"close": _("Close  Esc"), "decider": wide, "park": _("Park until later  p")}

    # -- What it says -------------------------------------------------------------------------------

    def _lines(self) -> list[AnswerLine]:
        today = self.desk.clock.today()
        return [
            AnswerLine(
                criterion.key,
                criterion.called,
                criterion.answer,
                evidence_text(criterion.evidence, criterion.said_by),
                short_day(date.fromisoformat(criterion.said_on), today) if criterion.said_on else "",
                criterion.required,
                criterion.asks,
            )
            for criterion in self._deal.criteria
        ]

    def _required(self) -> tuple[tuple[str, ...], str]:
        """What the gate ahead asks for, and that stage's name; nothing when no stage asks for anything."""
        gate = gate_ahead(self._stages, self._deal.stage_key)
        return (gate.required, gate.called) if gate else ((), "")

    @property
    def _wants_parking(self) -> bool:
        """Whether it is no for now, rather than never."""
        return no_budget(self._deal.answers) and self._deal.kind in LIVE_KINDS

    def _title(self) -> Content:
        deal = self._deal
        required, _stage = self._required()
        how = score(deal.answers, deal.weights)
        points, words = f"{how.points}/{how.out_of}", verdict(deal.answers, deal.weights, required).words
        narrow = self.has_class("-narrow")
        who = safe(deal.name if narrow else " · ".join(filter(None, (deal.name, deal.organization))))
        head = "" if narrow else _("Qualify")
        room = min(self.app.size.width, 100) - 4 - len(head) - len(points) - len(words) - 7
        pieces = [(head, "bold $accent"), "  " if head else "", fit(who, max(room, 8)).rstrip()]
        return Content.assemble(*pieces, "   ", (points, "bold"), "  ", words)

    def _advice(self) -> Content:
        deal = self._deal
        self._told_in_full = self._cut
        required, stage = self._required()
        names = {criterion.key: criterion.called for criterion in deal.criteria}
        lines: list[Content] = []
        if self._told_in_full:
            lines.append(Content.styled(self._told_in_full, "italic"))
        lacks = missing(required, deal.answers)
        if lacks:
            listed = ", ".join(names[key] for key in lacks if key in names)
            said = _("Missing for {stage}: {criteria}").format(stage=stage, criteria=listed)
            lines.append(Content.styled(safe(said), "$text-warning"))
        elif stage:
            said = _("Nothing is missing for {stage}.").format(stage=stage)
            lines.append(Content.styled(safe(said), "$text-success"))
        following = next_best(deal.answers, deal.weights, required)
        for criterion in deal.criteria:
            is_next = criterion.key == following
            question = criterion_next_question(criterion.key, criterion.question) if is_next else ""
            if question:
                lines.append(Content(safe(_("Ask next: “{question}”").format(question=question))))
        if self.has_class("-tiny"):
            return Content("\n").join(lines[-1:])
        return Content("\n").join([*lines, *self._calls_for()])

    @property
    def _cut(self) -> str:
        """What the line under the cursor has no room for."""
        around = 2 if self.has_class("-low") else 4
        return self._grid.cut(min(self.app.size.width, _WIDEST) - around)

    def _calls_for(self) -> list[Content]:
        """What a no calls for."""
        lines = []
        if self._deal.lacks_decider:
            words = _("They are not the decision-maker. Add the one who is, with the next action “{what}”.")
            lines.append(Content(safe(words.format(what=_("get their details, book a call")))))
        elif not_the_decider(self._deal.answers):
            name = next(person.name for person in self._deal.roles if person.role == "decider")
            lines.append(Content(safe(_("{name} is the decision-maker: talk to them.").format(name=name))))
        if self._wants_parking:
            lines.append(Content(_("No budget often means “not now”: park it instead.")))
        return lines

    def _keys(self) -> Content:
        """What the keys do, in the letters of the language in force."""
        keys = [(_("Enter"), _("save")), (_("Alt+Enter"), _("new line"))]
        if not self._writing:
            keys = [(_("y"), _("yes")), (_("n"), _("no")), ("?", _(ANSWER_WORDS["unknown"])), (_("Tab"), _("evidence"))]
            keys.append((self.desk.key_of("checklist.undo"), _("undo")))
        pieces = [piece for key, word in keys for piece in ((f"{key} ", "bold $accent"), f"{word}   ")]
        return Content.assemble(*pieces, _("saved automatically"))

    def _show_keys(self) -> None:
        self.query_one("#keys", Static).update(self._keys(), layout=False)

    def _show_advice(self) -> None:
        self.query_one("#advice", Static).update(self._advice(), layout=False)

    def _show(self) -> None:
        """Score and verdict, advice, and what can be offered."""
        self.query_one("#title", Static).update(self._title(), layout=False)  # their heights do not change:
        self._show_advice()  # a layout would cost four answers
        for name, shown in (("decider", self._deal.lacks_decider), ("park", self._wants_parking)):
            self.query_one(f"#{name}", Button).set_class(not shown, "-hidden")

    def refresh_card(self, _change: Change | None = None) -> None:
        """Read the card again and show how it stands; close when it is no more."""
        if not self.desk.is_open(self):
            return
        try:
            self._deal = self.desk.reads.contact.detail(self._card)
        except NotFoundError:  # its adding was undone
            self.dismiss(None)
            return
        self.query_one(AnswerGrid).fill(self._lines())
        self._show()

    # -- Answering ----------------------------------------------------------------------------------

    def _save(self, key: str, answer: str, evidence: str | None = None) -> None:
        said, by = (None, None) if evidence is None else read_evidence(evidence)
        card, answers = self._card, {key: Given(Answer(answer), said, by)}
        self.desk.perform(
            lambda services: services.qualification.answer(card, answers),
            then=self.refresh_card,
            failed=self._refused,
        )

    def _refused(self, error: FunnelError) -> None:
        self.refresh_card()
        if self.desk.is_open(self):  # there may have been no card to refresh
            self.query_one("#keys", Static).update(Content.styled(safe(sentence(error)), "$text-error"))

    @on(AnswerGrid.Moved)
    def _keep_in_sight(self) -> None:
        grid = self.query_one(AnswerGrid)
        area = self.query_one("#grid-area", VerticalScroll)
        area.scroll_to_region(Region(0, grid.cursor, 1, 1), animate=False)
        if self._cut != self._told_in_full:
            self._show_advice()

    @on(AnswerGrid.Evidence)
    def _open_evidence(self) -> None:
        line = self.query_one(AnswerGrid).line
        if line is None:
            return
        field = self._evidence
        self._writing = line.key
        field.text = self.desk.drafts.kept(self._draft_place).get("evidence", line.evidence)
        field.move_cursor(field.document.end)
        field.add_class("-open")
        self._place_input()
        self.desk.after_refresh(self, self._place_input)  # its width is known then, and how many lines that makes
        field.focus(scroll_visible=False)
        self._show_keys()

    def _place_input(self) -> None:
        """Over the line that it is about, and as many below as it has; above where they end."""
        grid, field = self.query_one(AnswerGrid), self._evidence
        left, width = grid.evidence_offset
        height = min(field.lines_needed, _EVIDENCE_LINES, max(1, len(grid.lines)))
        field.styles.width, field.styles.height = width, height
        field.styles.offset = (left, min(grid.cursor, len(grid.lines) - height))

    def _close_evidence(self, *, step: int = 0) -> None:
        """Save what was written and go back to the grid."""
        field, grid = self._evidence, self.query_one(AnswerGrid)
        place, key, self._writing = self._draft_place, self._writing, ""
        field.remove_class("-open")
        self._show_keys()
        grid.focus(scroll_visible=False)
        line = next((line for line in grid.lines if line.key == key), None)
        self.desk.drafts.keep(place, {})
        if line is not None and line.evidence != field.text.strip():
            self._save(key, line.answer, field.text)
        grid.action_go(step)

    @property
    def _draft_place(self) -> DraftPlace:
        """What is being written is kept, however the program ends."""
        return DraftPlace(f"evidence:{self._writing}", "opportunity", self._card)

    def on_text_area_changed(self) -> None:
        """What is written is kept, however this ends, and has the lines it needs."""
        line, field = self.query_one(AnswerGrid).line, self._evidence
        if self._writing and line is not None:
            typed = field.text if field.text != line.evidence else ""
            self.desk.drafts.keep(self._draft_place, {"evidence": typed} if typed else {})
            self._place_input()

    def on_note_line_submitted(self) -> None:
        """Done with it: the next line."""
        self._close_evidence(step=1)

    @on(events.DescendantBlur)
    def _left(self, event: events.DescendantBlur) -> None:
        if event.widget.id == "evidence" and self._writing:
            self._close_evidence()

    # -- Offers and leaving ---------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offers are keys only when they are offered."""
        if action == "decider":
            return self._deal.lacks_decider
        if action == "park":
            return self._wants_parking
        return True

    def action_decider(self) -> None:
        """Add who decides."""
        from funneltui.tui.forms.decider import DeciderScreen

        self.desk.open(DeciderScreen(self.desk, [self._card]), self.refresh_card)

    def action_park(self) -> None:
        """Not now rather than never."""
        from funneltui.tui.forms.park import ParkScreen

        self.desk.open(ParkScreen(self.desk, [self._card], _("no budget for now")), self._parked)

    def _parked(self, change: Change | None) -> None:
        if change is not None:
            self.dismiss(None)

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.desk.undo(then=self.refresh_card, failed=self._refused)

    def action_evidence(self) -> None:
        """From the evidence back to the grid, and the other way."""
        if self._writing:
            self._close_evidence(step=1)
        else:
            self._open_evidence()

    def action_close(self) -> None:
        """Close; what is being written is saved too, up to the last letter before the key."""
        (self.focused or self).call_later(self._finish)

    def _finish(self) -> None:
        if self._writing:
            self._close_evidence()
        if self.is_current:
            self.dismiss(None)


def _grid_height(size: Size) -> int | None:
    """The lines the grid may take; None where the sheet says."""
    return None if size.height < _LOW else max(3, size.height - _AROUND_GRID)
