"""A block that somebody copied: an e-mail signature, a vCard, or a row of a spreadsheet, as the fields of a person.

What is sure is by its form: addresses, numbers, links, postcodes. A name, a job and an organization are guessed by
their words and places; a person sees them in a form before anything is kept. What is none of it is for the note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from funneltui.domain.text import fold
from funneltui.interchange.csv_reader import open_sheet
from funneltui.interchange.facts import Facts
from funneltui.interchange.grid import Grid
from funneltui.interchange.headers import is_known
from funneltui.interchange.kinds import kind_of
from funneltui.interchange.mapping import map_columns
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.interchange.rows import RowReader
from funneltui.interchange.vcard_reader import read_vcards

_LONGEST = 20_000
"""Characters that are looked at; the rest is note."""
_EMAIL = re.compile(r"(?:mailto:)?([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})")
_LINK = re.compile(
    r"(?<![@\w.])(?:https?://[^\s<>|]{3,300}|www\.[^\s<>|]{3,300}"
    r"|(?:[a-z0-9-]{2,63}\.){1,3}(?:fr|com|org|net|eu|io|co\.uk|uk|ch|be|de|ca|design|studio|agency|dev|pro|paris)"
    r"(?:/[^\s<>|]*)?)(?![\w@])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/])(?:\+|00|\(0\)|\(?0)[\d\s().\-/\u00a0\u202f]{6,24}\d")
_LABEL = re.compile(
    r"(?:^|(?<=[\s|·•,;/]))(?:t[ée]l(?:[ée]phone)?|mob(?:ile)?|port(?:able)?|gsm|phone|cell|fax"
    r"|direct|ligne directe|e-?mail|courriel|mail|web|site(?: web)?|website|linkedin|[tmpfew])"
    r"\.?\s*(?::\s*(?=$|[\s|·•,;/])|(?=\x00))",
    re.IGNORECASE,
)
"""What stands before an address or a number: with a colon, or right before the sign that stands for it."""
_EDGES = " \t|·•,;:/–—-<>()[]*_\u00a0"
_PARTING = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|\t+")
_STREET = re.compile(
    r"\b(?:rue|avenue|av\.|boulevard|bd|place|impasse|all[ée]e|chemin|quai|route|cours|square|zone|za|zi|cedex|street|st\.|road"
    r"|rd\.?|lane|drive|way|suite|floor|stra(?:ss|ß)e|bp|p\.?o\.? box)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"(?:\b(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÀ-Þ][\w'’ -]+)"
    r"|(?:\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b)|(?:\b[A-Z]{2}\s+\d{5}\b)"
)
_JOB = re.compile(
    r"\b(?:direct(?:eur|rice|or)|manager|g[ée]rante?|fondat(?:eur|rice)|(?:co-?)?founder|pr[ée]sidente?|president|ceo|cto|cfo|coo"
    r"|cmo|pdg|dg|drh|responsable|charg[ée]e?|chef(?:fe)?|head|lead|consultante?|d[ée]velopp(?:eur|euse)|developer|engineer"
    r"|ing[ée]nieure?|designer|graphiste|assistante?|officer|conseill(?:er|[èe]re)|associ[ée]e?|partner|owner|avocate?|architecte?"
    r"|commerciale?|sales|marketing|communication|r[ée]dact(?:eur|rice)|editor|journaliste?|photographe|photographer"
    r"|attach[ée]e?|coordinat(?:eur|rice|or)|secr[ée]taire|comptable|accountant|analyste?|freelance|producer|producteur"
    r"|productrice|artiste?|professeure?|teacher|doctor|chief|vice)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:s\.?a\.?r\.?l|s\.?a\.?s\.?u?|e\.?u\.?r\.?l|s\.?a|sci|scop|ltd|limited|inc|llc|llp|plc|gmbh|ag|bv|nv|srl|spa|association"
    r"|asso|agence|agency|studio|cabinet|groupe?|soci[ée]t[ée]|company|mairie|ville de|universit[éey]+|institut)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:chez|at|bei|@)\s+", re.IGNORECASE)
_NAME = re.compile(r"(?:(?:M|Mr|Mrs|Ms|Mme|Mlle|Dr|Pr)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,4}")
_CLOSING = re.compile(
    r"(?:--+|__+|bien (?:cordialement|a vous)|(?:tres )?cordialement|amicalement|salutations"
    r"|bonne (?:journee|soiree|reception)"
    r"|a bientot|merci|(?:best|kind|warm)(?:est)? regards|regards|sincerely|yours (?:sincerely|truly|faithfully)"
    r"|best( wishes)?"
    r"|thanks?(?: you)?|cheers|all the best|sent from my .*|envoye de(?:puis)? mon .*|get outlook for .*)[\s,.!]*"
)
_FREE_MAIL = frozenset(
    "gmail googlemail outlook hotmail live yahoo free orange wanadoo laposte sfr icloud me gmx proton".split()
)
_FACTS = Facts(1, {}, "EUR")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a block says of a person; empty where it says nothing."""

    name: str = ""
    job_title: str = ""
    organization: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    address: str = ""
    note: str = ""


