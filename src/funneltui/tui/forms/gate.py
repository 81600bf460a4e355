"""A stage asks for more than is known: what is missing, the question to ask, and a way past it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.qualification import criterion_name, criterion_next_question
from funneltui.domain.text import safe
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.tui.desk import Desk
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.field import Note

if TYPE_CHECKING:
    from funneltui.services.changes import GateError

_NAMED = 8
"""Cards that are named one by one; more are counted."""


class GateScreen(Form[str]):
    """Asks once for the reason to move anyway. Its result is that reason.

    Args:
        error: What the services refused with.
    """

    SAVE_LABEL = N_("Move anyway")
    SMALL = True

    def __init__(self, desk: Desk, error: GateError) -> None:
        super().__init__(desk, heading=_("Not ready for {stage} yet").format(**error.values))
        self._error = error

    def rows(self) -> Iterable[Widget]:
        """What is missing, card by card, and the reason."""
        yield from self._missing()
        yield Note("reason", _("Reason"), placeholder=_("why move it anyway?"), lines=1)

    def submit(self) -> None:
        """Move with the reason."""
        reason = self.text("reason")
        if not reason:
            raise InvalidValueError(N_("Enter a reason, or press Esc."), field="reason")
        self.dismiss(reason)

    def _missing(self) -> Iterator[Static]:
        """Each card with what it lacks, under it the questions that nobody has asked further up."""
        questions = {criterion.key: criterion.question for criterion in self.desk.reads.stages.criteria()}
        asked: set[str] = set()
        for card in self._error.missing[:_NAMED]:
            names = ", ".join(safe(criterion_name(key, own)) for key, own in card.criteria)
            missing = _("missing: {criteria}").format(criteria=names)
            yield Static(Content.assemble((safe(card.name), "bold"), "  ", missing), classes="lacking")
            for key, _own in card.criteria:
                question = criterion_next_question(key, questions.get(key))
                if question and key not in asked:
                    asked.add(key)
                    yield Static(Content(_("ask: “{question}”").format(question=safe(question))), classes="asked")
        more = len(self._error.missing) - _NAMED
        if more > 0:
            yield Static(
                Content(translate_plural("and {count} more deal", "and {count} more deals", more)), classes="lacking"
            )
