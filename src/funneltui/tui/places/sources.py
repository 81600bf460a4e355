"""Mailboxes that are read, and folders that are kept for calendars and address books: shown, changed and run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from funneltui.domain.days import short_day
from funneltui.errors import FunnelError
from funneltui.i18n import N_, labelled, sentence, translate as _, translate_plural
from funneltui.services.mail_report import AUTOMATIC_KINDS, MailReport
from funneltui.setting_words import SETTING_WORDS
from funneltui.tui.actions.form_actions import SOURCES
from funneltui.tui.desk import Desk
from funneltui.tui.desk.appearance import use_setting
from funneltui.tui.desk.asking import in_background
from funneltui.tui.desk.mail import MailRun
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.forms.setting import SettingScreen
from funneltui.tui.places.settings import shown, typed
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.services.folders import FoldersReport
    from funneltui.settings import Settings

_MAILBOX, _FOUND, _STRANGER = "mailbox:", "found:", "stranger:"
_STRANGERS = 50
"""So many unknown addresses are listed, the most frequent ones."""


def _setting_row(settings: Settings, name: str) -> Item:
    return Item(name, _(SETTING_WORDS[name].label), note=shown(name, getattr(settings, name)) or "–")


def _ask(screen: ListDialogue, name: str, then: Callable[[], None]) -> None:
    """Another value for a setting, used at once."""

    def answered(settings: Settings | None) -> None:
        if settings is not None:
            use_setting(screen.desk, settings, name)
            then()

    value = typed(getattr(screen.desk.settings, name))
    screen.desk.open(SettingScreen(screen.desk, name, _(SETTING_WORDS[name].label), value), answered)


class MailScreen(ListDialogue):
    """The mailboxes, and reading them.

    | Key(s) | Does |
    | :- | :- |
    | enter | Change the setting, or read the mailbox. |
    | r | Read all mailboxes. |
    """

    HEADING = N_("Mail")
    BINDINGS = SOURCES
    ENTER = N_("change")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading: MailRun | None = None
        self._report: MailReport | None = None

    def on_mount(self) -> None:
        """List them."""
        self.reload()

    def reload(self) -> None:
        """Show the settings and the mailboxes as they are now."""
        settings = self.desk.settings
        rows = [_setting_row(settings, name) for name in ("sender_email", "own_addresses", "mail_sources")]
        rows += [Item(f"{_MAILBOX}{source}", source) for source in settings.mail_sources]
        if self._report is not None:
            rows += _listed(self._report, self.desk.clock.today())
        self.show(rows)

    def about(self, key: str) -> Iterator[str]:
        """What it means."""
        if key.startswith(_MAILBOX):
            yield _("Enter reads this mailbox: headers only, and only of people you know.")
        elif key.startswith(_FOUND):
            yield _("Enter opens the contact.")
        elif key.startswith(_STRANGER):
            yield _("Not one of your contacts, so nothing was logged.")
        else:
            yield _(SETTING_WORDS[key].meaning)

    def choose(self, key: str) -> None:
        """Change the setting, or read the mailbox."""
        if key.startswith(_MAILBOX):
            self._read([key.removeprefix(_MAILBOX)])
        elif key.startswith(_FOUND):
            from funneltui.tui.places.contacts import go_to_contacts

            go_to_contacts(self.desk).reach(int(key.rpartition(":")[2]))
        elif not key.startswith(_STRANGER):
            _ask(self, key, self.reload)

    def action_run(self) -> None:
        """Read all of them."""
        if self.desk.settings.mail_sources:
            self._read(self.desk.settings.mail_sources)
        else:
            self.tell(_("Add a mailbox first."), wrong=True)

    def _read(self, sources: Sequence[str]) -> None:
        if self._reading is None:
            self.tell(_("Reading e-mails…"))
            self._reading = MailRun(
                self.desk, self, sources, counted=self._count, told=self._told, failed=self._not_read
            )  # fmt: skip

    def _count(self, count: int) -> None:
        """Show how far it is."""
        if self._reading is not None:
            words = translate_plural("{count} e-mail read · {key} stops", "{count} e-mails read · {key} stops", count)
            self.tell(words.format(key=self.desk.key_of("sources.close")))

    def _told(self, report: MailReport) -> None:
        self._reading = None
        if report.stopped:
            self.tell(_("Stopped. No e-mail was logged."))
            return
        lines = [*report.words, *map(sentence, report.unread)]
        self._report = report
        self.reload()
        self.tell("\n".join(lines), wrong=bool(report.unread))

    def _not_read(self, error: FunnelError) -> None:
        self._reading = None
        self.refused(error)

    def action_close(self) -> None:
        """Stop what runs; else close."""
        if self._reading is None:
            super().action_close()
        else:
            self._reading.stop()
            self.tell(_("Stopping…"))


def _listed(report: MailReport, today: date) -> Iterator[Item]:
    """What a reading found: what is new first, then what no person wrote, then who is unknown."""
    directions = {True: _("from"), False: _("to")}
    fresh = [letter for letter in report.letters if letter.written]
    if fresh:
        yield Item("", _("Logged"), heading=True)
    for place, mail in enumerate(fresh):
        text = labelled(f"{directions[mail.incoming]} {mail.name}", mail.subject)
        yield Item(f"{_FOUND}{place}:{mail.contact_id}", text, note=short_day(mail.sent_at.astimezone().date(), today))
    if report.machines:
        yield Item("", _("Automatic, not logged"), heading=True)
    for place, other in enumerate(report.machines):
        text = labelled(other.name, other.subject)
        yield Item(f"{_STRANGER}{place}", text, note=_(AUTOMATIC_KINDS[other.kind]), faint=True)
    if report.strangers:
        yield Item("", _("Unknown addresses"), heading=True)
    for address, count in report.strangers.most_common(_STRANGERS):
        yield Item(f"{_STRANGER}{address}", address, note=f"× {count}", faint=True)


class CalendarScreen(ListDialogue):
    """The folders for calendars and address books, and bringing them up to date.

    | Key(s) | Does |
    | :- | :- |
    | enter | Change the folder. |
    | r | Bring all up to date. |
    """

    HEADING = N_("Calendar and phone")
    BINDINGS = SOURCES
    ENTER = N_("change")
    NAMES = ("calendar_folder", "calendar_file", "contacts_folder", "calendar_titles", "calendar_alarm")

    def on_mount(self) -> None:
        """List them."""
        self.reload()

    def reload(self) -> None:
        """Show the settings as they are now."""
        self.show([_setting_row(self.desk.settings, name) for name in self.NAMES])

    def about(self, key: str) -> Iterator[str]:
        """What it means."""
        yield _(SETTING_WORDS[key].meaning)
        yield _("Updated after every change, one way only; other files stay as they are.")

    def choose(self, key: str) -> None:
        """Another folder, filled at once."""
        _ask(self, key, self._changed)

    def _changed(self) -> None:
        self.reload()
        self.action_run()

    def action_run(self) -> None:
        """Bring them up to date."""
        folders = self.desk.funnel.folders
        if not folders.wanted:
            words = _("Nothing to write: no folder is named, or this is not your usual file.")
            self.tell(words)
            return
        self.tell(_("Writing…"))
        in_background(self.desk, self, folders.refresh, self._told, self.refused)

    def _told(self, report: FoldersReport) -> None:
        parts = [translate_plural("{count} event", "{count} events", report.events)]
        if report.contacts is not None:
            parts.append(translate_plural("{count} contact", "{count} contacts", report.contacts))
        files = report.written + report.removed
        parts.append(translate_plural("{count} file changed", "{count} files changed", files))
        self.tell(" · ".join(parts))
