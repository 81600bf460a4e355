"""privacy: who is to be told where their data come from, who asked to be left alone, to see what is held, to go."""

import io
import json
import stat
import sys

import pytest


@pytest.fixture
def ada(run, add):
    number = add("Ada", "--source", "Bought list", "--email", "ada@x.fr", "--stage", "lead")["id"]
    run("edit", number, "source_on=2026-10-20")
    return number


def test_who_is_to_be_told_is_listed_with_the_last_day(run, ada):
    (one,) = run("privacy", "--json").json
    assert one == {
        "contact": 1,
        "id": ada,
        "name": "Ada",
        "organization": "",
        "source": "Bought list",
        "source_on": "2026-10-20",
        "by": "2026-11-19",
        "overdue": True,
    }
    assert "overdue 2026-11-19" in run("privacy", "due").out
    assert "en retard" in run("privacy", "due", "--lang", "fr").out
    assert run("list", "inform:overdue", "--json").ids == [ada]
    assert run("list", "inform:>30d", "--json").ids == []


def test_it_is_noted_that_somebody_was_told_and_taken_back(run, ada):
    answer = run("privacy", "inform", ada, "--on", "yesterday", "--json")
    assert answer.json["contact"]["informed_on"] == "2026-11-22"
    assert run("privacy", "due", "--json").json == []
    assert "No source left to disclose" in run("privacy").err
    run("undo")
    assert len(run("privacy", "--json").json) == 1
    assert run("privacy", "inform", f"#{ada}", "--json").json["contact"]["informed_on"] == "2026-11-23"
    run("privacy", "inform", ada, "--on", "tomorrow", code=1)


def test_an_opposition_stops_every_message(run, ada):
    contact = run("privacy", "oppose", ada, "--channel", "appel", "--channel", "sms", "--json").json["contact"]
    assert (contact["opposed"], contact["opposed_channels"]) == (False, ["call", "sms"])
    run("write", ada)
    assert run("privacy", "oppose", ada, "--json").json["contact"]["opposed"] is True
    assert "asked not to be contacted" in run("write", ada, code=1).err
    assert run("list", "is:opposed", "--json").ids == [ada]
    contact = run("privacy", "allow", ada, "--json").json["contact"]
    assert (contact["opposed"], contact["opposed_channels"]) == (False, [])
    run("write", ada)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("forget",), 2),
        (("inform",), 2),
        (("due", "1"), 2),
        (("oppose", "1", "--on", "today"), 2),
        (("inform", "1", "--channel", "sms"), 2),
        (("oppose", "1", "--channel", "pigeon"), 3),
        (("oppose", "99"), 3),
        (("inform", "x"), 2),
    ],
)
def test_what_makes_no_sense_is_told(run, ada, words, code):
    run("privacy", *words, code=code)


def test_a_message_that_says_where_from_informs_when_it_is_logged(run, ada):
    run("write", ada, "First message", "--log")
    assert run("show", ada, "--json").json["contact"]["informed_on"] == "2026-11-23"


def test_one_can_log_that_somebody_was_told(run, ada):
    run("log", ada, "call", "--informed", "--at", "20/11")
    assert run("show", ada, "--json").json["contact"]["informed_on"] == "2026-11-20"
    run("log", ada, "call", "--in", "--informed", code=2)


# -- What is held on somebody -----------------------------------------------------------------------


def test_all_that_is_held_on_somebody_is_told(run, ada):
    run("edit", ada, "note=likes owls", "title=Site", "value=3200", "next=fri call", "organization=Engines")
    run("log", ada, "call", "--in", "--outcome", "wants\x1b[31m a site", "--note", "soon")
    run("qualify", ada, "fit=yes:said so")
    told = run("privacy", "access", ada).out
    for words in (
        "stored about Ada",
        "Bought list",
        "ada@x.fr",
        "likes owls",
        "3200.00 EUR",
        "said so",
        "soon",
        "Engines",
    ):
        assert words in told
    assert "\x1b" not in told
    assert "Données enregistrées le" in run("privacy", "access", ada, "--lang", "fr").out
    held = run("privacy", "access", ada, "--json").json
    assert (held["name"], held["source"], held["opposed"]) == ("Ada", "Bought list", False)
    (card,) = held["opportunities"]
    assert (card["amount"], card["answers"][0]["evidence"], card["next_actions"][0]["what"]) == (
        "3200.00", "said so", "call",
    )  # fmt: skip
    assert held["exchanges"][0]["note"] == "soon"
    assert held["ways"][0]["value"] == "ada@x.fr"
    assert held["history"]["steps"] == 5
    assert run("privacy", "access", 1, "--contact", "--json").json == held | {"told_at": held["told_at"]}


