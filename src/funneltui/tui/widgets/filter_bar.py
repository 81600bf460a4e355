"""The filter's field: what is shown follows as one types, mistakes are pointed at, keys and values completed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rich.segment import Segment
from rich.text import Text
from textual import on
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from funneltui.domain.query import Completion, QueryError, Vocabulary, complete, explain
from funneltui.domain.text import cells, fit, fold, pad, safe
from funneltui.i18n import sentence, translate as _
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.pane_lines import wrap
from funneltui.tui.widgets.text_input import TextInput, shown

_MOST_ROWS = 6
_LIST_WIDTH = 46
_LEFT = 1
"""Cells before the text in the field."""

HintLine: TypeAlias = list[tuple[str, str]]
"""A line above the field: roles of the palette and safe texts."""


class FilterBar(TextInput):
    """Type what to look for; Enter goes to the cards, Esc clears.

    | Key(s) | Description |
    | :- | :- |
    | tab, shift+tab | Take the suggestion; complete the key or value, then the next or former one. |
    | enter | Mend a mistake, else to the cards. |
    | down | To the cards. |
    | escape | Clear and close. |

    Args:
        words: The query to begin with.
        show: Shows what another query finds; gives what is wrong with it.
        leave: Called when one is done with typing: with True, the filter is given up.
    """

    DEFAULT_CSS = """
    FilterBar.-textual-compact { height: 1; padding: 0 1; background: $panel; }
    """
    BINDINGS = place_actions.FILTER

    _error: QueryError | None = None
    """What is wrong with the query; asked for while Textual puts the first words in."""

    def __init__(self, words: str, show: Callable[[str], QueryError | None], leave: Callable[[bool], object]) -> None:
        super().__init__(words, placeholder=_("words or conditions such as stage:lead due:overdue; Tab completes"))
        self._show = show
        self._leave = leave
        self.hints = FilterHints()
        """What is shown above the field; to be mounted beside it."""
        self._vocabulary: Vocabulary | None = None
        self._options: tuple[Completion, ...] = ()
        self._cycle: tuple[Completion, ...] = ()
        self._at = 0
        self._base = self._put = ""

    def on_mount(self) -> None:
        """Learn the words of this file; the sources and tags in use come from a thread, and are kept."""
        finding = desk_of(self).reads.finding
        if (known := finding.learnt) is not None:
            self._vocabulary = known
            return
        self._vocabulary, state = finding.vocabulary(), finding.state

        def learn(vocabulary: Vocabulary) -> None:
            finding.learn(state, vocabulary)
            self._vocabulary = vocabulary
            self._hint()

        desk_of(self).ask(self, "words", lambda reads: reads.finding.full_vocabulary(), learn)

    # -- Typing -------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.value:
            return  # more was typed meanwhile
        if self.value != self._put:
            self._cycle = ()
        self._error = self._show(self.value)
        self._hint()
        self.refresh()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._error is None or self._error.query != self.value:
            self.action_leave()
        elif not self._mend() and self._options:
            self.action_take(1)

    def action_leave(self) -> None:
        """To the cards."""
        self._leave(not self.value.strip())

    def action_clear(self) -> None:
        """Give the filter up."""
        self._leave(True)  # noqa: FBT003 - said in the class's docstring

    def action_take(self, by: int) -> None:
        """Mend the mistake that is shown, or complete what the cursor stands behind; again, the next way to."""
        if self._mistake is not None and self._mend():
            return
        if len(self._cycle) > 1 and self.value == self._put:
            self._at = (self._at + by) % len(self._cycle)
        elif options := self._options or complete(self.value, self.cursor_position, self._vocabulary, asked=True):
            self._cycle, self._base, self._at = options, self.value, 0 if by > 0 else len(options) - 1
        else:
            return
        completion = self._cycle[self._at]
        self._fill(
            self._base[: completion.start] + completion.text + self._base[completion.end :],
            completion.start + len(completion.text),
        )

    def _mend(self) -> bool:
        error = self._error
        if error is None or error.query != self.value or not error.repaired:
            return False
        self._fill(error.repaired, error.start + len(error.suggestion))
        return True

    def _fill(self, text: str, cursor: int) -> None:
        self._put = text
        self.value = text
        self.cursor_position = cursor

    # -- What is shown above ------------------------------------------------------------------------

    @property
    def _value(self) -> Text:
        text = super()._value
        if self._error is not None and self._error.query == self.value:
            text.stylize("underline", self._error.start, self._error.end)
        return text

    @property
    def _mistake(self) -> QueryError | None:
        """The mistake to show: not what is still being typed and can be completed."""
        error = self._error
        if error is None or error.query != self.value:
            return None
        return None if self._options and error.end >= self.cursor_position else error

    def on_focus(self) -> None:
        """Hints are for who types."""
        self._hint()

    def on_blur(self) -> None:
        """Nobody types any more."""
        self.hints.show([])

    def _hint(self) -> None:
        if not self.has_focus:
            return
        if self._cycle and self.value == self._put and len(self._cycle) > 1:
            self._list(self._cycle, self._at)
            return
        options = complete(self.value, self.cursor_position, self._vocabulary)
        done = len(options) == 1 and self.value[options[0].start : options[0].end] == options[0].text
        self._options = () if done else options
        error = self._mistake
        if error is not None:
            self.hints.show(self._pointed(error), wide=True)
        elif self._options:
            self._list(self._options, None)
        else:
            said = self._said()
            self.hints.show([[("faint", f" {said}")]] if said else [], wide=True)

    def _said(self) -> str:
        """What was understood, when it is more than words."""
        try:
            query = desk_of(self).reads.finding.parse(self.value)
        except QueryError:
            return ""
        if not any(condition.field or condition.negated for condition in query.conditions):
            return ""
        return safe(" · ".join(explain(query, self._vocabulary)))

    def _list(self, options: tuple[Completion, ...], at: int | None) -> None:
        most = max(1, min(_MOST_ROWS, self.screen.size.height - 5))
        first = 0 if at is None else max(0, min(at - most // 2, len(options) - most))
        room = min(_LIST_WIDTH, self.screen.size.width) - 3
        signs = desk_of(self).signs
        rows: list[HintLine] = []
        for place, option in enumerate(options[first : first + most], first):
            text = fit(safe(option.text), room)
            words = "" if fold(option.words) == fold(option.text.rstrip(":")) else safe(option.words)
            rest = pad(fit(words, max(0, room - cells(text) - 2)), max(0, room - cells(text) - 2))
            here = place == at
            sign = signs["bar"] if here else " "
            rows.append([("here", f"{sign} "), ("name" if here else "key", text), ("faint", f"  {rest} ")])
        self.hints.show(rows, first_words=_("Tab") if at is None else "")

    def _pointed(self, error: QueryError) -> list[HintLine]:
        """The message, and signs that point down at the mistake."""
        longer = cells(shown(error.query)) >= self.content_size.width > 0
        before = _LEFT + cells(shown(error.query[: error.start])) - (self.scroll_offset.x if longer else 0)
        length = max(1, cells(shown(error.query[error.start : error.end])))
        width = self.screen.size.width
        signs = fit(" " * max(0, before) + desk_of(self).signs["target"] * length, width, "")
        words = safe(sentence(error))
        if error.repaired:
            words += "  " + _("Tab: {suggestion}").format(suggestion=safe(error.suggestion))
        if cells(signs) + 2 + cells(words) <= width:
            return [[("problem", signs), ("problem", f"  {words}")]]
        lines = wrap(" ".join(words.split()), width - 3)
        return [*([("problem", f" {line}")] for line in lines), [("problem", signs)]]


class FilterHints(Widget):
    """Lines over what is above the field, which they do not push away."""

    DEFAULT_CSS = """
    FilterHints { layer: above; dock: bottom; margin-bottom: 2; height: 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[HintLine] = []
        self._corner = ""

    def show(self, rows: list[HintLine], *, wide: bool = False, first_words: str = "") -> None:
        """Show these lines, or none.

        Args:
            rows: Roles and safe texts.
            wide: Whether they take the whole width.
            first_words: What stands at the right of the first line.
        """
        self._rows, self._corner = rows, first_words
        if bool(rows) != self.display:
            self.display = bool(rows)
        width = "100%" if wide else str(_LIST_WIDTH)
        if rows and (self.styles.height is None or self.styles.height.value != len(rows)):
            self.styles.height = len(rows)
        if str(self.styles.width) != width:
            self.styles.width = width
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        style, width = desk_of(self).palette.style, self.size.width
        row = self._rows[y] if y < len(self._rows) else []
        segments = [Segment(text, style(role, "cursor-blurred")) for role, text in row if text]
        strip = Strip(segments).adjust_cell_length(width, style("faint", "cursor-blurred"))
        if y == 0 and self._corner and cells(self._corner) + 1 < width:
            corner = Segment(f"{self._corner} ", style("key", "cursor-blurred"))
            strip = Strip([*strip.crop(0, width - cells(self._corner) - 1), corner], width)
        return strip
