"""The contact beside the board: who it is, what is next, and everything that happened."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.cadence import AdviceKind
from funneltui.domain.days import short_day
from funneltui.domain.text import cells
from funneltui.errors import NotFoundError
from funneltui.i18n import translate as _
from funneltui.storage.reads.contact import OpportunityDetail
from funneltui.storage.reads.timeline import Moment
from funneltui.tui.form_commands import PANE
from funneltui.tui.glyphs import glyphs
from funneltui.tui.host import ascii_only, host
from funneltui.tui.widgets.pane_facts import Look, facts
from funneltui.tui.widgets.pane_lines import Line, Lines
from funneltui.tui.widgets.pane_timeline import moments

__all__ = ["ContactPane"]

_WINDOW = 40
"""Moments read at a time."""
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
    """One opportunity and its contact, drawn line by line.

    It reads when it is told to show another card, and the timeline as far as it is scrolled; a
    change of cards repaints only the lines that differ.

    | Key(s) | Does |
    | :- | :- |
    | up, down, page up, page down, home, end | Scroll. |
    """

    DEFAULT_CSS = """
    ContactPane { width: 1fr; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = list(PANE)

    def __init__(self, *, id: str | None = None, advised: bool = True) -> None:
        super().__init__(id=id)
        self._advised = advised
        self.opportunity_id: int | None = None
        """The card it shows."""
        self.detail: OpportunityDetail | None = None
        """What it knows of that card."""
        self._moments: list[Moment] = []
        self._complete = False
        self._lines: list[Line] = []
        self._year = 0
        self._top = 0
        self._drawn: list[tuple[Line, str]] = []

    # -- What it shows -----------------------------------------------------------------------------

    def show(self, opportunity_id: int | None) -> None:
        """Show a card, or nothing. The same card again is read anew, where it is scrolled to."""
        if opportunity_id != self.opportunity_id:
            self._top = 0
        self.opportunity_id = opportunity_id
        self._read()
        self._build()
        self._repaint()

    def _read(self) -> None:
        self._moments, self._complete, self.detail = [], True, None
        if self.opportunity_id is None:
            return
        reads = host(self).funnel.reads.contact
        try:
            self.detail = reads.detail(self.opportunity_id)
        except NotFoundError:
            return
        self._moments = reads.timeline(self.detail.contact_id, limit=_WINDOW)
        self._complete = len(self._moments) < _WINDOW

    def _build(self) -> None:
        """Make the lines for the present width."""
        self._lines, self._year = [], 0
        width = self.size.width - 2 * _MARGIN - 1
        if width < 1 or self.opportunity_id is None:
            return
        lines = Lines(width)
        if self.detail is None:
            lines.text("faint", _("This card is no more."))
            self._lines = lines.lines
            return
        look = self._look()
        facts(lines, self.detail, look, _temperature(self.detail, look.today), self._advice(self.detail, look.today))
        lines.rule(_("History"), look.signs["rule"])
        self._year = moments(lines, self._moments, look, self.detail.id, look.today.year)
        self._lines = lines.lines
        self._fill()

    def _advice(self, one: OpportunityDetail, today: date) -> str:
        """What to do about a silence; a plan for a day to come answers whether and when to write."""
        advice = host(self).funnel.reads.review.advice(one.id) if self._advised and not one.binned else None
        if advice is None:
            return ""
        planned = one.due_on is not None and one.due_on > today.isoformat()
        return "" if planned and advice.kind in _ANSWERED_BY_A_PLAN else advice.words

    def _look(self) -> Look:
        only = ascii_only(self)
        return Look(host(self).funnel.clock.today(), glyphs(ascii_only=only), only, host(self).key_of("board.roles"))

    def _fill(self) -> None:
        """Read on while the timeline's end is near the last line in sight."""
        while not self._complete and self.detail and len(self._lines) < self._top + 2 * self.size.height:
            more = host(self).funnel.reads.contact.timeline(self.detail.contact_id, self._moments[-1], _WINDOW)
            self._moments += more
            self._complete = len(more) < _WINDOW
            lines = Lines(self.size.width - 2 * _MARGIN - 1)
            self._year = moments(lines, more, self._look(), self.detail.id, self._year)
            self._lines += lines.lines

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
        height, total = self.size.height, len(self._lines)
        if total <= height:
            return " "
        size = max(1, height * height // total)
        start = (height - size) * self._top // max(1, total - height)
        return glyphs(ascii_only=ascii_only(self))["thumb"] if start <= y < start + size else " "

    def _style(self, name: str) -> Style:
        if self.has_focus and name in {"name", "thumb"}:
            name = "here"
        return host(self).palette.style(_ROLES.get(name, name))

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
        self._top = max(0, top)
        self._fill()
        self._top = max(0, min(self._top, len(self._lines) - self.size.height))
        self._repaint()

    def action_scroll(self, by: int) -> None:
        """Lines up or down."""
        self._go_to(self._top + by)

    def action_page(self, by: int) -> None:
        """Screens up or down."""
        self._go_to(self._top + by * max(1, self.size.height - 2))

    def action_end(self, by: int) -> None:
        """The beginning, or the oldest entry."""
        if by > 0:
            while not self._complete:
                self._top = len(self._lines)
                self._fill()
        self._go_to(len(self._lines) if by > 0 else 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self._go_to(self._top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self._go_to(self._top - _WHEEL)


def _difference(y: int, before: tuple[Line, str], after: tuple[Line, str], width: int) -> Region:
    """The part of a line that differs: every cell costs bytes on the way to a distant terminal."""
    old, new = before[0], after[0]
    start = _MARGIN
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        start += cells(one[1])
    if before[1] != after[1]:
        end = width
    else:
        end = min(width, _MARGIN + max(sum(cells(text) for _, text in line) for line in (old, new)))
    start = min(start, width - 1)
    return Region(start, y, max(1, end - start), 1)


def _temperature(one: OpportunityDetail, today: date) -> tuple[str, str, str]:
    """The level in code, the level in words, the reasons in words."""
    found = one.temperature(today)
    reasons = "  ".join(reason.text for reason in found.reasons)
    if found.manual:
        until = short_day(date.fromisoformat(found.until), today) if found.until else ""
        words = _("set by hand until {day}").format(day=until) if until else _("set by hand")
        reasons = f"{words}  {reasons}"
    return found.level.value, found.words, reasons
