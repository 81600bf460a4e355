"""Importing people: who is new, who is there already, as one step; what is refused."""

from __future__ import annotations

import stat

import pytest

from funneltui.errors import NotFoundError, RefusedError
from funneltui.interchange.errors import NoColumnsError, UnknownColumnError
from funneltui.paths import data_folder, state_folder
from tests import stored
from tests.services.desk import TODAY
from tests.services.office import Office, outcome, reasons

LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Priya,Sharma,https://www.linkedin.com/in/priya-1,,Razor,Engineer,12 Mar 2021\n"
    "Rahul,Iyer,https://www.linkedin.com/in/rahul,rahul@example.com,Flip,Senior,05 Jan 2020\n"
    "Priya,Sharma,https://www.linkedin.com/in/priya-2,,Razor,Manager,01 Feb 2022\n"
    ",,,,,,01 Jan 2023\n"
)


@pytest.fixture
def office(tmp_path):
    one = Office(tmp_path)
    yield one
    one.unit_of_work.close()


# -- People ---------------------------------------------------------------------------------------


def test_people_become_contacts_with_a_card_each(office):
    report = office.take(LINKEDIN)
    assert outcome(report) == (3, 0, 1, 1)
    assert office.rows("SELECT name, job_title, source, source_on FROM contact ORDER BY id") == [
        ("Priya Sharma", "Engineer", "LinkedIn", "2021-03-12"),
        ("Rahul Iyer", "Senior", "LinkedIn", "2020-01-05"),
        ("Priya Sharma", "Manager", "LinkedIn", "2022-02-01"),
    ]
    assert office.column("SELECT name FROM organization ORDER BY id") == ["Razor", "Flip"]
    assert office.column("SELECT count(*) FROM card") == [3]
    assert office.column("SELECT DISTINCT s.key FROM opportunity o JOIN stage s ON s.id = o.stage_id") == ["suspect"]
    assert office.column("SELECT count(*) FROM stage_move") == [3]


def test_a_brief_look_shows_the_same_first_rows_and_imports_the_same(office):
    path = office.file("name,email\n" + "".join(f"Ada {n},ada{n}@example.com\n" for n in range(20)))
    whole, brief = office.importing.preview(path), office.importing.preview(path, briefly=True)
    assert (brief.examples, brief.columns, brief.rows) == (whole.examples, whole.columns, 20)
    assert (whole.created, brief.created < whole.created) == (20, True)
    assert office.importing.run(brief).created == 20


@pytest.mark.parametrize("most", [1 << 25, 1000])
def test_what_a_preview_has_read_is_imported_as_if_it_were_read_again(office, monkeypatch, most):
    monkeypatch.setattr("funneltui.services.importing.kept._MOST", most)
    rows = [f"Ada {n},ada{n}@example.com,2026-13-{n},{'more' * (n % 2)}" for n in range(600)]
    text = "\n".join(["name,email,connected on", *rows, ",,", ",,no day,", "Total,,12"])
    reports = []
    for briefly in (True, False):
        report = office.importing.run(office.importing.preview(office.file(text), briefly=briefly))
        told = [(problem.line, problem.sentence) for problem in report.problems]
        left_out = report.reject_file.read_text()
        notes = office.column("SELECT note FROM contact ORDER BY id")
        reports.append((outcome(report), reasons(report), told, report.problem_count, left_out, notes))
        office.history.undo()
        assert office.column("SELECT count(*) FROM contact") == [0]
    assert reports[0] == reports[1]
    assert reports[0][3] > len(reports[0][2]) == 500


def test_the_step_has_a_name_and_takes_all_of_it_back(office):
    report = office.take(LINKEDIN)
    assert report.change.label == "Imported list.csv: 3 new, 0 updated"
    office.history.undo()
    for table in ("contact", "organization", "contact_point", "opportunity", "stage_move", "card"):
        assert office.column(f"SELECT count(*) FROM {table}") == [0], table
    office.history.redo()
    assert office.column("SELECT count(*) FROM card") == [3]


def test_the_same_file_again_changes_nothing(office):
    office.take(LINKEDIN)
    report = office.take(LINKEDIN)
    assert outcome(report) == (0, 0, 4, 1)
    assert report.change.step_id is None
    assert "already exists: same name and link" in reasons(report)


