"""Every field of a card and its contact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.i18n import translate as _
from funneltui.storage.reads.contact import ContactDetail, OpportunityDetail
from funneltui.tui.forms import understood
from funneltui.tui.forms.edit_form import EditForm
from funneltui.tui.looks.words import BUYER_STEP_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.tui.widgets.field import Choice, Field, Note, Row, starting

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change

__all__ = ["EditPersonScreen", "EditScreen"]


class EditPersonScreen(EditForm[ContactDetail]):
    """The fields of somebody, card or not.

    Args:
        contact_id: Who.
    """

    def __init__(self, contact_id: int) -> None:
        super().__init__(contact_id)

    def read(self) -> ContactDetail:
        """The person, as they are stored now."""
        return self.funnel.reads.contact.person(self._number)

    @property
    def heading(self) -> str:
        """The form's title."""
        one = self.detail
        return _("Edited {name}").format(name=" · ".join(filter(None, (one.name, one.organization))))

    def rows(self) -> Iterable[Widget]:
        """The person, and where they came from."""
        texts = self.texts(self.detail)
        yield from self._person(texts)
        yield Static(Content(_("Source")), classes="heading")
        yield from self._origin(texts)

    def texts(self, one: ContactDetail) -> dict[str, str]:
        """Every field as one would type it."""
        return _person_texts(one)

    def edit(self, changed: Mapping[str, str], seen: ContactDetail) -> Callable[[Services], Change]:
        """Save these fields, if they still are what was seen."""
        number = self._number
        return lambda services: services.people.edit(number, changed, seen=seen)

    def _person(self, texts: dict[str, str]) -> Iterable[Widget]:
        yield Field("name", _("Name"), texts["name"], check=understood.required, long=True)
        yield Field(
            "organization",
            _("Organization"),
            texts["organization"],
            check=understood.organization_check(self.funnel.reads.contact.has_organization),
            complete=self.funnel.reads.contact.organization,
            long=True,
        )
        yield Field("job_title", _("Job title"), texts["job_title"], long=True)
        yield Field("email", _("E-mail"), texts["email"], check=understood.emails, long=True)
        yield Field("phone", _("Phone"), texts["phone"], check=understood.phones)
        yield Field("link", _("Link"), texts["link"], check=understood.links, long=True)
        yield Field("address", _("Address"), texts["address"], long=True)
        yield Field("given_name", _("First name"), texts["given_name"])
        yield Field("family_name", _("Last name"), texts["family_name"])
        yield Choice("language", _("Language"), _options(LANGUAGE_NAMES), texts["language"])
        yield Choice("market", _("Type"), _options(MARKET_NAMES), texts["market"])
        parted = _("comma-separated")
        yield Field("contact_tags", _("Contact tags"), texts["contact_tags"], placeholder=parted, long=True)
        yield Note("note", _("Note"), texts["note"], hint=_("The person can ask to see this note."))

    def _origin(self, texts: dict[str, str]) -> Iterable[Widget]:
        day = understood.day_check(self.funnel.clock.today(), past=True)
        yield Field("source", _("Source"), texts["source"], complete=starting(self.funnel.reads.contact.sources))
        yield Field("source_on", _("Source date"), texts["source_on"], check=day)
        yield Field("source_detail", _("Source details"), texts["source_detail"], long=True)
        yield Field(
            "introduced_by", _("Introduced by"), texts["introduced_by"], complete=self.funnel.reads.contact.somebody
        )
        yield Field("informed_on", _("Source disclosed on"), texts["informed_on"], check=day)


