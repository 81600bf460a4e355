"""The one place that puts settings, the file, the reads and the services together.

Opening is cheap: the reads stand on the standard library's sqlite3. The services, and SQLModel
behind them, are imported when something is first written, or by `Funnel.services` in a thread.
"""

from __future__ import annotations

import threading
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from funneltui import paths
from funneltui.clock import Clock, clock_from_environment
from funneltui.domain.phones import set_country
from funneltui.errors import FunnelError
from funneltui.i18n import choose_country
from funneltui.interchange.unfinished import remove_left_over
from funneltui.settings import Settings, load
from funneltui.storage.database import Database
from funneltui.storage.errors import CutLogError, PassphraseNeededError, SQLiteError, unreadable
from funneltui.storage.reads import Reads
from funneltui.storage.watching import Watch

if TYPE_CHECKING:
    from funneltui.services.access import Access
    from funneltui.services.backups import Backups
    from funneltui.services.exporting import Exporting
    from funneltui.services.folders import Folders
    from funneltui.services.importing.service import Importing
    from funneltui.services.insights import Insights
    from funneltui.services.mail import Mail
    from funneltui.services.merging import Merging
    from funneltui.services.sources import Sources
    from funneltui.services.templates import Templates


class Services:
    """The use cases, all on one unit of work.

    What is done daily is imported at once; the rest, which would be two megabytes more in every
    program that is just open, when it is first asked for.

    Args:
        database: The checked file.
        clock: Where time comes from.
        settings: What the person chose.
        door: Which way changes come in.
        watch: Looks after the file.
        backups: Makes them when they are due.
        rehearsed: Whether to make now what the first change would wait for.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        door: str,
        watch: Watch,
        backups: Backups,
        *,
        rehearsed: bool = False,
    ) -> None:
        from funneltui.services.drafts import FormDrafts
        from funneltui.services.erasing import Erasing
        from funneltui.services.history import History
        from funneltui.services.opportunities import Opportunities
        from funneltui.services.people import People
        from funneltui.services.privacy import Privacy
        from funneltui.services.proposals import Proposals
        from funneltui.services.qualification import Qualification
        from funneltui.services.structure import Structure
        from funneltui.services.touches import Touches
        from funneltui.services.views import Views
        from funneltui.storage.unit_of_work import UnitOfWork

        self._unit_of_work = UnitOfWork(database, clock, door)
        self._backups = backups
        self._database, self._clock, self._settings = database, clock, settings
        self.opportunities = Opportunities(self._unit_of_work, settings)
        self.privacy = Privacy(self._unit_of_work, settings)
        self.people = People(self._unit_of_work, settings)
        self.proposals = Proposals(self._unit_of_work, settings)
        self.qualification = Qualification(self._unit_of_work, settings)
        self.touches = Touches(self._unit_of_work, settings)
        self.structure = Structure(self._unit_of_work, settings)
        self.history = History(self._unit_of_work, settings)
        self.views = Views(self._unit_of_work, settings)
        self.drafts = FormDrafts(self._unit_of_work, settings)
        self.erasing = Erasing(self._unit_of_work, backups)
        if rehearsed:
            from funneltui.services.rehearsal import a_day

            self._unit_of_work.rehearse(partial(a_day, self, clock.today()))
        self._unit_of_work.guard = watch.check
        self._unit_of_work.keep_due = backups.before_change
        self._unit_of_work.keep = backups.before
        self.erasing.finish()  # what a program that was killed has left to be cleaned

    def settle(self) -> bool:
        """Nothing is to be changed for now: put what was committed into the file itself. False: try again later."""
        return self._unit_of_work.settle()

    def close(self) -> None:
        """Let go of the file, once the backups that were begun are there."""
        self._backups.wait()
        self._unit_of_work.close()

    @cached_property
    def importing(self) -> Importing:
        """Files in."""
        from funneltui.services.importing.service import Importing

        return Importing(self._unit_of_work, self._settings)

    @cached_property
    def exporting(self) -> Exporting:
        """Files out."""
        from funneltui.services.exporting import Exporting

        return Exporting(self._database, self._clock, self._settings)

    @cached_property
    def mail(self) -> Mail:
        """E-mails in."""
        from funneltui.services.mail import Mail

        return Mail(self._unit_of_work, self._settings)

    @cached_property
    def merging(self) -> Merging:
        """Two contacts that are one person."""
        from funneltui.services.merging import Merging

        return Merging(self._unit_of_work, self._settings)

    @cached_property
    def sources(self) -> Sources:
        """What sources cost."""
        from funneltui.services.sources import Sources

        return Sources(self._unit_of_work, self._settings)

    @cached_property
    def templates(self) -> Templates:
        """Messages to write from."""
        from funneltui.services.templates import Templates

        return Templates(self._unit_of_work, self._settings)


class Funnel:
    """One open file, with everything that can be done to it.

    Args:
        database: The checked file.
        clock: Where time comes from.
        settings: What the person chose.
        door: Which way changes come in, for the history: "program" or "cli".
    """

    def __init__(self, database: Database, clock: Clock, settings: Settings, door: str = "") -> None:
        self.database = database
        """The file."""
        self.clock = clock
        """Where time comes from."""
        self.settings = settings
        """What the person chose."""
        self.reads = Reads(database.connect(), clock, settings)
        """The readers of the thread that opened the file; see `new_reads`."""
        self.watch = Watch(database)
        """Notices when another file takes the place of this one."""
        self._door = door
        self._services: Services | None = None
        self._is_compared = False
        """Whether the bytes of the file were compared with how it was left."""
        self._loading = threading.Lock()

    @property
    def slips(self) -> list[FunnelError]:
        """What is to be told once of how the file was found."""
        return [CutLogError(self.database.path)] if self.database.log_is_cut else []

    def new_reads(self) -> Reads:
        """Readers on a connection of their own, for another thread."""
        return Reads(self.database.connect(), self.clock, self.settings)

    @property
    def services_loaded(self) -> bool:
        """Whether `services` answers at once."""
        return self._services is not None

    @property
    def services(self) -> Services:
        """The use cases. The first call imports the write side, whichever thread makes it."""
        return self._load()

    def prepare(self) -> None:
        """Have the use cases ready for the first change; `services` alone makes it wait a little."""
        self._load(rehearsed=True)

    def _load(self, *, rehearsed: bool = False) -> Services:
        with self._loading:
            if self._services is None:
                self._services = Services(
                    self.database,
                    self.clock,
                    self.settings,
                    self._door,
                    self.watch,
                    self.backups,
                    rehearsed=rehearsed,
                )
            return self._services

    @cached_property
    def folders(self) -> Folders:
        """The folders that calendars and address books read; without the write side."""
        from funneltui.services.folders import Folders

        return Folders(self.database, self.settings)

    @cached_property
    def backups(self) -> Backups:
        """What was kept of the file, and going back to it; without the write side."""
        from funneltui.services.backups import Backups

        return Backups(self.database, self.clock)

    @cached_property
    def access(self) -> Access:
        """What a person may see of what is held on them; without the write side."""
        from funneltui.services.access import Access

        return Access(self.database, self.clock)

    def insights(self, reads: Reads | None = None) -> Insights:
        """The reports, on readers of another thread if they are given; without the write side."""
        from funneltui.services.insights import Insights

        return Insights((reads or self.reads).insights, self.clock, self.settings)

    def is_changed_at_rest(self) -> bool:
        """Whether bytes of the file are others than the last program left. Reads all of it: not for the event loop."""
        from funneltui.storage.at_rest import is_changed

        self._is_compared = True
        return is_changed(self.database)

    def damage(self) -> FunnelError | None:
        """That the file is damaged, if it is: what looks like a bug may be what stands in it. Reads all of it."""
        from funneltui.storage.integrity import damage_behind

        return damage_behind(self.database)

    def close(self) -> None:
        """Let go of the file."""
        self.reads.close()
        if self._services is not None:
            self._services.close()
        self.watch.close()
        if self._services is not None or self._is_compared:
            from funneltui.storage import at_rest

            at_rest.let_go(self.database.path)
            if self._services is not None:
                at_rest.leave(self.database, quickly=self._door != "program")


def open_funnel(
    path: Path | None = None,
    *,
    settings: Settings | None = None,
    clock: Clock | None = None,
    create: bool = True,
    door: str = "",
    ask: bool = False,
) -> Funnel:
    """Open the file at `path`, else the one FUNNELTUI_DB names, else the user's own.

    Args:
        path: The file.
        settings: What the person chose; None: it is read.
        clock: Where time comes from.
        create: Whether a missing file is made.
        door: See `Funnel`.
        ask: Whether the passphrase of a file that has one is asked for.

    Raises:
        FunnelError: The settings or the file cannot be used; the file was left untouched.
    """
    clock = clock or clock_from_environment()
    settings = settings if settings is not None else load(paths.config_path())
    set_country(settings.country or choose_country())
    try:
        path = paths.database_path(path)
        try:
            database = Database.open(path, clock=clock, create=create)
        except PassphraseNeededError:
            if not ask:
                raise
            from funneltui.unlocking import unlock

            unlock(path, settings)
            database = Database.open(path, clock=clock, create=create)
        remove_left_over()
        return Funnel(database, clock, settings, door)
    except SQLiteError as error:
        raise unreadable(error, paths.database_path(path)) from error
