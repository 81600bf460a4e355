"""Lines made of styled pieces, wrapped to a width: what the contact pane draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from funneltui.domain.text import cells, fit, graphemes, safe, safe_lines

Piece: TypeAlias = tuple[str, str]
"""The name of a style, and text that is safe to show."""
Line: TypeAlias = tuple[Piece, ...]

_WIDEST_SIGN = 2
"""Cells of the widest character."""
_NARROW, _ROOMY = 44, 56
"""Widths below which long texts begin under their label, and from which the longest label has room beside a value."""
_WIDE_LABELS = 18
_THIN_LINES = 2
"""So many lines beside a label are still easy to read."""
_INDENT = 2
_TOGETHER = 24
"""Cells of a piece that is put on the next line rather than broken."""
_LEAST = 8
"""Cells below which wrapping would make a column of single letters."""


def wrap(text: str, width: int, first: int | None = None) -> Iterator[str]:
    """Safe text in lines of at most `width` cells, broken between words where it can be.

    Args:
        text: One line of safe text.
        width: Cells of a line.
        first: Cells of the first line, when they are others.
    """
    room = max(0, width if first is None else first)
    bare = text.lstrip(" ")
    words = bare.split(" ")
    words[0] = text[: len(text) - len(bare)] + words[0]
    line: str | None = None
    for word in words:
        joined = word if line is None else f"{line} {word}"
        if cells(joined) <= room:
            line = joined
            continue
        if not word:  # a gap at the end of a line
            continue
        if line is not None or (room < width and (room < _WIDEST_SIGN or cells(word.lstrip(" ")) <= width)):
            yield line or ""
            word, room = word.lstrip(" "), max(1, width)  # noqa: PLW2901 - it begins a line now
        while cells(word) > room:
            head = _head(word, room)
            yield head
            word, room = word[len(head) :], max(1, width)  # noqa: PLW2901
        line = word
    yield line or ""


def _head(text: str, width: int) -> str:
    """The longest beginning that fits, at least one grapheme; an address is broken at one of its signs."""
    taken, used = "", 0
    for grapheme, size in graphemes(text):
        if taken and used + size > width:
            break
        taken += grapheme
        used += size
    parted = max(taken.rfind("."), *(taken.rfind(sign) + 1 for sign in "@/-"))
    return taken[:parted] if 2 * parted > len(taken) else taken


class Lines:
    """Collects lines of one width. Any text may be given: it is made safe here.

    Args:
        width: Cells of a line.
        label_width: Cells that labels take.
    """

    def __init__(self, width: int, label_width: int = 12) -> None:
        self.width = width
        self.is_narrow = width < _NARROW
        """Whether long texts begin below their label."""
        if width >= _ROOMY:
            label_width = max(label_width, _WIDE_LABELS)
        self.label_width = label_width if width >= label_width + _LEAST * 2 else 0
        self.lines: list[Line] = []

    def blank(self) -> None:
        """An empty line, but never two."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def ends(self, left: str, left_style: str, right: str, right_style: str) -> None:
        """One text at the left, one at the right."""
        right = fit(safe(right), self.width)
        left = fit(safe(left), max(1, self.width - cells(right) - 1))
        gap = " " * max(1, self.width - cells(left) - cells(right))
        self.lines.append(((left_style, left), ("text", gap), (right_style, right)))

    def text(self, style: str, text: str) -> None:
        """A text of one or several lines, wrapped."""
        self.lines.extend(((style, part),) for line in safe_lines(text) for part in wrap(line, self.width))

    def fact(self, label: str, *pieces: Piece) -> None:
        """A label, then pieces that flow on to further lines beside it; below it, where one of the two is too long.

        Nothing where the pieces say nothing.
        """
        if not any(text for _, text in pieces):
            return
        label, indent = safe(label), self.label_width
        room = self.width - indent
        texts = [safe(text) for _, text in pieces]
        is_long = sum(map(cells, texts)) > _THIN_LINES * room
        is_broken = any(cells(word) > room for text in texts for word in text.split(" "))
        is_thin = self.is_narrow and (is_long or is_broken)
        beside = bool(indent) and not is_thin and cells(label) < indent
        if label and not beside:
            self.lines.append((("label", fit(label, self.width)),))
        if beside:
            self.flow((("label", label),) if label else (), indent, *pieces)
        else:
            self.flow((), _INDENT if indent else 0, *pieces)

    def flow(self, start: Line, indent: int, *pieces: Piece) -> None:
        """Pieces after `start`, on as many lines as they need, from the cell `indent` on."""
        line = list(start)
        used = sum(cells(text) for _, text in start)
        line.append(("text", " " * max(0, indent - used)))
        at = max(indent, used)
        for style, given in pieces:
            for number, text in enumerate(safe_lines(given)):
                room, left = self.width - indent, self.width - at
                if left < cells(text) <= room and at > indent and cells(text.strip()) <= _TOGETHER:
                    left = 0  # a date or an amount is not broken
                parts = list(wrap(text, room, None if number else left))
                for place, part in enumerate(parts):
                    if number or place:
                        self.lines.append(tuple(line))
                        line, at = [("text", " " * indent)], indent
                    line.append((style, part.replace("\N{NO-BREAK SPACE}", " ")))  # what is copied is typed
                    at += cells(part)
        self.lines.append(tuple(line))

    def rule(self, title: str, sign: str) -> None:
        """A title in a line."""
        title = fit(safe(title), self.width - 4)
        self.blank()
        self.lines.append((("rule", sign), ("heading", f" {title} "), ("rule", sign * (self.width - cells(title) - 3))))