def test_the_rejected_rows_are_in_a_private_file_with_their_reason(office):
    report = office.take(LINKEDIN)
    assert report.reject_file == data_folder() / "rejected" / "list.rejected.csv"
    assert report.reject_file.read_bytes().decode() == (
        "line,reason,First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
        "5,the row doesn't identify a contact,,,,,,,01 Jan 2023\r\n"
    )
    assert stat.S_IMODE(report.reject_file.stat().st_mode) == 0o600
    assert [path.name for path in office.folder.iterdir() if "reject" in path.name] == []
    assert office.take(LINKEDIN).reject_file == data_folder() / "rejected" / "list.rejected-2.csv"


def test_rejected_rows_that_cannot_be_written_stop_nothing_and_are_told(office):
    data_folder().mkdir(parents=True)
    (data_folder() / "rejected").write_text("a file is in the way")
    report = office.take(LINKEDIN)
    assert (outcome(report), report.reject_file) == ((3, 0, 1, 1), None)
    assert "Can't write" in report.problems[0].sentence


def test_a_stopped_import_leaves_no_file_of_rejected_rows(office):
    text = "name,email\n" + ",\n,x\n" * 400
    office.importing.run(office.preview(text), None, iter([False, False, True, True]).__next__)
    assert not list((data_folder() / "rejected").glob("*"))


def test_a_preview_writes_nothing_and_shows_the_first_rows(office):
    preview = office.preview(LINKEDIN)
    assert office.column("SELECT count(*) FROM contact") == [0]
    assert (preview.program, preview.encoding, preview.delimiter, preview.header_line) == ("LinkedIn", "utf-8", ",", 1)
    assert [use.field for use in preview.columns][:2] == ["given_name", "family_name"]
    assert [example.outcome for example in preview.examples] == ["create", "create", "create", "reject"]
    assert preview.examples[1].values["email"] == "rahul@example.com"


def test_the_options_say_stage_and_source(office):
    office.take("name,email\nAda,ada@example.com\n", stage="lead", source="Fair")
    assert office.rows("SELECT source, source_on FROM contact") == [("Fair", TODAY.isoformat())]
    assert office.stage(1) == "lead"


def test_ids_alone_become_contacts_named_by_them(office):
    office.take(
        "mql_id,first_contact_date,landing_page_id,origin\n"
        "dac32acd4db4c29c,2018-02-01,88740e,social\n8c18d1de7f67e60d,2017-10-20,007f97,\n"
    )
    assert office.rows("SELECT name, source, source_on, note FROM contact ORDER BY id") == [
        ("dac32acd4db4c29c", "social", "2018-02-01", "landing_page_id: 88740e"),
        ("8c18d1de7f67e60d", "", "2017-10-20", "landing_page_id: 007f97"),
    ]
    assert office.column("SELECT external_id FROM opportunity ORDER BY id") == ["dac32acd4db4c29c", "8c18d1de7f67e60d"]


def test_a_word_that_says_delete_deletes_nothing(office):
    office.add("Daniel")
    report = office.take("Action,ID,Name,E-mail Address\ndelete,241a444f0b330b22,Daniel,d@example.com\n")
    assert report.created == 1
    assert office.column("SELECT count(*) FROM card") == [2]


# -- Who is there already -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("ada LOVELACE,Navy,ADA@example.com,,,", "same name and e-mail address"),
        (",,ADA@example.com,,,", "same name and e-mail address"),
        ("Ada Lovelace,,,+33 6 12 34 56 78,,", "same name and phone number"),
        ("ada  LOVELACE,Éngines,,,,", "same name and organization"),
        ('"LOVELACE, Ada",Engines Ltd,,,,', "same name and organization"),
        ("Ada Lovelace,Navy,,,http://fr.linkedin.com/in/ada/,", "same name and link"),
    ],
)
def test_somebody_is_known_by_exact_keys(office, row, reason):
    header = "name,company,email,phone,url,note\n"
    office.take(header + "Ada Lovelace,Engines,ada@example.com,06 12 34 56 78,https://www.linkedin.com/in/ada,x\n")
    report = office.take(header + row + "\n")
    assert outcome(report) == (0, 0, 1, 0)
    assert reason in reasons(report)[0]


