"""Erasing somebody for good: what goes is said before, and their name is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.widget import Widget

from funneltui.domain.text import fold, safe
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, grouped, sentence, translate as _, translate_plural
from funneltui.storage.reads.held import Holdings
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.widgets.choice import Choice
from funneltui.tui.widgets.field import Field

if TYPE_CHECKING:
    from funneltui.services.erasing import Erased
    from funneltui.storage.outcome import Change


def open_erase(desk: Desk, people: list[int], answered: Callable[[object], None]) -> None:
    """Ask about the one person that is chosen; several are refused.

    Args:
        desk: The program.
        people: The contacts that are chosen, of whom there is at least one.
        answered: Called when the form was closed.
    """
    if len(people) > 1:
        words = _("{count} contacts are selected. Erasing is permanent: one at a time.").format(
            count=grouped(len(people))
        )
        desk.refuse(words)
    else:
        desk.open(EraseScreen(desk, people[0]), answered)


class EraseScreen(ChangeForm):
    """Says what is erased, and does it once the name was typed.

    Args:
        contact_id: Whom.
    """

    SAVE_LABEL = N_("Erase permanently")
    SMALL = True
    DRAFTED = False

    def __init__(self, desk: Desk, contact_id: int) -> None:
        super().__init__(desk)
        self._contact = contact_id

    @cached_property
    def held(self) -> Holdings:
        """How much is held on them."""
        return self.desk.reads.privacy.holdings(self._contact)

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Erase permanently: {name}").format(name=self.held.name)

    def rows(self) -> Iterable[Widget]:
        """What goes, the name, and what is kept."""
        yield sentences(*_goes(self.held), classes="goes")
        yield Field("name", _("Type the name"), placeholder=safe(self.held.name), check=self._named)
        if self.held.addresses:
            options = [
                ("yes", _("yes"), _("no import adds them again")),
                ("", _("no"), _("an import may add them again")),
            ]
            yield Choice("listed", _("Do-not-contact list"), options, "yes")
        if self.held.alone:
            about = _("last contact at {name}").format(name=self.held.alone)
            options = [("yes", _("erase too"), about), ("", _("keep"), about)]
            yield Choice("organization", _("Organization"), options, "yes")

    def change(self) -> Write:
        """Erase them."""
        number, name = self._contact, self.text("name")
        oppose = bool(self.held.addresses and self.text("listed"))
        organization = bool(self.held.alone and self.text("organization"))
        return lambda services: services.erasing.erase(number, name, oppose=oppose, organization=organization)

    def submit(self) -> None:
        """Erase, off the event loop: the whole file is written anew."""
        self.saving.make(self.change(), self._erased, slow=True)

    def _named(self, typed: str) -> str:
        """Nothing to say while they type; at the end it has to be the name."""
        if not typed.strip():
            return ""
        if fold(typed) != fold(self.held.name) and typed.strip() != self.held.name.strip():
            raise InvalidValueError(N_("name doesn't match yet"))
        return _("name")

    def _erased(self, change: Change) -> None:
        self.saved(change)
        self.desk.say(_told(cast("Erased", change)))


def _goes(held: Holdings) -> Iterable[str]:
    """What is erased, in sentences."""
    words = (
        (held.cards, translate_plural("{count} deal", "{count} deals", held.cards)),
        (held.exchanges, translate_plural("{count} exchange", "{count} exchanges", held.exchanges)),
        (held.actions, translate_plural("{count} next action", "{count} next actions", held.actions)),
        (held.answers, translate_plural("{count} answer", "{count} answers", held.answers)),
        (held.ways, translate_plural("{count} contact detail", "{count} contact details", held.ways)),
        (held.parts, translate_plural("{count} role in a decision", "{count} roles in decisions", held.parts)),
    )
    listed = ", ".join(each for count, each in words if count)
    yield " ".join(
        (
            _("All data stored about this contact is erased: {what}.").format(what=listed)
            if listed
            else _("All data stored about this contact is erased."),
            _("Undo can't bring it back."),
        )
    )
    yield _("The history and the program's own copies are erased too. Delete exported files yourself.")
    if held.addresses:
        yield _(
            "The do-not-contact list keeps hashes of their addresses, so that no import adds "
            "them again. A hash is not anonymous data."
        )
    else:
        yield _("No e-mail, phone or LinkedIn profile is stored, so an import could add this contact again.")


def _told(done: Erased) -> str:
    """What was done, in one line."""
    said = [_("Erased permanently. Undo can't bring it back.")]
    if done.mentions:
        places = ", ".join(mention.words for mention in done.mentions)
        said.append(_("Their name still stands in: {places}.").format(places=places))
    if done.left:
        paths = ", ".join(map(str, done.left))
        said.append(_("Look through these yourself, they can't be read or written: {paths}").format(paths=paths))
    if done.unfinished is not None:
        words = _("Removed data isn't fully wiped from the file yet; the next start tries again. {why}")
        said.append(words.format(why=sentence(done.unfinished)))
    return " ".join(said)
