"""Which column of a file is which field: by the program that wrote it, by name, or as told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping as MappingType, Sequence
from dataclasses import dataclass, replace

from funneltui.domain.text import fold
from funneltui.interchange.dates import parse_day
from funneltui.interchange.errors import UnknownColumnError, UnknownFieldError
from funneltui.interchange.fields import DEAL_FIELDS, FIELDS, PERSON_FIELDS, header_key
from funneltui.interchange.headers import meaning, program, rank

_MANY = frozenset({"email", "phone", "link", "tags", "note", "label", "ignore", "street", "address", "opposed", ""})
"""Fields that several columns can hold."""
_GROUPED = frozenset({"city", "region", "postcode", "country"})
"""Fields of which each address has one."""
_FORMS_OF_ADDRESS = frozenset(
    "m mr mrs ms miss mme mlle monsieur madame mademoiselle dr prof me maitre herr frau".split()
)
_WEAK_JOBS = frozenset({"profession", "occupation", "role"})
"""Words for a job that stand beside its title in Outlook's and Google's files."""
_STATES = frozenset({"status", "statut", "etat", "deal status", "opportunity status"})
_REJECTED = frozenset({("line", "reason"), ("ligne", "raison"), ("ligne", "motif")})
"""What the import writes above the columns that it puts before those of the source."""
_FIGURES = re.compile(r"[\d\s.,%€$£+-]*")
_FLAGS = frozenset("yes no true false oui non vrai faux y n o x ja nein".split())
_NAME = re.compile(r"[^\W\d_][^\d_@:/]{0,60}")
_FEWEST_DIGITS = 3


def _is_word(cell: str) -> bool:
    return not _FIGURES.fullmatch(cell) and cell.casefold() not in _FLAGS


def _is_like_an_address(cell: str) -> bool:
    before, _at, behind = cell.partition("@")
    return bool(before and behind) and " " not in cell


def _is_number(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) >= _FEWEST_DIGITS and not _SCORE.fullmatch(cell)


_SCORE = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?%?|[01][.,]\d+|\d{1,4}[.,]\d{1,2}")
_CHECKS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("name", "given_name", "family_name", "organization", "job_title"), _is_word),
    "email": lambda cell: "@" in cell or _is_word(cell),
    "phone": _is_number,
    "link": lambda cell: not _FIGURES.fullmatch(cell) and ("." in cell or "/" in cell),
}
"""Field → whether a cell can be a value of it: a column where no cell can is another field."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column becomes.

    Attributes:
        index: Its place, from 0.
        header: Its name in the file.
        field: One of `fields.FIELDS`.
        group: Which address, or which of several ways to reach somebody, it is part of.
        told: Whether the person said so.
        named: Whether the note names the column, which is not a note by itself.
    """

    index: int
    header: str
    field: str
    group: str = ""
    told: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """What every column becomes.

    Attributes:
        program: The program that wrote the file; empty when it is not recognised.
        columns: One use a column, in the file's order.
    """

    program: str
    columns: tuple[ColumnUse, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some column fills."""
        return frozenset(use.field for use in self.columns)

    @property
    def has_people(self) -> bool:
        """Whether some column says who or what a row is about."""
        return bool(self.fields & PERSON_FIELDS)

    @property
    def has_deals(self) -> bool:
        """Whether the rows are deals, not just people."""
        return bool(self.fields & DEAL_FIELDS)

    def index(self, field: str) -> int:
        """The place of the column of a field; -1 when there is none."""
        return next((use.index for use in self.columns if use.field == field), -1)


def parse_field(text: str) -> str:
    """A field as a person writes it: its name here, or a word that programs use ("company", "société").

    Raises:
        UnknownFieldError: It is neither.
    """
    wanted = text.strip()
    key = header_key(wanted).replace(" ", "_")
    if key in FIELDS:
        return key
    if wanted in {"", "-"}:
        return "ignore"
    target = meaning(wanted).field
    if target == "name?":
        return "name"
    if target and target != "title?":
        return target
    known = ", ".join(sorted(field for field in FIELDS if field != "label"))
    raise UnknownFieldError(text, known)


def map_columns(
    header: Sequence[str], sample: Sequence[Sequence[str]] = (), told: MappingType[str, str] | None = None
) -> Mapping:
    """Find a field for every column; those that have none go to the note.

    Args:
        header: The columns' names.
        sample: Some rows, to tell a form of address from a job title, and to read a table without names.
        told: Column → field, as the person said; a column is named, or numbered from 1.

    Raises:
        UnknownColumnError, UnknownFieldError: What was told cannot be.
    """
    columns = [[cells[index] if index < len(cells) else "" for cells in sample] for index in range(len(header))]
    uses = [ColumnUse(index, name, *meaning(name)) for index, name in enumerate(header)]
    uses = _ours(uses)
    uses = _held_against_cells(uses, columns)  # first, so that a flag called "Prospect" takes no name from "Nom"
    uses = _decide_doubtful(uses, columns)
    uses = _held_against_cells(uses, columns)
    if not any(use.field for use in uses):
        uses = [replace(use, field=_by_content(column)) for use, column in zip(uses, columns, strict=True)]
    uses = _without_buyers(_with_clients(_guess_names(uses, columns)))
    uses = _tell(uses, told or {})
    uses = _one_each(uses)
    written_by = program(tuple(header))
    if written_by == "Calendly":  # where one meets, not where somebody lives
        uses = [
            replace(use, field="") if header_key(use.header) == "location" and not use.told else use for use in uses
        ]
    return Mapping(written_by, tuple(map(_rest_to_note, uses)))


