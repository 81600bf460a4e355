"""The top line: the program's name, the places one can be, the state of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from funneltui.domain.text import cells
from funneltui.i18n import grouped, translate as _, translate_plural
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import desk_of
from funneltui.tui.looks.format import money
from funneltui.tui.widgets.line import Line

_NAME = " funneltui "
_NARROW = 60


class _Way(NamedTuple):
    """How the places can be drawn."""

    titled: int
    """So many of them, from the left, with their titles; the one that one is in always has its own."""
    after: str = ""
    """What stands behind each."""
    named: bool = False
    """With the program's name before them."""
    counted: bool = True
    """With what waits in each."""


_ALL = len(place_actions.MODES)
_WITH_TITLES = (_Way(_ALL, " ", named=True), _Way(_ALL, " "), _Way(_ALL))
_TITLES_ALONE = _Way(_ALL, counted=False)
_FEWER_TITLES = (*(_Way(count, " ") for count in reversed(range(_ALL))), _Way(0))
"""Ways that need less and less room; the titles of all places stay longer than the goals and what waits."""
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

    def pieces(self, width: int) -> list[tuple[str, ...]]:
        """Name, places, and to the right what one should know."""
        pieces = self._places(width)
        room = width - _length(pieces) - _GAP
        state = self._state(room)
        right = [*state, *chain(*self._hints(room - _length(state)).values())]
        if right and _length(right) <= room:
            pieces.append(("faint", " " * (width - _length(pieces) - _length(right))))
            pieces += right
        return pieces

    def _places(self, width: int) -> list[tuple[str, ...]]:
        """What is drawn of the name and the places."""
        desk = desk_of(self)
        places = [
            (name, desk.key_of(f"app.{name}"), _(title), desk.window.counts.waiting(name))
            for name, _k, title, _a in place_actions.MODES
        ]
        counted = [(name, key, words, f" {grouped(count)}" if count else "") for name, key, words, count in places]
        pieces: list[tuple[str, ...]] = []
        for way, beside in self._ways():
            shown = [
                (name, key, words if number < way.titled or name == self._place else "", figure if way.counted else "")
                for number, (name, key, words, figure) in enumerate(counted)
            ]
            pieces = self._laid_out(shown, way.after, named=way.named and width >= _NARROW)
            if _length(pieces) <= width - (beside + _GAP if beside else 0):
                break
        return pieces

    def _ways(self) -> Iterator[tuple[_Way, int]]:
        """How the places can be drawn, the best first, and the cells that what stands at the right takes then."""
        needed, goals = _length(self._needed()), [] if self._selected() else self._goals(short=True)
        all_goals = needed + _length(goals)
        for beside in (all_goals, needed + _length(goals[:1]), needed):
            yield from ((way, beside) for way in _WITH_TITLES)
        yield _TITLES_ALONE, needed
        yield from ((way, all_goals) for way in _FEWER_TITLES)

    def _laid_out(
        self, places: Sequence[tuple[str, str, str, str]], after: str, *, named: bool
    ) -> list[tuple[str, ...]]:
        """The name and the places, each with its key, title and figure."""
        pieces: list[tuple[str, ...]] = [("here", _NAME if named else " ")]
        for name, key, words, figure in places:
            goes = f"app.{name}"
            gap = " " if after or words or figure else ""
            pieces += [("key", f" {key}{gap}", goes), ("here" if name == self._place else "faint", words, goes)]
            pieces += [("text", figure if words else figure.strip(), goes), ("faint", after, goes)]
        return pieces

    def hinted(self) -> frozenset[str]:
        """The actions that this line has room to hint at: no need to do so elsewhere."""
        width = self.size.width
        room = width - _length(self._places(width)) - _GAP
        return frozenset(self._hints(room - _length(self._state(room))))

    def _hints(self, room: int) -> dict[str, list[tuple[str, str, str]]]:
        """What to hint at in so much room, by the action."""
        desk = desk_of(self)
        hints = {
            action: [("key", f"{desk.key_of(action)} ", action), ("faint", f"{words}  ", action)]
            for action, words in (
                ("board.filter", _("filter")),
                ("app.find", _("search")),
                ("app.palette", _("commands")),
                ("app.help", _("help")),
            )
            if action != "board.filter" or self._place in _FILTERED
        }
        for action in _DROPPED:  # help explains the others: it goes last of them
            if _length(chain(*hints.values())) <= room:
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
        write = partial(money, ascii_only=desk_of(self).settings.ascii)
        return [
            (
                "good" if goal.reached else "today" if goal.behind else "text",
                f"{goal.short if short else goal.words(write)}  ",
            )
            for goal in goals
        ]


def _length(pieces: Iterable[tuple[str, ...]]) -> int:
    return sum(cells(text) for _role, text, *_ in pieces)
