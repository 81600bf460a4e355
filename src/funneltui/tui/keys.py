"""Keys as people read them, and the keys a person chose in the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding

from funneltui.errors import FunnelError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

__all__ = ["KeymapError", "check_keymap", "shown"]

_SIGNS = {
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}
_ASCII_SIGNS = {"left": "Left", "right": "Right", "up": "Up", "down": "Down"}
_WORDS = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "space": N_("Space"),
    "tab": N_("Tab"),
    "home": N_("Home"),
    "end": N_("End"),
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "delete": N_("Del"),
    "ctrl": N_("Ctrl"),
    "shift": N_("Shift"),
    "alt": N_("Alt"),
}


class KeymapError(FunnelError):
    """The keys chosen in the settings cannot be used as they are."""


def shown(key: str, *, ascii_only: bool = False) -> str:
    """A key as a person reads it: `ctrl+s` is `Ctrl+S`, `question_mark` is `?`."""
    *modifiers, last = key.split("+")
    if not last:  # the plus sign itself
        last = "plus"
    signs = _SIGNS | _ASCII_SIGNS if ascii_only else _SIGNS
    if last.startswith("upper_"):
        last = last.removeprefix("upper_").upper()
    name = signs.get(last) or (_(_WORDS[last]) if last in _WORDS else last)
    if len(name) > 1 and name[0] == "f" and name[1:].isdigit():
        name = name.upper()
    if modifiers and len(name) == 1:
        name = name.upper()
    return "+".join([*(_(_WORDS[word]) if word in _WORDS else word for word in modifiers), name])


def check_keymap(keymap: Mapping[str, str], bindings: Iterable[Binding]) -> list[KeymapError]:
    """What is wrong with the keys chosen in the settings: unknown actions, one key for two actions."""
    bindings = list(bindings)
    known = {binding.id for binding in bindings if binding.id}
    problems = [
        KeymapError(N_("Settings, keymap: there is no action “{action}”."), action=action)
        for action in keymap
        if action not in known
    ]
    taken: dict[str, str] = {}
    for binding in bindings:
        if not binding.id:
            continue
        for key in keymap.get(binding.id, binding.key).split(","):
            other = taken.setdefault(key.strip(), binding.id)
            if other != binding.id and (binding.id in keymap or other in keymap):
                problems.append(
                    KeymapError(
                        N_("Settings, keymap: {key} is given to both {one} and {other}."),
                        key=key.strip(),
                        one=other,
                        other=binding.id,
                    )
                )
    return problems
