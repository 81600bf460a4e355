"""Who else has a part in the decision: known people and new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.roles import ROLES
from funneltui.domain.text import fold, safe
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import RESEMBLANCE
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.resemblance import Resemblance
from funneltui.tui.widgets.choice import Choice, options_of
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.row import Row

if TYPE_CHECKING:
    from funneltui.storage.reads.roles import Named


class RolesScreen(ChangeForm):
    """Gives somebody a part: a name in the file is that contact, another one is written down.

    Args:
        cards: The card, alone.
    """

    HEADING = N_("Who else decides: {name}")
    BINDINGS = RESEMBLANCE
    SMALL = True

    def __init__(self, desk: Desk, cards: Sequence[int]) -> None:
        super().__init__(desk, cards)
        Resemblance(self, self._is_new)

    def rows(self) -> Iterable[Widget]:
        """Who is known to have a part, then the next one."""
        deal = self.deal
        if deal.roles:
            lines = [
                Content.assemble((safe(person.name), "bold"), f"  {_(ROLES[person.role])}") for person in deal.roles
            ]
            yield Static(Content("\n").join(lines), classes="words intro")
        yield Field("name", _("Name"), complete=self._completed, long=True)
        options = options_of(ROLES)
        yield Choice("role", _("Role"), [*options, ("", _("none left"), "")], "decider")
        yield Field("email", _("E-mail"), placeholder=_("of a new contact"), long=True)
        yield Field("phone", _("Phone"))

    def change(self) -> Write:
        """Give the part."""
        name, role, card = self.text("name"), self.text("role"), self.card
        known = self._known()
        if len(known) > 1:
            listed = ", ".join(f"#{person.id} {person.organization}".strip() for person in known)
            raise InvalidValueError(N_("Several contacts are called that: type {known}."), field="name", known=listed)
        if known:
            contact_id = known[0].id
            return lambda services: services.qualification.role(card, contact_id, role)
        if not role:
            raise InvalidValueError(N_("No contact is called “{text}”."), field="name", text=name)
        email, phone = self.text("email"), self.text("phone")
        return lambda services: services.qualification.involve(card, name, role, email=email, phone=phone)

    def _is_new(self) -> bool:
        """A known name, or a number, is that contact."""
        return not self._known()

    def _known(self) -> list[Named]:
        """The contacts that the typed name, or `#` and number, is of."""
        text = self.text("name")
        if text.startswith("#") and text[1:].isascii() and text[1:].isdigit():
            named = self.desk.reads.roles.person(int(text[1:16]))
            return [named] if named else []
        return [person for person in self.desk.reads.roles.named(text) if fold(person.name) == fold(text)]

    def _completed(self, typed: str) -> str:
        named = self.desk.reads.roles.named(typed) if len(typed) > 1 else []
        return next((person.name for person in named if person.name.startswith(typed)), "")

    @on(Row.Changed)
    def _say_who(self, event: Row.Changed) -> None:
        if event.row.key == "name":
            known = self._known()
            new = _("new contact") if event.row.value.strip() else ""
            where = known[0].organization if known else ""
            event.row.say((where or _("in the file")) if known else new)