def read_pasted(text: str) -> Pasted:
    """Take a copied block apart."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    cut, rest = text[:_LONGEST], text[_LONGEST:]
    if kind_of(cut.encode("utf-8", "replace")) == "vcard":
        pasted = _of_records(read_vcards(cut.encode("utf-8", "replace")))
    else:
        pasted = _of_table(cut) or _of_lines(cut)
    return replace(pasted, note="\n".join(filter(None, (pasted.note, rest)))) if rest else pasted


def _of_record(record: PersonRecord) -> Pasted:
    return Pasted(
        name=record.name if record.named_by == "name" else "",
        job_title=record.job_title,
        organization=record.organization,
        emails=tuple(reach.value for reach in record.emails),
        phones=tuple(reach.value for reach in record.phones),
        links=tuple(reach.value for reach in record.links),
        address=record.address,
        note="\n".join(filter(None, (record.note, record.deal_note))),
    )


def _of_records(grid: Grid) -> Pasted:
    """The first card; what the others say is for the note."""
    reader = RowReader(map_columns(grid.header), _FACTS, Problems())
    records = [record for row in grid.rows() if (record := reader.read(row)) is not None]
    if not records:
        return Pasted()
    others = "\n".join(" ".join(filter(None, record.cells)) for record in records[1:])
    pasted = _of_record(records[0])
    return replace(pasted, note="\n".join(filter(None, (pasted.note, others))))


def _of_table(text: str) -> Pasted | None:
    """A row below its headers, both copied from a spreadsheet, which parts cells by tabs."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) != 2 or "\t" not in lines[0]:  # noqa: PLR2004 - a header and a row
        return None
    if sum(map(is_known, lines[0].split("\t"))) < 2:  # noqa: PLR2004
        return None
    sheet = open_sheet("\n".join(lines).encode("utf-8", "replace"), is_known)
    rows = list(sheet.rows())
    mapping = map_columns(sheet.header, [row.cells for row in rows])
    reader = RowReader(mapping, _FACTS, Problems())
    record = reader.read(rows[0]) if len(rows) == 1 else None
    return _of_record(record) if record is not None else None


class _Parts:
    """What the lines read so far say, by kind."""

    def __init__(self) -> None:
        self.emails: dict[str, None] = {}
        self.phones: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.address: list[str] = []
        self.words: list[str] = []

    def take(self, line: str) -> None:
        """Take out of a line what is sure; the words that are left wait."""
        line = _EMAIL.sub(lambda match: self._keep(self.emails, match[1]), line)
        line = _LINK.sub(lambda match: self._keep(self.links, match[0].rstrip(".,;)")), line)
        if not _TOWN.search(line) or _PHONE.fullmatch(line.strip()):
            line = _PHONE.sub(lambda match: self._keep(self.phones, " ".join(match[0].split())), line)
        for part in _PARTING.split(line):
            words = _LABEL.sub(" ", part).strip(_EDGES) if "\x00" in line or _LABEL.search(part) else part.strip(_EDGES)
            words = " ".join(words.replace("\x00", " ").split()).strip(_EDGES)
            if not words or _CLOSING.fullmatch(fold(words)):
                continue
            if _TOWN.search(words) or (_STREET.search(words) and any(map(str.isdigit, words))):
                self.address.append(words)
            else:
                self.words.append(words)

    @staticmethod
    def _keep(where: dict[str, None], text: str) -> str:
        where.setdefault(text)
        return " \x00 "


