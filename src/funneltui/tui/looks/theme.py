"""The program's own themes: calm, with one accent colour. Textual's come beside them."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from funneltui.domain.stages import COLOURS
from funneltui.themes import CONTRAST, DARK, LIGHT, PLAIN

MUTED = "$foreground 70%"
"""The style of words in a `Content` that matter less: Textual makes the brightest colour of `$text-muted` there."""

DEFAULTS = {
    "cursor": "$primary 30%",
    "cursor-blurred": "$foreground 10%",
    "line": "$foreground 25%",
    "faint": "$foreground 65%",
    "soft": "$foreground 85%",
    "cold": "$foreground 65%",
    "stage-grey": "$foreground 25%",
    "stage-blue": "#5f87c7",
    "stage-cyan": "#3f9fa8",
    "stage-magenta": "#a873b8",
    "stage-green": "#5f9f5f",
    "stage-yellow": "#b08a3c",
    "stage-red": "#c0646a",
}
"""What themes of others make of the program's own variables."""

_TERMINALS_OWN = (
    "ansi-background", "ansi-foreground", "border-blurred", "input-cursor-background", "input-cursor-foreground",
    "input-selection-background", "input-selection-foreground", "screen-selection-background",
    "screen-selection-foreground",
)  # fmt: skip
"""Textual's variables that a theme without colours leaves to the terminal, as it does our own."""

THEMES = (
    Theme(
        name=DARK,
        primary="#6fb3d2",
        secondary="#8a97a8",
        accent="#6fb3d2",
        foreground="#d5dae1",
        background="#14181d",
        surface="#1a1f26",
        panel="#232a33",
        warning="#d9b26b",
        error="#e58188",
        success="#8fbf87",
        dark=True,
        variables={
            "cursor": "#26333f",
            "cursor-blurred": "#1e252d",
            "line": "#333c47",
            "faint": "#929dac",
            "soft": "#b9c1cb",
            "cold": "#929dac",
            "input-selection-background": "#305972",
        },
    ),
    Theme(
        name=LIGHT,
        primary="#1d6a8c",
        secondary="#5c6875",
        accent="#1d6a8c",
        foreground="#23292f",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e8e5de",
        warning="#8a5a00",
        error="#b3262e",
        success="#2f6f34",
        dark=False,
        variables={
            "cursor": "#d9e6ec",
            "cursor-blurred": "#ebebe6",
            "line": "#cfcbc2",
            "faint": "#5a646e",
            "soft": "#3f474f",
            "cold": "#5a646e",
        },
    ),
    Theme(
        name=CONTRAST,
        primary="#ffff00",
        secondary="#ffffff",
        accent="#ffff00",
        foreground="#ffffff",
        background="#000000",
        surface="#1a1a1a",
        panel="#303030",
        warning="#ffd75f",
        error="#ffaaaa",
        success="#87ff87",
        dark=True,
        text_alpha=1.0,
        variables={
            "cursor": "#00306a",
            "cursor-blurred": "#303030",
            "text-muted": "#f0f0f0",
            "text-disabled": "#c0c0c0",
            "line": "#9e9e9e",
            "faint": "#e4e4e4",
            "soft": "#ffffff",
            "cold": "#afd7ff",
            "input-selection-background": "#0050b8",
        },
    ),
    # NO_COLOR: the terminal's own colours only, and Textual strips even those.
    Theme(
        name=PLAIN,
        primary="ansi_default",
        secondary="ansi_default",
        accent="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        warning="ansi_default",
        error="ansi_default",
        success="ansi_default",
        boost="ansi_default",
        ansi=True,
        variables=dict.fromkeys((*DEFAULTS, *_TERMINALS_OWN), "ansi_default") | {"input-cursor-text-style": "reverse"},
    ),
)


_ROLES = {
    "name": ("foreground", "bold"),
    "text": ("soft", ""),
    "value": ("soft", ""),
    "faint": ("faint", ""),
    "good": ("success", ""),
    "overdue": ("error", "bold"),
    "today": ("warning", ""),
    "future": ("faint", ""),
    "none": ("faint", "italic"),
    "cold": ("cold", ""),
    "warm": ("warning", ""),
    "hot": ("error", "bold"),
    "title": ("foreground", "bold"),
    "here": ("accent", "bold"),
    "key": ("accent", ""),
    "rule": ("line", ""),
    "rule-here": ("accent", ""),
    **{f"rule-{name}": (f"stage-{name}", "") for name in COLOURS},
    "thumb": ("faint", ""),
    "problem": ("warning", "bold"),
    "status": ("foreground", ""),
}
_GROUNDS = {
    "": "background",
    "bar": "surface",
    "cursor": "cursor",
    "cursor-blurred": "cursor-blurred",
    "marked": "cursor-blurred",
    "target": "cursor",
}
_STANDS_OUT = {"cursor", "target"}


class Palette:
    """The styles of the drawn widgets, made from a theme's variables.

    Component classes would do the same through the stylesheet; thirty of them cost a tenth of the
    program's start.

    Args:
        variables: The theme's.
        plain: No colours: what stands out is reversed instead.
    """

    def __init__(self, variables: Mapping[str, str], *, plain: bool) -> None:
        self._variables = variables
        self._plain = plain
        self._styles: dict[tuple[str, str], Style] = {}
        self.has_ansi = False
        """Whether one of the styles given so far has a colour that is the terminal's to choose."""

    def style(self, role: str, ground: str = "") -> Style:
        """The style of a kind of text on a ground: empty (the board's own), bar, cursor, target."""
        key = (role, ground)
        style = self._styles.get(key)
        if style is None:
            colour, text_style = _ROLES[role]
            back = self._colour(_GROUNDS[ground], self._colour("background", None))
            front = self._colour(colour, back)
            style = Style(
                color=front.rich_color,
                bgcolor=back.rich_color,
                bold=text_style == "bold" or None,
                italic=text_style == "italic" or None,
                reverse=(self._plain and ground in _STANDS_OUT) or None,
            )
            self._styles[key] = style
            self.has_ansi |= front.ansi is not None or back.ansi is not None
        return style

    def _colour(self, name: str, under: Color | None) -> Color:
        words = self._variables.get(name) or DEFAULTS.get(name, "")
        if words.startswith("$"):
            source, _, share = words[1:].partition(" ")
            colour = self._colour(source, under).multiply_alpha(float(share.rstrip("%")) / 100)
        else:
            try:
                colour = Color.parse(words)
            except ColorParseError:
                colour = Color.parse("ansi_default")
        return under + colour if under is not None and colour.a < 1 else colour


def choose(wanted: str, known: set[str], *, no_color: bool) -> str:
    """The theme to start in: `wanted` if there is one of that name, the dark one otherwise."""
    if no_color:
        return PLAIN
    return wanted if wanted in known else DARK
