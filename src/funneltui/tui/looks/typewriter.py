"""Marks of typography as a typewriter writes them, where nothing but ASCII is to be drawn."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TYPEWRITER = str.maketrans(
    {"…": "~", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "‹": "<", "›": ">"}
    | {"•": "*", "↵": "/", "←": "<", "→": ">", "↑": "^", "↓": "v", "◌": "o", "\u202f": " ", "\u2009": " "}
    | {chr(code): "?" for code in range(0x2400, 0x2427)}
    | dict.fromkeys("▁▂▃▄▅▆▇▉▊▋▌▍▎▏", " ")  # the ends of Textual's scroll bars
)
"""One sign for one: nothing moves."""


class Typewriter(LineFilter):
    """Writes marks of typography with ASCII signs; letters stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in the signs of a typewriter."""
        return [Segment(text.translate(_TYPEWRITER), style, control) for text, style, control in segments]
