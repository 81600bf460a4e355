"""add, show, edit, list, search, due: one person's day on the command line."""

import csv
import io
import json

import pytest

from tests.cli.conftest import HOSTILE
from tests.lengths import sample

KEYS = set(
    "id uid title stage status contact value currency temperature score answers next_action last_touch unanswered"
    " tags source created closed lost_reason parked_until".split()
)


@pytest.fixture
def sophie(add):
    return add(
        "Sophie Martin", "--org", "Asso Lumière", "--email", "sophie@asso.fr", "--phone", "06 12 34 56 78",
        "--source", "form", "--value", "3 200,50 €", "--title", "Film", "--tag", "video", "--tag", "été",
        "--next", "fri 10:30 call back", "--note", "keen", "--stage", "lead",
    )  # fmt: skip


def test_adding_prints_the_opportunity_with_every_key(sophie):
    assert set(sophie) >= KEYS
    assert sophie["contact"] == {
        "id": 1,
        "name": "Sophie Martin",
        "job_title": "",
        "email": "sophie@asso.fr",
        "phone": "06 12 34 56 78",
        "organization": "Asso Lumière",
        "opposed": False,
        "opposed_channels": [],
        "informed_on": None,
    }
    assert (sophie["id"], sophie["stage"], sophie["status"], sophie["title"]) == (1, "lead", "open", "Film")
    assert (sophie["value"], sophie["currency"]) == ("3200.50", "EUR")
    assert sophie["next_action"] == {"due": "2026-11-27", "time": "10:30", "what": "call back", "overdue": False}
    assert (sophie["tags"], sophie["source"], sophie["note"]) == (["video", "été"], "form", "keen")
    assert sophie["created"] == "2026-11-23T09:00:00Z"
    assert [sophie[key] for key in ("closed", "lost_reason", "parked_until", "last_touch")] == [None] * 4
    assert set(sophie["temperature"]) == {"level", "reasons", "manual"}


def test_show_and_list_print_the_same_object(run, sophie):
    assert run("show", 1, "--json").json == sophie
    assert run("list", "--json").json == [sophie]
    assert run("search", "lumiere", "--json").json == [sophie]
    assert run("due", "--days", 4, "--json").json == [sophie]
    assert run("due", "--days", 3, "--json").json == []


def test_without_json_data_goes_to_stdout_and_talk_to_stderr(run):
    added = run("add", "Karim")
    assert not added.out
    assert "#1" in added.err
    listed = run("list")
    assert "Karim" in listed.out
    assert not listed.err
    nothing = run("list", "zzz")
    assert (nothing.out, nothing.err) == ("", "Nothing found.\n")
    assert run("due").err == "Nothing is due.\n"


@pytest.mark.parametrize("number", ["1", "#1", " 1 "])
def test_a_number_may_have_its_sign(run, sophie, number):
    assert run("show", number, "--json").json["id"] == 1


@pytest.mark.parametrize("words", [("show", 9), ("edit", 9, "name=x"), ("win", 9), ("done", 9), ("move", 9, "lead")])
def test_what_is_not_there_is_status_3(run, sophie, words):
    assert "9" in run(*words, code=3).err


def test_show_tells_a_person_all_of_it(run, sophie):
    page = run("show", 1).out
    for text in ("#1", "Sophie Martin", "Asso Lumière", "Film", "Lead", "3200.50 EUR", "call back", "10:30", "keen"):
        assert text in page
    assert "Piste" in run("show", 1, "--lang", "fr").out


def test_editing_as_people_type(run, sophie):
    edited = run(
        "edit", 1, "name=Sophie Martín", "phone=01 23 45 67 89", "value=5d x 450", "tags=web, site",
        "expected_close=15/12", "job-title=CEO", "note=", "--json",
    ).json  # fmt: skip
    assert edited["contact"]["name"] == "Sophie Martín"
    assert edited["contact"]["phone"] == "01 23 45 67 89"
    assert edited["contact"]["job_title"] == "CEO"
    assert (edited["value"], edited["daily_rate"], edited["days"]) == ("2250.00", "450.00", "5.0")
    assert edited["tags"] == ["web", "site"]
    assert edited["expected_close"] == "2026-12-15"
    assert edited["note"] == ""
    assert edited["uid"] == sophie["uid"]


@pytest.mark.parametrize("field", ["value=many", "email=nobody", "expected_close=someday", "name=", "currency=euros"])
def test_a_wrong_value_is_refused_and_changes_nothing(run, sophie, field):
    answer = run("edit", 1, "title=New", field, code=1)
    assert answer.err.startswith("Error: ")
    assert run("show", 1, "--json").json == sophie


def test_an_edit_that_changes_nothing_is_no_step(run, sophie):
    assert "No changes" in run("edit", 1, "title=Film").err
    assert len(run("history", "--json").json) == 1


def test_a_value_may_hold_an_equals_sign(run, sophie):
    assert run("edit", 1, "title=a=b", "--json").json["title"] == "a=b"


