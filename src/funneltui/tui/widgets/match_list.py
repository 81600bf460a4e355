"""People who were found, the letters that matched marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from funneltui.domain.stages import stage_name
from funneltui.domain.text import cells, fit, safe
from funneltui.i18n import translate as _
from funneltui.storage.reads.finder import Hit, spans
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.pick_list import Item, PickList

_STAGE_FROM = 56
"""From this width on a row says the stage."""
_MOST_STAGE = 14
_LEAST_FIGURES = 3
_LEAST = 6
"""Fewer cells of a fact say nothing."""
_PHONE = re.compile(r"(?:(?:\+|00)33)?[\d .()/+-]+", re.ASCII)


class MatchList(PickList, can_focus=False):
    """People, of whom one is under the cursor; the keys are those of the field above."""

    DEFAULT_CSS = "MatchList { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hits: Sequence[Hit] = ()
        self._words: list[str] = []
        self._nobody = ""
        self._stage_width = 0

    @property
    def hit(self) -> Hit | None:
        """Who is under the cursor."""
        return self._hits[self.cursor] if self._hits else None

    def show(self, hits: Sequence[Hit], words: Sequence[str], nobody: str = "") -> None:
        """Show others.

        Args:
            hits: Who was found, the likeliest first.
            words: The folded words to mark.
            nobody: What to say when that is nobody.
        """
        self._hits, self._words, self._nobody = hits, list(words), nobody
        stages = {self._stage(hit.person.stage_key, hit.person.stage_name) for hit in hits}
        self._stage_width = min(_MOST_STAGE, max(map(cells, stages), default=0))
        self.fill([Item(str(hit.person.contact_id), hit.person.name) for hit in hits])

    def render_line(self, y: int) -> Strip:
        """One row."""
        width, place = self.size.width, self._top + y
        style = desk_of(self).palette.style
        if place >= len(self._hits):
            words = fit(f"  {safe(self._nobody)}", width) if not self._hits and y == 0 else ""
            return Strip([Segment(words, style("faint", "bar"))]).adjust_cell_length(width, style("faint", "bar"))
        here = place == self.cursor
        ground = "cursor" if here else "bar"
        signs = desk_of(self).signs
        hit = self._hits[place]
        person = hit.person
        stage = self._stage(person.stage_key, person.stage_name) if width >= _STAGE_FROM else ""
        room = width - 2 - (self._stage_width + 3 if stage else 0)
        segments = [Segment(f"{signs['bar'] if here else ' '} ", style("key", ground))]
        for number, (text, role) in enumerate(self._parts(hit)):
            between = f" {signs['dot']} " if number > 1 else "  " * number
            if room < len(between) + _LEAST:
                break
            text = safe(text)  # noqa: PLW2901 - shown from here on
            if text == safe(hit.excerpt):
                text = self._from_the_match(text, room - len(between), signs["ellipsis"])  # noqa: PLW2901
            shown = fit(text, room - len(between))
            segments += [
                Segment(between, style("faint", ground)),
                *self._marked(shown, style(role, ground), style("here", ground)),
            ]
            room -= len(between) + cells(shown)
        strip = Strip([segment for segment in segments if segment.text]).adjust_cell_length(
            width - (self._stage_width + 1 if stage else 0), style("text", ground)
        )
        if not stage:
            return strip
        shown = fit(stage, self._stage_width)
        return Strip(
            [*strip, Segment(" " * (self._stage_width - cells(shown)) + shown + " ", style("faint", ground))], width
        )

    def _parts(self, hit: Hit) -> Iterator[tuple[str, str]]:
        """Texts of a row with their roles: who it is, then where the words stand, then the rest."""
        person = hit.person
        yield person.name, "name"
        facts = [person.job_title, person.email, person.phone]
        parts = [
            (person.organization, "faint" if hit.reason else "text"),
            (hit.reason, "text"),
            *((text, "text") for text in facts if self._places(text)),
            (hit.excerpt, "faint"),
            ("" if hit.reason or self._places(person.job_title) else person.job_title, "faint"),
        ]
        yield from ((text, role) for text, role in parts if text)

    def _from_the_match(self, text: str, room: int, ellipsis: str) -> str:
        """An excerpt, begun so late that what matched is in sight."""
        places = self._places(text)
        if not places or cells(text[: places[0][1]]) <= room:
            return text
        return f"{ellipsis} {text[places[0][0] :]}"

    def _places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in a text, as words or as the figures of a number."""
        return figures(text, self._words) or spans(text, self._words)

    def _stage(self, key: str, name: str | None) -> str:
        return safe(stage_name(key, name)) if key else _("no deal")

    def _marked(self, shown: str, style: Style, accent: Style) -> list[Segment]:
        """The text with what matched underlined and in the accent's colour."""
        marked = accent + Style(underline=True)
        segments, at = [], 0
        for start, end in self._places(shown):
            if end > at:
                segments += [Segment(shown[at:start], style), Segment(shown[max(at, start) : end], marked)]
                at = end
        segments.append(Segment(shown[at:], style))
        return segments


def figures(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where a phone number stands in a text, whatever parts its figures, there and in the words."""
    typed = " ".join(words)
    wanted = _national(re.sub(r"\D", "", typed, flags=re.ASCII))
    if len(wanted) < _LEAST_FIGURES or not _PHONE.fullmatch(typed):
        return []
    places = [place for place, sign in enumerate(text) if sign.isascii() and sign.isdigit()]
    at = "".join(text[place] for place in places).find(wanted)
    return [(places[at], places[at + len(wanted) - 1] + 1)] if at >= 0 else []


def _national(digits: str) -> str:
    """The figures of a French number that all ways to write it share."""
    return re.sub(r"^(?:0033|33(?=\d{9}$)|0)", "", digits)
