"""C: what a month of work in forms, lists and help stumbled over."""

from __future__ import annotations

import webbrowser

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from funneltui.i18n import set_language
from funneltui.tui.engine.terminal import NoOpenerError, QuickDriver
from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import column, current_name, lead


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, lead("Sophie Martin", organization="Asso Lumière", emails=("s@asso.fr",)), lead("Karim Benali"))
    return funnel


async def opens_import(program, path) -> None:
    await program.press("f7", "i")
    await program.opens("ImportScreen")
    await program.write(str(path))


async def test_the_place_is_in_sight_behind_what_stands_over_it(funnel):
    async with driven(funnel) as program:
        for keys, screen in (("v", "ChecklistScreen"), (("f5", "C"), "ColumnsScreen")):
            await program.press(*keys)
            await program.opens(screen)
            assert program.app._background_screens, screen
            await program.press("escape")


async def test_a_second_file_is_taken_after_the_first(funnel, tmp_path):
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_text("Name,Email\nAda,ada@x.example\n")
    second.write_text("Name,Email\nCem,cem@x.example\n")
    async with driven(funnel) as program:
        await opens_import(program, first)
        await program.sees("1 new deal")
        await program.press("ctrl+s")
        await program.sees("Imported.")
        assert "Encoding" not in program.text, "nothing is to be chosen any more"
        program.app.screen.field("path").target.focus()
        await program.erase()
        await program.write(str(second))
        await program.sees("1 new deal", "Cem", "Encoding")
        await program.press("ctrl+s")
        await program.sees("Imported.")
        await program.press("escape", "f2")
        await program.sees("Ada", "Cem")


async def test_a_folder_is_listed(funnel, tmp_path):
    (tmp_path / "people.csv").write_text("Name\nAda\n")
    async with driven(funnel) as program:
        await opens_import(program, f"{tmp_path}/")
        await program.press("ctrl+o")
        await program.opens("PickScreen")
        await program.write("people")
        await program.press("enter")
        await program.opens("ImportScreen")
        await program.sees("1 new deal", "Ada")


async def test_ctrl_c_says_which_key_quits_once_and_in_ones_language(funnel):
    set_language("fr")
    try:
        async with driven(funnel) as program:
            await program.press("ctrl+c", "ctrl+c", "ctrl+c")
            await program.sees("Ctrl+Q quitte le programme")
            assert program.text.count("Ctrl+Q") == 1
            assert "quit" not in program.text.replace("quitte", "").replace("quitter", "")
    finally:
        set_language("en")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mailto:s@asso.fr?subject=Film&body=Dear%20Sophie%2C%0A%0Along", "No program can open s@asso.fr."),
        ("tel:+33612345678", "No program can open +33612345678."),
        ("https://asso.fr/a", "No program can open https://asso.fr/a."),
    ],
)
def test_what_no_program_opens_is_said_as_people_write_it(monkeypatch, url, said):
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    with pytest.raises(NoOpenerError) as refused:
        QuickDriver.open_url(object.__new__(QuickDriver), url)
    assert str(refused.value) == said


async def test_a_message_that_no_program_opens_can_be_copied(funnel, monkeypatch):
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    async with driven(funnel) as program:
        monkeypatch.setattr(HeadlessDriver, "open_url", QuickDriver.open_url)
        await program.press("T")
        await program.opens("WriteScreen")
        await program.press("enter", "enter")
        await program.sees("No program can open", "y copies the message")
        assert "mailto:" not in program.text


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_the_key_that_opens_the_help_closes_it(funnel, key):
    async with driven(funnel) as program:
        await program.press(key)
        await program.opens("HelpScreen")
        await program.write("move")
        await program.press(key)
        await program.opens("BoardScreen")


