"""Whatever a file holds: it goes in as it is or is refused with a reason, and comes out again as it was."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from funneltui.domain.text import fold
from funneltui.errors import FunnelError
from funneltui.interchange.fields import FIELDS
from funneltui.services.exporting import Exporting
from funneltui.settings import Settings
from funneltui.storage import derived
from tests.lengths import rounds
from tests.services.office import Office

_ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FUNNELTUI_DATA", _ROOT.parent / "shared" / "data"))
STRINGS = DATA / "bad" / "strings" / "blns.json"

ODD = [
    *("Ada [/] Ltd [@click=app.quit]x[/] \x1b]0;pwn\x07", "\u202eevil", "a\u200db", "=cmd|' /C calc'!A0", "NULL"),
    *("'; DROP TABLE contact;--", "%s {name} {0}", "\ufeff", "\ud7ff", "𝒜𝒹𝒶", "👩‍👩‍👧", "\x85", "\u2028", "ﬁ", "İ"),
    *("ß", "undefined", "1e309", "١٢٣", "½", "2024-13-45", "31/02/2024", "€", "-0", "99999999999999999999", "1,2,3"),
    *("a@b", "@", "http://", "+", "..."),
]
BLANK = {"\ufeff", "\x85", "\u2028", "NULL", "\ud7ff", "👩‍👩‍👧", "€", "@", "+", "..."}
"""What names nobody: signs alone, and a word that programs write for nothing."""
HEADERS = sorted({*FIELDS, "First Name", "Nom", "Titre", "Status", "Deal - Value", "E-mail 1 - Type", "colour", ""})
_CELL = st.sampled_from([*ODD, "", "Ada", "ada@example.com", "0612345678", "2024-01-05", "Won", "12.5"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=15
)


@pytest.fixture
def office(tmp_path):
    one = Office(tmp_path)
    yield one
    one.unit_of_work.close()


def as_csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


@settings(
    max_examples=rounds(20, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.sampled_from(HEADERS), min_size=1, max_size=7),
    st.lists(st.lists(_CELL, min_size=1, max_size=8), max_size=6),
    st.sampled_from(["skip", "update", "create"]),
)
def test_any_table_goes_in_or_is_refused(tmp_path_factory, header, rows, mode):
    office = Office(tmp_path_factory.mktemp("any"))
    try:
        content = as_csv([header, *rows])
        with contextlib.suppress(FunnelError):
            first = office.take(content, on_duplicate=mode)
            if mode != "create":
                assert office.take(content).created == 0, "coming again, it is all known"
            with contextlib.closing(office.database.connect()) as connection:
                assert derived.differences(connection) == ()
            if first.change.step_id is not None:
                office.history.undo(len(office.rows("SELECT 1 FROM step WHERE state = 'done'")))
                assert office.column("SELECT count(*) FROM contact") == [0]
    finally:
        office.unit_of_work.close()


@pytest.mark.parametrize("text", ODD)
def test_odd_names_are_stored_as_given(office, text):
    office.take(as_csv([["name", "note"], [text, text]]))
    names = office.column("SELECT name FROM contact")
    assert names == ([" ".join(text.replace("\ufeff", "").split())] if text not in BLANK else [])


@pytest.mark.skipif(not STRINGS.is_file(), reason=f"the naughty strings are not at hand ({STRINGS})")
def test_naughty_strings_go_in_and_out(office, tmp_path):
    strings = [text for text in json.loads(STRINGS.read_text()) if text.strip()]
    office.take(as_csv([["name", "id"], *([text, f"identifier-{number}"] for number, text in enumerate(strings))]))
    names = {str(name) for name in office.column("SELECT name FROM contact")}
    assert len(names) > 480
    exporting = Exporting(office.database, office.unit_of_work.clock, Settings())
    for name, form in (("all.json", "json"), ("all.csv", "csv"), ("fr.csv", "csv-fr")):
        exporting.write(tmp_path / name, form)
        (tmp_path / form).mkdir()
        other = Office(tmp_path / form)
        other.importing.run(other.importing.preview(tmp_path / name))
        came = {str(one) for one in other.column("SELECT name FROM contact")}
        if form == "json":
            assert came == names
        assert {fold(one) for one in came} == {fold(one) for one in names}
        other.unit_of_work.close()
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
