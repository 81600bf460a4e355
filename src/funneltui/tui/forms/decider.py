"""The person who decides, when the contact does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.domain.cadence import suggested_day
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.i18n import translate as _
from funneltui.tui.forms import understood
from funneltui.tui.forms.card_form import CardForm
from funneltui.tui.forms.looks_known import LooksKnown
from funneltui.tui.widgets.field import Field

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change

__all__ = ["DeciderScreen"]


class DeciderScreen(LooksKnown, CardForm):
    """Adds the decision-maker to a card, introduced by its contact, with the next action to reach them.

    Args:
        opportunity_id: The card.
    """

    ABOUT = N_("Add a decision-maker besides {name}")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """Their name is enough."""
        today = self.funnel.clock.today()
        reads = self.funnel.reads
        day = suggested_day(today, reads.contact.detail(self._card).stage_key, "hot", rhythm=reads.review.rhythm)
        call = understood.due_text(day.isoformat(), None, _("get their details, book a call"))
        yield Field("name", _("Name"), placeholder=_("a name, or the post: marketing director"), long=True)
        yield Field("email", _("E-mail"))
        yield Field("phone", _("Phone"))
        yield Field("next", _("Next action"), call, check=understood.due_check(today), long=True)

    def change(self) -> Callable[[Services], Change]:
        """Add them."""
        due = understood.due(self.text("next"), self.funnel.clock.today())
        if due is None:
            raise InvalidValueError(N_("Enter a date, then the action: “fri call back”."), field="next")
        name, email, phone, opportunity_id = self.text("name"), self.text("email"), self.text("phone"), self._card

        def write(services: Services) -> Change:
            from funneltui.services.prospects import NextStep

            call = NextStep(*due)
            return services.qualification.add_decider(opportunity_id, name, call=call, email=email, phone=phone)

        return write