class EditScreen(EditPersonScreen):
    """A card's fields, and those of its contact.

    Args:
        opportunity_id: The card.
        focus: The field to begin in.
    """

    def __init__(self, opportunity_id: int, focus: str = "") -> None:
        super().__init__(opportunity_id)
        self._focus_on = focus

    def read(self) -> OpportunityDetail:
        """The card, as it is stored now."""
        return self.funnel.reads.contact.detail(self._number)

    def rows(self) -> Iterable[Widget]:
        """The person, the deal, where it came from."""
        one = self.read()
        self._seen = one
        texts = self.texts(one)
        yield from self._person(texts)
        yield Static(Content(_("Deal")), classes="heading")
        yield from self._deal(texts, one.currency)
        yield Static(Content(_("Source")), classes="heading")
        yield from self._origin(texts)

    def texts(self, one: ContactDetail) -> dict[str, str]:
        """Every field as one would type it."""
        deal = _deal_texts(one) if isinstance(one, OpportunityDetail) else {}
        return super().texts(one) | deal

    def begin(self) -> None:
        """Begin in the field that was asked for."""
        if self._focus_on:
            self.query_one(f"#row-{self._focus_on}", Row).target.focus()
        else:
            super().begin()

    def edit(self, changed: Mapping[str, str], seen: ContactDetail) -> Callable[[Services], Change]:
        """Save these fields, if they still are what was seen."""
        number = self._number
        return lambda services: services.opportunities.edit(number, changed, seen=seen)

    def _deal(self, texts: dict[str, str], currency: str) -> Iterable[Widget]:
        today = self.funnel.clock.today()
        day = understood.day_check(today)
        yield Field("title", _("Deal"), texts["title"], long=True)
        yield Field("value", _("Value"), texts["value"], check=understood.value_check(currency))
        yield Field("next", _("Next action"), texts["next"], check=understood.due_check(today), long=True)
        yield Field("tags", _("Tags"), texts["tags"], placeholder=_("comma-separated"), long=True)
        yield Field(
            "contact_reason", _("Contact reason"), texts["contact_reason"], placeholder=_("contact reason"), long=True
        )
        yield Choice("buyer_step", _("Buying phase"), _options(BUYER_STEP_NAMES), texts["buyer_step"])
        yield Field("expected_close", _("Expected close"), texts["expected_close"], check=day)
        yield Field("promotion_code", _("Promotion"), texts["promotion_code"], placeholder=_("a code, a discount"))
        yield Field("promotion_until", _("Promotion ends"), texts["promotion_until"], check=day)
        yield Note("details", _("Deal note"), texts["details"])


def _options(names: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(key, _(name), "") for key, name in names.items()]


def _person_texts(one: ContactDetail) -> dict[str, str]:
    ways = {kind: [way.value for way in one.ways if way.kind == kind] for kind in ("email", "phone", "link")}
    return {
        "name": one.name,
        "organization": one.organization,
        "job_title": one.job_title,
        "email": ", ".join(ways["email"]),
        "phone": ", ".join(ways["phone"]),
        "link": " ".join(ways["link"]),
        "address": one.address,
        "given_name": one.given_name,
        "family_name": one.family_name,
        "contact_tags": ", ".join(one.contact_tags),
        "language": one.language,
        "market": one.market,
        "note": one.note,
        "source": one.source,
        "source_on": understood.day_text(one.source_on),
        "source_detail": one.source_detail,
        "introduced_by": one.introduced_by,
        "informed_on": understood.day_text(one.informed_on),
    }


def _deal_texts(one: OpportunityDetail) -> dict[str, str]:
    amount = one.amount if one.won_amount is None else one.won_amount
    rate = (one.daily_rate, one.half_days) if one.won_amount is None else (None, None)
    return {
        "title": one.title,
        "value": understood.amount_text(amount, one.currency, *rate),
        "next": understood.due_text(one.due_on, one.due_time, one.what),
        "tags": ", ".join(one.tags),
        "contact_reason": one.contact_reason,
        "buyer_step": one.buyer_step,
        "expected_close": understood.day_text(one.expected_close),
        "promotion_code": one.promotion_code,
        "promotion_until": understood.day_text(one.promotion_until),
        "details": one.details,
    }