def test_list_filters_sorts_and_limits(run, add):
    for name, value, stage in (("Anna", "100", "lead"), ("Bea", "300", "suspect"), ("Cleo", "200", "lead")):
        add(name, "--value", value, "--stage", stage)
    assert run("list", "--json", "--sort=-value").ids == [2, 3, 1]
    assert run("list", "--json", "--sort", "value", "--limit", 2).ids == [1, 3]
    assert run("list", "--json", "--sort", "name", "--stage", "piste").ids == [1, 3]
    assert run("list", "--json", "--stage", "lead,suspect", "--sort", "name").ids == [1, 2, 3]
    assert run("list", "--json", "--stage", "lead", "--stage", "suspect").ids == [1, 2, 3]
    assert run("list", "be", "--json").ids == [2]
    assert run("list", "--json", "--limit", 0).ids == []
    assert "proposal" in run("list", "--stage", "zzz", code=3).err


def test_words_are_all_needed_whatever_their_accents_and_case(run, sophie, add):
    add("Sophie Durand")
    assert run("search", "SOPHIE", "lumiere", "--json").ids == [1]
    assert run("search", "sophie lumiere", "--json").ids == [1]
    assert run("search", "0612", "--json").ids == [1]
    assert sorted(run("search", "sophie", "--json").ids) == [1, 2]


@pytest.mark.parametrize("command", ["search", "list"])
def test_a_slip_is_forgiven_and_said(run, sophie, command):
    answer = run(command, "sofhie", "--json")
    assert answer.ids == [1]
    assert "“sophie”" in answer.err
    assert run(command, '"sofhie"', "--json").json == []


def test_list_as_csv(run, sophie):
    (row,) = csv.DictReader(io.StringIO(run("list", "--csv").out))
    assert row["id"] == "1"
    assert row["value"] == "3200.50"
    assert row["tags"] == "video, été"
    assert row["next_due"] == "2026-11-27"


def test_the_next_action_is_planned_put_off_and_done(run, sophie):
    assert run("next", 1, "tomorrow write to her", "--json").json["next_action"]["due"] == "2026-11-24"
    put_off = run("snooze", 1, "in 2 weeks", "--json").json["next_action"]
    assert (put_off["due"], put_off["what"]) == ("2026-12-07", "write to her")
    then = run("done", 1, "--next", "15/12 ask", "--json").json["next_action"]
    assert (then["due"], then["what"]) == ("2026-12-15", "ask")
    assert run("done", 1, "--json").json["next_action"] is None
    assert run("done", 1, code=3).err


def test_dates_are_read_in_the_language_in_force(run, add):
    assert add("Léa", "--next", "demain rappeler", "--lang", "fr")["next_action"]["due"] == "2026-11-24"
    assert "whenever it suits" in run("next", 1, "whenever it suits", code=1).err


def test_overdue_is_said(run, add, monkeypatch):
    add("Léa", "--next", "tomorrow call")
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-11-30T10:00:00+01:00")
    assert run("show", 1, "--json").json["next_action"]["overdue"] is True
    assert "overdue 2026-11-24" in run("list").out
    assert "en retard" in run("list", "--lang", "fr").out


@pytest.mark.parametrize(
    "words", [["add", ""], ["add", "  "], ["add", "x", "--email", "nobody"], ["add", "x", "--value", "-1"]]
)
def test_a_prospect_that_cannot_be_is_refused(run, words):
    run(*words, code=1)
    assert run("list", "--json").json == []


def test_a_hostile_name_goes_through_every_command_unharmed(run, add):
    added = add(HOSTILE, "--org", HOSTILE, "--title", HOSTILE, "--tag", HOSTILE, "--note", HOSTILE, "--source", HOSTILE)
    assert added["contact"]["name"] == HOSTILE
    lines = (
        *(["list"], ["list", "--csv"], ["list", "--json"], ["show", 1], ["show", 1, "--json"]),
        *(["search", "ada [/] ltd"], ["history"], ["history", "--json"], ["edit", 1, f"job_title={HOSTILE}"]),
        *(["move", 1, "lead"], ["next", 1, f"tomorrow {HOSTILE}"], ["due", "--days", 1]),
        *(["lose", 1, "--reason", "other", "--note", HOSTILE], ["reopen", 1], ["undo"], ["redo"], ["win", 1]),
        *(["reopen", 1], ["park", 1, "--until", "+7d", "--say", HOSTILE]),
    )
    answers = [run(*words) for words in lines]
    for answer in answers:
        assert "\x1b" not in answer.out + answer.err
        assert "\x07" not in answer.out + answer.err
    assert run("list", HOSTILE, "--json").ids == [1]
    slips = [["show", HOSTILE], [HOSTILE], ["list", f"--{HOSTILE}"], ["list", "--sort", HOSTILE], ["move", 1, HOSTILE]]
    for words in slips:
        answer = run(*words, code=3 if words[0] == "move" else 2)
        assert "\x1b" not in answer.err


