"""templates and write: one's own messages, made, linked, drafted and logged from a script."""

import contextlib
import email
import email.policy
import io
import json
import sqlite3

import pytest

from tests.cli.conftest import HOSTILE


@pytest.fixture
def sophie(run, add):
    run("config", "set", "sender", "Marie Durand")
    one = add("Sophie Martin", "--email", "sophie@lumiere.fr", "--org", "Asso Lumière", "--stage", "lead")
    run("edit", one["id"], "language=fr")
    return one["id"]


@pytest.fixture
def started(add):
    """A file to work on."""
    return add("Ada")["id"]


def oppose(file, contact, channels="[]"):
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        column = "opposed = 1" if channels == "[]" else f"opposed_channels = '{channels}'"
        connection.execute(f"UPDATE contact SET {column} WHERE id = {contact}")


# -- Templates ----------------------------------------------------------------------------------------


def test_the_templates_are_listed_with_whom_they_are_for(run, started):
    shown = run("templates").out
    assert "Proposition avec promotion" in shown
    (line,) = (line for line in shown.splitlines() if "Étude de cas" in line)
    assert line.split() == "6 Étude de cas fr warm Comment un client dans votre situation s’y est pris".split()
    known = run("templates", "--json").json
    assert len(known) == 20
    assert known[0] | {"body": ""} == {
        "id": 1,
        "name": "First message",
        "language": "en",
        "temperature": "cold",
        "stage": "suspect",
        "purpose": None,
        "channel": "email",
        "subject": "A question about {organization|your work}",
        "body": "",
    }


def test_a_template_is_shown_by_number_name_or_beginning(run, started):
    for word in ("6", "#6", "étude de cas", "ETUDE"):
        assert run("templates", "show", word, "--json").json["name"] == "Étude de cas"
    shown = run("templates", "show", "case").out
    assert shown.startswith("5  Case study · en · warm\nSubject: How a client")
    assert "Hello {first_name|}," in shown
    run("templates", "show", "nothing", code=3)
    assert (
        "could be Proposition (8), Proposition avec promotion (10)" in run("templates", "show", "propositi", code=2).err
    )


def test_a_template_is_added_edited_removed_and_undone(run, started, tmp_path, monkeypatch):
    (tmp_path / "text.txt").write_text("Venez, {prénom} !\n", "utf-8")
    made = run(
        "templates", "add", "Invitation", "--language", "fr", "--temperature", "warm", "--stage", "Piste",
        "--subject", "Venez", "--file", "text.txt", "--channel", "social", "--json",
    )  # fmt: skip
    assert made.err == "Added template Invitation\n"
    assert (made.json["stage"], made.json["body"], made.json["channel"]) == ("lead", "Venez, {prénom} !\n", "social")
    assert "no field {prenm}; {prenom}?" in run(
        "templates", "edit", "invit", "--subject", "Venez, {prenm}"
    ).err.replace("\u00e9", "e")
    run("templates", "edit", "invit", "--subject", "Venez")
    assert run("templates", "edit", "invit", "--purpose", "last_message", "--json").json["purpose"] == "last_message"
    assert run("templates", "edit", "invit", "--purpose", "", "--json").json["purpose"] is None
    assert run("templates", "edit", "invit", "--name", "Venir", "--stage", "", "--json").json["stage"] is None
    monkeypatch.setattr("sys.stdin", io.StringIO("Autre"))
    assert run("templates", "edit", "Venir", "--file", "-", "--json").json["body"] == "Autre"
    assert "No changes" in run("templates", "edit", "Venir", "--subject", "Venez").err
    assert run("templates", "remove", "Venir").err == "Removed template Venir\n"
    assert len(run("templates", "--json").json) == 20
    run("undo")
    assert run("templates", "show", "Venir", "--json").json["body"] == "Autre"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("show",), 2, "NAME is missing"),
        (("list", "x"), 2, "Unexpected words"),
        (("paint",), 2, "paint”"),
        (("show", "offer", "--subject", "x"), 2, "--subject"),
        (("add", "x", "--language", "de"), 1, "isn't one of en, fr"),
        (("add", "x", "--purpose", "spam"), 1, "isn't one of"),
        (("add", "x", "--subject", "a\nBcc: b"), 1, "Line break"),
        (("add", "Proposal"), 4, "already"),
        (("add", "x", "--file", "missing.txt"), 1, "Can't read"),
        (("add", "x", "--file", "latin.txt"), 1, "isn't UTF-8"),
        (("add", "x", "--stage", "nowhere"), 3, "Unknown stage"),
    ],
)
def test_what_is_no_template_is_refused(run, started, tmp_path, words, code, says):
    (tmp_path / "latin.txt").write_bytes(b"\xe9")
    assert says in run("templates", *words, code=code).err


