"""Everybody who may be in the file twice, the surest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from funneltui.domain.duplicates import SIGN_WORDS, STRENGTH_WORDS, Strength, strength
from funneltui.domain.names import company_key
from funneltui.errors import FunnelError
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.tui.actions.form_actions import DUPLICATES
from funneltui.tui.desk import Desk
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.forms.merge import open_merge
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.duplicates import Pair
    from funneltui.storage.reads.people import PersonRow

_PART = 100
"""Pairs that are made into rows at a time, as the cursor comes near them."""


class DuplicatesScreen(ListDialogue):
    """Pairs of contacts with what they have in common; looked for in a thread, for everybody is compared.

    | Key(s) | Does |
    | :- | :- |
    | enter | Compare the two, and merge them. |
    | n | Note that they are not the same. |
    | u, U | Undo, redo a merge. |
    """

    HEADING = N_("Duplicates")
    ENTER = N_("compare")
    BINDINGS = DUPLICATES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pairs: dict[str, Pair] = {}
        self._waiting: Iterator[tuple[str, Pair]] = iter(())
        """Those that are no rows yet."""
        self._strength: Strength | None = None
        """Of the last row."""
        self._open: Pair | None = None
        """The one that is compared, or told apart."""
        self._said = ""
        """What was done last."""

    def make_list(self) -> PickList:
        """Pairs come when they are found."""
        return PickList(more=self._more, id="rows")

    def on_mount(self) -> None:
        """Look for them."""
        self.tell(_("Comparing contacts…"))
        self._look()

    def _look(self) -> None:
        self.desk.ask(self, "pairs", lambda reads: reads.duplicates.pairs(), self._show, self._failed)

    def _show(self, pairs: Sequence[Pair]) -> None:
        """List these; the cursor stays on its pair, or takes the next one."""
        self.note_rows(len(pairs))
        listed, cursor, key = self.listed, self.listed.cursor, self.key
        self._pairs = {f"{pair.keep} {pair.other}": pair for pair in pairs}
        self._waiting, self._strength = iter(self._pairs.items()), None
        rows: list[Item] = []
        while more := self._more():
            rows += more
            if len(rows) > cursor + _PART and (key not in self._pairs or any(row.key == key for row in more)):
                break
        listed.fill(rows, cursor, key=key)
        self.tell("\n".join(filter(None, (self._said, self._count_words()))))

    def _more(self) -> list[Item]:
        """The next pairs as rows; none when there are no more."""
        part = list(islice(self._waiting, _PART))
        people = self.desk.reads.people.rows({number for _key, pair in part for number in (pair.keep, pair.other)})
        rows: list[Item] = []
        for key, pair in part:
            if (sure := strength(pair.sign)) is not self._strength:
                self._strength = sure
                rows.append(Item(sure.name, _(STRENGTH_WORDS[sure]).capitalize(), heading=True))
            rows.append(_item(key, pair, people))
        return rows

    def about(self, key: str) -> Iterable[str]:
        """Both in full, and what they have in common: a row may have no room for it."""
        row = self.listed.item
        if row is not None:
            yield row.text
            yield row.note

    def _count_words(self) -> str:
        """How many there are, below what was done last."""
        if not self._pairs:
            return _("No duplicates found.")
        return translate_plural("{count} pair", "{count} pairs", len(self._pairs))

    def choose(self, key: str) -> None:
        """Compare the two."""
        self._open = self._pairs[key]
        open_merge(self.desk, self._open.keep, self._open.other, self._merged)

    def _merged(self, change: Change | None) -> None:
        """Say what was done, and look again: who was like the one that went may be like the one that stayed.

        Everybody is compared for that: meanwhile the list goes on without the pair.
        """
        pair, self._open = self._open, None
        if change is None:
            return
        self._said = self.desk.status.text
        if pair is not None:
            gone = {pair.keep, pair.other} - self.desk.reads.people.rows((pair.keep, pair.other)).keys()
            left = (
                listed
                for listed in self._pairs.values()
                if listed is not pair and gone.isdisjoint((listed.keep, listed.other))
            )
            self._show(list(left))
        else:
            self.tell(self._said)
        self._look()

    def action_apart(self) -> None:
        """Note that the two under the cursor are not the same: they are listed no more."""
        self._open = pair = self._pairs.get(self.key)
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
        self._open = None
        self.refused(error)


def _item(key: str, pair: Pair, people: dict[int, PersonRow]) -> Item:
    two = [person for number in (pair.keep, pair.other) if (person := people.get(number)) is not None]
    keys = {company_key(person.organization) for person in two}
    if len(keys) == 1:  # said once
        names = " · ".join(filter(None, (" = ".join(person.name for person in two), two[0].organization)))
    else:
        names = " = ".join(" · ".join(filter(None, (person.name, person.organization))) for person in two)
    return Item(key, names, note=_(SIGN_WORDS[pair.sign]))
