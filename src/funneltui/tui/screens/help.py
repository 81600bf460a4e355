"""Help: every key that works here, found by typing a few letters of what it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from funneltui.domain.text import fold
from funneltui.i18n import N_
from funneltui.i18n import translate as _
from funneltui.tui.commands import usual_order
from funneltui.tui.form_commands import HELP
from funneltui.tui.frames import OneFrameModal
from funneltui.tui.host import ascii_only, host
from funneltui.tui.keys import shown
from funneltui.tui.widgets.pick_list import Item, PickList
from funneltui.tui.widgets.text_input import TextInput

__all__ = ["HelpScreen"]

_GROUPS = (
    ("board", N_("With the card")),
    ("form", N_("In this form")),
    ("lose", N_("In this form")),
    ("import", N_("In this form")),
    ("history", N_("In the history")),
    ("choice", N_("In a choice")),
    ("list", N_("In the list")),
    ("pane", N_("In the contact")),
    ("nav", N_("Moving and selecting")),
    ("app", N_("Everywhere")),
)
_KEY_WIDTH, _NARROW_KEY_WIDTH, _NARROW = 18, 11, 60
_WITH_IDS = 100
"""From this many columns on, the ids that the settings' `keymap` takes stand at the right."""


class HelpScreen(OneFrameModal[None]):
    """The keys that are active on the screen below, with what each does. Enter does it.

    Args:
        bindings: What is active there.
    """

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = list(HELP)

    def __init__(self, bindings: Sequence[ActiveBinding]) -> None:
        super().__init__()
        self._rows = _rows(bindings)
        self._actions = {active.binding.id or active.binding.action: active for active in bindings}

    def compose(self) -> ComposeResult:
        """A line to type in, the keys."""
        with Vertical(id="help"):
            yield Static(Content(_("Help: what can be done here")), id="title")
            yield TextInput(placeholder=_("type to find; Enter does it; Esc closes"), id="words")
            yield PickList(self._items(""), id="keys")

    def _items(self, typed: str) -> list[Item]:
        """The rows whose words have all that is typed."""
        wanted = fold(typed).split()
        items: list[Item] = []
        shown_group = ""
        with_ids = self.app.size.width >= _WITH_IDS
        only, width = ascii_only(self), _KEY_WIDTH if self.app.size.width >= _NARROW else _NARROW_KEY_WIDTH
        for group, name, keys, title, about in self._rows:
            listed = "  ".join(dict.fromkeys(shown(key, ascii_only=only) for key in keys))
            words = fold(f"{title} {about} {listed} {group} {name}")
            if not all(word in words for word in wanted):
                continue
            if group != shown_group:
                shown_group = group
                items.append(Item("", group, heading=True))
            items.append(Item(name, f"{listed:<{width}}{about or title}", note=name if with_ids else ""))
        return items or [Item("", _("Nothing of that name can be done here."), faint=True)]

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#keys", PickList).fill(self._items(event.value))

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        self.query_one("#keys", PickList).action_choose()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        active = self._actions.get(event.item.key)
        if active is None:
            return
        self.dismiss(None)
        host(self).call_later(host(self).run_action, active.binding.action, active.node)

    def action_go(self, by: int) -> None:
        """A row up or down, while typing."""
        self.query_one("#keys", PickList).action_go(by)

    def action_page(self, by: int) -> None:
        """A page up or down, while typing."""
        self.query_one("#keys", PickList).action_page(by)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def _rows(bindings: Iterable[ActiveBinding]) -> list[tuple[str, str, list[str], str, str]]:
    """Group, id, keys, title and explanation of each action, in the order of the groups."""
    found: dict[str, tuple[str, str, list[str], str, str]] = {}
    titles = dict(_GROUPS)
    for active in bindings:
        binding = active.binding
        if not binding.id:
            continue
        prefix = binding.id.partition(".")[0]
        if prefix not in titles:
            continue
        row = found.setdefault(
            binding.id, (_(titles[prefix]), binding.id, [], _(binding.description), _(binding.tooltip))
        )
        row[2].append(binding.key)
    order = {_(title): place for place, (_prefix, title) in reversed(list(enumerate(_GROUPS)))}
    usual = usual_order()  # keys of the settings come last
    return sorted(found.values(), key=lambda row: (order[row[0]], usual.get(row[1], len(usual))))
