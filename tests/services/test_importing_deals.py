"""Importing opportunities: which stage each row enters, since when, and on which contact."""

from __future__ import annotations

import pytest

from tests import stored
from tests.services.desk import TODAY
from tests.services.office import Office, outcome, reasons

PIPELINE = (
    "opportunity_id,agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "1C1I7A6R,Moses,Basic,Cancity,Won,2016-10-20,2017-03-01,1054\n"
    "Z063OYW0,Darcel,Pro,Isdom,Lost,2016-10-25,2017-03-11,0\n"
    "EC4QE1BX,Darcel,Special,Cancity,Engaging,2016-10-25,,\n"
    "MV1LWRNH,Moses,Basic,,Prospecting,,,\n"
)


@pytest.fixture
def office(tmp_path):
    one = Office(tmp_path)
    yield one
    one.unit_of_work.close()


# -- Opportunities --------------------------------------------------------------------------------


def test_a_pipeline_becomes_one_card_a_row_and_one_contact_an_account(office):
    report = office.take(PIPELINE)
    assert (outcome(report), report.contacts) == ((4, 0, 0, 0), 3)
    assert office.rows(
        "SELECT c.name, o.title, s.key, o.amount, o.won_amount, o.closed_on, o.lost_reason, substr(o.created_at, 1, 10)"
        " FROM opportunity o JOIN contact c ON c.id = o.contact_id JOIN stage s ON s.id = o.stage_id ORDER BY o.id"
    ) == [
        ("Cancity", "Basic", "client", 105400, 105400, "2017-03-01", "", "2016-10-20"),
        ("Isdom", "Pro", "lost", 0, None, "2017-03-11", "other", "2016-10-25"),
        ("Cancity", "Special", "lead", None, None, None, "", "2016-10-25"),
        ("MV1LWRNH", "Basic", "suspect", None, None, None, "", TODAY.isoformat()),
    ]
    assert office.column("SELECT lost_note FROM opportunity WHERE id = 2") == ["Imported as “Lost”"]
    assert office.column("SELECT moved_at FROM stage_move WHERE opportunity_id = 1") == ["2017-03-01T12:00:00Z"]
    assert office.column("SELECT note FROM opportunity WHERE id = 1") == ["agent: Moses"]


def test_the_same_pipeline_again_changes_nothing(office):
    office.take(PIPELINE)
    assert outcome(office.take(PIPELINE)) == (0, 0, 4, 0)
    assert outcome(office.take(PIPELINE, on_duplicate="update")) == (0, 0, 4, 0)


def test_stages_can_be_said_otherwise(office):
    preview = office.preview(PIPELINE, stages={"engaging": "prospect", "Prospecting": "Proposal"})
    assert [(use.text, use.stage) for use in preview.stages] == [
        ("Won", "client"), ("Lost", "lost"), ("Engaging", "prospect"), ("Prospecting", "proposal"),
    ]  # fmt: skip
    office.importing.run(preview)
    assert [office.stage(number) for number in (3, 4)] == ["prospect", "proposal"]


def test_a_stage_nobody_knows_enters_the_default_and_is_kept_in_the_note(office):
    report = office.take("name,stage\nAda,Blue\nGrace,blue\n", stage="lead")
    assert office.stage(1) == "lead"
    assert office.column("SELECT note FROM opportunity WHERE id = 1") == ["Stage: Blue"]
    assert [problem.sentence for problem in report.problems] == [
        "Unknown stage “Blue” (2 rows): they enter Lead, and the word is kept in the note."
    ]


def test_rows_without_a_stage_can_be_told_one(office):
    office.take("name,stage\nAda,\nGrace,Won\n", stages={"": "proposal"})
    assert [office.stage(number) for number in (1, 2)] == ["proposal", "client"]


def test_ones_own_names_of_stages_and_french_ones_are_known(office):
    with office.unit_of_work.step("Rename") as work:
        stored.update(work, "stage", 2, name="Warm ones")
    office.take("name,stage\nAda,WARM ONES\nGrace,Pas maintenant\nLin,Devis envoyé\n")
    assert [office.stage(number) for number in (1, 2, 3)] == ["lead", "parked", "proposal"]
    assert office.column("SELECT parked_until FROM opportunity WHERE id = 2") == ["2026-12-22"]


