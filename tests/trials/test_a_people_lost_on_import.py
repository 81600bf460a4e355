"""Trials A1 to A10: two people who have something in common stay two, in every mode, and nothing of either is lost."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from tests.trials.bench import MODES, Bench, rejected, told

HEADS = ("Name,Email", "Contact,E-mail address", "Nom complet,Courriel")


@pytest.mark.parametrize("mode", MODES)
def test_a01_two_people_one_mailbox_in_a_file_of_deals(bench: Bench, mode: str) -> None:
    text = "Deal - Title,Person - Name,Person - Email\nSite,Paul Martin,c@a.example\nAppli,Léa Roux,c@a.example\n"
    bench.bring(text, on_duplicate=mode)
    assert bench.people() == {"Paul Martin": ["c@a.example"], "Léa Roux": ["c@a.example"]}
    assert bench.column("SELECT title FROM opportunity ORDER BY id") == ["Site", "Appli"]
    assert bench.likely() == [("Paul Martin", "Léa Roux", "shared_email")]
    bench.bring(text, on_duplicate="skip")
    assert bench.column("SELECT count(*) FROM opportunity") == [2]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("head", HEADS)
def test_a02_two_people_one_mailbox_in_a_file_of_people(bench: Bench, mode: str, head: str) -> None:
    report = bench.bring(f"{head}\nAlice Green,office@g.example\nBob Grey,office@g.example\n", on_duplicate=mode)
    assert (report.created, report.skipped) == (2, 0)
    assert bench.people() == {"Alice Green": ["office@g.example"], "Bob Grey": ["office@g.example"]}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Michel Dupont", "Michèle Dupont"),
        ("Sophie Martin", "S. Martin"),
        ("Sophie Martin", "Simon Martin"),
        ("Martin", "Paul Martin"),
        ("Paul Martin", "Paul Martin Jr"),
        ("Alice", "Bob"),
        ("Nathalie Roux", "Natalie Roux"),
        ("Garage 12", "Garage 13"),
    ],
)
def test_a02_names_that_are_nearly_the_same_at_one_mailbox(bench: Bench, mode: str, one: str, other: str) -> None:
    bench.bring(f"Name,Email\n{one},family@x.example\n{other},family@x.example\n", on_duplicate=mode)
    assert set(bench.people()) == {one, other}


@pytest.mark.parametrize("other", ["ADA LOVELACE", "Lovelace Ada", '"Lovelace, Ada"', "Dr. Ada Lovelace"])
def test_a02_one_person_written_in_two_ways_stays_one(bench: Bench, other: str) -> None:
    bench.bring(f"Name,Email,Phone\nAda Lovelace,ada@x.example,\n{other},ADA@x.example,0612345678\n")
    assert bench.people() == {"Ada Lovelace": ["ada@x.example", "0612345678"]}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "table",
    [
        "Name,Email\nM. Martin,c@x.example\nMme Martin,c@x.example\n",
        "Civilité,Nom,Email\nM.,Martin,c@x.example\nMme,Martin,c@x.example\n",
        "Salutation,Name,Email\nMr,Dominique Martin,c@x.example\nMs,Dominique Martin,c@x.example\n",
    ],
)
def test_a02_two_salutations_at_one_mailbox_are_two(bench: Bench, table: str, mode: str) -> None:
    bench.bring(table, on_duplicate=mode)
    assert len(bench.people()) == 2
    assert len(bench.likely()) == 1


@pytest.mark.parametrize(
    "names",
    [("Mme Dominique Martin", "Dominique Martin"), ("Mme Martin", "Mlle Martin"), ("Dr Martin", "M. Martin")],
)
def test_a02_a_salutation_more_makes_no_other_person(bench: Bench, names: tuple[str, str]) -> None:
    bench.bring("Name,Email\n" + "".join(f"{name},c@x.example\n" for name in names))
    assert len(bench.people()) == 1


def test_a02_alice_is_untouched_when_the_other_comes_in_a_later_file(bench: Bench) -> None:
    bench.bring("First Name,Last Name,Email,Title\nAlice,Green,office@g.example,Director\n")
    for mode in MODES:
        bench.bring("First Name,Last Name,Email,Title\nBob,Grey,office@g.example,Porter\n", on_duplicate=mode)
    assert bench.rows("SELECT name, given_name, job_title FROM contact ORDER BY id")[:2] == [
        ("Alice Green", "Alice", "Director"), ("Bob Grey", "Bob", "Porter"),
    ]  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("shared", ["Website", "Phone", "Company phone", "Facebook link"])
def test_a03_a_website_or_a_switchboard_is_no_identity(bench: Bench, mode: str, shared: str) -> None:
    value = "01 23 45 67 89" if "phone" in shared.lower() else "p.example"
    bench.bring(
        f"Last Name,Company,Email,{shared},Lead Status\nGuérin,Nord,t@n.example,{value},New\n"
        f"Guérin,Sud,d@s.example,{value},New\n",
        on_duplicate=mode,
    )
    found = bench.people()
    assert set(found) == {"Guérin", "Guérin #2"}
    assert "t@n.example" in found["Guérin"]
    assert "d@s.example" in found["Guérin #2"]


@pytest.mark.parametrize("mode", MODES)
def test_a03_organizations_that_share_a_mailbox_are_two(bench: Bench, mode: str) -> None:
    bench.bring("Company,Email\nNord,info@g.example\nSud,info@g.example\n", on_duplicate=mode)
    statement = "SELECT g.name FROM contact c JOIN organization g ON g.id = c.organization_id ORDER BY c.id"
    assert bench.column(statement) == ["Nord", "Sud"]


@pytest.mark.parametrize("mode", MODES)
def test_a10_a_phone_only_in_the_second_deal_of_one_person_is_added(bench: Bench, mode: str) -> None:
    bench.bring(
        "Deal name,Person,Email,Phone,Position\nSite,Paul,p@x.example,,\nAppli,Paul,p@x.example,0612345678,Chef\n",
        on_duplicate=mode,
    )
    assert bench.people() == {"Paul": ["p@x.example", "0612345678"]}
    assert bench.column("SELECT job_title FROM contact") == ["Chef"]
    assert bench.column("SELECT count(*) FROM opportunity") == [2]


@pytest.mark.parametrize("mode", ["skip", "update"])
def test_a10_what_a_second_row_says_otherwise_goes_to_the_note(bench: Bench, mode: str) -> None:
    bench.bring(
        "Name,Email,Company,Position\nPaul,p@x.example,Nord,Chef\nPaul,p@x.example,Sud,Director\n", on_duplicate=mode
    )
    assert bench.rows("SELECT job_title, note FROM contact") == [("Chef", "job title: Director\norganization: Sud")]


def test_a10_what_is_left_out_with_something_new_is_in_the_file_of_rejected_rows(bench: Bench) -> None:
    bench.bring("Name,Email\nPaul,p@x.example\nLéa,l@x.example\n")
    report = bench.bring("Name,Email,Phone\nPaul,p@x.example,0612345678\nLéa,l@x.example,\n")
    assert (report.created, report.skipped) == (0, 2)
    assert rejected(report) == [
        ["2", "already exists: same name and e-mail address", "Paul", "p@x.example", "0612345678"]
    ]


@pytest.mark.parametrize("mode", MODES)
def test_a10_an_identifier_that_is_the_contacts_joins_no_deals(bench: Bench, mode: str) -> None:
    bench.bring(
        "Deal name,Contact ID,Contact name,Amount\nSite,12345678,Paul,100\nAppli,12345678,Paul,200\n",
        on_duplicate=mode,
    )
    assert bench.column("SELECT title FROM opportunity ORDER BY id") == ["Site", "Appli"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "header", ["User Email", "Assigned to e-mail", "Owner mail", "Email commercial", "Reply to e-mail"]
)
def test_a04_my_own_address_is_nobodys(bench: Bench, mode: str, header: str) -> None:
    report = bench.bring(
        f"Invitee Name,Invitee Email,{header}\nInès,i@c.example,me@me.example\nTom,t@v.example,me@me.example\n",
        on_duplicate=mode,
    )
    assert report.created == 2
    assert bench.people() == {"Inès": ["i@c.example"], "Tom": ["t@v.example"]}
    assert bench.notes().count("me@me.example") == 2


@pytest.mark.parametrize(
    "text",
    [
        "Paul,p@x.example\nLéa,l@x.example,0612345678\nMax,m@x.example,0612345679\n",
        "Paul;p@x.example\nLéa;l@x.example;0612345678\nMax;m@x.example;0612345679\n",
        "Léa,l@x.example,0612345678\nPaul,p@x.example\nMax,m@x.example,0612345679\n",
        "Paul,p@x.example,0612345670,late\nLéa,l@x.example,0612345678\nMax,m@x.example,0612345679\n",
    ],
)
def test_a05_without_a_header_every_row_is_somebody(bench: Bench, text: str) -> None:
    report = bench.bring(text)
    assert (set(bench.people()), report.created) == ({"Paul", "Léa", "Max"}, 3)
    assert len(bench.rows("SELECT 1 FROM contact_point")) >= 5


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("deleted", "lost"), ("on hold", "parked"), ("Supprimé", "lost"), ("archived", "lost"),
        ("En attente", "parked"), ("cancelled", "lost"), ("Won", "client"),
        ("open", "proposal"), ("Zork", "proposal"), ("Lost to X", "lost"),
    ],
)  # fmt: skip
def test_a06_a_status_is_understood_or_kept_and_told(bench: Bench, status: str, stage: str) -> None:
    report = bench.bring(f"Name,Stage,Status\nXaver,Proposal,{status}\n")
    assert bench.stages_of() == [stage]
    texts = bench.rows("SELECT note, lost_note, parked_why FROM opportunity")
    if status not in {"open", "Won"}:
        assert status in str(texts)
        assert status in told(report)
    assert report.created == 1


@pytest.mark.parametrize(
    "word", ["Junk Lead", "Lost Lead", "Not Contacted", "Contact in Future", "Attempted to Contact"]
)
def test_a07_a_lead_that_was_converted_is_what_its_status_says(bench: Bench, word: str) -> None:
    bench.bring(f"Last Name,Email,Lead Status,Converted\nDurand,d@x.example,{word},Yes\n")
    assert bench.stages_of() != ["client"]
    assert "Converted: Yes" in bench.notes()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name,Email\nX Y,un@x.org (left in May: write to Paul)\n", "left in May: write to Paul"),
        ("Name,Email\nX Y,un@x.org or ask Léa\n", "ask Léa"),
        ("Name,Phone\nX Y,06 12 34 56 78 (after six)\n", "after six"),
        ("Name,Website\nX Y,x.example see the shop\n", "see the shop"),
        ("Name,Suffix\nPaul Martin,Jr\n", "Suffix: Jr"),
        ("Name,Middle name\nPaul Martin,Anton\n", "Middle name: Anton"),
        ("Name,Prefix\nPaul Martin,Sir\n", "Prefix: Sir"),
        ("Name,First name\nPaul Martin,Pauly\n", "First name: Pauly"),
        ("Name,Language\nPaul Martin,Klingon\n", "Language: Klingon"),
        ("Name,Birthday\nPaul Martin,some day\n", "Birthday: some day"),
        ("Name,Amount\nPaul Martin,call for quote\n", "Amount: call for quote"),
        ("Name,Next action\nPaul Martin,call him\n", "next action: call him"),
        ("Name,Lost reason\nPaul Martin,too dear\n", "loss reason: too dear"),
        ("Name,Currency,Stage\nPaul Martin,CHF,New\n", "Currency: CHF"),
    ],
)
def test_a08_words_without_a_field_are_in_the_note(bench: Bench, text: str, words: str) -> None:
    bench.bring(text)
    assert words in bench.notes()


@pytest.mark.parametrize("cell", ["2026-12-05 14:30", "05/12/2026 14h30", "2026-12-05T14:30:00", "5 Dec 2026 2:30 PM"])
def test_a09_a_next_action_keeps_its_hour(bench: Bench, cell: str) -> None:
    bench.bring(f"Name,Next action date,Next action\nXaver,{cell},call\n", date_order="dmy")
    assert bench.rows("SELECT due_on, due_time, what FROM next_action") == [("2026-12-05", "14:30", "call")]


@pytest.mark.parametrize(
    ("cell", "day", "hour"),
    [
        ("2026-12-05T13:30:00Z", "2026-12-05", "14:30"),
        ("2026-12-05T23:30:00.000Z", "2026-12-06", "00:30"),
        ("2026-12-05T14:30:00+01:00", "2026-12-05", "14:30"),
        ("2026-12-05 08:30:00 -0500", "2026-12-05", "14:30"),
        ("2026-12-05T00:00:00Z", "2026-12-05", None),
    ],
)
def test_a09_an_hour_of_another_zone_is_ones_own(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, cell: str, day: str, hour: str | None
) -> None:
    monkeypatch.setattr("funneltui.clock._zone", timezone(timedelta(hours=1)))
    bench.bring(f"Name,Next action date,Next action\nXaver,{cell},call\n")
    assert bench.rows("SELECT due_on, due_time FROM next_action") == [(day, hour)]


def test_a09_a_time_in_a_column_of_its_own(bench: Bench) -> None:
    bench.bring("Name,Next action date,Next action time\nXaver,2026-12-05,14:30\nYann,2026-12-05,\n")
    assert bench.column("SELECT due_time FROM next_action ORDER BY id") == ["14:30", None]
