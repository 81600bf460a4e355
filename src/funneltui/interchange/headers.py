"""Header names to fields, one column at a time, and the programs one recognises by them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from funneltui.interchange.fields import FIELDS, WORDS, header_key

__all__ = ["Meaning", "is_known", "meaning", "program", "rank"]


class Meaning(NamedTuple):
    """What a header says.

    Attributes:
        field: One of `fields.FIELDS`; empty when it says nothing we know.
        group: What it belongs to: "home" of an address, "email 2" of a label, "work" of a phone.
    """

    field: str
    group: str = ""


_EXACT: dict[str, str] = {}
_RANK: dict[str, int] = {}
for _field, _words in WORDS.items():
    for _place, _word in enumerate(_words.split("|")):
        _EXACT.setdefault(_word.strip(), _field)
        _RANK.setdefault(_word.strip(), _place)

_RANK["title"] = _RANK["titre"] = _RANK["role"]  # a job title, once it is known to be one

_EMAIL = {"email", "courriel", "mail", "mel", "messagerie"}
_NOT_EMAIL = {"nom", "name", "complet", "date", "opt", "status", "owner", "domain", "sent", "statut", "in", "count"}
_PHONE_WORD = {"phone", "phones", "tel", "telephone", "telephones"}
_PHONE = _PHONE_WORD | {"mobile", "cell", "portable", "gsm", "cellphone"}
_NOT_PHONE = {"fax", "assistant", "telecopie", "video", "tdd", "tty", "radio", "phonetic", "count", "owner"}
_LINK = {"url", "urls", "website", "linkedin", "websites", "liens", "lien", "link", "links"}
_LINK_PAIRS = ("web page", "site web", "page web", "site internet", "linked in", "web site")
_LABEL = {"type", "label", "types", "labels", "libelle"}
_PLACES = {
    "business": "business", "work": "business", "bureau": "business", "home": "home", "domicile": "home",
    "other": "other", "autre": "other", "mailing": "mailing", "billing": "billing", "shipping": "shipping",
}  # fmt: skip
_PARTS = {
    "street": "street", "rue": "street", "address": "address", "adresse": "address", "formatted": "address",
    "city": "city", "ville": "city", "state": "region", "region": "region", "dep region": "region",
    "postal code": "postcode", "zip": "postcode", "zip code": "postcode", "code postal": "postcode",
    "country": "country", "pays": "country", "country region": "country", "pays region": "country",
}  # fmt: skip
_TABLES = {
    "deal": {"title": "title", "value": "amount", "status": "status", "stage": "stage", "organization": "organization"},
    "person": {"name": "name", "label": "tags", "labels": "tags"},
    "organization": {"name": "organization", "address": "address", "label": "", "website": "website"},
    "lead": {"title": "title", "value": "amount", "labels": "tags"},
}
_TABLES["affaire"] = {"titre": "title", "valeur": "amount", "statut": "status", "etape": "stage"} | _TABLES["deal"]
_TABLES["personne"] = {"nom": "name"} | _TABLES["person"]
_TABLES["organisation"] = {"nom": "organization", "adresse": "address"} | _TABLES["organization"]


@lru_cache(maxsize=4096)
def meaning(header: str) -> Meaning:
    """What a header says by itself; `Title`, `Name` and the like need their neighbours, see `mapping`."""
    key = header_key(header)
    if not key:
        return Meaning("")
    if key in {"title", "titre", "nom"}:
        return Meaning("title?" if key != "nom" else "name?")
    head, dash, rest = header.partition(" - ")
    table = _TABLES.get(header_key(head)) if dash else None
    if table is not None:
        inner = header_key(rest)
        if inner in table:
            return Meaning(table[inner])
        return meaning(rest)
    if key in _EXACT:
        return Meaning(_EXACT[key])
    return _by_words(key)


def _by_words(key: str) -> Meaning:
    tokens = key.split()
    words = set(tokens)
    if words & _EMAIL and not words & _NOT_EMAIL:
        return _reach("email", tokens, _EMAIL)
    if words & _PHONE and not words & _NOT_PHONE:
        return _reach("phone", tokens, _PHONE_WORD)
    if words & _LINK or any(pair in key for pair in _LINK_PAIRS):
        return _reach("link", tokens, _LINK)
    return _address_part(tokens)


def _reach(field: str, tokens: list[str], own: set[str]) -> Meaning:
    """A way to reach somebody; `email 2 type` is the label of `email 2 address`."""
    number = next((token for token in tokens if token.isdigit()), "")
    if set(tokens) & _LABEL:
        return Meaning("label", f"{field} {number or 1}") if number else Meaning("")
    if number and "value" in tokens:
        return Meaning(field, f"{field} {number}")
    spare = {"address", "adresse", "number", "numero", "de", "l", "d", "associated", "contact", "primary", "value", "s"}
    spare |= {"web", "page", "site", "numbers", "person", "secondary", "in", "linked", "linkedin"}
    return Meaning(field, " ".join(token for token in tokens if token not in own | spare and not token.isdigit()))


def _address_part(tokens: list[str]) -> Meaning:
    """`Business Street 2`, `Ville (domicile)`, `Address 1 - City`, `Work ZipCode`."""
    words = [token for token in tokens if not token.isdigit()]
    place = next((word for word in words if word in _PLACES), "")
    number = next((token for token in tokens if token.isdigit()), "")
    rest = [word for word in words if word != place]
    if rest and rest[0] in {"address", "adresse"} and len(rest) > 1 and number:
        rest, place = rest[1:], f"address {number}"
        if rest[0] in _LABEL:
            return Meaning("label", place)
    if not place and not (number and rest in (["street"], ["rue"], ["address"], ["adresse"])):
        return Meaning("")
    field = _PARTS.get(" ".join(rest), "")
    return Meaning(field, _PLACES.get(place, place)) if field else Meaning("")


def rank(header: str) -> int:
    """How good a word a header is for its field: the lower, the better."""
    return _RANK.get(header_key(header), 100)


def is_known(header: str) -> bool:
    """Whether programs or people write this header over a column."""
    return len(header) < 100 and bool(meaning(header.strip()).field)  # noqa: PLR2004 - a sentence is no header


_PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("funneltui", ("funneltui id",)),
    ("LinkedIn", ("first name", "last name", "connected on")),
    ("LinkedIn", ("prenom", "nom", "connecte e le")),
    ("LinkedIn", ("prenom", "nom de famille", "connecte e le")),
    ("LinkedIn", ("prenom", "nom", "connecte le")),
    ("Google", ("organization name", "email 1 value")),
    ("Google", ("given name", "email 1 value")),
    ("Google", ("first name", "file as", "labels")),
    ("Outlook", ("email address", "email 2 address")),
    ("Outlook", ("first name", "business street", "email address")),
    ("Outlook", ("prenom", "adresse de messagerie")),
    ("Outlook", ("first name", "business phone", "job title")),
    ("Thunderbird", ("primary email",)),
    ("Thunderbird", ("adresse electronique principale",)),
    ("Pipedrive", ("deal title",)),
    ("Pipedrive", ("deal id", "deal stage", "deal organization")),
    ("Pipedrive", ("affaire titre",)),
    ("Pipedrive", ("person name", "person id")),
    ("HubSpot", ("record id", "deal name")),
    ("HubSpot", ("deal name", "deal stage")),
    ("HubSpot", ("record id", "lifecycle stage")),
    ("HubSpot", ("record id contact",)),
    ("HubSpot", ("nom de la transaction", "etape de la transaction")),
    ("HubSpot", ("statut du lead", "phase du cycle de vie")),
    ("HubSpot", ("record id", "first name", "last name")),
    ("Odoo", ("expected revenue", "stage")),
    ("Odoo", ("revenu espere", "etape")),
    ("Odoo", ("related company", "job position")),
    ("Salesforce", ("opportunity name", "account name", "stage")),
    ("Salesforce", ("first name", "last name", "lead source", "company account")),
    ("Salesforce", ("lead owner", "lead status")),
    ("folk", ("first name", "last name", "urls")),
    ("folk", ("groups", "companies")),
    ("Monica", ("first name", "last name", "is starred")),
)


def program(headers: tuple[str, ...]) -> str:
    """The program that wrote a file, by its headers; empty when none is recognised."""
    keys = {header_key(header) for header in headers}
    return next((name for name, needed in _PROGRAMS if keys.issuperset(needed)), "")


assert set(WORDS) <= set(FIELDS)
