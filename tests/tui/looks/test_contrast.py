"""Words can be told from what they stand on: 4.5 to 1 (WCAG AA), in the high-contrast theme 7 to 1 (AAA)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from funneltui.themes import CONTRAST, PLAIN
from funneltui.tui.looks.theme import _GROUNDS, _ROLES, THEMES, Palette

COLOURED = [theme for theme in THEMES if theme.name != PLAIN]
WORDS = [role for role in _ROLES if not role.startswith("rule")]


def _variables(theme: Theme) -> dict[str, str]:
    return theme.to_color_system().generate() | theme.variables


def _needed(theme: Theme) -> float:
    return 7.0 if theme.name == CONTRAST else 4.5


def _luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ratio(front: Color, back: Color) -> float:
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_drawn_words_stand_out_on_every_ground(theme: Theme) -> None:
    palette = Palette(_variables(theme), plain=False)
    faint = {}
    for ground in _GROUNDS:
        for role in WORDS:
            style = palette.style(role, ground)
            assert style.color is not None
            assert style.bgcolor is not None
            ratio = _ratio(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
            if ratio < _needed(theme):
                faint[role, ground] = ratio
    assert faint == {}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_a_value_stands_out_in_a_field_and_when_it_is_selected(theme: Theme) -> None:
    variables = _variables(theme)
    surface, front = Color.parse(variables["surface"]), Color.parse(variables["foreground"])
    field = surface.blend(Color.parse(variables["primary"]), 0.25)
    selected = field + Color.parse(variables["input-selection-background"])
    for ground in (Color.parse(variables["panel"]), field, selected):
        assert _ratio(front, ground) >= _needed(theme)


def test_what_could_be_typed_stands_out_in_a_field_of_the_theme_for_poor_sight() -> None:
    theme = next(theme for theme in THEMES if theme.name == CONTRAST)
    variables = _variables(theme)
    field = Color.parse(variables["surface"]).blend(Color.parse(variables["primary"]), 0.25)
    assert _ratio(Color.parse(variables["text-muted"]), field) >= _needed(theme)
