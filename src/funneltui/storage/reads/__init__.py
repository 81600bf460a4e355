"""The read side: hand-written SQL on the standard library's sqlite3, slotted values out.

It is what the board and the command line's lists stand on before the write side is imported.
Each part is imported when it is first asked for: the first paint needs the board's only.
"""

from __future__ import annotations

import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING

from funneltui.clock import Clock
from funneltui.settings import Settings

if TYPE_CHECKING:
    from funneltui.storage.reads.agenda import AgendaReads
    from funneltui.storage.reads.board import BoardReads
    from funneltui.storage.reads.contact import ContactReads
    from funneltui.storage.reads.drafts import DraftReads
    from funneltui.storage.reads.duplicates import DuplicateReads
    from funneltui.storage.reads.finder import FinderReads
    from funneltui.storage.reads.finding import Finding
    from funneltui.storage.reads.history import HistoryReads
    from funneltui.storage.reads.insights import InsightReads
    from funneltui.storage.reads.merging import MergeReads
    from funneltui.storage.reads.opportunities import OpportunityReads
    from funneltui.storage.reads.part import ReadPart
    from funneltui.storage.reads.people import PeopleReads
    from funneltui.storage.reads.privacy import PrivacyReads
    from funneltui.storage.reads.review import ReviewReads
    from funneltui.storage.reads.roles import RoleReads
    from funneltui.storage.reads.stages import StageReads
    from funneltui.storage.reads.templates import TemplateReads
    from funneltui.storage.reads.views import ViewReads


class Reads:
    """Everything that can be read from one open file.

    Args:
        connection: A read-only connection; it and this object are used by one thread at a time.
        clock: Says which day is today.
        settings: Says what the person wants to see.
    """

    board: BoardReads
    """Lanes, windows of cards, the filter."""
    agenda: AgendaReads
    """What is to be done, by day, and what has no day."""
    contact: ContactReads
    """The contact pane: one deal in full, and its contact's timeline."""
    drafts: DraftReads
    """Forms that were left with something in them."""
    duplicates: DuplicateReads
    """Who may be there twice."""
    finder: FinderReads
    """Finding anybody while one types."""
    finding: Finding
    """What typed queries mean and find."""
    merging: MergeReads
    """Two contacts side by side."""
    opportunities: OpportunityReads
    """Lists and single deals, whole, for the command line."""
    history: HistoryReads
    """The steps that were done."""
    insights: InsightReads
    """What reports count; not for the event loop."""
    people: PeopleReads
    """Everybody, for the contacts list."""
    review: ReviewReads
    """Who is to be decided on, and where they stand."""
    roles: RoleReads
    """The people on a deal, and who is meant by a name."""
    stages: StageReads
    """Stages, criteria and loss reasons."""
    privacy: PrivacyReads
    """Whom the law asks to be told something, and by when."""
    templates: TemplateReads
    """Message templates, and what of a card goes into a message."""
    views: ViewReads
    """Saved views."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        self.connection = connection
        self.clock = clock
        self.settings = settings

    def interrupt(self) -> None:
        """Break off what another thread reads just now."""
        self.connection.interrupt()

    def close(self) -> None:
        """Read no more."""
        self.connection.close()

    if not TYPE_CHECKING:  # pragma: no branch - a type checker knows the parts, and no other

        def __getattr__(self, name: str) -> ReadPart:
            """Import and make a part: of the class that is said above, in the module that is called as the part is."""
            if name not in Reads.__annotations__:
                raise AttributeError(name=name, obj=self)
            module = import_module(f"{__name__}.{name}")
            part = getattr(module, Reads.__annotations__[name])(self.connection, self.clock, self.settings)
            setattr(self, name, part)
            return part
