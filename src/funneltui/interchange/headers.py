"""Header names to fields, one column at a time, and the programs one recognises by them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from funneltui.interchange.fields import FIELDS, WORDS, header_key
from funneltui.interchange.header_words import (
    EMAIL,
    LINK,
    NOT_EMAIL,
    NOT_LINK,
    NOT_PHONE,
    OTHERS,
    PHONE,
    PHONE_WORD,
)


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

_LINK_PAIRS = ("web page", "site web", "page web", "site internet", "linked in", "web site")
_LABEL = {"type", "label", "types", "labels", "libelle", "typ", "tipo"}
_PLACES = {
    "geschaftlich": "business", "privat": "home", "trabajo": "business", "ufficio": "business", "lavoro": "business",
    "zakelijk": "business", "werkadres": "business", "huisadres": "home", "particulier": "home", "casa": "home",
    "abitazione": "home", "weitere": "other",
    "altro": "other", "otra": "other",
    "business": "business", "work": "business", "bureau": "business", "home": "home", "domicile": "home",
    "other": "other", "autre": "other", "mailing": "mailing", "billing": "billing", "shipping": "shipping",
}  # fmt: skip
_PARTS = {
    "street": "street", "rue": "street", "address": "address", "adresse": "address", "formatted": "address",
    "city": "city", "ville": "city", "state": "region", "region": "region", "dep region": "region",
    "postal code": "postcode", "zip": "postcode", "zip code": "postcode", "code postal": "postcode",
    "country": "country", "pays": "country", "country region": "country", "pays region": "country",
    "strasse": "street", "ort": "city", "postleitzahl": "postcode", "plz": "postcode", "bundesland": "region",
    "kanton": "region", "bundesland kanton": "region", "land region": "country", "land": "country", "calle": "street",
    "calle del": "street", "ciudad": "city", "ciudad del": "city", "codigo postal": "postcode",
    "codigo postal del": "postcode", "pais": "country",
    "provincia": "region", "via": "street", "citta": "city", "cap": "postcode", "paese": "country",
    "pais region del": "country",
    "straat": "street", "plaats": "city", "postcode": "postcode", "provincie": "region", "ciudad de": "city",
    "pais o region del": "country", "provincia o estado del": "region", "estado o provincia del": "region",
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


_NAME_PART = re.compile(
    r"(?:your |votre )?(?:name|nom)\s*[(:\[]\s*(?:(?P<given_name>first|pr[ée]nom)|(?P<middle_name>middle)"
    r"|(?P<family_name>last|nom(?: de famille)?))\s*[)\]]?",
    re.IGNORECASE,
)
"""`Name (First)`, as forms are made of parts."""
_OF_ONE_PROGRAM = {
    **dict.fromkeys(("ufficio", "ufficio 2", "particular", "particular 2"), Meaning("phone")),
    **dict.fromkeys(("abitazione", "abitazione 2"), Meaning("phone", "home")),
    "text reminder number": Meaning("phone", "mobile"),
    **dict.fromkeys(("guest email s", "guest email"), Meaning("")),
}
"""Outlook calls telephones in Italian and Spanish by their place alone; Calendly's guests are others."""


@lru_cache(maxsize=4096)
def meaning(header: str) -> Meaning:
    """What a header says by itself; `Title`, `Name` and the like need their neighbours, see `mapping`."""
    key = header_key(header)
    if not key:
        return Meaning("")
    if key in {"title", "titre", "nom", "nombre", "nome"}:
        return Meaning("title?" if key in {"title", "titre"} else "name?")
    if part := _NAME_PART.fullmatch(header.strip()):
        return Meaning(str(part.lastgroup))
    head, dash, rest = header.partition(" - ")
    table = _TABLES.get(header_key(head)) if dash else None
    if table is not None:
        inner = header_key(rest)
        if inner in table:
            return Meaning(table[inner])
        return meaning(rest)
    if key in _OF_ONE_PROGRAM or key in _EXACT:
        return _OF_ONE_PROGRAM.get(key) or Meaning(_EXACT[key])
    by_words = _by_words(key)
    return by_words if by_words.field else _alternatives(header)


