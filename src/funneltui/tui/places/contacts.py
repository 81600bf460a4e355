"""Contacts: everybody in the file, with or without a card, in any order, filtered like the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events, on

from funneltui.domain.entries import NewProspect
from funneltui.i18n import translate as _
from funneltui.storage.reads.people import PersonRow
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.places.chosen import CardPlace, Chosen, hint
from funneltui.tui.places.everybody import SORT_NAMES, Everybody
from funneltui.tui.places.filtering import Filtering
from funneltui.tui.places.list_screen import ListScreen
from funneltui.tui.widgets.contact_columns import SORT_OF
from funneltui.tui.widgets.pick_list import Item
from funneltui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.contact_values import ContactDetail

_TRIAGE = "is:suspect"


class _ChosenPeople(Chosen):
    """The people that are chosen. Those without a card can be looked at, edited, merged and erased all the same.

    Args:
        place: Where.
        rows: The list of people.
    """

    def __init__(self, place: CardPlace, rows: RowList) -> None:
        super().__init__(place)
        self._rows = rows

    @property
    def _person(self) -> PersonRow | None:
        """Who is under the cursor."""
        person: PersonRow | None = self._rows.row(self._rows.current) if self._rows.current is not None else None
        return person

    def cards(self) -> list[int]:
        """The cards to act on; of somebody without one, says how to get one."""
        ids, person = self.selected_ids(), self._person
        if ids or person is None:
            return ids or super().cards()
        words = _("No deal with {name} yet. {key} adds one.")
        self.desk.refuse(words.format(name=person.name, key=self.desk.key_of("board.deal")))
        return []

    def contact(self) -> ContactDetail | None:
        """Who is under the cursor, with or without a card."""
        if self.current is None and self._rows.current is not None:
            return self.desk.reads.contact.person(self._rows.current)
        return self.desk.reads.contact.detail(self.current) if self.current is not None else super().contact()

    def people(self) -> list[int]:
        """The people that an action takes, with or without a card."""
        return self._rows.targets() or super().people()

    def do(self, name: str, *arguments: int) -> None:
        """Somebody without a deal can be edited too, and gets a first deal at once."""
        person = self._person
        if person is None or person.opportunity_id or name not in {"edit", "another_deal"}:
            super().do(name, *arguments)
        elif name == "edit":
            from funneltui.tui.forms.edit import EditScreen

            self.desk.open(EditScreen(self.desk, contact=person.contact_id))
        else:
            first = NewProspect(name=person.name, contact_id=person.contact_id)
            self.desk.perform(lambda services: services.opportunities.add(first))


def go_to_contacts(desk: Desk) -> ContactsScreen:
    """Leave what is open for the contacts."""
    return cast("ContactsScreen", desk.window.go_to("contacts"))


class ContactsScreen(ListScreen):
    """One row a person. Card keys act on the deal that matters most of each."""

    PLACE = "contacts"
    BINDINGS = place_actions.CONTACTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.everybody = Everybody(desk, self.list)
        self.filtering = Filtering(self, desk, self.list, self.everybody)

    def make_chosen(self) -> Chosen:
        """What can be done with people, who may have no card."""
        return _ChosenPeople(self, self.list)

    def make_list(self) -> RowList:
        """Rows of people."""
        people = self.desk.reads.people
        return RowList(people.rows, (), empty=self._nothing, id="people")

    def _nothing(self) -> Sequence[str]:
        return self.everybody.empty_words()

    def on_mount(self) -> None:
        """Put the headings over the list; the list's own handler fills it."""
        self.everybody.show_columns()

    def fill(self) -> None:
        """Show the first people at once, everybody as soon as they are read."""
        self.everybody.fill()

    def reload(self) -> None:
        """Draw everything anew, the headings too: it may be in another language."""
        self.everybody.show_columns()
        super().reload()

    def reach(self, contact: int) -> None:
        """Put the cursor on somebody, as soon as they are in sight."""
        if not self.list.go_to(contact):
            self.filtering.clear()
            self.everybody.go_to(contact)

    def card_of(self, row: int) -> int | None:
        """The deal that matters most of a person."""
        person = self.list.row(row)
        return person.opportunity_id or None if person is not None else None

    def person_of(self, row: int) -> int | None:
        """A row is a person."""
        return row

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: those of the selected people, else of the one under the cursor."""
        return list(self.desk.reads.people.cards(self.list.targets()).values())

    def apply(self, change: Change) -> None:
        """Draw what a change touched."""
        super().apply(change)
        if change.created and len(change.created) == 1 and change.contacts:
            self.reach(next(iter(change.contacts)))

    # -- The filter ---------------------------------------------------------------------------------

    async def action_filter(self) -> None:
        """Type a query; what is shown follows."""
        await self.filtering.open()

    def action_views(self) -> None:
        """Saved views: show one, or save the present filter."""
        self.filtering.show_views()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def hint(self) -> None:
        """Hint at what can be done now; who has no card can be looked at and edited all the same."""
        but = frozenset({"open", "edit"}) if self.current is None and self.person is not None else frozenset()
        hint(self, self.chosen.kinds(self.selected), self.selected, but=but, is_typing=self.filtering.is_typed)

    def action_close(self) -> None:
        """Step back: from the contact, the filter, the selection, the place."""
        if not self.side.leave() and not self.filtering.clear():
            super().action_close()

    async def action_triage(self) -> None:
        """Only suspects, to be sorted one by one; again: everybody."""
        if self.everybody.words == _TRIAGE:
            self.filtering.clear()
        else:
            await self.filtering.ask(_TRIAGE)
            on, bin_key = self.desk.key_of("board.on"), self.desk.key_of("board.bin")
            self.desk.say(_("Suspects: {on} moves to the next stage, {bin} to the bin").format(on=on, bin=bin_key))

    def action_review(self) -> None:
        """Review the cards of those whom the filter left, or everything that needs a decision."""
        from funneltui.tui.places.review import ReviewScreen

        cards = self.desk.reads.people.cards(list(self.list.rows())) if self.everybody.words else None
        self.desk.open(ReviewScreen(self.desk, None if cards is None else list(cards.values())))

    # -- Looks --------------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Choose another order; the same again: the other way round."""
        from funneltui.tui.forms.pick import PickScreen

        here = self.everybody.sort_name
        items = [Item(sort, _(words), note=_("current; choose again to reverse") if sort == here else "")
                 for sort, words in SORT_NAMES.items()]  # fmt: skip
        self.desk.open(PickScreen(self.desk, _("Sort"), items, here), self._turn_to)

    @on(RowList.TitleClicked)
    def _title_clicked(self, event: RowList.TitleClicked) -> None:
        self._turn_to(SORT_OF[event.key])

    def _turn_to(self, sort: str | None) -> None:
        if sort is not None:
            self.everybody.sort_by(self.everybody.reverse_if_chosen_again(sort))

    def action_columns(self) -> None:
        """Choose what is shown."""
        from funneltui.tui.forms.columns import ColumnsScreen

        everybody = self.everybody
        self.desk.open(
            ColumnsScreen(self.desk, everybody.chosen_columns, everybody.choose_columns, self.list.has_room_for)
        )
