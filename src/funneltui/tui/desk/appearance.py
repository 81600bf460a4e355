"""Other looks while the program runs: language, theme, plain signs. What was chosen is there the next time too."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace
from textual.app import App

from funneltui.domain.phones import set_country
from funneltui.errors import FunnelError
from funneltui.i18n import N_, choose_country, choose_language, sentence, set_language
from funneltui.paths import config_path
from funneltui.settings import Settings, SettingsError, adopt, line_of
from funneltui.themes import DARK
from funneltui.tui.desk.desk import Desk
from funneltui.tui.desk.live import Live

AT_NEXT_START = frozenset({"density", "pane"})
"""Settings that say how the board begins: what was chosen on the board meanwhile stays until the program ends."""


def dress(app: App[Any], desk: Desk, theme: str) -> None:
    """Another theme. It is one of the remembered looks, and no setting: those are written by hand."""
    app.theme = desk.memory.theme = theme


def unknown_theme(wanted: str, known: Collection[str]) -> list[FunnelError]:
    """What to say of a theme of the settings that there is none of; nothing of one there is."""
    if not wanted or wanted in known:
        return []
    from difflib import get_close_matches

    path = config_path()
    nearest = next(iter(get_close_matches(wanted, known, n=1)), DARK)
    message = N_("{path}, line {line}: unknown theme “{theme}”. Did you mean “{nearest}”?")
    return [SettingsError(message, path=path, line=line_of(path, "theme"), theme=wanted, nearest=nearest)]


def speak(desk: Desk, code: str) -> None:
    """Another language, on every open screen, and in the settings."""
    set_language(code)
    _draw_anew(desk)
    _keep(desk, "language", code)


def draw_plain(desk: Desk, *, ascii_only: bool) -> None:
    """ASCII signs only, or all of them again, on every open screen, and in the settings."""
    adopt(desk.settings, replace(desk.settings, ascii=ascii_only), "ascii")
    _draw_anew(desk)
    _keep(desk, "ascii", "true" if ascii_only else "false")


def use_setting(desk: Desk, new: Settings, name: str) -> None:
    """Take a setting over while the program runs: what shows it is drawn anew."""
    adopt(desk.settings, new, name)
    memory = desk.memory
    if name == "language":
        set_language(choose_language(setting=new.language))
    elif name == "country":
        set_country(new.country or choose_country())
    elif name == "won_period":
        desk.reads.board.period = new.won_period
    elif name == "theme":
        memory.theme = ""
    elif name == "density":
        memory.density = ""
    elif name == "pane":
        memory.pane = None
    if name in {"theme", "keymap"}:
        desk.window.use_settings()
    _draw_anew(desk)
    if name == "country":
        desk.perform(lambda services: services.people.read_phones_anew(), slow=True)


def _draw_anew(desk: Desk) -> None:
    for screen in desk.window.screen_stack:
        screen.refresh_bindings()
        for widget in screen.walk_children():
            widget.notify_style_update()
            widget.refresh()
        if isinstance(screen, Live):
            screen.reload()
    desk.say("")


def _keep(desk: Desk, setting: str, value: str) -> None:
    """Remember it; the looks are changed even when that fails."""
    from funneltui.settings_changes import set_value

    try:
        set_value(config_path(), setting, value)
    except FunnelError as error:
        desk.say(sentence(error), problem=True)
