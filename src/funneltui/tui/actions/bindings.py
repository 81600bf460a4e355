"""How the key tables of `commands` and `form_commands` are written: one line an action, the shared ones once."""

from __future__ import annotations

from textual.binding import Binding

from funneltui.i18n import N_

__all__ = ["close", "help_here", "key", "page_keys", "row_keys", "undo_keys"]


def key(
    name: str,
    keys: str,
    action: str,
    title: str,
    about: str,
    *,
    hint: bool = False,
    first: bool = False,
    group: Binding.Group | None = None,
) -> Binding:
    """One action and its keys.

    Args:
        name: Its id: what the settings' `keymap` names.
        keys: Parted by commas.
        action: What the screen or widget does.
        title: What the hints say, a message id.
        about: What the help says, a message id.
        hint: Whether the bottom line shows it.
        first: Whether it goes before the keys of what has the focus, such as a field.
        group: Shown in the hints together with the others of its group.
    """
    return Binding(
        keys, action, title, id=name, tooltip=about, show=hint or group is not None, priority=first, group=group
    )


def row_keys(place: str, *, up: str = "up", down: str = "down") -> list[Binding]:
    """The keys that go through the rows of a list."""
    return [
        key(f"{place}.up", up, "go(-1)", N_("up"), N_("Row above")),
        key(f"{place}.down", down, "go(1)", N_("down"), N_("Row below")),
    ]


def page_keys(place: str, before: str = "page(-1)", after: str = "page(1)", *, down: str = "pagedown") -> list[Binding]:
    """The keys that go by screens."""
    return [
        key(f"{place}.page_up", "pageup", before, N_("page up"), N_("A screen up")),
        key(f"{place}.page_down", down, after, N_("page down"), N_("A screen down")),
    ]


def undo_keys(place: str, *, hint: bool = False, group: Binding.Group | None = None) -> list[Binding]:
    """Undo and redo."""
    return [
        key(f"{place}.undo", "u,ctrl+z", "undo", N_("undo"), N_("Undo the last change"), hint=hint, group=group),
        key(f"{place}.redo", "U,ctrl+y", "redo", N_("redo"), N_("Redo the last undone change"), hint=hint, group=group),
    ]


def close(place: str, keys: str = "escape,q", about: str = N_("Back"), *, hint: bool = False) -> Binding:
    """The way out of a place."""
    return key(f"{place}.close", keys, "close", N_("close"), about, hint=hint)


def help_here(place: str, keys: str = "f1") -> Binding:
    """The help of a place over others, where the keys of the app are none; `?` may be a letter there."""
    return key(f"{place}.help", keys, "app.help", N_("help"), N_("Keys of this screen"), hint=True)
