"""What came of reading mailboxes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from funneltui.errors import FunnelError
from funneltui.i18n import N_, grouped, translate, translate_plural
from funneltui.storage.outcome import Change

AUTOMATIC_KINDS = {
    "list": N_("mailing list"),
    "reply": N_("automatic answer"),
    "bounce": N_("returned"),
    "machine": N_("sent by a program"),
}
"""What messages are that no person wrote."""


@dataclass(frozen=True, slots=True)
class MatchedMail:
    """A message of a known contact.

    Attributes:
        incoming: Whether they wrote it.
        written: Whether it is written down by this run; false for one that was there.
    """

    contact_id: int
    opportunity_id: int | None
    name: str
    incoming: bool
    sent_at: datetime
    subject: str
    written: bool


@dataclass(frozen=True, slots=True)
class AutomaticMail:
    """A message no person wrote: "list", "reply", "bounce" or "machine"; and whose address is in it."""

    kind: str
    name: str
    address: str
    sent_at: datetime | None
    subject: str


@dataclass(slots=True)
class MailReport:
    """What a run found, and what it wrote down.

    Attributes:
        change: The step; its `step_id` is None when nothing was new.
        matched: How many exchanges are new.
        logged_before: How many were written down before.
        automatic: How many messages no person wrote, of known contacts or about them.
        unknown: How many messages name no known contact.
        undated: How many of known contacts say no day, and are left out.
        looked_at: How many messages there were.
        unread: Why some of the mailboxes could not be read.
        stopped: Whether somebody stopped it: nothing is written then.
        letters, machines: The first ten thousand of each kind.
        strangers: Addresses that are not known, and how often each wrote or was written to.
    """

    change: Change
    matched: int = 0
    logged_before: int = 0
    automatic: int = 0
    unknown: int = 0
    undated: int = 0
    looked_at: int = 0
    unread: list[FunnelError] = field(default_factory=list)
    stopped: bool = False
    letters: list[MatchedMail] = field(default_factory=list)
    machines: list[AutomaticMail] = field(default_factory=list)
    strangers: Counter[str] = field(default_factory=Counter)

    @property
    def words(self) -> tuple[str, ...]:
        """What it counted, in sentences of the language in force."""
        told = translate(
            "{matched} new, {there} already logged, {automatic} automatic, {unknown} from people you don't have"
        ).format(
            matched=grouped(self.matched),
            there=grouped(self.logged_before),
            automatic=grouped(self.automatic),
            unknown=grouped(self.unknown),
        )
        if not self.undated:
            return (told,)
        undated = translate_plural(
            "{count} e-mail without a date left out.", "{count} e-mails without a date left out.", self.undated
        )
        return told, undated