def _ours(uses: list[ColumnUse]) -> list[ColumnUse]:
    """In a mended file of rejected rows, leave out the columns that the import added: they describe nobody."""
    keys = tuple(header_key(use.header) for use in uses[:2])
    if keys in _REJECTED:
        return [replace(use, field="ignore", group="") for use in uses[:2]] + uses[2:]
    return uses


def _held_against_cells(uses: list[ColumnUse], columns: list[list[str]]) -> list[ColumnUse]:
    """What the columns' names say, where their cells agree with it; a doubtful name is a name all the same."""
    fields = {"family_name" if use.field == "name?" else use.field for use in uses}
    return [_held_against(use, column, fields) for use, column in zip(uses, columns, strict=True)]


def _held_against(use: ColumnUse, cells: list[str], fields: set[str]) -> ColumnUse:
    """A column whose cells cannot be what its name says goes to the note: figures are no names, a score no address.

    The only column that says who a row is about is taken at its word.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or use.field not in _CHECKS:
        return _dated(use, filled, fields)
    if use.field == "name" and "email" not in fields and all(map(_is_like_an_address, filled)):
        return replace(use, field="email")
    if use.field in PERSON_FIELDS and not (fields - {use.field}) & PERSON_FIELDS:
        return use
    if len(filled) == 1 and filled[0].casefold() in _FLAGS:
        return use
    return use if any(map(_CHECKS[use.field], filled)) else replace(use, field="", group="")


def _dated(use: ColumnUse, filled: list[str], fields: set[str]) -> ColumnUse:
    """A next action column with a date in every row holds its due dates, and the other way round."""
    if use.field not in {"next_on", "next_what"} or not filled:
        return use
    days = [parse_day(cell, "dmy") is not None for cell in filled]
    if use.field == "next_what" and all(days):
        return replace(use, field="next_on")
    is_text = len(filled) > 1 and not any(days) and "next_what" not in fields
    return replace(use, field="next_what") if use.field == "next_on" and is_text else use


_CLIENTS = frozenset({"client", "customer", "cliente", "kunde"})
_BUYERS = frozenset({"buyer", "acheteur", "purchaser"})


def _with_clients(uses: list[ColumnUse]) -> list[ColumnUse]:
    """A client beside a contact is the company, where no other column is."""
    named = [use for use in uses if use.field == "name"]
    if len(named) < 2 or any(use.field == "organization" for use in uses):  # noqa: PLR2004
        return uses
    client = next((use for use in named if header_key(use.header) in _CLIENTS), None)
    return [replace(use, field="organization") if use is client else use for use in uses]


def _without_buyers(uses: list[ColumnUse]) -> list[ColumnUse]:
    """Who has bought the ticket of somebody else is somebody else."""
    if all(_BUYERS & set(header_key(use.header).split()) for use in uses if use.field == "email"):
        return uses
    return [
        replace(use, field="", group="")
        if use.field in {"email", "phone"} and _BUYERS & set(header_key(use.header).split())
        else use
        for use in uses
    ]


def _guess_names(uses: list[ColumnUse], columns: list[list[str]]) -> list[ColumnUse]:
    """Of a table that has addresses and no names, the first column of texts that look like names."""
    fields = {use.field for use in uses}
    if fields & {"name", "given_name", "family_name", "organization", "title", "external_id"}:
        return uses
    if not fields & {"email", "phone", "link"}:
        return uses
    for use, column in zip(uses, columns, strict=True):
        filled = [cell for cell in column if cell]
        if use.field or not filled or len(set(filled)) < len(filled) * 0.7:
            continue
        if all(_NAME.fullmatch(cell) for cell in filled):
            return [replace(column, field="name") if column is use else column for column in uses]
    return uses


def without_constants(mapping: Mapping, constant: Collection[int]) -> Mapping:
    """Take the columns with one address in all rows for somebody else's, where another column has different ones.

    Args:
        mapping: What every column becomes.
        constant: The columns that hold one value throughout.
    """
    uses = list(mapping.columns)
    for kind in ("email", "phone", "link"):
        own = [use for use in uses if use.field == kind and not use.told]
        if any(use.index not in constant for use in own):
            for use in own:
                if use.index in constant:
                    uses[use.index] = replace(use, field="note", named=True)
    return replace(mapping, columns=tuple(uses))


def _decide_doubtful(uses: list[ColumnUse], columns: list[list[str]]) -> list[ColumnUse]:
    """`Nom` is the family name beside `Prénom`; `Title` a job, a form of address or the deal's own."""
    fields = {use.field for use in uses if header_key(use.header) not in _WEAK_JOBS}
    titles = [use for use in uses if use.field == "title?"]
    decided = []
    persons = [use for use in uses if use.field == "name" and header_key(use.header) != "name"]
    for use in uses:
        if use.field == "name?" and header_key(use.header) != "nom":
            decided.append(replace(use, field="given_name" if "family_name" in fields else "name"))
        elif use.field == "name?":
            decided.append(replace(use, field=_nom(fields)))
        elif use.field == "name" and "given_name" in fields and "family_name" not in fields and _is_nom(use.header):
            decided.append(replace(use, field="family_name"))
        elif use.field == "name" and persons and use not in persons and fields & {"stage", "amount"}:
            decided.append(replace(use, field="" if "title" in fields else "title"))
        elif use.field == "title?":
            decided.append(replace(use, field=_title(use, titles, fields, columns[use.index])))
        else:
            decided.append(use)
    return decided