def test_the_fields_are_listed_in_both_languages(run):
    shown = run("templates", "fields")
    assert "{promotion_until}" in shown.out
    assert "{prénom}" in shown.out
    assert {"field": "title", "french": "affaire", "is": "title of the deal"} in run(
        "templates", "fields", "--json"
    ).json


# -- Writing ------------------------------------------------------------------------------------------


def test_a_message_is_printed_in_the_best_words(run, sophie):
    made = run("write", sophie)
    assert made.err == "Template: Questions utiles\n"
    assert made.out.startswith("To: Sophie Martin <sophie@lumiere.fr>\nSubject: Trois questions")
    assert "\n\nBonjour Sophie,\n\n" in made.out
    assert made.out.endswith("Bien cordialement,\nMarie Durand\n")
    assert run("show", sophie, "--json").json["unanswered"] == 0


def test_what_is_not_filled_in_is_told(run, sophie):
    made = run("write", sophie, "Proposition", "--json")
    assert made.json["missing"] == ["value"]
    assert "#1 not filled in: {montant}, value of the deal" in run("write", sophie, "Proposition").err


def test_a_link_for_the_mail_program(run, sophie):
    link = run("write", sophie, "case study", "--mailto").out
    assert link.startswith("mailto:sophie@lumiere.fr?subject=How%20a%20client")
    assert "Hello%20Sophie%2C%0D%0A%0D%0A" in link
    assert link.count("\n") == 1


def test_a_draft_is_logged_with_what_comes_next(run, sophie, tmp_path):
    made = run(
        "write", sophie, "Étude", "--eml", "drafts", "--log", "--gave", "--next", "+7d relancer", "--json"
    ).json  # fmt: skip
    assert made["logged"] is True
    message = email.message_from_bytes((tmp_path / made["file"]).read_bytes(), policy=email.policy.default)
    assert message["Subject"] == made["subject"]
    assert message["Subject"].startswith("Comment un client")
    assert message["To"] == "Sophie Martin <sophie@lumiere.fr>"
    card = run("show", sophie, "--json").json
    assert (card["unanswered"], card["next_action"]["what"]) == (1, "relancer")
    again = run("write", sophie, "Étude", "--eml", "drafts").out
    assert again == "drafts/0001-sophie-martin-2.eml\n"
    assert run("write", sophie, "Étude", "--eml", "drafts", "--force").out == "drafts/0001-sophie-martin.eml\n"
    run("undo")
    assert run("show", sophie, "--json").json["unanswered"] == 0


def test_several_get_each_theirs_and_the_opposed_none(run, add, sophie, file):
    karim = add("Karim", "--email", "karim@x.fr", "--stage", "lead")["id"]
    run("edit", karim, "language=en")
    eve = add("Eve", "--email", "eve@x.fr", "--stage", "lead")["id"]
    bob = add("Bob", "--stage", "lead")["id"]
    oppose(file, 3)
    ids = f"{sophie},{karim}, {eve},#{bob}"
    made = run("write", ids, "Case study", "--json")
    assert [one["subject"][:7] for one in made.json] == ["Comment", "How a c", "How a c"]
    assert made.err == "#3 skipped: Eve asked not to be contacted, so no message was written.\n"
    links = run("write", ids, "Case study", "--mailto")
    assert [line.split("?")[0] for line in links.out.splitlines()] == ["mailto:sophie@lumiere.fr", "mailto:karim@x.fr"]
    assert "#4 skipped: Bob has no e-mail address." in links.err
    drafts = run("write", ids, "Case study", "--eml", "d", "--log")
    assert drafts.out == "d/0001-sophie-martin.eml\nd/0002-karim.eml\n"
    assert "2 messages logged." in drafts.err
    assert [run("show", one, "--json").json["unanswered"] for one in (1, 2, 3, 4)] == [1, 1, 0, 0]
    assert run("write", ids, "Case study").out.count("Subject: ") == 3


