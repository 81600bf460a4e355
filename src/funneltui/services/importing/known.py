"""Who a row is about: the same person or deal, already in the file or in an earlier row.

People are one by the rule of `domain.duplicates.is_same` only, deals also by their identifier. A person too
many can be merged later, one that was left out is gone.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from funneltui.domain.duplicates import Sign, Somebody, has_no_name, is_profile, is_same, told_apart
from funneltui.domain.names import company_key, form_of_address, own_key
from funneltui.domain.text import fold
from funneltui.i18n import N_
from funneltui.interchange.records import PersonRecord
from funneltui.storage.reads import known
from funneltui.storage.reads.known import Query

_LONG_ID = 8
_COMPARED = 30
"""At most so many people of one name and address are compared."""
_NAMED_BY_ADDRESS = frozenset({"email", "phone", "link", "organization"})

_THERE = {
    "external_id": N_("already exists: same identifier"),
    Sign.EMAIL: N_("already exists: same name and e-mail address"),
    Sign.PROFILE: N_("already exists: same name and link"),
    Sign.PHONE: N_("already exists: same name and phone number"),
    Sign.NAME: N_("already exists: same name and organization"),
    Sign.NAME_ALONE: N_("already exists: same name"),
    "deal": N_("already exists: same contact, title, amount and date"),
}
_EARLIER = {
    "external_id": N_("twice in the file: same identifier"),
    Sign.EMAIL: N_("twice in the file: same name and e-mail address"),
    Sign.PROFILE: N_("twice in the file: same name and link"),
    Sign.PHONE: N_("twice in the file: same name and phone number"),
    Sign.NAME: N_("twice in the file: same name and organization"),
    Sign.NAME_ALONE: N_("twice in the file: same name"),
    "deal": N_("twice in the file: same row"),
}


@dataclass(slots=True, eq=False)
class Deal:
    """A deal, in the file (`id`) or to be written (`id` is 0 until then)."""

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
    """A contact, in the file (`id`) or to be written (`id` is 0 until then). See `duplicates.Described`."""

    id: int
    own_name: str
    organization: str = ""
    addressed: str = ""
    """See `names.form_of_address`."""
    earlier: bool = False
    """Whether an earlier row of the file made it."""
    changed: bool = False
    """Whether an earlier row of the file was about it: what that said is not replaced."""
    opposed: bool = False
    """Whether they said that they want no prospecting."""
    external_id: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    said: array[int] | None = None
    """What earlier rows said of somebody whom they made: a short hash of each value."""
    deals: dict[str, list[Deal]] = field(default_factory=dict)
    """Those in the file, by folded title."""

    def learn(self, record: PersonRecord) -> bool:
        """Remember what a row says of them; returns whether anything of it is new."""
        if self.said is None:
            self.said = array("I", _values_of(record))
            return True
        new = set(_values_of(record)).difference(self.said)
        self.said.extend(new)
        return bool(new)


class Match(NamedTuple):
    """Who a row is about, which deal it is, and by what one knows.

    Attributes:
        person: The contact; None for somebody new.
        deal: The deal; None for a new one.
        reason: An English message id.
        twin: Whether an earlier row has the same cells, but for capitals and spaces.
    """

    person: Person | None = None
    deal: Deal | None = None
    reason: str = ""
    twin: bool = False


class People:
    """Everybody known, by what they are known by.

    Args:
        query: Reads the file.
        deals: Whether the rows are opportunities: then an identifier is a deal's.
        completing: Whether what a row brings is added to whom it is about: then a name without an
            organization is enough where nothing speaks against it, for nothing gets lost.
        ids_repeat: Whether different rows of the file share an identifier: then it names no row by itself.
    """

    def __init__(self, query: Query, *, deals: bool, completing: bool = False, ids_repeat: bool = False) -> None:
        self._deals = deals
        self._completing = completing
        self._ids_repeat = ids_repeat
        self._index: dict[int, Person | list[Person]] = {}
        self._by_identifier: dict[str, Deal] = {}
        self._by_uid: dict[str, Deal] = {}
        self._rows: dict[int, Deal] = {}
        by_id: dict[int, Person] = {}
        for contact in known.contacts(query):
            own = "" if has_no_name(contact.folded_name, contact.folded_organization) else own_key(contact.folded_name)
            person = Person(
                contact.id,
                own,
                company_key(contact.folded_organization),
                form_of_address(contact.folded_name),
                opposed=bool(contact.opposed),
            )
            by_id[person.id] = person
            self._know_name(person, contact.folded_name)
        for point in known.points(query):
            if point.contact_id in by_id:
                self._know(by_id[point.contact_id], point.kind, point.normalized)
        for record in known.deals(query):
            if record.contact_id in by_id:
                person = by_id[record.contact_id]
                deal = Deal(record.id, person, fold(record.title), record.amount, record.day, record.external_id)
                self._know_deal(deal)
                self._by_uid.setdefault(record.uid, deal)

    def match(self, record: PersonRecord) -> Match:
        """Who and which deal a row is about, as far as that is known."""
        who = record.who = record.who or _described(record)
        twin = self._rows.get(_same_row(record))
        if record.external_id:
            own = self._by_uid.get(record.external_id)
            same = own or self._by_identifier.get(record.external_id)
            if same is not None and (own or self._same_subject(same, record, who)):
                return Match(same.person, same, _reason("external_id", earlier=same.earlier), twin is same)
        person, key = self._person(record, who)
        if person is None:
            return Match()
        deal = self._same_deal(person, record, twin) if self._deals else None
        if deal is not None:
            return Match(person, deal, _reason("deal", earlier=deal.earlier), deal is twin)
        return Match(person, None, _reason(key, earlier=person.earlier), twin is not None and twin.person is person)

    def add(self, record: PersonRecord, person: Person | None) -> Deal:
        """Remember what a row is about to make: a deal, on a new contact when `person` is None."""
        if person is None:
            who = record.who or _described(record)
            person = Person(0, who.own_name, who.organization, who.addressed, earlier=True)
            person.learn(record)
            if not self._deals:
                person.external_id = record.external_id
            self._know_name(person, record.folded_name)
            for kind, reaches in record.reaches:
                for reach in reaches:
                    self._know(person, kind, reach.normalized)
        day, title = _iso(record.closed_on), fold(record.title) if record.title else ""
        deal = Deal(0, person, title, record.amount, day, record.external_id, earlier=True)
        self._know_deal(deal)
        self._rows[_same_row(record)] = deal
        return deal

    def reached(self, person: Person, record: PersonRecord) -> None:
        """Remember the ways to reach somebody that a later row has added."""
        ways = {"email": person.emails, "phone": person.phones, "link": person.profiles}
        for kind, reaches in record.reaches:
            for reach in reaches:
                if reach.normalized not in ways[kind]:
                    self._know(person, kind, reach.normalized)

    # -- Keys ---------------------------------------------------------------------------------

    def _put(self, key: tuple[str, ...], person: Person) -> None:
        number = hash(key)
        held = self._index.get(number)
        if held is None:
            self._index[number] = person
        elif isinstance(held, list):
            if len(held) < _COMPARED and person not in held:
                held.append(person)
        elif held is not person:
            self._index[number] = [held, person]

    def _listed(self, *key: str) -> Iterable[Person]:
        held = self._index.get(hash(key))
        if held is None:
            return ()
        return held if isinstance(held, list) else (held,)

    def _know_name(self, person: Person, folded_name: str) -> None:
        self._put(("name", person.own_name, person.organization), person)
        if not (person.own_name or person.organization):
            self._put(("called", folded_name), person)

    def _know(self, person: Person, kind: str, normalized: str) -> None:
        if kind == "email":
            person.emails += (normalized,)
        elif kind == "phone":
            person.phones += (normalized,)
        elif is_profile(normalized):
            normalized = normalized.casefold()
            person.profiles += (normalized,)
        else:
            return  # a website is shared by colleagues
        self._put((kind, normalized, person.own_name), person)
        if person.own_name:
            self._put((kind, normalized), person)

    def _know_deal(self, deal: Deal) -> None:
        if not deal.earlier:
            deal.person.deals.setdefault(deal.title, []).append(deal)
        if deal.external_id:
            self._by_identifier.setdefault(deal.external_id, deal)

    def _same_subject(self, deal: Deal, record: PersonRecord, who: Somebody) -> bool:
        """Whether an identifier means the same. A long one is one in the world; `12` of another program is not.

        One that rows of the file share is not the row's own: that of an account, say.
        """
        if len(record.external_id) >= _LONG_ID and not self._ids_repeat:
            return True
        if self._deals and record.title and deal.title:
            return fold(record.title) == deal.title
        return who.own_name == deal.person.own_name

    def _person(self, record: PersonRecord, who: Somebody) -> tuple[Person | None, str]:
        for person in self._candidates(who):
            sign = is_same(person, who)
            if sign is not None and sign not in {Sign.NAME, Sign.NAME_ALONE}:
                return person, sign
        if not (who.own_name or who.organization):
            return self._called_alike(record, who)
        for person in self._listed("name", who.own_name, who.organization):
            sign = is_same(person, who)
            if sign is None or self._other_identifier(person, record):
                continue
            if sign is not Sign.NAME_ALONE or self._completing or not _reachable(record):
                return person, sign
        return None, ""

    def _called_alike(self, record: PersonRecord, who: Somebody) -> tuple[Person | None, str]:
        """Somebody who is called by the same address or number, of whom nothing else is known that differs."""
        for person in self._listed("called", record.folded_name):
            apart = told_apart(person.emails, who.emails, person.profiles, who.profiles)
            if not apart and not (person.phones and who.phones):
                return person, Sign.NAME_ALONE
        return None, ""

    def _candidates(self, who: Somebody) -> Iterator[Person]:
        """People with one of somebody's addresses: of their name, without a name, or the only one for who has none."""
        for kind, values in (("email", who.emails), ("link", who.profiles), ("phone", who.phones)):
            for value in values:
                if who.own_name:
                    yield from self._listed(kind, value, who.own_name)
                yield from self._listed(kind, value, "")
                if not who.own_name:
                    named = list(self._listed(kind, value))
                    if len(named) == 1:
                        yield named[0]

    def _other_identifier(self, person: Person, record: PersonRecord) -> bool:
        """Whether the program that wrote the file counts the two as two."""
        return bool(
            not self._deals and person.external_id and record.external_id and person.external_id != record.external_id
        )

    def _same_deal(self, person: Person, record: PersonRecord, twin: Deal | None) -> Deal | None:
        if twin is not None and twin.person is person and not record.external_id:
            return twin
        day = _iso(record.closed_on or record.expected_close)
        for deal in person.deals.get(fold(record.title), ()):
            if deal.external_id and record.external_id and not self._ids_repeat:
                continue
            same_amount = deal.amount == record.amount or None in {deal.amount, record.amount}
            if same_amount and (deal.day == day or None in {deal.day, day}):
                return deal
        return None


