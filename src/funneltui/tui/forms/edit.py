"""Every field of a card and its contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget

from funneltui.domain.field_names import BUYER_STEP_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.errors import FunnelError
from funneltui.i18n import translate as _
from funneltui.storage.reads.contact_values import ContactDetail, OpportunityDetail
from funneltui.tui.actions.form_actions import EDIT
from funneltui.tui.desk import Desk, Write
from funneltui.tui.desk.drafts import DraftPlace
from funneltui.tui.forms import understood
from funneltui.tui.forms.editing import Editing, Told
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.widgets.choice import Choice, options_of
from funneltui.tui.widgets.field import Field, Note, starting


class EditScreen(ChangeForm):
    """The fields of a card and its contact, or of somebody without a card.

    Args:
        cards: The card, alone; none for somebody without one.
        contact: Who it is then.
    """

    BINDINGS = EDIT

    def __init__(self, desk: Desk, cards: Sequence[int] = (), *, contact: int = 0) -> None:
        super().__init__(desk, cards)
        self._contact = contact
        self._editing: Editing[ContactDetail] = Editing(self, self._read, _texts)

    def _read(self) -> ContactDetail:
        return self.deal if self.cards else self.desk.reads.contact.person(self._contact)

    @property
    def draft_place(self) -> DraftPlace | None:
        """The card, or the contact without one."""
        return super().draft_place if self.cards else DraftPlace("edit", "contact", self._contact)

    @property
    def heading(self) -> str:
        """The form's title."""
        person = self._editing.stored
        return _("Edit {name}").format(name=" · ".join(filter(None, (person.name, person.organization))))

    def rows(self) -> Iterable[Widget]:
        """The person, the deal, where it came from."""
        stored, told = self._editing.stored, self._editing.told()
        yield sentences(_("Contact"), classes="heading -first")
        yield from self._person(told)
        if isinstance(stored, OpportunityDetail):
            yield sentences(_("Deal"), classes="heading")
            yield from self._deal(told, stored.currency)
        yield sentences(_("Source"), classes="heading")
        yield from self._origin(told)

    def change(self) -> Write | None:
        """Save what was changed, if it still is what was seen."""
        changed, seen, cards, contact = self.changed, self._editing.stored, self.cards, self._contact
        if not changed:
            return None
        if not cards:
            return lambda services: services.people.edit(contact, changed, seen=seen)
        return lambda services: services.opportunities.edit(cards[0], changed, seen=seen)

    def failed(self, error: FunnelError) -> None:
        """Somebody else may have changed the same fields."""
        super().failed(error)
        self._editing.take_over(error)

    def _person(self, told: Told) -> Iterable[Widget]:
        contacts = self.desk.reads.contact
        is_known = understood.organization_check(contacts.has_organization)
        yield Field(*told("name"), check=understood.required, long=True, required=True)
        yield Field(*told("organization"), check=is_known, complete=contacts.organization, long=True)
        yield Field(*told("job_title"), long=True)
        yield Field(*told("email"), check=understood.emails, long=True)
        yield Field(*told("phone"), check=understood.phones, long=True)
        yield Field(*told("link"), check=understood.links, long=True)
        yield Note(*told("address"), lines=1)
        yield Field(*told("given_name"))
        yield Field(*told("family_name"))
        yield _choice(*told("language"), LANGUAGE_NAMES)
        yield _choice(*told("market"), MARKET_NAMES)
        yield Field(*told("contact_tags"), placeholder=_("comma-separated"), long=True)
        yield Note(*told("note"), hint=_("The person can ask to see this note."))

    def _origin(self, told: Told) -> Iterable[Widget]:
        contacts = self.desk.reads.contact
        day = understood.day_check(self.desk.clock.today(), past=True)
        yield Field(*told("source"), complete=starting(contacts.sources))
        yield Field(*told("source_on"), check=day)
        yield Note(*told("source_detail"), lines=1)
        yield Field(*told("introduced_by"), complete=contacts.somebody)
        yield Field(*told("informed_on"), check=day)

    def _deal(self, told: Told, currency: str) -> Iterable[Widget]:
        today = self.desk.clock.today()
        day = understood.day_check(today)
        following = told("next", _("Next action"))
        key = self.desk.key_of("board.reach")
        yield Field(*told("title"), long=True)
        yield Field(*told("value"), check=understood.value_check(currency))
        yield Field(*following, check=understood.due_check(today, following[-1]), long=True)
        yield Field(*told("tags"), placeholder=_("comma-separated"), long=True)
        yield Note(*told("contact_reason"), lines=1)
        yield _choice(*told("buyer_step"), BUYER_STEP_NAMES)
        yield Field(*told("expected_close"), check=day)
        yield Field(*told("promotion_code"), placeholder=_("a code, a discount"))
        yield Field(*told("promotion_until"), check=day)
        yield Field(*told("work_starts"), placeholder=_("for your calendar"), check=day)
        yield Field(*told("work_ends"), check=day)
        yield Note(*told("files"), lines=1, hint=_("A path or a link a line; {key} opens them.").format(key=key))
        yield Note(*told("details"))


def _choice(key: str, label: str, value: str, words: Mapping[str, str]) -> Choice:
    return Choice(key, label, options_of(words), value)


def _texts(contact: ContactDetail) -> dict[str, str]:
    """Every field as one would type it."""
    return _person_texts(contact) | (_deal_texts(contact) if isinstance(contact, OpportunityDetail) else {})


def _person_texts(contact: ContactDetail) -> dict[str, str]:
    ways = {kind: [way.value for way in contact.ways if way.kind == kind] for kind in ("email", "phone", "link")}
    return {
        "name": contact.name,
        "organization": contact.organization,
        "job_title": contact.job_title,
        "email": ", ".join(ways["email"]),
        "phone": ", ".join(ways["phone"]),
        "link": " ".join(ways["link"]),
        "address": contact.address,
        "given_name": contact.given_name,
        "family_name": contact.family_name,
        "contact_tags": ", ".join(contact.contact_tags),
        "language": contact.language,
        "market": contact.market,
        "note": contact.note,
        "source": contact.source,
        "source_on": understood.day_text(contact.source_on),
        "source_detail": contact.source_detail,
        "introduced_by": contact.introduced_by,
        "informed_on": understood.day_text(contact.informed_on),
    }


def _deal_texts(deal: OpportunityDetail) -> dict[str, str]:
    return {
        "title": deal.title,
        "value": understood.worth_text(deal),
        "next": understood.due_text(deal.due_on, deal.due_time, deal.what),
        "tags": ", ".join(deal.tags),
        "contact_reason": deal.contact_reason,
        "buyer_step": deal.buyer_step,
        "expected_close": understood.day_text(deal.expected_close),
        "promotion_code": deal.promotion_code,
        "promotion_until": understood.day_text(deal.promotion_until),
        "work_starts": understood.day_text(deal.work_starts),
        "work_ends": understood.day_text(deal.work_ends),
        "files": "\n".join(deal.files),
        "details": deal.details,
    }
