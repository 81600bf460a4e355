"""The contact beside the board: who it is, what is next, and everything that happened."""

from __future__ import annotations

import contextlib
from datetime import date

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.cadence import AdviceKind
from funneltui.domain.days import short_day
from funneltui.domain.text import cells
from funneltui.errors import NotFoundError
from funneltui.i18n import translate as _
from funneltui.storage.reads.contact_values import ContactDetail, OpportunityDetail
from funneltui.storage.reads.timeline import Moment
from funneltui.storage.reads.warmth import temperature_of
from funneltui.tui.actions.form_actions import PANE
from funneltui.tui.desk import desk_of
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.widgets.history_field import HistoryField
from funneltui.tui.widgets.pane_facts import Look, facts, person_facts
from funneltui.tui.widgets.pane_history import KIND_NAMES, History
from funneltui.tui.widgets.pane_lines import Line, Lines
from funneltui.tui.widgets.pane_timeline import moments, words_of
from funneltui.tui.widgets.scrolling import has_thumb, turned

_WINDOWS = 5
"""So many windows of the history are looked through before the screen gets its turn."""
_ANSWERED_BY_A_PLAN = {AdviceKind.FOLLOW_UP, AdviceKind.ANSWER_THEM}
_WHEEL = 3
_MARGIN = 1
_ROLES = {
    "strong": "name",
    "label": "faint",
    "heading": "key",
    "way": "text",
    "tag": "key",
}
"""Where the pane's own style names are not those of the palette."""


