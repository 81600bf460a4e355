"""How a card and a column's head look: rows of styled text of an exact width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from funneltui.clock import local_day
from funneltui.domain.days import at_time, day_words, weekday_name
from funneltui.domain.due import lateness
from funneltui.domain.stages import stage_name
from funneltui.domain.text import cells, fit, pad, safe
from funneltui.i18n import NC_, grouped, translate as _, translate_plural
from funneltui.storage.reads.board import CardRow, Lane
from funneltui.tui.looks import format as say

Parts = list[tuple[str, str]]
"""Text and the name of its style, side by side."""

_SILENT = 2
"""From so many unanswered messages on, a card says so."""
_LEAST_WHAT = 5
"""In fewer cells nobody knows what is to be done."""
_LEAST_NAME = 5
"""A column's sum gives way when less than this would be left of its name."""
_THIN = 18
"""In columns narrower than this the name has the card's first line for itself."""
_NAME_BESIDE_ORGANIZATION = 34
"""From this width on, the organization stands beside the name on one-line cards."""


class Painter(NamedTuple):
    """Draws with these signs, styles and facts.

    Attributes:
        signs: The glyphs by name.
        style: The style of a name, on the background of a state.
        today: The local day.
        grid_size: How many criteria there are.
        temperature: cold, warm or hot, for a card.
        idle_days: Days of rest after which a card of a stage counts as idle; 0 for never.
        ascii_only: Money is written without signs too.
    """

    signs: Mapping[str, str]
    style: Callable[[str, str], Style]
    today: date
    grid_size: int
    temperature: Callable[[CardRow], str]
    idle_days: dict[int, int]
    ascii_only: bool

    # -- Cards ------------------------------------------------------------------------------------

    def card(self, card: CardRow, lane_kind: str, line: int, lines: int, width: int) -> Parts:
        """One line of a card, at most `width` cells: its name, what it is about, when it is due, facts.

        Args:
            card: The card.
            lane_kind: The kind of its stage.
            line: Which line, from 0.
            lines: How many the card has: the fewer, the more stands together on one, or is left out.
            width: Cells.
        """
        if lines == 1:
            return self._one_line(card, lane_kind, width)
        if line == 0:
            if lines > 2 and width < _THIN:  # noqa: PLR2004
                return _justify([(fit(safe(card.name), width, self.signs["ellipsis"]), "name")], [], width)
            beside = lines == 2 and not self._is_named_below(card, lane_kind)  # noqa: PLR2004
            return self._name(card, width, self._warmth(card), beside=beside)
        if lines == 2:  # noqa: PLR2004
            return self._when(card, lane_kind, width, self._value(card, width // 2))
        return (self._work, self._when_only, self._facts)[line - 1](card, lane_kind, width)

    def _warmth(self, card: CardRow) -> Parts:
        """The sign of the temperature, and before it that of an opposition."""
        level = self.temperature(card)
        opposed: Parts = [(self.signs["opposed"] + " ", "overdue")] if card.opposed else []
        return [*opposed, (self.signs[level], level)]

    def _name(self, card: CardRow, width: int, right: Parts, *, beside: bool) -> Parts:
        """The name, the organization where it has room beside it, and what stands at the right."""
        room = width - _width(right) - 1
        name = fit(safe(card.name), room, self.signs["ellipsis"])
        left: Parts = [(name, "name")]
        spare = room - cells(name)
        if beside and card.organization not in {"", card.name} and spare >= 8:  # noqa: PLR2004
            left.append(("  " + fit(safe(card.organization), spare - 2, self.signs["ellipsis"]), "faint"))
        return _justify(left, right, width)

    def _one_line(self, card: CardRow, kind: str, width: int) -> Parts:
        level = self.temperature(card)
        band, _words = self._lateness(card, kind)
        right: Parts = [(self.signs[band], band), (" " * (width >= _THIN), "text"), (self.signs[level], level)]
        value = self._value(card, 9) if width >= 27 else ""  # noqa: PLR2004
        if value:
            right = [(value + "  ", "value"), *right]
        return self._name(card, width, right, beside=width >= _NAME_BESIDE_ORGANIZATION)

    def _work(self, card: CardRow, kind: str, width: int) -> Parts:
        """What the deal is about and its value; in a thin column its temperature, for the value has the next line."""
        value = self._value(card, width * 3 // 5) if width >= _THIN else ""
        right: Parts = [(value, "value")] if value else self._warmth(card) if width < _THIN else []
        room = width - (_width(right) + 1 if right else 0)
        planned = self._lateness(card, kind)[0] != "none"
        title = card.title if planned or not card.organization else ""  # else it has the line below
        what = [safe(text) for text in (card.organization, title) if text and text != card.name]
        text, style = f" {self.signs['dot']} ".join(what) or safe(card.job_title), "text"
        if not text and card.source:  # said as such: it looks like an organization
            text, style = _("via {source}").format(source=safe(card.source)), "faint"
        return _justify([(fit(text, room, self.signs["ellipsis"]), style)], right, width)

    def _when(self, card: CardRow, kind: str, width: int, value: str = "", *, with_title: bool = True) -> Parts:
        band, words = self._lateness(card, kind)
        if value and width < _THIN and band != "none":
            words, value = self._brief(card, kind, words, value, width)
        elif value and len(words) + cells(value) + 3 > width:
            value = self._value(card, 0)
        room = width - (cells(value) + 1 if value else 0)
        if band == "none":
            unplanned = self._unplanned(card, kind, room, with_title=with_title)
            return _justify(unplanned, [(value, "value")] if value else [], width)
        brief, beside = self._briefly(card, kind, words), room - 2 - _LEAST_WHAT
        if cells(words) + 2 > room or (card.what and cells(brief) + 2 <= beside < cells(words) + 2):
            words = brief  # the sign says that it is late, the column what the day means
        left: Parts = [(fit(f"{self.signs[band]} {words}", room, self.signs["ellipsis"]), band)]
        spare = room - _width(left) - 2
        if card.what and spare >= _LEAST_WHAT:
            left.append(("  " + fit(safe(card.what), spare, self.signs["ellipsis"]), "text"))
        return _justify(left, [(value, "value")] if value else [], width)

    def _is_named_below(self, card: CardRow, kind: str) -> bool:
        """Whether the second of two lines has room for the organization: nothing is planned, and no title known."""
        return card.title in {"", card.name} and self._lateness(card, kind)[0] == "none"

    def _unplanned(self, card: CardRow, kind: str, room: int, *, with_title: bool) -> Parts:
        """A faint sign where nothing is planned: the line is for what the deal is about, where that is known."""
        text = card.title if with_title else ""
        if with_title and self._is_named_below(card, kind):
            text = card.organization if card.organization != card.name else ""
        sign, words = self.signs["none"], self._lateness(card, kind)[1]
        if not text and cells(words) < room - cells(sign):
            text = words
        return [(sign, "none"), (" " + fit(safe(text), room - cells(sign) - 1, self.signs["ellipsis"]), "faint")]

    def _when_only(self, card: CardRow, kind: str, width: int) -> Parts:
        # Without an organization the title stands in the line above already.
        value = self._value(card, width) if width < _THIN else ""
        return self._when(card, kind, width, value, with_title=bool(card.title and card.organization))

    def _briefly(self, card: CardRow, kind: str, words: str) -> str:
        """When a card is due, in as few words as there are for it."""
        brief = words
        if card.due_on is not None:
            day = date.fromisoformat(card.due_on)
            late = lateness(day, self.today)
            brief = weekday_name(day, short=True) if late.days == -1 else late.brief  # without the hour
        elif stored := {"won": card.closed_on, "lost": card.closed_on, "parked": card.parked_until}.get(kind):
            day = date.fromisoformat(stored)  # the column says which day it is
            brief = _(NC_("brief", "today")) if day == self.today else day_words(day, self.today)
        return brief

    def _brief(self, card: CardRow, kind: str, words: str, value: str, width: int) -> tuple[str, str]:
        """When a card is due, and its value, both shortened as far as it takes; the value gives way at last."""
        brief = self._briefly(card, kind, words)
        short = self._value(card, 0)
        tried = ((words, value), (brief, value), (brief, short), (brief, short.replace(" ", "")))
        return next((pair for pair in tried if cells(pair[0]) + cells(pair[1]) + 3 <= width), (brief, ""))

    def _facts(self, card: CardRow, kind: str, width: int) -> Parts:
        parts: Parts = []
        answered = f"{card.yes_count}/{self.grid_size} {self.signs['check']}"
        parts.append((answered, "faint" if card.yes_count < self.grid_size else "good"))
        for sign, texts, style in self._flags(card, kind):
            room = width - _width(parts) - 2
            text = next((text for each in texts if cells(text := f"{sign} {each}".rstrip()) <= room), "")
            if text:
                parts.append(("  " + text, style))
        return _justify(parts, [], width)

    def _flags(self, card: CardRow, kind: str) -> Iterator[tuple[str, tuple[str, str], str]]:
        """What is not as it should be: a sign, words in full and in the least room, a style."""
        if card.opposed:
            words = _("do not contact") if card.opposed == 1 else _("not on all channels")
            yield self.signs["opposed"], (words, ""), "overdue"
        if card.unanswered >= _SILENT and kind in {"suspect", "open"}:
            text = translate_plural("{count} unanswered", "{count} unanswered", card.unanswered)
            yield self.signs["warn"], (text, grouped(card.unanswered)), "today"
        rest = self.idle_for(card)
        if rest and kind in {"suspect", "open"}:
            yield self.signs["idle"], (_("idle {days} d").format(days=rest), _("{days} d").format(days=rest)), "none"

    def idle_for(self, card: CardRow) -> int:
        """Days without activity, when they are more than the stage allows and nothing is planned; else 0."""
        if card.due_on is not None and card.due_on >= self.today.isoformat():
            return 0
        allowed = self.idle_days.get(card.stage_id, 0)
        last = local_day(max(card.last_touch_at or "", card.stage_since))
        days = (self.today - date.fromisoformat(last)).days
        return days if allowed and days > allowed else 0

    def _lateness(self, card: CardRow, kind: str) -> tuple[str, str]:
        """What stands for when the card is due: a band that is also a glyph, and words."""
        if kind == "parked" and card.parked_until:
            until = date.fromisoformat(card.parked_until)
            band = "overdue" if until < self.today else "today" if until == self.today else "future"
            return band, _("until {day}").format(day=day_words(until, self.today))
        if kind in {"won", "lost"} and card.due_on is None:
            day = day_words(date.fromisoformat(card.closed_on), self.today) if card.closed_on else ""
            return "future", (_("won {day}") if kind == "won" else _("lost {day}")).format(day=day).strip()
        late = lateness(card.due_on, self.today)
        time = f" {at_time(card.due_time)}" if card.due_time and late.days <= 0 else ""
        return late.kind.value, late.words + time

    def _value(self, card: CardRow, room: int) -> str:
        if card.amount is None:
            return ""
        return safe(say.money_within(card.amount, card.currency, room, ascii_only=self.ascii_only))

    # -- Columns ----------------------------------------------------------------------------------

    def head(
        self,
        lane: Lane,
        count: str,
        amounts: dict[str, int],
        width: int,
        style: str,
        *,
        unfiltered: int | None,
    ) -> Parts:
        """A column's name, its count and its sum."""
        counted = count if unfiltered is None else f"{count}/{grouped(unfiltered)}"
        name = safe(stage_name(lane.key, lane.name))
        room = width - cells(counted) - 1
        totals = list(say.amounts_by_length(amounts, ascii_only=self.ascii_only))
        least = min(cells(name), _LEAST_NAME)
        total = next(
            (
                total
                for kept in range(cells(name), least - 1, -1)
                for total in totals
                if room - cells(total) - 1 >= kept
            ),
            "",
        )
        name = fit(name, room - (cells(total) + 1 if total else 0), self.signs["ellipsis"])
        return _justify([(name, style), (" " + counted, "faint")], [(total, "value")] if total else [], width)

    def segments(self, parts: Parts, state: str) -> list[Segment]:
        """The parts on the background of a state."""
        return [Segment(text, self.style(name, state)) for text, name in parts if text]


def _width(parts: Parts) -> int:
    return sum(cells(text) for text, _ in parts)


def _justify(left: Parts, right: Parts, width: int) -> Parts:
    """Left parts, space, right parts: exactly `width` cells."""
    gap = width - _width(left) - _width(right)
    if gap < 0:  # only in columns too narrow for anything
        text = "".join(part for part, _ in left)
        return [(pad(fit(text, width), width), left[0][1] if left else "text")]
    return [*left, (" " * gap, "text"), *right]