@pytest.mark.parametrize(
    "row",
    [
        "Grace Hopper,Engines,,06 12 34 56 78,https://engines.example,",  # colleagues share a number and a site
        "Ada Lovelace,Engines,other@example.com,,,",  # one name in one place, two addresses
        "Ada Lovelace,Engines,,,https://www.linkedin.com/in/ada-2,",  # two profiles
        "Ada Lovelace,Navy,,,,",
        "Ada Byron,Engines,ada@example.com,,,",  # a shared mailbox
        "Ada Byron,,,,https://www.linkedin.com/in/ada,",
    ],
)
def test_two_people_stay_two(office, row):
    header = "name,company,email,phone,url,note\n"
    first = (
        "Ada Lovelace,Engines,ada@example.com,06 12 34 56 78,https://www.linkedin.com/in/ada https://engines.example,\n"
    )
    office.take(header + first)
    assert outcome(office.take(header + row + "\n")) == (1, 0, 0, 0)


def test_what_programs_write_around_what_they_mean_is_left_out(office):
    odoo = "id,name,contact_name,partner_name,email_from,expected_revenue,stage_id,activity_summary\n"
    odoo += '7,Film,"Port, Claire Dubois",Port,claire@port.example,10.0,New,False\n'
    notion = "Name,Company,Email,Status,Tags,Web\n"
    notion += 'Grace,Navy (https://www.notion.so/Navy-1a2b?pvs=21),g@navy.example,Perdu - trop cher,"""a"",""b""",'
    notion += '"https://a.example, https://b.example"\n'
    zoho = "Full Name,Salutation,First Name,Last Name,Company\nMs. Donette Foller,Ms.,Donette,Foller,Press\n"
    report = "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount\nMarie,Edge,Generator,Prospecting,5.00\n"
    report += 'Grand Totals (1 record),,,,5.00\n\nOpportunities\n"Copyright (c) 2026 x.example, inc."\n'
    hubspot = "Deal Name,Deal Stage,Associated Contact,Associated Company\n"
    hubspot += "Site,Appointment scheduled (Pipeline),Luc Roi (luc@hub.example);Ana B (ana@hub.example),Hub\n"
    for content in (odoo, notion, zoho, report, hubspot):
        taken = office.take(content)
        assert taken.skipped == 0
        assert not [problem for problem in taken.problems if "the header" in problem.sentence]
    assert office.rows("SELECT c.name, g.name FROM contact c JOIN organization g ON g.id = c.organization_id") == [
        ("Claire Dubois", "Port"),
        ("Grace", "Navy"),
        ("Donette Foller", "Press"),
        ("Edge", "Edge"),
        ("Luc Roi", "Hub"),
    ]
    assert office.column("SELECT value FROM contact_point WHERE kind = 'link'") == [
        "https://a.example",
        "https://b.example",
    ]
    deals = office.rows("SELECT tags, lost_reason, lost_note, note FROM opportunity ORDER BY id")
    assert deals[0] == ("[]", "", "", "")
    assert deals[1] == ('["a", "b"]', "price", "trop cher", "")
    assert office.column("SELECT value FROM contact_point WHERE value LIKE '%hub%'") == ["luc@hub.example"]


def test_somebody_who_is_in_the_file_twice_goes_in_once(office):
    report = office.take("name,email\nAda,ada@example.com\nADA,Ada@Example.com\n")
    assert outcome(report) == (1, 0, 1, 0)
    assert reasons(report) == ["twice in the file: same name and e-mail address"]


def test_a_name_alone_is_no_reason_to_lose_an_address(office):
    office.take("name,email\nAda,\n")
    assert outcome(office.take("name,email\nAda,\n")) == (0, 0, 1, 0)
    assert outcome(office.take("name,email\nAda,ada@example.com\n", on_duplicate="update")) == (0, 1, 0, 0)
    office.history.undo()
    assert outcome(office.take("name,email\nAda,ada@example.com\n")) == (1, 0, 0, 0)


def test_short_identifiers_of_two_programs_are_not_one_person(office):
    office.take("id,name\n12,Ada\n")
    assert outcome(office.take("id,name\n12,Grace\n")) == (1, 0, 0, 0)
    assert outcome(office.take("id,name\n12,Ada\n")) == (0, 0, 1, 0)