def _by_words(key: str) -> Meaning:
    tokens = key.split()
    words = set(tokens)
    if opposes(key):
        return Meaning("opposed")
    if words & OTHERS:
        return Meaning("")
    if words & EMAIL and not words & NOT_EMAIL:
        return _reach("email", tokens, EMAIL)
    if words & PHONE and not words & NOT_PHONE:
        return _reach("phone", tokens, PHONE_WORD)
    if (words & LINK or any(pair in key for pair in _LINK_PAIRS)) and not words & NOT_LINK:
        return _reach("link", tokens, LINK)
    part = _address_part(tokens)
    return part if part.field else _stripped(key)


_OPPOSES = re.compile(
    r"\b(?:do not|dont|ne pas|ne plus|no|nicht) (?:e ?mail|mail|mailings?|contact|contacter|call|appeler|phone|sms|"
    r"demarcher|solliciter|kontaktieren|anrufen|spam)\b|\bopt(?:ed)? out\b|\boptout\b|\bunsub\w*\b|\bdesinscri\w*\b|"
    r"\bdesabonne\w*\b|\bblack ?list\w*\b|\boppose[ds]?\b|\bopposition\b|\bopposee?\b|\babgemeldet\b|\bsuppressed\b|"
    r"\brefus\w*\b.*\b(?:email|mails?|sms|appels?|contact|prospection)\b|\bstop pub\b|\bdonotcall\b|\bbloctel\b|\bdnc\b"
)
_NOT_OPPOSES = re.compile(r"\b(?:reason|raison|motif|count|link|url|lien|campaign)\b")
_CHANNELS = (
    (
        "email",
        re.compile(r"\b(?:e ?mail|emailing|mail|mailing|newsletter|unsub\w*|desinscri\w*|desabonne\w*|abgemeldet)\b"),
    ),
    ("sms", re.compile(r"\bsms\b")),
    ("call", re.compile(r"\b(?:call|appeler|phone|telephone|anrufen|donotcall|bloctel|dnc)\b")),
)


def opposes(key: str) -> bool:
    """Whether a header, by its `header_key`, is one over a column that says who wants no messages."""
    return bool(_OPPOSES.search(key)) and not _NOT_OPPOSES.search(key)


def opposed_channel(header: str) -> str:
    """The channel that such a column is about; empty for all of them."""
    key = header_key(header)
    return next((channel for channel, words in _CHANNELS if words.search(key)), "")


_ASIDE = re.compile(r"[(\[].*?[)\]]")
_EITHER = re.compile(r"\s*(?:/|\||\bou\b|\bor\b|&|\bet\b)\s*", re.IGNORECASE)
_QUALIFIERS = frozenset(
    """your votre vos ihr ihre my mon ma the le la les contact contacts customer client lead prospect person personne
    invitee attendee buyer participant primary main principal principale billing customers partner guest registrant
    subscriber recipient respondent applicant kunde kontakt tu su el il cliente full s 1""".split()
)
_OF = re.compile(
    r" (?:du|de la|de l|des|of|of the|del|der|des|van|dal) (?:contact|client|prospect|participant|invite|tiers|"
    r"interlocuteur|lead|customer|person|personne|attendee|contacto|cliente|kunden|kontakt|dirigeant|gerant)$"
)
_PERSONAL = frozenset({
    "name", "given_name", "family_name", "middle_name", "email", "phone", "organization", "job_title", "name?", "link",
    "city", "country", "postcode", "website", "language", "note",
})  # fmt: skip


