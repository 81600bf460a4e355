"""Every column of contacts and deals that a person fills in is wherever these are shown, looked for, told or passed on.

One of each is filled in with a word of its own in each column, and these words are looked for. A new column has to be
in every place that `PLACES` names, or be left out there with a reason.
"""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.field_names import FIELD_NAMES
from funneltui.domain.merging import FIELDS, Take
from funneltui.services.editing import FIELDS as EDITABLE
from funneltui.services.exporting import ExportFormat
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.mentions import mentions
from funneltui.storage.reads.timeline import EDITED, EditMoment, FieldEdit
from funneltui.storage.tables import metadata
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.widgets.pane_facts import Look, facts
from funneltui.tui.widgets.pane_lines import Lines
from funneltui.tui.widgets.pane_timeline import words_of
from tests import stored
from tests.services.desk import Desk
from tests.tui.driving import NOW

KEPT_BY_THE_PROGRAM = {"id", "uid", "folded_name", "binned_at", "created_at", "updated_at"}
MOMENTS_OF_THEIR_OWN = {
    *("contact_id", "stage_id", "stage_since", "former_stage_id", "external_id", "closed_on"),
    *("parked_until", "parked_why", "parked_say", "lost_reason", "lost_note", "discarded_untried"),
    *("daily_rate", "half_days"),  # told as the amount
}
"""Columns of a deal that are not edited: it is moved, closed, parked, imported."""


def filled_in(table: str) -> list[str]:
    """The columns of a table that a person fills in."""
    hidden = KEPT_BY_THE_PROGRAM | (MOMENTS_OF_THEIR_OWN if table == "opportunity" else set())
    return [f"{table}.{column.name}" for column in metadata.tables[table].columns if column.name not in hidden]


COLUMNS = [*filled_in("contact"), *filled_in("opportunity")]
FILLED = {
    "contact.language": "fr",
    "contact.market": "b2c",
    "contact.opposed": 1,
    "contact.opposed_channels": '["sms"]',
    "opportunity.amount": 1200,
    "opportunity.won_amount": None,
    "opportunity.currency": "CHF",
    "opportunity.buyer_step": "decision",
    "opportunity.temperature_override": "hot",
    "opportunity.temperature_until": "2026-12-31",
}
"""Columns that no word of their own can be written into."""
DAYS = {
    "contact.source_on": "2026-01-12",
    "contact.informed_on": "2026-01-13",
    "opportunity.expected_close": "2026-01-14",
    "opportunity.promotion_until": "2026-01-15",
    "opportunity.work_starts": "2026-01-16",
    "opportunity.work_ends": "2026-01-17",
}
REFERENCES = {"contact.organization_id": 1, "contact.introduced_by_id": 1}
LISTS = {"contact.tags", "opportunity.tags", "opportunity.files"}
CARD, CONTACT = 1, 2


def word(column: str) -> str:
    """What is written into a column: no other column's begins with it, and it has two words, as names have."""
    return DAYS.get(column) or f"q{column[::-1].replace('_', '').replace('.', '')} z"


WORDS = {column: word(column) for column in COLUMNS if column not in FILLED}


def values(table: str) -> dict[str, object]:
    """A row of a table that has all of it."""
    texts = {column: json.dumps([text]) if column in LISTS else text for column, text in WORDS.items()}
    every = texts | FILLED | REFERENCES
    return {column.partition(".")[2]: every[column] for column in filled_in(table)}


@pytest.fixture
def funnel(tmp_path: Path) -> Iterator[Funnel]:
    """A file with a contact and a deal that have all, and the contact who introduced them, who has no deal."""
    path = tmp_path / "funnel.db"
    desk = Desk(path)
    with desk.unit_of_work.step("Fill") as work:
        stored.insert(work, "organization", name=word("contact.organization_id"))
        stored.insert(work, "contact", name=word("contact.introduced_by_id"))
        stored.insert(work, "contact", **values("contact"))
        stored.insert(work, "contact", name="Sophie")
        stored.insert(work, "opportunity", contact_id=CONTACT, stage_id=1, **values("opportunity"))
    desk.close()
    one = open_funnel(path, settings=Settings(), clock=FixedClock(NOW))
    yield one
    one.close()