def test_it_is_written_to_a_private_file_and_over_none(run, ada, tmp_path):
    run("privacy", "access", ada, "-o", "ada.txt")
    path = tmp_path / "ada.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "ada@x.fr" in path.read_text()
    assert "already" in run("privacy", "access", ada, "-o", "ada.txt", code=1).err
    run("privacy", "access", ada, "-o", "ada.txt", "--json", "--force")
    assert path.read_text().startswith("{")
    run("privacy", "access", ada, "-o", "funnel.db", "--force", code=1)
    assert "Ada" in run("list").out


# -- Erasing -----------------------------------------------------------------------------------------


def test_somebody_is_erased_when_their_name_is_given(run, ada, file):
    refused = run("privacy", "erase", ada, "--name", "Eva", code=1)
    assert "“Ada”" in refused.err
    assert "--name Ada" in run("privacy", "erase", ada, code=1).err
    done = run("privacy", "erase", ada, "--name", "ada", "--json")
    assert done.json["finished"] is True
    assert done.json["addresses"] == 1
    assert "not anonymous" in done.err
    assert run("list", "--json").json == []
    content = b"".join(path.read_bytes() for path in file.parent.rglob("*") if path.is_file())
    assert b"ada@x.fr" not in content
    run("privacy", "access", ada, code=3)


def test_undo_does_not_bring_them_back_and_goes_on_before_when_asked_to(run, ada, add):
    lin = add("Lin")["id"]
    run("privacy", "erase", ada, "--name", "Ada")
    refused = run("undo", code=1)
    assert "erased personal data" in refused.err
    assert run("list", "--json").ids == [lin]
    names = [(one["name"], one["state"], one.get("erased_on")) for one in run("history", "--json").json]
    assert names == [
        ("Erased a contact", "sealed", "2026-11-23"),
        ("Added Lin", "done", None),
        ("Edited (erased: personal data)", "dropped", "2026-11-23"),
        ("Added (erased: personal data)", "dropped", "2026-11-23"),
    ]
    assert "effacé" in run("history", "--lang", "fr").out
    run("undo", "--past-erasure")
    assert run("list", "--json").json == []
    run("redo")
    assert run("list", "--json").ids == [lin]


def test_the_name_is_asked_for_on_a_terminal(run, ada, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("Eva\n"))
    assert "Undo can't bring it back" in run("privacy", "erase", ada, code=1).err
    monkeypatch.setattr(sys, "stdin", Terminal("Ada\n"))
    run("privacy", "erase", ada)
    assert run("list", "--json").json == []


def test_whoever_was_erased_is_refused_until_they_come_back(run, ada, tmp_path):
    run("privacy", "erase", ada, "--name", "Ada")
    assert "privacy allow Ada@x.fr" in run("add", "Ada L.", "--email", "Ada@x.fr", code=1).err
    (tmp_path / "people.csv").write_text("name,email\nAda,ada@x.fr\nLin,lin@x.fr\n")
    assert "refused: erased" in run("import", "people.csv", "--dry-run").err
    run("import", "people.csv")
    assert [one["contact"]["name"] for one in run("list", "--json").json] == ["Lin"]
    run("privacy", "allow", "ada@x.fr")
    run("add", "Ada L.", "--email", "ada@x.fr")
    run("privacy", "allow", "06 12 34 56 78", code=3)
    run("privacy", "allow", "0612345678", code=3)


