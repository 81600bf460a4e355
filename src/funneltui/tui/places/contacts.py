"""Contacts: everybody in the file, with or without a card, in any order, filtered like the board."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from funneltui.i18n import N_
from funneltui.i18n import translate as _
from funneltui.storage.reads.patience import TookTooLongError
from funneltui.storage.reads.people import SORTS, PersonRow
from funneltui.tui.actions import commands
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import Asking
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.places.filtering import Filtering
from funneltui.tui.places.list_screen import ListScreen
from funneltui.tui.widgets.contact_columns import SORT_OF, USUAL, columns
from funneltui.tui.widgets.first_found import PATIENCE, first_found
from funneltui.tui.widgets.pick_list import Item
from funneltui.tui.widgets.row_list import RowList, Section

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads import Reads
    from funneltui.storage.reads.contact import ContactDetail

__all__ = ["ContactsScreen"]

_FIRST_ROWS = 120
"""So many people are read at once; the rest comes from a thread."""
_TRIAGE = "is:suspect"
_DOWN = frozenset({"value", "temperature", "score", "created"})
"""Orders that begin with the largest."""
_BACK = ":back"
"""What the name of an order ends with when it goes the other way round."""
_SORT_NAMES = {
    "name": N_("Contacts by name"),
    "organization": N_("Contacts by organization"),
    "job": N_("Contacts by job title"),
    "stage": N_("Contacts by stage"),
    "temperature": N_("Contacts by temperature, hottest first"),
    "due": N_("Contacts by due date"),
    "value": N_("Contacts by value, largest first"),
    "touched": N_("Contacts by last exchange, oldest first"),
    "email": N_("Contacts by e-mail"),
    "phone": N_("Contacts by phone"),
    "source": N_("Contacts by source"),
    "score": N_("Contacts by criteria met, most first"),
    "created": N_("Contacts by age, newest first"),
}


class ContactsScreen(ListScreen, Filtering):
    """One row a person. Card keys act on the opportunity that matters most of each."""

    PLACE = "contacts"
    BINDINGS: ClassVar[list[BindingType]] = list(commands.CONTACTS)

    def __init__(self, desk: Desk) -> None:
        self._everybody: array[int] = array("q")
        self._whole = False
        """Whether everybody is there, not only the first."""
        self._filled = ""
        """The order that is shown, or on its way."""
        self._drawn = ""
        """The order of what is drawn."""
        self._found: set[int] | None = None
        self._words = ""
        self._wanted: int | None = None
        super().__init__(desk)

    def make_list(self) -> RowList:
        """Rows of people."""
        return RowList(self._fetch, (), empty=self._nothing, id="people")

    def _fetch(self, ids: Iterable[int]) -> dict[int, PersonRow]:
        return self.desk.reads.people.rows(ids)

    def on_mount(self) -> None:
        """Read the first rows."""
        self._asking = Asking(self.desk, self)
        memory = self.desk.memory
        self._sort = memory.contact_sort if memory.contact_sort.removesuffix(_BACK) in SORTS else "name"
        self._show_columns(self._chosen_columns)
        super().on_mount()

    def on_unmount(self) -> None:
        """The thread ends with the screen."""
        self._asking.end()

    # -- What is shown ------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show the first people at once, everybody as soon as they are read."""
        order, people = self._sort, self.desk.reads.people
        sort, back = order.removesuffix(_BACK), order.endswith(_BACK)
        if order != self._filled and self._found is None:
            first, shown = people.first(sort, _FIRST_ROWS, reverse=back), order
            if first is None and not self._filled:
                first, shown = people.first("name", _FIRST_ROWS), "name"
            if first is not None:
                self._wanted = self._wanted or (None if self.list.at_top else self.list.current)
                self._everybody, self._whole = first, False
                self._draw(shown)
            self._filled = order
        self._asking.ask("order", lambda reads: (order, reads.people.ids(sort, reverse=back)), self._put_everybody)
        if self._words:
            self._find(self._words)

    def reload(self) -> None:
        """Draw everything anew, the headings too: it may be in another language."""
        self._show_columns(self._chosen_columns)
        super().reload()

    def _put_everybody(self, answer: tuple[str, array[int]]) -> None:
        order, ids = answer
        if order == self._sort:
            self._everybody, self._whole = ids, True
            self.list.keep_selected(ids)
            self._draw(order)

    def _draw(self, order: str = "") -> None:
        """Show those who are found; in another order, who had the first of them before has the first of them now."""
        found, top = self._found, order not in {"", self._drawn} and self._wanted is None and self.list.at_top
        self._drawn = order or self._drawn
        shown = self._everybody if found is None else array("q", filter(found.__contains__, self._everybody))
        self.list.fill([Section(shown)] if shown else [])
        if top:
            self.list.action_end(-1)
        if self._wanted is not None and self.list.go_to(self._wanted):
            self._wanted = None

    def _nothing(self) -> Sequence[str]:
        app = self.desk
        if self._words:
            back = _("{key}  show all contacts").format(key=app.key_of("board.close"))
            return [_("No contact matches “{words}”.").format(words=self._words), "", back]
        return [
            _("No prospects yet."),
            "",
            _("{key}  add a prospect").format(key=app.key_of("board.add")),
            _("{key}  import a file").format(key=app.key_of("app.data")),
        ]

    def reach(self, contact: int) -> None:
        """Put the cursor on somebody, as soon as they are in sight."""
        if not self.list.go_to(contact):
            self.clear_filter()
            self._wanted = None if self.list.go_to(contact) else contact

    def card_of(self, row: int) -> int | None:
        """The opportunity that matters most of a person."""
        person = self.list.row(row)
        return person.opportunity_id or None if person is not None else None

    def unfit_actions(self) -> frozenset[str]:
        """The actions that the bottom line does not hint at now: who has no card can be looked at all the same."""
        return super().unfit_actions() - (
            {"open", "edit"} if self.current is None and self.person is not None else set()
        )

    def person_of(self, row: int) -> int | None:
        """A row is a person."""
        return row

    def contact(self) -> ContactDetail | None:
        """Who is under the cursor, with or without a card."""
        reads = self.desk.reads.contact
        if self.current is not None:
            return reads.detail(self.current)
        return reads.person(self.person) if self.person is not None else super().contact()

    def cards(self) -> list[int]:
        """The cards to act on; of somebody without one, says how to get one."""
        ids, row = self.selected_ids(), self.list.row(self.list.current) if self.list.current is not None else None
        if ids or row is None:
            return ids or super().cards()
        words = _("No deal with {name} yet. {key} adds one.")
        self.desk.say(words.format(name=row.name, key=self.desk.key_of("board.deal")), problem=True)
        return []

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: those of the selected people, else of the one under the cursor."""
        return list(self.desk.reads.people.cards(self.list.targets()).values())

    def people(self) -> list[int]:
        """The people that an action takes, with or without a card."""
        return self.list.targets()

    def apply(self, change: Change) -> None:
        """Draw what a change touched."""
        super().apply(change)
        if change.created and len(change.created) == 1 and change.contacts:
            self.reach(next(iter(change.contacts)))

    def action_do(self, name: str, *arguments: int) -> None:
        """Somebody without a deal can be edited too, and gets a first deal at once."""
        row = self.list.row(self.list.current) if self.list.current is not None else None
        if row is None or row.opportunity_id or name not in {"edit", "another_deal"}:
            super().action_do(name, *arguments)
        elif name == "edit":
            from funneltui.tui.forms.edit import EditScreen

            self.desk.open(EditScreen(self.desk, None, contact=row.contact_id))
        else:
            self._open_first_deal(row)

    def _open_first_deal(self, person: PersonRow) -> None:
        def write(services: Services) -> Change:
            from funneltui.services.prospects import NewProspect

            return services.opportunities.add(NewProspect(name=person.name, contact_id=person.contact_id))

        self.desk.perform(write)

    # -- The filter ---------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """The filter as it was typed."""
        return self._words

    @property
    def filtered(self) -> Widget:
        """The list."""
        return self.list

    def look_up(self, words: str) -> None:
        """Show only whom a query finds; an empty one: everybody, at once.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """
        self.desk.reads.finding.parse(words)
        self._words = words if words.strip() else ""
        if not self._words:
            self._found = None
            self._draw()
        elif self._find_first():
            # What is in sight is drawn first: the thread would take turns with the drawing.
            self.call_after_refresh(self._find, words)
        else:
            self._find(words)

    def _find_first(self) -> bool:
        """Show who comes into sight first, if that takes no time; False otherwise."""
        reads = self.desk.reads.finding
        some = reads.some(self._words)
        of = some.people if some is not None else lambda among: frozenset(reads.contacts(self._words, among))
        try:
            with reads.at_most(PATIENCE):
                first = first_found({0: self._everybody}, of, self.list.size.height)[0]
        except TookTooLongError:
            return False
        if first:
            self._found = set(first)
            self.list.fill([Section(first)])
        return bool(first)

    def _find(self, words: str) -> None:
        if words != self._words:
            return  # other words have been typed since

        def read(reads: Reads) -> tuple[str, str, set[int]]:
            found = reads.finding.contacts(words)
            meant = words if found else reads.finding.meant(words)
            return words, meant, found if meant == words else reads.finding.contacts(meant)

        self._asking.ask("filter", read, self._put_found)

    def _put_found(self, answer: tuple[str, str, set[int]]) -> None:
        words, meant, found = answer
        if words != self._words:
            return
        self._found = found
        if found and meant != words:
            said = _("No contact has “{typed}”; these have “{meant}”.")
            self.desk.say(said.format(typed=words, meant=meant))
        self._draw()

    def action_close(self) -> None:
        """Step back: from the contact, the filter, the selection, the place."""
        if not self.side.leave() and not self.clear_filter():
            super().action_close()

    def action_triage(self) -> None:
        """Only suspects, to be sorted one by one; again: everybody."""
        if self._words == _TRIAGE:
            self.clear_filter()
        else:
            if self.filter_bar is not None:
                self.filter_bar.value = _TRIAGE
            self.look_up(_TRIAGE)
            on, bin_key = self.desk.key_of("board.on"), self.desk.key_of("board.bin")
            self.desk.say(_("Suspects: {on} to contact, {bin} to discard").format(on=on, bin=bin_key))

    def action_review(self) -> None:
        """Review the cards of those whom the filter left, or everything that needs a decision."""
        from funneltui.tui.places.review import ReviewScreen

        cards = self.desk.reads.people.cards(list(self.list.rows())) if self._words else None
        self.desk.open(ReviewScreen(self.desk, None if cards is None else list(cards.values())))

    # -- Looks --------------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Choose another order; the same again: the other way round."""
        from funneltui.tui.forms.pick import PickScreen

        here = self._sort.removesuffix(_BACK)
        items = [Item(sort, _(words), note=_("current; choose again to reverse") if sort == here else "")
                 for sort, words in _SORT_NAMES.items()]  # fmt: skip
        self.desk.open(PickScreen(self.desk, _("Sort"), items, here), self._turn_to)

    @on(RowList.TitleClicked)
    def _title_clicked(self, event: RowList.TitleClicked) -> None:
        self._turn_to(SORT_OF[event.key])

    def _turn_to(self, sort: str | None) -> None:
        """An order; the one there is goes the other way round."""
        if sort is not None:
            self.sort_by(sort + _BACK if sort == self._sort else sort)

    @property
    def sort(self) -> str:
        """The present order."""
        return self._sort

    def sort_by(self, sort: str) -> None:
        """Another order: one of `people.SORTS`, with `:back` behind it the other way round."""
        name = sort.removesuffix(_BACK)
        if name in SORTS:
            self._sort = self.desk.memory.contact_sort = sort
            self._show_columns(self._chosen_columns)
            self.fill()
            words = _(_SORT_NAMES[name])
            self.desk.say(_("{order}, reversed").format(order=words) if sort.endswith(_BACK) else words)

    @property
    def _chosen_columns(self) -> Sequence[str]:
        kept = self.desk.memory.contact_columns
        return USUAL if kept is None else kept

    @property
    def looks(self) -> Mapping[str, object]:
        """The columns."""
        return {"columns": list(self._chosen_columns)}

    def lay_out(self, layout: Mapping[str, object]) -> None:
        """Show those columns."""
        chosen = layout.get("columns")
        if isinstance(chosen, list):
            self._choose_columns([str(name) for name in chosen])

    def action_columns(self) -> None:
        """Choose what is shown."""
        from funneltui.tui.forms.columns import ColumnsScreen

        self.desk.open(ColumnsScreen(self.desk, self._chosen_columns, self._choose_columns))

    def _choose_columns(self, chosen: list[str]) -> None:
        self.desk.memory.contact_columns = chosen
        self._show_columns(chosen)

    def _show_columns(self, chosen: Sequence[str]) -> None:
        only = self.desk.settings.ascii
        today, signs = self.desk.clock.today(), glyphs(ascii_only=only)
        name, back = self._sort.removesuffix(_BACK), self._sort.endswith(_BACK)
        sign = signs["descending" if (name in _DOWN) != back else "ascending"]
        self.list.show_columns(columns(chosen, today, signs, ascii_only=only, sorted_by=name, sign=sign))
