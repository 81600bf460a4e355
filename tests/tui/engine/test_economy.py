"""What is sent to the terminal: enough that it shows what it should, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import StringIO
from pathlib import Path

import pyte
from hypothesis import given, strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from funneltui.domain.entries import NewProspect
from funneltui.tui.engine.economy import Frame, Shown
from tests.tui.driving import Driver, driven, fill, opened

WIDTH, HEIGHT = 14, 3
CONSOLE = Console(file=StringIO(), force_terminal=True, color_system="truecolor")
STYLES = [
    Style.parse(words)
    for words in (
        "#aaaaaa on #101010",
        "#bbbbbb on #101010",
        "#aaaaaa on #303030",
        "bold #aaaaaa on #101010",
        "bold italic #aaaaaa",
        "italic on #101010",
        "reverse underline",
        "strike bold #bbbbbb on #303030",
        "",
    )
]
PLAIN = STYLES[0]

texts = st.text(alphabet="abc   é│", min_size=1, max_size=5) | st.just("漢字")
segments = st.tuples(texts, st.sampled_from(STYLES)).map(lambda part: Segment(*part))
lines = st.lists(segments, max_size=6).map(lambda parts: Strip(parts).adjust_cell_length(WIDTH, PLAIN))
screens = st.lists(lines, min_size=HEIGHT, max_size=HEIGHT)


class Terminal:
    """An emulated terminal of so many cells."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)

    def write(self, text: str) -> None:
        """Draw."""
        self._stream.feed(text)

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Every cell: its sign, its ground, its attributes, and, where there is any, its ink."""
        return [
            [
                (
                    *(cell.data, cell.bg, cell.bold, cell.italics, cell.underscore, cell.reverse, cell.strikethrough),
                    cell.fg if cell.data.strip() or cell.reverse or cell.underscore else "",
                )
                for cell in (self._screen.buffer[y][x] for x in range(WIDTH))
            ]
            for y in range(HEIGHT)
        ]


def whole(strips: Sequence[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, WIDTH, HEIGHT))


def sent(strips: Sequence[Strip], shown: Shown) -> str:
    return Frame(whole(strips), shown).render_segments(CONSOLE)


@given(st.lists(screens, min_size=1, max_size=4))
def test_the_terminal_shows_what_it_would_if_everything_was_sent(frames: list[list[Strip]]) -> None:
    thrifty, shown = Terminal(), Shown()
    for strips in frames:
        thrifty.write(sent(strips, shown))
        lavish = Terminal()
        lavish.write(whole(strips).render_segments(CONSOLE))
        assert thrifty.cells() == lavish.cells()


@given(screens, screens, st.integers(1, WIDTH - 1))
def test_it_does_so_when_lines_are_parted_elsewhere(before: list[Strip], after: list[Strip], cut: int) -> None:
    parted = [strip.divide([cut, WIDTH]) for strip in after]
    thrifty, lavish, shown = Terminal(), Terminal(), Shown()
    thrifty.write(sent(before, shown))
    for frame in (parted, [[strip] for strip in after]):
        update = LayoutUpdate(list(frame), Region(0, 0, WIDTH, HEIGHT))
        thrifty.write(Frame(update, shown).render_segments(CONSOLE))
        lavish.write(update.render_segments(CONSOLE))
        assert thrifty.cells() == lavish.cells()


def strip(*parts: tuple[str, Style]) -> Strip:
    return Strip([Segment(*part) for part in parts]).adjust_cell_length(WIDTH, PLAIN)


def test_nothing_is_sent_for_what_is_there() -> None:
    shown, lines = Shown(), [strip(("abc", PLAIN))] * HEIGHT
    assert sent(lines, shown)
    assert sent([strip(("abc", PLAIN))] * HEIGHT, shown) == ""


def test_only_the_different_piece_of_a_line_is_sent_with_what_is_different_of_its_style() -> None:
    shown, rest = Shown(), [strip(("same", PLAIN))] * (HEIGHT - 1)
    sent([strip(("abc", PLAIN), ("def", PLAIN), ("ghi", PLAIN)), *rest], shown)
    out = sent([strip(("abc", PLAIN), ("xy", PLAIN), ("z", STYLES[2]), ("ghi", PLAIN)), *rest], shown)
    assert out == "\x1b[1;4H\x1b[38;2;170;170;170;48;2;16;16;16mxy\x1b[48;2;48;48;48mz\x1b[0m"


def test_a_shorter_text_blanks_no_more_than_the_longer_one_took() -> None:
    shown, rest = Shown(), [strip(("same", PLAIN))] * (HEIGHT - 1)
    sent([strip(("abcdef", PLAIN)), *rest], shown)
    out = sent([strip(("ab", PLAIN)), *rest], shown)
    assert out.endswith("mab    \x1b[0m")


def test_after_somebody_else_has_drawn_everything_is_sent_again() -> None:
    shown, lines = Shown(), [strip(("abc", PLAIN))] * HEIGHT
    once = sent(lines, shown)
    shown.forget()
    assert sent(lines, shown) == once


def test_a_partial_update_draws_the_lines_that_it_is_about() -> None:
    shown, terminal = Shown(), Terminal()
    terminal.write(sent([strip(("abc", PLAIN))] * HEIGHT, shown))
    chops: list[dict[int, Strip | None]] = [{0: strip(("abX", PLAIN))}, {0: None}, {0: strip(("Ybc", PLAIN))}]
    ends = [[WIDTH]] * HEIGHT
    terminal.write(Frame(ChopsUpdate(chops, [(0, 2, 3), (1, 0, 5), (2, 0, 1)], ends), shown).render_segments(CONSOLE))
    assert ["".join(str(cell[0]) for cell in line).rstrip() for line in terminal.cells()] == ["abX", "abc", "Ybc"]


async def test_what_is_below_a_form_is_dimmed_and_fits_a_terminal_of_another_size(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="lead"))
    async with driven(funnel, (100, 30)) as program:
        await program.press("f")
        await program.opens("NextActionScreen")
        for width, height in ((140, 50), (60, 20), (120, 40)):
            await program.pilot.resize_terminal(width, height)
            fits = partial(lambda wanted: _lengths(program) == wanted, [width] * height)
            await program.until(fits, f"lines for {width} by {height}")
        await program.sees("Ada", "Lead 1")


def _lengths(program: Driver) -> list[int]:
    return [line.cell_length for line in program.screen._compositor.render_strips()]


def test_a_wide_sign_and_an_accent_of_its_own_do_not_make_up_for_each_other() -> None:
    def line(letter: str) -> Strip:
        signs = [Segment("漢", PLAIN), Segment(f"{letter}\u0301", STYLES[1]), Segment("│", PLAIN)]
        return Strip(signs).adjust_cell_length(WIDTH, PLAIN)

    terminal, shown = Terminal(), Shown()
    for letter in "eou":  # as many characters as cells, though not each of one cell
        terminal.write(sent([line(letter)] * HEIGHT, shown))
        afresh = Terminal()
        afresh.write(sent([line(letter)] * HEIGHT, Shown()))
        assert terminal.cells() == afresh.cells()


def test_what_terminals_are_not_agreed_on_pushes_nothing_to_the_right() -> None:
    for name in ("👩\u200d💻", "👍🏽", "\u2764\ufe0f", "नि", "🇫🇷"):
        strip = Strip([Segment("a" + name, PLAIN), Segment("│", STYLES[1])]).adjust_cell_length(WIDTH, PLAIN)
        rule = Segment("a" + name).cell_length
        terminal, shown = Terminal(), Shown()
        terminal.write(sent([Strip([Segment("x" * WIDTH, PLAIN)])] * HEIGHT, shown))
        terminal.write(sent([strip] * HEIGHT, shown))
        for line in terminal.cells():
            assert line[rule][0] == "│", (name, line)
            assert "x" not in {sign for sign, *_ in line}, "what stood there before shows through"
