"""The filter's field: mistakes are pointed at while typing, keys and values completed, nothing is lost on the way."""

import pytest

from funneltui import i18n
from tests.tui.driving import HOSTILE, driven, fill, opened
from tests.tui.on_board import column, current_name, go_to, lead


@pytest.fixture
def funnel(tmp_path):
    one = opened(tmp_path)
    fill(
        one,
        lead("Sophie Martin", source="LinkedIn", tags=("web",)),
        lead("Karim Benali", source="Fair", tags=("video work",)),
        lead("Léa Fontaine", stage="suspect", source="LinkedIn"),
    )
    return one


def field(program):
    return program.app.board.filtering.bar


async def test_conditions_filter_the_board_and_are_said_back(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("source:linkedin stage:lead")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        assert column(program, "suspect") == []
        await program.sees("source: linkedin · stage: Lead")
        await program.erase()
        await program.write("tag:Vidéo Éric")
        await program.sees("tag: Vidéo · “Éric”")


async def test_a_condition_that_takes_long_is_looked_up_in_the_thread(funnel, monkeypatch):
    monkeypatch.setattr("funneltui.tui.widgets.live_filter._AT_ONCE", -1)
    monkeypatch.setattr("funneltui.storage.reads.patience._LOOK_EVERY", 1)
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("source:linkedin")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        assert column(program, "suspect") == ["Léa Fontaine"]


async def test_a_mistake_is_pointed_at_and_the_last_result_stays_until_it_is_mended(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("sophie")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        await program.write(" sorce:linkedin")
        await program.sees("Did you mean “source”?", "Tab: source")
        lines = program.text.splitlines()
        at = next(number for number, line in enumerate(lines) if "▾" in line)
        assert lines[at].index("▾") == lines[at + 1].index("sorce")
        assert lines[at].count("▾") == len("sorce")
        assert column(program, "lead") == ["Sophie Martin"]
        await program.press("tab")
        assert field(program).value == "sophie source:linkedin"
        await program.until(lambda: "▾" not in program.text)
        await program.press("enter")
        assert program.app.focused is program.app.board.board


async def test_enter_mends_a_mistake_before_it_leaves(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("stage:leed ")
        await program.sees("▾")
        await program.press("enter")
        await program.until(lambda: field(program).value == "stage:lead ")
        await program.until(lambda: len(column(program, "lead")) == 2 and not column(program, "suspect"))
        await program.press("enter")
        assert program.app.focused is program.app.board.board


async def test_on_a_small_screen_the_whole_message_is_there(funnel):
    async with driven(funnel, (40, 12)) as program:
        await program.press("slash")
        await program.write("nothing:lead")
        await program.sees("To search for", "it as text, put it in quotes", "▾▾▾▾▾▾▾")


async def test_tab_goes_round_the_keys_and_values_there_are(funnel):
    async with driven(funnel) as program:
        await program.press("slash", "s", "t")
        await program.sees("stage:", "status:")
        await program.press("tab")
        assert field(program).value == "stage:"
        await program.press("tab")
        assert field(program).value == "status:"
        await program.press("tab", "shift+tab", "shift+tab")
        assert field(program).value == "stage:"
        await program.press("l")
        await program.sees("lead", "lost")
        await program.press("tab")
        assert field(program).value == "stage:lead"
        await program.until(lambda: column(program, "suspect") == [])


async def test_sources_and_tags_of_the_file_are_offered(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("tag:v")
        await program.sees('"video work"')
        await program.press("tab")
        assert field(program).value == 'tag:"video work"'
        await program.until(lambda: column(program, "lead") == ["Karim Benali"])


async def test_it_completes_in_french(funnel):
    i18n.set_language("fr")
    async with driven(funnel) as program:
        await program.press("slash", *"eta")
        await program.sees("étape:")
        await program.press("tab", "p", "i")
        await program.sees("Piste")
        await program.press("tab")
        await program.until(lambda: column(program, "suspect") == [] and len(column(program, "lead")) == 2)


async def test_what_is_still_being_typed_is_no_mistake(funnel):
    async with driven(funnel) as program:
        await program.press("slash", *"stage:le")
        await program.sees("lead")
        assert "▾" not in program.text


async def test_a_change_keeps_the_filter_with_its_slip_forgiven(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("sohpie")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        await program.press("enter", "f")
        await program.opens("NextActionScreen")
        await program.write("today call")
        await program.press("enter")
        await program.sees("▸ today")
        assert column(program, "lead") == ["Sophie Martin"]
        await program.press("S", "down", "enter")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"], "another order keeps the filter")


async def test_hostile_words_are_words(funnel):
    async with driven(funnel) as program:
        for words in (HOSTILE, "[/]", "\x1b[31m", '"', "-", "a:b:c", "::", "%_", "'; --"):
            await program.press("slash")
            await program.erase()
            await program.write(words)
            await program.press("tab", "enter")
            assert "\x1b" not in program.raw
            await program.press("escape")
        assert program.app.is_running


async def test_the_field_comes_back_with_its_words(funnel):
    async with driven(funnel) as program:
        await go_to(program, "Karim Benali")
        await program.press("slash", *"kar", "enter")
        await program.until(lambda: column(program, "lead") == ["Karim Benali"])
        await program.press("slash")
        assert field(program).value == "kar"
        await program.press("escape")
        await program.until(lambda: len(column(program, "lead")) == 2)
        assert field(program) is None
        assert current_name(program) == "Karim Benali"


async def test_tab_in_an_empty_field_offers_every_key(funnel):
    async with driven(funnel) as program:
        await program.press("slash", "tab")
        await program.sees("stage:", "status:", "source:")
        await program.press("l", "e", "a", "tab")
        await program.until(lambda: program.app.board.filtering.bar.value == "stage:lead")
        await program.press("space", "minus", "shift+tab")
        await program.until(lambda: program.app.board.filtering.bar.value == "stage:lead -id:")


async def test_who_types_a_filter_is_not_told_how_to_begin_one(funnel):
    async with driven(funnel, (80, 24)) as program:
        await program.press("slash")
        await program.until(lambda: "Tab complete" in program.text.splitlines()[-1])
        await program.until(lambda: "filter" not in program.text.splitlines()[-1])


@pytest.mark.plain
async def test_the_field_can_be_opened_anew_on_words_that_are_filtered_by(funnel):
    async with driven(funnel) as program:
        place = program.app.board
        place.filter("sophie")
        await place.action_filter()
        await program.settle()
        assert place.filtering.bar.value == "sophie"
