"""Log an exchange and what comes next, in one flow: the form of a call that has just ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from funneltui.clock import local_instant
from funneltui.domain.channels import CHANNELS
from funneltui.domain.dates import parse_day
from funneltui.domain.entries import NewTouch
from funneltui.domain.privacy import owes_source
from funneltui.i18n import N_, NP_, language, translate as _
from funneltui.tui.desk import Desk, Write
from funneltui.tui.desk.drafts import DraftPlace
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.next_action import needs_plan
from funneltui.tui.widgets.choice import Choice, no_or_yes, options_of
from funneltui.tui.widgets.field import Field, Note
from funneltui.tui.widgets.row import Row

if TYPE_CHECKING:
    from funneltui.storage.reads.contact_values import OpportunityDetail

_NOON = time(12)
"""When a back-dated exchange without a time is taken to have happened."""


class LogScreen(ChangeForm):
    """One exchange with each of the cards' contacts, and the next action, which is suggested.

    Args:
        ids: The cards.
        channel: What it went by, when that is known.
        note: What it was about, when that is known.
        informs: Whether it told them where one has their data from.
    """

    HEADING = N_("Exchange with {name}")
    SEVERAL = NP_("Exchange with {count} contact", "Exchange with {count} contacts")

    def __init__(
        self, desk: Desk, ids: Sequence[int], *, channel: str = "", note: str = "", informs: bool = False
    ) -> None:
        super().__init__(desk, ids)
        self._channel, self._note, self._informs = channel, note, informs
        self._plan: tuple[str, str] | None = None
        """The channel and the day of what is planned."""
        self._ahead = ""
        """What is planned and still to come, as it would be typed."""

    @property
    def draft_place(self) -> DraftPlace | None:
        """What was written just now is another exchange than the one whose entry was left."""
        place = super().draft_place
        return place._replace(form="log:written") if place is not None and self._note else place

    def rows(self) -> Iterable[Widget]:
        """The channel first, then what was said and what comes next; the rest is seldom needed."""
        deal = self.deal
        today = self.desk.clock.today()
        channels = options_of(CHANNELS)
        yield Choice("channel", _("Channel"), channels, self._channel or deal.channel or "call")
        yield Choice(
            "direction",
            _("Direction"),
            [("out", _("outgoing"), _("not answered yet")), ("in", _("incoming"), _("or you talked"))],
        )
        said = _("the person can ask to see this")
        yield Note("note", _("What was said"), self._note, placeholder=said, lines=2)
        yield from self._what_comes_next(deal, today, self._channel or deal.channel or "call")
        yield Note("outcome", _("Outcome"), placeholder=_("no reply, meeting set…"), lines=1)
        yield Note("objection", _("Objection"), placeholder=_("price, timing…"), lines=1)
        useful = _("information, an introduction, a shared cost")
        yield Choice("gave", _("Useful to them"), no_or_yes(useful))
        if self._informs or (len(self.cards) == 1 and _is_to_be_informed(deal)):
            told = _("this message says where you got their details")
            options = no_or_yes(told)
            yield Choice("informs", _("Source disclosed"), options, "yes" if self._informs else "")
        yield Field("at", _("Date"), placeholder=_("now"), check=understood.day_check(today, past=True))

    def _what_comes_next(self, deal: OpportunityDetail, today: date, channel: str) -> Iterable[Widget]:
        """What comes next, and whether what is planned is done with this: what is still ahead stays unless it is.

        What comes next stands first: a call and its follow-up take six keys besides the text.
        """
        is_one = len(self.cards) == 1  # what suits the first of several need not suit the others
        plan = understood.due_text(deal.due_on, deal.due_time, deal.what) if is_one else ""
        self._plan = (deal.channel, deal.due_on or "") if plan else None
        self._ahead = plan if (deal.due_on or "") >= today.isoformat() else ""
        done = plan and self._is_planned(channel)
        suggested = self._suggested(answered=False) if is_one and needs_plan(deal, today) else ""
        begun = suggested if done or not self._ahead else self._ahead
        yield Field("next", _("Next action"), begun, check=understood.due_check(today), long=True)
        if plan:
            options = [("", _("still to do"), plan), ("yes", _("done by this"), plan)]
            yield Choice("completes", _("Planned"), options, "yes" if done else "")

    def _is_planned(self, channel: str) -> bool:
        """Whether an exchange of today by a channel is what was planned."""
        return self._plan == (channel, self.desk.clock.today().isoformat())

    @on(Row.Changed, "#row-channel")
    def _by_another_way(self, event: Row.Changed) -> None:
        if self._plan is not None and not self.row("completes").changed:
            self.query_one("#row-completes", Choice).renew("yes" if self._is_planned(event.row.value) else "")

    @on(Row.Changed, "#row-completes")
    def _done_or_not(self) -> None:
        """What is planned stays the next action until it is done."""
        following = self.field("next")
        if self._ahead and not following.changed:
            answered = self.text("direction") == "in"
            following.renew(self._suggested(answered=answered) if self.text("completes") else self._ahead)

    def _suggested(self, *, answered: bool) -> str:
        more = 0 if answered else 1
        day, what = self.desk.reads.review.suggested(self.card, more=more, answered=answered)
        return understood.due_text(day.isoformat(), None, what)

    @on(Row.Changed, "#row-direction")
    def _turned(self, event: Row.Changed) -> None:
        """Who answers is followed up sooner than who is silent: propose another day, unless one was typed."""
        following = self.field("next")
        keeps = bool(self._ahead) and not self.text("completes")
        if following.initial and not following.changed and not keeps:
            following.renew(self._suggested(answered=event.row.value == "in"))

    def change(self) -> Write:
        """Log it."""
        today = self.desk.clock.today()
        completes = None if self._plan is None else bool(self.text("completes"))
        keeps = bool(self._ahead) and not completes and self.text("next") == self._ahead
        then = None if keeps else understood.due(self.text("next"), today)
        at: datetime | None = None
        if self.text("at"):
            read = parse_day(self.text("at"), today, language(), prefer="past")
            moment = read.time or (_NOON if read.day != today else None)
            at = local_instant(read.day, moment) if moment else None
        ids = self.cards
        touch = NewTouch(
            self.text("channel"),
            incoming=self.text("direction") == "in",
            outcome=self.text("outcome"),
            objection=self.text("objection"),
            note=self.text("note"),
            gave=bool(self.text("gave")),
            at=at,
            informs=any(row.value for row in self.query("#row-informs").results(Choice)),
        )
        return lambda services: services.touches.log(ids, touch, then, completes=completes)


def _is_to_be_informed(deal: OpportunityDetail) -> bool:
    """Whether a contact who was found somewhere has neither been told so nor written."""
    wrote = deal.last_in_at is not None
    return owes_source(deal.source, deal.informed_on, opposed=deal.opposed, wrote=wrote)
