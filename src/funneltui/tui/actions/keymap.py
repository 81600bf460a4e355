"""The keys that a person chose in the settings: what is wrong with them, and where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

from textual.keys import Keys, _character_to_key

from funneltui import settings
from funneltui.errors import FunnelError
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.action import Action
from funneltui.tui.actions.table import TOGETHER, all_actions
from funneltui.tui.looks.keys import shown, writes

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
_KEY_NAMES = frozenset(key.value for key in Keys) | {_character_to_key(chr(code)) for code in range(0x20, 0x7F)}


class KeymapError(FunnelError):
    """The keys chosen in the settings for `action` cannot be used: it keeps its usual ones."""

    def __init__(self, message: str, /, *, action: str, **values: object) -> None:
        self.action = action
        super().__init__(message, action=action, **values)


def usable_keys(keymap: Mapping[str, str], path: Path | None = None) -> tuple[dict[str, str], list[KeymapError]]:
    """The chosen keys that can be used, as Textual names them, and what is wrong with the others.

    An action whose keys cannot be used keeps its usual ones, and those may be what another was given: that
    one keeps its own too then.

    Args:
        keymap: Keys by the action's id, as the settings have them.
        path: The settings file, to say the line; None when they come from elsewhere.
    """
    used, problems = dict(keymap), list[KeymapError]()
    while faults := check_keymap(used, path):
        for problem in faults:
            if used.pop(problem.action, None) is not None:  # one thing that is wrong with an action is enough
                problems.append(problem)
    return {action: ",".join(_keys(keys)) for action, keys in used.items()}, problems


def check_keymap(keymap: Mapping[str, str], path: Path | None = None) -> list[KeymapError]:
    """What is wrong with the keys chosen in the settings, in the order of the settings.

    Unknown actions, keys that no keyboard has, a letter for what works in a field too, and one key for two
    actions that meet.

    Args:
        keymap: Keys by the action's id.
        path: The settings file, to say the line; None when they come from elsewhere.
    """
    known = all_actions()
    problems: list[KeymapError] = []
    for action, keys in keymap.items():
        where = _where(action, path)
        if action not in known:
            problems.append(_unknown_action(action, known, where))
            continue
        problems += (
            KeymapError(N_("{where}: unknown key “{key}”."), action=action, where=where, key=key)
            for key in _keys(keys)
            if not _is_key(key)
        )
        problems += (
            KeymapError(
                N_(
                    "{where}: {key} types a character, so it can't be used for {action}. Use a shortcut "
                    "such as Ctrl+{letter}."
                ),
                action=action,
                where=where,
                key=shown(key),
                letter="X",
            )
            for key in _keys(keys)
            if known[action].priority and writes(key)
        )
        problems += (
            KeymapError(
                N_("{where}: {key} is used for both {action} and {other}."),
                action=action,
                where=where,
                key=shown(key),
                other=other,
            )
            for key, other in _clashes(action, keymap)
        )
    return problems


def _keys(keys: str) -> list[str]:
    """The keys of a setting, as Textual names them."""
    each = (key.strip() for key in keys.split(","))
    return [_character_to_key(key) if len(key) == 1 else key for key in each]


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    return _MODIFIERS.issuperset(modifiers) and (last in _KEY_NAMES or len(last) == 1 or _is_sign(last))


def _is_sign(name: str) -> bool:
    """Whether it is the name of a character, such as `section_sign`."""
    try:
        return bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False


def _clashes(action: str, keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Keys of an action with others that have them where both can be done; each pair is told once."""
    told: set[str] = set()
    mine = _keys(keymap[action])
    chosen = list(keymap)
    for section in TOGETHER:
        names = {action.id for action in section}
        if action not in names:
            continue
        for other in section:
            if not other.id or other.id in told | {action}:
                continue
            if other.id in keymap and chosen.index(other.id) < chosen.index(action):
                continue  # was told there
            theirs = _keys(keymap.get(other.id, other.key))
            shared = [key for key in mine if key in theirs and (action, other.id, key) not in _usual()]
            if shared:
                told.add(other.id)
                yield shared[0], other.id


@cache
def _usual() -> frozenset[tuple[str, str, str]]:
    """Actions that share a key by themselves: the more special one, of the widget with the focus, has it."""
    pairs = (pair for section in TOGETHER for pair in combinations(section, 2))
    return frozenset(
        (str(action.id), str(other.id), key)
        for first, second in pairs
        for action, other in ((first, second), (second, first))
        for key in set(_keys(first.key)) & set(_keys(second.key))
    )


def _unknown_action(action: str, known: Mapping[str, Action], where: str) -> KeymapError:
    from difflib import get_close_matches

    nearest = next(iter(get_close_matches(action, known, n=1)), "")
    if nearest:
        return KeymapError(
            N_("{where}: unknown action “{action}”. Did you mean “{nearest}”?"),
            action=action,
            where=where,
            nearest=nearest,
        )
    return KeymapError(N_("{where}: unknown action “{action}”."), action=action, where=where)


def _where(action: str, path: Path | None) -> str:
    """The file and line that name an action."""
    line = settings.line_of(path, f"keymap.{action}") if path is not None else 0
    return _("{path}, line {line}").format(path=path.name, line=line) if path and line else _("Settings, keymap")
