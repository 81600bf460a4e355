"""Keys as people read them."""

from __future__ import annotations

from textual.keys import _character_to_key

from funneltui.i18n import N_, translate as _

_WRITING = frozenset(_character_to_key(chr(code)) for code in range(0x20, 0x7F))

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


def writes(key: str) -> bool:
    """Whether a key is one that a field takes as text; Textual does not know `slash` and its like for such."""
    return len(key) == 1 or key in _WRITING
