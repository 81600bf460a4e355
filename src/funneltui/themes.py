"""The names of the themes, for whoever has to know one and draws nothing: settings and the command line."""

from __future__ import annotations

DARK, LIGHT, CONTRAST, PLAIN = "funnel-dark", "funnel-light", "funnel-contrast", "funnel-plain"


def theme_names() -> list[str]:
    """The program's own and Textual's, in the order of the alphabet."""
    from textual.theme import BUILTIN_THEMES

    return sorted({DARK, LIGHT, CONTRAST, PLAIN, *BUILTIN_THEMES})