def test_who_opposed_prospecting_is_left_alone(office):
    office.take("name,email\nAda,ada@example.com\n")
    with office.unit_of_work.step("Oppose") as work:
        stored.update(work, "contact", 1, opposed=1)
    for mode in ("skip", "update", "create"):
        report = office.take("name,email,amount\nAda,ada@example.com,100\n", on_duplicate=mode)
        assert outcome(report) == (0, 0, 1, 0)
        assert reasons(report) == ["left out: do not contact"]


def test_who_is_in_the_bin_comes_back_as_new(office):
    office.take("name,email\nAda,ada@example.com\n")
    with office.unit_of_work.step("Bin") as work:
        stored.update(work, "contact", 1, binned_at=work.now)
    assert office.take("name,email\nAda,ada@example.com\n").created == 1


# -- Updating -------------------------------------------------------------------------------------


def test_updating_takes_the_files_word_and_keeps_what_it_leaves_blank(office):
    office.take("name,email,company,job title,phone,source,note,tags\n"
                "Ada,ada@example.com,Engines,Clerk,0612345678,Fair,first,a\n")  # fmt: skip
    report = office.take(
        "name,email,company,job title,phone,source,note,tags\n"
        "Ada,ada@example.com,Navy,Countess,0698765432,Web,second,b\n",
        on_duplicate="update",
    )
    assert outcome(report) == (0, 1, 0, 0)
    statement = (
        "SELECT c.job_title, g.name, c.source, c.note, c.tags"
        " FROM contact c JOIN organization g ON g.id = c.organization_id"
    )
    assert office.rows(statement) == [("Countess", "Navy", "Fair", "first\nsecond\nsource: Web", '["a", "b"]')]
    assert office.column("SELECT value FROM contact_point WHERE kind = 'phone' ORDER BY id") == [
        "0612345678",
        "0698765432",
    ]
    assert office.column("SELECT organization FROM card") == ["Navy"]
    office.history.undo()
    assert office.rows(statement) == [("Clerk", "Engines", "Fair", "first", '["a"]')]


def test_updating_with_nothing_new_changes_nothing(office):
    text = "name,email,company\nAda,ada@example.com,Engines\n"
    office.take(text)
    report = office.take(text, on_duplicate="update")
    assert outcome(report) == (0, 0, 1, 0)
    assert reasons(report) == ["no change: nothing is new"]
    assert report.change.step_id is None


def test_updating_gives_a_name_to_who_had_none(office):
    office.take("email\nada@example.com\n")
    office.take("name,email\nAda Lovelace,ada@example.com\n", on_duplicate="update")
    assert office.rows("SELECT name, folded_name FROM contact") == [("Ada Lovelace", "ada lovelace")]
    assert office.column("SELECT name FROM card") == ["Ada Lovelace"]


def test_updating_within_the_file_completes_the_earlier_row(office):
    report = office.take(
        "name,email,phone\nAda,ada@example.com,\nAda,ada@example.com,0612345678\n", on_duplicate="update"
    )
    assert outcome(report) == (1, 1, 0, 0)
    assert office.column("SELECT value FROM contact_point WHERE kind = 'phone'") == ["0612345678"]


def test_a_new_number_that_two_rows_bring_is_added_once(office):
    office.take("name,email\nAda,ada@example.com\n")
    rows = "Ada,ada@example.com,0612345678\nAda,ada@example.com,06 12 34 56 78\n"
    assert outcome(office.take(f"name,email,phone\n{rows}", on_duplicate="update")) == (0, 1, 1, 0)
    assert office.column("SELECT value FROM contact_point WHERE kind = 'phone'") == ["0612345678"]


def test_creating_beside_what_is_there_is_possible(office):
    office.take("name,email\nAda,ada@example.com\n")
    assert outcome(office.take("name,email\nAda,ada@example.com\n", on_duplicate="create")) == (1, 0, 0, 0)
    assert office.column("SELECT count(*) FROM contact") == [2]


# -- Refusals, progress, stopping -----------------------------------------------------------------


