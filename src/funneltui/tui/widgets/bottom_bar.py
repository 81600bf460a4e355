"""The bottom line: what can be done now, and what the last action did."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from funneltui.domain.text import cells, fit
from funneltui.i18n import translate as _
from funneltui.tui.actions.table import does_of
from funneltui.tui.desk import desk_of
from funneltui.tui.looks.keys import shown
from funneltui.tui.widgets.line import Line
from funneltui.tui.widgets.mode_bar import ModeBar

_HELP = "help"


class Hint(NamedTuple):
    """What the line hints at."""

    key: str
    words: str
    name: str
    """The id of the action."""

    @property
    def length(self) -> int:
        """The cells it takes."""
        return cells(self.key) + cells(self.words) + 4


class WholeStatus(Static):
    """The status that has no room on one line, over the lines above it until the next key."""

    DEFAULT_CSS = """
    WholeStatus {
        layer: told;
        dock: bottom;
        width: 1fr;
        height: auto;
        max-height: 6;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    WholeStatus.-problem { color: $warning; text-style: bold; }
    """


class BottomBar(Line):
    """Hints from the active bindings to the left, the status line to the right.

    The status has the right of way: hints that leave it no room are not drawn. What is longer than the
    line stands above it in full: a reason of which one reads half is none.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: dict[str, Hint] | None = None
        self._unfit: frozenset[str] = frozenset()
        self._whole: WholeStatus | None = None

    def status_changed(self) -> None:
        """Draw another status."""
        self.refresh()
        status = desk_of(self).status
        self.status_read()
        if cells(status.text) > self.size.width - 2 and self.is_mounted:
            self._whole = WholeStatus(Content(status.text), classes="-problem" if status.is_problem else "")
            self.screen.mount(self._whole)

    def status_read(self) -> None:
        """Take the long status away: it has been read."""
        whole, self._whole = self._whole, None
        if whole is not None:
            whole.remove()

    def on_unmount(self) -> None:
        """Nobody sees the status here any more."""
        self._status.views.remove(self)

    def on_mount(self) -> None:
        """Follow the status and what can be done."""
        self._status = desk_of(self).status
        self._status.views.append(self)
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        """Draw other hints; Textual tells of bindings at every change of the focus, mostly of the same ones."""
        former, self._hints = self._hints, None
        if former is not None and self._find_hints() != former:
            self.refresh()

    def leave_out(self, unfit: frozenset[str]) -> None:
        """Hint at no action of these names: they make no sense for what is under the cursor."""
        if unfit != self._unfit:
            self._unfit, self._hints = unfit, None
            self.refresh()

    def pieces(self, width: int) -> list[tuple[str, ...]]:
        """Hints, space, status."""
        desk = desk_of(self)
        status = fit(desk.status.text, width - 2, desk.signs["ellipsis"])
        pieces: list[tuple[str, ...]] = []
        used = 0
        for hint in self._fitting(width - (cells(status) + 3 if status else 1)):
            pieces += [("key", f" {hint.key} ", hint.name), ("faint", f"{hint.words}  ", hint.name)]
            used += hint.length
        if status:
            gap = max(1, width - used - cells(status) - 1)
            pieces += [
                ("faint", " " * gap),
                ("problem" if desk.status.is_problem else "status", status),
                ("faint", " "),
            ]
        return pieces

    def _fitting(self, room: int) -> list[Hint]:
        """The hints there is room for: in their order, and help always, unless the top line has it."""
        above = next((bar.hinted() for bar in self.screen.children if isinstance(bar, ModeBar)), frozenset[str]())
        hints = [hint for name, hint in self._find_hints().items() if name not in above]
        helps = [hint for hint in hints if does_of(hint.name).endswith(_HELP)]
        fitting, used = list[Hint](), sum(hint.length for hint in helps)
        for hint in hints:
            length = 0 if hint in helps else hint.length
            if used + length > room:
                return [*fitting, *(hint for hint in helps if hint not in fitting and used <= room)]
            fitting.append(hint)
            used += length
        return fitting

    def _find_hints(self) -> dict[str, Hint]:
        """What is shown, by the action's id; bindings of one group stand together."""
        if self._hints is None:
            hints: dict[str, Hint] = {}
            for active in self._shown_bindings():
                binding = active.binding
                key = shown(binding.key, ascii_only=desk_of(self).settings.ascii)
                if binding.group is not None:
                    words = _(binding.group.description)
                    former = hints.get(words)
                    key = f"{former.key}/{key}" if former else key
                    hints[words] = Hint(key, words, str(binding.id))
                else:
                    hints[str(binding.id)] = Hint(key, _(binding.description), str(binding.id))
            self._hints = hints
        return self._hints

    def _shown_bindings(self) -> list[ActiveBinding]:
        """The bindings to hint at, each with its first key only."""
        unfit = self._unfit
        if desk_of(self).funnel.database.read_only:
            from funneltui.tui.actions.fitting_cards import writing

            unfit |= writing()
        seen: set[str] = set()
        chosen = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and binding.description and active.enabled) or binding.action in seen:
                continue
            seen.add(binding.action)
            if does_of(binding.id) not in unfit:
                chosen.append(active)
        return chosen
