"""Other looks while the program runs: at once on every open screen, and there the next time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.scrollbar import ScrollBarRender

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.i18n import language
from funneltui.paths import config_path
from funneltui.settings import load
from funneltui.themes import theme_names
from funneltui.tui.looks.format import money_within, path_words, whole_amounts
from funneltui.tui.looks.typewriter import Typewriter
from tests.tui.driving import NOW, driven, fill, opened


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    one = opened(tmp_path)
    step = NextStep(NOW.date() - timedelta(days=2), "appeler")
    fill(one, NewProspect(name="Late", stage="lead", source="Salon", next_step=step))
    return one


async def command(program, words: str) -> None:
    await program.press("ctrl+p")
    await program.opens("PaletteScreen")
    await program.write(words)
    await program.press("enter")
    await program.until(lambda: type(program.app.screen).__name__ != "PaletteScreen", "the palette is closed")


def signs(program) -> set[str]:
    """What is drawn beyond ASCII, but for the quotation marks of sentences."""
    return {sign for sign in program.text if not sign.isascii()} - set("“”")


def settings_are(text: str) -> Path:
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("keys", "screen", "french", "english"),
    [
        ([], "BoardScreen", ("Piste 1", "2 j de retard", "Historique", "ajouter"), ("Lead", "late", "History")),
        (["f3"], "TodayScreen", ("En retard  1", "Date", "Piste"), ("Overdue", "Next action", "Lead")),
        (["f5"], "ContactsScreen", ("Nom", "Prochaine action", "Piste"), ("Name", "Next action", "Lead")),
        (
            ["f4"],
            "ReviewScreen",
            ("Revue 1/1", "Une touche pour trancher", "perdue"),
            ("Review 1", "Single-key decisions", "lost"),
        ),
    ],
)
async def test_the_language_is_another_at_once_everywhere(funnel, keys, screen, french, english) -> None:
    async with driven(funnel, (140, 40)) as program:
        await program.press(*keys)
        await program.opens(screen)
        await program.sees(*english)
        await command(program, "fran")
        await program.opens(screen)
        await program.sees(*french)
        for word in english:
            assert word not in program.text
        if keys:
            await program.press("escape" if screen != "ReviewScreen" else "q")
            await program.opens("BoardScreen")
            await program.sees("Piste 1", "Historique")
            assert "Lead" not in program.text


async def test_the_language_is_kept_in_the_settings_with_their_comments(funnel) -> None:
    path = settings_are('# mine\ntheme = "nord" # dark\n')
    async with driven(funnel) as program:
        await command(program, "fran")
        await program.sees("Piste")
    assert path.read_text() == '# mine\ntheme = "nord" # dark\nlanguage = "fr"\n'
    assert (load(path).language, language()) == ("fr", "fr")


async def test_settings_that_cannot_be_written_are_told_and_the_language_is_another(funnel) -> None:
    settings_are("theme = \n")
    async with driven(funnel) as program:
        await command(program, "fran")
        await program.sees("Piste", "config.toml, ligne 1\xa0: réglage", "incompréhensible")


async def test_signs_are_plain_at_once_and_back(funnel) -> None:
    async with driven(funnel, (140, 40)) as program:
        await program.sees("‼ 2 d late", "○", "─")
        await command(program, "ascii")
        await program.sees("! 2 d late")
        assert not signs(program)
        assert load(config_path()).ascii
        await program.press("f3")
        await program.sees("! 2 d late")
        assert not signs(program)
        await command(program, "all signs")
        await program.sees("‼ 2 d late")
        assert not load(config_path()).ascii


async def test_the_themes_of_the_settings_are_those_of_the_program(funnel) -> None:
    async with driven(funnel) as driver:
        assert sorted(driver.app.available_themes) == theme_names()


async def test_a_theme_is_there_the_next_time(funnel, tmp_path: Path) -> None:
    async with driven(funnel) as program:
        await command(program, "funnel-light")
        await program.until(lambda: program.app.theme == "funnel-light")
        await program.app.action_quit()
    async with driven(opened(tmp_path)) as program:
        assert program.app.theme == "funnel-light"


@pytest.mark.parametrize(
    ("minor", "room", "text"), [(999_900, 9, "$9,999"), (1_234_550, 9, "$12.3k"), (1_234_550, 10, "$12,345.50")]
)
def test_an_amount_is_told_in_full_where_it_has_room(minor, room, text):
    assert money_within(minor, "USD", room) == text


def test_amounts_to_be_compared_are_whole():
    assert whole_amounts({"EUR": 27_86, "JPY": 1_251}) == "¥1,251 + €28"
    assert whole_amounts({"EUR": 2_050_00, "GBP": 1_800_49}) == "€2,050 + £1,800"


def test_a_path_is_written_from_ones_home_on_and_a_long_one_by_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path("/home/camille")
    monkeypatch.setattr(Path, "home", lambda: home)
    assert Path(path_words(home / "work" / "funnel.db")) == Path("~/work/funnel.db")
    assert path_words(Path("/srv/funnel.db")) == str(Path("/srv/funnel.db"))
    assert Path(path_words(Path("/srv/prospects/of/mine/funnel.db"), 18)) == Path("…/mine/funnel.db")
    assert Path(path_words(Path("/srv/funnel.db"), 5)) == Path("…/funnel.db")


def test_a_scroll_bar_ends_in_plain_signs() -> None:
    signs = "".join((*ScrollBarRender.VERTICAL_BARS, *ScrollBarRender.HORIZONTAL_BARS))
    (drawn,) = Typewriter().apply([Segment(signs)], Color(0, 0, 0))
    assert drawn.text.isascii()
    assert len(drawn.text) == len(signs)
