"""Erasing somebody in the program, and writing down what is held on them."""

import contextlib
import json
import stat

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.i18n import set_language
from funneltui.settings import Settings
from funneltui.tui.app import FunnelApp
from tests import stored
from tests.tui.driving import HOSTILE, NOW, Driver, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(name="Zoé Quintrell", organization="Brume", emails=("zoe@brume.fr",), note="loves the lighthouse"),
        NewProspect(name="Bob", emails=("bob@x.fr",)),
        NewProspect(name="Cleo"),
    )
    return funnel


async def go_to(program, number):
    program.app.board.board.go_to(number)
    await program.pilot.pause()


def names(funnel):
    return [name for (name,) in funnel.reads.connection.execute("SELECT name FROM contact ORDER BY id")]


def content(funnel):
    return b"".join(path.read_bytes() for path in sorted(funnel.database.path.parent.iterdir()) if path.is_file())


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_somebody_is_erased_when_their_name_was_typed(funnel, size, language):
    set_language(language)
    async with driven(funnel, size) as program:
        await go_to(program, 1)
        await program.press("D")
        await program.opens("EraseScreen")
        await program.sees("Zoé Quintrell")
        await program.press("ctrl+s")
        assert names(funnel) == ["Zoé Quintrell", "Bob", "Cleo"]
        await program.write("zoe quintrel")
        await program.press("enter")
        assert names(funnel) == ["Zoé Quintrell", "Bob", "Cleo"]
        await program.press("l", "enter")
        await program.opens("BoardScreen")
        assert names(funnel) == ["Bob", "Cleo"]
        said = {"en": "Erased permanently", "fr": "Effacé définitivement"}[language]
        assert said in program.app.desk.status.text
        assert b"Quintrell" not in content(funnel)
        assert b"lighthouse" not in content(funnel)
        await program.press("u")
        await program.until(lambda: program.app.desk.status.is_problem)
        assert names(funnel) == ["Bob", "Cleo"]


async def test_what_goes_and_what_stays_is_said_before(funnel):
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("D")
        await program.opens("EraseScreen")
        await program.sees("1 deal, 1 contact", "detail. Undo can't bring it back", "do-not-contact list keeps hashes")
        await program.sees("last contact at Brume", "Erase permanently")
        await program.press("escape")
        await go_to(program, 3)
        await program.press("D")
        await program.opens("EraseScreen")
        await program.sees("No e-mail, phone or LinkedIn profile")
        assert "Do-not-contact list" not in program.text


async def test_what_is_kept_of_them_is_chosen(funnel):
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("D")
        await program.opens("EraseScreen")
        await program.write("Zoé Quintrell")
        await program.press("tab", "n", "tab", "k", "ctrl+s")
        await program.opens("BoardScreen")
        assert funnel.reads.connection.execute("SELECT count(*) FROM opposition").fetchone() == (0,)
        assert funnel.reads.connection.execute("SELECT name FROM organization").fetchall() == [("Brume",)]


async def test_people_are_erased_one_at_a_time(funnel):
    async with driven(funnel) as program:
        await program.press("ctrl+a", "D")
        await program.until(lambda: "one at a time" in program.app.desk.status.text)
        assert type(program.app.screen).__name__ == "BoardScreen"


async def test_people_without_a_deal_are_erased_in_contacts(funnel):
    with funnel.services._unit_of_work.step("Add") as work:
        number = stored.insert(work, "contact", name="Alone")
    async with driven(funnel) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.until(lambda: program.app.screen.list.go_to(number))
        await program.press("enter", "D")
        await program.opens("EraseScreen")
        await program.write("Alone")
        await program.press("enter")
        await program.opens("ContactsScreen")
        assert "Alone" not in names(funnel)
        await program.until(lambda: "Alone" not in program.text)


async def test_a_hostile_name_is_typed_and_erased(funnel):
    fill(funnel, NewProspect(name=HOSTILE))
    async with driven(funnel) as program:
        await go_to(program, 4)
        await program.press("D")
        await program.opens("EraseScreen")
        assert "\x1b" not in program.raw
        await program.write("Ada [/] Ltd [@click=app.quit]x[/] ]0;pwn")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert len(names(funnel)) == 3


async def test_whoever_is_erased_elsewhere_leaves_every_screen(funnel):
    other = open_funnel(funnel.database.path, settings=Settings(), clock=FixedClock(NOW))
    with contextlib.closing(other):
        async with driven(funnel, (160, 40)) as program:
            await go_to(program, 1)
            await program.press("enter")
            await program.sees("lighthouse")
            other.services.erasing.erase(1, "Zoé Quintrell")
            await program.until(lambda: "Quintrell" not in program.text)
            assert "lighthouse" not in program.text
            await program.press("e", "escape")
            await program.press("u")
            await program.until(lambda: "it erased personal data" in program.app.desk.status.text)


