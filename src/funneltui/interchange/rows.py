"""One row of cells to one record, by a mapping and what the columns have shown as a whole."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from funneltui.domain.money import Money, minor_units, parse_amount
from funneltui.domain.text import fold
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_
from funneltui.interchange import reaches
from funneltui.interchange.addresses import Addresses
from funneltui.interchange.csv_reader import Row
from funneltui.interchange.dates import is_blank_day, parse_day
from funneltui.interchange.mapping import ColumnUse, Mapping
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord, Reach
from funneltui.interchange.stage_words import guess_state

__all__ = ["NO_IDENTITY", "Facts", "RowReader"]

NO_IDENTITY = N_("the row doesn't identify a contact")

_NOISE = frozenset({"smtp", "ex", "normal", "unspecified", "false", "non specifie", "normale", "faux"})
"""What Outlook writes into columns nobody filled in."""
_NOISY = frozenset(
    """email type|email 2 type|email 3 type|sensitivity|priority|private|gender|type de messagerie|type de messagerie 2
    |type de messagerie 3|priorite|prive|sexe|critere de diffusion""".replace("\n    ", "").split("|")
)
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_TEXT_FIELDS = (
    "given_name", "family_name", "organization", "website", "sector", "job_title", "source", "external_id", "title",
    "stage", "lost_reason", "next_what",
)  # fmt: skip
_DAYS = ("created_on", "closed_on", "expected_close", "source_on", "next_on", "parked_until")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the columns show as a whole.

    Attributes:
        rows: How many rows there are.
        day_first: How `3/4/2026` is read.
        currency: What an amount without a currency is in.
        source: Where people come from when their row does not say.
        ids_repeat: Whether rows share an identifier.
    """

    rows: int
    day_first: bool
    currency: str
    source: str = ""
    ids_repeat: bool = False


