"""What a person asked of whoever keeps their data: to be left alone, and to be told where it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.domain.channels import CHANNELS
from funneltui.domain.text import with_capital
from funneltui.i18n import N_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.widgets.choice import Choice, no_or_yes
from funneltui.tui.widgets.field import Field

_BY = "by-"


class PrivacyScreen(ChangeForm):
    """Opposition, whole or by channel, and the day they were informed.

    Args:
        cards: The card, alone.
    """

    HEADING = N_("Privacy: {name}")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """The whole opposition first, which is what is mostly asked."""
        deal = self.deal
        options = no_or_yes()
        whole = no_or_yes(_("no message is written or suggested"))
        yield Choice("opposed", _("Do not contact"), whole, "yes" if deal.opposed else "")
        yield sentences(_("Do not contact by"), classes="heading")
        for key, name in CHANNELS.items():
            yield Choice(_BY + key, with_capital(_(name)), options, "yes" if key in deal.opposed_channels else "")
        yield sentences(_("Source disclosed"), classes="heading")
        day = understood.day_check(self.desk.clock.today(), past=True)
        text = understood.day_text(deal.informed_on)
        yield Field("informed_on", _("Date"), text, placeholder=_("not yet"), check=day)

    def change(self) -> Write:
        """Save it."""
        number, day = self.card, self.day("informed_on", past=True)
        opposed = bool(self.text("opposed"))
        channels = [key for key in CHANNELS if self.text(_BY + key)]
        return lambda services: services.privacy.choose(number, opposed=opposed, channels=channels, informed_on=day)