class ContactPane(Widget, can_focus=True):
    """One deal and its contact, drawn line by line.

    It reads when it is told to show another card, and the timeline as far as it is scrolled; a
    change of cards repaints only the lines that differ.

    | Key(s) | Does |
    | :- | :- |
    | up, down, page up, page down, home, end | Scroll. |
    | left, right | Another kind of entries in the history. |
    | / | Only entries with the words that are typed. |
    | escape, q | The whole history again, then back to what it stands beside, or over. |
    """

    DEFAULT_CSS = """
    ContactPane { width: 1fr; height: 1fr; }
    ContactPane HistoryField.-textual-compact { dock: bottom; width: 1fr; height: 1; padding: 0 1; background: $panel; }
    """
    BINDINGS = PANE

    class Left(Message):
        """One is done with the contact."""

    def __init__(self, *, id: str | None = None, advised: bool = True) -> None:
        super().__init__(id=id)
        self._advised = advised
        self.opportunity_id: int | None = None
        """The card it shows."""
        self.contact_id: int | None = None
        """Whom it shows, when they may have no card."""
        self.detail: ContactDetail | None = None
        """What it knows of that card, or of that person."""
        self.history = History(lambda: desk_of(self).reads.contact, self._words_of)
        """What happened, as far as it was read."""
        self._field: HistoryField | None = None
        self._searching = False
        self._head = 0
        self._lines: list[Line] = []
        self._year = 0
        self._top = self._wanted = 0
        self._drawn: list[tuple[Line, str]] = []

    # -- What it shows -----------------------------------------------------------------------------

    def show(self, opportunity_id: int | None, contact_id: int | None = None) -> None:
        """Show a card, or somebody without one, or nothing. The same again is read anew, where it is scrolled to."""
        if (opportunity_id, contact_id) != (self.opportunity_id, self.contact_id):
            self._top = self._wanted = 0
        self.opportunity_id, self.contact_id = opportunity_id, contact_id
        self._read()
        self._build()
        self._repaint()

    def _read(self) -> None:
        self.detail = None
        reads = desk_of(self).reads.contact
        with contextlib.suppress(NotFoundError):
            if self.opportunity_id is not None:
                self.detail = reads.detail(self.opportunity_id)
            elif self.contact_id is not None:
                self.detail = reads.person(self.contact_id)
        self.history.begin(self.detail.contact_id if self.detail is not None else None)

    def _build(self) -> None:
        """Make the lines for the present width."""
        self._lines, self._year = [], 0
        if self._text_width < 1 or (self.opportunity_id is None and self.contact_id is None):
            return
        lines = Lines(self._text_width)
        if self.detail is None:
            lines.text("faint", _("This card no longer exists."))
            self._lines = lines.lines
            return
        look = self._look()
        if isinstance(self.detail, OpportunityDetail):
            advice = self._advice(self.detail, look.today)
            facts(lines, self.detail, look, _temperature(self.detail, look), advice)
        else:
            person_facts(lines, self.detail, look, desk_of(self).key_of("board.deal"))
        lines.blank()
        self._head = len(lines.lines)
        lines.rule(self._history_words(look), look.signs["rule"])
        self._year = moments(lines, self.history.moments, look, self.opportunity_id or 0, look.today.year)
        self._lines = lines.lines
        self._fill()

    def _history_words(self, look: Look) -> str:
        """The history's heading: what it is narrowed down to, and that there is a choice."""
        history = self.history
        kind = f"{look.signs['left']} {_(KIND_NAMES[history.kind])} {look.signs['right']}"
        words = history.words.strip() if self._field is None else ""
        quoted = "  " + _("“{text}”").format(text=words) if words else ""
        return f"{_('History')} {kind}{quoted}"

    def _advice(self, deal: OpportunityDetail, today: date) -> str:
        """What to do about a silence; a plan for a day to come answers whether and when to write."""
        advice = desk_of(self).reads.review.advice(deal.id) if self._advised and not deal.binned else None
        if advice is None:
            return ""
        planned = deal.due_on is not None and deal.due_on > today.isoformat()
        return "" if planned and advice.kind in _ANSWERED_BY_A_PLAN else advice.words

    def _look(self) -> Look:
        only = desk_of(self).settings.ascii
        return Look(desk_of(self).clock.today(), glyphs(ascii_only=only), only, desk_of(self).key_of("board.roles"))

    def _fill(self) -> None:
        """Read on while the timeline's end is near the last line in sight, with breaks when little of it is wanted."""
        history = self.history
        for _turn in range(_WINDOWS):
            if history.complete or self.detail is None or len(self._lines) >= self._top + 2 * self.size.height:
                break
            lines = Lines(self._text_width)
            self._year = moments(lines, history.more(), self._look(), self.opportunity_id or 0, self._year)
            self._lines += lines.lines
        else:  # the last window did not suffice
            if not self._searching:
                self._searching = True
                self.call_later(self._go_on)
        if history.complete and self.detail is not None and not history.moments:
            lines = Lines(self._text_width)
            no_match = _("No match in the history. {key} shows everything.")
            words = no_match if history.is_filtered else _("No history yet.")
            lines.text("faint", words.format(key=desk_of(self).key_of("pane.clear")))
            self._lines = self._lines[: self._head + 1] + lines.lines

    def _go_on(self) -> None:
        """Look further back."""
        self._searching = False
        self._go_to(self._wanted)

    # -- What the history shows ---------------------------------------------------------------------

    def _words_of(self, moment: Moment) -> str:
        return words_of(moment, self._look(), self.opportunity_id or 0)

    def action_kind(self, by: int) -> None:
        """Another kind of entries."""
        self.history.turn(by)
        self._show_history()

    def action_find(self) -> None:
        """Type words; only entries with all of them are left."""
        if self._field is None:
            self._field = HistoryField(self.history.words, self._narrow, self._end_search)
            self.mount(self._field)
        self._show_history()
        self.screen.set_focus(self._field)  # at once: what is typed next is meant for it

    def action_clear(self) -> None:
        """The whole history again; with nothing left out, give the keys back."""
        if self.history.is_filtered or self._field is not None:
            self.history.narrow("", "")
            self._end_search()
        else:
            self.post_message(self.Left())

    def _end_search(self) -> None:
        """From the words to what they found."""
        if self._field is not None:
            field, self._field = self._field, None
            self.focus()
            field.remove()
        self._show_history()

    def _narrow(self, words: str) -> None:
        if words != self.history.words:
            self.history.narrow(self.history.kind, words)
            self._show_history()

    def _show_history(self) -> None:
        """Draw the history anew, with its heading in sight."""
        self._build()
        if not self._top <= self._head < self._top + self._height // 2:
            self._top = self._head
        self._go_to(self._top)
        self.refresh_bindings()

    @property
    def _text_width(self) -> int:
        """Cells of a line, without the margins and the scroll bar."""
        return self.size.width - 2 * _MARGIN - 1

    @property
    def _height(self) -> int:
        """The lines that are not covered by the field."""
        return self.size.height - (self._field is not None)

    # -- How it draws ------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line, and the scroll bar's part beside it."""
        width, base = self.size.width, self._style("text")
        segments = [Segment(" " * _MARGIN, base)]
        at = _MARGIN
        for name, text in self._line(y):
            if text:
                segments.append(Segment(text, self._style(name)))
                at += cells(text)
        thumb = self._thumb(y)
        segments.append(Segment(" " * max(0, width - at - 1), base))
        segments.append(Segment(thumb, self._style("thumb")))
        return Strip(segments).crop(0, width)

    def _line(self, y: int) -> Line:
        place = self._top + y
        return self._lines[place] if place < len(self._lines) else ()

    def _thumb(self, y: int) -> str:
        return desk_of(self).signs["thumb"] if has_thumb(y, self._top, self.size.height, len(self._lines)) else " "

    def _style(self, name: str) -> Style:
        if self.has_focus and name in {"name", "thumb"}:
            name = "here"
        return desk_of(self).palette.style(_ROLES.get(name, name))

    def _repaint(self) -> None:
        """Repaint the parts of lines that are no longer what was drawn."""
        now = [(self._line(y), self._thumb(y)) for y in range(self.size.height)]
        if len(now) != len(self._drawn):
            self.refresh()
        else:
            pairs = enumerate(zip(self._drawn, now, strict=True))
            changed = [
                _difference(y, before, after, self.size.width) for y, (before, after) in pairs if before != after
            ]
            if changed:
                self.refresh(*changed)
        self._drawn = now

    def on_resize(self) -> None:
        """The lines are wrapped anew."""
        self._build()
        self._go_to(self._top)
        self._drawn = []
        self._repaint()

    # -- Scrolling ---------------------------------------------------------------------------------

    def _go_to(self, top: int) -> None:
        self._wanted = self._top = max(0, top)
        self._fill()
        self._top = max(0, min(self._top, len(self._lines) - self._height))
        self._repaint()

    def action_scroll(self, by: int) -> None:
        """Lines up or down."""
        self._go_to(self._top + by)

    def action_page(self, by: int) -> None:
        """Screens up or down."""
        self._go_to(self._top + by * max(1, self._height - 2))

    def action_end(self, by: int) -> None:
        """The beginning, or the oldest entry."""
        if by > 0:
            while not self.history.complete:
                self._top = len(self._lines)
                self._fill()
        self._go_to(len(self._lines) if by > 0 else 0)

    def on_click(self, event: events.Click) -> None:
        """A click on the history's heading turns to the next kind of entries."""
        if self._top + event.y == self._head and self.detail is not None:
            self.action_kind(1)

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        event.stop()
        self._go_to(self._top + turned(event) * _WHEEL)


def _difference(y: int, before: tuple[Line, str], after: tuple[Line, str], width: int) -> Region:
    """The part of a line that differs: every cell costs bytes on the way to a distant terminal."""
    old, new = before[0], after[0]
    start = _MARGIN
    for piece, other in zip(old, new, strict=False):
        if piece != other:
            break
        start += cells(piece[1])
    if before[1] != after[1]:
        end = width
    else:
        end = min(width, _MARGIN + max(sum(cells(text) for _, text in line) for line in (old, new)))
    start = min(start, width - 1)
    return Region(start, y, max(1, end - start), 1)


def _temperature(deal: OpportunityDetail, look: Look) -> tuple[str, str, str]:
    """The level in code, the level in words, the reasons in words."""
    today = look.today
    temperature = temperature_of(deal, today)
    reasons = temperature.why
    if look.ascii_only:
        reasons = reasons.replace("\N{MINUS SIGN}", "-")
    if temperature.manual:
        until = short_day(date.fromisoformat(temperature.until), today) if temperature.until else ""
        words = _("set by hand until {day}").format(day=until) if until else _("set by hand")
        reasons = f"{words}  {reasons}"
    return temperature.level.value, temperature.words, reasons
