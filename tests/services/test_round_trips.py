"""What goes out comes back: JSON byte by byte, CSV and vCard with everything that they can say."""

from __future__ import annotations

from datetime import date, time

import pytest

from funneltui.domain.entries import NextStep
from funneltui.domain.money import Amount, Money
from tests import stored
from tests.services.test_exporting import Archive, fill


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


def arrange(archive: Archive) -> None:
    """Things that change which ids there are of what every file begins with."""
    archive.structure.remove_criterion("intent")
    archive.structure.add_stage("Between", after="prospect")
    with archive.unit_of_work.step("Arrange more") as work:
        gate = stored.find(work, "stage_criterion")[0]
        stored.delete(work, "stage_criterion", gate["id"])
        stored.insert(work, "stage_criterion", stage_id=gate["stage_id"], criterion_id=gate["criterion_id"])
        stored.delete(work, "template", 1)
        stored.insert(work, "template", name="Mine", language="fr", body="Bonjour")


def test_json_comes_back_byte_by_byte(archive, other, tmp_path):
    fill(archive)
    arrange(archive)
    archive.exporting.write(tmp_path / "all.json")
    for days in (1, 2):
        other.clock.instant = other.clock.instant.replace(day=22 + days)
    other.bring(tmp_path / "all.json")
    other.clock.instant = archive.clock.instant  # `exported_at` is the one thing that is of the export itself
    other.exporting.write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()


def test_ids_that_were_used_before_are_not_used_again(archive, other, tmp_path):
    fill(archive)
    archive.exporting.write(tmp_path / "all.json")
    other.bring(tmp_path / "all.json")
    other.history.undo()
    other.bring(tmp_path / "all.json")
    assert other.told() == archive.told()
    other.history.undo()
    assert other.rows("SELECT count(*) FROM contact") == [(0,)]


EVERYTHING = """
SELECT c.name, c.given_name, c.family_name, c.job_title, c.address, c.language, c.source, c.source_on, c.note,
  c.opposed, c.opposed_channels, c.tags, ifnull(g.name, ''), ifnull(g.website, ''), ifnull(g.sector, ''),
  ifnull(g.siren, ''), ifnull(g.siret, ''), ifnull(g.vat_number, ''),
  o.title, s.key, o.amount, o.currency, o.daily_rate, o.half_days, o.expected_close, o.lost_reason, o.lost_note,
  o.parked_until, o.closed_on, o.note, o.tags, substr(o.created_at, 1, 10), n.due_on, n.due_time, n.what,
  (SELECT json_group_array(json_array(kind, value)) FROM (
    SELECT kind, value FROM contact_point WHERE contact_id = c.id ORDER BY kind, position))
FROM opportunity o JOIN contact c ON c.id = o.contact_id JOIN stage s ON s.id = o.stage_id
LEFT JOIN organization g ON g.id = c.organization_id
LEFT JOIN next_action n ON n.opportunity_id = o.id AND n.state = 'open'
ORDER BY c.name, o.id
"""


def everything(archive: Archive) -> None:
    """Deals that have all that a line of a CSV can say."""
    ada = archive.add(
        "Ada de Lovelace", organization="Engines SARL", job_title="Countess; of x", title="Site, shop",
        emails=("ada@engines.example", "ada@home.example"), phones=("+33 6 12 34 56 78", "01 23 45 67 89"),
        links=("https://x.example/a,b",), source="Fair", source_on=date(2026, 1, 2), language="fr",
        amount=Amount(Money(225000, "CHF"), 50000, 9), tags=("web", "à voir"), note='one, "two"\nthree',
        next_step=NextStep(date(2026, 12, 1), "call; then write", time(14, 30)),
    )  # fmt: skip
    assert ada == 1
    archive.add("Lin", amount=Amount(Money(1234, "JPY")), next_step=NextStep(date(2026, 12, 3), "=SUM(1)"))
    archive.opportunities.lose([archive.add("Zoé")], reason="price", note="half of ours\nelsewhere")
    archive.opportunities.park([archive.add("Bo")], until=date(2027, 1, 1), why="budget")
    won = archive.add("Cy", amount=Amount(Money(99, "EUR")), title="Won")
    archive.answer(won, fit="yes", intent="yes", authority="yes")
    archive.opportunities.move([won], "prospect")
    archive.opportunities.win([won])
    with archive.unit_of_work.step("More") as work:
        stored.update(work, "contact", 1, address="1 rue A\n21000 Dijon", given_name="Ada", family_name="de Lovelace")
        stored.update(work, "organization", 1, website="engines.example", sector="IT", siren="732829320",
                    siret="73282932000074", vat_number="FR44732829320")  # fmt: skip
        stored.update(work, "contact", 2, opposed=1)
        stored.update(work, "contact", 3, opposed_channels='["call", "email"]')
        stored.update(work, "opportunity", 1, note="- a list\n- of two", expected_close="2027-02-01")


@pytest.mark.parametrize("form", ["csv", "csv-fr"])
def test_a_csv_loses_nothing_that_it_can_say(archive, other, tmp_path, form):
    everything(archive)
    archive.exporting.write(tmp_path / "all.csv", form)
    other.bring(tmp_path / "all.csv")
    assert other.rows(EVERYTHING) == archive.rows(EVERYTHING)


PEOPLE = """
SELECT c.name, c.given_name, c.family_name, c.job_title, c.address, c.language, c.tags, c.source, c.source_on, c.note,
  c.opposed, c.opposed_channels, ifnull(g.name, ''),
  (SELECT json_group_array(json_array(kind, value, label)) FROM (
    SELECT kind, value, label FROM contact_point WHERE contact_id = c.id ORDER BY kind, position))
FROM contact c LEFT JOIN organization g ON g.id = c.organization_id ORDER BY c.name
"""


@pytest.mark.parametrize("form", ["vcf", "vcf3"])
def test_an_address_book_loses_nothing_that_it_can_say(archive, other, tmp_path, form):
    everything(archive)
    with archive.unit_of_work.step("Labels") as work:
        stored.update(work, "contact", 1, tags='["x y", "Été"]')
        stored.update(work, "contact_point", 1, label="work")
        stored.update(work, "contact_point", 3, label="ligne d’été")
    archive.exporting.write(tmp_path / "all.vcf", form)
    other.bring(tmp_path / "all.vcf")
    assert other.rows(PEOPLE) == archive.rows(PEOPLE)


def test_an_id_that_would_leave_no_others_is_not_taken(other, tmp_path):
    head = '{"format": "funneltui", "version": 1, "schema": 1, "exported_at": "", "tables": {"contact": ['
    (tmp_path / "all.json").write_text(f'{head}{{"id": {2**31}, "uid": "u", "name": "A"}}]}}}}')
    other.bring(tmp_path / "all.json")
    other.add("Lin")
    assert other.rows("SELECT id, name FROM contact ORDER BY id") == [(1, "A"), (2, "Lin")]
