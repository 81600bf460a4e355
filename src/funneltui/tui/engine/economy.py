"""Sending to the terminal only what is different there.

Without it: Textual sends the lines that a widget said are dirty, from the left edge of the widget on, each piece
of text with all of its style. A cursor that moves in the last of six columns sends 5 to 10 kB, which is felt over
a slow connection. Here it is known what the terminal shows, so only other pieces are sent, and of their style
only what differs from the piece before: 0.7 kB.

Lines with signs that are not one cell wide are sent as a whole, as Textual does. Terminals differ on how
wide joined emoji and the vowels of Indian scripts are: their place is blanked first, and what follows is
put where it belongs, so that no column is shifted on any of them.

Upstream `ChopsUpdate` could keep the strips it sent last and skip the equal ones: that alone is most of the gain.
`tests/tui/engine/test_economy.py` compares screens on an emulated terminal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.screen import Screen
from textual.strip import Strip

Piece = tuple[int, Strip]
"""A part of a line, and the cell where it begins."""


class Shown:
    """What the terminal shows, as far as it is known: the parts of each line, by where they begin."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, Strip]] = {}

    def forget(self) -> None:
        """Somebody else has drawn, or the terminal has changed its size."""
        self._lines.clear()

    def put(self, y: int, x: int, strip: Strip) -> Strip | None:
        """Take in that this is shown there from now on; what was there, if that was as wide."""
        line = self._lines.setdefault(y, {})
        before = line.get(x)
        if before is not strip:
            width = strip.cell_length
            if before is None or before.cell_length != width:
                before = None
                for at in [at for at, other in line.items() if at < x + width and at + other.cell_length > x]:
                    del line[at]
            line[x] = strip
        return before


class Economical(Compositor):
    """A compositor whose frames carry only differences.

    Args:
        shown: Gives what the terminal shows.
    """

    def __init__(self, shown: Callable[[], Shown]) -> None:
        super().__init__()
        self._shown = shown

    def render_update(
        self,
        full: bool = False,  # noqa: FBT001, FBT002 - as it is called
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,  # noqa: FBT001, FBT002
    ) -> RenderableType | None:
        """The changes since the last frame; `full`, for pictures: everything, whatever the terminal shows."""
        update = super().render_update(full, screen_stack, simplify)
        if full or not isinstance(update, ChopsUpdate | LayoutUpdate):
            return update
        return Frame(update, self._shown())


class Frame(CompositorUpdate):
    """What of an update is not on the terminal yet.

    Args:
        update: What Textual would send.
        shown: What the terminal shows.
    """

    def __init__(self, update: ChopsUpdate | LayoutUpdate, shown: Shown) -> None:
        self._update = update
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._update.__rich_console__(console, options)

    def render_segments(self, console: Console) -> str:
        """The differences in the terminal's language; they count as shown."""
        pen = _Pen(COLOR_SYSTEMS[console.color_system or "truecolor"])
        for y, (x, strip) in self._pieces():
            before = self._shown.put(y, x, strip)
            if before is not strip:
                for offset, segments in _differences(before, strip):
                    pen.move(x + offset, y)
                    pen.draw(segments, x + offset)
        return pen.drawn()

    def _pieces(self) -> Iterator[tuple[int, Piece]]:
        """The parts of lines that are to be right afterwards."""
        update = self._update
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                line = list(strips)
                places = accumulate((strip.cell_length for strip in line), initial=update.region.x)
                yield from ((y, piece) for piece in zip(places, line, strict=False))
            return
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    yield y, (x, strip)


def _differences(before: Strip | None, after: Strip) -> list[tuple[int, list[Segment]]]:
    """The runs of segments that are different, and how many cells from the left they begin."""
    new = list(after)
    if before is None:
        return [(0, new)]
    old = list(before)
    if not (_is_plain(new) and _is_plain(old)):
        return [(0, new)]
    ends, old_ends = _ends(new), _ends(old)
    known = dict(zip((0, *old_ends), old, strict=False))
    runs: list[tuple[int, list[Segment]]] = []
    place, same = 0, True
    for segment, end in zip(new, ends, strict=True):
        old_segment = known.get(place)
        if old_segment is not segment and old_segment != segment:
            piece: Segment | None = segment
            if segment.text.isspace() and (blank := _blank_end(old, old_ends, place, end, segment)):
                piece = Segment(segment.text[:-blank], segment.style) if blank < end - place else None
            if piece is not None:
                if same:
                    runs.append((place, []))
                runs[-1][1].append(piece)
            same = piece is not segment
        else:
            same = True
        place = end
    return runs


