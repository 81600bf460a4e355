"""What an action is, and how the table of all of them is written: one line an action, the shared ones once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from textual.binding import Binding, BindingType

from funneltui.domain.obstacles import Doing
from funneltui.i18n import N_


@dataclass(frozen=True)
class Action(Binding):
    """A line of the table: what Textual needs to know of a key, and what hints, help and palette need beside it."""

    does: str = ""
    """What it does: the name of a card's action, or of what the screen or widget has under `action_…`."""
    needs: Doing | None = None
    """What a card has to be in a state for; the reasons why not are `domain.obstacles`'."""
    unfit: frozenset[str] = frozenset()
    """Where it is not hinted at.

    The kinds of stages of the card under the cursor; "none" without a card; "several" for a selection, "one" without.
    """


class Actions(list[BindingType]):
    """The actions of a screen or widget, which Textual takes for its list of bindings."""

    def __init__(self, *actions: Action) -> None:
        super().__init__(actions)

    def __iter__(self) -> Iterator[Action]:
        return cast("Iterator[Action]", super().__iter__())


def key(
    name: str,
    keys: str,
    does: str,
    title: str,
    about: str,
    *,
    argument: str | int | bool | None = None,
    hint: bool = False,
    first: bool = False,
    group: Binding.Group | None = None,
    needs: Doing | None = None,
    unfit: str = "",
    on_cards: bool = False,
) -> Action:
    """One action and its keys.

    Args:
        name: Its id: what the settings' `keymap` names.
        keys: Parted by commas.
        does: What it does.
        title: What the hints say, a message id.
        about: What the help says, a message id.
        argument: What the method that does it is given.
        hint: Whether the bottom line shows it.
        first: Whether it goes before the keys of what has the focus, such as a field.
        group: Shown in the hints together with the others of its group.
        needs: What a card has to be in a state for.
        unfit: Where it is not hinted at, as `Action.unfit` says, parted by spaces.
        on_cards: Whether it is one of the actions on cards that every place has.
    """
    given = [repr(each) for each in ([does] if on_cards else []) + ([] if argument is None else [argument])]
    method = "do" if on_cards else does
    return Action(
        keys,
        f"{method}({', '.join(given)})" if given else method,
        title,
        id=name,
        tooltip=about,
        show=hint or group is not None,
        priority=first,
        group=group,
        does=does,
        needs=needs,
        unfit=frozenset(unfit.split()),
    )


card_key = partial(key, on_cards=True)
"""One of the actions on cards that every place has."""

field_key = partial(key, hint=True, first=True)
"""What can be done on a form from whichever field has the focus."""


def row_keys(place: str, *, up: str = "up", down: str = "down") -> list[Action]:
    """The keys that go through the rows of a list."""
    return [
        key(f"{place}.up", up, "go", N_("up"), N_("Row above"), argument=-1),
        key(f"{place}.down", down, "go", N_("down"), N_("Row below"), argument=1),
    ]


def page_keys(place: str, *, down: str = "pagedown") -> list[Action]:
    """The keys that go by screens."""
    return [
        key(f"{place}.page_up", "pageup", "page", N_("page up"), N_("A screen up"), argument=-1),
        key(f"{place}.page_down", down, "page", N_("page down"), N_("A screen down"), argument=1),
    ]


def undo_keys(place: str, *, hint: bool = False, group: Binding.Group | None = None, unfit: str = "") -> list[Action]:
    """Undo and redo."""
    each = partial(key, hint=hint, group=group, unfit=unfit)
    return [
        each(f"{place}.undo", "u,ctrl+z", "undo", N_("undo"), N_("Undo the last change")),
        each(f"{place}.redo", "U,ctrl+y", "redo", N_("redo"), N_("Redo the last undone change")),
    ]


def close(place: str, keys: str = "escape,q", about: str = N_("Back"), *, hint: bool = False) -> Action:
    """The way out of a place."""
    return key(f"{place}.close", keys, "close", N_("close"), about, hint=hint)


def help_here(place: str, keys: str = "f1") -> Action:
    """The help of a place over others, where the keys of the app are none; `?` may be a letter there."""
    return key(f"{place}.help", keys, "app.help", N_("help"), N_("Keys of this screen"), hint=True)
