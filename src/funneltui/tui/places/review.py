"""Review: one prospect at a time, each leaves with a decision, and the next one comes by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from funneltui.domain.due import lateness
from funneltui.domain.review_run import Decision, ReviewRun
from funneltui.domain.text import safe
from funneltui.i18n import NP_, grouped, translate as _, translate_plural
from funneltui.tui.actions import place_actions
from funneltui.tui.actions.action import Actions
from funneltui.tui.actions.form_actions import PANE
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.looks.keys import shown
from funneltui.tui.looks.theme import MUTED
from funneltui.tui.places import review_store
from funneltui.tui.places.chosen import Chosen, hint
from funneltui.tui.widgets.bottom_bar import BottomBar
from funneltui.tui.widgets.contact_pane import ContactPane
from funneltui.tui.widgets.mode_bar import ModeBar
from funneltui.tui.widgets.pane_lines import wrap

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change

_NARROW = 100
_BAR = 24
_SUMMARY_MARGIN = 10
"""Cells beside the names of a summary."""
_DONE: dict[Decision, tuple[str, str]] = {
    Decision.PLANNED: NP_("{count} has a dated next action", "{count} have a dated next action"),
    Decision.WON: NP_("{count} won", "{count} won"),
    Decision.LOST: NP_("{count} lost, with the reason", "{count} lost, with their reasons"),
    Decision.PARKED: NP_("{count} parked until a date", "{count} parked until a date"),
    Decision.SKIPPED: NP_("{count} skipped", "{count} skipped"),
    Decision.GONE: NP_("{count} removed", "{count} removed"),
}
_CHOICES = (
    "board.log", "board.next", "board.done", "board.snooze", "board.park", "board.lost", "board.won", "board.on",
    "board.qualify", "board.edit", "review.skip", "review.back",
)  # fmt: skip


class Facts(ContactPane, inherit_bindings=False):
    """The contact whose keys give way to those that decide: the bottom line is theirs."""

    BINDINGS = Actions(*(replace(action, show=False) for action in PANE))


class ReviewScreen(OneFrame[None]):
    """The review. Every key of a card works, and a settled card makes room for the next.

    | Key(s) | Does |
    | :- | :- |
    | c, f, p, x, w, H, L, v… | What they do on the board, then on to the next. |
    | n | Skip: leave it as it is. |
    | N | Back to the one before. |
    | X | Undo everything this review has changed. |
    | escape, q | Leave; the review can be resumed. |

    Args:
        among: The cards a filter left; None: everything that needs a decision.
    """

    CSS_PATH = "review.tcss"
    BINDINGS = place_actions.REVIEW
    AUTO_FOCUS = ""  # the facts get the keys as they are shown: after the last one they are not in sight

    def __init__(self, desk: Desk, among: Collection[int] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.chosen = Chosen(self)
        self._among = among
        self._run = ReviewRun()
        self._rest: Callable[[], None] | None = None
        self._waiting = 0
        self._names: dict[int, str] = {}
        self.pane = Facts(id="facts", advised=False)

    # -- Making it ----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Progress, why, the facts and what one key would do; then the summary."""
        self.set_class(self.app.size.width < _NARROW, "-narrow")
        yield ModeBar("review", lambda: self.selected)
        yield Static(id="progress")
        yield Static(id="why")
        with Container(id="body"):
            yield self.pane
            yield Static(self._choices(), id="choices")
        yield Static(id="summary")
        yield BottomBar()

    def on_mount(self) -> None:
        """Resume the review that was left, or begin one."""
        funnel = self.desk.funnel
        left = None if self._among is not None else review_store.load(funnel.database.path)
        if left is not None and left.current is not None:
            self._run = left
            self._rest = self._drop_settled
            if not funnel.reads.review.why(left.current):
                self._read_rest()
        if self._run.is_over:
            self._begin()
        if self._rest is not None:
            self.desk.after_refresh(self, self._read_rest)
        self._show()

    def _begin(self) -> None:
        """Begin with the most urgent card, or with all that a filter left."""
        reads = self.desk.reads
        first = reads.review.first() if self._among is None else None
        if first is None:
            self._run = ReviewRun(list(reads.review.queue(self._among)))
        else:
            self._run, self._waiting = ReviewRun([first]), reads.agenda.waiting().review
            self._rest = self._queue_up

    def _read_rest(self) -> None:
        """Read who else is in the review: right after the first frame, at the latest before anything is decided."""
        rest, self._rest = self._rest, None
        if rest is not None:
            drawn = self._progress()
            rest()
            self._waiting = 0
            if self._progress() != drawn:
                self.query_one("#progress", Static).update(self._progress(), layout=False)

    def _queue_up(self) -> None:
        shown = self._run.current
        others = [card for card in self.desk.reads.review.queue() if card != shown]
        self._run.cards += others

    def _drop_settled(self) -> None:
        """Leave out whoever needs no decision any more since the review was left."""
        run, reads = self._run, self.desk.reads.review
        asked = run.decisions.keys() | set(reads.queue())
        run.drop([card for card in run.cards if card not in asked and not reads.why(card)])

    def on_resize(self, event: events.Resize) -> None:
        """Hide the choices where there is no room: the bottom line has them too."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    # -- What it says -------------------------------------------------------------------------------

    def _show(self) -> None:
        """The current card, or the end."""
        run = self._run
        self.set_class(run.is_over, "-over")
        self.query_one("#progress", Static).update(self._progress(), layout=False)
        if run.is_over:
            self.query_one("#summary", Static).update(self._summary())
            review_store.forget()
        elif run.current is not None:
            reasons, line = self._why(run.current), self.query_one("#why", Static)
            height = reasons.get_height({}, max(1, line.content_size.width))
            line.update(reasons, layout=height != line.content_size.height)
            self.pane.show(run.current)
            if self.pane.detail is not None:
                self._names[run.current] = self.pane.detail.name
            if self.focused is not self.pane:  # it would be drawn as a whole
                self.pane.focus()
        hint(self, self.chosen.kinds(self.selected), self.selected)

    def _progress(self) -> Content:
        run = self._run
        if not run.cards:  # no review has been: nothing is done of it
            return Content.styled(_("Review"), "bold")
        total = self._waiting or len(run.cards)
        full = _BAR * run.decided // total if total else _BAR
        on, off = ("#", ".") if self.desk.settings.ascii else ("▓", "░")
        bar = (on * full, "$accent"), (off * (_BAR - full), MUTED)
        place = min(run.decided + 1, total)
        words = _("Review {place}/{total}").format(place=grouped(place), total=grouped(total))
        if run.is_over:
            words = _("Review done")
        return Content.assemble((words, "bold"), "  ", *bar)

    def _why(self, card: int) -> Content:
        reads = self.desk.reads.review
        standing = reads.standing(card)
        reasons = ", ".join(reason.words for reason in reads.why(card))
        if not reasons and standing is not None:  # a client, or a card that a filter left
            reasons = lateness(standing.due_on, standing.today).words
        said = Content.styled(safe(_("Why: {reasons}").format(reasons=reasons)), "$text-warning")
        advice = reads.advice(card)
        if advice is None:
            return said
        return Content("\n").join([said, Content(safe(_("Advice: {advice}").format(advice=advice.words)))])

    def _choices(self) -> Content:
        named = {binding.id: binding for binding in [*place_actions.BOARD, *place_actions.REVIEW]}
        lines = [Content.styled(_("Single-key decisions"), "bold"), Content("")]
        for name in _CHOICES:
            binding = named[name]
            key = shown(self.desk.key_of(name), ascii_only=self.desk.settings.ascii)
            lines.append(Content.assemble((f"{key:>3}", "bold $accent"), f"  {_(binding.tooltip)}"))
        return Content("\n").join(lines)

    def _summary(self) -> Content:
        run = self._run
        if not run.cards:
            if any(lane.count for lane in self.desk.reads.board.lanes()):
                return Content(_("No deal needs a decision. Well done."))
            board = _("{key}  back to the board").format(key=self.desk.key_of("app.board"))
            return Content("\n").join(map(Content, (_("No prospects yet."), "", board)))
        lines = [Content.styled(_("Summary:"), "bold"), Content("")]
        tick = "x" if self.desk.settings.ascii else "✓"
        room = self.app.size.width - _SUMMARY_MARGIN
        for decision, count in run.counts().items():
            for_one, many = _DONE[decision]
            lines.append(Content.assemble((f" {tick} ", "$text-success"), translate_plural(for_one, many, count)))
            names = [
                self._names[card] for card, how in run.decisions.items() if how is decision and card in self._names
            ]
            if names:
                lines += [Content.styled(f"   {line}", MUTED) for line in wrap(safe(", ".join(names)), room)]
        if run.steps:
            key = self.desk.key_of("review.undo_all")
            changed = translate_plural(
                "{count} change, {key} undoes it.", "{count} changes, {key} undoes them all.", len(run.steps)
            )
            lines += [Content(""), Content(changed.format(key=key))]
        return Content("\n").join(lines)

    # -- For the app and the actions ------------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The card to decide on."""
        return self._run.current

    def selected_ids(self) -> list[int]:
        """That card, alone."""
        return [] if self._run.current is None else [self._run.current]

    @property
    def selected(self) -> int:
        """Cards are decided on one by one: none is selected."""
        return 0

    def action_do(self, name: str, *arguments: int) -> None:
        """One of the actions on cards, by its name in the table."""
        self.chosen.do(name, *arguments)

    def answered(self, change: object) -> None:
        """What follows a change comes by itself."""

    def apply(self, change: Change) -> None:
        """A change was made: a settled card leaves, one that is settled no more comes back."""
        self._read_rest()
        reads, run = self.desk.reads.review, self._run
        ours = change.opportunities & {run.current, *run.decisions}
        if not ours:
            return
        if change.step_id is not None and not run.note_step(change.step_id):
            for card in ours:
                run.reopen(card)
        elif run.current in ours:
            run.judge(reads.standing(run.current))
        self._show()

    def reload(self) -> None:
        """Somebody else has written, it is another day, or another language."""
        self.query_one("#choices", Static).update(self._choices(), layout=False)
        self._show()

    def action_following(self, by: int) -> None:
        """Skip, or go back."""
        self._read_rest()
        if by > 0:
            self._run.settle(Decision.SKIPPED)
        else:
            self._run.back()
        self._show()

    def action_undo_all(self) -> None:
        """Take back everything that this review changed."""
        steps = list(self._run.steps)
        if not steps:
            self.desk.refuse(_("This review has no changes yet."))
            return
        self._run.steps.clear()
        self.desk.perform(lambda services: services.history.undo_all(steps), then=self._undone, slow=True)

    def _undone(self, change: Change) -> None:
        self._run.start_again()
        self._show()
        self.desk.say(_("The whole review was undone, back to before: {what}").format(what=change.label))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """After the last one there is none to skip."""
        if action == "following" and parameters == (1,) and self._run.is_over:
            return False
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """The facts are open already."""
        self.pane.focus()

    @on(ContactPane.Left)
    def action_close(self) -> None:
        """Leave, from the facts too; what is undecided can be resumed."""
        self.desk.window.go_to("board")
        if self._is_kept:
            key = self.desk.key_of("app.review")
            self.desk.say(_("Review paused: {key} resumes it.").format(key=key))

    def put_away(self) -> None:
        """Keep the review until it is resumed."""
        self._read_rest()
        if self._is_kept:
            review_store.save(self.desk.funnel.database.path, self._run)

    @property
    def _is_kept(self) -> bool:
        """Whether there is something to resume: one of everybody begins better anew before anything was decided."""
        return not self._run.is_over and bool(self._run.decisions or self._among is not None)
