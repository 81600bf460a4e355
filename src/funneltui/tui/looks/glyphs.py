"""The signs that the program draws, each with its ASCII twin."""

from __future__ import annotations

_TWINS = {
    "cold": ("○", "o"),
    "warm": ("◐", "+"),
    "hot": ("●", "*"),
    "overdue": ("‼", "!"),
    "today": ("▸", "="),
    "future": ("·", "."),
    "none": ("∅", "?"),
    "bar": ("▌", ">"),
    "mark": ("■", "x"),
    "check": ("✓", "+"),
    "cross": ("✗", "x"),
    "unknown": ("?", "?"),
    "warn": ("⚠", "!"),
    "idle": ("◷", "~"),
    "opposed": ("⊘", "X"),
    "rule": ("─", "-"),
    "heavy": ("━", "="),
    "column": ("│", "|"),
    "thumb": ("┃", "#"),
    "left": ("‹", "<"),
    "right": ("›", ">"),
    "dot": ("·", "-"),
    "ellipsis": ("…", "~"),
    "target": ("▾", "v"),
    "ascending": ("▴", "^"),
    "descending": ("▾", "v"),
}

GLYPHS = {name: sign for name, (sign, _) in _TWINS.items()}
"""What is drawn by default."""

_ASCII = {name: twin for name, (_, twin) in _TWINS.items()}


def glyphs(*, ascii_only: bool) -> dict[str, str]:
    """The signs to draw with, by name."""
    return _ASCII if ascii_only else GLYPHS
