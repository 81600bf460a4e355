"""Backups: what there are, making one, looking inside, going back to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.tui.actions.form_actions import BACKUPS
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.confirm import ConfirmScreen
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.forms.passphrase import PassphraseScreen
from funneltui.tui.looks.format import file_size, path_words
from funneltui.tui.places.data_states import moment_words
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.services.backups import Backup, Restored
    from funneltui.services.passphrase import Seal
    from funneltui.storage.outcome import Change

_RESTORED = N_("Restored a backup")


@dataclass(frozen=True, slots=True)
class _Inside:
    """What was found in a backup."""

    counts: dict[str, int]
    last_change: str


class BackupsScreen(ListDialogue):
    """The backups, the newest first. Everything that reads or writes files is done in a thread.

    | Key(s) | Does |
    | :- | :- |
    | enter | Restore the backup, after one question. |
    | m | Make one now. |
    | l | Look inside. |
    """

    HEADING = N_("Backups")
    BINDINGS = BACKUPS
    ENTER = N_("restore")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._backups: dict[str, Backup] = {}
        self._inside: dict[str, _Inside] = {}
        self._seals: dict[str, Seal] = {}

    def on_mount(self) -> None:
        """Look what there is."""
        self.reload()

    def reload(self) -> None:
        """List them again."""
        backups, key = self.desk.funnel.backups, self.desk.funnel.database.key

        def look() -> list[tuple[Backup, Seal]]:
            from funneltui.services.passphrase import seal_of

            return [(backup, seal_of(backup, key)) for backup in backups.list()]

        in_background(self.desk, self, look, self._show, self.refused)

    def _show(self, backups: list[tuple[Backup, Seal]]) -> None:
        self._backups = {backup.path.name: backup for backup, _seal in backups}
        self._seals = {backup.path.name: seal for backup, seal in backups}
        self.show([self._item(name, backup) for name, backup in self._backups.items()])
        if not backups:
            words = _("No backup yet. {key} makes one; the first change of a day makes one by itself.")
            self.tell(words.format(key=self.desk.key_of("backups.make")))

    def _item(self, name: str, backup: Backup) -> Item:
        from funneltui.services.backups import REASONS

        when = self._moment(backup)
        notes = [file_size(backup.size), self._contacts(backup.counts)]
        if backup.pinned:
            notes.insert(0, _("kept"))
        if self._seals[name] == "locked":
            notes.insert(0, _("its own passphrase"))
        return Item(name, f"{when} · {_(REASONS.get(backup.reason, backup.reason))}", note=" · ".join(notes))

    def _moment(self, backup: Backup) -> str:
        return moment_words(backup.made_at.isoformat(), self.desk.clock.today())

    @staticmethod
    def _contacts(counts: dict[str, int]) -> str:
        count = counts.get("contacts", 0)
        return translate_plural("{count} contact", "{count} contacts", count)

    def about(self, key: str) -> Iterator[str]:
        """Where it is and what is in it."""
        backup = self._backups[key]
        yield _("File: {path}").format(path=path_words(backup.path))
        inside = self._inside.get(key)
        yield self._counts(inside.counts if inside else backup.counts)
        if backup.pinned:
            yield _("Kept before a restore: it isn't deleted automatically.")
        if inside:
            last = moment_words(inside.last_change, self.desk.clock.today()) if inside.last_change else "–"
            yield _("The file is sound. Last change in it: {moment}").format(moment=last)

    def _counts(self, counts: dict[str, int]) -> str:
        deals, exchanges = counts.get("deals", 0), counts.get("exchanges", 0)
        return " · ".join(
            (
                self._contacts(counts),
                translate_plural("{count} deal", "{count} deals", deals),
                translate_plural("{count} exchange", "{count} exchanges", exchanges),
            )
        )

    # -- Doing ------------------------------------------------------------------------------------

    def action_make(self) -> None:
        """Make one now."""
        self.tell(_("Making a backup…"))
        in_background(self.desk, self, self.desk.funnel.backups.make, self._made, self.refused)

    def _made(self, made: Backup) -> None:
        self.tell(_("Verified backup: {path}").format(path=made.path))
        self.reload()

    def action_look(self) -> None:
        """Look inside the one under the cursor, without changing anything."""
        if not self.key:
            return
        self._opened(self._backups[self.key], self._look)

    def _look(self, backup: Backup) -> None:
        path, backups = backup.path, self.desk.funnel.backups
        self.tell(_("Reading the backup…"))

        def look() -> _Inside:
            from funneltui.services.backups import inside

            with backups.looking(path) as database:
                return _Inside(*inside(database))

        def looked(inside: _Inside) -> None:
            self._inside[path.name] = inside
            self.tell("")
            self.explain()

        in_background(self.desk, self, look, looked, self.refused)

    def choose(self, key: str) -> None:
        """Ask once, then restore."""
        self._opened(self._backups[key], self._ask)

    def _opened(self, backup: Backup, then: Callable[[Backup], None]) -> None:
        """Do something with a backup, once its passphrase is known: it is asked for where it is another one."""
        name, backups = backup.path.name, self.desk.funnel.backups

        def answered(opens: bool | None) -> None:  # noqa: FBT001 - a result
            if opens:
                self._seals[name] = "other"
                self.reload()
                then(backup)

        def ask(_nothing: None) -> None:
            if self.is_current:  # else it is asked for already
                self.tell("")
                self.desk.open(PassphraseScreen(self.desk, backup.path, self._moment(backup)), answered)

        if self._seals[name] == "locked":
            in_background(self.desk, self, partial(backups.must_be_openable, backup.path), ask, self.refused)
        else:
            then(backup)

    def _ask(self, backup: Backup) -> None:
        lines = [
            self._counts(backup.counts),
            _("The current file is backed up first; restore that backup to undo this."),
        ]
        if self._seals.get(backup.path.name) == "other":
            lines.append(
                _("The file keeps the passphrase it has now.")
                if self.desk.funnel.database.key
                else _("The file has no passphrase, and what is restored won't have one either.")
            )
        heading = _("Restore the backup of {moment}?").format(moment=self._moment(backup))

        def answered(wanted: bool | None) -> None:  # noqa: FBT001 - a result
            if wanted:
                self._restore(backup)

        self.desk.open(ConfirmScreen(self.desk, heading, _("Restore"), lines), answered)

    def _restore(self, backup: Backup) -> None:
        backups = self.desk.funnel.backups
        done: list[Restored] = []

        def write(_services: Services) -> Change:
            from funneltui.storage.outcome import Change

            done.append(backups.restore(backup.path))
            return Change(None, _RESTORED)

        self.tell(_("Restoring…"))
        self.desk.perform(write, then=lambda _change: self._restored(done[0]), failed=self.refused, slow=True)

    def _restored(self, done: Restored) -> None:
        self.desk.window.notice_others()
        self.desk.say(_("Restored the backup {name}.").format(name=done.chosen.name))
        if done.former is not None:
            words = _("Restored. The previous file is kept in {name}; restore it to undo this.")
            self.tell(words.format(name=done.former.path.name))
        else:
            self.tell(_("Restored. The damaged file is kept: {path}").format(path=done.damaged or ""))
        self.reload()