async def test_whoever_is_erased_under_an_open_form_is_not_brought_back(funnel):
    other = open_funnel(funnel.database.path, settings=Settings(), clock=FixedClock(NOW))
    with contextlib.closing(other):
        async with driven(funnel) as program:
            await go_to(program, 1)
            await program.press("D")
            await program.opens("EraseScreen")
            await program.write("Zoé Quintrell")
            other.services.erasing.erase(1, "Zoé Quintrell")
            await program.press("enter")
            await program.sees("contact 1")
            await program.press("escape")
            assert names(funnel) == ["Bob", "Cleo"]


async def test_what_was_before_is_undone_from_the_history(funnel):
    funnel.services.opportunities.tag([2], add=["web"])
    async with driven(funnel) as program:
        funnel.services.erasing.erase(1, "Zoé Quintrell")
        await program.press("f7")
        await program.opens("DataScreen")
        await program.press("h")
        await program.opens("HistoryScreen")
        await program.sees("Erased a contact", "erased (personal data)", "Added (erased: personal data)")
        await program.press("u")
        await program.sees("Can't undo “Erased a contact”: it erased personal data.")
        program.screen.reload()  # as when another program has changed something
        await program.rest()
        await program.sees("Can't undo “Erased a contact”: it erased personal data.")
        await program.press("down", "enter")
        await program.until(lambda: program.card(2).tags == ())
        assert "Zoé Quintrell" not in names(funnel)


async def test_whoever_was_erased_is_added_again_on_a_second_save(funnel):
    funnel.services.erasing.erase(1, "Zoé Quintrell")
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Zoé")
        await program.press("down", "down")
        await program.write("zoe@brume.fr")
        await program.press("ctrl+s")
        await program.sees("on the do-not-contact list")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert names(funnel) == ["Bob", "Cleo", "Zoé"]


async def test_a_file_that_may_only_be_read_erases_nobody(funnel, monkeypatch):
    funnel.close()
    monkeypatch.setattr("funneltui.storage.database.is_writable", lambda _path: False)
    reader = open_funnel(funnel.database.path, settings=Settings(), clock=FixedClock(NOW))
    app = FunnelApp(reader)
    with contextlib.closing(reader):
        async with app.run_test(size=(120, 40)) as pilot:
            program = Driver(app, pilot, reader)
            await program.until(lambda: app.focused is not None)
            await go_to(program, 1)
            await program.press("D")
            await program.opens("EraseScreen")
            await program.write("Zoé Quintrell")
            await program.press("enter")
            await program.sees("is read-only")
        assert names(reader) == ["Zoé Quintrell", "Bob", "Cleo"]


async def test_a_review_goes_on_after_somebody_was_erased_and_is_undone_but_for_that(funnel):
    fill(funnel, *(NewProspect(name=name, stage="lead") for name in ("Dora", "Emil")))
    async with driven(funnel) as program:
        await program.press("f4")
        await program.opens("ReviewScreen")
        first = program.app.screen.current
        name = program.card(first).name
        await program.press("c")
        await program.opens("LogScreen")
        await program.press("ctrl+s")
        await program.opens("ReviewScreen")
        await program.until(lambda: program.app.screen.current is not None)
        current = program.app.screen.current
        gone = program.card(current).name
        await program.press("D")
        await program.opens("EraseScreen")
        await program.write(gone)
        await program.press("enter")
        await program.opens("ReviewScreen")
        await program.until(lambda: program.app.screen.current != current)
        assert gone not in names(funnel)
        await program.press("X")
        touches = "SELECT count(*) FROM touch"
        await program.until(lambda: funnel.reads.connection.execute(touches).fetchone() == (0,))
        assert gone not in names(funnel)
        assert name == gone or name in names(funnel)


# -- What is held -----------------------------------------------------------------------------------


async def test_all_that_is_held_is_written_to_a_private_file(funnel, tmp_path):
    path = tmp_path / "told.txt"
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("Y")
        await program.opens("FileForm")
        await program.sees("zoe-quintrell-2026-11-22.txt")
        await program.erase()
        await program.press("ctrl+s")
        await program.sees("Choose a path for the file")
        await program.write(str(path))
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.until(lambda: "Saved to" in program.app.desk.status.text)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "loves the lighthouse" in path.read_text()
        await program.press("Y")
        await program.opens("FileForm")
        await program.erase()
        await program.write(str(path))
        await program.press("ctrl+s")
        await program.sees("Save again to replace it")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.press("Y")
        await program.opens("FileForm")
        await program.erase()
        await program.write(str(path))
        await program.press("tab", "j")
        assert program.app.screen.text("path").endswith("told.json")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert json.loads((tmp_path / "told.json").read_text())["name"] == "Zoé Quintrell"
        await program.press("Y")
        await program.opens("FileForm")
        await program.erase()
        await program.write(str(tmp_path / "nowhere" / "x.txt"))
        await program.press("ctrl+s")
        await program.sees("nowhere")
