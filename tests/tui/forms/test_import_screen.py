"""Importing and exporting from the program."""

import json
import threading

import pytest

from funneltui.domain.entries import NewProspect
from tests.tui.driving import driven, fill, opened
from tests.tui.engine.inside import is_over, suggested

PEOPLE = """Nom,Courriel,Ville,Rang
Sophie Martin,sophie@asso.fr,Lyon,7
Karim Benali,karim@nord.fr,Lille,8
,,,
"""


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


async def open_import(program, path) -> None:
    await program.press("f7")
    await program.opens("DataScreen")
    await program.press("i")
    await program.opens("ImportScreen")
    await program.write(str(path))


async def test_a_file_is_looked_at_imported_and_undone(funnel, file):
    async with driven(funnel) as program:
        await open_import(program, file)
        await program.sees("2 new deals", "Courriel", "e-mail", "Sophie Martin", "karim@nord.fr")
        assert funnel.reads.contact.names([1]) == []
        await program.press("ctrl+s")
        await program.sees("Imported.")
        assert funnel.reads.contact.names([1, 2]) == ["Sophie Martin", "Karim Benali"]
        await program.press("escape", "f2")
        await program.opens("BoardScreen")
        await program.sees("Sophie Martin")
        await program.press("u")
        await program.until(lambda: program.card(1).binned if funnel.reads.contact.names([1]) else True)
        assert funnel.reads.contact.names([1]) == []


async def test_the_head_of_the_preview_is_in_sight_first_on_the_smallest_screen(funnel, file):
    async with driven(funnel, (40, 12)) as program:
        await open_import(program, file)
        await program.press("enter")
        await program.sees("A table", "2 new deals")
        columns = program.app.screen.query_one("#columns")
        assert program.app.screen.query_one("#rows").scroll_y == 0, "nobody has gone anywhere"
        columns.focus(scroll_visible=False)
        await program.until(lambda: "Nom " in program.text, "the row under the cursor, once the list has the focus")


async def test_a_file_is_looked_at_once_however_it_was_asked_for(funnel, file, monkeypatch):
    looked = []
    preview = type(funnel.services.importing).preview
    monkeypatch.setattr(type(funnel.services.importing), "preview", lambda *args: looked.append(args) or preview(*args))
    async with driven(funnel) as program:
        await open_import(program, file)
        await program.press("enter")
        await program.sees("2 new deals")
        await program.until(lambda: is_over(program.app.screen.file.waiting))
        await program.settle()
        assert len(looked) == 1


async def test_a_column_can_become_another_field(funnel, file):
    async with driven(funnel) as program:
        await open_import(program, file)
        await program.sees("Rang")
        listed = program.app.screen.query_one("#columns")
        listed.focus()
        listed.pick("column:Rang")
        await program.press("enter")
        await program.opens("PickScreen")
        await program.write("job")
        await program.sees("job title")
        await program.press("enter")
        await program.opens("ImportScreen")
        await program.until(
            lambda: any(item.key == "column:Rang" and item.note == "job title" for item in listed.items)
        )
        await program.press("ctrl+s")
        await program.sees("Imported.")
        assert program.card(1).job_title == "7"


async def test_the_stage_of_rows_without_one_is_chosen(funnel, file):
    async with driven(funnel) as program:
        await open_import(program, file)
        await program.sees("2 new deals")
        program.app.screen.query_one("#row-stage").focus()
        await program.press("right")
        await program.until(lambda: getattr(program.app.screen.file.preview, "options", None))
        await program.until(
            lambda: program.app.screen.file.preview and program.app.screen.file.preview.options.stage == "lead"
        )
        await program.press("ctrl+s")
        await program.sees("Imported.")
        assert program.card(1).stage_key == "lead"


async def test_who_is_there_already_is_left_out_or_completed(funnel, file):
    fill(funnel, NewProspect(name="Sophie Martin", emails=("sophie@asso.fr",)))
    async with driven(funnel) as program:
        await open_import(program, file)
        await program.sees("1 new deal ·", "left out")
        program.app.screen.query_one("#row-on_duplicate").focus()
        await program.press("right")
        await program.sees("1 updated")


