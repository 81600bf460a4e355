"""Exporting: the whole database as JSON that comes back as it was, and CSV that harms no spreadsheet."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import stat
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from funneltui.clock import FixedClock
from funneltui.domain.entries import NextStep
from funneltui.domain.money import Amount, Money
from funneltui.interchange.csv_writer import guarded
from funneltui.interchange.errors import FileExistsAlreadyError, ForeignJsonError, UnwritableFileError
from funneltui.services.exporting import CSV_HEADER, Exporting
from funneltui.services.importing.service import Importing
from funneltui.services.importing.values import ImportOptions
from funneltui.settings import Settings
from funneltui.storage.tables import JOURNALLED, table_of
from tests import stored
from tests.services.desk import Desk


class Archive(Desk):
    """A desk with files going out and coming in."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        clock = self.unit_of_work.clock
        assert isinstance(clock, FixedClock)
        self.exporting = Exporting(self.database, clock, Settings())
        self.importing = Importing(self.unit_of_work, Settings())

    def bring(self, path: Path, **options: object):
        return self.importing.run(self.importing.preview(path, ImportOptions(**options)))  # type: ignore[arg-type]

    def told(self) -> dict[str, list[dict[str, object]]]:
        """Everything, with names in place of ids, so that two files can be compared."""
        tables: dict[str, list[dict[str, object]]] = {}
        with contextlib.closing(self.database.connect()) as connection:
            names: dict[str, dict[object, object]] = {}
            for table in JOURNALLED:
                names[table] = dict(connection.execute(f"SELECT id, uid FROM {table}").fetchall())
            for table, model in JOURNALLED.items():
                columns = table_of(model).columns.keys()
                references = {one[3]: one[2] for one in connection.execute(f"PRAGMA foreign_key_list({table})")}
                rows = []
                for found in connection.execute(f"SELECT * FROM {table}"):
                    row = dict(zip(columns, found, strict=True))
                    del row["id"]
                    rows.append({
                        column: names[references[column]].get(value) if column in references else value
                        for column, value in row.items()
                    })  # fmt: skip
                tables[table] = sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
        return tables


@pytest.fixture
def archive(tmp_path):
    one = Archive(tmp_path / "funnel.db")
    yield one
    one.unit_of_work.close()


@pytest.fixture
def other(tmp_path):
    one = Archive(tmp_path / "other.db")
    yield one
    one.unit_of_work.close()


def fill(archive: Archive) -> None:
    """Something in most tables, gaps in the ids, things changed and undone."""
    gone = archive.add("Gone")
    archive.history.undo()
    assert gone == 1
    ada = archive.add(
        "Ada", organization="Engines", emails=("ada@example.com",), phones=("0612345678",), title="Site",
        amount=Amount(Money(320050, "EUR")), tags=("web",), next_step=NextStep(date(2026, 12, 1), "call"),
    )  # fmt: skip
    archive.answer(ada, fit="yes", intent="yes", authority="yes")
    archive.opportunities.move([ada], "prospect")
    archive.opportunities.win([ada])
    archive.opportunities.lose([archive.add("=SUM(1)")], reason="other", note="no\nway")
    archive.opportunities.park([archive.add("Lin")], until=date(2027, 1, 1), why="budget")
    with archive.unit_of_work.step("Arrange") as work:
        stored.update(work, "stage", 2, name="Mine", probability=42)
        stored.delete(work, "stage_criterion", 1)
        stored.update(work, "contact", 2, introduced_by_id=4)
        stored.insert(work, "saved_view", name="Hot", query="temp:hot")
        stored.insert(
            work,
            "source_cost",
            source_id=stored.insert(work, "source", name="LinkedIn"),
            amount=900,
            spent_on="2026-11-01",
        )
        stored.insert(work, "distinct_pair", contact_id=2, other_id=4)
        stored.update(work, "opportunity", 2, work_starts="2027-01-04", files='["/home/me/quote.pdf"]')
        stored.insert(
            work,
            "touch",
            contact_id=2,
            happened_at=work.now,
            channel="email",
            direction="in",
            note="two\nlines",
            external_id="h",
        )


# -- JSON -----------------------------------------------------------------------------------------