def test_an_opposition_stops_it_and_names_the_person(run, sophie, file):
    oppose(file, 1, '["email"]')
    for way in (("--print",), ("--mailto",), ("--eml", "d"), ("--log",)):
        assert "Sophie Martin asked not to be contacted by e-mail" in run("write", sophie, *way, code=1).err
    oppose(file, 1)
    assert "Sophie Martin asked not to be contacted, so no message" in run("write", sophie, code=1).err
    assert run("show", sophie, "--json").json["unanswered"] == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("1", "--print", "--mailto"), 2, "Choose one"),
        (("1", "--gave"), 2, "only be used with --log"),
        (("1", "--next", "fri call"), 2, "only be used with --log"),
        (("x",), 2, "a deal number"),
        (("99",), 3, "Deal #99 doesn't exist"),
        (("1", "nothing"), 3, "Unknown template"),
        (("1", "Long", "--mailto"), 1, "Save it as a draft instead"),
        (("1,1,1", "Long", "--mailto"), 1, "Save it as a draft instead"),
    ],
)
def test_what_cannot_be_written_is_refused(run, sophie, words, code, says):
    run("templates", "add", "Long", "--language", "fr", "--body", "é" * 900)
    assert says in run("write", *words, code=code).err


def test_nobody_to_write_to_is_a_refusal(run, add, sophie):
    add("Bob")
    add("Rob")
    answer = run("write", "2,3", "Proposal", "--mailto", "--log", code=1)
    assert "No contact to write to." in answer.err


def test_without_templates_it_says_so(run, sophie):
    for one in run("templates", "--json").json:
        run("templates", "remove", one["id"])
    assert "No templates yet" in run("templates").err
    run("write", sophie, code=3)


def test_hostile_text_reaches_no_terminal(run, add, sophie):
    number = add(HOSTILE, "--email", "x@x.fr")["id"]
    run("templates", "add", "[red]\u202eT", "--language", "en", "--subject", "s", "--body", "a\u202eb\u200b {title}")
    shown = run("write", number, "[red]").out + run("templates").out
    assert not {"\x1b", "\u202e", "\u200b", "\x07"} & set(shown)
    run("templates", "add", "Named", "--language", "en", "--subject", "{name}")
    assert "control character" in run("write", number, "Named", code=1).err
    assert json.loads(run("write", number, "[red]", "--json").out)["body"].startswith("a\u202eb")


def test_a_mail_merge_is_exported_as_drafts_that_a_mail_program_opens(run, sophie, add, tmp_path):
    bob = add("Bob Noël", "--email", "bob@x.fr", "--stage", "lead")["id"]
    add("Eve", "--stage", "lead")
    lost = add("Lost", "--email", "lost@x.fr", "--stage", "lead")["id"]
    run("lose", lost, "--reason", "price")
    folder = tmp_path / "drafts"
    answer = run("export", "--format", "eml", "--template", "Case study", "-o", folder)
    assert f"2 drafts in {folder}" in answer.err
    assert "Eve has no e-mail address." in answer.err
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["0001-sophie-martin.eml", f"{bob:04}-bob-noel.eml"]
    french, english = (email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files)
    assert str(french["To"]) == "Sophie Martin <sophie@lumiere.fr>"
    assert "Bonjour Sophie" in french.get_body().get_content()
    assert "Hello Bob" in english.get_body().get_content()
    only = tmp_path / "only"
    run("export", "sophie", "--format", "eml", "-o", only)
    assert len(list(only.iterdir())) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--format", "eml", "-o", "-"), 2),
        (("--format", "csv", "--template", "x", "-o", "a.csv"), 2),
        (("--format", "eml", "--template", "nothing like it", "-o", "d"), 3),
        (("nobody-at-all", "--format", "eml", "-o", "d"), 1),
        (("eve", "--format", "eml", "-o", "d"), 1),
    ],
)
def test_a_mail_merge_that_cannot_be_is_told(run, sophie, add, words, code):
    add("Eve")
    run("export", *words, code=code)