def _is_plain(segments: list[Segment]) -> bool:
    """Whether every sign takes one cell. A sum does not tell: two wide signs make up for two accents."""
    return all(text.isascii() or _ONE_CELL.fullmatch(text) for text, _style, _control in segments)


def _ends(segments: list[Segment]) -> list[int]:
    """Where each one ends, as every sign takes one cell."""
    return list(accumulate([len(segment.text) for segment in segments]))


def _blank_end(old: list[Segment], old_ends: list[int], place: int, end: int, segment: Segment) -> int:
    """How many cells at the end of a blank segment were as blank before."""
    at = bisect_left(old_ends, end)
    if at == len(old) or old[at].style != segment.style or not old[at].text.isspace():
        return 0
    return end - max(old_ends[at] - len(old[at].text), place)


_SINGLE = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0"
    "\u2190-\u2319\u231c-\u2328\u232b-\u23e8\u2400-\u2426\u2500-\u25fc\u2605-\u2612\u26a0\u2713\u2717"
)
"""Signs of one cell in every terminal: those of European languages and Hebrew, and what is drawn with here."""
_ONE_CELL = re.compile(f"[{_SINGLE}]*")


@cache
def _agreed() -> re.Pattern[str]:
    """Signs of which every terminal says the same: these take two cells, in East Asia, or none, over letters of Europe.

    Compiled when the first of them comes: it takes a millisecond of the start.
    """
    return re.compile(
        f"[{_SINGLE}\u0300-\u036f\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufa6d\uff01-\uff60]*"
    )


_Codes = tuple[str, str, str]
"""What the terminal is told for a style: its attributes, the colour of the ink, that of the ground."""

_PLAIN: _Codes = ("", "", "")
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends an attribute: bold or dim, italic, underlined, reversed, struck. No terminal agrees on the others."""


class _Pen:
    """Writes text at places, changing of the style only what is different.

    Args:
        colours: What the terminal can show.
    """

    def __init__(self, colours: ColorSystem) -> None:
        self._colours = colours
        self._written: list[str] = []
        self._held = _PLAIN

    def move(self, x: int, y: int) -> None:
        """Go to a cell."""
        self._written.append(f"\x1b[{y + 1};{x + 1}H")

    def draw(self, segments: Iterable[Segment], x: int) -> None:
        """Write from left to right, from the cell `x` of the line on."""
        write, held = self._written.append, self._held
        for plain, style, _control in segments:
            text = plain
            codes = _codes(style, self._colours) if style else _PLAIN
            attributes, _ink, ground = codes
            if not attributes and not held[0] and ground == held[2] and text.isspace():
                codes = held  # a blank has no ink
            if codes != held:
                write(_change(held, codes))
                held = codes
            if style and style.link:
                text = f"\x1b]8;id={style.link_id};{style.link}\x1b\\{text}\x1b]8;;\x1b\\"
            if plain.isascii() or _ONE_CELL.fullmatch(plain):
                write(text)
                x += len(plain)
            elif _agreed().fullmatch(plain):
                write(text)
                x += cell_len(plain)
            else:
                blank, start = " " * cell_len(plain), f"\x1b[{x + 1}G"
                x += len(blank)
                write(f"{blank}{start}{text}\x1b[{x + 1}G")
        self._held = held

    def drawn(self) -> str:
        """All of it, the pen put down."""
        if any(self._held):
            self._written.append("\x1b[0m")
            self._held = _PLAIN
        return "".join(self._written)


@lru_cache(4096)
def _change(held: _Codes, codes: _Codes) -> str:
    """From one style to another in few bytes: what is new, what ends; all anew where an end has no code."""
    before, after = ([part for part in style[0].split(";") if part] for style in (held, codes))
    ended = [code for code in before if code not in after]
    if codes == _PLAIN or any(code not in _ENDS for code in ended):
        return f"\x1b[{';'.join(('0', *filter(None, codes)))}m"
    ends = list(dict.fromkeys(_ENDS[code] for code in ended))
    begun = [code for code in after if code not in before or _ENDS.get(code) in ends]
    colours = [new or usual for new, old, usual in zip(codes[1:], held[1:], ("39", "49"), strict=True) if new != old]
    return f"\x1b[{';'.join((*ends, *begun, *colours))}m"


@lru_cache(4096)
def _codes(style: Style, colours: ColorSystem) -> _Codes:
    """The codes of a style."""
    ink, ground = (
        ";".join(colour.downgrade(colours).get_ansi_codes(foreground)) if colour else ""
        for colour, foreground in ((style.color, True), (style.bgcolor, False))
    )
    whole = Strip.render_ansi(style, colours)
    attributes = whole.removesuffix(";".join(filter(None, (ink, ground)))).removesuffix(";")
    return attributes, ink, ground
