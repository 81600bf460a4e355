"""Today: what is to be done, by day, and what has no day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.days import at_time, day_words
from funneltui.domain.due import lateness
from funneltui.domain.review import lapsing
from funneltui.domain.stages import stage_name
from funneltui.domain.text import cells
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.storage.reads.agenda import Band, Reminder
from funneltui.storage.reads.board import CardRow
from funneltui.tui.actions.place_actions import TODAY
from funneltui.tui.desk import Desk
from funneltui.tui.looks import format as say
from funneltui.tui.places.list_screen import ListScreen
from funneltui.tui.widgets.row_list import RowList
from funneltui.tui.widgets.row_parts import Column, Section

_TITLES: dict[Band, tuple[str, str]] = {
    Band.OVERDUE: (N_("Overdue"), "overdue"),
    Band.TODAY: (N_("Today"), "today"),
    Band.WAKES: (N_("Back from Not now"), "today"),
    Band.ANSWERED: (N_("Answered: what next?"), "today"),
    Band.LAPSING: (N_("Proposals expired or expiring"), "today"),
    Band.WEEK: (N_("This week"), "here"),
    Band.LATER: (N_("Later"), "faint"),
    Band.NONE: (N_("No next action"), "none"),
}
_TO_INFORM = N_("inform:<=7d")
"""The query that finds whom the line above the list counts."""
_ROOM_TO_EXPLAIN = 110
_SCREENFUL = 200
"""Rows that fill any screen."""


_NARROW = 60
"""Below so many columns the day is said in its fewest words: the names would have no room beside it."""
_BRIEF_DATE = 10


def _date_width() -> int:
    """The cells of the longest words that say when something is due, with their sign and an hour."""
    return max(2 + cells(_(words)) + len(" 10:30") for words in (N_("today"), N_("tomorrow")))


class TodayScreen(ListScreen):
    """One list in bands, the most urgent first; every key of a card works on it."""

    PLACE = "today"
    BINDINGS = TODAY
    DEFAULT_CSS = """
    TodayScreen #inform { dock: top; margin-top: 1; height: auto; display: none; }
    """
    _whole = False
    """Whether it was read to its end before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reminders: dict[int, Reminder | None] = {}

    def above(self) -> Iterable[Widget]:
        """A line when people are to be told where their data come from."""
        yield Static(id="inform")

    def make_list(self) -> RowList:
        """Rows of cards."""
        return RowList(self._fetch, self._columns(), empty=self._nothing, id="agenda")

    def fill(self) -> None:
        """Read the bands: for the first frame a screenful, and what is far below right after it."""
        reads = self.desk.reads
        self._lanes = {lane.stage_id: lane for lane in reads.board.lanes()}
        self._today = self.desk.clock.today()
        self._say_whom_to_inform()
        sections: list[Section] = []
        for section in self._bands():
            sections.append(section)
            if not self._whole and sum(len(section.ids) for section in sections) >= _SCREENFUL:
                self.desk.after_refresh(self, self._fill_the_rest)
                break
        self._whole = True
        self.list.fill(sections)

    def _fill_the_rest(self) -> None:
        self.list.extend(list(self._bands()))

    def _bands(self) -> Iterator[Section]:
        """The bands that hold anything, each read when it is asked for."""
        for band in Band:
            if ids := self.desk.reads.agenda.ids(band):
                title, role = _TITLES[band]
                yield Section(ids, _(title), role)

    @property
    def _is_narrow(self) -> bool:
        return self.app.size.width < _NARROW

    def on_resize(self, event: events.Resize) -> None:
        """The day has another width where there is little room."""
        super().on_resize(event)
        self.list.show_columns(self._columns())

    def reload(self) -> None:
        """Draw everything anew, the headings too: it may be in another language."""
        self.list.show_columns(self._columns())
        super().reload()

    def _say_whom_to_inform(self) -> None:
        line, count = self.query_one("#inform", Static), self.desk.reads.agenda.to_inform()
        if line.display != bool(count):
            line.display = bool(count)
        if count:
            words = translate_plural(
                "Source to disclose to {count} contact:", "Source to disclose to {count} contacts:", count
            )
            if self.app.size.width >= _ROOM_TO_EXPLAIN:
                words = translate_plural(
                    "{count} contact hasn't been told where you got their data (one-month limit).",
                    "{count} contacts haven't been told where you got their data (one-month limit).",
                    count,
                )
            sign = self.desk.signs["warn"]
            shows = _("{key} shows them").format(key=self.desk.key_of("today.inform"))
            line.update(Content.styled(f" {sign} {words} {shows}", "$text-warning"))

    def action_to_inform(self) -> None:
        """Show whom: in the contacts, where a selection of them can be written to."""
        from funneltui.tui.places.contacts import go_to_contacts

        contacts = go_to_contacts(self.desk)
        contacts.call_after_refresh(contacts.filtering.ask, _(_TO_INFORM))

    def _fetch(self, ids: Iterable[int]) -> dict[int, CardRow]:
        reads, numbers = self.desk.reads, list(ids)
        self._reminders |= dict.fromkeys(numbers) | reads.agenda.reminders(numbers)
        return reads.board.cards(numbers)

    def _columns(self) -> list[Column]:
        ascii_only = self.desk.settings.ascii

        def value(card: CardRow) -> tuple[str, str]:
            return say.value_cell(card.amount, card.currency, ascii_only=ascii_only)

        return [
            Column(_("Date"), _BRIEF_DATE if self._is_narrow else _date_width(), self._when),
            Column(_("Name"), 17, lambda card: (card.name, "name"), grow=1),
            Column("", 1, self._heat),
            Column(_("Next action"), 22, self._what, grow=4, rank=1),
            Column(_("Organization"), 14, lambda card: (card.organization, "faint"), grow=2, rank=3),
            Column(_("Stage"), 12, self._stage, rank=4),
            Column(_("Value"), say.VALUE_CELLS, value, right=True, rank=2),
        ]

    def _when(self, card: CardRow) -> tuple[str, str]:
        sign = partial(self.desk.signs.get)
        if card.parked_until:
            until = day_words(date.fromisoformat(card.parked_until), self._today)
            return f"{sign('today')} {until}", "today"
        late = lateness(card.due_on, self._today)
        time = at_time(card.due_time) if card.due_time and late.days <= 0 else ""
        words = late.words if card.due_on else ""  # the band's title says it
        if self._is_narrow and card.due_on:
            words, time = (time, "") if late.days == 0 and time else (late.brief, "")
        return f"{sign(late.kind.value)} {words} {time}".rstrip(), late.kind.value

    def _what(self, card: CardRow) -> tuple[str, str]:
        """What is planned, and when an offer ends: first what is urgent; of who comes back what to say, and why."""
        words, reminder = [card.what], self._reminders.get(card.id)
        if reminder is not None and card.parked_until:
            words += [reminder.say, reminder.why]
        elif reminder is not None and reminder.offer_until:
            is_due = card.due_on is not None and card.due_on <= self._today.isoformat()
            ends = lapsing((date.fromisoformat(reminder.offer_until) - self._today).days).words
            words.insert(len(words) if is_due and card.what else 0, ends)
        if any(words):
            return " · ".join(filter(None, words)), "text"
        stage = "" if self.list.shows(_("Stage")) else self._stage(card)[0]
        organization = "" if self.list.shows(_("Organization")) else card.organization
        return " · ".join(filter(None, (stage, organization, card.title))), "faint"

    def _heat(self, card: CardRow) -> tuple[str, str]:
        level = card.level(self._lanes.get(card.stage_id), self._today)
        return self.desk.signs[level], level

    def _stage(self, card: CardRow) -> tuple[str, str]:
        lane = self._lanes.get(card.stage_id)
        return (stage_name(lane.key, lane.name) if lane else ""), "faint"

    def _nothing(self) -> Sequence[str]:
        key = self.desk.key_of
        back = _("{key}  back to the board").format(key=key("app.board"))
        if not any(lane.count for lane in self._lanes.values()):
            add = _("{key}  add a prospect").format(key=key("board.add").rjust(len(key("app.board"))))
            return [_("No prospects yet."), "", add, back]
        return [
            _("Nothing is due, and every deal has a next action. Well done."),
            "",
            _("{key}  review the pipeline anyway").format(key=key("app.review")),
            back,
        ]
