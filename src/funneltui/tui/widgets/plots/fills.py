"""What charts are filled with: a pattern for each series beside its colour, and eighths of a cell."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("key", "good", "overdue", "today", "rule-magenta", "faint")
"""The roles of the palette that series are drawn in, one after the other."""


@dataclass(frozen=True, slots=True)
class Fills:
    """The signs to draw with.

    Attributes:
        series: What whole cells of each series are filled with.
        across: Eighths of a cell from the left, one to seven; empty: whole cells only.
        up: Eighths of a cell from below.
        hollow: What is too young to be judged is filled with.
        ellipsis: What a text that was cut ends in.
        unknown: Stands for a number that is not known.
        axis: What a line is made of where it goes along.
        broken: The same, to a number that is too young to be judged.
        upright: Where it goes up or down.
        corners: From the left up, from the left down, from below to the right, from above to the right.
        points, hollow_points: The sign at a number of each series.
    """

    series: tuple[str, ...]
    across: str
    up: str
    hollow: str
    ellipsis: str
    unknown: str
    axis: str
    broken: str
    upright: str
    corners: str
    points: tuple[str, ...]
    hollow_points: tuple[str, ...]


BLOCKS = Fills(
    ("█", "▓", "▒", "░", "▚", "╱"), "▏▎▍▌▋▊▉", "▁▂▃▄▅▆▇", "░", "…", "–", "─", "╌", "│", "╯╮╭╰",
    ("●", "▲", "■", "◆", "×", "+"), ("○", "△", "□", "◇", "x", "-"),
)  # fmt: skip
ASCII = Fills(
    ("#", "=", "+", ":", "%", "/"), "", "", ".", "~", "-", "-", ".", "|", "'..'", ("*", "x", "#", "@", "%", "+"),
    ("o", "v", "n", "a", "c", "t"),
)  # fmt: skip
