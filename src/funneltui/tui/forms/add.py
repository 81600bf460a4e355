"""Writing a prospect down: the name, and what else is known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from funneltui.domain.entries import NewProspect
from funneltui.domain.money import parse_amount
from funneltui.errors import FunnelError
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import RESEMBLANCE
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.forms.pasting import fill_in_pasted
from funneltui.tui.forms.resemblance import Resemblance
from funneltui.tui.widgets.choice import Choice, Option
from funneltui.tui.widgets.field import Field, Note, starting


class AddScreen(ChangeForm):
    """A new prospect, in the stage one chooses."""

    HEADING = N_("Add a prospect")
    BINDINGS = RESEMBLANCE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.take_lines = partial(fill_in_pasted, self)
        self._resemblance = Resemblance(self)
        self._opposed: tuple[str, str] | None = None
        """The addresses of which it was told that one is on the opposition list."""

    def rows(self) -> Iterable[Widget]:
        """The name first: it is enough."""
        desk = self.desk
        today = desk.clock.today()
        yield sentences(_("Contact"), classes="heading -first")
        yield Field("name", _("Name"), placeholder=_("the only required field"), long=True, required=True)
        contacts = self.desk.reads.contact
        known = understood.organization_check(contacts.has_organization)
        yield Field("organization", _("Organization"), check=known, complete=contacts.organization, long=True)
        yield Field("email", _("E-mail"), check=understood.emails, long=True)
        yield Field("phone", _("Phone"), check=understood.phones, long=True)
        yield Field(
            "source",
            _("Source"),
            placeholder=_("fair, LinkedIn…"),
            complete=starting(self.desk.reads.contact.sources),
        )
        yield sentences(_("Deal"), classes="heading")
        yield Choice("stage", _("Stage"), self._stages(), desk.settings.default_stage)
        yield Field("title", _("Deal"), placeholder=_("what they could buy"), long=True)
        yield Field(
            "value",
            _("Value"),
            placeholder=_("3200 or 5d x 450"),
            check=understood.value_check(desk.settings.currency),
        )
        yield Field(
            "next", _("Next action"), placeholder=_("fri call back"), check=understood.due_check(today), long=True
        )
        yield Field("tags", _("Tags"), placeholder=_("comma-separated"), long=True)
        yield Note("contact_reason", _("Contact reason"), lines=1)
        yield sentences(_("More about the contact"), classes="heading")
        yield Field("job_title", _("Job title"), long=True)
        yield Field("link", _("Link"), check=understood.links, long=True)
        yield Note("address", _("Address"), lines=1)
        yield Note("note", _("Note"), hint=_("The person can ask to see this note."), lines=2)

    def change(self) -> Write:
        """Add the prospect."""
        desk, text = self.desk, self.text
        understood.required(text("name"))
        value = text("value")
        new = NewProspect(
            name=text("name"),
            organization=text("organization"),
            title=text("title"),
            source=text("source"),
            stage=text("stage"),
            emails=(text("email"),),
            phones=(text("phone"),),
            links=(text("link"),),
            job_title=text("job_title"),
            note=text("note"),
            address=text("address"),
            amount=parse_amount(value, desk.settings.currency) if value else None,
            currency=desk.settings.currency,
            tags=understood.words(text("tags")),
            contact_reason=text("contact_reason"),
            next_step=understood.due(text("next"), desk.clock.today()),
            came_back=self._opposed == (text("email"), text("phone")),
        )
        return lambda services: services.opportunities.add(new)

    def failed(self, error: FunnelError) -> None:
        """An address of somebody who was erased is told; saved again, they came back by themselves."""
        from funneltui.services.opposition import OpposedAddressError

        super().failed(error)
        self._resemblance.stop()  # which would take the message away
        if isinstance(error, OpposedAddressError):
            self._opposed = self.text("email"), self.text("phone")
            words = _(
                "{address} is on the do-not-contact list: its owner was erased at their request. If "
                "they contacted you again, save again to add them."
            )
            self.tell(words.format(address=error.address), wrong=True)

    def _stages(self) -> list[Option]:
        """Where a new card can begin: a parked or lost one needs more than a first entry says."""
        return [
            (stage.key, stage.called, stage.means)
            for stage in self.desk.reads.stages.stages()
            if stage.kind not in {"parked", "lost"}
        ]
