"""Other looks while the program runs: language, theme, plain signs. What was chosen is there the next time too."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec.structs import replace

from funneltui.errors import FunnelError
from funneltui.i18n import N_, sentence, set_language
from funneltui.paths import config_path
from funneltui.settings import SettingsError, line_of, set_value
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.looks.theme import DARK

if TYPE_CHECKING:
    from funneltui.tui.app import FunnelApp

__all__ = ["draw_plain", "dress", "speak", "unknown_theme"]


def dress(app: FunnelApp, theme: str) -> None:
    """Another theme. It is one of the remembered looks, and no setting: those are written by hand."""
    app.theme = app.memory.theme = theme


def unknown_theme(wanted: str, known: Collection[str]) -> list[FunnelError]:
    """What to say of a theme of the settings that there is none of; nothing of one there is."""
    if not wanted or wanted in known:
        return []
    from difflib import get_close_matches

    path = config_path()
    nearest = next(iter(get_close_matches(wanted, known, n=1)), DARK)
    message = N_("{path}, line {line}: unknown theme “{theme}”. Did you mean “{nearest}”?")
    return [SettingsError(message, path=path, line=line_of(path, "theme"), theme=wanted, nearest=nearest)]


def speak(app: FunnelApp, code: str) -> None:
    """Another language, on every open screen, and in the settings."""
    set_language(code)
    _draw_anew(app)
    _keep(app, "language", code)


def draw_plain(app: FunnelApp, *, ascii_only: bool) -> None:
    """ASCII signs only, or all of them again, on every open screen, and in the settings."""
    app.funnel.settings = replace(app.funnel.settings, ascii=ascii_only)
    app.board.board.signs = glyphs(ascii_only=ascii_only)
    _draw_anew(app)
    _keep(app, "ascii", "true" if ascii_only else "false")


def _draw_anew(app: FunnelApp) -> None:
    for screen in app.screen_stack:
        screen.refresh_bindings()
        for widget in screen.walk_children():
            widget.notify_style_update()
            widget.refresh()
    app.reload()
    app.say("")


def _keep(app: FunnelApp, setting: str, value: str) -> None:
    """Remember it; the looks are changed even when that fails."""
    try:
        set_value(config_path(), setting, value)
    except FunnelError as error:
        app.say(sentence(error), problem=True)
