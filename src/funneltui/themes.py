"""The names of the themes, for whoever has to know one and draws nothing."""

from __future__ import annotations

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate

DARK, LIGHT, CONTRAST, PLAIN = "funnel-dark", "funnel-light", "funnel-contrast", "funnel-plain"


def theme_names() -> list[str]:
    """The program's own and Textual's, in the order of the alphabet."""
    from textual.theme import BUILTIN_THEMES

    return sorted({DARK, LIGHT, CONTRAST, PLAIN, *BUILTIN_THEMES})


def check_theme(name: str) -> None:
    """Let pass what the setting `theme` can be: a theme's name, or empty.

    Raises:
        InvalidValueError: There is no such theme.
    """
    known = theme_names()
    if name and name not in known:
        expected = translate("one of {choices}").format(choices=", ".join(f'"{theme}"' for theme in known))
        raise InvalidValueError(N_("{key} must be {expected}."), field="theme", key="theme", expected=expected)
