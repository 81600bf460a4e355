"""Which column of a file is which field: by the program that wrote it, by name, or as told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace

from funneltui.domain.text import fold
from funneltui.interchange.errors import UnknownColumnError, UnknownFieldError
from funneltui.interchange.fields import DEAL_FIELDS, FIELDS, PERSON_FIELDS, header_key
from funneltui.interchange.headers import meaning, program, rank

__all__ = ["ColumnUse", "Mapping", "map_columns", "parse_field"]

_MANY = frozenset({"email", "phone", "link", "tags", "note", "label", "ignore", "street", "address", ""})
"""Fields that several columns can hold."""
_GROUPED = frozenset({"city", "region", "postcode", "country"})
"""Fields of which each address has one."""
_FORMS_OF_ADDRESS = frozenset(
    "m mr mrs ms miss mme mlle monsieur madame mademoiselle dr prof me maitre herr frau".split()
)
_WEAK_JOBS = frozenset({"profession", "occupation", "role"})
"""Words for a job that stand beside its title in Outlook's and Google's files."""
_STATES = frozenset({"status", "statut", "etat", "deal status", "opportunity status"})


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
        """Whether the rows are opportunities, not just people."""
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
    found = meaning(wanted).field
    if found == "name?":
        return "name"
    if found and found != "title?":
        return found
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
    uses = _settle_doubtful(uses, columns)
    if not any(use.field for use in uses):
        uses = [replace(use, field=_by_content(column)) for use, column in zip(uses, columns, strict=True)]
    uses = _tell(uses, told or {})
    uses = _one_each(uses)
    return Mapping(program(tuple(header)), tuple(map(_rest_to_note, uses)))


def _settle_doubtful(uses: list[ColumnUse], columns: list[list[str]]) -> list[ColumnUse]:
    """`Nom` is the family name beside `Prénom`; `Title` a job, a form of address or the deal's own."""
    fields = {use.field for use in uses if header_key(use.header) not in _WEAK_JOBS}
    titles = [use for use in uses if use.field == "title?"]
    settled = []
    for use in uses:
        if use.field == "name?":
            settled.append(replace(use, field="family_name" if "given_name" in fields else "name"))
        elif use.field == "title?":
            settled.append(replace(use, field=_title(use, titles, fields, columns[use.index])))
        else:
            settled.append(use)
    return settled


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
    if all("@" in cell and " " not in cell for cell in filled):
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
    for found in (exact, alike, numbered):
        if found:
            return found[0]
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