def test_a_new_deal_opens_on_a_known_contact(office):
    office.take("name,email\nAda,ada@example.com\n")
    report = office.take("name,email,deal name,amount\nAda,ada@example.com,Website,900\n")
    assert (report.created, report.contacts) == (1, 0)
    assert office.column("SELECT contact_id FROM opportunity") == [1, 1]
    assert outcome(office.take("name,email,deal name,amount\nAda,ada@example.com,Website,900\n")) == (0, 0, 1, 0)
    assert outcome(office.take("name,email,deal name,amount\nAda,ada@example.com,Website,950\n")) == (1, 0, 0, 0)


def test_two_rows_that_say_the_same_of_one_deal_go_in_once(office):
    report = office.take("name,amount,stage\nAda,100,Won\nAda,100,Won\nAda,200,Won\n")
    assert outcome(report) == (2, 0, 1, 0)
    assert reasons(report) == ["twice in the file: same row"]


def test_closing_what_is_there_by_its_identifier(office):
    office.take("mql_id,origin\ndac32acd4db4c29c,social\n")
    closing = "mql_id,won_date,segment\ndac32acd4db4c29c,2018-02-26 19:58:54,pet\n"
    assert outcome(office.take(closing)) == (0, 0, 1, 0)
    assert outcome(office.take(closing, on_duplicate="update")) == (0, 1, 0, 0)
    assert office.stage(1) == "client"
    assert office.rows("SELECT closed_on, former_stage_id FROM opportunity") == [("2018-02-26", 1)]
    assert office.rows("SELECT from_stage_id, moved_at FROM stage_move WHERE from_stage_id IS NOT NULL") == [
        (1, "2018-02-26T12:00:00Z")
    ]


def test_updating_more_deals_than_are_written_at_a_time(office):
    def table(stage: str, phone: str) -> str:
        lines = [f"Ada {n},ada{n}@example.com,{phone}{n:06},Site {n},{stage}" for n in range(1100)]
        return "\n".join(["name,email,phone,deal name,stage", *lines])

    office.take(table("Lead", "0611"))
    before = office.rows("SELECT * FROM contact_point ORDER BY id")
    report = office.take(table("Proposal", "0712"), on_duplicate="update")
    assert outcome(report) == (0, 1100, 0, 0)
    assert office.column("SELECT count(*) FROM contact_point WHERE kind = 'phone'") == [2200]
    assert office.column("SELECT count(*) FROM stage_move WHERE from_stage_id IS NOT NULL") == [1100]
    office.history.undo()
    assert office.rows("SELECT * FROM contact_point ORDER BY id") == before
    assert office.column("SELECT count(*) FROM stage_move WHERE from_stage_id IS NOT NULL") == [0]


def test_updating_an_open_deal_changes_its_amount_and_close(office):
    office.take("id,name,deal name,amount,stage,close date\nD1234567,Ada,Site,100,Qualified,2027-01-05\n")
    office.take("id,name,deal name,amount,stage,close date\nD1234567,Ada,Site,300,,2027-02-05\n", on_duplicate="update")
    assert office.rows("SELECT amount, expected_close, closed_on FROM opportunity") == [(30000, "2027-02-05", None)]
    assert office.stage(1) == "prospect"


def test_losing_with_a_reason_of_ones_own_words(office):
    office.take("name,status,lost reason\nAda,Lost,Too expensive\nGrace,Perdu,The moon\n")
    assert office.rows("SELECT lost_reason, lost_note FROM opportunity ORDER BY id") == [
        ("price", "Too expensive"),
        ("other", "The moon"),
    ]


def test_a_closing_day_that_is_still_to_come_is_today_and_told(office):
    report = office.take("name,stage,close date\nAda,Won,2030-01-01\n")
    assert office.column("SELECT closed_on FROM opportunity") == [TODAY.isoformat()]
    assert report.problem_count == 1


