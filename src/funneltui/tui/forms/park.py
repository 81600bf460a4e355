"""Not now: until when, why, and what to say then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, NP_, translate as _
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.field import Field, Note


class ParkScreen(ChangeForm):
    """Put cards aside until a day. The day is filled in, so that parking is two keys.

    Args:
        ids: The cards.
        why: The reason, if it is known already.
    """

    HEADING = N_("Park: {name}")
    SEVERAL = NP_("Park {count} deal", "Park {count} deals")
    SAVE_LABEL = N_("Park")
    SMALL = True
    PROPOSES = True

    def __init__(self, desk: Desk, ids: Sequence[int], why: str = "") -> None:
        super().__init__(desk, ids)
        self._why = why

    def rows(self) -> Iterable[Widget]:
        """When they come back, and with what."""
        today = self.desk.clock.today()
        yield Field("until", _("Back on"), _("in 3 months"), check=understood.day_check(today))
        why, say = self.desk.reads.contact.parked_before(self.card) if len(self.cards) == 1 else ("", "")
        yield Note("why", _("Reason"), self._why or why, placeholder=_("budget, timing…"), lines=1)
        yield Note("say", _("Talking points"), say, placeholder=_("what will restart the conversation"), lines=2)

    def change(self) -> Write:
        """Park the cards."""
        until = self.day("until")
        if until is None:
            raise InvalidValueError(N_("Enter a date to come back to the deal."), field="until")
        ids, why, say = self.cards, self.text("why"), self.text("say")
        return lambda services: services.opportunities.park(ids, until=until, why=why, say=say)
