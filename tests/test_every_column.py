"""Every column of a contact that a person fills in is wherever a contact is shown, looked for, told or passed on.

A contact is filled in with a word of its own in each column, and these words are looked for. A new column has to be in
every place that `PLACES` names, or in `LEFT_OUT` with the reason.
"""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.field_names import FIELD_NAMES
from funneltui.domain.merging import FIELDS, Take
from funneltui.services.editing import CONTACT_FIELDS
from funneltui.services.exporting import ExportFormat
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.mentions import mentions
from funneltui.storage.reads.timeline import EDITED
from funneltui.storage.tables import metadata
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.widgets.pane_facts import Look, person_facts
from funneltui.tui.widgets.pane_lines import Lines
from tests import stored
from tests.services.desk import Desk
from tests.tui.driving import NOW

KEPT_BY_THE_PROGRAM = {"id", "uid", "folded_name", "binned_at", "created_at", "updated_at"}


def filled_in(table: str) -> list[str]:
    """The columns of a table that a person fills in."""
    return [column.name for column in metadata.tables[table].columns if column.name not in KEPT_BY_THE_PROGRAM]


COLUMNS = filled_in("contact")
FILLED = {"language": "fr", "market": "b2c", "opposed": 1, "opposed_channels": '["sms"]'}
"""Columns that no word of their own can be written into, with a value that is not the usual one."""
WRITTEN = [name for name in COLUMNS if name not in FILLED]
DAYS = {"source_on": "2026-01-02", "informed_on": "2026-01-03"}
REFERENCES = {"organization_id": 1, "introduced_by_id": 1}
CARD, CONTACT = 1, 2


def word(column: str) -> str:
    """What is written into a column: no other column's begins with it, and it has two words, as names have."""
    return DAYS.get(column) or f"q{column[::-1].replace('_', '')} z"


@pytest.fixture
def funnel(tmp_path: Path) -> Iterator[Funnel]:
    """A file with a contact who has a word in every column, and the one who introduced them, who has no deal."""
    path = tmp_path / "funnel.db"
    desk = Desk(path)
    with desk.unit_of_work.step("Fill") as work:
        stored.insert(work, "organization", name=word("organization_id"))
        stored.insert(work, "contact", name=word("introduced_by_id"))
        texts = {name: word(name) for name in WRITTEN} | {"tags": json.dumps([word("tags")])}
        stored.insert(work, "contact", **texts | FILLED | REFERENCES)
        stored.insert(work, "contact", name="Sophie")
        stored.insert(work, "opportunity", contact_id=CONTACT, stage_id=1)
    desk.close()
    one = open_funnel(path, settings=Settings(), clock=FixedClock(NOW))
    yield one
    one.close()


def named(text: str) -> set[str]:
    """The columns whose words stand in a text."""
    return {column for column in WRITTEN if word(column) in text}


def in_the_pane(funnel: Funnel, _folder: Path) -> set[str]:
    lines = Lines(200)
    person_facts(lines, funnel.reads.contact.person(CONTACT), Look(NOW.date(), glyphs(ascii_only=True), True), "A")
    drawn = "\n".join("".join(text for _style, text in line) for line in lines.lines)
    return named(drawn.replace("2 Jan", word("source_on")).replace("3 Jan", word("informed_on")))


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
    hits = {column: funnel.reads.finder.hits(word(column)) for column in WRITTEN}
    return {column for column, found in hits.items() if CONTACT in [hit.person.contact_id for hit in found]}


def looked_through(funnel: Funnel, _folder: Path) -> set[str]:
    with contextlib.closing(funnel.database.connect()) as connection:
        derived.prepare(connection)
        return {column for column in WRITTEN if mentions(connection.execute, [word(column)])}


