"""Help: every key that works here, found by typing a few letters of what it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from textual.binding import ActiveBinding

from funneltui.domain.text import fold
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import KEYS
from funneltui.tui.actions.synonyms import also_called
from funneltui.tui.actions.table import does_of, usual_order
from funneltui.tui.desk import Desk
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.looks.keys import shown
from funneltui.tui.widgets.pick_list import Item
from funneltui.tui.widgets.text_input import TextInput

_HERE = N_("On this screen")
_SHOWN = N_("View")
_GROUPS = {
    "board": N_("Card"),
    "form": N_("In this form"),
    "choice": N_("Choice fields"),
    "list": N_("In the list"),
    "pane": N_("In the contact"),
    "nav": N_("Moving and selecting"),
    "app": N_("Everywhere"),
}
"""Where an action belongs, by the first part of its id; what is not here belongs to the screen below."""
_ORDER = (_HERE, *(_GROUPS[name] for name in ("form", "board")), _SHOWN, *_GROUPS.values())
_LOOKS = frozenset({"filter", "following", "sort", "views", "fold", "density", "period", "review", "close"})
"""What the board's keys do with the whole of it and not with a card."""
_KEY_WIDTH, _NARROW_KEY_WIDTH = 18, 11
_WITH_IDS = 100
"""From this many columns on, the ids that the settings' `keymap` takes stand at the right of every row."""


@dataclass
class _Row:
    """An action that is possible on the screen below."""

    group: str
    name: str
    title: str
    about: str
    keys: list[str] = field(default_factory=list)


class HelpScreen(PickScreen):
    """The keys that are active on the screen below, with what each does. Enter does it.

    Args:
        bindings: What is active there.
    """

    BINDINGS = KEYS

    def __init__(self, desk: Desk, bindings: Sequence[ActiveBinding]) -> None:
        super().__init__(desk, _("Help: keys of this screen"), ())
        self._rows = _rows(bindings)
        self._actions = {active.binding.id: active for active in bindings}

    def on_mount(self) -> None:
        """The key that opens the help closes it, from the line one types in too."""
        self.query_one("#words", TextInput).left_keys = frozenset({"question_mark"})
        super().on_mount()

    def how(self) -> str:
        """What the empty line to type in says."""
        return _("type to search") if self.is_narrow else _("type to search; Enter runs it; Esc closes")

    def matches(self, typed: str) -> list[Item]:
        """The rows whose words have all that is typed, group by group."""
        wanted = fold(typed).split()
        items: list[Item] = []
        group = ""
        with_ids = self.app.size.width >= _WITH_IDS
        only, width = self.desk.settings.ascii, _NARROW_KEY_WIDTH if self.is_narrow else _KEY_WIDTH
        for row in self._rows:
            listed = "  ".join(dict.fromkeys(shown(key, ascii_only=only) for key in row.keys))
            words = fold(f"{row.title} {row.about} {listed} {row.group} {row.name} {also_called(row.name)}")
            if not all(word in words for word in wanted):
                continue
            if row.group != group:
                group = row.group
                items.append(Item("", group, heading=True))
            items.append(Item(row.name, f"{listed:<{width}}{row.about}", note=row.name if with_ids else ""))
        return items or [Item("", _("No matching command."), faint=True)]

    def about(self, item: Item) -> str:
        """The whole of what a row does, and the id that the settings' `keymap` takes."""
        row = next((row for row in self._rows if row.name == item.key), None)
        return f"{row.about}  ·  {row.name}" if row is not None else ""

    def take(self, item: Item) -> None:
        """Close, then do it on the screen below."""
        active = self._actions.get(item.key)
        if active is not None:
            self.dismiss(None)
            self.app.call_later(self.app.run_action, active.binding.action, active.node)


def _rows(bindings: Iterable[ActiveBinding]) -> list[_Row]:
    """Each action with all of its keys, in the order of the groups."""
    by_id: dict[str, _Row] = {}
    for active in bindings:
        binding = active.binding
        if binding.id:
            about = _(binding.tooltip or binding.description)
            row = _Row(_group(binding.id), binding.id, _(binding.description), about)
            by_id.setdefault(binding.id, row).keys.append(binding.key)
    order = {group: place for place, group in reversed(list(enumerate(_ORDER)))}
    usual = usual_order()  # keys of the settings come last
    rows = sorted(by_id.values(), key=lambda row: (order[row.group], usual.get(row.name, len(usual))))
    for row in rows:
        row.group = _(row.group)
    return rows


def _group(name: str) -> str:
    place = name.partition(".")[0]
    if place == "board" and does_of(name) in _LOOKS:
        return _SHOWN
    return _GROUPS.get(place, _HERE)