async def test_a_file_that_is_no_table_is_refused_in_words(funnel, tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    async with driven(funnel) as program:
        await open_import(program, picture)
        await program.until(lambda: program.app.screen.query_one("#message").content)
        await program.press("ctrl+s")
        await program.until(lambda: program.app.screen.query_one("#message").content)
        assert funnel.reads.contact.names([1]) == []


async def test_a_path_that_is_not_there_is_told_and_paths_are_completed(funnel, file):
    async with driven(funnel) as program:
        await open_import(program, f"{file.parent}/peo")
        await program.until(lambda: suggested(program.app.screen.field("path").input) == str(file))
        await program.press("ctrl+s")
        await program.sees("The file doesn't exist.")
        await program.press("right")
        assert program.app.screen.field("path").value == str(file)
        await program.sees("2 new deals")


async def test_an_import_can_be_stopped_and_leaves_nothing(funnel, tmp_path, monkeypatch):
    path = tmp_path / "many.csv"
    path.write_text("Name\n" + "".join(f"Person {number}\n" for number in range(3000)), encoding="utf-8")
    going, go_on = threading.Event(), threading.Event()
    run = type(funnel.services.importing).run

    def slow(self, preview, progress, stop):
        def wait(done, total):
            progress(done, total)
            going.set()
            go_on.wait(60)

        return run(self, preview, wait, stop)

    monkeypatch.setattr(type(funnel.services.importing), "run", slow)
    async with driven(funnel) as program:
        await open_import(program, path)
        await program.sees("3,000 new deals")
        program.type("ctrl+s")
        await program.until(going.is_set)
        await program.sees("of 3,000 rows · Esc stops")
        program.type("escape")
        await program.sees("Stopping…")
        go_on.set()
        await program.sees("Stopped. Nothing was imported.")
        assert funnel.reads.contact.names([1]) == []


async def test_cells_of_the_file_are_harmless(funnel, tmp_path):
    path = tmp_path / "hostile.csv"
    path.write_text('Name,[/] [@click=app.quit]x\n"Ada [/] \x1b]0;pwn\x07",[b]b\n', encoding="utf-8")
    async with driven(funnel) as program:
        await open_import(program, path)
        await program.sees("1 new deal", "Ada [/]")
        assert "\x1b" not in program.raw
        await program.press("ctrl+s")
        await program.sees("Imported.")
        await program.press("escape", "f2")
        await program.opens("BoardScreen")
        assert "\x1b" not in program.raw


async def test_everything_is_exported_and_nothing_overwritten_unasked(funnel, tmp_path):
    fill(funnel, NewProspect(name="Sophie Martin"))
    target = tmp_path / "out.json"
    target.write_text("precious", encoding="utf-8")
    async with driven(funnel) as program:
        await program.press("f7")
        await program.opens("DataScreen")
        await program.press("e")
        await program.opens("ExportScreen")
        await program.erase()
        await program.write(str(target))
        await program.press("enter")
        await program.sees("Save again to replace it.")
        assert target.read_text(encoding="utf-8") == "precious"
        await program.press("enter")
        await program.opens("DataScreen")
        await program.sees("1 deal saved to")
        assert "Sophie Martin" in json.dumps(json.loads(target.read_bytes()))


async def test_a_second_file_is_imported_after_the_first(funnel, file, tmp_path):
    other = tmp_path / "more.csv"
    other.write_text("Name,Email\nZoé Roux,zoe@roux.example\n", encoding="utf-8")
    async with driven(funnel) as program:
        await open_import(program, file)
        await program.sees("2 new deals")
        await program.press("ctrl+s")
        await program.sees("Imported.")
        program.app.screen.field("path").input.focus()
        await program.erase()
        await program.write(str(other))
        await program.sees("1 new deal", "Zoé Roux")
        await program.press("ctrl+s")
        await program.until(lambda: funnel.reads.contact.names([3]) == ["Zoé Roux"], "the second one too")


async def test_how_the_file_is_read_can_be_chosen(funnel, tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("Name,Email\nZoë Günther,z@g.example\n".encode("mac-roman"))
    async with driven(funnel, (120, 60)) as program:
        await open_import(program, path)
        await program.sees("1 new deal")
        program.app.screen.query_one("#row-encoding").focus()
        await program.press("m")
        await program.sees("Zoë Günther", "MAC")
        program.app.screen.query_one("#row-date_order").focus()
        await program.press("d")
        await program.until(
            lambda: program.app.screen.file.preview and program.app.screen.file.preview.options.date_order == "dmy",
            "dmy",
        )
        assert program.app.screen.file.preview.options.encoding == "mac-roman"


async def test_the_file_is_chosen_from_its_folder(funnel, file, tmp_path):
    (tmp_path / "older").mkdir()
    async with driven(funnel) as program:
        await open_import(program, f"{tmp_path}/older")
        await program.press("ctrl+o")
        await program.opens("PickScreen")
        await program.sees(".." + "/")
        await program.press("enter")
        await program.sees("people.csv", "older/", "kB")
        await program.write("people")
        await program.press("enter")
        await program.opens("ImportScreen")
        await program.sees("2 new deals")


async def test_undoing_an_import_says_where_the_refused_rows_stay(funnel, tmp_path):
    path = tmp_path / "half.csv"
    path.write_text("Name,City\nZoé Roux,Lyon\n,Lyon\n", encoding="utf-8")
    async with driven(funnel) as program:
        await open_import(program, path)
        await program.sees("of them refused")
        await program.press("ctrl+s")
        await program.sees("The refused rows are in")
        await program.press("escape", "f2", "u")
        status = program.app.desk.status
        await program.until(lambda: "the refused rows stay in" in status.text, "where the file is")
        assert "Undone" in status.text