class RowReader:
    """Makes records of rows.

    Args:
        mapping: What every column becomes.
        facts: What the columns show as a whole.
        problems: Where what is wrong with a row goes.
    """

    def __init__(self, mapping: Mapping, facts: Facts, problems: Problems) -> None:
        self._mapping = mapping
        self._facts = facts
        self._problems = problems
        self._deals = mapping.has_deals
        self._texts = [(name, place) for name in _TEXT_FIELDS if (place := mapping.index(name)) >= 0]
        self._day_columns = [use for use in mapping.columns if use.field in {*_DAYS, "won_on", "lost_on"}]
        self._reaches = self._reach_columns()
        self._labels = self._label_columns()
        self._notes = [use for use in mapping.columns if use.field == "note" or use in self._stray_labels()]
        self._tags = [use.index for use in mapping.columns if use.field == "tags"]
        self._addresses = Addresses(mapping)
        self._place = {use.field: use.index for use in reversed(mapping.columns)}

    def read(self, row: Row) -> PersonRecord | None:
        """The record of a row; None when nothing in it says who it is about (`NO_IDENTITY`)."""
        cells = [_unguarded(cell) if cell[:1] == "'" else cell for cell in row.cells]
        record = PersonRecord(row.line, (*row.cells, *(cell for _, cell in row.extra)))
        notes: list[str] = []
        for name, place in self._texts:
            if cells[place]:
                setattr(record, name, " ".join(cells[place].split()))
        for use, read, target in self._reaches:
            if cells[use.index]:
                self._add_reaches(record, use, read, target, cells, notes)
        for use in self._day_columns:
            if cells[use.index]:
                self._add_day(record, use, cells[use.index], notes)
        for place in self._tags:
            if cells[place]:
                record.tags += tuple(tag for tag in reaches.tags(cells[place]) if tag not in record.tags)
        self._name(record, cells, notes)
        record.folded_name = fold(record.name)
        record.folded_organization = fold(record.organization) if record.organization else ""
        self._plain(record, cells, notes)
        self._amount(record, cells, notes)
        self._write_notes(record, row, cells, notes)
        return record if record.name else None

    # -- Columns ------------------------------------------------------------------------------

    def _reach_columns(self) -> list[tuple[ColumnUse, Callable[[str, str], tuple[list[Reach], str]], str]]:
        kinds = {
            "email": (reaches.emails, "emails"),
            "phone": (reaches.phones, "phones"),
            "link": (reaches.links, "links"),
        }
        return [(use, *kinds[use.field]) for use in self._mapping.columns if use.field in kinds]

    def _label_columns(self) -> dict[str, int]:
        return {use.group: use.index for use in self._mapping.columns if use.field == "label"}

    def _stray_labels(self) -> list[ColumnUse]:
        """Columns that name the kind of a value which has no column."""
        valued = {use.group for use in self._mapping.columns if use.field != "label"}
        return [use for use in self._mapping.columns if use.field == "label" and use.group not in valued]

    # -- Fields -------------------------------------------------------------------------------

    def _add_reaches(
        self,
        record: PersonRecord,
        use: ColumnUse,
        read: Callable[[str, str], tuple[list[Reach], str]],
        target: str,
        cells: Sequence[str],
        notes: list[str],
    ) -> None:
        place = self._labels.get(use.group, -1)
        label = cells[place] if place >= 0 else "" if use.group[-1:].isdigit() else use.group
        found, rest = read(cells[use.index], label)
        if rest:
            notes.append(f"{use.header}: {rest}")
            if use.field == "email":
                self._problems.add(
                    record.line, N_("“{text}” isn't an e-mail address; it was kept in the note."), text=rest[:80]
                )
        if found:
            known = getattr(record, target)
            values = {one.normalized for one in known}
            setattr(record, target, known + tuple(one for one in found if one.normalized not in values))

    def _add_day(self, record: PersonRecord, use: ColumnUse, cell: str, notes: list[str]) -> None:
        if is_blank_day(cell):
            return
        day = parse_day(cell, day_first=self._facts.day_first)
        if day is None:
            self._problems.add(record.line, N_("“{text}” isn't a date; it was kept in the note."), text=cell[:80])
            self._leave(record, use, cell, notes)
        elif use.field in _DAYS:
            setattr(record, use.field, day)
        else:
            record.closed_on = day
            record.state = use.field.removesuffix("_on")

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self._place.get(field, -1)
        return cells[place] if place >= 0 else ""

    def _name(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        given, middle = record.given_name, " ".join(self._cell(cells, "middle_name").split())
        family = record.family_name
        whole = " ".join(self._cell(cells, "name").split())
        parts = " ".join(part for part in (given, middle, family, self._cell(cells, "suffix")) if part)
        record.name, record.named_by = next((text for text in (whole, parts) if text and fold(text)), ""), "name"
        prefix = self._cell(cells, "prefix")
        if prefix and fold(prefix) not in fold(record.name).split():
            notes.append(f"{self._header('prefix')}: {prefix}")
        if whole and parts and not set(fold(parts).split()) <= set(fold(whole).split()) and "name" in self._place:
            notes.extend(
                f"{self._header(field)}: {text}"
                for field, text in (("given_name", given), ("middle_name", middle), ("family_name", family))
                if text and not set(fold(text).split()) <= set(fold(whole).split())
            )
        if record.name:
            return
        fallbacks = (
            ("email", record.emails[0].value if record.emails else ""),
            ("organization", record.organization),
            ("title", record.title),
            ("external_id", record.external_id),
            ("phone", record.phones[0].value if record.phones else ""),
            ("link", next((one.value for one in record.links if "linkedin.com/in/" in one.normalized), "")),
        )
        record.named_by, record.name = next(((field, text) for field, text in fallbacks if text), ("", ""))

    def _use(self, field: str) -> ColumnUse:
        return self._mapping.columns[self._place[field]]

    def _header(self, field: str) -> str:
        return self._use(field).header

    def _leave(self, record: PersonRecord, use: ColumnUse, cell: str, notes: list[str]) -> None:
        """Keep a cell that could not be read as what it is: with the opportunity, if there are any."""
        line = f"{use.header}: {cell}"
        if self._deals and use.field != "source_on":
            record.deal_note = f"{record.deal_note}\n{line}".strip()
        else:
            notes.append(line)

    def _plain(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        """Fields that need a word of their own."""
        record.source = record.source or self._facts.source
        if not record.title:
            record.title = " ".join(self._cell(cells, "product").split())
        elif self._cell(cells, "product"):
            self._leave(record, self._use("product"), self._cell(cells, "product"), notes)
        state = self._cell(cells, "status")
        if state and not record.state:
            record.state = guess_state(state)
            if record.state == "open" and not record.stage and fold(state) not in {"0", "no", "non", "false", "open"}:
                record.stage = state
        language = self._cell(cells, "language")
        if language:
            code = fold(language)[:2]
            if code in {"fr", "en"}:
                record.language = code
            else:
                notes.append(f"{self._header('language')}: {language}")
        birthday = self._cell(cells, "birthday")
        if birthday and not is_blank_day(birthday):
            day = parse_day(birthday, day_first=self._facts.day_first)
            notes.append(f"{self._header('birthday')}: {_iso(day) or birthday}")
        if not record.organization:
            for field in ("website", "sector"):
                text = getattr(record, field)
                if text:
                    notes.append(f"{self._header(field)}: {text}")
                    setattr(record, field, "")

    def _amount(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        text = self._cell(cells, "amount")
        currency = self._cell(cells, "currency").upper()
        record.currency = self._facts.currency
        if not text:
            return
        chosen = currency if len(currency) == 3 and currency.isascii() and currency.isalpha() else ""  # noqa: PLR2004
        signed = currency + text if currency and not chosen else text
        try:
            money = _money(text, signed, chosen or self._facts.currency)
        except FunnelError:
            self._leave(record, self._use("amount"), text, notes)
            self._problems.add(
                record.line, N_("“{text}” isn't a valid amount; it was kept in the note."), text=text[:80]
            )
        else:
            record.amount, record.currency = money.minor, money.currency

    def _write_notes(self, record: PersonRecord, row: Row, cells: Sequence[str], notes: list[str]) -> None:
        record.address, others = self._addresses.read(cells)
        notes += others
        own: list[str] = []
        named: list[str] = []
        words = set(record.folded_name.replace(",", " ").split())
        for use in self._notes:
            cell = cells[use.index]
            if not cell:
                continue
            if not use.named and use.field == "note":
                own.append(cell)
            elif not _says_nothing(use.header, cell, words):
                named.append(f"{use.header}: {cell}")
        extra = [f"{self._extra_header(number)}: {cell}" for number, cell in row.extra]
        about = self._cell(cells, "contact_note")
        if about:
            notes.insert(0, about)
        if self._deals:
            left = [record.deal_note] if record.deal_note else []
            record.note, record.deal_note = _lines(notes), _lines(own + left + named + extra)
        else:
            record.note = _lines(own + notes + named + extra)

    @staticmethod
    def _extra_header(number: int) -> str:
        return f"#{number}"


def _money(text: str, signed: str, currency: str) -> Money:
    """An amount as programs write it, else as people do, with the sign that stands in a column of its own.

    Raises:
        InvalidValueError: It is none, or negative.
    """
    if _PLAIN.fullmatch(text):
        with contextlib.suppress(InvalidValueError):
            return Money(minor_units(text, currency), currency)
    return parse_amount(signed, currency).money


def _lines(parts: list[str]) -> str:
    return "\n".join(parts).replace("\r\n", "\n").replace("\r", "\n")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _unguarded(cell: str) -> str:
    """Undo the apostrophe that exports put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip(" '").startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _says_nothing(header: str, cell: str, name_words: set[str]) -> bool:
    """Whether a program filled the cell by itself: `Sensitivity: Normal`, `File As: Price, Stephanie`."""
    from funneltui.interchange.fields import header_key

    key = header_key(header)
    if is_blank_day(cell) and ("anniv" in key or "date" in key):
        return True
    if key in _NOISY:
        return fold(cell) in _NOISE
    return key in {"file as", "email display name"} and set(fold(cell).replace(",", " ").split()) <= name_words