def named(text: str) -> set[str]:
    """The columns whose words stand in a text."""
    return {column for column, words in WORDS.items() if words in text}


def in_the_pane(funnel: Funnel, _folder: Path) -> set[str]:
    lines = Lines(200)
    look = Look(NOW.date(), glyphs(ascii_only=True), ascii_only=True)
    facts(lines, funnel.reads.contact.detail(CARD), look, ("hot", "hot", ""))
    drawn = "\n".join("".join(text for _style, text in line) for line in lines.lines)
    return named(drawn) | {column for column, day in DAYS.items() if look.day(day) in drawn}


def on_the_command_line(funnel: Funnel, _folder: Path) -> set[str]:
    from funneltui.cli.main import main

    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        main(["--db", str(funnel.database.path), "show", str(CARD)])
    return named(shown.getvalue())


def exported(form: ExportFormat) -> Callable[[Funnel, Path], set[str]]:
    """The columns that an export of a form has."""

    def columns(funnel: Funnel, folder: Path) -> set[str]:
        funnel.services.exporting.write(folder / "all", form)
        return named((folder / "all").read_text("utf-8"))

    return columns


def brought_back(form: ExportFormat) -> Callable[[Funnel, Path], set[str]]:
    """The columns that an export of a form still has once it was imported."""

    def columns(funnel: Funnel, folder: Path) -> set[str]:
        funnel.services.exporting.write(folder / f"all.{form}", form)
        with contextlib.closing(open_funnel(folder / "new.db", settings=Settings(), clock=FixedClock(NOW))) as new:
            new.services.importing.run(new.services.importing.preview(folder / f"all.{form}"))
            return named(str(new.access.document(1)))

    return columns


def told_of(funnel: Funnel, _folder: Path) -> set[str]:
    return named(str(funnel.access.document(CONTACT)))


def searched(funnel: Funnel, _folder: Path) -> set[str]:
    hits = {column: funnel.reads.finder.hits(words) for column, words in WORDS.items()}
    return {column for column, found in hits.items() if CONTACT in [hit.person.contact_id for hit in found]}


def looked_through(funnel: Funnel, _folder: Path) -> set[str]:
    with contextlib.closing(funnel.database.connect()) as connection:
        derived.prepare(connection)
        return {column for column, words in WORDS.items() if mentions(connection.execute, [words])}


def chosen_in_a_merge(funnel: Funnel, _folder: Path) -> set[str]:
    columns = filled_in("contact")

    def row(connection: sqlite3.Connection, contact: int) -> tuple[object, ...]:
        return connection.execute(f"SELECT {', '.join(columns)} FROM contact WHERE id = ?", (contact,)).fetchone()

    funnel.services.merging.merge(CONTACT + 1, CONTACT, dict.fromkeys(FIELDS, Take.OTHER))
    with contextlib.closing(funnel.database.connect()) as connection:
        pairs = zip(columns, row(connection, CONTACT + 1), row(connection, CONTACT), strict=True)
        return {column for column, kept, other in pairs if kept == other} | set(filled_in("opportunity"))


def edited(_funnel: Funnel, _folder: Path) -> set[str]:
    called = {
        "contact.organization_id": "organization",
        "contact.introduced_by_id": "introduced_by",
        "contact.tags": "contact_tags",
        "opportunity.amount": "value",
        "opportunity.won_amount": "value",
        "opportunity.note": "details",
    }
    known = {*EDITABLE} & {*FIELD_NAMES}
    return {column for column in COLUMNS if called.get(column, column.partition(".")[2]) in known}


def in_the_history(_funnel: Funnel, _folder: Path) -> set[str]:
    return {f"{table}.{column}" for table in ("contact", "opportunity") for column in EDITED[table]}


class Place(NamedTuple):
    """Where a column is to be."""

    files: str
    there: Callable[[Funnel, Path], set[str]]
    """Which columns are there."""
    left_out: frozenset[str] = frozenset()