def test_every_naughty_string_is_kept_and_shown_harmless(run, data):
    """The Big List of Naughty Strings as names: what goes in comes out, and no raw control sign is printed."""
    strings = json.loads((data / "bad" / "strings" / "blns.json").read_text("utf-8"))
    names = sample([name for name in strings if name.strip()], 6)
    for name in names:
        run("add", "--", name)
        words = name.replace('"', " ")
        assert run("search", "--", f'"{words}"').code == 0
    records = run("list", "--json", "--sort", "created").json
    assert sorted(one["contact"]["name"] for one in records) == sorted(name.strip() for name in names)
    printed = "".join(run(*words).out for words in (["list"], ["list", "--json"], ["list", "--csv"], ["history"]))
    raw = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B, 0xFEFF)} - {"\n", "\r"}
    assert not raw & set(printed)


def test_how_warm_they_are_is_said_by_hand_until_a_day(run, add):
    number = add("Ada")["id"]
    heat = run("edit", number, "temperature=hot", "--json").json["temperature"]
    assert (heat["level"], heat["manual"]) == ("hot", True)
    assert run("list", "temp:hot", "--json").ids == [number]
    run("edit", number, "temperature=tiède 15/12", "--lang", "fr")
    assert run("show", number, "--json").json["temperature"]["level"] == "warm"
    assert run("edit", number, "temperature=", "--json").json["temperature"]["manual"] is False
    run("undo")
    assert run("show", number, "--json").json["temperature"]["manual"] is True
    assert "cold, warm, hot" in run("edit", number, "temperature=boiling", code=1).err
    assert "for the temperature's end" in run("edit", number, "temperature=hot 2026-11-23", code=1).err
    run("edit", number, "temperature=hot some day", code=1)


def test_a_temperature_said_by_hand_ends(run, add, monkeypatch):
    number = add("Ada")["id"]
    run("edit", number, "temperature=hot +3d")
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-11-27T10:00:00+01:00")
    assert run("show", number, "--json").json["temperature"]["manual"] is False


def test_show_says_every_field_that_edit_takes(run):
    run("add", "Paul Roux")
    run("add", "Nora Petit", "--org", "Alpha", "--email", "n@a.example", "--email", "n2@a.example")
    typed = {
        "given_name": "Nora", "family_name": "Petit", "link": "linkedin.com/in/nora", "address": "1 rue Basse",
        "language": "fr", "market": "b2c", "contact_tags": "choir", "source": "fair", "source_on": "2026-11-01",
        "source_detail": "stand 12", "introduced_by": "Paul Roux", "website": "alpha.example", "sector": "culture",
        "siret": "73282932000074", "vat_number": "FR44732829320", "organization_address": "2 rue Haute",
        "organization_note": "pays late", "promotion_code": "NOEL", "promotion_until": "2026-12-31",
    }  # fmt: skip
    run("edit", 2, *(f"{field}={value}" for field, value in typed.items()))
    shown = run("show", 2).out
    for value in [*typed.values(), "n@a.example, n2@a.example"]:
        assert value in shown or value in {"Nora", "Petit", "b2c"}, value


def test_a_copied_signature_is_a_prospect(run, monkeypatch):
    text = "Sophie Martin\nPrésidente\nAsso Lumière\nsophie@asso-lumiere.fr\n06 12 34 56 78\n12 rue A\n21000 Dijon\nmet"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    added = run("add", "--paste", "--source", "fair", "--json").json
    assert added["contact"]["name"] == "Sophie Martin"
    assert (added["contact"]["email"], added["contact"]["organization"]) == ("sophie@asso-lumiere.fr", "Asso Lumière")
    assert "12 rue A" in run("show", 1).out


def test_without_a_name_or_a_paste_it_is_a_usage_error(run):
    assert "NAME is missing" in run("add", code=2).err


def test_two_numbers_in_one_field_are_two(add, run):
    made = add("Ada", "--phone", "020 7946 0018 / 07700 900123", "--email", "a@x.example; b@x.example")
    kept = run("privacy", "access", made["id"], "--json").json
    assert {way["value"] for way in kept["ways"]} == {"020 7946 0018", "07700 900123", "a@x.example", "b@x.example"}
    run("edit", made["id"], "phone=01234 567890 or 07700 900123")
    assert run("show", made["id"], "--json").json["contact"]["phone"] == "01234 567890"
    assert "07700 900123" in run("show", made["id"]).out


def test_a_name_with_its_address_as_mail_programs_copy_it(add, run):
    made = add("Joe Bloggs <joe@x.example>", "--email", "Kim Lee <kim@x.example>, JOE@x.example")
    assert (made["contact"]["name"], made["contact"]["email"]) == ("Joe Bloggs", "kim@x.example")
    ways = run("privacy", "access", made["id"], "--json").json["ways"]
    assert [way["value"] for way in ways] == ["kim@x.example", "JOE@x.example"]
    assert "Added Joe Bloggs" in run("history").out
    assert add("Ann <no address>")["contact"]["name"] == "Ann <no address>"
