"""One row of cells to one record, by a mapping and what the columns have shown as a whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from funneltui.domain.text import fold
from funneltui.i18n import N_, translate as _
from funneltui.interchange import reaches
from funneltui.interchange.addresses import Addresses
from funneltui.interchange.cell_words import (
    CONVERTED,
    KINDS,
    LANGUAGES,
    OF_ORGANIZATION,
    PLAIN_OPEN,
    PLAIN_STATES,
    TAKEN_AS,
    lines,
    name_beside,
    name_words,
    names_somebody,
    only_names,
    plain_cells,
    says_nothing,
    without_link,
)
from funneltui.interchange.csv_reader import Row
from funneltui.interchange.dates import is_blank_day, parse_day, parse_time
from funneltui.interchange.facts import Facts
from funneltui.interchange.fields import header_key
from funneltui.interchange.mapping import ColumnUse, Mapping
from funneltui.interchange.name_order import family_first, puts_family_first
from funneltui.interchange.opposing import read_opposition
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord, Reach
from funneltui.interchange.row_money import MONEY_FIELDS, MoneyReader
from funneltui.interchange.stage_words import guess_state

NO_IDENTITY = N_("the row doesn't identify a contact")

_TEXT_FIELDS = (
    "given_name", "family_name", "organization", "website", "sector", "job_title", "source", "external_id", "title",
    "stage", "lost_reason", "next_what", "siren", "siret", "vat_number",
)  # fmt: skip
_DAYS = ("created_on", "closed_on", "expected_close", "source_on", "next_on", "parked_until")


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
        self._opposed = [use for use in mapping.columns if use.field == "opposed"]
        self._told_states: set[str] = set()
        self._tags = [use.index for use in mapping.columns if use.field == "tags"]
        self._addresses = Addresses(mapping)
        self._place = {use.field: use.index for use in reversed(mapping.columns)}
        self._has_simple_name = self._place.keys().isdisjoint({"name", "middle_name", "prefix", "suffix"})
        """Whether the file names people by given and family name alone."""
        self._family_first = "name" in self._place and puts_family_first(self._header("name"))
        self._lists_companies = self._place.keys().isdisjoint({"name", "given_name", "family_name"})
        self._readers = self._readers_of({use.field for use in mapping.columns})

    def read(self, row: Row) -> PersonRecord | None:
        """The record of a row; None when nothing in it says who it is about (`NO_IDENTITY`)."""
        cells = plain_cells(row.cells, self._mapping.program)
        record = PersonRecord(row.line, (*row.cells, *(cell for _, cell in row.extra)))
        notes: list[str] = []
        asides: list[tuple[str, str]] = []
        for name, place in self._texts:
            if cells[place]:
                setattr(record, name, without_link(" ".join(cells[place].split())))
        for use, read, target in self._reaches:
            if cells[use.index]:
                self._add_reaches(record, use, read, target, cells, notes, asides)
            elif (label := self._labels.get(use.group, -1)) >= 0 and cells[label]:
                self._add_label(label, cells[label], notes)
        for use in self._day_columns:
            if cells[use.index]:
                self._add_day(record, use, cells[use.index], notes)
        for place in self._tags:
            record.tags += tuple(tag for tag in reaches.tags(cells[place]) if tag not in record.tags)
        self._name(record, cells, notes)
        if record.named_by == "email" and (name := name_beside(text for _header, text in asides)):
            record.name, record.named_by = name, "name"
        record.folded_name, record.folded_organization = fold(record.name), fold(record.organization)
        if asides:
            self._add_asides(record, asides, notes)
        record.source = record.source or self._facts.source
        record.currency = self._facts.currency
        for read_field in self._readers:
            read_field(record, cells, notes)
        self._write_notes(record, row, cells, notes)
        return record if record.name else None

    def _readers_of(self, fields: Collection[str]) -> list[Callable[[PersonRecord, Sequence[str], list[str]], None]]:
        """What reads the fields that need a look of their own, as far as the file has them, in order."""
        readers = (
            ({"next_time"}, self._next_time),
            ({"title", "product"}, self._title),
            ({"lost_note"}, self._lost_note),
            ({"language"}, self._language),
            ({"birthday"}, self._birthday),
            (set(OF_ORGANIZATION), self._of_organization),
            ({"status"}, self._status),
            ({"opposed"}, self._oppositions),
            (MONEY_FIELDS, MoneyReader(self._mapping, self._facts, self._problems, self._leave).read),
        )
        return [read for needed, read in readers if not needed.isdisjoint(fields)]

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
        asides: list[tuple[str, str]],
    ) -> None:
        place = self._labels.get(use.group, -1) if self._labels else -1
        label = cells[place] if place >= 0 else "" if use.group[-1:].isdigit() else use.group
        read_now, rest = read(cells[use.index], label)
        if not read_now and (of_other_kind := reaches.misplaced(use.field, rest)):
            target, read_now, rest = of_other_kind
        if rest and read_now:
            asides.append((use.header, rest))
        elif rest:
            notes.append(f"{use.header}: {rest}")
            if use.field == "email":
                self._problems.add(
                    record.line, N_("“{text}” isn't an e-mail address; it was kept in the note."), text=rest[:80]
                )
            elif use.field == "phone" and reaches.is_damaged_number(rest):
                self._problems.add(
                    record.line,
                    N_("“{text}” was damaged by a spreadsheet; it was kept in the note."),
                    text=rest[:80],
                )
        if read_now:
            known = getattr(record, target)
            if known:
                values = {reach.normalized for reach in known}
                read_now = [reach for reach in read_now if reach.normalized not in values]
            setattr(record, target, (*known, *read_now))

    def _add_label(self, place: int, label: str, notes: list[str]) -> None:
        """Keep the kind of a value that is missing, unless a program wrote it by itself."""
        header = self._mapping.columns[place].header
        if fold(label).strip("* ") not in KINDS and not says_nothing(header, label, set()):
            notes.append(f"{header}: {label}")

    def _add_asides(self, record: PersonRecord, asides: Sequence[tuple[str, str]], notes: list[str]) -> None:
        """Keep the words beside addresses, but for the person's own name."""
        own = set(record.folded_name.replace(",", " ").split())
        for header, text in asides:
            if only_names(text, own):
                continue
            notes.append(f"{header}: {text}")
            self._problems.add(
                record.line,
                N_("“{text}”: the words beside the address were kept in the note."),
                warning=False,
                text=text[:80],
            )

    def _add_day(self, record: PersonRecord, use: ColumnUse, cell: str, notes: list[str]) -> None:
        if is_blank_day(cell):
            return
        day = parse_day(cell, self._order(use))
        if day is None:
            self._problems.add(record.line, N_("“{text}” isn't a date; it was kept in the note."), text=cell[:80])
            self._leave(record, use, cell, notes)
        elif use.field in _DAYS:
            setattr(record, use.field, day)
            if use.field == "next_on":
                record.next_time = parse_time(cell)
        else:
            record.closed_on = day
            record.state = use.field.removesuffix("_on")

    def _order(self, use: ColumnUse) -> str:
        return self._facts.orders.get(use.index, "dmy")

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self._place.get(field, -1)
        return cells[place] if place >= 0 else ""

    def _name(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        if self._has_simple_name and (record.given_name or record.family_name):
            parts = f"{record.given_name} {record.family_name}".strip()
            if names_somebody(parts):
                record.name, record.named_by = parts, "name"
                return
        given, middle = record.given_name, " ".join(self._cell(cells, "middle_name").split())
        family = record.family_name
        whole = without_link(" ".join(self._cell(cells, "name").split()))
        if "@" in whole:
            whole, own, others = reaches.named_with_address(whole)
            record.emails = record.emails or own
            notes += [f"{self._header('name')}: {others}"] if others else []
        if record.organization:  # Odoo writes the company before its people
            whole = whole.removeprefix(f"{record.organization}, ")
        parts = " ".join(filter(None, (given, middle, family, self._cell(cells, "suffix") if given or family else "")))
        record.name, record.named_by = next(filter(names_somebody, (whole, parts)), ""), "name"
        if whole and not names_somebody(whole):
            notes.append(f"{self._header('name')}: {whole}")
        if self._family_first and record.name and not parts:
            record.given_name, record.family_name = family_first(record.name, record.emails)
        prefix = record.prefix = self._cell(cells, "prefix")
        if prefix and fold(whole) == fold(f"{prefix} {parts}"):
            record.name = parts
        suffix = " ".join(self._cell(cells, "suffix").split())
        if suffix and fold(suffix) not in fold(record.name):
            notes.append(f"{self._header('suffix')}: {suffix}")
        if prefix and fold(prefix) not in fold(record.name).split():
            notes.append(f"{self._header('prefix')}: {prefix}")
        if whole and parts and not name_words(parts) <= name_words(whole) and "name" in self._place:
            notes.extend(
                f"{self._header(field)}: {text}"
                for field, text in (("given_name", given), ("middle_name", middle), ("family_name", family))
                if text and not name_words(text) <= name_words(whole)
            )
        if record.name:
            return
        fallbacks = (
            ("organization", record.organization if self._lists_companies else ""),
            ("email", record.emails[0].value if record.emails else ""),
            ("organization", record.organization),
            ("title", record.title),
            ("external_id", record.external_id),
            ("phone", record.phones[0].value if record.phones else ""),
            ("link", next((link.value for link in record.links if "linkedin.com/in/" in link.normalized), "")),
        )
        record.named_by, record.name = next(((field, text) for field, text in fallbacks if text), ("", ""))

    def _use(self, field: str) -> ColumnUse:
        return self._mapping.columns[self._place[field]]

    def _header(self, field: str) -> str:
        return self._use(field).header

    def _leave(self, record: PersonRecord, use: ColumnUse, cell: str, notes: list[str]) -> None:
        """Keep a cell that could not be read as what it is: with the deal, if there are any."""
        line = f"{use.header}: {cell}"
        if self._deals and use.field != "source_on":
            record.deal_note = f"{record.deal_note}\n{line}".strip()
        else:
            notes.append(line)

    def _next_time(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        hour = self._cell(cells, "next_time")
        record.next_time = parse_time(hour) or record.next_time
        if hour and not parse_time(hour):
            self._leave(record, self._use("next_time"), hour, notes)

    def _title(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        if not record.title:
            record.title = " ".join(self._cell(cells, "product").split())
        elif self._cell(cells, "product"):
            self._leave(record, self._use("product"), self._cell(cells, "product"), notes)

    def _lost_note(self, record: PersonRecord, cells: Sequence[str], _notes: list[str]) -> None:
        record.lost_note = "\n".join(map(str.rstrip, self._cell(cells, "lost_note").strip().splitlines()))

    def _language(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        if language := self._cell(cells, "language"):
            code = LANGUAGES.get(fold(language).replace("_", "-").partition("-")[0].strip(), "")
            if code:
                record.language = code
            else:
                notes.append(f"{self._header('language')}: {language}")

    def _birthday(self, _record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        birthday = self._cell(cells, "birthday")
        if birthday and not is_blank_day(birthday):
            day = parse_day(birthday, self._order(self._use("birthday")))
            notes.append(f"{self._header('birthday')}: {(day.isoformat() if day else '') or birthday}")

    def _of_organization(self, record: PersonRecord, _cells: Sequence[str], notes: list[str]) -> None:
        """Without an organization, what is said of it goes to the note."""
        if record.organization:
            return
        for field in OF_ORGANIZATION:
            text = getattr(record, field)
            if text:
                notes.append(f"{self._header(field)}: {text}")
                setattr(record, field, "")

    def _status(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        """What a status beside the stage says. That a lead was converted says less than what it became."""
        text = self._cell(cells, "status")
        if not text or record.state:
            if text:
                self._leave(record, self._use("status"), text, notes)
            return
        use = self._use("status")
        state = guess_state(text)
        if header_key(use.header) in CONVERTED and record.stage:
            if state != "open":
                self._leave(record, use, text, notes)
            return
        if state == "open":
            record.state = state
            if not record.stage and fold(text) not in PLAIN_OPEN:
                record.stage = text
        elif state:
            record.state, record.state_words = state, text
            if fold(text) not in PLAIN_STATES and text not in self._told_states:
                self._told_states.add(text)
                self._problems.add(
                    record.line,
                    TAKEN_AS[state],
                    warning=False,
                    text=text[:80],
                )
            if record.stage:
                self._leave(record, self._use("stage"), record.stage, notes)
        else:
            self._leave(record, use, text, notes)
            self._problems.add(record.line, N_("Unknown status “{text}”; it was kept in the note."), text=text[:80])

    def _oppositions(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        for use in self._opposed:
            if not cells[use.index]:
                continue
            said = read_opposition(use.header, cells[use.index])
            record.opposed = record.opposed or said.whole
            record.opposed_channels = tuple(dict.fromkeys((*record.opposed_channels, *said.channels)))
            if not said.understood:
                notes.append(f"{use.header}: {cells[use.index]}")
                self._problems.add(
                    record.line,
                    N_("“{text}” doesn't say whether they may be contacted; it was kept in the note: check it."),
                    text=cells[use.index][:80],
                )

    def _write_notes(self, record: PersonRecord, row: Row, cells: Sequence[str], notes: list[str]) -> None:
        record.address, others = self._addresses.read(cells)
        notes += others
        if not (self._notes or row.extra or "contact_note" in self._place):
            record.note, record.deal_note = lines(notes) if notes else "", lines([record.deal_note])
            return
        own: list[str] = []
        named: list[str] = []
        words = set(record.folded_name.replace(",", " ").split())
        for use in self._notes:
            cell = cells[use.index]
            if not cell:
                continue
            if not use.named and use.field == "note":
                own.append(cell)
            elif not says_nothing(use.header, cell, words):
                named.append(f"{use.header}: {cell}")
        extra = [f"{_('Column {number}').format(number=number)}: {cell}" for number, cell in row.extra]
        about = self._cell(cells, "contact_note")
        if about:
            notes.insert(0, about)
        if self._deals:
            left = [record.deal_note] if record.deal_note else []
            record.note, record.deal_note = lines(notes), lines(own + left + named + extra)
        else:
            record.note = lines(own + notes + named + extra)