def chosen_in_a_merge(funnel: Funnel, _folder: Path) -> set[str]:
    def row(connection: sqlite3.Connection, contact: int) -> tuple[object, ...]:
        return connection.execute(f"SELECT {', '.join(COLUMNS)} FROM contact WHERE id = ?", (contact,)).fetchone()

    funnel.services.merging.merge(CONTACT + 1, CONTACT, dict.fromkeys(FIELDS, Take.OTHER))
    with contextlib.closing(funnel.database.connect()) as connection:
        pairs = zip(COLUMNS, row(connection, CONTACT + 1), row(connection, CONTACT), strict=True)
        return {column for column, kept, other in pairs if kept == other}


def edited(_funnel: Funnel, _folder: Path) -> set[str]:
    called = {"organization_id": "organization", "introduced_by_id": "introduced_by", "tags": "contact_tags"}
    return {column for column in COLUMNS if called.get(column, column) in {*CONTACT_FIELDS} & {*FIELD_NAMES}}


def in_the_history(_funnel: Funnel, _folder: Path) -> set[str]:
    return set(EDITED["contact"])


PLACES: dict[str, Callable[[Funnel, Path], set[str]]] = {
    "services/editing.py, domain/field_names.py": edited,
    "storage/reads/timeline.py (EDITED)": in_the_history,
    "services/merging.py": chosen_in_a_merge,
    "tui/widgets/pane_facts.py": in_the_pane,
    "cli/page.py": on_the_command_line,
    "storage/reads/held.py": told_of,
    "storage/derived.py (_SEARCH)": searched,
    "storage/mentions.py": looked_through,
    "services/exporting.py": exported("csv"),
    "interchange/vcard_writer.py": exported("vcf"),
    "interchange/fields.py": brought_back("csv"),
    "interchange/vcard_reader.py": brought_back("vcf"),
}
"""Where a column has its place, and what tells which columns are there."""

_PARTS = {"given_name", "family_name"}
_NOT_IN_TABLES = {"source_detail", "introduced_by_id", "informed_on"}
LEFT_OUT = {
    "services/editing.py, domain/field_names.py": {"opposed", "opposed_channels"},  # services/privacy.py
    "tui/widgets/pane_facts.py": _PARTS,  # the whole name is shown
    "cli/page.py": {*_PARTS, "informed_on"},
    "storage/derived.py (_SEARCH)": {*DAYS, "source_detail", "introduced_by_id"},
    "storage/mentions.py": {*DAYS, *_PARTS, "name", "introduced_by_id"},  # a namesake is somebody else
    "services/exporting.py": _NOT_IN_TABLES,  # the JSON has everything
    "interchange/vcard_writer.py": _NOT_IN_TABLES,
    "interchange/fields.py": _NOT_IN_TABLES,
    "interchange/vcard_reader.py": _NOT_IN_TABLES,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_column_that_a_person_fills_in_has_its_place(funnel: Funnel, tmp_path: Path, place: str) -> None:
    there = PLACES[place](funnel, tmp_path)
    missing = {*(COLUMNS if there & {*FILLED} else WRITTEN)} - there
    left_out = LEFT_OUT.get(place, set())
    assert missing <= left_out, f"contact.{', contact.'.join(missing - left_out)}: add to {place}, or to LEFT_OUT"
    assert missing == left_out, f"contact.{', contact.'.join(left_out - missing)}: is in {place}, take out of LEFT_OUT"


MOMENTS_OF_THEIR_OWN = {
    *("contact_id", "stage_id", "stage_since", "former_stage_id", "external_id", "closed_on"),
    *("parked_until", "parked_why", "parked_say", "lost_reason", "lost_note", "discarded_untried"),
    *("daily_rate", "half_days"),  # told as the amount
}


@pytest.mark.parametrize("table", ["organization", "opportunity"])
def test_the_history_tells_each_column_that_a_person_fills_in(table: str) -> None:
    missing = {*filled_in(table)} - {*EDITED[table], *MOMENTS_OF_THEIR_OWN}
    assert not missing, f"{table}: {missing}: add to EDITED in storage/reads/timeline.py, or to MOMENTS_OF_THEIR_OWN"
    assert {*EDITED[table]} <= {*filled_in(table)}
