"""The table of actions: every section of it, with those that are at hand together, and what is looked up in it.

The lines stand in `place_actions` and `form_actions`, a section for each screen or widget that has keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from funneltui.tui.actions import form_actions as form, place_actions as place
from funneltui.tui.actions.action import Action

_IN_PLACES = (*place.PLACE, *place.TODAY)

TOGETHER: tuple[Sequence[Action], ...] = (
    (*place.APP, *place.BOARD, *place.NAVIGATION, *place.DRAG),
    (*place.APP, *place.BOARD, *form.PANE),
    (*place.APP, *_IN_PLACES, *place.LISTED),
    (*place.APP, *_IN_PLACES, *form.PANE),
    (*place.APP, *place.CONTACTS, *place.LISTED),
    (*place.APP, *place.CONTACTS, *form.PANE),
    (*place.APP, *place.REVIEW, *form.PANE),
    (*place.APP, *place.INSIGHTS, *place.FIGURES),
    (*place.APP, *place.BEHIND, *place.LISTED),
    (*place.APP, *place.BEHIND, *form.PANE),
    (*place.FILTER,),
    (*form.HISTORY_FIELD,),
    (*form.FORM, *form.FIELD, *form.PAGES, *form.CHOICE, *form.EDIT),
    (*form.FORM, *form.PAGES, *form.LIST),
    (*form.FORM, *form.PAGES, *form.SIDES),
    (*form.FORM, *form.RESEMBLANCE),
    (*form.FORM, *form.LOSE),
    (*form.FORM, *form.IMPORT),
    (*form.FORM, *form.WRITE),
    (*form.FORM, *form.TEMPLATE),
    (*form.CHECKLIST, *form.GRID),
    (*form.STRUCTURE, *form.LIST),
    (*form.FIND, *form.LIST),
    (*form.KEYS, *form.LIST),
    (*form.HISTORY, *form.LIST),
    (*form.DUPLICATES, *form.LIST),
    (*place.APP, *form.DATA, *form.LIST),
    (*form.BACKUPS, *form.LIST),
    (*form.CHECK, *form.LIST),
    (*form.SETTINGS, *form.LIST),
    (*form.SOURCES, *form.LIST),
    (*form.PRIVATE, *form.LIST),
    (*form.ROWS, *form.LIST),
    (*place.VIEWS, *form.LIST),
    (*place.COLUMNS, *form.LIST),
)
"""Sections that are at hand at the same time: actions that never meet may share a key. A new one has its place here."""


@cache
def all_actions() -> dict[str, Action]:
    """Every action by its id, in the order in which lists of them show them."""
    return {str(action.id): action for section in TOGETHER for action in section}


def usual_keys() -> dict[str, str]:
    """The keys that each action has by itself, by its id."""
    return {name: action.key for name, action in all_actions().items()}


def does_of(action_id: str | None) -> str:
    """What an action does, by its id; nothing for what is not in the table."""
    action = all_actions().get(action_id or "")
    return action.does if action is not None else ""


@cache
def usual_order() -> dict[str, int]:
    """Where each action stands in lists of them, by its id."""
    return {name: number for number, name in enumerate(all_actions())}