def test_a_table_without_people_can_be_looked_at_but_not_imported(office):
    preview = office.preview("date,place\n2024-01-01,Lyon\n")
    assert preview.rows == 1
    assert isinstance(preview.refusal, NoColumnsError)
    with pytest.raises(NoColumnsError, match="no contact columns found"):
        office.importing.run(preview)
    assert office.take("date,place\n2024-01-01,Lyon\n", columns={"place": "organization"}).created == 1


def test_a_header_alone_says_so(office):
    report = office.take("name,email\n")
    assert outcome(report) == (0, 0, 0, 0)
    assert [problem.sentence for problem in report.problems] == ["The file has no rows below the header."]


def test_options_that_name_nothing_are_refused(office):
    with pytest.raises(UnknownColumnError):
        office.preview("name\nAda\n", columns={"colour": "name"})
    with pytest.raises(NotFoundError):
        office.preview("name\nAda\n", stage="nowhere")
    with pytest.raises(NotFoundError):
        office.preview("name,stage\nAda,x\n", stages={"x": "nowhere"})


def test_progress_is_told_and_stopping_leaves_nothing(office):
    text = "name,email\n" + "".join(f"P{number},p{number}@example.com\n" for number in range(2600))
    preview = office.preview(text)
    seen: list[tuple[int, int]] = []
    report = office.importing.run(preview, lambda done, total: seen.append((done, total)), lambda: len(seen) > 5)
    assert report.stopped
    assert report.change.step_id is None
    assert office.column("SELECT count(*) FROM contact") == [0]
    seen.clear()
    assert office.importing.run(preview, lambda done, total: seen.append((done, total))).created == 2600
    assert seen[0] == (0, 2600)
    assert seen[-1] == (2600, 2600)


def test_what_happened_since_the_preview_counts(office):
    preview = office.preview("name,email\nAda,ada@example.com\n")
    office.take("name,email\nAda,ada@example.com\n")
    assert office.importing.run(preview).skipped == 1


def test_a_file_that_changed_since_the_preview_is_read_again(office):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD\n"
    path = office.file(card.format("Ada Martin"), "cards.vcf")
    preview = office.importing.preview(path)
    path.write_text(card.format("Zoé Martin") + card.format("Léa Roux"), "utf-8")
    assert office.importing.run(preview).created == 2
    assert office.column("SELECT name FROM contact ORDER BY id") == ["Zoé Martin", "Léa Roux"]


def test_our_own_json_takes_no_options(office):
    with pytest.raises(RefusedError):
        office.preview('{"format": "funneltui"}', stage="lead")


def test_what_was_told_of_columns_is_remembered_for_files_with_the_same_header(office):
    office.take("who is it,place\nAda,Engines\n", columns={"who is it": "name", "place": "organization"})
    preview = office.preview("who is it,place\nGrace,Navy\n")
    assert [use.field for use in preview.columns] == ["name", "organization"]
    assert "as in your last import" in preview.problems[0].sentence
    assert [use.field for use in office.preview("who is it,place\nA,B\n", columns={"place": "city"}).columns] == [
        "name", "city",
    ]  # fmt: skip
    assert office.preview("who is it,where\nGrace,Navy\n").refusal is not None
    mode = (state_folder() / "mappings.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize("content", ["[]", "{", '{"a": 1}', '{"a": {"name": 3}}', "\x00"])
def test_a_damaged_memory_of_columns_is_forgotten(office, content):
    state_folder().mkdir(parents=True)
    (state_folder() / "mappings.json").write_text(content)
    assert office.take("name,place\nAda,Engines\n", columns={"place": "organization"}).created == 1
    assert [use.field for use in office.preview("name,place\nAda,Engines\n").columns] == ["name", "organization"]


def test_a_source_date_to_come_is_kept_in_the_note(office):
    office.take("name,source,first contact date\nAda,Fair,2026-11-21\nBob,Fair,2031-05-01\n")
    assert office.rows("SELECT name, source_on, note FROM contact ORDER BY id") == [
        ("Ada", "2026-11-21", ""),
        ("Bob", TODAY.isoformat(), "source date: 2031-05-01"),
    ]


def test_nobody_is_known_from_a_day_of_creation_to_come(office):
    office.take("name,source,created on\nAda,Fair,2026-11-21\nBob,Fair,2031-05-01\n")
    assert office.column("SELECT source_on FROM contact ORDER BY id") == ["2026-11-21", TODAY.isoformat()]
