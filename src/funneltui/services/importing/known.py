"""Who a row is about: the same person or opportunity, already in the file or in an earlier row.

The surest signs of `domain.duplicates` only, and identifiers: e-mail address, LinkedIn profile; phone and other
links when the names agree; else name and organization, unless something says that they are two (other addresses,
other profiles). A person too many can be merged later, one that was left out is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from funneltui.domain.duplicates import is_profile, told_apart
from funneltui.domain.names import company_key, who_key
from funneltui.domain.text import fold
from funneltui.i18n import N_
from funneltui.interchange.records import PersonRecord, Reach
from funneltui.storage.reads import known
from funneltui.storage.reads.known import Query

__all__ = ["Deal", "Match", "People", "Person"]

_LONG_ID = 8

_THERE = {
    "external_id": N_("already there: same identifier"),
    "email": N_("already there: same e-mail address"),
    "link": N_("already there: same link"),
    "phone": N_("already there: same name and phone number"),
    "name": N_("already there: same name and organization"),
    "deal": N_("already there: same contact, title, amount and date"),
}
_EARLIER = {
    "external_id": N_("in the file twice: same identifier"),
    "email": N_("in the file twice: same e-mail address"),
    "link": N_("in the file twice: same link"),
    "phone": N_("in the file twice: same name and phone number"),
    "name": N_("in the file twice: same name and organization"),
    "deal": N_("in the file twice: the same row"),
}


@dataclass(slots=True, eq=False)
class Deal:
    """An opportunity, in the file (`id`) or to be written (`id` is 0 until then)."""

    id: int
    person: Person
    title: str
    amount: int | None
    day: str | None
    external_id: str
    earlier: bool = False
    """Whether an earlier row of the file made it."""


@dataclass(slots=True, eq=False)
class Person:
    """A contact, in the file (`id`) or to be written (`id` is 0 until then)."""

    id: int
    name: str
    """As names are compared: `names.who_key`."""
    earlier: bool = False
    """Whether an earlier row of the file made it."""
    opposed: bool = False
    """Whether they said that they want no prospecting."""
    external_id: str = ""
    emails: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    deals: dict[str, list[Deal]] = field(default_factory=dict)
    """Those in the file, by folded title."""


@dataclass(frozen=True, slots=True)
class Match:
    """Who a row is about, which opportunity it is, and by what one knows."""

    person: Person | None = None
    deal: Deal | None = None
    reason: str = ""
    """An English message id."""


class People:
    """Everybody known, by what they are known by.

    Args:
        query: Reads the file.
        deals: Whether the rows are opportunities: then an identifier is an opportunity's.
        completing: Whether what a row brings is added to whom it is about: then a name without an
            organization is enough, for nothing gets lost.
    """

    def __init__(self, query: Query, *, deals: bool, completing: bool = False) -> None:
        self._deals = deals
        self._completing = completing
        self._by: dict[str, dict[str, Person]] = {"email": {}, "profile": {}}
        self._several: dict[str, dict[str, list[Person]]] = {"phone": {}, "link": {}, "name": {}}
        self._by_identifier: dict[str, Deal] = {}
        self._rows: dict[int, Deal] = {}
        by_id: dict[int, Person] = {}
        for contact in known.contacts(query):
            person = Person(contact.id, who_key(contact.folded_name), opposed=bool(contact.opposed))
            by_id[person.id] = person
            self._know_name(person, contact.folded_organization)
        for point in known.points(query):
            if point.contact_id in by_id:
                self._know(by_id[point.contact_id], point.kind, point.normalized)
        for one in known.deals(query):
            if one.contact_id in by_id:
                person = by_id[one.contact_id]
                deal = Deal(one.id, person, fold(one.title), one.amount, one.day, one.external_id)
                self._know_deal(deal)
                self._by_identifier.setdefault(one.uid, deal)

    def match(self, record: PersonRecord) -> Match:
        """Who and which opportunity a row is about, as far as that is known."""
        found = self._by_identifier.get(record.external_id) if record.external_id else None
        if found is not None and self._same_subject(found, record):
            return Match(found.person, found, _reason("external_id", earlier=found.earlier))
        person, key = self._person(record)
        if person is None:
            return Match()
        deal = self._same_deal(person, record) if self._deals else None
        if deal is not None:
            return Match(person, deal, _reason("deal", earlier=deal.earlier))
        return Match(person, None, _reason(key, earlier=person.earlier))

    def add(self, record: PersonRecord, person: Person | None) -> Deal:
        """Remember what a row is about to make: an opportunity, on a new contact when `person` is None."""
        if person is None:
            person = Person(0, who_key(record.folded_name), earlier=True)
            if not self._deals:
                person.external_id = record.external_id
            self._know_name(person, record.folded_organization)
            for kind, reaches in record.reaches:
                for reach in reaches:
                    self._know(person, kind, reach.normalized)
        day, title = _iso(record.closed_on), fold(record.title)
        deal = Deal(0, person, title, record.amount, day, record.external_id, earlier=True)
        self._know_deal(deal)
        if self._deals:
            self._rows[hash(record.cells)] = deal
        return deal

    # -- Keys ---------------------------------------------------------------------------------

    def _know_name(self, person: Person, folded_organization: str) -> None:
        self._several["name"].setdefault(_name_key(person.name, folded_organization), []).append(person)

    def _know(self, person: Person, kind: str, normalized: str) -> None:
        if kind == "email":
            self._by["email"].setdefault(normalized, person)
            person.emails += (normalized,)
        elif kind == "link" and is_profile(normalized):
            self._by["profile"].setdefault(normalized.casefold(), person)
            person.profiles += (normalized.casefold(),)
        else:
            self._several[kind].setdefault(normalized, []).append(person)

    def _know_deal(self, deal: Deal) -> None:
        if not deal.earlier:
            deal.person.deals.setdefault(deal.title, []).append(deal)
        if deal.external_id:
            self._by_identifier.setdefault(deal.external_id, deal)

    def _same_subject(self, deal: Deal, record: PersonRecord) -> bool:
        """A long identifier is one in the world; `12` of another program is somebody else's."""
        if len(record.external_id) >= _LONG_ID:
            return True
        same_title = bool(record.title) and fold(record.title) == deal.title
        return same_title or who_key(record.folded_name) == deal.person.name

    def _person(self, record: PersonRecord) -> tuple[Person | None, str]:
        for reach in record.emails:
            if person := self._by["email"].get(reach.normalized):
                return person, "email"
        for reach in record.links:
            if person := self._by["profile"].get(reach.normalized.casefold()):
                return person, "link"
        name, organization = who_key(record.folded_name), record.folded_organization
        for kind, reaches in (("phone", record.phones), ("link", record.links)):
            if person := self._same_name(kind, reaches, name):
                return person, kind
        for person in self._several["name"].get(_name_key(name, organization), ()):
            if not self._two(person, record) and (organization or self._completing or not _reachable(record)):
                return person, "name"
        return None, ""

    def _same_name(self, kind: str, reaches: Iterable[Reach], name: str) -> Person | None:
        """Colleagues share a switchboard and a website: the name has to be the same."""
        for reach in reaches:
            for person in self._several[kind].get(reach.normalized, ()):
                if person.name == name:
                    return person
        return None

    def _two(self, person: Person, record: PersonRecord) -> bool:
        """Whether something says that two of one name are two."""
        profiles = [reach.normalized.casefold() for reach in record.links if is_profile(reach.normalized)]
        if told_apart(person.emails, record.emails, person.profiles, profiles):
            return True
        return bool(
            not self._deals and person.external_id and record.external_id and person.external_id != record.external_id
        )

    def _same_deal(self, person: Person, record: PersonRecord) -> Deal | None:
        twin = self._rows.get(hash(record.cells))
        if twin is not None and not record.external_id:
            return twin
        day = _iso(record.closed_on or record.expected_close)
        for deal in person.deals.get(fold(record.title), ()):
            if deal.external_id and record.external_id:
                continue
            same_amount = deal.amount == record.amount or None in {deal.amount, record.amount}
            if same_amount and (deal.day == day or None in {deal.day, day}):
                return deal
        return None


def _name_key(name: str, folded_organization: str) -> str:
    return f"{name}\n{company_key(folded_organization)}"


def _reachable(record: PersonRecord) -> bool:
    return bool(record.emails or record.phones or record.links)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reason(key: str, *, earlier: bool) -> str:
    return (_EARLIER if earlier else _THERE)[key]
