"""What people type as they say it is taken for what they mean, and what was understood is shown."""

import shlex

import pytest


@pytest.mark.parametrize(
    ("word", "channel"),
    [
        *((word, "call") for word in ("tel", "téléphone", "phone", "appel")),
        *((word, "email") for word in ("mail", "courriel", "e-mail")),
        *((word, "meeting") for word in ("rdv", "visio", "rendez")),
        ("texto", "sms"),
        ("mailing", "mailing"),
        ("publi", "mailing"),
    ],
)
def test_a_channel_goes_by_what_people_call_it(run, add, word, channel):
    add("Ada")
    run("log", "1", word, "--lang", "fr")
    assert run("report", "activity", "--json").out.count(f'"{channel}"')


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("list", "--stage", "prospet"), "Suspect, Piste, Prospect, Proposition, Client, Pas maintenant, Perdues"),
        (("log", "1", "pigeon"), "appel, e-mail, publipostage"),
        (("lose", "1", "--reason", "cher"), "Prix, Concurrent"),
        (("qualify", "1", "taille=oui"), "Dans la cible, Besoin"),
    ],
)
def test_what_can_be_typed_is_offered_in_the_reader_s_language(run, add, words, offered):
    add("Ada")
    assert offered in run(*words, "--lang", "fr", code=3).err


def test_the_day_that_was_understood_is_told(run, add):
    add("Ada")
    assert "Next action: Monday 30 November 2026 · call" in run("next", "1", "in 7 days call").err
    assert "Next action: Wednesday 25 November 2026, 09:30" in run("done", "1", "--next", "wed 9:30").err
    words = run("log", "1", "appel", "--next", "fin de mois à 17h30 appeler", "--lang", "fr").err
    assert "Prochaine action : lundi 30 novembre 2026, 17h30 · appeler" in words
    assert "Next action: Thursday 31 December 2026" in run("add", "Bob", "--next", "31/12 party").err


def test_a_list_says_how_a_deal_without_a_next_action_ended(run, add):
    for name in ("Ada", "Bob"):
        add(name)
    run("win", "1")
    run("lose", "2", "--reason", "price")
    listed = run("list").out
    assert "won 2026-11-23" in listed
    assert "lost 2026-11-23" in listed


@pytest.mark.parametrize(("word", "first"), [("valeur", 2), ("-valeur", 1), ("nom", 1), ("value", 2)])
def test_a_list_is_ordered_by_what_a_query_calls_it(run, add, word, first):
    add("Ada", "--value", "300")
    add("Bob", "--value", "20")
    assert run("list", f"--sort={word}", "--json", "--lang", "fr").ids[0] == first


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("word", ["-tag:b", "-étiquette:b"])
def test_a_query_may_begin_with_what_it_leaves_out(run, add, word, language):
    add("Ada", "--tag", "a")
    add("Bob", "--tag", "b")
    assert run("list", word, "--json", "--lang", language).ids == [1]
    assert run("search", "-tag:a", "bob", "--json").ids == [2]
    run("export", word, "--format", "csv", "-o", "-")
    run("list", "-nonsense:b", code=2)
    run("add", word, code=2)


@pytest.mark.parametrize("name", ["deals.xlsx", "deals.PDF"])
def test_no_export_is_written_under_the_name_of_another_kind_of_file(run, add, tmp_path, name):
    add("Ada")
    assert "csv" in run("export", "-o", name, code=2).err
    assert not (tmp_path / name).exists()
    run("export", "-o", "everything.2026-12-01")


def test_a_command_in_a_message_can_be_pasted(run, add, tmp_path):
    add("Ada Lovelace")
    told = run("privacy", "erase", "1", code=1).err
    run(*shlex.split("privacy erase 1 " + told[told.index("--name") :]))
    add("Bob")
    run("backup")
    told = run("restore", "1").err
    run(*shlex.split(told[told.index("funneltui restore") :].splitlines()[0])[1:])


def test_a_folder_of_vcards_is_imported_as_it_is(run, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    for name in ("Ada", "Bob"):
        card = f"BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;{name};;;\nFN:{name} Lovelace\nTEL:0611223344\nEND:VCARD"
        (folder / f"{name}.vcf").write_text(card)
    (folder / ".Hidden.vcf").write_text("BEGIN:VCARD\nFN:Nobody\nEND:VCARD\n")
    (folder / "notes.txt").write_text("nothing")
    report = run("import", folder, "--json").json
    assert (report["kind"], report["created"]) == ("vcard", 2)
    assert run("import", folder, "--json").json["created"] == 0
    run("undo")
    assert run("list", "--json").json == []
    (tmp_path / "empty").mkdir()
    assert "folder" in run("import", tmp_path / "empty", code=1).err


def test_vcards_are_told_without_columns_they_have_not(run, tmp_path):
    path = tmp_path / "ada.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada;;;\nFN:Ada Lovelace\nTEL:0611223344\nEND:VCARD\n")
    told = run("import", path, "--dry-run").err
    assert "Phone 1" not in told
    assert "Ada Lovelace" in told


def test_addresses_among_the_settings_are_addresses(run):
    run("config", "set", "sender_email", "zoe", code=1)
    run("config", "set", "own_addresses", "a@x.example; zoe", code=1)
    run("config", "set", "own_addresses", "a@x.example; b@x.example")
    assert run("config", "--json").json["own_addresses"] == ["a@x.example", "b@x.example"]
