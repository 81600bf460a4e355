"""Erasing somebody for good, because they asked for it or because one has no reason to keep them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from funneltui.domain.text import fold
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_
from funneltui.services.backups import Backups
from funneltui.services.rejected import erase_from_rejected
from funneltui.storage.erasing import ERASURE
from funneltui.storage.mentions import Mention
from funneltui.storage.outcome import Change
from funneltui.storage.tables import Contact
from funneltui.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Erased(Change):
    """A finished erasure: nothing takes it back."""

    rows: int = 0
    """Rows that were removed from the tables."""
    steps: int = 0
    """Steps of the history that were rid of them."""
    addresses: int = 0
    """Addresses that are on the opposition list from now on."""
    organization: bool = False
    """Whether their organization went too."""
    mentions: tuple[Mention, ...] = ()
    """Where their name still stands in what is not theirs, for the user to look at."""
    backups: int = 0
    """Backups from which they were erased too."""
    dropped: int = 0
    """Backups that were removed, because they could not be erased from them."""
    rejected: int = 0
    """Rows that imports had left out, and that were removed too."""
    left: tuple[Path, ...] = ()
    """Files of such rows that could not be looked through."""
    unfinished: FunnelError | None = None
    """Why the bytes are still to be cleaned out of the file; a later start does it. None when they are."""


class Erasing:
    """The use case.

    Args:
        backups: Those of the file, from which they are erased too; None: it has none.
    """

    def __init__(self, unit_of_work: UnitOfWork, backups: Backups | None = None) -> None:
        self._unit_of_work = unit_of_work
        self._backups = backups

    def erase(self, contact_id: int, name: str, *, oppose: bool = True, organization: bool = True) -> Erased:
        """Erase a contact with everything that is held on them. Undo does not bring it back.

        Args:
            contact_id: Whom.
            name: Their name, typed by whoever erases, so that it is not done by mistake; case and accents aside.
            oppose: Whether their addresses are kept as hashes, so that no import brings them back.
            organization: Whether their organization goes too when nobody else belongs to it.

        Raises:
            InvalidValueError: Another name; nothing was changed.
            NotFoundError: There is no such contact.
            ReadOnlyFileError, BusyError, StorageFullError, DamagedFileError: Nothing was changed.
        """
        with self._unit_of_work.step(ERASURE) as work:
            contact = work.get(Contact, contact_id)
            wanted, uid = contact.name, contact.uid
        if name.strip() != wanted.strip() and (not fold(name) or fold(name) != fold(wanted)):
            raise InvalidValueError(N_("That isn't the name. Type “{name}”."), field="name", name=wanted)
        rejected, left = erase_from_rejected(self._unit_of_work.person(contact_id))
        done, change = self._unit_of_work.erase(contact_id, oppose=oppose, organization=organization)
        rewritten, dropped = self._backups.erase(uid) if self._backups is not None else (0, 0)
        return Erased(
            change.step_id,
            change.name,
            opportunities=change.opportunities,
            contacts=change.contacts,
            rows=done.rows,
            steps=done.steps,
            addresses=done.addresses,
            organization=done.organization,
            mentions=done.mentions,
            unfinished=self._scrub(),
            backups=rewritten,
            dropped=dropped,
            rejected=rejected,
            left=tuple(left),
        )

    def finish(self) -> FunnelError | None:
        """Clean out of the file what erasures have left of bytes; why not, when it cannot be done now.

        Whom they erased is not known any more: backups from before them are dropped.
        """
        if self._backups is not None and (since := self._unit_of_work.unscrubbed_since()):
            self._backups.drop_before(since)
        return self._scrub()

    def _scrub(self) -> FunnelError | None:
        try:
            self._unit_of_work.scrub()
        except FunnelError as error:
            return error
        return None