def test_everything_comes_back_as_it_was(archive, other, tmp_path):
    fill(archive)
    report = archive.exporting.write(tmp_path / "all.json")
    assert report.count == 3
    brought = other.bring(tmp_path / "all.json")
    assert (brought.created, brought.contacts, brought.skipped) == (3, 3, 0)
    assert other.told() == archive.told()
    other.exporting.write(tmp_path / "again.json")
    third = Archive(tmp_path / "third.db")
    third.bring(tmp_path / "again.json")
    assert third.told() == archive.told()
    third.unit_of_work.close()


def test_more_rows_than_are_read_at_a_time_come_back_as_they_were(archive, other, tmp_path):
    fill(archive)
    with archive.unit_of_work.step("Many") as work:
        people = stored.insert_many(work, "contact", [{"name": f"n{n}"} for n in range(2100)])
        points = [{"contact_id": one, "kind": "email", "value": "a@b.c", "normalized": "a@b.c"} for one in people]
        stored.insert_many(work, "contact_point", points)
        stored.update(work, "contact", people[0], introduced_by_id=people[-1])  # who comes in later
    archive.exporting.write(tmp_path / "all.json")
    other.add("Grace")
    expected = [row["name"] for row in other.told()["contact"]] + [row["name"] for row in archive.told()["contact"]]
    report = other.bring(tmp_path / "all.json")
    assert report.contacts == 2103
    assert sorted(row["name"] for row in other.told()["contact"]) == sorted(expected)
    assert other.rows(
        "SELECT i.name FROM contact c JOIN contact i ON i.id = c.introduced_by_id WHERE c.name = 'n0'"
    ) == [("n2099",)]
    assert len(other.told()["contact_point"]) == len(archive.told()["contact_point"])


