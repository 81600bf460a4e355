"""The person who decides, when the contact does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from funneltui.domain.cadence import suggested_day
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import RESEMBLANCE
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.resemblance import Resemblance
from funneltui.tui.widgets.field import Field


class DeciderScreen(ChangeForm):
    """Adds the decision-maker to a card, introduced by its contact, with the next action to reach them.

    Args:
        cards: The card, alone.
    """

    HEADING = N_("Add a decision-maker: {name}")
    BINDINGS = RESEMBLANCE
    SMALL = True

    def __init__(self, desk: Desk, cards: Sequence[int]) -> None:
        super().__init__(desk, cards)
        Resemblance(self)

    def rows(self) -> Iterable[Widget]:
        """Their name is enough."""
        today = self.desk.clock.today()
        reads = self.desk.reads
        day = suggested_day(today, self.deal.stage_key, "hot", rhythm=reads.review.rhythm)
        call = understood.due_text(day.isoformat(), None, _("get their details, book a call"))
        yield Field("name", _("Name"), placeholder=_("a name, or the post: marketing director"), long=True)
        yield Field("email", _("E-mail"), long=True)
        yield Field("phone", _("Phone"))
        yield Field("next", _("Next action"), call, check=understood.due_check(today), long=True)

    def change(self) -> Write:
        """Add them."""
        call = understood.due(self.text("next"), self.desk.clock.today())
        if call is None:
            raise InvalidValueError(N_("Enter a date, then the action: “fri call back”."), field="next")
        name, email, phone, opportunity_id = self.text("name"), self.text("email"), self.text("phone"), self.card
        return lambda services: services.qualification.add_decider(
            opportunity_id, name, call=call, email=email, phone=phone
        )
