"""The top line: the program's name, the places one can be, the state of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from textual import events

from funneltui.domain.text import cells
from funneltui.i18n import grouped, translate as _, translate_plural
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.line import Line

_NAME = " funneltui "
_NARROW = 60
_WAYS = (
    (True, True, " "),
    (False, True, " "),
    (False, True, ""),
    (True, False, " "),
    (False, False, " "),
    (False, False, ""),
)
"""How the places can be drawn, each in less room: with the program's name, with all titles, what stands behind each."""
_GAP = 2
"""Cells at least between the places and what stands at the right."""
_FILTERED = frozenset({"board", "contacts"})
"""The places with a filter."""
_DROPPED = ("app.palette", "app.find", "board.filter", "app.help")
"""What is hinted at, the first to go first where there is no room."""


class ModeBar(Line):
    """Shows where one is; a click goes there, or does what a hint says.

    Args:
        place: The name of the place this bar stands in.
        selected: How many cards are selected there.
    """

    def __init__(self, place: str, selected: Callable[[], int]) -> None:
        super().__init__()
        self._selected = selected
        self._place = place
        self._spans: list[tuple[range, str]] = []
        self._hint_spans: list[tuple[range, str]] = []

    def pieces(self, width: int) -> list[tuple[str, str]]:
        """Name, places, and to the right what one should know."""
        pieces, used, self._spans = self._places(width)
        room = width - used - _GAP
        state = self._state(room)
        hints = self._hints(room - _length(state))
        right = [*state, *chain(*hints.values())]
        self._hint_spans = []
        if not right or _length(right) > room:
            return pieces
        pieces.append(("faint", " " * (width - used - _length(right))))
        at = width - _length(right) + _length(state)
        for action, hint in hints.items():
            self._hint_spans.append((range(at, at + _length(hint)), action))
            at += _length(hint)
        return pieces + right

    def _places(self, width: int) -> tuple[list[tuple[str, str]], int, list[tuple[range, str]]]:
        """What is drawn of the name and the places, how wide it is, and where each place is clicked."""
        desk = desk_of(self)
        places = [
            (name, desk.key_of(f"app.{name}"), _(title), desk.window.counts.waiting(name))
            for name, _k, title, _a in place_actions.MODES
        ]
        counted = [(name, key, words, f" {grouped(count)}" if count else "") for name, key, words, count in places]
        needed = _length([*self._needed(), *self._goals(short=True)])
        room = width - (needed + _GAP if needed else 0)
        pieces: list[tuple[str, str]] = []
        spans: list[tuple[range, str]] = []
        for named, all_titles, after in _WAYS:
            shown = [
                (name, key, words if all_titles or name == self._place else "", figure)
                for name, key, words, figure in counted
            ]
            pieces, spans = self._laid_out(shown, after, named=named and width >= _NARROW)
            if _length(pieces) <= room:
                break
        return pieces, _length(pieces), spans

    def _laid_out(
        self, places: Sequence[tuple[str, str, str, str]], after: str, *, named: bool
    ) -> tuple[list[tuple[str, str]], list[tuple[range, str]]]:
        """The name and the places, each with its key, title and figure, and where each is clicked."""
        pieces = [("here", _NAME if named else " ")]
        spans: list[tuple[range, str]] = []
        for name, key, words, figure in places:
            start = _length(pieces)
            gap = " " if after or words or figure else ""
            pieces += [("key", f" {key}{gap}"), ("here" if name == self._place else "faint", words)]
            pieces += [("text", figure if words else figure.strip()), ("faint", after)]
            spans.append((range(start, _length(pieces)), name))
        return pieces, spans

    def hinted(self) -> frozenset[str]:
        """The actions that this line has room to hint at: no need to do so elsewhere."""
        width = self.size.width
        room = width - self._places(width)[1] - _GAP
        return frozenset(self._hints(room - _length(self._state(room))))

    def _hints(self, room: int) -> dict[str, list[tuple[str, str]]]:
        """What to hint at in so much room, by the action."""
        desk = desk_of(self)
        hints = {
            action: [("key", f"{desk.key_of(action)} "), ("faint", f"{words}  ")]
            for action, words in (
                ("board.filter", _("filter")),
                ("app.find", _("search")),
                ("app.palette", _("commands")),
                ("app.help", _("help")),
            )
            if action != "board.filter" or self._place in _FILTERED
        }
        for action in _DROPPED:  # help explains the others: it goes last of them
            if sum(cells(text) for _, text in chain(*hints.values())) <= room:
                break
            hints.pop(action, None)
        return hints

    def _state(self, room: int) -> list[tuple[str, str]]:
        """What one should know of the file, the selection and the month's goals, in so much room."""
        pieces = self._needed()
        short = self._goals(short=True)
        for goals in (self._goals(short=False), short, short[:1]):
            if _length([*goals, *pieces]) <= room:
                return [*goals, *pieces]
        return pieces

    def _needed(self) -> list[tuple[str, str]]:
        """What has to be known of the file and the selection."""
        pieces: list[tuple[str, str]] = []
        if desk_of(self).funnel.database.read_only:
            pieces.append(("problem", _("read-only") + "  "))
        if chosen := self._selected():
            pieces.append(("here", translate_plural("{count} selected", "{count} selected", chosen) + "  "))
        return pieces

    def _goals(self, *, short: bool) -> list[tuple[str, str]]:
        """How far this month's goals are, on the board."""
        goals = desk_of(self).window.counts.goals if self._place == "board" else ()
        return [
            ("good" if goal.reached else "today" if goal.behind else "text", f"{goal.short if short else goal.words}  ")
            for goal in goals
        ]

    async def on_click(self, event: events.Click) -> None:
        """Go to the place that was clicked, or do what the clicked hint says."""
        for span, name in self._spans:
            if event.x in span:
                await self.run_action(f"app.mode('{name}')")
        for span, action in self._hint_spans:
            if event.x in span:
                for active in self.screen.active_bindings.values():
                    if active.binding.id == action:
                        await self.app.run_action(active.binding.action, active.node)
                        return


def _length(pieces: Sequence[tuple[str, str]]) -> int:
    return sum(cells(text) for _, text in pieces)
