"""import, export, config, demo, and files that cannot be opened."""

import contextlib
import json
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import HOSTILE


@pytest.fixture
def leads(tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text(
        "Full Name;Company;Email;Amount;Phase\n"
        "Ada Lovelace;Analytical;ada@x.fr;1 200,50;Engaging\n"
        f'"{HOSTILE}";Evil;evil@x.fr;;Engaging\n'
        "Zoé;;;300;Won\n",
        encoding="utf-8",
    )
    return path


def test_a_dry_run_says_what_would_happen_and_changes_nothing(run, add, leads):
    add("Someone")
    answer = run("import", leads, "--dry-run", "--json")
    assert answer.json["dry_run"] is True
    assert (answer.json["rows"], answer.json["created"]) == (3, 3)
    assert [one["field"] for one in answer.json["columns"]][:3] == ["name", "organization", "email"]
    assert len(answer.json["examples"]) == 3
    assert "Ada Lovelace" in answer.err
    assert run("list", "--json").ids == [1]


def test_an_import_is_one_step_with_a_report(run, leads):
    answer = run("import", leads, "--map-stage", "Engaging=piste", "--source", "fair", "--json")
    assert (answer.json["created"], answer.json["dry_run"]) == (3, False)
    assert {"words": "Engaging", "count": 2, "stage": "lead"} in answer.json["stages"]
    records = {one["contact"]["name"]: one for one in run("list", "--json").json}
    assert set(records) == {"Ada Lovelace", HOSTILE, "Zoé"}
    assert records["Ada Lovelace"]["value"] == "1200.50"
    assert records["Ada Lovelace"]["stage"] == "lead"
    assert records["Ada Lovelace"]["source"] == "fair"
    assert records["Zoé"]["status"] == "won"
    assert len(run("history", "--json").json) == 1
    run("undo")
    assert run("list", "--json").json == []


def test_a_column_is_what_it_is_said_to_be(run, leads):
    run("import", leads, "--map", "Phase=title", "--stage", "lead")
    assert {one["title"] for one in run("list", "--json").json} == {"Engaging", "Won"}


def test_nothing_raw_is_printed_by_an_import(run, leads):
    for words in ([leads, "--dry-run"], [leads, "--json"]):
        answer = run("import", *words)
        assert "\x1b" not in answer.out + answer.err


REFUSED = [
    (["missing.csv"], 3),
    (["."], 1),
    (["--map", "Nope=name"], 2),
    (["--map", "Email=nope"], 2),
    (["--map", "Email"], 2),
    (["--stage", "zzz"], 3),
]


@pytest.mark.parametrize(("words", "code"), REFUSED)
def test_what_cannot_be_imported_says_why(run, leads, words, code):
    answer = run("import", *([leads] if words[0].startswith("--") else []), *words, code=code)
    assert answer.err.splitlines()[-1].startswith("Error: ")
    assert not answer.out


def _texts(value):
    """Every text in a JSON value."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def test_json_export_is_whole_and_not_written_over_another(run, add, tmp_path):
    add(HOSTILE)
    where = tmp_path / "all.json"
    run("export", "-o", where)
    assert HOSTILE in _texts(json.loads(where.read_text("utf-8")))
    assert stat.S_IMODE(where.stat().st_mode) == 0o600
    before = where.read_bytes()
    add("Bea")
    assert str(where) in run("export", "-o", where, code=1).err
    assert where.read_bytes() == before
    run("export", "-o", where, "--force")
    assert where.read_bytes() != before


def test_export_to_stdout_is_the_same_and_harmless(run, add, tmp_path):
    add(HOSTILE)
    run("export", "-o", tmp_path / "all.json")
    printed = run("export", "-o", "-")
    assert json.loads(printed.out).keys() == json.loads((tmp_path / "all.json").read_text("utf-8")).keys()
    assert "\x1b" not in printed.out
    assert "\x1b" not in run("export", "--format", "csv", "-o", "-").out


def test_a_csv_export_of_what_was_found(run, add, tmp_path):
    add("Ada", "--org", "Lumière")
    add("Bea")
    where = tmp_path / "some.csv"
    assert "1" in run("export", "lumiere", "-o", where).err
    assert "Ada" in where.read_text("utf-8-sig")
    assert "Bea" not in where.read_text("utf-8-sig")


def test_an_export_can_be_imported_again(run, add, tmp_path):
    add("Ada", "--org", "Lumière", "--value", "12.50")
    run("export", "-o", tmp_path / "all.json")
    run("import", tmp_path / "all.json", "--db", tmp_path / "other.db")
    (one,) = run("list", "--json", "--db", tmp_path / "other.db").json
    assert (one["contact"]["name"], one["contact"]["organization"], one["value"]) == ("Ada", "Lumière", "12.50")


def test_settings_are_shown_located_and_set(run, monkeypatch, tmp_path):
    where = tmp_path / "config.toml"
    monkeypatch.setenv("FUNNELTUI_CONFIG", str(where))
    assert run("config", "path").out == f"{where}\n"
    assert run("config", "--json").json["currency"] == "EUR"
    run("config", "set", "currency", "CHF")
    assert 'currency = "CHF"' in run("config", "show").out
    run("config", "set", "curency", "CHF", code=3)
    run("config", "set", "currency", "francs", code=1)
    assert '"funnel-light"' in run("config", "set", "theme", "sombre", code=1).err
    assert run("add", "Ada", "--value", "5", "--json").json["currency"] == "CHF"


def test_a_broken_settings_file_is_named_and_help_still_works(run, monkeypatch, tmp_path):
    where = tmp_path / "config.toml"
    where.write_text("currency = 12\n")
    monkeypatch.setenv("FUNNELTUI_CONFIG", str(where))
    assert "currency" in run("list", code=1).err
    run("--help")
    run("config", "path")


def test_the_demo_is_made_kept_and_printed(run, tmp_path):
    where = tmp_path / "demo.db"
    assert run("demo", "--keep", where, "--no-open", "--lang", "fr").out == f"{where}\n"
    listed = run("list", "--json", "--db", where).json
    assert 50 <= len(listed) <= 80
    assert str(where) in run("demo", "--keep", where, "--no-open", code=1).err


def test_the_demo_opens_the_program_and_leaves_nothing(run, file):
    seen = []

    def program(path, language):
        seen.append((Path(path), Path(path).exists(), language))
        return 0

    run("demo", open_program=program)
    ((path, there, language),) = seen
    assert there
    assert language == "en"
    assert not path.parent.exists()
    assert not file.exists()


def test_reading_makes_no_named_file_and_writing_does(run, tmp_path):
    other = tmp_path / "deep" / "other.db"
    assert str(other) in run("list", "--db", other, code=3).err
    assert not other.parent.exists()
    run("add", "Ada", "--db", other)
    assert stat.S_IMODE(other.stat().st_mode) == 0o600
    assert run("--db", other, "list", "--json").ids == [1]
    assert run("list", f"--db={other}", "--json").ids == [1]


def test_the_usual_file_is_made_by_a_first_look(run, file, monkeypatch):
    monkeypatch.delenv("FUNNELTUI_DB")
    assert run("list", "--json").json == []


def _text(path):
    path.write_text("not a database\n" * 50)


def _empty(path):
    path.touch()


def _folder(path):
    path.mkdir()


def _foreign(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _newer(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {0x466E6C54}")
        connection.execute("PRAGMA user_version = 999")
        connection.execute("CREATE TABLE t (x)")
    connection.close()


@pytest.mark.parametrize("make", [_text, _empty, _folder, _foreign, _newer])
@pytest.mark.parametrize("words", [["list"], ["add", "Ada"], ["undo"]])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_that_is_none_of_ours_is_left_as_it_is(run, file, make, words, language):
    make(file)
    before = file.read_bytes() if file.is_file() else None
    answer = run(*words, "--lang", language, code=1)
    assert str(file) in answer.err
    assert len(answer.err.splitlines()) == 1
    assert not answer.out
    assert before == (file.read_bytes() if file.is_file() else None)


def test_a_file_that_goes_bad_inside_is_no_traceback(run, file, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("name,note\n" + "".join(f"Card {number},{'x' * 200}\n" for number in range(200)))
    run("import", table)
    raw = bytearray(file.read_bytes())
    raw[8192:] = b"\xff" * (len(raw) - 8192)
    file.write_bytes(raw)
    Path(f"{file}-wal").unlink(missing_ok=True)
    Path(f"{file}-shm").unlink(missing_ok=True)
    assert run("list", code=1).err.startswith("Error: ")


def test_an_import_is_told_how_to_read_a_file(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("Nom;Montant;Date de cl\u00f4ture pr\u00e9vue\nRen\u00e9;1.500;3/4/2027\n".encode("mac_roman"))
    run("import", path, "--encoding", "mac_roman", "--decimal", ".", "--date-order", "mdy")
    (deal,) = run("list", "--json").json
    assert (deal["contact"]["name"], deal["value"]) == ("Ren\u00e9", "1.50")
    assert "klingon" in run("import", path, "--encoding", "klingon", code=2).err
    assert "dmy, mdy, ymd" in run("import", path, "--date-order", "day", code=2).err
    assert "a point or a comma" in run("import", path, "--decimal", "x", code=2).err


def test_an_import_reads_stdin(run, monkeypatch):
    import io
    import types

    monkeypatch.setattr("sys.stdin", types.SimpleNamespace(buffer=io.BytesIO(b"Name,Email\nAda,a@x.example\n")))
    told = run("import", "-", "--json")
    assert told.err.startswith("standard input · ")
    assert told.json["file"] == "-"
    assert [one["contact"]["name"] for one in run("list", "--json").json] == ["Ada"]


def test_undoing_an_import_says_that_the_rejected_rows_stay(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("First Name,Last Name,City\nAda,Byron,Paris\n,,Lyon\n")
    run("import", path)
    assert "list.rejected.csv" in run("undo").err
    assert sorted(one.name for one in tmp_path.iterdir() if "reject" in one.name) == []