def test_a_next_action_comes_along_with_live_deals(office):
    office.take("name,stage,next action date,next action\nAda,Lead,2026-12-01,Call\nGrace,Won,2026-12-01,Call\n")
    assert office.rows("SELECT opportunity_id, due_on, what FROM next_action") == [(1, "2026-12-01", "Call")]
    assert office.column("SELECT due_on FROM card ORDER BY opportunity_id") == ["2026-12-01", None]


def test_amounts_that_cannot_be_counted_stay_in_the_note(office):
    report = office.take("name,amount\nAda,Call for quote\n")
    assert office.rows("SELECT amount, note FROM opportunity") == [(None, "amount: Call for quote")]
    assert report.problem_count == 1


def test_accounts_tell_the_sector_of_organizations_that_are_there(office):
    office.take(PIPELINE)
    office.take("account,sector\nCancity,retail\nNewco,medical\n")
    assert office.rows("SELECT name, sector FROM organization ORDER BY id") == [
        ("Cancity", ""), ("Isdom", ""), ("Newco", "medical"),
    ]  # fmt: skip
    office.take("account,sector,name\nCancity,retail,Ada\n")
    assert office.column("SELECT sector FROM organization WHERE name = 'Cancity'") == ["retail"]


def test_closed_deals_without_a_day_are_told(office):
    file = (
        "name,deal name,stage,close date\nAda,Website,Won,\nGrace,Shop,Lost,\nLin,App,Won,2026-03-02\nMia,Blog,Lead,\n"
    )
    told = "2 won or lost deals have no close date: they count for today, goals included."
    assert [problem.sentence for problem in office.preview(file).problems] == [told]
    report = office.take(file)
    assert [(problem.line, problem.sentence) for problem in report.problems] == [(0, told)]
    assert office.column("SELECT closed_on FROM opportunity WHERE closed_on IS NOT NULL ORDER BY id") == [
        TODAY.isoformat(), TODAY.isoformat(), "2026-03-02",
    ]  # fmt: skip


def test_closed_deals_without_a_day_are_told_however_much_else_is_odd(office):
    rows = "".join(f"Person {number},Website,Won,{number},someday\n" for number in range(600))
    report = office.take(f"name,deal name,stage,amount,expected close date\n{rows}")
    assert report.problems[0].sentence == (
        "600 won or lost deals have no close date: they count for today, goals included."
    )
    assert (len(report.problems), report.problem_count) == (500, 601)


# -- Several rows of a person ---------------------------------------------------------------------

SECOND_ADDRESS = (
    "name,email,phone,deal name,amount,tags\n"
    "Ada,ada@example.com,,Website,900,\n"
    "Ada,ada@example.com,+33612345678,,,vip\n"
)


def test_a_second_row_that_says_nothing_of_a_deal_completes_the_person(office):
    report = office.take(SECOND_ADDRESS)
    assert (outcome(report), report.contacts) == ((1, 1, 0, 0), 1)
    assert office.column("SELECT title FROM opportunity") == ["Website"]
    assert office.column("SELECT value FROM contact_point WHERE kind = 'phone'") == ["+33612345678"]
    assert office.column("SELECT tags FROM contact") == ['["vip"]']


@pytest.mark.parametrize(
    ("mode", "expected", "deals"),
    [("skip", (0, 0, 1, 0), 1), ("update", (0, 1, 0, 0), 1), ("create", (1, 0, 0, 0), 2)],
)
def test_a_row_that_says_nothing_of_a_deal_opens_none_for_somebody_known(office, mode, expected, deals):
    office.take("name,email\nAda,ada@example.com\n")
    report = office.take("name,email,phone,deal name\nAda,ada@example.com,+33612345678,\n", on_duplicate=mode)
    assert outcome(report) == expected
    assert office.column("SELECT count(*) FROM opportunity") == [deals]
    assert (report.reject_file is not None) == (mode == "skip")


def test_the_same_deal_in_other_capitals_is_one(office):
    report = office.take("name,email,deal name,amount\nBob,bob@x.com,Website,900\nBob,BOB@x.com, website ,900\n")
    assert outcome(report) == (1, 0, 1, 0)
    assert reasons(report) == ["twice in the file: same row"]
