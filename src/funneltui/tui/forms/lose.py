"""Lost, with the reason that teaches something later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget
from textual.widgets import Button

from funneltui.domain.losses import loss_reason_name, parking_first
from funneltui.domain.qualification import no_budget
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, NC_, NP_, translate as _, translate_plural
from funneltui.tui.actions.form_actions import LOSE
from funneltui.tui.desk import Write
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.field import Note
from funneltui.tui.widgets.pick_list import Item, PickList, letters_for

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change


class LoseScreen(ChangeForm):
    """Choose a reason by its letter or the arrows; Enter loses the cards.

    A no for the price or the budget is often "not now": parking is offered. Discarding somebody who
    was never contacted asks once (freelance practice: never judge by instinct).

    Args:
        cards: The cards.
    """

    HEADING = N_("Mark as lost: {name}")
    SEVERAL = NP_("Mark {count} deal as lost", "Mark {count} deals as lost")
    SAVE_LABEL = NC_("button", "Lose")
    SMALL = True
    BINDINGS = LOSE

    _warned = False
    """Whether it was said that nobody ever contacted them."""

    @property
    def _no_budget(self) -> bool:
        """Whether the grid says that there is no money now."""
        return len(self.cards) == 1 and no_budget(self.deal.answers)

    def rows(self) -> Iterable[Widget]:
        """The reasons, and a note."""
        reasons = self.desk.reads.stages.loss_reasons()
        self._note_required = {reason.key for reason in reasons if reason.note_required}
        names = [loss_reason_name(reason.key, reason.name) for reason in reasons]
        yield PickList(
            [
                Item(reason.key, name, letter)
                for reason, name, letter in zip(reasons, names, letters_for(names), strict=True)
            ],
            id="reasons",
        )
        yield Note("note", _("Note"), placeholder=_("what they said"), lines=2)

    def more_buttons(self) -> Iterable[Button]:
        """Not now rather than never."""
        yield Button(self.space.keyed(_("Park instead"), "lose.park"), id="park", action="screen.park", compact=True)

    def change(self) -> Write | None:
        """Lose the cards for the reason under the cursor."""
        item = self.query_one("#reasons", PickList).item
        reason, note = item.key if item else "", self.text("note")
        if reason in self._note_required and not note:
            raise InvalidValueError(N_("This reason needs a note."), field="note")
        ids = self.cards
        return lambda services: services.opportunities.lose(ids, reason=reason, note=note)

    def submit(self) -> None:
        """Lose them, after asking once about those nobody ever contacted."""
        untried = 0 if self._warned else self.desk.reads.contact.untried(self.cards)
        if untried:
            self._warned = True
            words = translate_plural(
                "Never contacted: mark as lost anyway? {key} again confirms.",
                "{count} were never contacted: mark as lost anyway? {key} again confirms.",
                untried,
            )
            self.tell(words.format(key=self.desk.key_of("form.save")))
            return
        super().submit()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        if event.item.key in self._note_required and not self.text("note"):
            self.row("note").target.focus()
        else:
            self.action_save()

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        if self._warned:
            return
        name, needed = event.item.text, event.item.key in self._note_required
        self.row("note").say(_("required for this reason") if needed else "")
        if parking_first(event.item.key):
            self.tell(_("“{reason}” often means “not now”: park it until a date?").format(reason=name))
        else:
            self.tell(_("No budget often means “not now”: park it instead.") if self._no_budget else "")

    def action_park(self) -> None:
        """Park instead, with the reason."""
        from funneltui.tui.forms.park import ParkScreen

        item = self.query_one("#reasons", PickList).item
        why = item.text if item is not None and parking_first(item.key) else ""
        self.desk.open(ParkScreen(self.desk, self.cards, why), self._parked)

    def _parked(self, change: Change | None) -> None:
        if change is not None:
            self.dismiss(change)