def test_whoever_was_erased_is_refused_in_a_file_that_an_export_was_read_into(run, ada, tmp_path):
    run("privacy", "erase", ada, "--name", "Ada")
    run("export", "-o", tmp_path / "all.json")
    other = ("--db", tmp_path / "other.db")
    run(*other, "import", tmp_path / "all.json")
    assert "do-not-contact list" in run(*other, "add", "Ada", "--email", "ada@x.fr", code=1).err
    run(*other, "export", "-o", tmp_path / "again.json")
    run(*other, "privacy", "allow", "ada@x.fr")
    run(*other, "add", "Ada", "--email", "ada@x.fr")
    tables = [json.loads((tmp_path / f"{name}.json").read_text())["tables"] for name in ("all", "again")]
    assert tables[0] == tables[1]


def test_whoever_is_marked_is_allowed_by_their_address_too(run, ada):
    run("privacy", "oppose", ada, "--channel", "call")
    assert "Took Ada off" in run("privacy", "allow", "Ada@X.fr").err
    assert run("show", ada, "--json").json["contact"]["opposed_channels"] == []
    assert "isn't on" in run("privacy", "allow", "ada@x.fr", code=3).err, "nothing is left to allow"
    run("undo")
    assert run("show", ada, "--json").json["contact"]["opposed_channels"] == ["call"]


def test_what_is_kept_of_them_can_be_chosen(run, add):
    ada = add("Ada", "--email", "ada@x.fr", "--phone", "0612345678", "--org", "Engines")["id"]
    done = run("privacy", "erase", ada, "--name", "Ada", "--unlisted", "--keep-organization", "--json").json
    assert (done["addresses"], done["organization"]) == (0, False)
    lin = add("Lin", "--email", "ada@x.fr", "--org", "Engines")["id"]
    assert add("Paul", "--note", "knows Lin Shu")["id"]
    run("edit", lin, "name=Lin Shu")
    done = run("privacy", "erase", lin, "--name", "Lin Shu", "--json")
    assert done.json["organization"]
    assert [(one["kind"], one["name"]) for one in done.json["mentions"]] == [("contact", "Paul")]
    assert "Their name still stands" in done.err


def test_what_cannot_be_cleaned_yet_is_told(run, ada, file, monkeypatch):
    import sqlite3

    from funneltui.storage import unit_of_work

    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM contact").fetchall()
    usual = unit_of_work.UnitOfWork.__init__
    monkeypatch.setattr(
        unit_of_work.UnitOfWork, "__init__", lambda self, *words, **more: usual(self, *words, patience=0.01, **more)
    )
    done = run("privacy", "erase", ada, "--name", "Ada", "--json")
    assert done.json["finished"] is False
    assert "isn't fully wiped" in done.err
    connection.close()
    run("add", "Lin")
    content = b"".join(path.read_bytes() for path in file.parent.rglob("*") if path.is_file())
    assert b"ada@x.fr" not in content


@pytest.mark.parametrize(
    "words",
    [
        ("erase",),
        ("erase", "1", "-o", "x"),
        ("access", "1", "--name", "Ada"),
        ("inform", "1", "--contact"),
        ("oppose", "1", "--unlisted"),
    ],
)
def test_options_of_another_action_are_told(run, ada, words):
    run("privacy", *words, code=2)


# -- Kept too long -----------------------------------------------------------------------------------


def test_whoever_was_not_heard_of_for_three_years_is_listed(run, add):
    old, asked, client = (add(name)["id"] for name in ("Old", "Asked", "Client"))
    for one in (old, asked, client):
        run("edit", one, "source=list", "source_on=2019-05-01")
    run("log", old, "email", "--in", "--at", "2023-11-22")
    run("log", asked, "email", "--out", "--at", "2024-01-10")
    run("win", client, "--value", "100", "--date", "2024-01-01")
    run("privacy", "inform", asked)
    found = [one for one in run("privacy", "due", "--json").json if "heard_on" in one]
    assert [(one["name"], one["heard_on"], one["by"], one["asked_on"]) for one in found] == [
        ("Asked", "2019-05-01", "2022-05-01", "2024-01-10"),
        ("Old", "2023-11-22", "2026-11-22", None),
    ]
    told = run("privacy", "due").out
    assert "No contact for 3 years" in told
    assert "2024-01-10" in told
    run("config", "set", "retention_years", "8")
    assert "No contact for" not in run("privacy", "due").out
