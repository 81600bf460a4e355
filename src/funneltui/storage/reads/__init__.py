"""The read side: hand-written SQL on the standard library's sqlite3, slotted values out.

It is what the board and the command line's lists stand on before the write side is imported.
Each part is imported when it is first asked for: the first paint needs the board's only.
"""

from __future__ import annotations

import sqlite3
from functools import cached_property
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

    @cached_property
    def board(self) -> BoardReads:
        """Lanes, windows of cards, the filter."""
        from funneltui.storage.reads.board import BoardReads

        return BoardReads(self.connection, self.clock, self.settings)

    @cached_property
    def agenda(self) -> AgendaReads:
        """What is to be done, by day, and what has no day."""
        from funneltui.storage.reads.agenda import AgendaReads

        return AgendaReads(self.connection, self.clock, self.settings)

    @cached_property
    def contact(self) -> ContactReads:
        """The contact pane: one deal in full, and its contact's timeline."""
        from funneltui.storage.reads.contact import ContactReads

        return ContactReads(self.connection, self.clock, self.settings)

    @cached_property
    def drafts(self) -> DraftReads:
        """Forms that were left with something in them."""
        from funneltui.storage.reads.drafts import DraftReads

        return DraftReads(self.connection, self.clock, self.settings)

    @cached_property
    def duplicates(self) -> DuplicateReads:
        """Who may be there twice."""
        from funneltui.storage.reads.duplicates import DuplicateReads

        return DuplicateReads(self.connection, self.clock, self.settings)

    @cached_property
    def finder(self) -> FinderReads:
        """Finding anybody while one types."""
        from funneltui.storage.reads.finder import FinderReads

        return FinderReads(self.connection, self.clock, self.settings)

    @cached_property
    def finding(self) -> Finding:
        """What typed queries mean and find."""
        from funneltui.storage.reads.finding import Finding

        return Finding(self.connection, self.clock, self.settings)

    @cached_property
    def merging(self) -> MergeReads:
        """Two contacts side by side."""
        from funneltui.storage.reads.merging import MergeReads

        return MergeReads(self.connection, self.clock, self.settings)

    @cached_property
    def opportunities(self) -> OpportunityReads:
        """Lists and single deals, whole, for the command line."""
        from funneltui.storage.reads.opportunities import OpportunityReads

        return OpportunityReads(self.connection, self.clock, self.settings)

    @cached_property
    def history(self) -> HistoryReads:
        """The steps that were done."""
        from funneltui.storage.reads.history import HistoryReads

        return HistoryReads(self.connection, self.clock, self.settings)

    @cached_property
    def insights(self) -> InsightReads:
        """What reports count; not for the event loop."""
        from funneltui.storage.reads.insights import InsightReads

        return InsightReads(self.connection, self.clock, self.settings)

    @cached_property
    def people(self) -> PeopleReads:
        """Everybody, for the contacts list."""
        from funneltui.storage.reads.people import PeopleReads

        return PeopleReads(self.connection, self.clock, self.settings)

    @cached_property
    def review(self) -> ReviewReads:
        """Who is to be decided on, and where they stand."""
        from funneltui.storage.reads.review import ReviewReads

        return ReviewReads(self.connection, self.clock, self.settings)

    @cached_property
    def roles(self) -> RoleReads:
        """The people on a deal, and who is meant by a name."""
        from funneltui.storage.reads.roles import RoleReads

        return RoleReads(self.connection, self.clock, self.settings)

    @cached_property
    def stages(self) -> StageReads:
        """Stages, criteria and loss reasons."""
        from funneltui.storage.reads.stages import StageReads

        return StageReads(self.connection, self.clock, self.settings)

    @cached_property
    def privacy(self) -> PrivacyReads:
        """Whom the law asks to be told something, and by when."""
        from funneltui.storage.reads.privacy import PrivacyReads

        return PrivacyReads(self.connection, self.clock, self.settings)

    @cached_property
    def templates(self) -> TemplateReads:
        """Message templates, and what of a card goes into a message."""
        from funneltui.storage.reads.templates import TemplateReads

        return TemplateReads(self.connection, self.clock, self.settings)

    @cached_property
    def views(self) -> ViewReads:
        """Saved views."""
        from funneltui.storage.reads.views import ViewReads

        return ViewReads(self.connection, self.clock, self.settings)