def _same_row(record: PersonRecord) -> int:
    """What rows with the same cells share, capitals and spaces at their ends aside."""
    return hash("\0".join(map(str.strip, record.cells)).casefold())


def _described(record: PersonRecord) -> Somebody:
    """What a row says of somebody, as `is_same` compares it."""
    organization = company_key(record.folded_organization)
    nameless = record.named_by in _NAMED_BY_ADDRESS or has_no_name(record.folded_name, record.folded_organization)
    profiles = tuple(link.normalized.casefold() for link in record.links if is_profile(link.normalized))
    return Somebody(
        "",
        organization,
        tuple(email.normalized for email in record.emails),
        tuple(phone.normalized for phone in record.phones),
        profiles,
        "" if nameless else own_key(record.folded_name),
        form_of_address(f"{record.prefix} {record.folded_name}"),
    )


def _values_of(record: PersonRecord) -> list[int]:
    """A short hash of each value that a row has of a person."""
    person = (record.given_name, record.family_name, record.job_title, record.address, record.language, record.source)
    company = (record.website, record.sector, record.siren, record.siret, record.vat_number)
    said: list[tuple[object, str]] = [pair for pair in enumerate((*person, *company)) if pair[1]]
    said.append(("name", record.folded_name))
    if record.organization:
        said.append(("organization", record.folded_organization))
    for kind, reaches in record.reaches:
        said += [(kind, reach.normalized) for reach in reaches]
    said += [("tag", tag) for tag in record.tags]
    said += [("opposed", channel) for channel in record.opposed_channels]
    if record.opposed:
        said.append(("opposed", ""))
    if record.note:
        said += [("note", line) for line in record.note.splitlines()]
    return [hash(value) & 0xFFFFFFFF for value in said]


def _reachable(record: PersonRecord) -> bool:
    return bool(record.emails or record.phones or record.links)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reason(key: str, *, earlier: bool) -> str:
    return (_EARLIER if earlier else _THERE)[key]