def test_the_cards_are_made_and_one_undo_takes_all_back(archive, other, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    before = other.told()
    other.bring(tmp_path / "all.json")
    statement = "SELECT name, organization, amount, closed_on FROM card ORDER BY name"
    assert other.rows(statement) == archive.rows(statement)
    other.history.undo()
    assert other.told() == before


def test_coming_in_twice_changes_nothing(archive, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    before = archive.told()
    report = archive.bring(tmp_path / "all.json")
    assert (report.created, report.skipped, report.change.step_id) == (0, 3, None)
    assert archive.told() == before


def test_what_the_other_file_knows_in_its_own_way_is_not_there_twice(archive, other, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    for name in ("Grace", "Hedy"):
        other.add(name, emails=(f"{name}@x.fr",))
    with other.unit_of_work.step("Arrange") as work:
        stored.insert(work, "source", name="linkedin", note="mine")
        stored.insert(
            work, "touch", contact_id=1, happened_at=work.now, channel="call", direction="in", external_id="h"
        )
    for mode in ("skip", "update"):
        other.bring(tmp_path / "all.json", on_duplicate=mode)
        assert other.rows("SELECT count(*), (SELECT count(*) FROM source_cost) FROM source") == [(1, 1)]
        assert other.rows("SELECT count(*) FROM touch WHERE external_id = 'h'") == [(1,)]
        assert other.rows("SELECT count(*) FROM distinct_pair WHERE contact_id < other_id") == [(1,)]
        assert other.rows("SELECT count(*) FROM contact_point") == [(4,)]


def test_two_copies_that_told_two_people_apart_each_by_itself_tell_it_once(archive, other, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    other.bring(tmp_path / "all.json")
    with other.unit_of_work.step("Tell apart anew") as work:
        (pair,) = stored.find(work, "distinct_pair")
        stored.delete(work, "distinct_pair", int(pair["id"]))
        stored.insert(work, "distinct_pair", contact_id=pair["contact_id"], other_id=pair["other_id"])
    other.bring(tmp_path / "all.json", on_duplicate="update")
    assert other.rows("SELECT count(*) FROM distinct_pair") == [(1,)]


def test_an_export_of_the_former_version_comes_in(archive):
    former = Path(__file__).parents[1] / "storage" / "files" / "v2.json"
    for mode, created in (("skip", 2), ("update", 0)):
        assert archive.bring(former, on_duplicate=mode).created == created
        assert archive.rows("SELECT count(*) FROM contact_point WHERE length(uid) = 36") == [(1,)]
        assert archive.rows("SELECT count(*), count(DISTINCT uid) FROM stage_criterion") == [(3, 3)]
        assert archive.rows("SELECT count(*), min(files) FROM opportunity") == [(2, "[]")]
        assert archive.rows("SELECT count(*) FROM stage_move") == [(1,)]


def test_into_another_file_it_adds_and_leaves_what_is_there(archive, other, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    other.add("Grace", organization="Navy")
    with other.unit_of_work.step("Rename") as work:
        stored.update(work, "stage", 2, name="Theirs")
    other.bring(tmp_path / "all.json")
    assert len(other.rows("SELECT 1 FROM card")) == 4
    assert other.rows("SELECT name FROM stage WHERE id = 2") == [("Theirs",)]
    assert other.stage(2) == "client"


def test_an_update_takes_the_exports_word(archive, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    before = archive.told()
    archive.opportunities.edit(2, {"name": "Ada Byron", "title": "Shop"})
    report = archive.bring(tmp_path / "all.json", on_duplicate="update")
    assert report.updated == 3
    after = archive.told()
    for tables in (before, after):
        for table in ("contact", "opportunity"):
            for row in tables[table]:
                del row["updated_at"]
    assert after == before


def test_an_open_next_action_of_ones_own_stays(archive, tmp_path):
    fill(archive)
    ada = archive.add("Ada", next_step=NextStep(date(2026, 12, 1), "call"))
    archive.exporting.write(tmp_path / "all.json")
    archive.opportunities.plan([ada], NextStep(date(2026, 12, 5), "write"))
    document = json.loads((tmp_path / "all.json").read_text())
    for row in document["tables"]["next_action"]:
        row["uid"] += "-new"
    (tmp_path / "changed.json").write_text(json.dumps(document))
    archive.bring(tmp_path / "changed.json")
    assert archive.rows(f"SELECT what FROM next_action WHERE state = 'open' AND opportunity_id = {ada}") == [("write",)]


HEAD = '{"format": "funneltui", "version": 1, "schema": 1, "exported_at": "", "tables": '
ADA = '{"contact": [{"id": 1, "uid": "u", "name": "A", '


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "[" * 100_000,
        HEAD.replace("funneltui", "other") + "{}}",
        HEAD.replace('"version": 1', '"version": 99') + "{}}",
        HEAD.replace('"schema": 1', '"schema": 999') + "{}}",
        HEAD + '{"contact": [{"id": []}]}}',
        HEAD + '{"contact": [{"id": 1}]}}',
        HEAD + '{"step": []}}',
        HEAD + ADA + '"tags": "no json"}]}}',
        HEAD + ADA + '"organization_id": 7}]}}',
        HEAD + ADA + '"colour": "red"}]}}',
        HEAD + ADA + '"opposed": 99999999999999999999}]}}',
        HEAD + ADA + '"opposed": "yes"}]}}',
        HEAD + ADA + '"note": ""}, {"id": 1, "uid": "v", "name": "B"}]}}',
    ],
)
def test_damaged_and_foreign_documents_are_refused_and_change_nothing(archive, tmp_path, content):
    archive.add("Ada")
    before = archive.told()
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(ForeignJsonError):
        archive.bring(tmp_path / "bad.json")
    assert archive.told() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "another program wrote it"),
        (HEAD.replace("funneltui", "other") + "{}}", "another program wrote it"),
        (HEAD.replace('"schema": 1', '"schema": 999') + "{}}", "a newer funneltui wrote it; update this one"),
        (HEAD + '{"contact": [{"id": []}]}}', "table contact, row 1, id: it isn't in funneltui's format"),
        (HEAD + ADA + '"opposed": "yes"}]}}', "table contact, row 1, opposed: it must be a whole number"),
        (HEAD + "{", "it is damaged or incomplete"),
        (HEAD + "?", f"it is damaged from byte {len(HEAD)} on"),
    ],
)
def test_what_is_wrong_with_a_document_is_said_in_words(archive, tmp_path, content, says):
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(ForeignJsonError) as refusal:
        archive.bring(tmp_path / "bad.json")
    assert str(refusal.value).startswith(f"Can't import {tmp_path / 'bad.json'}: {says}")


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_TEXT, _TEXT, _TEXT, st.none() | st.integers(0, 10**12)), max_size=5))
def test_any_words_survive_the_way_out_and_in(tmp_path_factory, people):
    folder = tmp_path_factory.mktemp("trip")
    one, other = Archive(folder / "one.db"), Archive(folder / "other.db")
    try:
        for name, title, note, amount in people:
            money = None if amount is None else Amount(Money(amount, "EUR"))
            one.add(f"N{name}", title=title, note=note, amount=money)
        one.exporting.write(folder / "all.json")
        other.bring(folder / "all.json")
        assert other.told() == one.told()
    finally:
        one.unit_of_work.close()
        other.unit_of_work.close()


