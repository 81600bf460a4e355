"""Exports of real programs, where they are at hand: what is expected of each stands beside them.

They are not part of the project (mixed licences). FUNNELTUI_DATA names their folder; by default it is
looked for beside the project's.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from funneltui.errors import FunnelError
from tests.services.office import Office, outcome

_ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FUNNELTUI_DATA", _ROOT.parent / "shared" / "data"))
_EXPECTED = DATA / "EXPECTED.json"
EXPECTED = json.loads(_EXPECTED.read_text()) if _EXPECTED.is_file() else {}

pytestmark = pytest.mark.skipif(not EXPECTED, reason=f"the real files are not at hand ({DATA})")

TABLES = sorted(
    name for name in EXPECTED if name.endswith(".csv") and name.startswith(("contacts/", "funnel/"))
) or ["none.csv"]  # fmt: skip
NOT_PEOPLE = {"funnel/maven-crm/sales_teams.csv"}


@pytest.fixture
def office(tmp_path):
    one = Office(tmp_path)
    yield one
    one.unit_of_work.close()


def bring(office: Office, name: str, **options: object):
    return office.take((DATA / name).read_bytes(), **options)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_yields_what_is_expected(office, name):
    expected = EXPECTED[name]
    if name in NOT_PEOPLE:
        preview = office.preview((DATA / name).read_bytes())
        assert preview.rows == expected["rows"]
        assert preview.refusal is not None
        return
    report = bring(office, name)
    assert report.created == expected.get("contacts", expected.get("rows"))
    assert report.skipped == expected.get("skipped", 0)
    assert office.column("SELECT count(*) FROM card") == [report.created]
    if "contacts" in expected:
        assert report.contacts == expected["contacts"]
    assert bring(office, name).created == 0
    office.history.undo()
    assert office.column("SELECT count(*) FROM contact") == [0]


def test_leads_then_deals_make_the_funnel(office):
    folder = "funnel/olist/olist_"
    bring(office, f"{folder}marketing_qualified_leads_dataset.csv", stage="suspect")
    assert office.rows("SELECT source, count(*) FROM contact WHERE source IN ('organic_search', '') GROUP BY 1") == [
        ("", 60), ("organic_search", 2296),
    ]  # fmt: skip
    assert office.rows("SELECT min(source_on), max(source_on) FROM contact") == [("2017-06-14", "2018-05-31")]
    assert outcome(bring(office, f"{folder}closed_deals_dataset.csv")) == (0, 0, 842, 0)
    assert outcome(bring(office, f"{folder}closed_deals_dataset.csv", on_duplicate="update")) == (0, 842, 0, 0)
    assert office.rows("SELECT min(closed_on), max(closed_on), count(*) FROM card WHERE closed_on <> ''") == [
        ("2017-12-05", "2018-11-14", 842)
    ]


def test_the_pipeline_adds_up(office):
    report = bring(office, "funnel/maven-crm/sales_pipeline.csv")
    stages = office.preview_of(DATA / "funnel/maven-crm/sales_pipeline.csv").stages
    assert {use.text: (use.count, use.stage) for use in stages} == {
        "Won": (4238, "client"), "Lost": (2473, "lost"), "Engaging": (1589, "lead"), "Prospecting": (500, "suspect"),
    }  # fmt: skip
    assert report.contacts == 85 + 1425
    assert office.column("SELECT sum(won_amount) FROM opportunity") == [1_000_553_400]
    assert office.column("SELECT sum(amount) FROM stage_total WHERE stage_id = 5") == [1_000_553_400]
    assert office.column("SELECT count(*) FROM opportunity WHERE title = 'GTXPro'") == [1480]


def test_deals_of_a_small_business(office):
    report = bring(office, "funnel/hubspot/hubspot-deals.csv")
    assert office.column("SELECT sum(amount) FROM opportunity") == [27_977_700]
    assert office.rows("SELECT amount, currency FROM opportunity WHERE id = 1") == [(1_250_000, "USD")]
    assert "Call for quote" in str(office.column("SELECT note FROM opportunity WHERE id = 8")[0])
    assert [problem.line for problem in report.problems if problem.line] == [9]


def test_connections(office):
    bring(office, "contacts/linkedin/sixhops-Connections.csv")
    assert office.rows("SELECT name, job_title, source_on FROM contact WHERE id IN (1, 3)") == [
        ("Priya Sharma", "Software Engineer II", "2021-03-12"),
        ("Priya Sharma", "Product Manager", "2022-02-01"),
    ]


def test_all_connections_and_address_books_in_one_file(office):
    names = [name for name in TABLES if name.startswith(("contacts/linkedin/", "contacts/google/"))]
    for name in names:
        bring(office, name)
    # Two are the same person in two programs
    total = sum(EXPECTED[name]["contacts"] for name in names)
    assert total - 4 <= office.column("SELECT count(*) FROM contact")[0] <= total


@pytest.mark.parametrize("name", ["outlook-fr-utf8-bom-semicolon.csv", "outlook-fr-mojibake-utf8.csv"])
def test_a_french_outlook_damaged_or_not(office, name):
    bring(office, f"contacts/outlook/{name}")
    assert office.rows(
        "SELECT c.name, c.job_title, g.name FROM contact c JOIN organization g ON g.id = c.organization_id"
    ) == [("Élodie Lefèvre", "Gérante", "Atelier d'Été, SARL")]
    assert office.column("SELECT value FROM contact_point WHERE kind = 'email'") == ["elodie@example.fr"]
    assert "Anniversaire: 1985-02-14" in str(office.column("SELECT note FROM contact")[0])


def test_an_old_gmail(office):
    bring(office, "contacts/google/roundcube-gmail-old.csv")
    check = EXPECTED["contacts/google/roundcube-gmail-old.csv"]["check"]
    assert office.column("SELECT value FROM contact_point WHERE kind = 'email' ORDER BY position") == check["emails"]
    assert json.loads(str(office.column("SELECT tags FROM contact")[0])) == check["groups"]


def test_what_is_no_table_of_people_is_said(office):
    folder = DATA / "bad" / "wrong-type"
    for name, words in (
        ("html-page-named-Leads.csv", "HTML page"),
        ("git-lfs-pointer.csv", "no contact columns found"),
    ):
        with pytest.raises(FunnelError, match=words):
            office.importing.preview(folder / name)


def clean_pairs() -> list[tuple[Path, Path]]:
    folder = DATA / "bad" / "pollock"
    return [(path, path.with_name(path.name.replace(".csv.csv", ".clean.csv"))) for path in folder.glob("*.csv.csv")]


@pytest.mark.parametrize(("broken", "clean"), clean_pairs(), ids=lambda path: path.name)
def test_broken_tables_read_like_their_clean_forms(broken, clean):
    from funneltui.interchange.csv_reader import open_sheet
    from funneltui.interchange.headers import is_known

    if "multitable" in broken.name or "multirow" in broken.name or "less_sep" in broken.name:
        pytest.skip("their clean form says what no reader could know")
    with clean.open(newline="") as stream:
        _, *wanted = [[cell.strip() for cell in row] for row in csv.reader(stream)]
    assert [row.cells for row in open_sheet(broken, is_known).rows()] == wanted


# -- Address books --------------------------------------------------------------------------------

BOOKS = sorted(name for name in EXPECTED if name.endswith((".vcf", ".ldif"))) or ["none.vcf"]


@pytest.mark.parametrize("name", BOOKS)
def test_every_address_book_yields_what_is_expected(office, name):
    expected = EXPECTED[name]
    report = office.importing.run(office.importing.preview(DATA / name, None))
    assert report.contacts == expected["contacts"]
    assert report.skipped == expected.get("skipped", 0)


@pytest.mark.parametrize(
    ("name", "place", "texts"),
    [
        ("vcard/ez-John_Doe_ANDROID.vcf", 2, ["Ñ Ñ Ñ Ñ"]),
        ("vcard/ez-John_Doe_ANDROID.vcf", 4, ["bob@company.com", "ÑÑÑÑÑÑÑÑÑÑÑÑÑÑ"]),
        ("vcard/ez-John_Doe_IPHONE.vcf", 0, ["John Richter James Doe", "john.doe@ibm.com", "2012-06-06", "Accounting"]),
        ("vcard/ez-John_Doe_EVOLUTION.vcf", 0, ["john.doe@ibm.com", "THIS SOFTWARE IS", "Accounting / Dungeon"]),
        ("vcard/ez-John_Doe_GMAIL.vcf", 0, ["http://www.ibm.com", "1980-03-22"]),
        ("vcard/ez-John_Doe_MS_OUTLOOK.vcf", 0, ["john.doe@ibm.cm", "1980-03-22", "Silicon Alley 5"]),
        ("vcard/ez-gmail-list.vcf", 2, ["Doug White", "dwhite@gmail.com"]),
        ("vcard/ez-outlook-2003.vcf", 0, ["Company, The", "jdoe@hotmail.com", "Second line\n\nThird line is empty"]),
        ("vcard/ez-rfc6350-example.vcf", 0, ["--0203", "+1-418-656-9254 ext 102", "simon.perreault@viagenie.ca"]),
        ("vcard/eds-5.vcf", 0, ["十城目管理大型知座", "weird@weird.com"]),
        ("vcard/kde-vcard4.vcf", 0, ["Ximian, Inc.", "hello@ximian.com"]),
        ("vcard/roundcube-johndoe.vcf", 0, ["John Doë", "inbox@roundcube.net", "roundcube@gmail.com"]),
        ("vcard/roundcube-apple.vcf", 0, ["Apple Computer AG", "Wallisellen-Zürich", "http://www.apple.ch"]),
        ("vcard/thunderbird-export.vcf", 1, ['"worker"', "custom\n3"]),
        ("vcard/monica-vcard_stub.vcf", 2, ["Johnny"]),
        ("vcard/nuovo-Example2.1.vcf", 0, ["Forrest Gump", "Bubba Gump Shrimp Co.", "forrestgump@example.com"]),
        ("contacts/thunderbird/basic_ldif_addressbook.ldif", 0, ["secondemail@host.invalid", "567-890-1234", "line 4"]),
    ],
)
def test_what_an_address_book_says_is_there(office, name, place, texts):
    office.importing.run(office.importing.preview(DATA / name, None))
    held = office.rows("SELECT * FROM contact ORDER BY id")[place]
    points = office.column(f"SELECT value FROM contact_point WHERE contact_id = {held[0]}")
    organizations = office.column("SELECT name FROM organization")
    everything = "\n".join(map(str, (*held, *points, *organizations)))
    for text in texts:
        assert text in everything


def test_the_preferred_address_comes_first(office):
    office.importing.run(office.importing.preview(DATA / "vcard/kde-testfullvcard.vcf", None))
    assert office.column("SELECT value FROM contact_point WHERE kind = 'email' ORDER BY position") == [
        "detective@sherlockholmes.com",
        "sherlock.holmes@gmail.com",
    ]