async def test_tab_completes_in_forms_then_goes_on(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        program.app.screen.field("organization").target.focus()
        await program.press(*"Asso", "tab")
        assert program.app.screen.text("organization") == "Asso Lumière"
        await program.press("tab")
        assert program.app.focused is program.app.screen.field("email").target
        await program.press(*"x", "tab")
        assert program.app.focused is program.app.screen.field("phone").target, "nothing to complete"


async def test_who_is_in_the_file_already_is_one_key_away_and_what_was_typed_is_kept(funnel):
    async with driven(funnel) as program:
        await program.press("j", "a")
        await program.opens("AddScreen")
        await program.write("Sophie Martin")
        program.app.screen.field("email").target.focus()
        await program.write("s@asso.fr")
        await program.sees("Already in the file: Sophie Martin", "Ctrl+O opens")
        await program.press("ctrl+o")
        await program.opens("BoardScreen")
        await program.until(lambda: current_name(program) == "Sophie Martin", "the other one")
        await program.press("a")
        await program.opens("AddScreen")
        assert program.app.screen.text("email") == "s@asso.fr"


@pytest.mark.parametrize(
    ("code", "word", "found"),
    [
        ("en", "win", "Mark as won"),
        ("en", "email", "Write from a template"),
        ("en", "delete", "Move to the bin"),
        ("en", "settings", "Settings:"),
        ("en", "preferences", "Settings:"),
        ("fr", "gagner", "Marquer gagnée"),
        ("fr", "supprimer", "corbeille"),
        ("fr", "mail", "modèle"),
        ("fr", "préférences", "Réglages"),
    ],
)
async def test_the_palette_knows_what_else_a_command_is_called(funnel, code, word, found):
    set_language(code)
    try:
        async with driven(funnel) as program:
            await program.press("ctrl+p")
            await program.opens("PaletteScreen")
            await program.write(word)
            await program.sees(found)
    finally:
        set_language("en")


async def test_a_list_says_when_it_has_nothing(funnel):
    async with driven(funnel) as program:
        lists = (("ctrl+p", "PaletteScreen", "No matching command."), ("S", "PickScreen", "Nothing found."))
        for key, screen, said in lists:
            await program.press(key)
            await program.opens(screen)
            await program.write("zzzz")
            await program.sees(said)
            await program.press("enter")
            assert type(program.app.screen).__name__ == screen, "there is nothing to take"
            await program.press("escape")
            await program.opens("BoardScreen")


async def test_escape_from_the_stages_goes_back_to_where_they_were_opened(funnel):
    async with driven(funnel) as program:
        await program.press("f7", "a")
        await program.opens("StagesScreen")
        await program.press("escape")
        await program.opens("DataScreen")


async def test_rows_of_a_list_are_moved_up_and_down_by_the_letters_for_it(funnel):
    async with driven(funnel) as program:
        await program.press("f7", "a")
        await program.opens("StagesScreen")

        def order() -> list[str]:
            return [stage.key for stage in funnel.reads.stages.stages()]

        before = order()
        await program.press("j", "J")
        await program.until(lambda: order() == [before[0], before[2], before[1], *before[3:]], "one down")
        await program.press("K")
        await program.until(lambda: order() == before, "up again")


async def test_an_example_of_an_amount_is_written_as_the_language_does(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.sees("3200 or 5d x 450")
        assert "3 200 €" not in program.text


async def test_each_row_of_an_import_can_be_decided_by_hand(funnel, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Name,Email,Phone\nSophie Martin,s@asso.fr,0612345678\nCem,cem@x.example,\nDan,dan@x.example,\n")
    async with driven(funnel) as program:
        await opens_import(program, path)
        await program.sees("2 new deals")
        await program.press("ctrl+t")
        await program.opens("ImportRowsScreen")
        await program.sees("Sophie Martin · s@asso.fr", "left out", "Cem")
        await program.press("enter")
        await program.sees("* updated")
        await program.press("down", "space")
        await program.sees("left out by hand", "Space change   Esc close   F1 help")
        await program.press("escape")
        await program.opens("ImportScreen")
        await program.sees("1 new deal", "1 updated", "left out by hand")
        await program.press("ctrl+s")
        await program.sees("Imported.")
        await program.press("escape", "f2")
        await program.until(lambda: sorted(column(program, "suspect")) == ["Dan"], "Cem was left out")
        assert [way.value for way in program.card(1).ways if way.kind == "phone"]


def test_a_row_decided_by_hand_is_told_and_kept_aside(bench):
    content = "Name,Email\nAda,ada@x.example\nBob,bob@x.example\nAda,ada@x.example\n"
    report = bench.bring(content, rows={3: "skip", 4: "create"})
    assert bench.people() == {"Ada": ["ada@x.example"], "Ada #2": ["ada@x.example"]}
    assert (report.created, report.skipped) == (2, 1)
    assert report.reject_file is not None
    assert "bob@x.example" in report.reject_file.read_text("utf-8")
