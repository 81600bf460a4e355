"""What to do next with a prospect, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.domain.channels import CHANNELS
from funneltui.domain.stages import LIVE_KINDS
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, NC_, NP_, translate as _
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.choice import Choice, options_of
from funneltui.tui.widgets.field import Field

if TYPE_CHECKING:
    from funneltui.storage.reads.contact_values import OpportunityDetail


def needs_plan(deal: OpportunityDetail, today: date) -> bool:
    """Whether something is to be proposed: not to a client, who is parked until a day to come, or who opposed."""
    awake = deal.parked_until is not None and deal.parked_until <= today.isoformat()
    return not deal.opposed and (awake or deal.kind in LIVE_KINDS)


class NextActionScreen(ChangeForm):
    """The next action of cards, in one line: the day, then the words.

    Where nothing is planned yet something is proposed, which an empty line takes.

    Args:
        ids: The cards.
        done: Whether the one before was done just now.
    """

    HEADING = N_("Next action: {name}")
    SEVERAL = NP_("Next action of {count} deal", "Next action of {count} deals")
    SMALL = True
    PROPOSES = True

    def __init__(self, desk: Desk, ids: Sequence[int], *, done: bool = False) -> None:
        super().__init__(desk, ids)
        self._done = done
        self._suggestion = ""
        self._planned = ""

    def rows(self) -> Iterable[Widget]:
        """What there is now, to be changed or replaced."""
        text = channel = ""
        if len(self.cards) == 1:
            deal = self.deal
            text, channel = understood.due_text(deal.due_on, deal.due_time, deal.what), deal.channel
        self._planned = text
        if not text and (self._done or len(self.cards) == 1):
            self._suggestion = self._suggested()
        example = self._suggestion or _("fri 10:30 call back")
        yield Field("next", _("Date and action"), text, placeholder=example, check=self._understood, long=True)
        channels = [("", _(NC_("channel", "any")), ""), *options_of(CHANNELS)]
        yield Choice("channel", _("Channel"), channels, channel)

    def _understood(self, text: str) -> str:
        return understood.due_check(self.desk.clock.today(), self._planned)(text if text.strip() else self._suggestion)

    def _suggested(self) -> str:
        if not needs_plan(self.deal, self.desk.clock.today()):
            return ""
        day, what = self.desk.reads.review.suggested(self.card)
        return understood.due_text(day.isoformat(), None, what)

    def begin(self) -> None:
        """What is proposed instead of nothing is understood."""
        super().begin()
        self.field("next").verify(final=False)

    def change(self) -> Write:
        """Plan it."""
        due = understood.due(self.text("next") or self._suggestion, self.desk.clock.today())
        if due is None:
            raise InvalidValueError(N_("Enter a date, then the action: “fri call back”."), field="next")
        ids, step = self.cards, replace(due, channel=self.text("channel"))
        return lambda services: services.opportunities.plan(ids, step)