def of(table: str, columns: str) -> frozenset[str]:
    """Columns of a table by their names."""
    return frozenset(f"{table}.{column}" for column in columns.split())


PARTS = of("contact", "given_name family_name")
WORK = of("opportunity", "work_starts work_ends files")
PROMOTION = of("opportunity", "promotion_code promotion_until")
NOT_IN_TABLES = WORK | PROMOTION | of("contact", "source_detail introduced_by_id informed_on")
NOT_IN_TABLES |= of("opportunity", "contact_reason")  # the JSON has everything
NOT_ON_CARDS = NOT_IN_TABLES | of("opportunity", "title note tags expected_close")  # a person, not a deal

PLACES: dict[str, Place] = {
    "edit": Place(
        "services/editing.py, domain/field_names.py",
        edited,
        of("contact", "opposed opposed_channels") | of("opportunity", "temperature_override temperature_until"),
    ),
    "history": Place("storage/reads/timeline.py (EDITED)", in_the_history),
    "merge": Place("domain/merging.py (Choosable), storage/reads/merging.py, services/merging.py", chosen_in_a_merge),
    "pane": Place("tui/widgets/pane_facts.py", in_the_pane, PARTS),
    "show": Place("cli/page.py", on_the_command_line, PARTS | of("contact", "informed_on")),
    "access": Place("storage/reads/held.py", told_of),
    "search": Place(
        "storage/derived.py (_SEARCH)",
        searched,
        frozenset(DAYS)
        | of("contact", "source_detail introduced_by_id")
        | of("opportunity", "contact_reason promotion_code files"),
    ),
    "mentions": Place(
        "storage/mentions.py",
        looked_through,
        frozenset(DAYS) | PARTS | PROMOTION | of("contact", "name introduced_by_id"),  # a namesake is somebody else
    ),
    "csv": Place("services/exporting.py (CSV_COLUMNS, _cells), storage/reads/dump.py", exported("csv"), NOT_IN_TABLES),
    "csv back": Place(
        "interchange/fields.py, records.py, rows.py; services/importing/write.py, update.py; storage/reads/known.py",
        brought_back("csv"),
        NOT_IN_TABLES,
    ),
    "vcf": Place(
        "interchange/vcard_writer.py; calendar_and_contacts.py in services and storage/reads",
        exported("vcf"),
        NOT_ON_CARDS,
    ),
    "vcf back": Place("interchange/vcard_reader.py", brought_back("vcf"), NOT_ON_CARDS),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_column_that_a_person_fills_in_has_its_place(funnel: Funnel, tmp_path: Path, name: str) -> None:
    place = PLACES[name]
    there = place.there(funnel, tmp_path)
    missing = {*(COLUMNS if there & {*FILLED} else WORDS)} - there
    more, fewer = missing - place.left_out, place.left_out - missing
    assert not more, f"{', '.join(sorted(more))}: add to {place.files}, or to what is left out of “{name}”"
    assert not fewer, f"{', '.join(sorted(fewer))}: no longer left out of “{name}”"


@pytest.mark.parametrize("table", ["contact", "opportunity"])
def test_the_history_tells_days_and_lists_as_people_write_them(table: str) -> None:
    fields = [FieldEdit(name, "", value) for name, value in values(table).items() if isinstance(value, str)]
    moment = EditMoment(f"{NOW:%Y-%m-%dT%H:%M:%SZ}", 5, 1, None, "", ("EUR", "EUR"), tuple(fields))
    drawn = words_of(moment, Look(NOW.date(), glyphs(ascii_only=True), ascii_only=True), CARD)
    assert "[" not in drawn, "_LISTS in tui/widgets/pane_timeline.py"
    assert [day for day in DAYS.values() if day in drawn] == [], "_DAYS in tui/widgets/pane_timeline.py"
    assert {column for column in LISTS if column.startswith(table)} <= named(drawn)


def test_the_history_tells_each_column_of_an_organization() -> None:
    told = {f"organization.{column}" for column in EDITED["organization"]}
    assert told == {*filled_in("organization")}, "see EDITED in storage/reads/timeline.py"