def _is_nom(header: str) -> bool:
    """Whether a header is the French word for a family name as much as for a whole one: "Nom du contact"."""
    words = header_key(header).split()
    return words[0] == "nom" and not {"complet", "prenom", "affiche", "affichage"} & set(words)


def _nom(fields: set[str]) -> str:
    if "given_name" in fields:
        return "family_name"
    return "name" if "name" not in fields else ""


def _title(use: ColumnUse, titles: list[ColumnUse], fields: set[str], cells: list[str]) -> str:
    values = {fold(cell).rstrip(".") for cell in cells if cell}
    if values and values <= _FORMS_OF_ADDRESS:
        return "prefix"
    if len(titles) > 1:
        return "prefix" if use is titles[0] else "job_title"
    if "job_title" in fields:
        return "title" if fields & {"stage", "amount"} and "given_name" not in fields else "prefix"
    if fields & {"stage", "amount", "status"} and not fields & {"given_name", "email", "title"}:
        return "title"
    if fields & {"amount"} and "title" not in fields and "given_name" not in fields:
        return "title"
    return "job_title" if fields & {"given_name", "name", "name?", "email", "phone", "organization"} else "title"


def _by_content(cells: Iterable[str]) -> str:
    """A guess for a column without a name."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return ""
    if all(map(_is_like_an_address, filled)):
        return "email"
    if all(cell.startswith(("http://", "https://", "www.")) for cell in filled):
        return "link"
    if all(sum(map(str.isdigit, cell)) >= 8 and cell[:1] in "+0(" for cell in filled):  # noqa: PLR2004
        return "phone"
    return ""


def _tell(uses: list[ColumnUse], told: MappingType[str, str]) -> list[ColumnUse]:
    for name, text in told.items():
        field = parse_field(text)
        index = _column(uses, name)
        group = uses[index].group if field == "label" else ""
        uses[index] = ColumnUse(index, uses[index].header, field, group, told=True)
    return uses


def _column(uses: list[ColumnUse], name: str) -> int:
    exact = [use.index for use in uses if use.header == name.strip()]
    alike = [use.index for use in uses if header_key(use.header) == header_key(name) and header_key(name)]
    numbered = [int(name) - 1] if name.isascii() and name.isdigit() and 0 < int(name) <= len(uses) else []
    for candidates in (exact, alike, numbered):
        if candidates:
            return candidates[0]
    raise UnknownColumnError(name, ", ".join(use.header for use in uses))


def _one_each(uses: list[ColumnUse]) -> list[ColumnUse]:
    """Keep the best column of a field that takes one; what was told goes before what was guessed."""
    best: dict[tuple[str, str], ColumnUse] = {}
    for use in uses:
        if use.field in _MANY:
            continue
        slot = (use.field, use.group if use.field in _GROUPED else "")
        if slot not in best or _merit(use) < _merit(best[slot]):
            best[slot] = use
    stage = best.get(("stage", ""))
    kept = []
    for use in uses:
        slot = (use.field, use.group if use.field in _GROUPED else "")
        if use.field in _MANY or best[slot] is use:
            kept.append(use)
        elif (
            use.field == "stage"
            and stage is not None
            and header_key(use.header) in _STATES
            and (("status", "") not in best)
        ):
            kept.append(replace(use, field="status"))
        else:
            kept.append(replace(use, field=""))
    return kept


def _merit(use: ColumnUse) -> tuple[bool, int, int]:
    return (not use.told, rank(use.header), use.index)


def _rest_to_note(use: ColumnUse) -> ColumnUse:
    if not use.field:
        return replace(use, field="note", named=True)
    if use.field == "note" and meaning(use.header).field != "note":
        return replace(use, named=True)
    return use