def _of_lines(text: str) -> Pasted:
    parts = _Parts()
    for line in text.split("\n"):
        parts.take(line.lstrip("> ").strip())
    words = list(dict.fromkeys(parts.words))
    domain = next((_domain(email) for email in parts.emails), "")
    name = _first(words, _is_name) or _first(words[:1], lambda word: bool(_NAME.fullmatch(word)))
    if name:
        words.remove(name)
    name, job = _without_job(name)
    job, organization = _parted(job, domain) or (job, "")
    both = _first(words, lambda word: _parted(word, domain) is not None) if not (job or organization) else ""
    if both:
        words.remove(both)
        job, organization = _parted(both, domain) or ("", "")
    if not organization:
        organization = _first(words, lambda word: bool(domain) and _same(word, domain))
        organization = organization or _first(words, lambda word: bool(_COMPANY.search(word)) and not _JOB.match(word))
        if organization:
            words.remove(organization)
    if not job and (job := _first(words, lambda word: bool(_JOB.search(word)))):
        words.remove(job)
    if not organization and words and len(words[0]) < 60 and _short(words[0]):  # noqa: PLR2004 - a sentence is longer
        organization = words.pop(0)
    return Pasted(
        name,
        job,
        organization,
        tuple(parts.emails),
        tuple(parts.phones),
        tuple(parts.links),
        "\n".join(parts.address),
        "\n".join(words),
    )


def _first(words: list[str], fits: Callable[[str], bool]) -> str:
    return next((word for word in words if fits(word)), "")


def _is_name(words: str) -> bool:
    """Two to five words with capitals, none of a job or a company."""
    plain = words.partition(",")[0]
    if not _NAME.fullmatch(plain) or _JOB.search(plain) or _COMPANY.search(plain):
        return False
    return all(word[:1].isupper() or len(word) <= 3 for word in plain.split())  # noqa: PLR2004 - "de", "van"


def _without_job(name: str) -> tuple[str, str]:
    """`Sophie Martin, directrice` is a name and a job."""
    person, comma, rest = name.partition(",")
    return (person.strip(), rest.strip()) if comma and _JOB.search(rest) else (name, "")


def _parted(words: str, domain: str) -> tuple[str, str] | None:
    """`Directrice, Studio Brume` and `Director at Studio Brume` are a job and an organization; None: not both."""
    job, *company = _AT.split(words, maxsplit=1)
    if company and _JOB.search(job):
        return job, company[0]
    head, _comma, tail = (part.strip() for part in words.partition(","))
    for job, where in ((head, tail), (tail, head)):
        named = bool(_COMPANY.search(where)) or bool(domain and where and _same(where, domain))
        if named and _JOB.search(job) and not _JOB.search(where):
            return job, where
    return None


def _short(words: str) -> bool:
    return len(words.split()) <= 5 and words[:1].isupper()  # noqa: PLR2004


def _domain(address: str) -> str:
    host = address.partition("@")[2].lower().split(".")
    return (
        ""
        if host[0] in _FREE_MAIL
        else re.sub(r"[^a-z0-9]", "", host[-2] if host[-2] not in {"co", "com"} else host[-3])
    )


def _same(words: str, domain: str) -> bool:
    plain = re.sub(r"[^a-z0-9]", "", fold(words))
    return len(plain) > 2 and (plain in domain or domain in plain)  # noqa: PLR2004
