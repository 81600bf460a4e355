"""Everybody who may be in the file twice, the surest first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from funneltui.domain.duplicates import SIGN_WORDS, STRENGTH_WORDS, strength
from funneltui.domain.names import company_key
from funneltui.domain.text import safe_lines
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate_plural
from funneltui.i18n import translate as _
from funneltui.tui.actions.form_commands import DUPLICATES
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import Asking
from funneltui.tui.engine import OneFrame
from funneltui.tui.forms.merge import open_merge
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads import Reads
    from funneltui.storage.reads.duplicates import Pair
    from funneltui.storage.reads.people import PersonRow

__all__ = ["DuplicatesScreen"]

_MOST = 2_000
"""Pairs that are listed: after so many merges one looks again."""


class DuplicatesScreen(OneFrame[None], ModalScreen[None]):
    """Pairs of contacts with what they have in common; looked for in a thread, for everybody is compared.

    | Key(s) | Does |
    | :- | :- |
    | enter | Compare the two, and merge them. |
    | n | Note that they are not the same. |
    | u, U | Undo, redo a merge. |
    """

    CSS_PATH = "duplicates.tcss"
    AUTO_FOCUS = "#pairs"
    BINDINGS: ClassVar[list[BindingType]] = list(DUPLICATES)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asking = Asking(desk, self)
        self._pairs: dict[str, Pair] = {}
        self._count = 0
        self._said = ""
        """What was done last."""

    def compose(self) -> ComposeResult:
        """The pairs, and what Enter does."""
        with Vertical(id="duplicates"):
            yield Static(Content(_("Duplicates")), id="title")
            yield PickList((), id="pairs")
            yield Static(Content(_("Comparing contacts…")), id="about")

    def on_mount(self) -> None:
        """Look for them."""
        self._look()

    def _look(self, cursor: int = 0) -> None:
        def read(reads: Reads) -> tuple[list[Pair], int, dict[int, PersonRow]]:
            pairs = reads.duplicates.pairs()
            shown = pairs[:_MOST]
            people = reads.people.rows({number for pair in shown for number in (pair.keep, pair.other)})
            return shown, len(pairs), people

        self._asking.ask("pairs", read, lambda answer: self._show(*answer, cursor), self._failed)

    def on_unmount(self) -> None:
        """The thread ends with the screen."""
        self._asking.end()

    def _show(self, pairs: list[Pair], count: int, people: dict[int, PersonRow], cursor: int) -> None:
        self._pairs = {f"{pair.keep} {pair.other}": pair for pair in pairs}
        self._count = count
        items = []
        for sure, group in groupby(self._pairs.items(), lambda one: strength(one[1].sign)):
            items.append(Item(sure.name, _(STRENGTH_WORDS[sure]).capitalize(), heading=True))
            items += [_item(key, pair, people) for key, pair in group]
        self.query_one("#pairs", PickList).fill(items, cursor)
        self._about("\n".join(filter(None, (self._said, self._found()))))

    def _about(self, said: str) -> None:
        self.query_one("#about", Static).update(Content("\n").join(map(Content, safe_lines(said))))

    def _found(self) -> str:
        """How many there are, below what was done last."""
        if not self._pairs:
            return _("No duplicates found.")
        words = translate_plural("{count} pair", "{count} pairs", self._count)
        return _("{pairs} · Enter compares the two").format(pairs=words)

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        event.stop()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        pair = self._pairs[event.item.key]
        open_merge(self.desk, pair.keep, pair.other, self._merged)

    def _merged(self, change: Change | None) -> None:
        """Say what was done, and look again: who was like the one that went may be like the one that stayed."""
        if change is not None:
            self._said = self.desk.status.text
            self._about(self._said)
            self._look(self.query_one("#pairs", PickList).cursor)

    def action_apart(self) -> None:
        """Note that the two under the cursor are not the same: they are listed no more."""
        item = self.query_one("#pairs", PickList).item
        pair = self._pairs.get(item.key) if item is not None else None
        if pair is not None:
            self.desk.perform(
                lambda services: services.merging.set_apart(pair.keep, pair.other),
                then=self._merged,
                failed=self._failed,
            )

    def action_undo(self) -> None:
        """Take the last change back."""
        self.desk.undo(then=self._merged, failed=self._failed)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.desk.redo(then=self._merged, failed=self._failed)

    def _failed(self, error: FunnelError) -> None:
        self._about(sentence(error))

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def _item(key: str, pair: Pair, people: dict[int, PersonRow]) -> Item:
    two = [one for number in (pair.keep, pair.other) if (one := people.get(number)) is not None]
    keys = {company_key(one.organization) for one in two}
    if len(keys) == 1:  # said once
        names = " · ".join(filter(None, (" = ".join(one.name for one in two), two[0].organization)))
    else:
        names = " = ".join(" · ".join(filter(None, (one.name, one.organization))) for one in two)
    return Item(key, names, note=_(SIGN_WORDS[pair.sign]))