def _stripped(key: str) -> Meaning:
    """`your name`, `Invitee First Name`, `prénom du participant`: a word for whose value it is says nothing more."""
    shorter = _OF.sub("", key)
    tokens = shorter.split()
    while len(tokens) > 1 and tokens[0] in _QUALIFIERS:
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1] in {"id", "1", "s"} and tokens[0] in {"stage", "partner", "contact"}:
        tokens.pop()
    shorter = " ".join(tokens)
    if shorter == key or not shorter:
        return Meaning("")
    inner = meaning(shorter)
    return inner if inner.field in _PERSONAL or (inner.field == "stage" and key.startswith("stage")) else Meaning("")


def _alternatives(header: str) -> Meaning:
    """`Société / Entreprise`, `Montant (€ HT)`: what the names agree on, and what is aside left out."""
    plain = _ASIDE.sub(" ", header).strip()
    parts = [part for part in _EITHER.split(plain) if header_key(part)]
    if plain != header.strip() and header_key(plain):
        inner = meaning(plain)
        if inner.field:
            return inner
    if len(parts) < 2:  # noqa: PLR2004
        return Meaning("")
    meanings = [meaning(part) for part in parts]
    fields = {reading.field for reading in meanings}
    if fields <= {"name?", "given_name", "family_name", "name"}:
        return Meaning("name")
    return meanings[0] if len(fields) == 1 or (len(fields - {""}) == 1 and meanings[0].field) else Meaning("")


def _reach(field: str, tokens: list[str], own: Collection[str]) -> Meaning:
    """A way to reach somebody; `email 2 type` is the label of `email 2 address`."""
    number = next((token for token in tokens if token.isdigit()), "")
    if set(tokens) & _LABEL:
        return Meaning("label", f"{field} {number or 1}") if number else Meaning("")
    if number and "value" in tokens:
        return Meaning(field, f"{field} {number}")
    spare = {"address", "adresse", "number", "numero", "de", "l", "d", "associated", "contact", "primary", "value", "s"}
    spare |= {"direccion", "electronico", "electronica", "indirizzo", "elettronica", "endereco", "nombre", "pantalla"}
    spare |= {
        "nome",
        "visualizzato",
        "from",
        "e",
        "your",
        "votre",
        "invitee",
        "attendee",
        "participant",
        "du",
        "correio",
    }
    spare |= EMAIL | PHONE_WORD | LINK | set(own)
    spare |= {"web", "page", "site", "numbers", "person", "secondary", "in", "linked", "linkedin"}
    return Meaning(field, " ".join(token for token in tokens if token not in spare and not token.isdigit()))


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
    ("Zoho", ("record id", "lead owner", "lead status")),
    ("Zoho", ("lead owner", "company", "lead status", "email opt out")),
    ("Zoho", ("deal name", "account name", "closing date")),
    ("Salesforce", ("opportunity name", "account name", "stage")),
    ("Salesforce", ("first name", "last name", "lead source", "company account")),
    ("Salesforce", ("lead owner", "lead status")),
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
    ("folk", ("first name", "last name", "urls")),
    ("folk", ("groups", "companies")),
    ("Calendly", ("invitee name", "invitee email")),
    ("Salesforce", ("first name", "last name", "account id", "owner id")),
    ("Salesforce", ("nom du compte", "nom de l opportunite", "etape")),
    ("Eventbrite", ("attendee", "ticket type")),
    ("Eventbrite", ("order", "ticket type", "email")),
    ("Brevo", ("email", "email blacklisted")),
    ("Mailchimp", ("email address", "member rating")),
    ("Mailchimp", ("email address", "leid")),
    ("Dolibarr", ("nom du tiers",)),
    ("Dolibarr", ("third party name",)),
    ("Odoo", ("contact name", "email from")),
    ("Outlook", ("vorname", "nachname", "email adresse")),
    ("Monica", ("first name", "last name", "is starred")),
)


def program(headers: tuple[str, ...]) -> str:
    """The program that wrote a file, by its headers; empty when none is recognised."""
    keys = {header_key(header) for header in headers}
    return next((name for name, needed in _PROGRAMS if keys.issuperset(needed)), "")


assert set(WORDS) <= set(FIELDS)