# -- CSV ------------------------------------------------------------------------------------------


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_csv_has_a_line_an_opportunity(archive, tmp_path):
    fill(archive)
    report = archive.exporting.write(tmp_path / "all.csv", "csv")
    rows = table(tmp_path / "all.csv")
    assert report.count == len(rows) == 3
    assert list(rows[0]) == list(CSV_HEADER)
    assert rows[0]["Name"] == "Ada"
    assert rows[0]["Amount"] == "3200.50"
    assert rows[0]["Stage"] == "Client"
    assert b"\r\n" in (tmp_path / "all.csv").read_bytes()
    assert rows[1]["Name"] == "'=SUM(1)"


def test_csv_of_chosen_ones_keeps_their_order(archive, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "some.csv", "csv", ids=[4, 2])
    assert [row["Name"] for row in table(tmp_path / "some.csv")] == ["Lin", "Ada"]


def test_french_csv_is_what_french_excel_reads(archive, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "fr.csv", "csv-fr")
    assert (tmp_path / "fr.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert table(tmp_path / "fr.csv", ";")[0]["Montant"] == "3200,50"


@pytest.mark.parametrize("form", ["csv", "csv-fr"])
def test_our_csv_is_known_when_it_comes_in(archive, other, tmp_path, form):
    fill(archive)
    archive.exporting.write(tmp_path / "all.csv", form)
    preview = archive.importing.preview(tmp_path / "all.csv")
    assert (preview.program, preview.skipped, preview.created) == ("funneltui", 3, 0)
    other.bring(tmp_path / "all.csv")
    statement = "SELECT name, organization, title, amount, closed_on, lost_reason FROM card ORDER BY name"
    assert other.rows(statement) == archive.rows(statement)


@pytest.mark.parametrize("text", ["+33 6 12 34 56 78", "+33612345678", "+44 (0)20 1234 567; 06 12 34 56 78"])
def test_a_phone_number_is_no_formula(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["+1+2+3+4+5", "+33 6 =1", "+12345;=1+1", "+33612345678x"])
def test_what_only_begins_like_a_phone_number_is_guarded(text):
    assert guarded(text)[0] == "'"


def test_a_csv_has_opposition_times_and_the_organization(archive, tmp_path):
    ada = archive.add("Ada", organization="Engines", next_step=NextStep(date(2026, 12, 1), "call", time(14, 30)))
    archive.add("Lin")
    with archive.unit_of_work.step("Oppose") as work:
        stored.update(work, "contact", 1, opposed=1)
        stored.update(work, "contact", 2, opposed_channels='["email", "call"]')
        stored.update(work, "organization", 1, website="engines.example", sector="IT")
    archive.exporting.write(tmp_path / "all.csv", "csv")
    first, second = table(tmp_path / "all.csv")
    assert ada == 1
    assert (first["Opposition"], second["Opposition"]) == ("all", "e-mail; call")
    assert (first["Next action date"], first["Company website"], first["Industry"]) == (
        "2026-12-01 14:30",
        "engines.example",
        "IT",
    )


# -- Address books and calendars ------------------------------------------------------------------

PEOPLE = """SELECT c.name, ifnull(g.name, ''), c.job_title, c.address, c.language, c.tags, c.source, c.source_on,
  c.note,
  (SELECT json_group_array(json_array(kind, value, label)) FROM (
    SELECT kind, value, label FROM contact_point WHERE contact_id = c.id ORDER BY kind, position))
  FROM contact c LEFT JOIN organization g ON g.id = c.organization_id ORDER BY c.name"""


@pytest.mark.parametrize("form", ["vcf", "vcf3"])
def test_contacts_come_back_from_an_address_book(archive, other, tmp_path, form):
    fill(archive)
    with archive.unit_of_work.step("Fill") as work:
        stored.update(work, "contact", 2, job_title="Countess; of x", address="1 rue A\n21000 Dijon", language="fr",
                    tags='["a", "b"]', source="Fair", source_on="2026-01-02", note="one, two\nthree")  # fmt: skip
        stored.insert(
            work,
            "contact_point",
            contact_id=2,
            kind="link",
            value="https://x.example/a,b",
            normalized="x",
            label="blog",
        )
    report = archive.exporting.write(tmp_path / "all.vcf", form)
    assert (report.count, report.what) == (3, "contacts")
    assert other.bring(tmp_path / "all.vcf").contacts == 3
    assert other.rows(PEOPLE) == archive.rows(PEOPLE)
    assert archive.bring(tmp_path / "all.vcf").contacts == 0


def test_an_address_book_of_chosen_deals_has_each_contact_once(archive, tmp_path):
    fill(archive)
    assert archive.exporting.write(tmp_path / "some.vcf", "vcf", ids=[2, 4]).count == 2
    assert (tmp_path / "some.vcf").read_bytes().count(b"BEGIN:VCARD") == 2


def test_a_calendar_has_what_is_planned_comes_back_and_lapses(archive, tmp_path):
    ada = archive.add("Ada Lovelace", next_step=NextStep(date(2026, 12, 1), "secret", time(14, 30), "call"))
    archive.opportunities.park([archive.add("Lin")], until=date(2027, 1, 1), why="budget")
    archive.opportunities.lose([archive.add("Grace", next_step=NextStep(date(2026, 12, 3), "x"))], reason="price")
    with archive.unit_of_work.step("Offer") as work:
        stored.insert(
            work, "proposal", opportunity_id=ada, sent_on="2026-11-20", valid_until="2026-12-20", state="sent"
        )
    report = archive.exporting.write(tmp_path / "plan.ics", "ics")
    written = (tmp_path / "plan.ics").read_text()
    assert (report.count, report.what) == (3, "events")
    assert [line for line in written.splitlines() if line.startswith("SUMMARY")] == [
        "SUMMARY:Call Ada L.",
        "SUMMARY:Proposal expires: Ada L.",
        "SUMMARY:Get back to Lin",
    ]
    assert "secret" not in written
    archive.exporting.write(tmp_path / "again.ics", "ics", ids=[3, 2, 1])
    assert (tmp_path / "again.ics").read_text() == written


def test_a_calendar_tells_all_when_the_settings_say_so(archive, tmp_path):
    archive.add("Ada Lovelace", organization="Engines", title="Site", next_step=NextStep(date(2026, 12, 1), "film"))
    exporting = Exporting(archive.database, archive.unit_of_work.clock, Settings(calendar_titles="full"))
    exporting.write(tmp_path / "plan.ics", "ics")
    written = (tmp_path / "plan.ics").read_text()
    assert "SUMMARY:film – Ada Lovelace (Engines)" in written
    assert "DESCRIPTION:Site" in written


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 6", "-5", "@SUM(1)", "\tx", "\rx", "\nx", " =1", "'=1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_can_start_a_formula(text):
    assert guarded(text)[0] == "'"


@pytest.mark.parametrize("text", ["", "Ada", "3200.50", "it's", "'quoted'", "a=b"])
def test_harmless_cells_stay_as_they_are(text):
    assert guarded(text) == text


# -- Files ----------------------------------------------------------------------------------------


def test_files_are_private_and_never_replace_another_unasked(archive, tmp_path):
    archive.add("Ada")
    path = tmp_path / "all.json"
    archive.exporting.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("mine")
    with pytest.raises(FileExistsAlreadyError):
        archive.exporting.write(path)
    assert path.read_text() == "mine"
    archive.exporting.write(path, force=True)
    assert json.loads(path.read_text())["format"] == "funneltui"
    assert sorted(one.name for one in tmp_path.glob("*all*")) == ["all.json"]


def test_the_database_itself_is_never_replaced(archive):
    with pytest.raises(FileExistsAlreadyError):
        archive.exporting.write(archive.database.path, force=True)


def test_where_nothing_can_be_written_it_says_so(archive, tmp_path):
    with pytest.raises(UnwritableFileError):
        archive.exporting.write(tmp_path / "no" / "folder" / "x.json")
    (tmp_path / "dir").mkdir()
    with pytest.raises(UnwritableFileError):
        archive.exporting.write(tmp_path / "dir", force=True)


def test_a_failure_on_the_way_leaves_nothing(archive, tmp_path, monkeypatch):
    archive.add("Ada")
    path = tmp_path / "all.csv"
    path.write_text("mine")

    def broken(*_args: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("funneltui.interchange.files.os.fsync", broken)
    with pytest.raises(UnwritableFileError, match="no space left"):
        archive.exporting.write(path, "csv", force=True)
    assert path.read_text() == "mine"
    assert list(tmp_path.glob(".all*")) == []
